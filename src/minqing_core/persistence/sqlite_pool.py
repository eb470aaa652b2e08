"""Connections to the log's SQLite database: one writer at a time, readers beside it."""

import sqlite3
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from minqing_core.kernel.refusals import StoreFullError
from minqing_core.persistence import library

LOCK_TIMEOUT = 30
_STATEMENTS = 128
PRAGMAS = (
    "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
    "PRAGMA trusted_schema=OFF;"
)
SPOILT = (sqlite3.Error, UnicodeDecodeError)
_ERRORS = (
    sqlite3.IntegrityError,
    sqlite3.OperationalError,
    sqlite3.ProgrammingError,
    sqlite3.DataError,
    sqlite3.InternalError,
    sqlite3.NotSupportedError,
    sqlite3.InterfaceError,
    sqlite3.DatabaseError,
)
_PRIMARY = 0xFF
_FULL = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_SHMSIZE,
    sqlite3.SQLITE_IOERR_TRUNCATE,
    sqlite3.SQLITE_IOERR_WRITE,
)


def write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to a write-ahead log; SQLite itself does not wait for others that do the same."""
    deadline = time.monotonic() + LOCK_TIMEOUT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def librarys(error: Exception) -> Exception:
    """Return the library's own error for one of SQLite's, whose messages may be spoilt too.

    That the disk is full is no error of the library's, nor one of what is stored.
    """
    if _is_full(error):
        return StoreFullError()
    if getattr(error, "sqlite_errorcode", 0) & _PRIMARY == sqlite3.SQLITE_CORRUPT:
        from minqing_core.persistence.malformed import MalformedDatabaseError  # noqa: PLC0415

        return MalformedDatabaseError(*error.args)
    for raised in _ERRORS:
        if isinstance(error, raised):
            meant: type[Exception] = getattr(library, raised.__name__)
            return meant(*error.args)
    return library.DatabaseError(str(error))


@contextmanager
def library_errors() -> Iterator[None]:
    """Raise what SQLite raises as the library's own errors."""
    try:
        yield
    except SPOILT as error:
        raise librarys(error) from error


@contextmanager
def full_disk() -> Iterator[None]:
    """Raise that the disk is full as such, and SQLite's other errors as they are."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if _is_full(error):
            raise StoreFullError from error
        raise


def _is_full(error: Exception) -> bool:
    return getattr(error, "sqlite_errorcode", None) in _FULL


class LeanPool:
    """Idle connections in a stack, and one lock for writing.

    Waiting writers do not keep readers waiting, except in memory, where all
    take turns: a shared cache knows no snapshots.
    """

    def __init__(self, location: str) -> None:
        self.location = location
        self._all_in_turn = "mode=memory" in location
        self._idle: deque[sqlite3.Connection] = deque()
        self._turn = threading.Lock()
        self._closed = False

    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[sqlite3.Cursor]:
        """Write alone and keep it whole or not at all, or read without a transaction."""
        turn = commit or self._all_in_turn
        if turn and not self._turn.acquire(timeout=LOCK_TIMEOUT):
            msg = "another thread has been writing for too long"
            raise library.OperationalError(msg)
        try:
            connection = self._taken()
            try:
                yield from _kept(connection, commit=commit)
            finally:
                self._idle.append(connection)
                if self._closed:
                    self._close_idle()
        finally:
            if turn:
                self._turn.release()

    def close(self) -> None:
        """Wait for the writer and close every connection, those in use when given back."""
        with self._turn:
            self._closed = True
            self._close_idle()

    def _close_idle(self) -> None:
        while self._idle:
            self._idle.pop().close()

    def _taken(self) -> sqlite3.Connection:
        if self._closed:
            raise library.ConnectionPoolClosedError
        try:
            return self._idle.pop()
        except IndexError:
            return self._connected()

    def _connected(self) -> sqlite3.Connection:
        with library_errors():
            made = sqlite3.connect(
                self.location,
                uri=True,
                check_same_thread=False,
                isolation_level=None,
                cached_statements=_STATEMENTS,
                timeout=LOCK_TIMEOUT,
            )
            try:
                made.executescript(PRAGMAS)
            except BaseException:
                made.close()
                raise
        return made


def _kept(connection: sqlite3.Connection, *, commit: bool) -> Iterator[sqlite3.Cursor]:
    try:
        cursor = connection.cursor()
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
