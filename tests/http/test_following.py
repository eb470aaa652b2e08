"""The feed for other systems: pages, lines, waiting, and being told as it comes."""

import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from tests.http.serving import CAUSE, CLERK, MATTER, Served
from tests.stores import empty_office

from minqing_core.kernel.ids import PersonId
from minqing_http.following import CATCHING_UP, MOST_STREAMS
from minqing_http.openapi import document
from minqing_http.printing import STREAM

PATH = "/v1/events"
WORD = "Wende-Pfad-42-x"


def enter(town: Served, person: str, post: str, unit: str) -> None:
    """Enter a cadre with a post in the roster."""
    facts = {"name": "吴工", "kind": "town-office-civil-servant", "since": "2020-01-01"}
    town.do("roster.person", person=person, facts={**facts, "post": post, "unit": unit})


@contextmanager
def streamed(town: Served, path: str = PATH, *lines: str) -> Iterator[Callable[[bytes], bytes]]:
    """Open a stream of events and give a function that reads on until it has seen something."""
    head = [
        f"GET {path} HTTP/1.1",
        "Host: localhost",
        f"Authorization: Bearer {town.key}",
        "Accept: text/event-stream",
        *lines,
    ]
    with socket.create_connection(("127.0.0.1", town.port), timeout=10) as line:
        line.sendall("\r\n".join([*head, "", ""]).encode())
        seen = bytearray()

        def until(wanted: bytes) -> bytes:
            while wanted not in seen:
                read = line.recv(65536)
                assert read, bytes(seen)
                seen.extend(read)
            return bytes(seen)

        yield until


def test_what_was_recorded_is_told_page_by_page(served: Served) -> None:
    before = served.office.log.size()
    served.record()
    served.post("/v1/cases/2026-000001/steps", CAUSE, If_Match='"1"')

    first = served.get(f"{PATH}?after={before}&limit=1")

    assert [e["type"] for e in first.body["items"]] == ["diary.matter-recorded.v1"]
    assert first.body["next"] == before + 1
    assert first.headers["Link"] == f'<{PATH}?after={before + 1}&limit=1>; rel="next"'
    rest = served.get(f"{PATH}?after={before + 1}")
    assert [e["subject"] for e in rest.body["items"]] == ["case/2026-000001"]
    operation = document()["paths"][PATH]["get"]["responses"]["200"]
    schema = operation["content"]["application/json"]["schema"]
    wanted = {**schema, "components": document()["components"]}
    assert list(Draft202012Validator(wanted).iter_errors(first.body)) == []


@pytest.mark.parametrize(
    ("accept", "read"),
    [
        ("application/x-ndjson", lambda text: [json.loads(line) for line in text.splitlines()]),
        ("application/cloudevents-batch+json", json.loads),
    ],
)
def test_events_come_as_lines_or_as_a_batch(
    served: Served, accept: str, read: Callable[[str], Any]
) -> None:
    told = served.get(f"{PATH}?limit=2", Accept=accept)

    assert told.headers["Content-Type"] == accept
    assert [e["id"] for e in read(told.text)] == ["1", "2"]
    assert "after=2" in told.headers["Link"]


def test_who_waits_is_told_when_it_comes(served: Served) -> None:
    size = served.office.log.size()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(served.get, f"{PATH}?after={size}&wait=20")
        time.sleep(0.2)
        assert not waiting.done()
        served.record()
        told = waiting.result(10)

    assert [e["id"] for e in told.body["items"]] == [str(size + 1)]


def test_who_waits_for_nothing_is_told_so_in_time(served: Served) -> None:
    size = served.office.log.size()

    told = served.get(f"{PATH}?after={size}&wait=1")

    assert (told.body["items"], told.body["next"]) == ([], size)


@pytest.mark.clause("S25")
def test_what_is_closed_to_who_waits_is_passed_over(served: Served) -> None:
    unit = {"unit": "dafeng", "name": "大丰村", "kind": "village", "parent": "town"}
    served.do("roster.unit", unit={**unit, "since": "2007-06-20"})
    enter(served, "0008", "village-secretary", "dafeng")
    key, size = served.issue(PersonId("0008")), served.office.log.size()
    served.record()

    told = served.get(f"{PATH}?after={size}&wait=1", Authorization=f"Bearer {key}")

    assert (told.body["items"], told.body["next"]) == ([], size + 1)


@pytest.mark.parametrize(
    "query", ["wait=61", "wait=-1", "wait=x", "wait=1&wait=2", "x=1", "after=-1", "limit=0"]
)
def test_what_cannot_be_asked_is_refused(served: Served, query: str) -> None:
    assert served.get(f"{PATH}?{query}").status in {409, 422}


def test_a_follower_ahead_of_the_record_is_told_that_it_was_put_back(served: Served) -> None:
    told = served.get(f"{PATH}?after=999999")

    assert (told.status, told.body["code"]) == (409, "beyond-log")


def test_a_stream_tells_what_is_there_and_what_comes(served: Served) -> None:
    size = served.office.log.size()
    with streamed(served, f"{PATH}?after={size - 1}") as until:
        seen = until(f"id: {size}\n\n".encode())
        assert b"text/event-stream" in seen
        assert b"X-Content-Type-Options: nosniff" in seen
        assert b'"specversion":"1.0"' in seen
        served.record()
        assert b"diary.matter-recorded.v1" in until(f"id: {size + 1}\n\n".encode())


def test_a_stream_goes_on_after_the_last_that_was_seen(served: Served) -> None:
    size = served.office.log.size()
    with streamed(served, f"{PATH}?after=1", f"Last-Event-ID: {size - 1}") as until:
        seen = until(f"id: {size}\n\n".encode())

    assert seen.count(b"specversion") == 1
    assert served.get(PATH, Last_Event_ID="x").body["code"] == "header"


def test_a_stream_ends_when_its_key_is_revoked(served: Served) -> None:
    key = served.post("/v1/keys", {"person": "000001", "label": "对接"}).body
    clerk, served.key = served.key, key["key"]
    size = served.office.log.size()
    with streamed(served, f"{PATH}?after={size}") as until:
        until(f"id: {size}\n\n".encode())
        served.key = clerk
        served.ask("DELETE", f"/v1/keys/{key['id']}")
        served.record()
        assert b"case/2026-000001" not in until(b"\r\n0\r\n\r\n")


@pytest.mark.clause("S12")
def test_a_stream_ends_when_the_account_of_its_holder_is_locked(served: Served) -> None:
    enter(served, "0009", "village-secretary", "town")
    served.do("account.init", person="000001", login="clerk", password=WORD)
    served.do("account.open", person="0009", login="somebody")
    served.key = served.issue(PersonId("0009"))
    size = served.office.log.size()
    with streamed(served, f"{PATH}?after={size}") as until:
        until(f"id: {size}\n\n".encode())
        served.do("account.lock", person="0009", reason="misuse")
        served.do("case.record", matter=dict(MATTER))
        assert b"case/2026-000001" not in until(b"\r\n0\r\n\r\n")
    assert served.get("/v1/whoami").status == 401


def test_so_many_streams_are_open_with_a_key_and_no_more(served: Served) -> None:
    other = served.issue(CLERK)
    with ExitStack() as open_:
        for _ in range(MOST_STREAMS):
            open_.enter_context(streamed(served))(b"id: 1\n")
        told = served.get(PATH, Accept=STREAM)
        assert (told.status, told.body["code"]) == (429, "too-many-streams")
        assert served.get(PATH).status == 200
        mine, served.key = served.key, other
        open_.enter_context(streamed(served))(b"id: 1\n")
    served.key = mine
    time.sleep(0.2)
    served.record()
    time.sleep(1.2)
    with streamed(served) as until:
        until(b"id: 1\n")


def test_streams_that_catch_up_leave_the_office_to_others(serve: Callable[..., Served]) -> None:
    town = serve()
    watching, keys = town.key, [town.issue(CLERK) for _ in range(5)]
    with ExitStack() as open_:
        for town.key in keys:
            for _ in range(MOST_STREAMS):
                open_.enter_context(streamed(town, f"{PATH}?limit=1"))(b"id: 1\n")
        town.key = watching
        seen = [re.search(r"office_calls (\d+)", town.get("/metrics").text) for _ in range(20)]

    assert max(int(found[1]) for found in seen if found) <= CATCHING_UP + 2


def test_a_stream_in_which_nothing_happens_is_no_reading(serve: Callable[..., Served]) -> None:
    town = serve(heartbeat_seconds=0.05)
    size = town.office.log.size()
    with streamed(town, f"{PATH}?after={size}") as until:
        until(b":\n\n")
        time.sleep(0.5)

    read = town.office.access.listed(person=None, subject=None, before=None, limit=50)
    noted = [entry.use_case for entry in read]
    assert noted.count("events.follow") == 1


def test_who_may_not_follow_is_told_so_before_a_stream_begins(served: Served) -> None:
    enter(served, "0009", "staff", "town")
    served.key = served.issue(PersonId("0009"))

    told = served.get(PATH, Accept="text/event-stream")

    assert (told.status, told.body["code"]) == (403, "not-allowed")


def test_a_server_that_stops_keeps_nobody_waiting() -> None:
    town = Served(empty_office()).__enter__()
    size = town.office.log.size()
    with ThreadPoolExecutor(1) as pool, streamed(town, f"{PATH}?after={size}") as until:
        until(f"id: {size}\n\n".encode())
        waiting = pool.submit(town.get, f"{PATH}?after={size}&wait=60")
        time.sleep(0.3)
        stopping = threading.Thread(target=town.__exit__)
        began = time.monotonic()
        stopping.start()
        assert waiting.result(10).status == 200
        until(b"\r\n0\r\n\r\n")
        stopping.join(10)
        assert time.monotonic() - began < 8
