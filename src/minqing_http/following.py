"""Following the record: waiting for what comes, or being told of it as it comes."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any

import msgspec
from aiohttp import hdrs, web
from attrs import field, frozen

from minqing_core.kernel.envelope import Act
from minqing_core.kernel.refusals import RefusalError
from minqing_http import headers
from minqing_http.arguments import gathered
from minqing_http.door import Door
from minqing_http.endpoint import KEY_ID, Endpoint
from minqing_http.printing import STREAM, written
from minqing_http.refusals import TooManyStreamsError

WAIT = "wait"
HEARTBEAT_SECONDS = 15.0
POLL_SECONDS = 0.5
MOST_STREAMS, CATCHING_UP = 4, 2


class Tail:
    """Where the log ends, looked up for all who wait, until the server stops.

    Streams are few by key, and yield to all else: so many read at a time, each resting as long as
    it read.
    """

    def __init__(
        self,
        door: Door,
        poll_seconds: float = POLL_SECONDS,
        heartbeat_seconds: float = HEARTBEAT_SECONDS,
    ) -> None:
        self._door, self._poll, self._heartbeat = door, poll_seconds, heartbeat_seconds
        self._over = asyncio.Event()
        self._looked, self._size = float("-inf"), 0
        self._streams, self._reading = Counter[int](), asyncio.Semaphore(CATCHING_UP)

    @property
    def over(self) -> bool:
        """Whether the server stops, so that nobody waits any longer."""
        return self._over.is_set()

    async def stop(self, _: web.Application) -> None:
        """Let nobody wait any longer."""
        self._over.set()

    @contextmanager
    def stream(self, key: int) -> Iterator[None]:
        """Count a stream as open.

        Raises:
            TooManyStreamsError: as many as may are open with this key.
        """
        if self._streams[key] >= MOST_STREAMS:
            raise TooManyStreamsError(most=MOST_STREAMS)
        self._streams[key] += 1
        try:
            yield
        finally:
            self._streams[key] -= 1

    @asynccontextmanager
    async def yielding(self) -> AsyncIterator[None]:
        """Wait for a turn to read on, and rest afterwards."""
        loop = asyncio.get_running_loop()
        async with self._reading:
            began = loop.time()
            yield
            await asyncio.sleep(loop.time() - began)

    async def quiet(self, request: web.Request, position: int) -> bool:
        """Wait for a while whether the log goes on beyond a position, and say if it does not."""
        return not await self.beyond(request, position, self._heartbeat)

    async def beyond(self, request: web.Request, position: int, seconds: float) -> bool:
        """Wait until the log goes on beyond a position, for so long, and say whether it does."""
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while await self._end() <= position:
            left = until - loop.time()
            if left <= 0 or self.over or request.transport is None:
                return False
            with suppress(TimeoutError):
                await asyncio.wait_for(self._over.wait(), min(left, self._poll))
        return True

    async def _end(self) -> int:
        now = asyncio.get_running_loop().time()
        if now - self._looked >= self._poll:
            self._looked = now
            self._size = await self._door.to_thread(self._door.office.log.size)
        return self._size


@frozen(kw_only=True)
class FollowingEndpoint(Endpoint):
    """An operation whose caller goes on being told, from a position of the log."""

    tail: Tail = field()

    async def _answered(self, request: web.Request, act: Act, wanted: str) -> web.StreamResponse:
        seconds = headers.waiting(request.query.getall(WAIT, ["0"]))
        query = [pair for pair in request.query.items() if pair[0] != WAIT]
        given = gathered(self.taken, request.match_info, query)
        last = headers.last_event_id(request)
        if last is not None:
            given["after"] = last
        if wanted == STREAM:
            with self.tail.stream(request[KEY_ID]):
                return await self._streamed(request, act, given)
        page = await self._page(request, act, given)
        until = asyncio.get_running_loop().time() + seconds
        while not page["items"]:
            left = until - asyncio.get_running_loop().time()
            if not await self.tail.beyond(request, page["next"], left):
                break
            page = await self._page(request, act, {**given, "after": page["next"]})
        answer = self._told(page, {}, written(self.operation, page, wanted), wanted)
        following = request.rel_url.update_query({"after": str(page["next"])})
        answer.headers["Link"] = f'<{following}>; rel="next"'
        return answer

    async def _page(self, request: web.Request, act: Act, given: Mapping[str, Any]) -> Any:  # noqa: ANN401 - plain values
        await self.door.holder(headers.bearer(request), act.address)
        return await self.door.ask(self.operation.use_case, act, given)

    async def _read_on(self, request: web.Request, act: Act, given: Mapping[str, Any]) -> Any:  # noqa: ANN401 - plain values
        async with self.tail.yielding():
            return await self._page(request, act, given)

    async def _streamed(
        self, request: web.Request, act: Act, given: Mapping[str, Any]
    ) -> web.StreamResponse:
        """Tell what is there and what comes, until the caller goes or may no longer be told.

        While nothing comes the office is not asked, only whether the key is still good.
        """
        page = await self._read_on(request, act, given)
        stream = web.StreamResponse(headers={hdrs.CACHE_CONTROL: "no-store"})
        stream.content_type, stream.charset = STREAM, "utf-8"
        await stream.prepare(request)
        with suppress(RefusalError, ConnectionError):
            while not self.tail.over:
                await stream.write(_events(page))
                while page["next"] >= page["position"] and await self.tail.quiet(
                    request, page["next"]
                ):
                    await stream.write(b":\n\n")
                    await self.door.holder(headers.bearer(request), act.address)
                    if self.tail.over:
                        return stream
                page = await self._read_on(request, act, {**given, "after": page["next"]})
        return stream


def _events(page: Mapping[str, Any]) -> bytes:
    """Return a page as server-sent events; an id alone says how far nothing more was told."""
    told = [f"id: {e['id']}\ndata: {msgspec.json.encode(e).decode()}\n\n" for e in page["items"]]
    return "".join([*told, f"id: {page['next']}\n\n"]).encode()
