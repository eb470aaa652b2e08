"""The log in SQLite, on the library's recorder."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, cast

from eventsourcing.persistence import Notification, StoredEvent
from eventsourcing.sqlite import (
    SQLiteApplicationRecorder,
    SQLiteCursor,
    SQLiteDatastore,
    SQLiteFactory,
)
from eventsourcing.utils import Environment

from minqing_core.application.ports import Clock
from minqing_core.persistence.instants import milliseconds
from minqing_core.persistence.ledger import Row, Writing, extended
from minqing_core.persistence.migrations import upgrade
from minqing_core.persistence.sqlite_pool import LeanPool, write_ahead
from minqing_core.persistence.sqlite_tables import LOG, SqliteTables


class SqliteRecorder(SQLiteApplicationRecorder):
    """The library's recorder, with a dense position and a Merkle leaf for every event."""

    datastore: "LeanDatastore"
    clock: Clock

    def create_table(self) -> None:
        """Make the tables, in a database that keeps a write-ahead log."""
        with self.datastore.transaction(commit=False) as cursor:
            write_ahead(cursor.connection)
            upgrade(cursor.connection, LOG, self.datastore.pool.location)

    def _insert_events(
        self, c: SQLiteCursor, stored_events: Sequence[StoredEvent], **_: object
    ) -> Sequence[int] | None:
        tables = SqliteTables(cast("sqlite3.Cursor", c))
        before = tables.standing((), (), ()).head
        rows = [
            Row(position, str(e.originator_id), e.originator_version, e.topic, e.state)
            for position, e in enumerate(stored_events, before.size + 1)
        ]
        head, leaves = extended(before, rows, milliseconds(self.clock()))
        tables.write(Writing(head=head, rows=rows, leaves=leaves))
        return [row.position for row in rows]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Return the events of a range of positions, as the library's readers take them."""
        first = (start or 0) + (start is not None and not inclusive_of_start)
        wanted = f" AND topic IN ({','.join('?' * len(topics))})" if topics else ""
        with self.datastore.transaction(commit=False) as cursor:
            found = cursor.execute(
                "SELECT position, originator_id, originator_version, topic, state"  # noqa: S608
                f" FROM stored_events WHERE position >= ? AND position <= ?{wanted}"
                " ORDER BY position LIMIT ?",
                (first, 2**63 - 1 if stop is None else stop, *topics, limit),
            )
            return [
                Notification(
                    id=position,
                    originator_id=stream,
                    originator_version=version,
                    topic=topic,
                    state=state,
                )
                for position, stream, version, topic, state in found
            ]

    @contextmanager
    def reading(self) -> Iterator[SqliteTables]:
        """Read what has been committed."""
        with self.datastore.transaction(commit=False) as cursor:
            yield SqliteTables(cursor)

    def close(self) -> None:
        """Wait for the writer and let the database go."""
        self.datastore.close()


class LeanDatastore(SQLiteDatastore):
    """The library's datastore on our connections, with transactions that begin IMMEDIATE."""

    pool: LeanPool  # type: ignore[assignment]  # of which the library asks only to be closed

    def __init__(self, pool: LeanPool) -> None:
        self.pool = pool
        self.single_row_tracking = True
        self.originator_id_type = "text"

    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[Any]:
        """Write alone and keep it whole or not at all, or read without a transaction."""
        with self.pool.transaction(commit=commit) as cursor:
            cursor.row_factory = sqlite3.Row
            yield cursor


class SqliteFactory(SQLiteFactory):
    """Makes the recorder from settings that are given, never found in the environment."""

    application_recorder_class = SqliteRecorder

    def __init__(self, env: Environment, pool: LeanPool) -> None:
        super().__init__(env)
        self.datastore = LeanDatastore(pool)


def sqlite_recorder(pool: LeanPool, clock: Clock) -> SqliteRecorder:
    """Return the recorder of the log on these connections."""
    settings = {
        "SQLITE_DBNAME": pool.location,
        "ORIGINATOR_ID_TYPE": "text",
        "CREATE_TABLE": "n",
    }
    recorder = SqliteFactory(Environment(env=settings), pool).application_recorder()
    if not isinstance(recorder, SqliteRecorder):
        msg = f"{type(recorder).__name__} is not the log's recorder"
        raise TypeError(msg)
    recorder.clock = clock
    return recorder
