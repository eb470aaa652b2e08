"""The log's SQL in the dialect of SQLite."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from minqing_core.persistence.ledger import (
    Extent,
    LoggedRow,
    Request,
    Standing,
    Writing,
    head,
)
from minqing_core.persistence.migrations import Tables
from minqing_core.persistence.unreadable import NO_FRONTIER, DatabaseDamagedError

_FIRST = (
    """CREATE TABLE IF NOT EXISTS stored_events (
        position INTEGER PRIMARY KEY,
        originator_id TEXT NOT NULL,
        originator_version INTEGER NOT NULL,
        topic TEXT NOT NULL,
        state BLOB NOT NULL,
        UNIQUE (originator_id, originator_version))""",
    """CREATE TABLE IF NOT EXISTS leaf (
        position INTEGER PRIMARY KEY,
        logged_at INTEGER NOT NULL,
        hash BLOB NOT NULL)""",
    "CREATE INDEX IF NOT EXISTS leaf_by_time ON leaf (logged_at)",
    """CREATE TABLE IF NOT EXISTS frontier (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        size INTEGER NOT NULL,
        nodes BLOB NOT NULL,
        logged_at INTEGER NOT NULL)""",
    "INSERT OR IGNORE INTO frontier VALUES (1, 0, x'', 0)",
    """CREATE TABLE IF NOT EXISTS numbers (
        series TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS requests (
        key TEXT PRIMARY KEY,
        fingerprint BLOB NOT NULL,
        first_position INTEGER NOT NULL,
        events INTEGER NOT NULL) WITHOUT ROWID""",
    *(
        f"""CREATE TRIGGER IF NOT EXISTS {table}_{change}_refused BEFORE {change} ON {table}
        BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"""
        for table in ("stored_events", "leaf")
        for change in ("update", "delete")
    ),
)
LOG = Tables("log", {1: _FIRST})
_HEAD = "SELECT size, nodes, logged_at FROM frontier"
_VERSION = "SELECT max(originator_version) FROM stored_events WHERE originator_id = ?"
_VERSIONS = (
    "SELECT value, (SELECT max(originator_version) FROM stored_events WHERE originator_id = value)"
    " FROM json_each(?)"
)
_REQUEST = "SELECT key, fingerprint, first_position, events FROM requests WHERE key = ?"
_NUMBER = "SELECT last FROM numbers WHERE series = ?"
_ROWS = (
    "SELECT e.position, originator_id, originator_version, topic, state, logged_at"
    " FROM stored_events e LEFT JOIN leaf USING (position)"
)
_STREAM = f"{_ROWS} WHERE originator_id = ? AND e.position <= ? ORDER BY originator_version"
_RANGE = f"{_ROWS} WHERE e.position > ? AND e.position <= ? ORDER BY e.position"
_AT = (
    f"{_ROWS} WHERE e.position IN (SELECT value FROM json_each(?))"  # noqa: S608  (all written here)
    " ORDER BY e.position"
)
_PREFIXED = (
    "SELECT position FROM stored_events WHERE originator_id >= ? AND originator_id < ?"
    " AND +position > ? AND +position <= ? ORDER BY position"
)
_BY_NAME = (
    f"{_ROWS} WHERE (originator_id, originator_version) > (?, ?) AND originator_id < ?"
    " AND +e.position <= ? ORDER BY originator_id, originator_version LIMIT ?"
)
_GAINED = (
    "SELECT position, originator_id, originator_version FROM stored_events"
    " WHERE position >= ? ORDER BY position LIMIT ?"
)
_POSITION_AT = (
    "SELECT position FROM leaf WHERE logged_at <= ? ORDER BY logged_at DESC, position DESC LIMIT 1"
)
_EXTENT = (
    "SELECT (SELECT max(position) FROM stored_events), (SELECT max(position) FROM leaf),"
    " (SELECT size FROM frontier), (SELECT nodes FROM frontier), (SELECT logged_at FROM frontier)"
)
_VERSIONS_BEFORE = (
    "SELECT value, (SELECT originator_version FROM stored_events WHERE originator_id = value"
    " AND +position < ? ORDER BY +position DESC LIMIT 1) FROM json_each(?)"
)
_EVERYTHING = 2**63 - 1
_FEW = 4


class SqliteTables:
    """The log's SQL on one cursor."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        cursor.row_factory = None
        self._sql = cursor.execute
        self._many = cursor.executemany

    def standing(
        self, streams: Sequence[str], requests: Sequence[str], series: Sequence[str]
    ) -> Standing:
        """Return what a write transaction has to know, while nobody else writes."""
        return Standing(
            head=head(*self._head()),
            versions=self.versions(streams),
            requests={key: found for key in requests if (found := self.request(key))},
            numbers={name: row[0] for name in series for row in self._sql(_NUMBER, (name,))},
        )

    def versions(self, streams: Sequence[str]) -> Mapping[str, int]:
        """Return the versions of streams, 0 for those that are not there."""
        if len(streams) <= _FEW:
            return {stream: self.version(stream) for stream in streams}
        found = self._sql(_VERSIONS, (json.dumps(streams),))
        return {stream: version or 0 for stream, version in found}

    def write(self, writing: Writing) -> None:
        """Write events, leaves, head, numbers and requests."""
        self._many("INSERT INTO stored_events VALUES (?, ?, ?, ?, ?)", writing.rows)
        self._many("INSERT INTO leaf VALUES (?, ?, ?)", writing.leaves)
        self._sql(
            "UPDATE frontier SET size = ?, nodes = ?, logged_at = ?",
            (writing.head.size, writing.head.nodes(), writing.head.logged_at),
        )
        if writing.numbers:
            self._many("INSERT OR REPLACE INTO numbers VALUES (?, ?)", writing.numbers.items())
        if writing.requests:
            self._many("INSERT INTO requests VALUES (?, ?, ?, ?)", writing.requests)

    def _head(self) -> tuple[int, bytes, int]:
        found: tuple[int, bytes, int] | None = self._sql(_HEAD).fetchone()
        if found is None:
            raise DatabaseDamagedError(NO_FRONTIER)
        return found

    def request(self, key: str) -> Request | None:
        """Return what a request recorded the first time."""
        found = self._sql(_REQUEST, (key,)).fetchone()
        return Request(*found) if found else None

    def size(self) -> int:
        """Return the position of the last event."""
        return self._head()[0]

    def version(self, stream: str) -> int:
        """Return the version of a stream, 0 for none."""
        return self._sql(_VERSION, (stream,)).fetchone()[0] or 0

    def gained(self, position: int, most: int) -> Sequence[tuple[int, str, int]]:
        """Return position, stream and version of the events from a position on, in order."""
        return self._sql(_GAINED, (position, most)).fetchall()

    def stream(self, stream: str, upto: int | None) -> Sequence[LoggedRow]:
        """Return a stream's events in order."""
        end = _EVERYTHING if upto is None else upto
        return self._sql(_STREAM, (stream, end)).fetchall()

    def rows(self, after: int, upto: int) -> Sequence[LoggedRow]:
        """Return the events of a range of positions."""
        return self._sql(_RANGE, (after, upto)).fetchall()

    def positions(self, prefix: str, after: int, upto: int) -> Iterable[int]:
        """Return the positions of the streams that begin so, in order."""
        found = self._sql(_PREFIXED, (prefix, f"{prefix}\U0010ffff", after, upto))
        return [position for (position,) in found]

    def rows_at(self, positions: Sequence[int]) -> Sequence[LoggedRow]:
        """Return the events at these positions, in order."""
        return self._sql(_AT, (json.dumps(list(positions)),)).fetchall()

    def rows_by_name(
        self, prefix: str, after: tuple[str, int], upto: int, limit: int
    ) -> Sequence[LoggedRow]:
        """Return the next events, by stream and version, of the streams that begin so."""
        return self._sql(_BY_NAME, (*after, f"{prefix}\U0010ffff", upto, limit)).fetchall()

    def position_at(self, logged_at: int) -> int:
        """Return the last position logged by an instant, 0 for none."""
        found = self._sql(_POSITION_AT, (logged_at,)).fetchone()
        return found[0] if found else 0

    def extent(self) -> Extent:
        """Return how far the log reaches by each of its tables."""
        return Extent(*self._sql(_EXTENT).fetchone())

    def stored(self, first: int, upto: int, limit: int) -> Sequence[tuple[object, ...]]:
        """Return events as they are found, trusted in nothing but the order of positions."""
        columns = "position, originator_id, originator_version, topic, state"
        return self._found("stored_events", columns, first, upto, limit)

    def versions_before(
        self, streams: Sequence[str], position: int
    ) -> Sequence[tuple[str, object]]:
        """Return the version of the last event of streams before a position, as it is found."""
        return self._sql(_VERSIONS_BEFORE, (position, json.dumps(streams))).fetchall()

    def leaves(self, first: int, upto: int, limit: int) -> Sequence[tuple[object, ...]]:
        """Return leaves as they are found, trusted in nothing but the order of positions."""
        return self._found("leaf", "position, logged_at, hash", first, upto, limit)

    def _found(
        self, table: str, columns: str, first: int, upto: int, limit: int
    ) -> Sequence[tuple[object, ...]]:
        return self._sql(
            f"SELECT {columns} FROM {table}"  # noqa: S608  (both are written above)
            " WHERE position >= ? AND position <= ? ORDER BY position LIMIT ?",
            (first, upto, limit),
        ).fetchall()

    def integrity_check(self) -> Sequence[str]:
        """Return what SQLite says of its own file."""
        return [str(text) for (text,) in self._sql("PRAGMA integrity_check")]
