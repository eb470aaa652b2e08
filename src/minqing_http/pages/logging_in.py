"""Coming in with a login and a password, and going out again."""

from urllib.parse import quote

from aiohttp import hdrs, web
from attrs import frozen

from minqing_core.application.account_ports import LoggedIn
from minqing_core.application.sessions import log_in, log_out
from minqing_core.kernel.refusals import RefusalError
from minqing_http import headers
from minqing_http.pages.entrance import CHANGING, HEADERS, Entrance, form_token, html, language_of
from minqing_http.pages.form_body import first, read_form
from minqing_http.pages.rendering import render
from minqing_http.pages.visitor import Visitor
from minqing_http.problems import headers_of, status_of
from minqing_http.refusals import ForeignFormError
from minqing_http.sign_on import own_path


@frozen(kw_only=True)
class LogInAt:
    """The way in; with *sign_on* a provider of identities is offered beside the password."""

    entrance: Entrance
    sign_on: bool = False

    async def show(self, request: web.Request) -> web.StreamResponse:
        """Answer with the form."""
        return self._form(request, next_=request.query.get("next", "/"))

    async def take(self, request: web.Request) -> web.StreamResponse:
        """Let somebody in, in a session of its own."""
        texts = await read_form(request, self.entrance.door.body_seconds)
        said = {name: first(texts, name) for name in ("login", "password", "totp", "next")}
        try:
            self.entrance.require_site(request)
            logged_in = await self._let_in(request, said)
        except RefusalError as refusal:
            return self._form(request, login=said["login"], next_=said["next"], refusal=refusal)
        where = CHANGING if logged_in.session.must_change else own_path(said["next"] or "/")
        response = web.Response(status=303, headers={hdrs.LOCATION: where, **HEADERS})
        self.entrance.keep(response, logged_in.secret)
        return response

    async def leave(self, request: web.Request) -> web.StreamResponse:
        """End the session."""
        secret = request.cookies.get(self.entrance.cookie, "")
        texts = await read_form(request, self.entrance.door.body_seconds)
        visitor = Visitor(language=language_of(request), token=form_token(secret))
        try:
            self.entrance.require_site(request)
            if secret:
                self.entrance.require_own(request, first(texts, "_token"), visitor)
        except ForeignFormError as refusal:
            return await self.entrance.turned_away(request, refusal, visitor)
        if secret:
            await self.entrance.door.to_thread(log_out, self.entrance.door.office, secret)
        response = web.Response(status=303, headers={hdrs.LOCATION: "/login", **HEADERS})
        self.entrance.forget(response)
        return response

    def tell(self, request: web.Request, refusal: RefusalError) -> web.StreamResponse:
        """Answer with the form and why somebody was not let in."""
        return self._form(request, refusal=refusal)

    async def _let_in(self, request: web.Request, said: dict[str, str]) -> LoggedIn:
        return await self.entrance.door.hash(
            log_in,
            self.entrance.door.office,
            said["login"].strip(),
            said["password"],
            address=headers.address(request),
            agent=request.headers.get(hdrs.USER_AGENT, "")[:200],
            totp=said["totp"].strip() or None,
            previous=request.cookies.get(self.entrance.cookie) or None,
        )

    def _form(
        self,
        request: web.Request,
        *,
        login: str = "",
        next_: str = "/",
        refusal: RefusalError | None = None,
    ) -> web.Response:
        visitor = Visitor(language=language_of(request))
        said = {
            "title": "登录",
            "login": login,
            "next": own_path(next_),
            "sign_on": quote(own_path(next_), safe="/") if self.sign_on else "",
            "problem": "" if refusal is None else str(refusal),
        }
        if refusal is None:
            return html(render("login.html", visitor, "/login", said))
        page = html(render("login.html", visitor, "/login", said), status_of(type(refusal)))
        page.headers.update(headers_of(refusal))
        return page
