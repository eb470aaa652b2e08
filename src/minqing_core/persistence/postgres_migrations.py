"""The versions of the tables in PostgreSQL, noted in a table beside the log."""

from typing import Any

from psycopg import Connection
from psycopg.rows import tuple_row

from minqing_core.persistence.migrations import Step, Tables, Upgraded
from minqing_core.persistence.postgres_tables import SCHEMA_NAME, WRITING

_NOTES = "minqing.schema_versions"
_NOTE = (
    f"INSERT INTO {_NOTES} VALUES (%s, %s)"  # noqa: S608 - all written here
    " ON CONFLICT (tables) DO UPDATE SET version = excluded.version"
)
_OTHERWISE = (
    ("INTEGER PRIMARY KEY AUTOINCREMENT", "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY"),
    ("INTEGER PRIMARY KEY", "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY"),
    ("INTEGER", "bigint"),
    (" WITHOUT ROWID", ""),
)


def versions(connection: Connection[Any]) -> dict[str, int]:
    """Return the versions of the tables of a store; none is noted where there are none."""
    cursor = connection.cursor(row_factory=tuple_row)
    [(there,)] = cursor.execute("SELECT to_regclass(%s) IS NOT NULL", (_NOTES,)).fetchall()
    if not there:
        return {}
    return dict(cursor.execute(f"SELECT tables, version FROM {_NOTES}").fetchall())  # noqa: S608


def alone(connection: Connection[Any]) -> None:
    """Hold off whoever writes to the log or changes its tables, as long as the transaction is."""
    connection.execute("SELECT pg_advisory_xact_lock(%s)", (WRITING,))


def upgrade(connection: Connection[Any], schema: str, tables: Tables, place: object) -> Upgraded:
    """Make tables, or bring them to the newest version, in the transaction that is under way."""
    alone(connection)
    before = versions(connection).get(tables.name, 0)
    tables.require_known(before, place)
    for made in {SCHEMA_NAME, schema}:
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {made}")
    connection.execute(
        f"CREATE TABLE IF NOT EXISTS {_NOTES} (tables text PRIMARY KEY, version bigint NOT NULL)"
    )
    connection.execute(f"SET LOCAL search_path TO {schema}")
    for step in tables.steps_after(before):
        connection.execute(_statement(step))
    connection.execute(_NOTE, (tables.name, tables.newest))
    return Upgraded(tables=tables.name, before=before, after=tables.newest)


def _statement(step: Step) -> str:
    """Return a step in the words of PostgreSQL: the small tables are told once, in SQLite's."""
    if not isinstance(step, str):
        kind = step.kind
        step = f"ALTER TABLE {step.table} ADD COLUMN IF NOT EXISTS {step.column} {kind}"
    for theirs, ours in _OTHERWISE:
        step = step.replace(theirs, ours)
    return step
