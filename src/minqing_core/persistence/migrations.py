"""The versions of a store's tables: small numbered steps, each taken once by one program alone."""

import sqlite3
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from attrs import field, frozen

from minqing_core.kernel.refusals import RefusalError


class SchemaOlderError(RefusalError):
    """The tables are of an earlier version than this program works with."""

    kind = "conflict"
    code = "schema-older"
    text = (
        "{place} 的表（{tables}）是第 {found} 版，本程序用第 {wanted} 版；"
        "请停用各处程序，以旧版程序作好备份，再运行 minqing db upgrade"
    )


class SchemaNewerError(RefusalError):
    """The tables are of a later version than this program knows."""

    kind = "conflict"
    code = "schema-newer"
    text = (
        "{place} 的表（{tables}）已是第 {found} 版，本程序只认识到第 {wanted} 版；"
        "请改用新版程序，未作任何改动"
    )


class ViewsOtherwiseError(RefusalError):
    """The tables built from the log were made otherwise by another version of the program."""

    kind = "conflict"
    code = "views-otherwise"
    text = "查询表已由另一版本的程序改建；各处请用同一版本，并重新启动"


@frozen(kw_only=True)
class Added:
    """A column that may be there already: some stores got it before versions were counted."""

    table: str
    column: str
    kind: str


Step: TypeAlias = str | Added


@frozen
class Tables:
    """Tables with a version of their own, and the steps that lead to each version in turn.

    What a store of before versions were counted may have already is made only if it is not there.
    """

    name: str
    versions: Mapping[int, Sequence[Step]] = field(repr=False)

    @property
    def newest(self) -> int:
        """The version that this program works with."""
        return max(self.versions)

    def require_known(self, found: int, place: object) -> None:
        """Refuse tables that a later program made.

        Raises:
            SchemaNewerError: they are of a version that is not known here.
        """
        if found > self.newest:
            raise SchemaNewerError(place=place, tables=self.name, found=found, wanted=self.newest)

    def require_current(self, found: int, place: object) -> None:
        """Refuse tables of another version.

        Raises:
            SchemaNewerError: a later program made them.
            SchemaOlderError: they are to be upgraded.
        """
        self.require_known(found, place)
        if found < self.newest:
            raise SchemaOlderError(place=place, tables=self.name, found=found, wanted=self.newest)

    def steps_after(self, found: int) -> list[Step]:
        """Return what leads from a version to the newest."""
        return [
            step for number in range(found + 1, self.newest + 1) for step in self.versions[number]
        ]


@frozen(kw_only=True)
class Upgraded:
    """Tables that were brought to a version."""

    tables: str
    before: int
    after: int


def version(connection: sqlite3.Connection) -> int:
    """Return the version of the tables in a SQLite file, 0 where none was ever noted."""
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return found


def is_empty(connection: sqlite3.Connection) -> bool:
    """Tell whether nothing was ever made in a SQLite file."""
    return connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None


def upgrade(connection: sqlite3.Connection, tables: Tables, place: object) -> Upgraded:
    """Make tables in a SQLite file, or bring them to the newest version, whole or not at all."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        before = version(connection)
        tables.require_known(before, place)
        for step in tables.steps_after(before):
            _take(connection, step)
        if before < tables.newest:
            connection.execute(f"PRAGMA user_version = {tables.newest}")
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise
    return Upgraded(tables=tables.name, before=before, after=tables.newest)


def _take(connection: sqlite3.Connection, step: Step) -> None:
    if isinstance(step, str):
        connection.execute(step)
        return
    found = connection.execute(f"PRAGMA table_info({step.table})").fetchall()
    if step.column not in {row[1] for row in found}:
        connection.execute(f"ALTER TABLE {step.table} ADD COLUMN {step.column} {step.kind}")
