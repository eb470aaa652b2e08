"""The log in SQLite, on the library's recorder."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import cast

from eventsourcing.persistence import DatabaseError, Notification, StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteCursor, SQLiteFactory
from eventsourcing.utils import Environment

from minqing_core.application.ports import Clock
from minqing_core.persistence.instants import milliseconds
from minqing_core.persistence.ledger import Row, Writing, extended
from minqing_core.persistence.sqlite_pool import LeanDatastore
from minqing_core.persistence.sqlite_tables import SCHEMA, SqliteTables


class SqliteRecorder(SQLiteApplicationRecorder):
    """The library's recorder, with a dense position and a Merkle leaf for every event."""

    datastore: LeanDatastore
    clock: Clock

    def create_table(self) -> None:
        """Make the tables, in a database that keeps a write-ahead log."""
        with self.datastore.transaction(commit=False) as cursor:
            cursor.execute("PRAGMA journal_mode=WAL").fetchone()
        super().create_table()

    def construct_create_table_statements(self) -> list[str]:
        """Return the schema of the log."""
        return list(SCHEMA)

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

    @contextmanager
    def writing(self) -> Iterator[SqliteTables]:
        """Write alone, whole or not at all."""
        with self.datastore.transaction(commit=True) as cursor:
            yield SqliteTables(cursor)

    @contextmanager
    def inspecting(self) -> Iterator[SqliteTables]:
        """Read whatever is there, malformed text included."""
        with self.datastore.transaction(commit=False) as cursor:
            connection: sqlite3.Connection = cursor.connection
            connection.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
            try:
                yield SqliteTables(cursor)
            finally:
                connection.text_factory = str

    def damage(self) -> Sequence[str]:
        """Return what SQLite finds wrong with its own file."""
        try:
            with self.inspecting() as tables:
                found = tables.integrity_check()
        except DatabaseError as error:
            return [str(error)]
        return [text for text in found if text != "ok"]

    def close(self) -> None:
        """Wait for the writer and let the database go."""
        self.datastore.close()


class SqliteFactory(SQLiteFactory):
    """Makes the recorder from settings that are given, never found in the environment."""

    application_recorder_class = SqliteRecorder

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self.datastore = LeanDatastore(env[self.SQLITE_DBNAME])


def sqlite_recorder(location: str, clock: Clock, *, create: bool = False) -> SqliteRecorder:
    """Return the recorder of the log at this location, its tables made if asked."""
    settings = {
        "SQLITE_DBNAME": location,
        "ORIGINATOR_ID_TYPE": "text",
        "CREATE_TABLE": "n",
    }
    recorder = SqliteFactory(Environment(env=settings)).application_recorder()
    if not isinstance(recorder, SqliteRecorder):
        msg = f"{type(recorder).__name__} is not the log's recorder"
        raise TypeError(msg)
    recorder.clock = clock
    if create:
        recorder.create_table()
    return recorder
