"""The application: the table's operations, and a few addresses open to all."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Literal, TypeAlias

import msgspec
from aiohttp import web

import minqing_core
from minqing_core.application.catalogue import CATALOGUE
from minqing_core.application.gauges import readiness
from minqing_core.application.office import Office
from minqing_core.application.open_id import Client
from minqing_core.powers.rules import GRANTS
from minqing_http import api_page
from minqing_http.arguments import url_parameters
from minqing_http.body import JSON
from minqing_http.door import Door
from minqing_http.edge import SECURE, dressed, edge, expected
from minqing_http.endpoint import Endpoint
from minqing_http.following import HEARTBEAT_SECONDS, FollowingEndpoint, Tail
from minqing_http.headers import BEHIND_PROXY, TRUSTED, Networks
from minqing_http.metrics import METER, Meter, MetricsEndpoint
from minqing_http.open311 import Facade
from minqing_http.open_id import OpenIdProvider
from minqing_http.openapi import document
from minqing_http.operations import TABLE, Operation
from minqing_http.pages.entrance import ENTRANCE, Entrance
from minqing_http.pages.opening import OPEN as OPEN_PAGES
from minqing_http.pages.opening import add_pages, undeclared
from minqing_http.pushing import Pushing
from minqing_http.refusals import NotReadyError
from minqing_http.site import CONNECTIONS, connections

Transport: TypeAlias = Literal["plain", "tls", "proxy"]
THREADS = 8
HASHERS = 2
KEEPALIVE_SECONDS = 15
BODY_SECONDS = 10.0
MOST_AT_ONCE = 64
READY_SECONDS = 5.0
METRICS = "metrics"
OPEN = frozenset(
    {"/healthz", "/readyz", "/version", "/openapi.json", "/docs/api", "/static/minqing.css"}
)


class UndeclaredRouteError(Exception):
    """A route is neither open to all nor behind a power; the server does not start."""


def create_app(  # noqa: PLR0913 - each can be set without the others
    office: Office,
    *,
    threads: int = THREADS,
    body_seconds: float = BODY_SECONDS,
    keepalive_seconds: float = KEEPALIVE_SECONDS,
    most_at_once: int = MOST_AT_ONCE,
    heartbeat_seconds: float = HEARTBEAT_SECONDS,
    transport: Transport = "plain",
    trusted: Networks = (),
    site: str = "",
    coming_by: Client | None = None,
    pushing: Pushing | None = None,
) -> web.Application:
    """Return the application over an office, which it closes when it ends; it pushes if told to.

    ``trusted`` are the networks in which the proxy stands, where it is not on this machine.
    ``site`` is the address at which browsers see it, where that is settled; by *coming_by*, what
    it is to a provider of identities, people may come in without a password of this house.

    Raises:
        UndeclaredRouteError: a route needs no power and is not open to all.
    """
    door = Door(
        office=office,
        pool=ThreadPoolExecutor(threads, thread_name_prefix="office"),
        hashers=ThreadPoolExecutor(HASHERS, thread_name_prefix="hashing"),
        threads=threads,
        body_seconds=body_seconds,
        most_at_once=most_at_once,
    )
    provider = None if coming_by is None else OpenIdProvider(coming_by, office.now)
    secure = transport != "plain"
    app = web.Application(middlewares=[edge], client_max_size=0)
    app[SECURE], app[BEHIND_PROXY] = secure, transport == "proxy"
    app[TRUSTED] = trusted
    app[CONNECTIONS] = connections(keepalive_seconds)
    app[METER] = Meter()
    _add_operations(app, door, Tail(door, heartbeat_seconds=heartbeat_seconds))
    _add_open(app, door)
    app[ENTRANCE] = Entrance(door=door, secure=secure, provider=provider, site=site)
    add_pages(app, app[ENTRANCE])
    app.router.add_routes(Facade(door=door, site=site).routes())
    require_declared(app)
    app.on_response_prepare.append(dressed)
    app.cleanup_ctx.append(_closing(door))
    if pushing is not None:
        app.cleanup_ctx.append(pushing.over(door))
    return app


def _add_operations(app: web.Application, door: Door, tail: Tail) -> None:
    for operation in TABLE:
        endpoint = _endpoint(operation, door, tail, app[METER])
        app.router.add_route(
            operation.method, operation.path, endpoint.answer, expect_handler=expected
        )
    app.on_shutdown.append(tail.stop)


def require_declared(app: web.Application) -> None:
    """Refuse a route that is neither open to all nor behind a use case's power.

    Raises:
        UndeclaredRouteError: there is one.
    """
    for route in app.router.routes():
        path = "" if route.resource is None else route.resource.canonical
        behind = getattr(route.handler, "__self__", None)
        declared = isinstance(behind, Endpoint | Facade) or not undeclared(behind)
        if path not in OPEN | OPEN_PAGES and not declared:
            raise UndeclaredRouteError(path)


def _endpoint(operation: Operation, door: Door, tail: Tail, meter: Meter) -> Endpoint:
    case = CATALOGUE.get(operation.use_case)
    if case is None or case.power not in GRANTS:
        raise UndeclaredRouteError(operation.path)
    taken = url_parameters(operation, case)
    if operation.follows:
        return FollowingEndpoint(operation=operation, case=case, taken=taken, door=door, tail=tail)
    if operation.use_case == METRICS:
        return MetricsEndpoint(operation=operation, case=case, taken=taken, door=door, meter=meter)
    return Endpoint(operation=operation, case=case, taken=taken, door=door)


def _add_open(app: web.Application, door: Door) -> None:
    async def healthz(_: web.Request) -> web.Response:
        return _json({"status": "ok"})

    async def readyz(_: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(READY_SECONDS):
                found = await door.to_thread(readiness, door.office)
        except TimeoutError as error:
            raise NotReadyError(reason=f"{READY_SECONDS:g} 秒内没有答复") from error
        if not found.ready:
            raise NotReadyError(reason=f"查询表比记录多出 {-found.behind} 条")
        return _json({"status": "ok", "position": found.position, "behind": found.behind})

    async def version(_: web.Request) -> web.Response:
        return _json({"version": minqing_core.__version__})

    async def openapi(_: web.Request) -> web.Response:
        return await door.to_thread(lambda: _json(document()))

    app.router.add_get("/healthz", healthz)
    app.router.add_get("/readyz", readyz)
    app.router.add_get("/version", version)
    app.router.add_get("/openapi.json", openapi)
    app.router.add_get("/docs/api", api_page.page(door))
    app.router.add_get("/static/minqing.css", api_page.stylesheet())


def _json(answer: object) -> web.Response:
    return web.Response(body=msgspec.json.encode(answer), content_type=JSON)


def _closing(door: Door) -> Callable[[web.Application], AsyncIterator[None]]:
    async def closing(_: web.Application) -> AsyncIterator[None]:
        yield
        door.hashers.shutdown()
        door.pool.shutdown()
        door.office.close()

    return closing
