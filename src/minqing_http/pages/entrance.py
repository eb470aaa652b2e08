"""The door of the pages: who comes, whether a form is theirs, what they are told if not."""

import hashlib
import hmac
from collections.abc import AsyncIterator, Callable, Mapping
from urllib.parse import quote

import attrs
from aiohttp import hdrs, web
from attrs import frozen

from minqing_core.application.asking import answer
from minqing_core.application.sessions import (
    PasswordMustChangeError,
    SessionOverError,
    session_holder,
)
from minqing_core.kernel.refusals import InvalidInputError, RefusalError
from minqing_http import headers
from minqing_http.door import Door
from minqing_http.endpoint import CORRELATION
from minqing_http.pages.asked import Asker, Words, acting
from minqing_http.pages.rendering import LANGUAGES, POLICY, render
from minqing_http.pages.visitor import Visitor
from minqing_http.problems import english, headers_of, status_of, title_of
from minqing_http.refusals import ForeignFormError, NoSuchPageError, NotLoggedInError
from minqing_http.sign_on import IdentityProvider

LANGUAGE, LARGE = "minqing-lang", "minqing-large"
CHANGING = "/account/password"
COOKIE, SAFE_COOKIE = "minqing", "__Host-minqing"
OWN_SITE = frozenset({"same-origin", "none"})
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    hdrs.CACHE_CONTROL: "no-store",
    hdrs.VARY: "Cookie, Accept-Language",
    "Referrer-Policy": "same-origin",
}


@frozen(kw_only=True)
class Entrance:
    """The way from a request to a page; *secure* when it is reached by https alone.

    ``site`` is the address at which browsers see it, where that is settled: printed on slips, and
    where they come back to from a *provider* of identities.
    """

    door: Door
    secure: bool = False
    provider: IdentityProvider | None = None
    site: str = ""

    @property
    def cookie(self) -> str:
        """The name of the cookie in which a browser keeps whose session it is."""
        return SAFE_COOKIE if self.secure else COOKIE

    async def visitor(
        self, request: web.Request, *, known: bool = True, changing: bool = False
    ) -> Visitor:
        """Return who looks.

        Raises:
            NotLoggedInError: nobody is logged in, and the page is not open to all.
        """
        nobody = Visitor(
            language=language_of(request),
            large=request.cookies.get(LARGE) == "1",
            address=headers.address(request),
            site=self.site or headers.site(request),
        )
        secret = request.cookies.get(self.cookie, "")
        if not secret:
            if known:
                raise NotLoggedInError
            return nobody
        try:
            return await self.door.to_thread(self._visitor, secret, nobody, changing)
        except SessionOverError as refusal:
            if known:
                raise NotLoggedInError from refusal
            return nobody

    async def page(
        self,
        request: web.Request,
        made: Callable[[Visitor], web.StreamResponse],
        *,
        known: bool = True,
        changing: bool = False,
        hashes: bool = False,
    ) -> web.StreamResponse:
        """Answer with what is made for whoever looks, or with why not."""
        visitor = Visitor(language=language_of(request))
        try:
            visitor = await self.visitor(request, known=known, changing=changing)
            if visitor.person is None:
                self.door.let_in(visitor.address)
            done = self.door.hash if hashes else self.door.to_thread
            return await done(made, visitor)
        except RefusalError as refusal:
            return await self.turned_away(request, refusal, visitor)

    async def nowhere(self, request: web.Request) -> web.StreamResponse:
        """Answer that there is no such page, to whoever looks."""

        def made(_: Visitor) -> web.StreamResponse:
            raise NoSuchPageError

        return await self.page(request, made, known=False)

    def asker(self, request: web.Request, visitor: Visitor, words: Words) -> Asker:
        """Return the office, as it is asked now on behalf of who sent a request."""
        act = acting(visitor, request[CORRELATION])
        return Asker(office=self.door.office.entered(), visitor=visitor, act=act, words=words)

    async def turned_away(
        self, request: web.Request, refusal: RefusalError, visitor: Visitor
    ) -> web.Response:
        """Answer with why not, or with where to go first."""
        if isinstance(refusal, NotLoggedInError):
            return _to_log_in(request)
        if isinstance(refusal, PasswordMustChangeError):
            return web.Response(status=303, headers={hdrs.LOCATION: CHANGING, **HEADERS})
        return await self.door.to_thread(refused, refusal, visitor, request.path_qs)

    def require_own(self, request: web.Request, token: str, visitor: Visitor) -> None:
        """Refuse a form that another site sent, or that was made for another session.

        Raises:
            ForeignFormError: it is.
        """
        self.require_site(request)
        if not hmac.compare_digest(token.encode(), visitor.token.encode()):
            raise ForeignFormError

    def require_site(self, request: web.Request) -> None:
        """Refuse a form that another site sent.

        Raises:
            ForeignFormError: it is.
        """
        site = request.headers.get("Sec-Fetch-Site")
        origin = request.headers.get(hdrs.ORIGIN)
        if site is not None and site not in OWN_SITE:
            raise ForeignFormError
        if origin is not None and origin.partition("://")[2] != request.host:
            raise ForeignFormError

    def keep(self, response: web.Response, secret: str) -> None:
        """Have a browser keep whose session it is."""
        response.set_cookie(
            self.cookie, secret, path="/", httponly=True, secure=self.secure, samesite="Lax"
        )

    def forget(self, response: web.Response) -> None:
        """Have a browser forget whose session it was."""
        response.del_cookie(
            self.cookie, path="/", httponly=True, secure=self.secure, samesite="Lax"
        )

    def _visitor(self, secret: str, nobody: Visitor, changing: bool) -> Visitor:
        office = self.door.office.entered()
        session = session_holder(office, secret, changing=changing)
        me = answer(office, "whoami", acting(Visitor(person=session.person), ""), {})
        return attrs.evolve(
            nobody,
            person=session.person,
            name=me["name"],
            posts=me["posts_text"],
            units=tuple(me["units"]),
            powers=frozenset(me["powers"]),
            reviews=me["reviews"],
            week=me["week"],
            period=me["period"],
            today=me["on"],
            token=form_token(secret),
        )


ENTRANCE = web.AppKey("entrance", Entrance)


def form_token(secret: str) -> str:
    """Return what a form of a session says to be its own."""
    return hashlib.sha256(f"form\n{secret}".encode()).hexdigest()[:32]


def html(text: str, status: int = 200) -> web.Response:
    """Return a page as an answer."""
    return web.Response(status=status, text=text, content_type="text/html", headers=HEADERS)


def attached(body: bytes | AsyncIterator[bytes], media: str, name: str) -> web.Response:
    """Return a file as an answer, to be taken along under a name."""
    headers = {
        hdrs.CONTENT_DISPOSITION: f'attachment; filename="{name}"',
        hdrs.CACHE_CONTROL: "no-store",
    }
    return web.Response(body=body, content_type=media, headers=headers)


def refused(refusal: RefusalError, visitor: Visitor, at: str) -> web.Response:
    """Return the page that says why something was refused."""
    status = status_of(type(refusal))
    faults = refusal.faults if isinstance(refusal, InvalidInputError) else ()
    said = {
        "title": english(type(refusal)) if visitor.language == "en" else title_of(status),
        "says": "" if faults else str(refusal),
        "faults": faults,
        "code": refusal.code,
        "status": status,
    }
    page = html(render("refused.html", visitor, at, said), status)
    page.headers.update(headers_of(refusal))
    return page


def language_of(request: web.Request) -> str:
    """Return the language in which somebody reads: as chosen, or as their browser says."""
    chosen = request.cookies.get(LANGUAGE)
    if chosen in LANGUAGES:
        return chosen
    first = request.headers.get(hdrs.ACCEPT_LANGUAGE, "zh").strip().lower()
    return "en" if first.startswith("en") else "zh"


def _to_log_in(request: web.Request) -> web.Response:
    at = request.path_qs if request.method == "GET" else request.path
    where = "/login" if at == "/" else f"/login?next={quote(at, safe='/')}"
    return web.Response(status=303, headers={hdrs.LOCATION: where, **HEADERS})
