"""Load: many at once ask `minqing serve`, and a bare aiohttp handler that says as much.

Not http.py, which would hide the module of that name in the standard library from all that is
here. The servers are processes of their own; one client, in this process, asks them in turn.
"""

import asyncio
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import quantiles
from typing import Any

import aiohttp
from attrs import define, field, frozen
from measuring import Line, compared
from starting import SOURCES
from town import founded, text

from minqing_core.application.asking import answer
from minqing_core.application.founding import FIRST
from minqing_core.bootstrap import open_office
from minqing_core.kernel.envelope import Act

EVENTS = 5_000
AT_ONCE = (16, 64)
SECONDS = 3.0
TURNS = 3
LOGIN, PASSWORD = "wang", "Wende-Pfad-42-x"
BARE = Path(__file__).with_name("bare.py")


@frozen(kw_only=True)
class Request:
    """What is sent, and the status that is expected."""

    path: str
    method: str = "GET"
    body: Mapping[str, Any] | None = None
    headers: Mapping[str, str] = field(factory=dict)
    status: int = 200


Requests = Callable[[], Request]


@frozen(kw_only=True)
class Served:
    """A town behind a server, and what those who ask it must show."""

    address: str
    cases: list[str]
    key: str


@frozen
class Server:
    """Where a server listens, and its process."""

    address: str
    process: int


@define
class Answered:
    """How long each answer took, and how long all of them together."""

    spent: list[float] = field(factory=list)
    seconds: float = 0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.spent) / self.seconds

    def within(self, percent: int) -> float:
        """Return in how many milliseconds so many of a hundred were answered."""
        return quantiles(self.spent, n=100, method="inclusive")[percent - 1] * 1000


def lines(folder: Path, *, over_postgres: bool) -> Iterator[Line]:
    """Compare what is answered over each store."""
    yield from _over("SQLite", str(folder / "town.db"), folder)
    if over_postgres:
        import postgres  # noqa: PLC0415 - only where it is asked for

        beside = folder / "http"
        beside.mkdir()
        address = postgres.database(postgres.server_address(folder), "bench_http")
        yield from _over("PostgreSQL", address, beside)


def _over(store: str, url: str, folder: Path) -> Iterator[Line]:
    with ExitStack() as running:
        bare = running.enter_context(listening(str(BARE))).address
        town = running.enter_context(_served(url, folder))
        for at_once in AT_ONCE:
            for name, requests in _kinds(town).items():
                ours, limit = asyncio.run(_both(town.address, bare, requests, at_once))
                named = f"{store}, {at_once} at once: {name}"
                yield compared(named, "/s", [(ours.rate, limit.rate)])
                for percent in (50, 99):
                    pair = (ours.within(percent), limit.within(percent))
                    yield compared(f"  {percent} of 100 within", "ms", [pair])


@contextmanager
def _served(url: str, folder: Path) -> Iterator[Served]:
    town = founded(url, folder, size=EVENTS)
    town.office.close()
    key_file = folder / "town.key"
    office, act = open_office(url, key_file=key_file), Act(actor=FIRST)
    key = answer(office, "key.issue", act, {"person": FIRST, "label": "load"})["key"]
    account = {"person": FIRST, "login": LOGIN, "password": PASSWORD}
    answer(office, "account.init", act, account)
    office.close()
    store = ["--db", url, "--key-file", str(key_file)]
    with listening("-m", "minqing_cli.main", *store, "serve", "--port", "0") as server:
        yield Served(address=server.address, cases=[*map(str, town.cases)], key=key)


@contextmanager
def listening(*arguments: str) -> Iterator[Server]:
    """Start a server that says where it listens, and end it."""
    server = subprocess.Popen(  # noqa: S603 - this Python, with arguments written here
        [sys.executable, *arguments],
        env=os.environ | {"PYTHONPATH": str(SOURCES)},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        said = server.stderr.readline() if server.stderr else ""
        address = next(word for word in said.split() if word.startswith("http://"))
        yield Server(address, server.pid)
    finally:
        server.terminate()
        server.communicate(timeout=60)


def _kinds(town: Served) -> Mapping[str, Requests]:
    chance = random.Random(5)  # noqa: S311 - a benchmark
    shown = {"Authorization": f"Bearer {town.key}"}
    return {
        "GET /v1/cases/{id}": lambda: Request(
            path=f"/v1/cases/{chance.choice(town.cases)}", headers=shown
        ),
        "GET /v1/cases, newest 50": lambda: Request(path="/v1/cases?limit=50", headers=shown),
        "page /cases, logged in": lambda: Request(path="/cases"),
        "POST /v1/cases": creations(shown),
    }


def creations(shown: Mapping[str, str]) -> Requests:
    """Return what makes one request after the other that records a matter."""
    chance = random.Random(6)  # noqa: S311 - a benchmark

    def create() -> Request:
        matter = {
            "kind": "problem",
            "channel": "visit",
            "category": "HOT_DIFFICULT.ROADS",
            "title": str(text(chance, 14)),
            "text": str(text(chance)),
            "petitioners": [{"kind": "named", "name": "李桂芳", "contact": "13800000000"}],
            "learned_at": "2026-03-11",
            "place": "town",
        }
        told = shown | {"Idempotency-Key": f"{chance.getrandbits(64):x}"}
        body = {"matter": matter}
        return Request(path="/v1/cases", method="POST", body=body, headers=told, status=201)

    return create


async def _both(
    address: str, bare: str, requests: Requests, at_once: int
) -> tuple[Answered, Answered]:
    connector = aiohttp.TCPConnector(limit=at_once)
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(connector=connector, cookie_jar=jar) as client:
        who = {"login": LOGIN, "password": PASSWORD}
        (await client.post(f"{address}/login", data=who, allow_redirects=False)).close()
        size = len(await answer_to(client, address, requests()))

        def told_nothing() -> Request:
            wanted = requests()
            return Request(path=f"/{size}", method=wanted.method, body=wanted.body)

        ours, limit = Answered(), Answered()
        for _ in range(TURNS):
            for where, asked, found in ((bare, told_nothing, limit), (address, requests, ours)):
                await loaded(client, where, asked, at_once, SECONDS / TURNS, found)
    return ours, limit


async def loaded(
    client: aiohttp.ClientSession,
    address: str,
    requests: Requests,
    at_once: int,
    seconds: float,
    found: Answered,
) -> None:
    """Have so many clients ask for some seconds, each one request after the other."""
    begun = time.perf_counter()

    async def one_after_another() -> None:
        while (sent := time.perf_counter()) < begun + seconds:
            await answer_to(client, address, requests())
            found.spent.append(time.perf_counter() - sent)

    async with asyncio.TaskGroup() as together:
        for _ in range(at_once):
            together.create_task(one_after_another())
    found.seconds += time.perf_counter() - begun


async def answer_to(client: aiohttp.ClientSession, address: str, wanted: Request) -> bytes:
    """Return what is answered.

    Raises:
        RuntimeError: with another status than is expected.
    """
    async with client.request(
        wanted.method,
        address + wanted.path,
        json=wanted.body,
        headers=wanted.headers,
        allow_redirects=False,
    ) as response:
        body = await response.read()
        if response.status != wanted.status:
            raise RuntimeError(body.decode())
        return body
