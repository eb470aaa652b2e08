"""Somebody with the machine, the database and the code, who wants the past to be another."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from minqing_core.integrity.merkle import frontier, leaf_hash, leaf_preimage


class Insider:
    """Changes what was recorded, and rebuilds every hash if he cares to."""

    def __init__(self, database: Path) -> None:
        """Take the file of the log."""
        self.database = database

    def flip(self, position: int) -> None:
        """Change one byte of an event: a digit of its salt, which no reader looks at."""
        with self._opened() as sql:
            (state,) = sql.execute(
                "SELECT state FROM stored_events WHERE position = ?", (position,)
            ).fetchone()
            changed = state[:5] + bytes([state[5] ^ 1]) + state[6:]
            sql.execute(
                "UPDATE stored_events SET state = ? WHERE position = ?", (changed, position)
            )

    def cut(self, size: int) -> None:
        """Let the log end earlier, tree and all."""
        with self._opened() as sql:
            for table in ("stored_events", "leaf"):
                sql.execute(f"DELETE FROM {table} WHERE position > ?", (size,))  # noqa: S608
        self.rebuild()

    def rebuild(self) -> None:
        """Rebuild every hash over what is there now."""
        with self._opened() as sql:
            rows = sql.execute(
                "SELECT position, originator_id, originator_version, topic, logged_at, state"
                " FROM stored_events JOIN leaf USING (position) ORDER BY position"
            ).fetchall()
            names = ("stream", "version", "name", "logged_at", "state")
            leaves = [
                leaf_hash(leaf_preimage(**dict(zip(names, row[1:], strict=True)))) for row in rows
            ]
            for row, leaf in zip(rows, leaves, strict=True):
                sql.execute("UPDATE leaf SET hash = ? WHERE position = ?", (leaf, row[0]))
            reached = frontier(leaves)
            sql.execute(
                "UPDATE frontier SET size = ?, nodes = ?",
                (reached.size, b"".join(reached.nodes)),
            )

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.database)) as sql, sql:
            for table in ("stored_events", "leaf"):
                for change in ("update", "delete"):
                    sql.execute(f"DROP TRIGGER IF EXISTS {table}_{change}_refused")
            yield sql
