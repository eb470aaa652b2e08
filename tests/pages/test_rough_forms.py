"""24 and 16 at the pages: a form that is slow, malformed or too large is answered on a page."""

import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from tests.http.serving import Served
from tests.pages.visiting import Visited, Visitor
from tests.stores import TestClock, empty_office

FORM = "application/x-www-form-urlencoded"
BROWSER = {"Accept": "text/html,application/xhtml+xml"}
MANY = "&".join(f"a{number}=" for number in range(3_000)).encode()


@pytest.fixture
def hasty(clock: TestClock) -> Iterator[Served]:
    with Served(empty_office(clock=clock), body_seconds=0.3) as town:
        yield town


def _opening(path: str, length: int) -> bytes:
    lines = (f"POST {path} HTTP/1.1", "Host: localhost", f"Content-Type: {FORM}")
    told = ("Accept: text/html", f"Content-Length: {length}")
    return "\r\n".join([*lines, *told, "", ""]).encode()


@pytest.mark.clause("S12")
@pytest.mark.parametrize("path", ["/login", "/cases/new", "/logout", "/reading"])
def test_a_form_that_does_not_come_is_not_waited_for(hasty: Served, path: str) -> None:
    visitor, before = Visitor(hasty.port), hasty.office.log.size()
    with ExitStack() as lines:
        slow = [lines.enter_context(hasty.connected()) for _ in range(20)]
        for line in slow:
            line.sendall(_opening(path, 100) + b"login=")
        waits = []
        for _ in range(20):
            begun = time.perf_counter()
            assert visitor.get("/login").status == 200
            waits.append(time.perf_counter() - begun)
        answers = [line.recv(65536) for line in slow]

    assert {a.partition(b"\r\n")[0] for a in answers} == {b"HTTP/1.1 408 Request Timeout"}
    assert all(b"Content-Type: text/html" in answer for answer in answers)
    assert sorted(waits)[-2] < 0.5
    assert hasty.office.log.size() == before


@pytest.mark.clause("S12")
def test_a_dripping_form_is_ended(hasty: Served) -> None:
    with hasty.connected() as line:
        line.sendall(_opening("/login", 10_000))
        for _ in range(8):
            time.sleep(0.05)
            line.sendall(b"a")
        assert line.recv(65536).startswith(b"HTTP/1.1 408")


@pytest.mark.clause("S12")
@pytest.mark.parametrize(
    ("media", "body", "status"),
    [
        ("application/json", b"{}", 415),
        (FORM, "a=路".encode(), 415),
        (FORM, b"a=%ff", 415),
        (FORM, b"a=" + b"x" * 300_000, 413),
        (FORM, MANY, 415),
    ],
    ids=["json", "not-ascii", "not-utf-8", "too-large", "too-many"],
)
def test_who_sends_a_rough_form_is_told_on_a_page(
    town: Visited, media: str, body: bytes, status: int
) -> None:
    visitor = town.visitor("lantang-member-1")

    seen = visitor.ask("POST", "/cases/new", body, BROWSER | {"Content-Type": media})

    assert seen.status == status
    assert "<h1>" in seen.text
    assert "json-malformed" not in seen.text
    assert status != 413 or "至多约 29127 个汉字" in seen.words


@pytest.mark.clause("S12")
def test_who_failed_too_often_is_told_when_to_come_back(hasty: Served) -> None:
    visitor, guess = Visitor(hasty.port), {"login": "nobody", "password": "not-the-password"}

    seen = [visitor.post("/login", guess) for _ in range(6)]

    assert [one.status for one in seen] == [403] * 5 + [429]
    assert seen[-1].headers["Retry-After"] == "600"
    assert "10 分钟后再试" in seen[-1].words
