"""How a store in PostgreSQL is made, and how it is opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from minqing_core.application.ports import Clock
from minqing_core.persistence.access_log import READINGS
from minqing_core.persistence.account_tables import ACCOUNTS
from minqing_core.persistence.api_keys import KEYS
from minqing_core.persistence.codec import Codec
from minqing_core.persistence.event_log import RecordedLog
from minqing_core.persistence.master_key import make_master_key, read_master_key
from minqing_core.persistence.migrations import Upgraded
from minqing_core.persistence.postgres_access import SCHEMA as ACCESS
from minqing_core.persistence.postgres_line import patient
from minqing_core.persistence.postgres_migrations import alone, upgrade, versions
from minqing_core.persistence.postgres_recorder import postgres_recorder
from minqing_core.persistence.postgres_tables import LOG, SCHEMA_NAME
from minqing_core.persistence.postgres_vault import FIRST_KEY, VAULT, PostgresKeyTable
from minqing_core.persistence.postgres_vault import SCHEMA as KEPT_APART
from minqing_core.persistence.refusals import (
    StoreExistsError,
    StoreMissingError,
    StoreUnreadableError,
)
from minqing_core.persistence.settings import Settings
from minqing_core.persistence.vault import Vault
from minqing_core.persistence.webhooks import WEBHOOKS

PARTS = (
    (SCHEMA_NAME, LOG),
    (KEPT_APART, VAULT),
    *((ACCESS, tables) for tables in (KEYS, READINGS, ACCOUNTS, WEBHOOKS)),
)


def create_postgres(place: Settings) -> None:
    """Make an empty store, whole or not at all, while nobody else makes one."""
    with _connected(place) as connection:
        alone(connection)
        if _are_there(connection, "minqing.frontier") or _are_there(
            connection, "minqing_vault.vault"
        ):
            raise StoreExistsError(place=_shown(place))
        _upgrade(connection, place)
        check = Vault.check(make_master_key(_key_file(place)))
        connection.execute(FIRST_KEY, (check,))


def upgrade_postgres(place: Settings) -> list[Upgraded]:
    """Bring the tables of a store to the newest version, all of them or none."""
    with _connected(place) as connection:
        alone(connection)
        if not _are_there(connection, "minqing.frontier"):
            raise StoreMissingError(place=_shown(place))
        return _upgrade(connection, place)


def open_postgres(place: Settings, clock: Clock, codec: Codec) -> RecordedLog:
    """Open the log of a store in PostgreSQL."""
    with _connected(place) as connection:
        if not _are_there(connection, "minqing.frontier"):
            raise StoreMissingError(place=_shown(place))
        found = versions(connection)
        for _, tables in PARTS:
            tables.require_current(found.get(tables.name, 0), _shown(place))
    master = read_master_key(_key_file(place))
    recorder = postgres_recorder(place.log, clock)
    return RecordedLog(recorder, codec, Vault(PostgresKeyTable(place.vault), master), clock)


def _upgrade(connection: psycopg.Connection[Any], place: Settings) -> list[Upgraded]:
    return [upgrade(connection, schema, tables, _shown(place)) for schema, tables in PARTS]


@contextmanager
def _connected(place: Settings) -> Iterator[psycopg.Connection[Any]]:
    """Give one transaction, kept if all goes well."""
    try:
        with psycopg.connect(patient(place.log)) as connection:
            yield connection
    except psycopg.Error as error:
        raise StoreUnreadableError(place=_shown(place), trouble=error) from error


def _are_there(connection: psycopg.Connection[Any], table: str) -> bool:
    found = connection.execute("SELECT to_regclass(%s) IS NOT NULL", (table,)).fetchone()
    return found == (True,)


def _shown(place: Settings) -> str:
    parts = conninfo_to_dict(place.log)
    return f"postgresql://{parts.get('host', '')}/{parts.get('dbname', '')}"


def _key_file(place: Settings) -> Path:
    if place.key_file is None:
        msg = "a store in PostgreSQL has its master key in a file"
        raise TypeError(msg)
    return place.key_file
