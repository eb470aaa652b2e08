"""What a witness remembers, in a file beside its key: whom it trusts, what it cosigned last."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from attrs import frozen

from minqing_core.application.proof_ports import WitnessedLog
from minqing_core.integrity.checkpoint import Checkpoint
from minqing_core.integrity.note import Note, VerifierKey
from minqing_core.integrity.refusals import BrokenRecordError
from minqing_core.persistence.private_files import keep_private
from minqing_core.persistence.sqlite_pool import LeanPool

_SCHEMA = (
    "CREATE TABLE trusted (vkey TEXT PRIMARY KEY, origin TEXT NOT NULL, successor TEXT)",
    "CREATE TABLE latest (origin TEXT PRIMARY KEY, note TEXT NOT NULL)",
    "CREATE TABLE unproved (text TEXT PRIMARY KEY, note TEXT NOT NULL, origin TEXT, at TEXT)",
)
_LATEST = "SELECT note FROM latest WHERE origin = ?"


class WitnessMemoryError(BrokenRecordError):
    """What was cosigned last is not known, so that nothing can be cosigned."""

    code = "witness-memory"
    text = (
        "见证进度文件 {path} 不在，不知道上次见证到哪里，不能再见证；"
        "请由备份恢复此文件，或以 minqing witness init 另设一个见证"
    )


@frozen
class WitnessTurn:
    """What a witness does while nobody else does."""

    _cursor: sqlite3.Cursor

    def latest(self, origin: str) -> Checkpoint | None:
        """Return the checkpoint that was cosigned last of a record, None before the first."""
        row = self._cursor.execute(_LATEST, (origin,)).fetchone()
        return None if row is None else Checkpoint.parsed(row[0])

    def keep(self, note: Note) -> None:
        """Keep a checkpoint as the last one of its record."""
        self._cursor.execute(
            "INSERT INTO latest (origin, note) VALUES (?, ?)"
            " ON CONFLICT (origin) DO UPDATE SET note = excluded.note",
            (Checkpoint.of(note).origin, str(note)),
        )
        self._cursor.execute("DELETE FROM unproved WHERE text = ?", (note.text,))

    def keep_unproved(self, note: Note, at: datetime) -> None:
        """Keep a signed checkpoint that does not go on from the last one, to be looked into."""
        self._cursor.execute(
            "INSERT OR IGNORE INTO unproved (text, note, origin, at) VALUES (?, ?, ?, ?)",
            (note.text, str(note), Checkpoint.of(note).origin, at.isoformat()),
        )


class StoredWitnessMemory:
    """The file that keeps what a witness has seen; see the port for what it promises."""

    def __init__(self, path: Path) -> None:
        """Take the file.

        Raises:
            WitnessMemoryError: it is not there.
        """
        if not path.exists():
            raise WitnessMemoryError(path=path)
        self._pool = LeanPool(f"{path.absolute().as_uri()}?mode=rw")

    @classmethod
    def made(cls, path: Path) -> "StoredWitnessMemory":
        """Make the file of a witness that has seen nothing yet."""
        keep_private(str(path))
        memory = cls(path)
        with memory._pool.transaction(commit=True) as cursor:
            for statement in _SCHEMA:
                cursor.execute(statement)
        return memory

    def trust(self, key: VerifierKey, succeeds: str | None) -> None:
        """Remember that what a key signs under its name is to be cosigned, instead of another."""
        with self._pool.transaction(commit=True) as cursor:
            cursor.execute(
                "INSERT OR IGNORE INTO trusted (vkey, origin) VALUES (?, ?)", (str(key), key.name)
            )
            if succeeds is not None:
                cursor.execute(
                    "UPDATE trusted SET successor = ? WHERE origin = ?", (key.name, succeeds)
                )

    def trusted(self, origin: str) -> list[VerifierKey]:
        """Return the keys that sign for a record, none when another succeeded it."""
        with self._pool.transaction(commit=False) as cursor:
            rows = cursor.execute(
                "SELECT vkey FROM trusted WHERE origin = ? AND successor IS NULL", (origin,)
            ).fetchall()
        return [VerifierKey.parsed(vkey) for (vkey,) in rows]

    @contextmanager
    def alone(self) -> Iterator[WitnessTurn]:
        """Check and keep while nobody else does either."""
        with self._pool.transaction(commit=True) as cursor:
            yield WitnessTurn(cursor)

    def logs(self) -> list[WitnessedLog]:
        """Return every key that is trusted, and how far its record was cosigned."""
        with self._pool.transaction(commit=False) as cursor:
            keys = cursor.execute(
                "SELECT vkey, origin, successor, note FROM trusted LEFT JOIN latest USING (origin)"
                " ORDER BY origin, vkey"
            ).fetchall()
            found = cursor.execute("SELECT origin, note FROM unproved ORDER BY at").fetchall()
        return [
            WitnessedLog(
                vkey=vkey,
                origin=origin,
                successor=successor,
                size=0 if note is None else Checkpoint.parsed(note).size,
                unproved=tuple(unproved for of, unproved in found if of == origin),
            )
            for vkey, origin, successor, note in keys
        ]

    def close(self) -> None:
        """Let the file go."""
        self._pool.close()
