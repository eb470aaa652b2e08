"""The limit: the same words in hand-made tables of SQLite, no rules, no proof, no sealing."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

import msgspec
from msgspec.json import encode as json_encode
from town import Happening

from minqing_core.kernel.personal import Personal
from minqing_core.views.cases import stream_of

Row = tuple[int, str, int, str, dict[str, Any]]
SCHEMA = """
PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
CREATE TABLE IF NOT EXISTS events (position INTEGER PRIMARY KEY, stream TEXT NOT NULL,
    version INTEGER NOT NULL, name TEXT NOT NULL, state BLOB NOT NULL, UNIQUE (stream, version));
CREATE TABLE IF NOT EXISTS cases (number TEXT PRIMARY KEY, title TEXT, status TEXT,
    category TEXT, place TEXT, owner TEXT, learned_on TEXT, kept_until TEXT, position INTEGER)
    WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_position ON cases (position);
CREATE INDEX IF NOT EXISTS by_status ON cases (status, learned_on);
CREATE INDEX IF NOT EXISTS by_place ON cases (place, category);
CREATE INDEX IF NOT EXISTS by_owner ON cases (owner, position);
"""
INSERT = "INSERT INTO events VALUES (?, ?, ?, ?, ?)"
OPENED = "INSERT INTO cases VALUES (?, ?, 'handling', ?, ?, ?, ?, ?, ?)"
encode = msgspec.msgpack.Encoder().encode
decode = msgspec.msgpack.Decoder().decode


class Raw:
    """A database with the events of a town and the state of its matters."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.sql = sqlite3.connect(self.file, isolation_level=None)
        self.sql.executescript(SCHEMA)
        self.size = 0
        self._versions: dict[str, int] = {}

    def numbered(self, happened: Iterable[Happening]) -> list[Row]:
        """Return the rows of what happened."""
        rows = []
        for happening in happened:
            self.size += 1
            stream = stream_of(happening.case)
            version = self._versions[stream] = self._versions.get(stream, 0) + 1
            name = type(happening.event).__name__
            rows.append((self.size, stream, version, name, plain(happening)))
        return rows

    def told(self, stream: str, told: Sequence[Any]) -> list[Row]:
        """Return the rows of events of one stream, without their envelopes."""
        rows = []
        for version, event in enumerate(told, 1):
            self.size += 1
            value = {"event": msgspec.to_builtins(event, enc_hook=_text)}
            rows.append((self.size, stream, version, type(event).__name__, value))
        return rows

    def insert(self, rows: Iterable[Row]) -> None:
        """Keep events in one transaction, durably."""
        self.sql.execute("BEGIN IMMEDIATE")
        self.sql.executemany(INSERT, [(*row[:4], encode(row[4])) for row in rows])
        self.sql.execute("COMMIT")

    def insert_with_state(self, rows: Sequence[Row]) -> None:
        """Keep events and the state that they leave in one transaction, durably."""
        self.sql.execute("BEGIN IMMEDIATE")
        self.sql.executemany(INSERT, [(*row[:4], encode(row[4])) for row in rows])
        for position, stream, _, name, told in rows:
            self._state(position, stream.removeprefix("case/"), name, told["event"])
        self.sql.execute("COMMIT")

    def fill(self, happened: Iterable[Happening], chunk: int = 1000) -> None:
        """Keep many events in transactions of so many."""
        waiting = iter(happened)
        while part := list(islice(waiting, chunk)):
            self.insert_with_state(self.numbered(part))

    def events(self) -> Iterable[tuple[int, str, int, str, Any]]:
        """Go through the events, each decoded into plain values."""
        for position, stream, version, name, state in self.sql.execute(
            "SELECT position, stream, version, name, state FROM events ORDER BY position"
        ):
            yield position, stream, version, name, decode(state)

    def stream(self, stream: str) -> list[Any]:
        """Return the events of a stream, each decoded into plain values."""
        found = self.sql.execute(
            "SELECT state FROM events WHERE stream = ? ORDER BY version", (stream,)
        )
        return [decode(state) for (state,) in found]

    def cases_as_of(self, at: int) -> dict[str, dict[str, Any]]:
        """Return the state of all matters at an instant, from one pass over the events."""
        found: dict[str, dict[str, Any]] = {}
        for position, stream, _, name, told in self.events():
            if not told.get("occurred_at", at + 1) <= at:
                continue
            event = told["event"]
            if name == "MatterRecorded":
                found[stream] = {"status": "handling", "position": position, "opened": event}
            elif stream in found:
                found[stream].setdefault(name, []).append(event)
                if name == "CaseConcluded":
                    found[stream]["status"] = "concluded"
        return found

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

    def newest(self, condition: str, values: Sequence[str]) -> list[Any]:
        """Return the newest fifty matters that meet a condition."""
        return self.sql.execute(
            f"SELECT * FROM cases WHERE {condition} ORDER BY position DESC LIMIT 50",  # noqa: S608
            values,
        ).fetchall()

    def open_by_category(self) -> list[Any]:
        """Count the open matters by category."""
        return self.sql.execute(
            "SELECT category, count(*) FROM cases WHERE status = 'handling' GROUP BY category"
        ).fetchall()

    def weight(self) -> int:
        """Return the bytes on disk."""
        return sum(file.stat().st_size for file in self.file.parent.glob(f"{self.file.name}*"))

    def _state(self, position: int, number: str, name: str, event: dict[str, Any]) -> None:
        if name == "MatterRecorded":
            matter = event["matter"]
            learned = matter["learned_at"][:10]
            values = (matter["category"], matter["place"], event["owner"], learned, learned)
            self.sql.execute(OPENED, (number, matter["title"], *values, position))
        elif name == "CaseConcluded":
            self.sql.execute("UPDATE cases SET status = 'concluded' WHERE number = ?", (number,))
        elif name == "MeasureAdopted":
            due = event["due"]
            self.sql.execute("UPDATE cases SET kept_until = ? WHERE number = ?", (due, number))


def plain(happening: Happening) -> dict[str, Any]:
    """Return what happened in plain values, its envelope with it."""
    at = int(happening.at.timestamp() * 1000)
    return {
        "actor": happening.actor,
        "channel": "cli",
        "recorded_at": at,
        "occurred_at": at,
        "event": msgspec.to_builtins(happening.event, enc_hook=_text),
    }


def _text(value: object) -> str:
    if isinstance(value, Personal):
        return value.text
    raise NotImplementedError
