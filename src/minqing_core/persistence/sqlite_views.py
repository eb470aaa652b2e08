"""The view tables in a SQLite file of their own, or in memory."""

import sqlite3
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from threading import RLock

from minqing_core.persistence.private_files import keep_private
from minqing_core.persistence.sqlite_pool import full_disk, write_ahead
from minqing_core.persistence.view_sql import STANDING, Cursor, Dialect, words_of
from minqing_core.views.tables import Table

WAIT_SECONDS = 30
SETTINGS = (
    f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000}",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
)
TOKENS = "columnsize=0, tokenize='unicode61 remove_diacritics 0'"
_memory = RLock()


def _phrases(text: str) -> list[str]:
    words = words_of(text)
    return [f'"{" ".join(words)}"'] if words else []


SQLITE = Dialect(
    mark="?",
    prefix="",
    text="TEXT",
    number="INTEGER",
    nulls_first="",
    create="CREATE TABLE",
    table_end=" WITHOUT ROWID",
    words_tables=(
        "CREATE TABLE {entries} (entry INTEGER PRIMARY KEY, key TEXT NOT NULL)",
        f"CREATE VIRTUAL TABLE {{words}} USING fts5(words, content='', {TOKENS})",
    ),
    words_found="SELECT key FROM {entries} WHERE entry IN"
    " (SELECT rowid FROM {words} WHERE {words} MATCH {mark})",
    phrases=_phrases,
)


class SqliteTables:
    """Connections to one SQLite database; one in memory is used by one thread at a time."""

    dialect = SQLITE

    def __init__(self, location: str) -> None:
        """Take a path or a ``file:`` URI."""
        self._location = location
        in_memory = location == ":memory:" or "mode=memory" in location
        self._turn = _memory if in_memory else nullcontext()
        self._idle: deque[sqlite3.Connection] = deque()
        self._closed = False

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Cursor]:
        """Give a cursor for single statements."""
        with self._turn:
            with full_disk():
                connection = self._taken()
            try:
                with full_disk():
                    yield connection.cursor()
            finally:
                self._idle.append(connection)
                if self._closed:
                    self.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Cursor]:
        """Give a cursor in the one write transaction there is."""
        with self.reading() as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            try:
                yield cursor
                cursor.execute("COMMIT")
            finally:
                cursor.connection.rollback()

    def prepared(self, cursor: Cursor) -> bool:
        """Tell whether there is a note of how the tables stand."""
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE name = ?", (STANDING,))
        return bool(cursor.fetchall()[0][0])

    def prepare(self, cursor: Cursor) -> None:
        """Need nothing but the write transaction to create tables."""

    def add_words(self, cursor: Cursor, table: Table, found: Sequence[tuple[str, str]]) -> None:
        """Add the words by which keys can be found."""
        entries = SQLITE.name(table.name, "_entries")
        cursor.execute(f"SELECT coalesce(max(entry), 0) + 1 FROM {entries}")  # noqa: S608 - quoted name
        first = cursor.fetchall()[0][0]
        keys = [(entry, key) for entry, (key, _words) in enumerate(found, first)]
        texts = [(entry, words) for entry, (_key, words) in enumerate(found, first)]
        cursor.executemany(f"INSERT INTO {entries} VALUES (?, ?)", keys)  # noqa: S608 - quoted name
        words_table = SQLITE.name(table.name, "_words")
        cursor.executemany(f"INSERT INTO {words_table} (rowid, words) VALUES (?, ?)", texts)  # noqa: S608 - quoted name

    def unsay(self, cursor: Cursor, table: Table, keys: Sequence[str]) -> None:
        """Let no words find these keys; a number given to words is never given again."""
        entries = SQLITE.name(table.name, "_entries")
        cursor.executemany(
            f"UPDATE {entries} SET key = '' WHERE key = ?",  # noqa: S608 - quoted name
            [(key,) for key in keys],
        )

    def forget(self) -> None:
        """Leave nothing of what was deleted in the write-ahead log."""
        deadline = time.monotonic() + WAIT_SECONDS
        with self.reading() as cursor:
            while self._busy(cursor):
                if time.monotonic() > deadline:
                    raise sqlite3.OperationalError("the views are read without a pause")
                time.sleep(0.01)

    def _busy(self, cursor: sqlite3.Cursor) -> bool:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return bool(cursor.fetchall()[0][0])

    def close(self) -> None:
        """Close the connections, those in use as soon as they are given back."""
        self._closed = True
        while self._idle:
            self._idle.pop().close()

    def _taken(self) -> sqlite3.Connection:
        if self._closed:
            raise sqlite3.ProgrammingError("the views are closed")
        try:
            return self._idle.pop()
        except IndexError:
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        keep_private(self._location)
        connection = sqlite3.connect(
            self._location,
            uri=self._location.startswith("file:"),
            isolation_level=None,
            check_same_thread=False,
        )
        for setting in SETTINGS:
            connection.execute(setting)
        write_ahead(connection)
        return connection
