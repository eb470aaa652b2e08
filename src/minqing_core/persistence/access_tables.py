"""A small table that changes, in a SQLite file of its own beside the log."""

import sqlite3
import threading
from collections.abc import Sequence
from typing import Any, Literal, Protocol

from attrs import frozen

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


@frozen(kw_only=True)
class Added:
    """A column that a table of an earlier version has not."""

    table: str
    column: str
    kind: str


class SqliteAccess:
    """One connection for all threads, opened and prepared when first needed."""

    def __init__(
        self,
        location: str,
        schema: str,
        synchronous: Literal["FULL", "NORMAL"] = "FULL",
        added: Added | None = None,
    ) -> None:
        self._location = location
        self._schema = schema
        self._synchronous = synchronous
        self._added = added
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
        connection.executescript(self._schema)
        if self._added is not None:
            _add(connection, self._added)
        return connection


def _add(connection: sqlite3.Connection, added: Added) -> None:
    connection.execute("BEGIN IMMEDIATE")
    found = connection.execute(f"PRAGMA table_info({added.table})").fetchall()
    if added.column not in {row[1] for row in found}:
        connection.execute(f"ALTER TABLE {added.table} ADD COLUMN {added.column} {added.kind}")
    connection.execute("COMMIT")
