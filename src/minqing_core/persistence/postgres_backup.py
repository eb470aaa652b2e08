"""A store in PostgreSQL copied into SQLite files, and made out of them."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import psycopg
from attrs import frozen
from psycopg import IsolationLevel
from psycopg.sql import SQL, Identifier

from minqing_core.application.ports import Clock
from minqing_core.persistence.migrations import Tables
from minqing_core.persistence.postgres_line import connecting
from minqing_core.persistence.postgres_store import create_postgres
from minqing_core.persistence.settings import Settings
from minqing_core.persistence.sqlite_pool import library_errors
from minqing_core.persistence.sqlite_store import SqliteStore
from minqing_core.persistence.sqlite_vault import SqliteKeyTable
from minqing_core.persistence.store import require_versions, upgrade_files

_CHUNK = 2000


@frozen
class Part:
    """One file of a copy: the schema that it is of, and its tables with their columns."""

    schema: str
    tables: Mapping[str, tuple[str, ...]]


EVENT = ("originator_id", "originator_version", "topic", "state")
KEPT = ("person", "label", "scopes", "issued_by", "created", "expires", "last_used")
READ = ("at", "actor", "on_behalf_of", "channel", "use_case", "subject", "outcome", "address")
HOOK = ("url", "key", "secret", "reached", "trouble", "added_by", "added", "ended_by", "ended")
SENT = ("webhook", "position", "state", "attempts", "due", "tried", "status", "trouble")
CREDENTIAL = (
    "person",
    "login",
    "hash",
    "must_change",
    "changed",
    "totp_secret",
    "totp",
    "totp_step",
)
PARTS = (
    Part(
        "minqing",
        {
            "stored_events": ("position", *EVENT),
            "leaf": ("position", "logged_at", "hash"),
            "frontier": ("only", "size", "nodes", "logged_at"),
            "numbers": ("series", "last"),
            "requests": ("key", "fingerprint", "first_position", "events"),
        },
    ),
    Part(
        "minqing_vault",
        {"keys": ("key_id", "wrapped", "state"), "vault": ("generation", "master")},
    ),
    Part("minqing_access", {"keys": ("id", "hash", *KEPT, "revoked_by", "revoked")}),
    Part("minqing_access", {"readings": ("id", *READ)}),
    Part(
        "minqing_access",
        {"credentials": CREDENTIAL, "identities": ("issuer", "subject", "person")},
    ),
    Part(
        "minqing_access",
        {
            "webhooks": ("id", *HOOK),
            "deliveries": SENT,
            "tries": ("webhook", "position", "at", "status", "trouble"),
        },
    ),
)
OTHERWISE = {("stored_events", "position"): "notification_id", ("frontier", "only"): "only_row"}
SINGLE = frozenset({"frontier", "vault"})
COUNTED = (("keys", "id"), ("readings", "id"), ("webhooks", "id"))


def from_postgres(place: Settings, copy: Settings, clock: Clock) -> None:
    """Copy a store in PostgreSQL, all of it as of one instant."""
    _prepare(copy, clock)
    with connecting(place.log) as source:
        source.isolation_level = IsolationLevel.REPEATABLE_READ
        source.read_only = True
        for part, file in zip(PARTS, copy.kept(), strict=True):
            _fill(source, part, file)


def into_postgres(copy: Settings, place: Settings) -> None:
    """Make a store in PostgreSQL out of a copy, or leave nothing behind."""
    require_versions(copy, Tables.require_known)
    create_postgres(place)
    try:
        with connecting(place.log) as target:
            for part, file in zip(PARTS, copy.kept(), strict=True):
                if file.exists():
                    _pour(file, part, target)
            target.execute("DROP SCHEMA IF EXISTS minqing_views CASCADE")
            for table, column in COUNTED:
                target.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, %s), max(id))"
                    " FROM (SELECT 1 AS id UNION ALL SELECT id FROM minqing_access.keys"
                    " UNION ALL SELECT id FROM minqing_access.readings"
                    " UNION ALL SELECT id FROM minqing_access.webhooks) AS given",
                    (f"minqing_access.{table}", column),
                )
    except BaseException:
        with connecting(place.log, autocommit=True) as target:
            target.execute("DROP SCHEMA minqing, minqing_vault CASCADE")
        raise


def _prepare(copy: Settings, clock: Clock) -> None:
    store = SqliteStore(copy.log, clock)
    store.recorder.create_table()
    store.close()
    vault = SqliteKeyTable(copy.vault)
    vault.create(b"")
    vault.close()
    upgrade_files(copy)


def _fill(source: "psycopg.Connection[tuple[object, ...]]", part: Part, file: Path) -> None:
    with library_errors(), closing(sqlite3.connect(file)) as target, target:
        for table, columns in part.tables.items():
            if table in SINGLE:
                target.execute(f"DELETE FROM {table}")  # noqa: S608 - written above
            places = ", ".join("?" * len(columns))
            insert = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608
            with source.cursor(name=f"copied_{table}") as rows:
                rows.itersize = _CHUNK
                rows.execute(
                    SQL("SELECT {} FROM {}").format(_columns(table, columns), _table(part, table))
                )
                target.executemany(insert, rows)
    with library_errors(), closing(sqlite3.connect(file)) as target:
        target.execute("PRAGMA journal_mode=DELETE")


def _pour(file: Path, part: Part, target: "psycopg.Connection[tuple[object, ...]]") -> None:
    if not file.exists():
        return
    with library_errors(), closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as rows:
        for table, named in part.tables.items():
            there = {
                row[0] for row in rows.execute("SELECT name FROM pragma_table_info(?)", (table,))
            }
            columns = tuple(column for column in named if column in there)
            if not columns:
                continue
            if table in SINGLE:
                target.execute(SQL("DELETE FROM {}").format(_table(part, table)))
            into = SQL("COPY {} ({}) FROM STDIN").format(
                _table(part, table), _columns(table, columns)
            )
            with target.cursor() as cursor, cursor.copy(into) as poured:
                for row in rows.execute(f"SELECT {', '.join(columns)} FROM {table}"):  # noqa: S608
                    poured.write_row(row)


def _table(part: Part, table: str) -> Identifier:
    return Identifier(part.schema, table)


def _columns(table: str, columns: tuple[str, ...]) -> "SQL | object":
    names = (OTHERWISE.get((table, column), column) for column in columns)
    return SQL(", ").join(map(Identifier, names))
