"""How a store in PostgreSQL is made, and how it is opened."""

from pathlib import Path

import psycopg
from eventsourcing.persistence import PersistenceError
from psycopg.conninfo import conninfo_to_dict

from minqing_core.application.ports import Clock
from minqing_core.persistence.codec import Codec
from minqing_core.persistence.event_log import RecordedLog
from minqing_core.persistence.master_key import make_master_key, read_master_key
from minqing_core.persistence.postgres_recorder import postgres_recorder
from minqing_core.persistence.postgres_vault import PostgresKeyTable
from minqing_core.persistence.refusals import (
    StoreExistsError,
    StoreMissingError,
    StoreUnreadableError,
)
from minqing_core.persistence.settings import Settings
from minqing_core.persistence.vault import Vault

_PATIENCE = 10


def create_postgres(place: Settings, clock: Clock) -> None:
    """Make an empty store in the schemas ``minqing`` and ``minqing_vault``."""
    if _there_is_one(place):
        raise StoreExistsError(place=_shown(place))
    master = make_master_key(_key_file(place))
    recorder = postgres_recorder(place.log, clock)
    table = PostgresKeyTable(place.vault)
    try:
        recorder.create_table()
        table.create(Vault.check(master))
    except PersistenceError as error:
        raise StoreUnreadableError(place=_shown(place), trouble=error) from error
    finally:
        table.close()
        recorder.close()


def open_postgres(place: Settings, clock: Clock, codec: Codec) -> RecordedLog:
    """Open the log of a store in PostgreSQL."""
    if not _there_is_one(place):
        raise StoreMissingError(place=_shown(place))
    master = read_master_key(_key_file(place))
    recorder = postgres_recorder(place.log, clock)
    return RecordedLog(recorder, codec, Vault(PostgresKeyTable(place.vault), master), clock)


def _there_is_one(place: Settings) -> bool:
    try:
        with psycopg.connect(place.log, connect_timeout=_PATIENCE) as connection:
            found = connection.execute("SELECT to_regclass('minqing.frontier')").fetchone()
    except psycopg.Error as error:
        raise StoreUnreadableError(place=_shown(place), trouble=error) from error
    return found is not None and found[0] is not None


def _shown(place: Settings) -> str:
    parts = conninfo_to_dict(place.log)
    return f"postgresql://{parts.get('host', '')}/{parts.get('dbname', '')}"


def _key_file(place: Settings) -> Path:
    if place.key_file is None:
        msg = "a store in PostgreSQL has its master key in a file"
        raise TypeError(msg)
    return place.key_file
