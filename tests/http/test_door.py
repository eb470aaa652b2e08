"""One at a time begins in the office, and whoever takes long holds up nobody."""

import asyncio
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.stores import empty_office

from minqing_http.door import LONG_SECONDS, Door

MANY, MOMENT = 12, 0.02


@pytest.fixture
def door() -> Iterator[Door]:
    with empty_office() as office, ThreadPoolExecutor(4) as pool:
        yield Door(
            office=office, pool=pool, hashers=pool, threads=4, body_seconds=1, most_at_once=9
        )


class Room:
    """Counts who is in it."""

    def __init__(self) -> None:
        self._inside, self.most, self._lock = 0, 0, threading.Lock()

    def visit(self, seconds: float) -> None:
        """Stay for so long."""
        with self._lock:
            self._inside += 1
            self.most = max(self.most, self._inside)
        time.sleep(seconds)
        with self._lock:
            self._inside -= 1


def test_what_is_short_is_done_one_after_another(door: Door) -> None:
    room = Room()

    async def asked() -> None:
        await asyncio.gather(*(door.to_thread(room.visit, MOMENT) for _ in range(MANY)))

    asyncio.run(asked())

    assert room.most == 1


def test_what_takes_long_holds_up_nobody(door: Door) -> None:
    room, told = Room(), list[str]()

    async def visited(name: str, seconds: float) -> None:
        await door.to_thread(room.visit, seconds)
        told.append(name)

    async def asked() -> None:
        await asyncio.gather(visited("long", 20 * LONG_SECONDS), visited("short", MOMENT))

    asyncio.run(asked())

    assert (told, room.most) == (["short", "long"], 2)


def test_a_refusal_reaches_who_asked(door: Door) -> None:
    with pytest.raises(ZeroDivisionError):
        asyncio.run(door.to_thread(divmod, 1, 0))
