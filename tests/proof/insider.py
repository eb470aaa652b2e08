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

    def swap(self, one: int, other: int) -> None:
        """Exchange the contents of two events."""
        with self._opened() as sql:
            states = [
                sql.execute(
                    "SELECT state FROM stored_events WHERE position = ?", (position,)
                ).fetchone()[0]
                for position in (other, one)
            ]
            for position, state in zip((one, other), states, strict=True):
                sql.execute(
                    "UPDATE stored_events SET state = ? WHERE position = ?", (state, position)
                )

    def delete(self, first: int, last: int, *, leaves: bool) -> None:
        """Delete the events of a stretch, with their leaves or without."""
        with self._opened() as sql:
            for table in ("stored_events", "leaf") if leaves else ("stored_events",):
                sql.execute(
                    f"DELETE FROM {table} WHERE position BETWEEN ? AND ?",  # noqa: S608
                    (first, last),
                )

    def later_in_stream(self, position: int) -> set[int]:
        """Return the positions of what came later in an event's stream."""
        with self._opened() as sql:
            found = sql.execute(
                "SELECT e.position FROM stored_events e JOIN stored_events here"
                " USING (originator_id) WHERE here.position = ? AND e.position > ?",
                (position, position),
            )
            return {at for (at,) in found}

    def cut(self, size: int) -> None:
        """Let the log end earlier, tree and all."""
        self.delete(size + 1, 2**62, leaves=True)
        self.rebuild()

    def erase(self, stream: str) -> None:
        """Let a stream never have been: those after it move up, and every hash is rebuilt."""
        with self._opened() as sql:
            positions = [
                at
                for (at,) in sql.execute(
                    "SELECT position FROM stored_events WHERE originator_id = ?"
                    " ORDER BY position DESC",
                    (stream,),
                )
            ]
            for gone in positions:
                for table in ("stored_events", "leaf"):
                    sql.execute(f"DELETE FROM {table} WHERE position = ?", (gone,))  # noqa: S608
                    sql.execute(
                        f"UPDATE {table} SET position = -position WHERE position > ?",  # noqa: S608
                        (gone,),
                    )
                    sql.execute(
                        f"UPDATE {table} SET position = -position - 1 WHERE position < 0"  # noqa: S608
                    )
        self.rebuild()

    def earlier(self, position: int, milliseconds: int) -> bool:
        """Let an event have been recorded earlier, but not before the one before it, if it can."""
        with self._opened() as sql:
            before, was = (
                at
                for (at,) in sql.execute(
                    "SELECT logged_at FROM leaf WHERE position IN (?, ?) ORDER BY position",
                    (position - 1, position),
                )
            )
            at = max(before, was - milliseconds)
            sql.execute("UPDATE leaf SET logged_at = ? WHERE position = ?", (at, position))
        self.rebuild()
        return bool(at != was)

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
                "UPDATE frontier SET size = ?, nodes = ?,"
                " logged_at = (SELECT max(logged_at) FROM leaf)",
                (reached.size, b"".join(reached.nodes)),
            )

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.database)) as sql, sql:
            for table in ("stored_events", "leaf"):
                for change in ("update", "delete"):
                    sql.execute(f"DROP TRIGGER IF EXISTS {table}_{change}_refused")
            yield sql
