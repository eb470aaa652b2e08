"""Coming in by a provider of identities: out to it, and back with who it says one is.

Nothing is kept of those on the way: their browser has a key, from which all that must agree when
they come back is derived.
"""

import re
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from typing import Protocol, TypeAlias

from aiohttp import hdrs, web
from attrs import frozen

from minqing_core.application.open_id import (
    Departure,
    Identity,
    SignOnRefusedError,
    departure,
)
from minqing_core.application.sessions import sign_in
from minqing_core.kernel.refusals import RefusalError
from minqing_http import headers
from minqing_http.door import Door

OUT, BACK = "/login/sso", "/login/sso/back"
ON_THE_WAY, SAFE_ON_THE_WAY, SECONDS = "minqing-sso", "__Host-minqing-sso", 600
KEPT = re.compile(r"([\w-]{43})\.([\w-]{0,2000})", re.ASCII)
LONGEST = 1000
Keep: TypeAlias = Callable[[web.Response, str], None]
Tell: TypeAlias = Callable[[web.Request, RefusalError], web.StreamResponse]


class IdentityProvider(Protocol):
    """Whoever is believed about who somebody is."""

    async def address(self, departure: Departure, back: str) -> str:
        """Return where somebody goes to say who they are."""
        ...

    async def identity(
        self, departure: Departure, back: str, query: Mapping[str, str]
    ) -> Identity:
        """Return who came back.

        Raises:
            SignOnRefusedError: what came back proves nothing.
        """
        ...


@frozen(kw_only=True)
class SignOn:
    """The way in by a provider of identities.

    ``site`` is the address of this system as browsers have it; ``keep`` has a browser keep whose
    session it is, ``cookie`` is under which name; ``tell`` says why somebody is not let in.
    """

    provider: IdentityProvider
    door: Door
    site: str
    cookie: str
    keep: Keep
    tell: Tell

    def add_to(self, app: web.Application) -> None:
        """Open the way in an application."""
        app.router.add_get(OUT, self.out)
        app.router.add_get(BACK, self.back)

    async def out(self, request: web.Request) -> web.StreamResponse:
        """Send somebody to the provider."""
        key = secrets.token_urlsafe(32)
        try:
            self.door.let_in(headers.address(request))
            where = await self.provider.address(departure(key), self._back)
        except RefusalError as refusal:
            return self.tell(request, refusal)
        response = _to(where)
        response.set_cookie(
            self._on_the_way,
            f"{key}.{_written(own_path(request.query.get('next', '/')))}",
            max_age=SECONDS,
            path="/",
            httponly=True,
            secure=self._secure,
            samesite="Lax",
        )
        return response

    async def back(self, request: web.Request) -> web.StreamResponse:
        """Let in who comes back, in a session of its own."""
        try:
            self.door.let_in(headers.address(request))
            key, where = self._kept(request)
            who = await self.provider.identity(departure(key), self._back, request.query)
            logged_in = await self.door.to_thread(
                sign_in,
                self.door.office,
                who.issuer,
                who.subject,
                address=headers.address(request),
                agent=request.headers.get(hdrs.USER_AGENT, ""),
                previous=request.cookies.get(self.cookie) or None,
            )
        except RefusalError as refusal:
            return self._over(self.tell(request, refusal))
        response = _to(where)
        self.keep(response, logged_in.secret)
        return self._over(response)

    @property
    def _secure(self) -> bool:
        return self.site.startswith("https:")

    @property
    def _on_the_way(self) -> str:
        return SAFE_ON_THE_WAY if self._secure else ON_THE_WAY

    @property
    def _back(self) -> str:
        return self.site.rstrip("/") + BACK

    def _kept(self, request: web.Request) -> tuple[str, str]:
        found = KEPT.fullmatch(request.cookies.get(self._on_the_way, ""))
        if found is None:
            raise SignOnRefusedError(trouble="登录用时太久，或不是由本系统开始的")
        return found[1], own_path(_read(found[2]))

    def _over(self, response: web.StreamResponse) -> web.StreamResponse:
        response.del_cookie(
            self._on_the_way, path="/", httponly=True, secure=self._secure, samesite="Lax"
        )
        return response


def own_path(at: str) -> str:
    """Return an address of this site; the first page where it is another's."""
    own = at.startswith("/") and not at.startswith(("//", "/\\")) and len(at) <= LONGEST
    return at if own and at.isprintable() else "/"


def _to(where: str) -> web.Response:
    said = {hdrs.LOCATION: where, hdrs.CACHE_CONTROL: "no-store", "Referrer-Policy": "no-referrer"}
    return web.Response(status=303, headers=said)


def _written(at: str) -> str:
    return urlsafe_b64encode(at.encode()).rstrip(b"=").decode()


def _read(kept: str) -> str:
    try:
        return urlsafe_b64decode(kept + "=" * (-len(kept) % 4)).decode()
    except ValueError:
        return "/"
