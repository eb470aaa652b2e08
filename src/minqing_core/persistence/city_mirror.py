"""What a city keeps of its towns, in a file that its owner alone can read: it has their keys."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from minqing_core.application.city.towns import (
    Reached,
    Standing,
    Town,
    TownKnownError,
    Trouble,
)
from minqing_core.application.export_rows import EventRow, MatterRow
from minqing_core.integrity.note import VerifierKey
from minqing_core.kernel.ids import CaseId
from minqing_core.persistence import library
from minqing_core.persistence.instants import instant, milliseconds
from minqing_core.persistence.private_files import keep_private
from minqing_core.persistence.sqlite_pool import LeanPool

_SCHEMA = """
CREATE TABLE IF NOT EXISTS towns (
    name TEXT PRIMARY KEY, address TEXT NOT NULL, api_key TEXT NOT NULL, vkey TEXT,
    size INTEGER NOT NULL DEFAULT 0, told INTEGER NOT NULL DEFAULT 0,
    counted INTEGER NOT NULL DEFAULT 0, followed_at TEXT, trouble TEXT,
    signed INTEGER NOT NULL DEFAULT 0, checkpoint TEXT,
    cosigned INTEGER NOT NULL DEFAULT 0, cosigned_checkpoint TEXT);
CREATE TABLE IF NOT EXISTS leaves (
    town TEXT NOT NULL, position INTEGER NOT NULL, leaf BLOB NOT NULL,
    PRIMARY KEY (town, position)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS told (
    town TEXT NOT NULL, at INTEGER NOT NULL, position INTEGER NOT NULL,
    name TEXT NOT NULL, stream TEXT NOT NULL,
    PRIMARY KEY (town, at, position)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS matters (
    town TEXT NOT NULL, matter TEXT NOT NULL, row BLOB NOT NULL,
    PRIMARY KEY (town, matter)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS broken (
    town TEXT NOT NULL, text TEXT NOT NULL, trouble TEXT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (town, text))
"""
_MATTER, _TROUBLE = msgspec.json.Decoder(MatterRow), msgspec.json.Decoder(Trouble)
_REACHED = "SELECT size, told, counted FROM towns WHERE name = ?"


class StoredMirror:
    """The file that keeps what towns told; see the port for what it promises."""

    def __init__(self, path: Path) -> None:
        """Take the file, made where there is none."""
        keep_private(str(path))
        self._pool = LeanPool(f"{path.absolute().as_uri()}?mode=rw")
        with self._pool.transaction(commit=True) as cursor:
            for statement in _SCHEMA.split(";"):
                cursor.execute(statement)

    def add(self, town: Town) -> None:
        """Take a town in."""
        vkey = None if town.vkey is None else str(town.vkey)
        try:
            with self._pool.transaction(commit=True) as cursor:
                cursor.execute(
                    "INSERT INTO towns (name, address, api_key, vkey) VALUES (?, ?, ?, ?)",
                    (town.name, town.address, town.api_key, vkey),
                )
        except library.IntegrityError as error:
            raise TownKnownError(town=town.name) from error

    def towns(self) -> list[Town]:
        """Return the towns by name."""
        with self._pool.transaction(commit=False) as cursor:
            rows = cursor.execute(
                "SELECT name, address, api_key, vkey FROM towns ORDER BY name"
            ).fetchall()
        return [
            Town(
                name=name,
                address=address,
                api_key=api_key,
                vkey=None if vkey is None else VerifierKey.parsed(vkey),
            )
            for name, address, api_key, vkey in rows
        ]

    def reached(self, town: str) -> Reached:
        """Return how far a town was followed."""
        with self._pool.transaction(commit=False) as cursor:
            size, told, counted = cursor.execute(_REACHED, (town,)).fetchone()
        return Reached(size=size, told=told, counted=counted)

    def leaf(self, town: str, position: int) -> bytes | None:
        """Return the leaf at a position, None where none is mirrored."""
        with self._pool.transaction(commit=False) as cursor:
            row = cursor.execute(
                "SELECT leaf FROM leaves WHERE town = ? AND position = ?", (town, position)
            ).fetchone()
        return None if row is None else row[0]

    def leaves(self, town: str, upto: int) -> list[bytes]:
        """Return the leaves of the first positions."""
        with self._pool.transaction(commit=False) as cursor:
            rows = cursor.execute(
                "SELECT leaf FROM leaves WHERE town = ? AND position <= ? ORDER BY position",
                (town, upto),
            )
            return [leaf for (leaf,) in rows]

    def add_leaves(self, town: str, after: int, leaves: Sequence[bytes]) -> None:
        """Keep leaves from a position on, and that the mirror now reaches so far."""
        rows = ((town, position, leaf) for position, leaf in enumerate(leaves, start=after + 1))
        with self._pool.transaction(commit=True) as cursor:
            cursor.executemany("INSERT INTO leaves VALUES (?, ?, ?)", rows)
            cursor.execute("UPDATE towns SET size = ? WHERE name = ?", (after + len(leaves), town))

    def add_told(self, town: str, items: Iterable[EventRow], upto: int) -> None:
        """Keep when what was recorded, as far as it was told, and up to where it was."""
        rows = (
            (town, milliseconds(one.recorded_at), one.position, one.name, one.stream)
            for one in items
        )
        with self._pool.transaction(commit=True) as cursor:
            cursor.executemany("INSERT OR IGNORE INTO told VALUES (?, ?, ?, ?, ?)", rows)
            cursor.execute("UPDATE towns SET told = ? WHERE name = ?", (upto, town))

    def put_matters(
        self, town: str, rows: Iterable[MatterRow], closed: Iterable[CaseId], upto: int
    ) -> None:
        """Keep how matters stand, forget those that are closed, and up to where they stand."""
        put = ((town, row.matter, msgspec.json.encode(row)) for row in rows)
        with self._pool.transaction(commit=True) as cursor:
            cursor.executemany("INSERT OR REPLACE INTO matters VALUES (?, ?, ?)", put)
            cursor.executemany(
                "DELETE FROM matters WHERE town = ? AND matter = ?",
                ((town, number) for number in closed),
            )
            cursor.execute("UPDATE towns SET counted = ? WHERE name = ?", (upto, town))

    def keep_checkpoint(self, town: str, text: str, size: int, *, cosigned: bool) -> None:
        """Keep a checkpoint that agreed, and whether it bears the city's own line."""
        statement = (
            "UPDATE towns SET cosigned_checkpoint = ?, cosigned = ? WHERE name = ?"
            if cosigned
            else "UPDATE towns SET checkpoint = ?, signed = ? WHERE name = ?"
        )
        with self._pool.transaction(commit=True) as cursor:
            cursor.execute(statement, (text, size, town))

    def cosigned(self, town: str) -> str | None:
        """Return the last checkpoint that was cosigned, None before the first."""
        with self._pool.transaction(commit=False) as cursor:
            row = cursor.execute(
                "SELECT cosigned_checkpoint FROM towns WHERE name = ?", (town,)
            ).fetchone()
        found: str | None = row[0]
        return found

    def note(self, town: str, at: datetime, trouble: Trouble | None) -> None:
        """Note that a town was followed, and what was amiss; what broke it is kept for good."""
        told = None if trouble is None else msgspec.json.encode(trouble).decode()
        with self._pool.transaction(commit=True) as cursor:
            cursor.execute(
                "UPDATE towns SET followed_at = ?, trouble = ? WHERE name = ?",
                (at.isoformat(), told, town),
            )
            if trouble is not None and trouble.broken:
                cursor.execute(
                    "INSERT OR IGNORE INTO broken VALUES (?, ?, ?, ?)",
                    (town, trouble.text, told, at.isoformat()),
                )

    def standing(self, town: str) -> Standing:
        """Return what is known of a town beside its rows."""
        with self._pool.transaction(commit=False) as cursor:
            size, told, counted, at, signed, cosigned, trouble = cursor.execute(
                "SELECT size, told, counted, followed_at, signed, cosigned, trouble"
                " FROM towns WHERE name = ?",
                (town,),
            ).fetchone()
            (last,) = cursor.execute("SELECT max(at) FROM told WHERE town = ?", (town,)).fetchone()
            broken = cursor.execute(
                "SELECT trouble FROM broken WHERE town = ? ORDER BY at, text", (town,)
            ).fetchall()
        return Standing(
            town=town,
            reached=Reached(size=size, told=told, counted=counted),
            followed_at=None if at is None else datetime.fromisoformat(at),
            last_at=None if last is None else instant(last),
            signed=signed,
            cosigned=cosigned,
            trouble=None if trouble is None else _trouble(trouble),
            broken=tuple(_trouble(text) for (text,) in broken),
        )

    def matters(self, town: str) -> Iterator[MatterRow]:
        """Go through how the matters of a town stand."""
        with self._pool.transaction(commit=False) as cursor:
            for (row,) in cursor.execute("SELECT row FROM matters WHERE town = ?", (town,)):
                yield _MATTER.decode(row)

    def told_since(self, town: str, since: datetime) -> int:
        """Count what was told to be recorded since an instant."""
        with self._pool.transaction(commit=False) as cursor:
            (found,) = cursor.execute(
                "SELECT count(*) FROM told WHERE town = ? AND at >= ?",
                (town, milliseconds(since)),
            ).fetchone()
        return int(found)

    def close(self) -> None:
        """Let the file go."""
        self._pool.close()


def _trouble(text: str) -> Trouble:
    return _TROUBLE.decode(text)
