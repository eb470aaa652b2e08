"""The vault's table in SQLite."""

import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from minqing_core.persistence.migrations import Tables, upgrade
from minqing_core.persistence.sqlite_pool import library_errors
from minqing_core.persistence.unreadable import NO_VAULT, DatabaseDamagedError
from minqing_core.persistence.vault import KeyRow, KeyState

_FOR_GOOD = (
    "CREATE TRIGGER IF NOT EXISTS shredded_for_good BEFORE UPDATE ON keys"
    " WHEN OLD.state = 'shredded'"
    " BEGIN SELECT RAISE(ABORT, 'a shredded key stays shredded'); END"
)
VAULT = Tables(
    "vault",
    {
        1: (
            """CREATE TABLE IF NOT EXISTS keys (
                key_id INTEGER PRIMARY KEY,
                wrapped BLOB,
                state TEXT NOT NULL CHECK (state IN ('active', 'restricted', 'shredded')),
                CHECK ((wrapped IS NULL) = (state = 'shredded')))""",
            """CREATE TABLE IF NOT EXISTS vault (
                generation INTEGER NOT NULL, master BLOB NOT NULL)""",
            _FOR_GOOD,
            """CREATE TRIGGER IF NOT EXISTS keys_stay BEFORE DELETE ON keys
            BEGIN SELECT RAISE(ABORT, 'keys are shredded, never deleted'); END""",
        ),
        2: ("CREATE TABLE IF NOT EXISTS carried_out (position INTEGER PRIMARY KEY)",),
    },
)
_RISEN = (
    "SELECT 1 FROM keys WHERE state = 'shredded' AND wrapped IS NOT NULL"
    " AND key_id IN (SELECT value FROM json_each(?))"
)
_BURY = (
    "UPDATE keys SET wrapped = NULL WHERE state = 'shredded' AND wrapped IS NOT NULL"
    " AND key_id IN (SELECT value FROM json_each(?))"
)
_MARKED = (
    "SELECT key_id, CASE WHEN wrapped IS NULL THEN 'shredded'"
    " WHEN state = 'shredded' THEN 'risen' ELSE state END"
    " FROM keys WHERE state <> 'active' OR wrapped IS NULL ORDER BY key_id"
)
_LOCK_TIMEOUT = 10
_PRAGMAS = (
    "PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
    "PRAGMA trusted_schema=OFF;"
)


class SqliteKeyTable:
    """One connection for all threads, opened when first needed: keys are few and cached."""

    def __init__(self, location: str) -> None:
        self._location = location
        self._lock = threading.RLock()
        self._opened: sqlite3.Connection | None = None

    def create(self, check: bytes) -> None:
        """Make the empty vault, unless it is there."""
        with self._lock, library_errors():
            upgrade(self._connection, VAULT, self._location)
        with self.changing():
            self._connection.execute(
                "INSERT INTO vault SELECT 0, ? WHERE NOT EXISTS (SELECT 1 FROM vault)", (check,)
            )

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Hold the vault alone; what is done inside is kept whole or not at all."""
        with self._lock, library_errors():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                self._connection.rollback()
                raise

    def standing(self) -> tuple[int, bytes]:
        """Return how often keys were changed, and the fingerprint of the master key."""
        with self._lock, library_errors():
            row = self._connection.execute("SELECT generation, master FROM vault").fetchone()
        if row is None:
            raise DatabaseDamagedError(NO_VAULT)
        return row[0], row[1]

    def keys(self, first: int, many: int) -> Mapping[int, KeyRow]:
        """Return so many wrapped keys and their states, the first of them with this id if any."""
        with self._lock, library_errors():
            found = self._connection.execute(
                "SELECT key_id, wrapped, state FROM keys WHERE key_id >= ? AND key_id < ?",
                (first, first + many),
            ).fetchall()
        return {key_id: (wrapped, state) for key_id, wrapped, state in found}

    def highest(self) -> int:
        """Return the highest id of a key, 0 when there is none."""
        with self._lock, library_errors():
            row = self._connection.execute("SELECT max(key_id) FROM keys").fetchone()
        return row[0] or 0

    def add(self, wrapped: Sequence[tuple[int, bytes]]) -> None:
        """Add active keys."""
        self._connection.executemany("INSERT INTO keys VALUES (?, ?, 'active')", wrapped)

    def mark(self, key_ids: Sequence[int], before: Sequence[str], after: str) -> None:
        """Change the state of keys, erase those shredded, and count the change."""
        if after == KeyState.SHREDDED:
            self._bury(key_ids)
        self._connection.execute(
            "UPDATE keys SET state = ?1, wrapped = iif(?1 = 'shredded', NULL, wrapped)"
            " WHERE key_id IN (SELECT value FROM json_each(?2))"
            " AND state IN (SELECT value FROM json_each(?3))",
            (after, json.dumps(key_ids), json.dumps(before)),
        )
        self._connection.execute("UPDATE vault SET generation = generation + 1")

    def marked(self) -> Sequence[tuple[int, str]]:
        """Return the keys that are not active, with their states."""
        with self._lock, library_errors():
            return self._connection.execute(_MARKED).fetchall()

    def carried_out(self) -> int:
        """Return the position of the log up to which orders were carried out."""
        with self._lock, library_errors():
            row = self._connection.execute("SELECT max(position) FROM carried_out").fetchone()
        return row[0] or 0

    def note_carried_out(self, position: int, *, anew: bool = False) -> None:
        """Note the position up to which orders were carried out; *anew* also an earlier one."""
        with self.changing():
            if anew:
                self._connection.execute("DELETE FROM carried_out")
            self._connection.execute("INSERT OR IGNORE INTO carried_out VALUES (?)", (position,))

    def close(self) -> None:
        """Let the database go."""
        with self._lock:
            if self._opened is not None:
                self._opened.close()

    def _bury(self, key_ids: Sequence[int]) -> None:
        """Erase bytes that came back; who put them back took the guard away, it stands again."""
        named = (json.dumps(key_ids),)
        if self._connection.execute(_RISEN, named).fetchone() is not None:
            self._connection.execute("DROP TRIGGER IF EXISTS shredded_for_good")
            self._connection.execute(_BURY, named)
            self._connection.execute(_FOR_GOOD)

    @property
    def _connection(self) -> sqlite3.Connection:
        if self._opened is None:
            self._opened = sqlite3.connect(
                self._location,
                uri=True,
                timeout=_LOCK_TIMEOUT,
                isolation_level=None,
                check_same_thread=False,
            )
            self._opened.executescript(_PRAGMAS)
        return self._opened
