"""Where the application listens: connections that end in time and answer in problems."""

import asyncio
import logging
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Any

import msgspec
from aiohttp import web

from minqing_http.problems import problem
from minqing_http.refusals import RequestError

LOG = logging.getLogger("minqing.http")
CONNECTIONS = web.AppKey("connections", dict[str, Any])
DRAIN_SECONDS = 30.0


def connections(keepalive_seconds: float) -> dict[str, Any]:
    """Return how connections are kept; an idle one, or slow headers, as long as is said."""
    return {
        "access_log": None,
        "auto_decompress": False,
        "keepalive_timeout": keepalive_seconds,
        "lingering_time": 1.0,
    }


class Connection(web.RequestHandler):
    """A connection that answers with a problem when it cannot make out the request."""

    __slots__ = ()

    def close(self) -> None:
        """Take no more requests; once more when a connection just made has begun to wait."""
        super().close()
        asyncio.get_running_loop().call_soon(super().close)

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = HTTPStatus.INTERNAL_SERVER_ERROR,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Answer what is no HTTP request, and repeat nothing of it."""
        trouble = {"event": "unreadable", "status": int(status), "error": type(exc).__name__}
        LOG.warning(msgspec.json.encode(trouble).decode())
        if request.writer.output_size > 0:
            raise ConnectionError(message)
        said = str(RequestError(reason="不合 HTTP 的格式"))
        response = problem(RequestError, status, said, {}, {"Server": "minqing"})
        response.force_close()
        return response


class Site(web.BaseSite):
    """An application listening at one address and port of this machine."""

    __slots__ = ("_host", "_made", "_port", "_tls")

    def __init__(
        self, runner: web.AppRunner, host: str, port: int, tls: ssl.SSLContext | None
    ) -> None:
        super().__init__(runner)
        self._tls = tls
        self._made = runner.app[CONNECTIONS]
        self._host, self._port = host, port

    @property
    def name(self) -> str:
        """Where it listens."""
        sockets = getattr(self._server, "sockets", ())
        port = sockets[0].getsockname()[1] if sockets else self._port
        return f"http{'s' if self._tls else ''}://{self._host}:{port}"

    async def start(self) -> None:
        """Begin to listen."""
        await super().start()
        loop, server = asyncio.get_running_loop(), self._runner.server
        if server is None:
            raise RuntimeError(self.name)
        self._server = await loop.create_server(
            lambda: Connection(server, loop=loop, **self._made),
            self._host,
            self._port,
            ssl=self._tls,
        )


@asynccontextmanager
async def listening(
    app: web.Application, host: str, port: int, tls: ssl.SSLContext | None = None
) -> AsyncIterator[str]:
    """Listen, give the address, and in the end finish what is under way."""
    runner = web.AppRunner(app, shutdown_timeout=DRAIN_SECONDS)
    await runner.setup()
    try:
        site = Site(runner, host, port, tls)
        await site.start()
        yield site.name
    finally:
        await runner.cleanup()
