"""A server that does not answer, and one whose disk is full, are told as what they are."""

import socket
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict
from tests.http.serving import CLERK, MATTER
from tests.postgres.serving import served
from tests.postgres_server import OwnServer

from minqing_core import open_office
from minqing_core.application.asking import answer
from minqing_core.bootstrap import found_store
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.refusals import StoreAwayError, StoreFullError
from minqing_core.persistence.postgres_line import Line, patient
from minqing_core.persistence.postgres_reading import inspecting


@pytest.fixture
def silent() -> Iterator[str]:
    """Give the address of somebody who takes calls and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        host, port = listening.getsockname()
        yield f"postgresql://{host}:{port}/town"


def test_nobody_waits_for_hours_unless_the_address_says_so() -> None:
    waited = conninfo_to_dict(patient("postgresql:///town?connect_timeout=60"))
    assert (waited["connect_timeout"], waited["tcp_user_timeout"]) == ("60", "60000")
    assert conninfo_to_dict(patient("postgresql:///town"))["connect_timeout"] == "10"


def test_a_server_that_is_silent_is_away(silent: str) -> None:
    address = f"{silent}?connect_timeout=2"
    with pytest.raises(StoreAwayError, match="用同一编号，不会记两次"), Line(address).connected():
        pass
    with pytest.raises(StoreAwayError), inspecting(address):
        pass


def test_a_connection_that_is_held_is_never_another_and_is_made_anew_afterwards(
    postgres_url: str,
) -> None:
    line = Line(postgres_url)

    def asked_again() -> None:
        with line.connected() as inner:
            assert inner is outer
            inner.execute("SELECT 1")

    with line.connected() as outer:
        with psycopg.connect(postgres_url, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s)", (outer.info.backend_pid,))
        with pytest.raises(StoreAwayError):
            asked_again()
    with line.connected() as again:
        assert again is not outer
        assert again.execute("SELECT 1").fetchall() == [(1,)]
    line.close()


def test_a_database_that_is_away_is_not_said_to_be_damaged(own: OwnServer, key_file: Path) -> None:
    found_store(own.dsn, key_file=key_file, town="大涌镇", clerk="王小明", login="wang")
    with open_office(own.dsn, key_file=key_file) as office:
        own.stop("fast")
        with pytest.raises(StoreAwayError):
            office.log.audit()
        own.start()
        assert office.log.audit().findings == ()


def test_while_the_database_is_away_everybody_is_told_to_come_back(
    own: OwnServer, key_file: Path
) -> None:
    found_store(own.dsn, key_file=key_file, town="大涌镇", clerk="王小明", login="wang")
    with served(own.dsn, key_file, 1) as (server,):
        assert server.record(Idempotency_Key="before").status == 201
        own.stop("fast")
        away = server.record(Idempotency_Key="while-away")
        page = server.ask("GET", "/login", headers={"Accept": "text/html"})
        own.start()
        again = server.record(Idempotency_Key="while-away")
        listed = server.get("/v1/cases").body["items"]

    assert (away.status, away.body["code"]) == (503, "not-ready")
    assert ("连不上" in away.text, away.headers["Retry-After"]) == (True, "5")
    assert page.status == 200
    assert (again.status, len(listed)) == (201, 2)


FULL = (
    "CREATE FUNCTION overfull() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE disk_full; END'",
    "CREATE TRIGGER overfull BEFORE INSERT ON minqing.leaf EXECUTE FUNCTION overfull()",
)
ROOM = ("DROP FUNCTION overfull() CASCADE",)


def alter(url: str, statements: tuple[str, ...]) -> None:
    """Change the database, of which it is said what a full disk has it say."""
    with psycopg.connect(url) as connection:
        for statement in statements:
            connection.execute(statement)


def test_a_disk_that_is_full_is_told_and_nothing_is_half_on_record(
    town_url: str, key_file: Path
) -> None:
    asked = "case.record", Act(actor=CLERK, key="full"), {"matter": MATTER}
    with open_office(town_url, key_file=key_file) as office:
        size = office.log.size()
        alter(town_url, FULL)
        with pytest.raises(StoreFullError, match="磁盘已满"):
            answer(office, *asked)
        assert office.log.size() == size
        alter(town_url, ROOM)
        answer(office, *asked)
        assert office.log.size() > size
        assert office.log.audit().findings == ()
