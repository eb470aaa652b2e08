"""The log's SQL in the dialect of PostgreSQL."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from psycopg import Connection, Cursor, Pipeline
from psycopg.rows import tuple_row
from psycopg.sql import SQL

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

SCHEMA_NAME = "minqing"
WRITING = 0x6D696E71696E67
"""The advisory lock of whoever writes to the log or changes its tables."""

_FIRST = (
    """CREATE TABLE IF NOT EXISTS minqing.stored_events (
        originator_id text COLLATE "C" NOT NULL,
        originator_version bigint NOT NULL,
        topic text NOT NULL,
        state bytea NOT NULL,
        notification_id bigint PRIMARY KEY,
        UNIQUE (originator_id, originator_version))""",
    """CREATE TABLE IF NOT EXISTS minqing.leaf (
        position bigint PRIMARY KEY,
        logged_at bigint NOT NULL,
        hash bytea NOT NULL)""",
    "CREATE INDEX IF NOT EXISTS leaf_by_time ON minqing.leaf (logged_at, position)",
    """CREATE TABLE IF NOT EXISTS minqing.frontier (
        only_row smallint PRIMARY KEY CHECK (only_row = 1),
        size bigint NOT NULL,
        nodes bytea NOT NULL,
        logged_at bigint NOT NULL) WITH (fillfactor = 10)""",
    "INSERT INTO minqing.frontier VALUES (1, 0, '', 0) ON CONFLICT DO NOTHING",
    """CREATE TABLE IF NOT EXISTS minqing.numbers (
        series text COLLATE "C" PRIMARY KEY, last bigint NOT NULL)""",
    """CREATE TABLE IF NOT EXISTS minqing.requests (
        key text COLLATE "C" PRIMARY KEY,
        fingerprint bytea NOT NULL,
        first_position bigint NOT NULL,
        events bigint NOT NULL)""",
    """CREATE OR REPLACE FUNCTION minqing.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'the log is append-only'; END $$""",
    *(
        f"""CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE
        ON minqing.{table} FOR EACH STATEMENT EXECUTE FUNCTION minqing.refuse()"""
        for table in ("stored_events", "leaf")
    ),
)
LOG = Tables("log", {1: _FIRST})
_BATCH = 500
_HEAD = "SELECT size, nodes, logged_at FROM minqing.frontier"
_VERSIONS = (
    "SELECT originator_id, max(originator_version) FROM minqing.stored_events"
    " WHERE originator_id = ANY(%s) GROUP BY originator_id"
)
_REQUESTS = (
    "SELECT key, fingerprint, first_position, events FROM minqing.requests WHERE key = ANY(%s)"
)
_NUMBERS = "SELECT series, last FROM minqing.numbers WHERE series = ANY(%s)"
_ROWS = (
    "SELECT e.notification_id, originator_id, originator_version, topic, state, logged_at"
    " FROM minqing.stored_events e LEFT JOIN minqing.leaf l ON l.position = e.notification_id"
)
_STREAM = (
    f"{_ROWS} WHERE originator_id = %s AND e.notification_id <= %s ORDER BY originator_version"
)
_RANGE = (
    f"{_ROWS} WHERE e.notification_id > %s AND e.notification_id <= %s ORDER BY e.notification_id"
)
_AT = f"{_ROWS} WHERE e.notification_id = ANY(%s) ORDER BY e.notification_id"
_PREFIXED = (
    "SELECT notification_id FROM minqing.stored_events WHERE originator_id >= %s"
    " AND originator_id < %s AND notification_id + 0 > %s AND notification_id + 0 <= %s"
    " ORDER BY notification_id"
)
_BY_NAME = (
    f"{_ROWS} WHERE (originator_id, originator_version) > (%s, %s) AND originator_id < %s"
    " AND e.notification_id <= %s ORDER BY originator_id, originator_version LIMIT %s"
)
_GAINED = (
    "SELECT notification_id, originator_id, originator_version FROM minqing.stored_events"
    " WHERE notification_id >= %s ORDER BY notification_id LIMIT %s"
)
_POSITION_AT = (
    "SELECT position FROM minqing.leaf WHERE logged_at <= %s"
    " ORDER BY logged_at DESC, position DESC LIMIT 1"
)
_EXTENT = (
    "SELECT (SELECT max(notification_id) FROM minqing.stored_events),"
    " (SELECT max(position) FROM minqing.leaf), (SELECT size FROM minqing.frontier),"
    " (SELECT nodes FROM minqing.frontier), (SELECT logged_at FROM minqing.frontier)"
)
_STORED = (
    "SELECT notification_id, originator_id, originator_version, topic, state"
    " FROM minqing.stored_events WHERE notification_id >= %s AND notification_id <= %s"
    " ORDER BY notification_id LIMIT %s"
)
_VERSIONS_BEFORE = (
    "SELECT DISTINCT ON (originator_id) originator_id, originator_version"
    " FROM minqing.stored_events WHERE originator_id = ANY(%s) AND notification_id < %s"
    " ORDER BY originator_id, notification_id DESC"
)
_LEAVES = (
    "SELECT position, logged_at, hash FROM minqing.leaf"
    " WHERE position >= %s AND position <= %s ORDER BY position LIMIT %s"
)
_INSERT_ROWS = (
    "INSERT INTO minqing.stored_events"
    " (notification_id, originator_id, originator_version, topic, state)"
    " SELECT * FROM unnest(%b::bigint[], %b::text[], %b::bigint[], %b::text[], %b::bytea[])"
)
_INSERT_LEAVES = (
    "INSERT INTO minqing.leaf SELECT * FROM unnest(%b::bigint[], %b::bigint[], %b::bytea[])"
)
_SET_HEAD = "UPDATE minqing.frontier SET size = %s, nodes = %b, logged_at = %s"
_SET_NUMBERS = (
    "INSERT INTO minqing.numbers SELECT * FROM unnest(%b::text[], %b::bigint[])"
    " ON CONFLICT (series) DO UPDATE SET last = excluded.last"
)
_INSERT_REQUEST = "INSERT INTO minqing.requests VALUES (%s, %b, %s, %s)"
_EVERYTHING = 2**63 - 1


class PostgresTables:
    """The log's SQL on one connection; in a pipeline, what is asked together travels together."""

    def __init__(self, connection: Connection[Any], pipeline: Pipeline | None = None) -> None:
        self._connection = connection
        self._pipeline = pipeline

    def _sql(self, statement: str, *values: object) -> Cursor[tuple[Any, ...]]:
        cursor = self._connection.cursor(row_factory=tuple_row, binary=True)
        return cursor.execute(SQL(statement), values, prepare=True)

    def standing(
        self, streams: Sequence[str], requests: Sequence[str], series: Sequence[str]
    ) -> Standing:
        """Return what a write transaction has to know, while nobody else writes."""
        reached = self._sql(_HEAD)
        versions = self._sql(_VERSIONS, list(streams)) if streams else ()
        answered = self._sql(_REQUESTS, list(requests)) if requests else ()
        numbers = self._sql(_NUMBERS, list(series)) if series else ()
        size, nodes, logged_at = _only(reached)
        return Standing(
            head=head(size, nodes, logged_at),
            versions=dict.fromkeys(streams, 0) | dict(versions),
            requests={row[0]: Request(*row) for row in answered},
            numbers=dict(numbers),
        )

    def write(self, writing: Writing) -> None:
        """Write events, leaves, head, numbers and requests."""
        for start in range(0, len(writing.rows), _BATCH):
            rows, leaves = (of[start : start + _BATCH] for of in (writing.rows, writing.leaves))
            self._sql(_INSERT_ROWS, *map(list, zip(*rows, strict=True)))
            self._sql(_INSERT_LEAVES, *map(list, zip(*leaves, strict=True)))
        reached = writing.head
        self._sql(_SET_HEAD, reached.size, reached.nodes(), reached.logged_at)
        if writing.numbers:
            self._sql(_SET_NUMBERS, list(writing.numbers), list(writing.numbers.values()))
        for request in writing.requests:
            self._sql(_INSERT_REQUEST, *request)

    def settle(self) -> None:
        """Wait until what was sent has been done, and raise what went wrong with it."""
        if self._pipeline is not None:
            self._pipeline.sync()

    def request(self, key: str) -> Request | None:
        """Return what a request recorded the first time."""
        found = self._sql(_REQUESTS, [key]).fetchone()
        return Request(*found) if found else None

    def size(self) -> int:
        """Return the position of the last event."""
        size: int = _only(self._sql(_HEAD))[0]
        return size

    def version(self, stream: str) -> int:
        """Return the version of a stream, 0 for none."""
        found = self._sql(_VERSIONS, [stream]).fetchone()
        return found[1] if found else 0

    def versions(self, streams: Sequence[str]) -> Mapping[str, int]:
        """Return the versions of streams, 0 for those that are not there."""
        return dict.fromkeys(streams, 0) | dict(self._sql(_VERSIONS, list(streams)))

    def gained(self, position: int, most: int) -> Sequence[tuple[int, str, int]]:
        """Return position, stream and version of the events from a position on, in order."""
        found: Any = self._sql(_GAINED, position, most).fetchall()
        gained: Sequence[tuple[int, str, int]] = found
        return gained

    def stream(self, stream: str, upto: int | None) -> Sequence[LoggedRow]:
        """Return a stream's events in order."""
        return self._rows(_STREAM, stream, _EVERYTHING if upto is None else upto)

    def rows(self, after: int, upto: int) -> Sequence[LoggedRow]:
        """Return the events of a range of positions."""
        return self._rows(_RANGE, after, upto)

    def positions(self, prefix: str, after: int, upto: int) -> Iterable[int]:
        """Return the positions of the streams that begin so, in order."""
        found = self._sql(_PREFIXED, prefix, f"{prefix}\U0010ffff", after, upto)
        return [position for (position,) in found]

    def rows_at(self, positions: Sequence[int]) -> Sequence[LoggedRow]:
        """Return the events at these positions, in order."""
        return self._rows(_AT, list(positions))

    def rows_by_name(
        self, prefix: str, after: tuple[str, int], upto: int, limit: int
    ) -> Sequence[LoggedRow]:
        """Return the next events, by stream and version, of the streams that begin so."""
        return self._rows(_BY_NAME, *after, f"{prefix}\U0010ffff", upto, limit)

    def position_at(self, logged_at: int) -> int:
        """Return the last position logged by an instant, 0 for none."""
        found = self._sql(_POSITION_AT, logged_at).fetchone()
        return found[0] if found else 0

    def extent(self) -> Extent:
        """Return how far the log reaches by each of its tables."""
        return Extent(*_only(self._sql(_EXTENT)))

    def stored(self, first: int, upto: int, limit: int) -> Sequence[tuple[object, ...]]:
        """Return events as they are found, trusted in nothing but the order of positions."""
        return self._sql(_STORED, first, upto, limit).fetchall()

    def versions_before(
        self, streams: Sequence[str], position: int
    ) -> Sequence[tuple[str, object]]:
        """Return the version of the last event of streams before a position, as it is found."""
        found: Any = self._sql(_VERSIONS_BEFORE, list(streams), position).fetchall()
        before: Sequence[tuple[str, object]] = found
        return before

    def leaves(self, first: int, upto: int, limit: int) -> Sequence[tuple[object, ...]]:
        """Return leaves as they are found, trusted in nothing but the order of positions."""
        return self._sql(_LEAVES, first, upto, limit).fetchall()

    def _rows(self, statement: str, *values: object) -> Sequence[LoggedRow]:
        found: Any = self._sql(statement, *values).fetchall()
        rows: Sequence[LoggedRow] = found
        return rows


def _only(cursor: Cursor[tuple[Any, ...]]) -> tuple[Any, ...]:
    found = cursor.fetchone()
    if found is None:
        raise DatabaseDamagedError(NO_FRONTIER)
    return found
