"""A small table that changes, in a SQLite file of its own beside the log."""

import sqlite3
import threading
from collections.abc import Sequence
from typing import Any, Literal, Protocol

from minqing_core.persistence.migrations import Tables, is_empty, upgrade, version
from minqing_core.persistence.private_files import keep_private
from minqing_core.persistence.sqlite_pool import library_errors

_LOCK_TIMEOUT = 10


class AccessDatabase(Protocol):
    """One database that runs a statement with ``?`` for its values."""

    def run(self, statement: str, *values: object) -> Sequence[tuple[Any, ...]]:
        """Run a statement by itself and return its rows."""
        ...

    def close(self) -> None:
        """Let the database go."""
        ...


class SqliteAccess:
    """One connection for all threads, opened and prepared when first needed."""

    def __init__(
        self,
        location: str,
        tables: Tables,
        synchronous: Literal["FULL", "NORMAL"] = "FULL",
    ) -> None:
        self._location = location
        self._tables = tables
        self._synchronous = synchronous
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def run(self, statement: str, *values: object) -> Sequence[tuple[Any, ...]]:
        """Run a statement by itself and return its rows."""
        with self._lock, library_errors():
            if self._connection is None:
                self._connection = self._opened()
            return self._connection.execute(statement, values).fetchall()

    def close(self) -> None:
        """Let the database go."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _opened(self) -> sqlite3.Connection:
        keep_private(self._location)
        connection = sqlite3.connect(
            self._location,
            uri=True,
            timeout=_LOCK_TIMEOUT,
            isolation_level=None,
            check_same_thread=False,
        )
        connection.executescript(
            f"PRAGMA synchronous={self._synchronous};"
            "PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF;"
        )
        if is_empty(connection):
            upgrade(connection, self._tables, self._location)
        self._tables.require_current(version(connection), self._location)
        return connection
