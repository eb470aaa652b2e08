"""The witness over HTTP, as c2sp.org/tlog-witness has it."""

import asyncio
import logging
import signal
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus

from aiohttp import web

from minqing_core.application.witnessing import (
    CheckpointUnsignedError,
    OriginUntrustedError,
    Witness,
)
from minqing_core.integrity.refusals import BrokenRecordError, ForkError, SplitError
from minqing_core.integrity.witness import SizeStaleError, SubmissionError
from minqing_core.kernel.refusals import RefusalError
from minqing_http.edge import SAFE
from minqing_http.main import EVERYWHERE, LOOPBACK
from minqing_http.site import CONNECTIONS, connections, listening

LOG = logging.getLogger("minqing.witness")
MOST_BYTES = 64 * 1024
BODY_SECONDS = 10.0
KEEPALIVE_SECONDS = 15
SIZE = "text/x.tlog.size"
STATUS: Mapping[type[RefusalError | BrokenRecordError], HTTPStatus] = {
    SubmissionError: HTTPStatus.BAD_REQUEST,
    CheckpointUnsignedError: HTTPStatus.FORBIDDEN,
    OriginUntrustedError: HTTPStatus.NOT_FOUND,
    SizeStaleError: HTTPStatus.CONFLICT,
    SplitError: HTTPStatus.CONFLICT,
    ForkError: HTTPStatus.UNPROCESSABLE_ENTITY,
}
REFUSALS = tuple(STATUS)


def witness_app(witness: Witness, *, body_seconds: float = BODY_SECONDS) -> web.Application:
    """Return the application that answers for a witness."""
    pool = ThreadPoolExecutor(1, thread_name_prefix="witness")

    async def add_checkpoint(request: web.Request) -> web.Response:
        body = await _body(request, body_seconds)
        loop = asyncio.get_running_loop()
        try:
            made = await loop.run_in_executor(pool, lambda: witness.add(_text(body)))
        except REFUSALS as refusal:
            return _refused(refusal)
        return web.Response(text=made.cosignature)

    app = web.Application(client_max_size=MOST_BYTES)
    app[CONNECTIONS] = connections(KEEPALIVE_SECONDS)
    app.on_response_prepare.append(_safe)
    app.router.add_post("/add-checkpoint", add_checkpoint)
    return app


def serve(
    witness: Witness, *, host: str | None = None, port: int = 0, public: bool = False
) -> None:
    """Serve a witness at an address until told to stop."""
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(message)s")
    asyncio.run(_serve(witness, host or (EVERYWHERE if public else LOOPBACK), port))


async def _serve(witness: Witness, host: str, port: int) -> None:
    over, loop = asyncio.Event(), asyncio.get_running_loop()
    for told in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(told, over.set)
    async with listening(witness_app(witness), host, port) as address:
        said = f"{witness.key.name} 在 {address} 见证，按 Ctrl+C 停止"
        print(said, file=sys.stderr, flush=True)  # noqa: T201 - words go to stderr
        await over.wait()


async def _safe(_: web.Request, response: web.StreamResponse) -> None:
    for name, value in SAFE.items():
        response.headers[name] = value


async def _body(request: web.Request, seconds: float) -> bytes:
    try:
        async with asyncio.timeout(seconds):
            return await request.read()
    except TimeoutError as error:
        raise web.HTTPRequestTimeout from error


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise SubmissionError(trouble="不是 UTF-8") from error


def _refused(refusal: RefusalError | BrokenRecordError) -> web.Response:
    status = next(STATUS[kind] for kind in type(refusal).__mro__ if kind in STATUS)
    if isinstance(refusal, ForkError):
        LOG.warning("%s (%s)", refusal, refusal.code)
    if status == HTTPStatus.CONFLICT:
        known = f"{refusal.facts['known']}\n"
        return web.Response(status=status, body=known.encode(), content_type=SIZE)
    return web.Response(status=status, text=f"{refusal}\n")
