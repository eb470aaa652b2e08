"""The one way from a request to the office: by name, in a bounded pool of threads."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, ParamSpec, TypeVar

from attrs import field, frozen

from minqing_core.application.access import KeyRefusedError, key_holder
from minqing_core.application.asking import answer
from minqing_core.application.office import Office
from minqing_core.application.ports import ApiKey
from minqing_core.application.sessions import origin_of
from minqing_core.kernel.envelope import Act
from minqing_http.refusals import KeyNotGoodError, TooManyError, TooManyHashesError
from minqing_http.turnstile import Turnstile

COMPUTING, WAITING = 1, 4
LONG_SECONDS = 0.1
HASHING, MOST_HASHING = -1, 32
Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


@frozen(kw_only=True)
class Door:
    """The office, the threads in which it works, and how much is taken at once.

    What hashes passwords has few threads of its own: each takes 19 MiB, and holds up no others.
    Threads that all compute take the interpreter from one another, and each hand-over costs. So
    one at a time begins, and where the store is waited for a few; whoever takes longer than a
    tenth of a second lets the next one begin.
    """

    office: Office
    pool: ThreadPoolExecutor
    hashers: ThreadPoolExecutor
    threads: int
    body_seconds: float
    most_at_once: int
    turnstile: Turnstile = field(factory=Turnstile)
    long_seconds: float = LONG_SECONDS
    lane: asyncio.Semaphore = field(init=False)
    under_way: Counter[int] = field(factory=Counter)
    calls: Counter[str] = field(factory=Counter)

    @lane.default
    def _lane(self) -> asyncio.Semaphore:
        return asyncio.Semaphore(WAITING if self.office.log.remote else COMPUTING)

    async def ask(self, name: str, act: Act, given: Mapping[str, Any]) -> Any:  # noqa: ANN401
        """Have a use case done and return its answer in plain values."""
        return await self.to_thread(answer, self.office, name, act, given)

    async def hash(
        self, function: Callable[Asked, Answer], /, *args: Asked.args, **asked: Asked.kwargs
    ) -> Answer:
        """Have something done that hashes a password.

        Raises:
            TooManyHashesError: as many as can be borne wait for it.
        """
        if self.under_way[HASHING] >= MOST_HASHING:
            raise TooManyHashesError
        self.under_way[HASHING] += 1
        try:
            return await _within(self.hashers, function, *args, **asked)
        finally:
            self.under_way[HASHING] -= 1

    async def holder(self, secret: str, address: str | None) -> ApiKey:
        """Return the API key with this secret, presented from an address.

        Raises:
            KeyNotGoodError: it is unknown, revoked or expired.
        """
        try:
            return await self.to_thread(key_holder, self.office, secret, address)
        except KeyRefusedError as refusal:
            raise KeyNotGoodError from refusal

    async def to_thread(
        self, function: Callable[Asked, Answer], /, *args: Asked.args, **asked: Asked.kwargs
    ) -> Answer:
        """Have something done in one of the threads, or wait for one."""
        self.calls["now"] += 1
        try:
            async with self.lane:
                waited = _within(self.pool, function, *args, **asked)
                try:
                    await asyncio.wait({waited}, timeout=self.long_seconds)
                except asyncio.CancelledError:
                    waited.cancel()
                    raise
            return await waited
        finally:
            self.calls["now"] -= 1

    def let_in(self, address: str) -> None:
        """Count in somebody who comes from an address and does not say who they are.

        Raises:
            TooOftenError: as many as may came from there within a minute.
        """
        self.turnstile.pass_through(origin_of(address))

    @contextmanager
    def turn(self, key: int) -> Iterator[None]:
        """Count a request as under way.

        Raises:
            TooManyError: as many as are taken are under way with this key.
        """
        if self.under_way[key] >= self.most_at_once:
            raise TooManyError(most=self.most_at_once)
        self.under_way[key] += 1
        try:
            yield
        finally:
            self.under_way[key] -= 1


def _within(
    pool: ThreadPoolExecutor,
    function: Callable[Asked, Answer],
    /,
    *args: Asked.args,
    **asked: Asked.kwargs,
) -> "asyncio.Future[Answer]":
    loop = asyncio.get_running_loop()
    return loop.run_in_executor(pool, lambda: function(*args, **asked))
