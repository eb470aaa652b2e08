"""The limit: the same words in hand-made tables, no rules, no proof, no sealing."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

import msgspec
from msgspec.json import encode as json_encode
from told import (
    ADOPTED,
    CARRIED_OUT,
    ENDING,
    OPENING,
    Facts,
    Told,
    day,
)

Row = tuple[int, str, int, str, Facts]
SCHEMA = """
CREATE TABLE IF NOT EXISTS events (position INTEGER PRIMARY KEY, stream TEXT NOT NULL,
    version INTEGER NOT NULL, name TEXT NOT NULL, state BLOB NOT NULL, UNIQUE (stream, version));
CREATE TABLE IF NOT EXISTS cases (number TEXT PRIMARY KEY, title TEXT, status TEXT,
    category TEXT, place TEXT, owner TEXT, learned_on TEXT, kept_until TEXT, position INTEGER)
    WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_position ON cases (position);
CREATE INDEX IF NOT EXISTS by_status ON cases (status, position, kept_until);
CREATE INDEX IF NOT EXISTS open_places ON cases (status, place);
CREATE INDEX IF NOT EXISTS open_categories ON cases (status, category);
CREATE INDEX IF NOT EXISTS open_owners ON cases (status, owner);
CREATE INDEX IF NOT EXISTS by_place ON cases (place, position);
CREATE INDEX IF NOT EXISTS by_owner ON cases (owner, learned_on);
"""
DURABLE = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
INSERT = "INSERT INTO events VALUES (?, ?, ?, ?, ?)"
LEFT_BY = {
    OPENING: "INSERT INTO cases VALUES (?, ?, 'handling', ?, ?, ?, ?, ?, ?)",
    ADOPTED: "UPDATE cases SET kept_until = ? WHERE number = ?",
    CARRIED_OUT: "UPDATE cases SET kept_until = learned_on WHERE number = ?",
    ENDING: "UPDATE cases SET status = 'concluded' WHERE number = ?",
}
STREAM = "SELECT name, state FROM events WHERE stream = ? ORDER BY version"
BY = ("place", "category", "owner")
encode = msgspec.msgpack.Encoder().encode
decode = msgspec.msgpack.Decoder().decode


class Raw:
    """A SQLite database with the events of a town and the state of its matters."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.sql = self._opened()
        (self.size,) = self.asked("SELECT coalesce(max(position), 0) FROM events")[0]
        self._versions: dict[str, int] = {}

    def asked(self, question: str, values: Sequence[object] = ()) -> list[Any]:
        """Return all rows of an answer."""
        return self.sql.execute(question, values).fetchall()

    def numbered(self, happened: Iterable[Told]) -> list[Row]:
        """Return the rows of what happened."""
        rows = []
        for told in happened:
            self.size += 1
            stream = f"case/{told['case']}"
            version = self._versions[stream] = self._versions.get(stream, 0) + 1
            rows.append((self.size, stream, version, told["kind"], told["facts"]))
        return rows

    def inserted(self, rows: Iterable[Row]) -> None:
        """Keep events in the transaction that was begun."""
        self.sql.executemany(INSERT, [(*row[:4], encode(row[4])) for row in rows])

    def insert(self, rows: Iterable[Row]) -> None:
        """Keep events in one transaction, durably."""
        self.sql.execute("BEGIN IMMEDIATE")
        self.inserted(rows)
        self.sql.execute("COMMIT")

    def insert_with_state(self, rows: Sequence[Row]) -> None:
        """Keep events and the state that they leave in one transaction, durably."""
        self.sql.execute("BEGIN IMMEDIATE")
        self.inserted(rows)
        for kind, leaves in LEFT_BY.items():
            if left := [_left(*row) for row in rows if row[3] == kind]:
                self.sql.executemany(leaves, left)
        self.sql.execute("COMMIT")

    def fill(self, happened: Iterable[Told], chunk: int = 1000) -> None:
        """Keep many events in transactions of so many."""
        waiting = iter(happened)
        while part := list(islice(waiting, chunk)):
            self.insert_with_state(self.numbered(part))

    def events(self) -> Iterator[tuple[int, str, int, str, Any]]:
        """Go through the events, each decoded into plain values."""
        for position, stream, version, name, state in self.sql.execute(
            "SELECT position, stream, version, name, state FROM events ORDER BY position"
        ):
            yield position, stream, version, name, decode(state)

    def stream(self, stream: str) -> list[tuple[str, Any]]:
        """Return the events of a stream with their names, each decoded into plain values."""
        return [(name, decode(state)) for name, state in self.asked(STREAM, (stream,))]

    def cases_as_of(self, at: int) -> dict[str, dict[str, Any]]:
        """Return the state of all matters at an instant, from one pass over the events."""
        found: dict[str, dict[str, Any]] = {}
        for _, stream, _, name, facts in self.events():
            if facts["occurred_at"] <= at:
                evolved(found, stream, name, facts["event"])
        return found

    def case_as_of(self, stream: str, at: int) -> dict[str, Any]:
        """Return the state of a matter at an instant."""
        found: dict[str, dict[str, Any]] = {}
        for name, facts in self.stream(stream):
            if facts["occurred_at"] <= at:
                evolved(found, stream, name, facts["event"])
        return found[stream]

    def replayed(self, at: int) -> Iterator[bytes]:
        """Go through the matters at an instant, one after the other, each a line of JSON."""
        rows = self.sql.execute(
            "SELECT position, stream, state FROM events WHERE stream LIKE 'case/%'"
            " ORDER BY stream, version"
        )
        for stream, mine in groupby(rows, itemgetter(1)):
            told = [(decode(state), position) for position, _, state in mine]
            told = [one for one in told if one[0]["occurred_at"] <= at]
            if told:
                told.sort(key=lambda one: (one[0]["occurred_at"], one[1]))
                state = {"case": stream, "version": len(told), "said": [one for one, _ in told]}
                yield json_encode(state, order="sorted") + b"\n"

    def audited(self) -> bytes:
        """Hash every event over those before it, its bytes apart, and decode it."""
        root = b""
        for position, stream, version, name, state in self.sql.execute(
            "SELECT position, stream, version, name, state FROM events ORDER BY position"
        ):
            decode(state)
            facts = f"{position}|{stream}|{version}|{name}".encode()
            root = sha256(root + facts + sha256(state).digest()).digest()
        return root

    def newest(self, condition: str = "1 = 1", values: Sequence[str] = ()) -> list[Any]:
        """Return the newest fifty matters that meet a condition."""
        return self.asked(
            f"SELECT * FROM cases WHERE {condition} ORDER BY position DESC LIMIT 50",  # noqa: S608
            values,
        )

    def open_by(self, column: str) -> list[Any]:
        """Count the open matters by a column."""
        return self.asked(
            f"SELECT {column}, count(*) FROM cases WHERE status = 'handling'"  # noqa: S608
            f" GROUP BY {column}"
        )

    def overdue(self, today: str) -> tuple[list[Any], int]:
        """Return the newest fifty open matters that nothing keeps any more, and how many are."""
        which = "cases WHERE status = 'handling' AND kept_until < ?"
        page = f"SELECT * FROM {which} ORDER BY position DESC LIMIT 50"  # noqa: S608 - from above
        ((total,),) = self.asked(f"SELECT count(*) FROM {which}", (today,))  # noqa: S608
        return self.asked(page, (today,)), total

    def entries(self, owner: str, first: str, last: str) -> list[Any]:
        """Return the days of a cadre's entries."""
        return self.asked(
            "SELECT learned_on FROM cases WHERE owner = ? AND learned_on BETWEEN ? AND ?",
            (owner, first, last),
        )

    def weight(self) -> int:
        """Return the bytes on disk."""
        return sum(file.stat().st_size for file in self.file.parent.glob(f"{self.file.name}*"))

    def close(self) -> None:
        """End the connection."""
        self.sql.close()

    def _opened(self) -> Any:  # noqa: ANN401 - PostgreSQL has another connection
        connection = sqlite3.connect(self.file, isolation_level=None, check_same_thread=False)
        connection.executescript(DURABLE + SCHEMA)
        return connection


class RawPostgres(Raw):
    """The same in a PostgreSQL database, by psycopg."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(Path(address))

    def insert_with_state(self, rows: Sequence[Row]) -> None:
        """Send the whole transaction at once."""
        with self.sql.pipeline():
            super().insert_with_state(rows)

    def _opened(self) -> "_Postgres":
        connection = _Postgres(self.address)
        changed = SCHEMA.replace("BLOB", "bytea").replace("WITHOUT ROWID", "")
        for statement in changed.split(";")[:-1]:
            connection.execute(statement)
        return connection


class _Postgres:
    """A connection that takes what is said to SQLite."""

    def __init__(self, address: str) -> None:
        import psycopg  # noqa: PLC0415 - only where it is asked for

        self._connection = psycopg.connect(address, autocommit=True)

    def execute(self, said: str, values: Sequence[object] = ()) -> Any:  # noqa: ANN401 - a cursor
        return self._connection.execute(_of_psycopg(said), values or None, prepare=True)

    def executemany(self, said: str, rows: Sequence[Sequence[object]]) -> None:
        with self._connection.cursor() as cursor:
            cursor.executemany(_of_psycopg(said), rows)

    def pipeline(self) -> Any:  # noqa: ANN401 - of psycopg
        return self._connection.pipeline()

    def close(self) -> None:
        self._connection.close()


def _left(position: int, stream: str, _version: int, name: str, facts: Facts) -> tuple[Any, ...]:
    number, event = stream.removeprefix("case/"), facts["event"]
    if name == OPENING:
        matter, learned = event["matter"], day(facts["occurred_at"])
        values = (matter["category"], matter["place"], event["owner"], learned, learned)
        return (number, matter["title"], *values, position)
    return (event["due"], number) if name == ADOPTED else (number,)


def _of_psycopg(said: str) -> str:
    if "?" not in said:
        return said.replace("BEGIN IMMEDIATE", "BEGIN")
    return said.replace("?", "%s")


def evolved(
    found: dict[str, dict[str, Any]], stream: str, name: str, event: dict[str, Any]
) -> None:
    """Take an event into the state of its matter."""
    if name == OPENING:
        found[stream] = {"status": "handling", "due": None, "said": [], "opened": event}
    state = found[stream]
    state["said"].append(event)
    if name == ADOPTED:
        state["due"] = event["due"]
    elif name == CARRIED_OUT:
        state["due"] = None
    elif name == ENDING:
        state["status"] = "concluded"
