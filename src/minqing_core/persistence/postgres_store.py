"""How a store in PostgreSQL is made, and how it is opened."""

from pathlib import Path

from eventsourcing.persistence import OperationalError, PersistenceError, ProgrammingError
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


def create_postgres(place: Settings, clock: Clock) -> None:
    """Make an empty store in the schemas ``minqing`` and ``minqing_vault``."""
    shown = _shown(place)
    try:
        recorder = postgres_recorder(place.log, clock)
    except PersistenceError as error:
        raise StoreUnreadableError(place=shown, trouble=error) from error
    try:
        master = make_master_key(_key_file(place))
        recorder.create_table()
        table = PostgresKeyTable(place.vault)
        table.create(Vault.check(master))
        table.close()
    except ProgrammingError as error:
        raise StoreExistsError(place=shown) from error
    except PersistenceError as error:
        raise StoreUnreadableError(place=shown, trouble=error) from error
    finally:
        recorder.close()


def open_postgres(place: Settings, clock: Clock, codec: Codec) -> RecordedLog:
    """Open the log of a store in PostgreSQL."""
    try:
        recorder = postgres_recorder(place.log, clock)
    except OperationalError as error:
        raise StoreUnreadableError(place=_shown(place), trouble=error) from error
    try:
        with recorder.reading() as tables:
            tables.size()
        master = read_master_key(_key_file(place))
    except ProgrammingError as error:
        recorder.close()
        raise StoreMissingError(place=_shown(place)) from error
    except BaseException:
        recorder.close()
        raise
    return RecordedLog(recorder, codec, Vault(PostgresKeyTable(place.vault), master), clock)


def _shown(place: Settings) -> str:
    parts = conninfo_to_dict(place.log)
    return f"postgresql://{parts.get('host', '')}/{parts.get('dbname', '')}"


def _key_file(place: Settings) -> Path:
    if place.key_file is None:
        msg = "a store in PostgreSQL has its master key in a file"
        raise TypeError(msg)
    return place.key_file
