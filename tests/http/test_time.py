"""Slow requests are ended, the others do not notice; at the end what is under way is finished."""

import asyncio
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.http.serving import MATTER, Served
from tests.stores import TestClock, empty_office

from minqing_core import open_office
from minqing_http.app import create_app
from minqing_http.site import listening

SERVE = (
    "import sys; from minqing_http.main import Opening, serve; "
    "serve(sys.argv[1], opening=Opening(port=0))"
)


def test_a_body_that_does_not_come_is_not_waited_for(serve: Callable[..., Served]) -> None:
    town = serve(body_seconds=0.3)
    before = town.office.log.size()

    with ExitStack() as lines:
        slow = [lines.enter_context(town.connected()) for _ in range(20)]
        for line in slow:
            line.sendall(town.opening("/v1/cases", 100) + b'{"matter"')
        waits = []
        for _ in range(20):
            begun = time.perf_counter()
            assert town.get("/v1/cases").status == 200
            waits.append(time.perf_counter() - begun)
        answers = [line.recv(65536) for line in slow]

    assert {answer.partition(b"\r\n")[0] for answer in answers} == {
        b"HTTP/1.1 408 Request Timeout"
    }
    assert all(b'"code":"too-slow"' in answer for answer in answers)
    assert sorted(waits)[-2] < 0.5
    assert town.office.log.size() == before


def test_a_dripping_body_is_ended_though_something_always_comes(
    serve: Callable[..., Served],
) -> None:
    town = serve(body_seconds=0.3)

    with town.connected() as line:
        line.sendall(town.opening("/v1/cases", 10_000))
        for _ in range(8):
            time.sleep(0.05)
            line.sendall(b" ")
        assert line.recv(65536).startswith(b"HTTP/1.1 408")


def test_headers_that_do_not_come_are_not_waited_for(serve: Callable[..., Served]) -> None:
    town = serve(keepalive_seconds=0.4)

    with town.connected() as line:
        line.sendall(b"GET /healthz HTTP/1.1\r\n")
        ended = _dripping(line)

    assert ended < 5


def test_an_idle_connection_is_closed(serve: Callable[..., Served]) -> None:
    town = serve(keepalive_seconds=0.4)

    with town.connected() as line:
        line.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        assert line.recv(65536).startswith(b"HTTP/1.1 200")
        assert line.recv(65536) == b""


def test_the_server_listens_to_this_machine_only_and_finishes_what_it_took(
    tmp_path: Path, clock: TestClock
) -> None:
    place = str(tmp_path / "town.db")
    with Served(open_office(place, clock=clock, create=True)) as town:
        key = town.key
    with subprocess.Popen(  # noqa: S603  (this interpreter, on a store of the test)
        [sys.executable, "-c", SERVE, place],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8"},
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stderr is not None
        said = re.search(r"http://([\d.]+):(\d+)", process.stderr.readline())
        assert said is not None
        town.key, town.port = key, int(said[2])
        with ThreadPoolExecutor(4) as people:
            writing = [people.submit(_acknowledged, town) for _ in range(4)]
            time.sleep(0.3)
            process.send_signal(signal.SIGTERM)
            acknowledged = [case for written in writing for case in written.result()]
        status = process.wait(20)

    kept = open_office(place, clock=clock)
    found = {envelope.stream for envelope in kept.log.scan(prefix="case/")}
    kept.close()
    assert said[1] == "127.0.0.1"
    assert status == 0
    assert acknowledged
    assert {f"case/{case}" for case in acknowledged} <= found


def _acknowledged(town: Served) -> list[str]:
    """Record until the server is gone, and return what it acknowledged."""
    cases: list[str] = []
    try:
        while True:
            cases.append(town.post("/v1/cases", {"matter": dict(MATTER)}).body["id"])
    except (OSError, http.client.HTTPException):
        return cases


def _dripping(line: socket.socket) -> float:
    begun = time.perf_counter()
    try:
        while time.perf_counter() < begun + 5:
            line.sendall(b"X-A: b\r\n")
            line.settimeout(0.05)
            try:
                if line.recv(65536) == b"":
                    break
            except TimeoutError:
                continue
    except ConnectionError:
        pass
    return time.perf_counter() - begun


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_connection_made_at_the_very_end_does_not_hold_it_up() -> None:
    begun = time.perf_counter()

    for moment in range(6):
        asyncio.run(_ended_while_connecting(moment))

    assert time.perf_counter() - begun < 10


async def _ended_while_connecting(moment: int) -> None:
    async with listening(create_app(empty_office()), "127.0.0.1", 0) as address:
        line = socket.socket()
        line.setblocking(False)
        line.connect_ex(("127.0.0.1", int(address.rpartition(":")[2])))
        for _ in range(moment):
            await asyncio.sleep(0)
        line.close()
