"""Following the record: waiting for what comes, or being told of it as it comes."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import msgspec
from aiohttp import hdrs, web
from attrs import field, frozen

from minqing_core.kernel.envelope import Act
from minqing_core.kernel.refusals import RefusalError
from minqing_http import headers
from minqing_http.arguments import gathered
from minqing_http.door import Door
from minqing_http.endpoint import Endpoint
from minqing_http.printing import STREAM, written

WAIT = "wait"
HEARTBEAT_SECONDS = 15.0
POLL_SECONDS = 0.5


class Tail:
    """Where the log ends, looked up for all who wait, until the server stops."""

    def __init__(self, door: Door, poll_seconds: float = POLL_SECONDS) -> None:
        self._door, self._poll = door, poll_seconds
        self._over = asyncio.Event()
        self._looked, self._size = float("-inf"), 0

    @property
    def over(self) -> bool:
        """Whether the server stops, so that nobody waits any longer."""
        return self._over.is_set()

    async def stop(self, _: web.Application) -> None:
        """Let nobody wait any longer."""
        self._over.set()

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
        page = await self._page(request, act, given)
        if wanted == STREAM:
            return await self._streamed(request, act, given, page)
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

    async def _streamed(
        self,
        request: web.Request,
        act: Act,
        given: dict[str, Any],
        page: Any,  # noqa: ANN401
    ) -> web.StreamResponse:
        """Tell what is there and what comes, until the caller goes or may no longer be told."""
        stream = web.StreamResponse(headers={hdrs.CACHE_CONTROL: "no-store"})
        stream.content_type, stream.charset = STREAM, "utf-8"
        await stream.prepare(request)
        with suppress(RefusalError, ConnectionError):
            while not self.tail.over:
                await stream.write(_events(page))
                if page["next"] >= page["position"] and not await self.tail.beyond(
                    request, page["next"], HEARTBEAT_SECONDS
                ):
                    await stream.write(b":\n\n")
                page = await self._page(request, act, {**given, "after": page["next"]})
        return stream


def _events(page: Mapping[str, Any]) -> bytes:
    """Return a page as server-sent events; an id alone says how far nothing more was told."""
    told = [f"id: {e['id']}\ndata: {msgspec.json.encode(e).decode()}\n\n" for e in page["items"]]
    return "".join([*told, f"id: {page['next']}\n\n"]).encode()
