"""The pages put in their places: each behind a use case, the few that are open to all named."""

from collections.abc import Awaitable, Callable
from importlib.resources import files
from urllib.parse import quote

from aiohttp import hdrs, web

from minqing_core.application.catalogue import CATALOGUE
from minqing_core.powers.rules import GRANTS
from minqing_http.pages.entrance import LANGUAGE, LARGE, Entrance, html, language_of
from minqing_http.pages.filling import FormAt
from minqing_http.pages.form_body import first, read_form
from minqing_http.pages.importing import IMPORTS, ImportAt
from minqing_http.pages.logging_in import LogInAt
from minqing_http.pages.rendering import LANGUAGES, render
from minqing_http.pages.showing import PageAt
from minqing_http.pages.table import FORMS, PAGES
from minqing_http.pages.visitor import Visitor
from minqing_http.sign_on import BACK, OUT, IdentityProvider, SignOn, own_path

Answering = Callable[[web.Request], Awaitable[web.StreamResponse]]
YEAR_SECONDS = 365 * 24 * 3600
STATIC = {
    "/static/minqing.js": ("minqing.js", "text/javascript"),
    "/static/mark.svg": ("mark.svg", "image/svg+xml"),
    "/sw.js": ("sw.js", "text/javascript"),
}
RECEIPT = "/r"
OPEN = frozenset({"/login", OUT, BACK, "/logout", "/reading", "/offline", RECEIPT, *STATIC})


def add_pages(app: web.Application, entrance: Entrance) -> None:
    """Add every page and form to an application."""
    at_login = LogInAt(entrance=entrance, sign_on=entrance.provider is not None)
    if entrance.provider is not None:
        _sign_on(entrance, entrance.provider, at_login).add_to(app)
    app.router.add_get("/login", at_login.show)
    app.router.add_post("/login", at_login.take)
    app.router.add_post("/logout", at_login.leave)
    app.router.add_post("/reading", _reading(entrance))
    app.router.add_get("/offline", _offline)
    app.router.add_get(RECEIPT, _receipt(entrance))
    for path, (name, kind) in STATIC.items():
        app.router.add_get(path, _static(name, kind))
    for importing in IMPORTS:
        bringing = ImportAt(importing=importing, entrance=entrance)
        app.router.add_get(importing.path, bringing.show)
        app.router.add_post(importing.path, bringing.take)
    for form in FORMS:
        filling = FormAt(form=form, entrance=entrance)
        app.router.add_get(form.path, filling.show)
        app.router.add_post(form.path, filling.take)
    for page in PAGES:
        showing = PageAt(page=page, entrance=entrance)
        if page.paper:
            for kind in ("pdf", "docx"):
                app.router.add_get(f"{page.path}.{kind}", showing.printed)
        if page.listing is not None or page.tables:
            for kind in ("csv", "xlsx"):
                app.router.add_get(f"{page.path}.{kind}", showing.taken_along)
        app.router.add_get(page.path, showing.answer)


def undeclared(handler: object) -> bool:
    """Say whether what answers asks for use cases that nobody has a power for, or for none."""
    if isinstance(handler, PageAt):
        asked = [shown.use_case for shown in handler.page.shows.values()]
    elif isinstance(handler, FormAt):
        asked = [handler.form.use_case]
    elif isinstance(handler, ImportAt):
        asked = [handler.importing.check, handler.importing.apply]
    else:
        return True
    return not asked or any(
        name not in CATALOGUE or CATALOGUE[name].power not in GRANTS for name in asked
    )


def _sign_on(entrance: Entrance, provider: IdentityProvider, at_login: LogInAt) -> SignOn:
    return SignOn(
        provider=provider,
        door=entrance.door,
        site=entrance.site,
        cookie=entrance.cookie,
        keep=entrance.keep,
        tell=at_login.tell,
    )


def _reading(entrance: Entrance) -> Answering:
    async def answer(request: web.Request) -> web.Response:
        texts = await read_form(request, entrance.door.body_seconds)
        response = web.Response(status=303, headers={hdrs.LOCATION: own_path(first(texts, "at"))})
        chosen, large = first(texts, "language"), first(texts, "large")
        if chosen in LANGUAGES:
            response.set_cookie(LANGUAGE, chosen, max_age=YEAR_SECONDS, samesite="Lax")
        if large in {"0", "1"}:
            response.set_cookie(LARGE, large, max_age=YEAR_SECONDS, samesite="Lax")
        return response

    return answer


def _receipt(entrance: Entrance) -> Answering:
    """Take the number of a slip that somebody types who cannot read its code."""

    async def answer(request: web.Request) -> web.StreamResponse:
        slip = request.query.get("slip", "").strip()

        def made(visitor: Visitor) -> web.StreamResponse:
            if slip:
                return web.Response(
                    status=303, headers={hdrs.LOCATION: f"{RECEIPT}/{quote(slip, safe='')}"}
                )
            said = {"title": "查办到哪一步"}
            return html(render("receipt.html", visitor, RECEIPT, said))

        return await entrance.page(request, made, known=False)

    return answer


async def _offline(request: web.Request) -> web.Response:
    visitor = Visitor(language=language_of(request))
    return html(render("offline.html", visitor, "/offline", {"title": "现在没有网络"}))


def _static(name: str, kind: str) -> Answering:
    text = files("minqing_http").joinpath(f"static/{name}").read_text(encoding="utf-8")

    async def answer(_: web.Request) -> web.Response:
        return web.Response(
            text=text, content_type=kind, headers={hdrs.CACHE_CONTROL: "max-age=300"}
        )

    return answer
