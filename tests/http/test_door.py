"""One at a time begins in the office, and whoever takes long holds up nobody."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.stores import empty_office

from minqing_core import open_office
from minqing_core.application.office import Office
from minqing_http.door import WAITING, Door

MANY, MOMENT, NEVER = 12, 0.02, 3600.0


Doors = Callable[[float], Door]


def door_of(office: Office, pool: ThreadPoolExecutor, long_seconds: float) -> Door:
    return Door(
        office=office,
        pool=pool,
        hashers=pool,
        threads=8,
        body_seconds=1,
        most_at_once=9,
        long_seconds=long_seconds,
    )


@pytest.fixture
def doors() -> Iterator[Doors]:
    """Give doors at which so many seconds are long."""
    with empty_office() as office, ThreadPoolExecutor(8) as pool:
        yield lambda long_seconds: door_of(office, pool, long_seconds)


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


def test_what_is_short_is_done_one_after_another(doors: Doors) -> None:
    door, room = doors(NEVER), Room()

    async def asked() -> None:
        await asyncio.gather(*(door.to_thread(room.visit, MOMENT) for _ in range(MANY)))

    asyncio.run(asked())

    assert room.most == (WAITING if door.office.log.remote else 1)


def test_what_takes_long_lets_the_next_begin(doors: Doors) -> None:
    door, room, told = doors(MOMENT), Room(), list[str]()

    async def visited(name: str, seconds: float) -> None:
        await door.to_thread(room.visit, seconds)
        told.append(name)

    async def asked() -> None:
        await asyncio.gather(visited("long", 100 * MOMENT), visited("short", MOMENT))

    asyncio.run(asked())

    assert (told, room.most) == (["short", "long"], 2)


def test_what_fails_fails_for_who_asked(doors: Doors) -> None:
    with pytest.raises(ZeroDivisionError):
        asyncio.run(doors(NEVER).to_thread(divmod, 1, 0))


def test_a_store_that_is_waited_for_is_asked_by_some_at_once(
    postgres_url: str, tmp_path: Path
) -> None:
    room, key_file = Room(), tmp_path / "town.key"
    opened = open_office(postgres_url, key_file=key_file, create=True)
    with opened as office, ThreadPoolExecutor(8) as pool:
        door = door_of(office, pool, NEVER)

        async def asked() -> None:
            await asyncio.gather(*(door.to_thread(room.visit, 10 * MOMENT) for _ in range(MANY)))

        asyncio.run(asked())

    assert room.most == WAITING
