"""The log in SQLite: read by its tables, written through the library's recorder."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from minqing_core.application.ports import Clock
from minqing_core.persistence import library
from minqing_core.persistence.sqlite_pool import LeanPool
from minqing_core.persistence.sqlite_tables import SqliteTables

if TYPE_CHECKING:
    from minqing_core.persistence.sqlite_recorder import SqliteRecorder


class SqliteStore:
    """The database of a log; its recorder is made when something is first written."""

    remote = False

    def __init__(self, location: str, clock: Clock) -> None:
        self._pool = LeanPool(location)
        self._clock = clock

    @cached_property
    def recorder(self) -> "SqliteRecorder":
        """The library's recorder on the same connections."""
        from minqing_core.persistence.sqlite_recorder import sqlite_recorder  # noqa: PLC0415 - dear

        return sqlite_recorder(self._pool, self._clock)

    @contextmanager
    def reading(self) -> Iterator[SqliteTables]:
        """Read what has been committed."""
        with self._pool.transaction(commit=False) as cursor:
            yield SqliteTables(cursor)

    @contextmanager
    def writing(self) -> Iterator[SqliteTables]:
        """Write alone, whole or not at all."""
        with self.recorder.datastore.transaction(commit=True) as cursor:
            yield SqliteTables(cursor)

    @contextmanager
    def inspecting(self) -> Iterator[SqliteTables]:
        """Read whatever is there, malformed text included."""
        with self._pool.transaction(commit=False) as cursor:
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
        except library.DatabaseError as error:
            return [str(error)]
        return [text for text in found if text != "ok"]

    def close(self) -> None:
        """Wait for the writer and let the database go."""
        self._pool.close()
