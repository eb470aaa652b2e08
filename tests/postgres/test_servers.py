"""Four servers behind one database are one office to whoever asks any of them."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.http.process import Server
from tests.http.serving import CLERK, MATTER
from tests.http.test_webhooks import Receiver, receiver, until
from tests.pages.visiting import PASSWORD, Visitor
from tests.postgres import nodes
from tests.postgres.counting import Counting
from tests.postgres.serving import served
from tests.stores import fresh_database

from minqing_core import open_office
from minqing_core.bootstrap import found_store

__all__ = ["receiver"]
FIRST = {"person": CLERK, "login": "wangxm", "password": PASSWORD}
MANY, PRESSING = 5, 20
THREADS, HASHERS, MOST = 8, 2, 23  # as docs/operations.md says
WAITING = (
    "SELECT count(*) >= %s FROM pg_locks WHERE NOT granted"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


@pytest.fixture(scope="module")
def town(postgres_dsn: str, worker_name: str) -> Iterator[str]:
    """Give the address of a database for a town."""
    with fresh_database(postgres_dsn, f"{worker_name}_servers") as url:
        yield url


@pytest.fixture(scope="module")
def four(town: str, tmp_path_factory) -> Iterator[list[Server]]:
    """Give four servers of one town."""
    key_file: Path = tmp_path_factory.mktemp("servers") / "town.key"
    found_store(town, key_file=key_file, town="大涌镇", clerk="王小明", login="wang")
    with served(town, key_file, 4) as servers:
        yield servers
    with open_office(town, key_file=key_file) as office:
        assert office.log.audit().findings == ()


def at_once(
    four: list[Server], asked: Callable[[Server, int], Any], many: int = MANY
) -> list[Any]:
    """Ask each of the servers many times, all at the same time."""
    with ThreadPoolExecutor(len(four) * many) as pool:
        asking = [pool.submit(asked, server, n) for n in range(many) for server in four]
        return [one.result() for one in asking]


def held_up(
    four: list[Server], town: str, table: str, asked: Callable[[Server, int], Any]
) -> None:
    """Press upon the servers while nobody gets at a table, until each of them can do no more."""
    with ThreadPoolExecutor(1) as pool, psycopg.connect(town) as closing:
        closing.execute(f"LOCK TABLE {table}")
        pressing = pool.submit(at_once, four, asked, PRESSING)
        with psycopg.connect(town, autocommit=True) as looking:
            all_threads = (len(four) * THREADS,)
            nodes.until(lambda: looking.execute(WAITING, all_threads).fetchall() == [(True,)])
        time.sleep(1)
        closing.rollback()
        pressing.result()


def test_who_logged_in_at_one_is_known_to_all_until_they_log_out_anywhere(
    four: list[Server],
) -> None:
    first, *others = four
    first.post("/v1/accounts/first", FIRST)
    visitor = Visitor(first.port).log_in(FIRST["login"])
    for other in others:
        visitor.port = other.port
        assert visitor.get("/account").path == "/account"

    assert visitor.submit("/account", "/logout").path.startswith("/login")

    visitor.port = first.port
    assert visitor.get("/account").path.startswith("/login")


def test_what_one_recorded_the_others_list_at_once(four: list[Server]) -> None:
    for n, server in enumerate(four * 2):
        told = server.record(Idempotency_Key=f"seen-{n}")
        assert told.status == 201

        for other in four:
            listed = other.get("/v1/cases?limit=200").body["items"]
            assert told.body["id"] in {one["number"] for one in listed}
            assert other.get(f"/v1/cases/{told.body['id']}").etag == told.etag


def test_a_request_that_is_sent_to_all_is_done_once(four: list[Server]) -> None:
    before = len(four[0].get("/v1/cases?limit=200").body["items"])

    told = at_once(four, lambda server, n: server.record(Idempotency_Key=f"once-{n}"))
    other = four[3].post(
        "/v1/cases", {"matter": {**MATTER, "title": "另一件"}}, Idempotency_Key="once-0"
    )

    assert {one.status for one in told} == {201}
    assert len({one.body["id"] for one in told}) == MANY
    assert len({one.text for one in told}) == MANY
    assert other.status == 422
    assert len(four[1].get("/v1/cases?limit=200").body["items"]) == before + MANY


def test_who_steps_on_a_view_that_is_out_of_date_is_told_by_whichever(four: list[Server]) -> None:
    case = four[0].record()
    step = {"step": {"kind": "cause", "text": "线路老化"}}
    path = f"/v1/cases/{case.body['id']}/steps"

    told = at_once(four, lambda server, _: server.post(path, step, If_Match=case.etag))

    assert [one.status for one in told].count(200) == 1
    assert {one.status for one in told} <= {200, 409, 412}


def test_a_server_takes_no_more_connections_than_is_said(four: list[Server], town: str) -> None:
    """Neither while all wait for the log, two of them to log in, nor while all wait for lists."""
    first = four[0]
    first.post("/v1/accounts/first", FIRST)

    def recording(server: Server, n: int) -> object:
        if server is first and n < HASHERS:
            return Visitor(server.port).log_in(FIRST["login"])
        return server.record(Idempotency_Key=f"c{server.port}-{n}")

    with Counting(town, "server-") as counting:
        held_up(four, town, "minqing.stored_events", recording)
        held_up(four, town, "minqing_views.minqing_standing", lambda one, _: one.get("/v1/cases"))

    assert len(counting.most) == len(four)
    assert min(counting.most.values()) > 2 * THREADS
    assert max(counting.most.values()) <= MOST


def test_what_any_of_them_recorded_is_pushed_once_by_one_of_them(
    four: list[Server], receiver: Receiver
) -> None:
    receiver.seconds = 0.05
    hook = four[0].post("/v1/webhooks", {"url": receiver.url, "key": 1}).body["id"]

    told = at_once(four, lambda server, n: server.record(Idempotency_Key=f"{server.port}-{n}"))
    assert {one.status for one in told} == {201}

    sent = f"/v1/webhooks/{hook}/deliveries?limit=200"
    until(lambda: len(four[0].get(f"{sent}&state=delivered").body["items"]) >= len(told))
    heads = [headers["webhook-id"] for _, headers, _ in receiver.got]
    delivered = four[0].get(f"{sent}&state=delivered").body["items"]
    assert sorted(heads) == sorted(f"msg_{hook}_{one['position']}" for one in delivered)
    assert {one["attempts"] for one in delivered} == {1}
    four[0].ask("DELETE", f"/v1/webhooks/{hook}")
