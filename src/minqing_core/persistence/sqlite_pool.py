"""Connections to the log's SQLite database: one writer at a time, readers beside it."""

import sqlite3
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from eventsourcing import persistence as library
from eventsourcing.sqlite import (
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteDatastore,
)

LOCK_TIMEOUT = 30
_STATEMENTS = 128
_PRAGMAS = (
    "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
    "PRAGMA trusted_schema=OFF; PRAGMA cache_size=-16000;"
)
SPOILT = (sqlite3.Error, UnicodeDecodeError)
_ERRORS: tuple[tuple[type[sqlite3.Error], type[library.PersistenceError]], ...] = (
    (sqlite3.IntegrityError, library.IntegrityError),
    (sqlite3.OperationalError, library.OperationalError),
    (sqlite3.ProgrammingError, library.ProgrammingError),
    (sqlite3.DataError, library.DataError),
    (sqlite3.InternalError, library.InternalError),
    (sqlite3.NotSupportedError, library.NotSupportedError),
    (sqlite3.InterfaceError, library.InterfaceError),
    (sqlite3.DatabaseError, library.DatabaseError),
)


def librarys(error: Exception) -> library.PersistenceError:
    """Return the library's own error for one of SQLite's, whose messages may be spoilt too."""
    for raised, meant in _ERRORS:
        if isinstance(error, raised):
            return meant(*error.args)
    return library.DatabaseError(str(error))


@contextmanager
def library_errors() -> Iterator[None]:
    """Raise what SQLite raises as the library's own errors."""
    try:
        yield
    except SPOILT as error:
        raise librarys(error) from error


class LeanPool(SQLiteConnectionPool):
    """Idle connections in a stack, and one lock for writing.

    Waiting writers do not keep readers waiting, except in memory, where all
    take turns: a shared cache knows no snapshots.
    """

    def __init__(self, db_name: str) -> None:
        super().__init__(db_name=db_name)
        self._idle: deque[SQLiteConnection] = deque()
        self._made: list[SQLiteConnection] = []
        self._turn = threading.Lock()

    def get_connection(
        self, timeout: float | None = None, is_writer: bool | None = None
    ) -> SQLiteConnection:
        """Take a connection, for writing or in memory in turn."""
        turn = bool(is_writer) or self.is_sqlite_memory_mode
        if turn and not self._turn.acquire(timeout=timeout or LOCK_TIMEOUT):
            msg = "another thread has been writing for too long"
            raise library.OperationalError(msg)
        try:
            connection = self._idle.pop() if self._idle else self._create_connection()
        except BaseException:
            if turn:
                self._turn.release()
            raise
        connection.is_writer = turn
        return connection

    def put_connection(self, conn: SQLiteConnection) -> None:
        """Give a connection back."""
        turn, conn.is_writer = conn.is_writer, None
        self._idle.append(conn)
        if turn:
            self._turn.release()

    def close(self) -> None:
        """Wait for the writer and close every connection."""
        with self._turn:
            while self._made:
                self._made.pop().close()
            self._idle.clear()
            self._closed = True

    def _create_connection(self) -> SQLiteConnection:
        if self._closed:
            raise library.ConnectionPoolClosedError
        with library_errors():
            made = sqlite3.connect(
                self.db_name,
                uri=True,
                check_same_thread=False,
                isolation_level=None,
                cached_statements=_STATEMENTS,
                timeout=LOCK_TIMEOUT,
            )
            made.row_factory = sqlite3.Row
            try:
                made.executescript(_PRAGMAS)
            except BaseException:
                made.close()
                raise
        connection = SQLiteConnection(sqlite_conn=made, max_age=self.max_age)
        self._made.append(connection)
        return connection


class LeanDatastore(SQLiteDatastore):
    """The library's datastore with our pool and transactions that begin IMMEDIATE."""

    def __init__(self, db_name: str) -> None:
        self.pool = LeanPool(db_name)
        self.single_row_tracking = True
        self.originator_id_type = "text"

    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[Any]:
        """Write alone and keep it whole or not at all, or read without a transaction."""
        connection = self.pool.get_connection(is_writer=commit)
        try:
            cursor = connection._sqlite_conn.cursor()  # noqa: SLF001  (the library's own way)
            if commit:
                cursor.execute("BEGIN IMMEDIATE")
            yield cursor
            if commit:
                cursor.execute("COMMIT")
        except SPOILT as error:
            connection.rollback()
            raise librarys(error) from error
        except BaseException:
            connection.rollback()
            raise
        finally:
            self.pool.put_connection(connection)
