"""How a store is made, and how it is opened."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from minqing_core.application.ports import Clock
from minqing_core.persistence import library
from minqing_core.persistence.access_log import READINGS
from minqing_core.persistence.account_tables import ACCOUNTS
from minqing_core.persistence.api_keys import KEYS
from minqing_core.persistence.codec import Codec
from minqing_core.persistence.event_log import RecordedLog
from minqing_core.persistence.master_key import (
    make_master_key,
    passing_master_key,
    read_master_key,
)
from minqing_core.persistence.migrations import Tables, Upgraded, is_empty, upgrade, version
from minqing_core.persistence.private_files import ClaimedError, claimed, keep_private
from minqing_core.persistence.refusals import (
    StoreExistsError,
    StoreMissingError,
    StoreUnreadableError,
)
from minqing_core.persistence.settings import Settings, settings
from minqing_core.persistence.sqlite_pool import LOCK_TIMEOUT, PRAGMAS, library_errors
from minqing_core.persistence.sqlite_store import SqliteStore
from minqing_core.persistence.sqlite_tables import LOG
from minqing_core.persistence.sqlite_vault import VAULT, SqliteKeyTable
from minqing_core.persistence.unreadable import DatabaseDamagedError
from minqing_core.persistence.vault import Vault
from minqing_core.persistence.webhooks import WEBHOOKS

TABLES = ("stored_events", "leaf", "frontier")
IRREPLACEABLE = (LOG, VAULT)
PARTS = (*IRREPLACEABLE, KEYS, READINGS, ACCOUNTS, WEBHOOKS)


def create_store(store: str | Settings, clock: Clock, *, key_file: Path | None = None) -> None:
    """Make an empty store; one in memory is made when it is opened.

    Raises:
        StoreExistsError: there is one already.
    """
    place = store if isinstance(store, Settings) else settings(store, key_file)
    if place.backend == "sqlite":
        _create_sqlite(place, clock)
    elif place.backend == "postgresql":
        from minqing_core.persistence.postgres_store import create_postgres  # noqa: PLC0415

        create_postgres(place)


def open_log(
    store: str | Settings,
    clock: Clock,
    *,
    key_file: Path | None = None,
    codec: Codec | None = None,
) -> RecordedLog:
    """Open the log of a store.

    Raises:
        StoreMissingError: there is no store.
        StoreUnreadableError: what is there is no store.
    """
    place = store if isinstance(store, Settings) else settings(store, key_file)
    codec = codec or Codec()
    if place.backend == "memory":
        return _open_memory(place, clock, codec)
    if place.backend == "sqlite":
        return _open_sqlite(place, clock, codec)
    from minqing_core.persistence.postgres_store import open_postgres  # noqa: PLC0415

    return open_postgres(place, clock, codec)


def upgrade_store(place: Settings) -> list[Upgraded]:
    """Bring the tables of a store to the newest version; those not there yet are made.

    Raises:
        StoreMissingError: there is no store.
        SchemaNewerError: some are of a version that is not known here; nothing is changed.
    """
    if place.backend == "postgresql":
        from minqing_core.persistence.postgres_store import upgrade_postgres  # noqa: PLC0415

        return upgrade_postgres(place)
    path = _path(place.path)
    _find(path)
    store = SqliteStore(f"{place.log}?mode=rw", _no_clock)
    _check(store, path)
    store.close()
    return upgrade_files(place)


def upgrade_files(place: Settings) -> list[Upgraded]:
    """Bring the SQLite files of a store to the newest version, one after another.

    A log or a vault that is lost is not made anew: whoever opens the store says so.

    Raises:
        SchemaNewerError: some are of a version that is not known here; nothing is changed.
    """
    require_versions(place, Tables.require_known)
    done = []
    for tables, file in zip(PARTS, place.kept(), strict=True):
        if tables in IRREPLACEABLE and not file.exists():
            continue
        keep_private(file.as_uri())
        with library_errors(), _opened(file) as connection:
            if tables in IRREPLACEABLE and is_empty(connection):
                continue
            connection.executescript(PRAGMAS)
            done.append(upgrade(connection, tables, file))
    return done


def require_versions(place: Settings, check: Callable[[Tables, int, object], None]) -> None:
    """Check the versions of the SQLite files of a store; what cannot be read says so elsewhere."""
    for tables, file in zip(PARTS, place.kept(), strict=True):
        if file.exists():
            with suppress(sqlite3.Error), _opened(file) as connection:
                if version(connection) or not is_empty(connection):
                    # Read once they are seen: another program may have made them meanwhile.
                    check(tables, version(connection), file)


@contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    place = f"{file.as_uri()}?mode=rw"
    opened = sqlite3.connect(place, uri=True, timeout=LOCK_TIMEOUT, isolation_level=None)
    with closing(opened) as connection:
        yield connection


def _open_memory(place: Settings, clock: Clock, codec: Codec) -> RecordedLog:
    master = read_master_key(place.key_file) if place.key_file else passing_master_key(place.log)
    table = SqliteKeyTable(place.vault)
    table.create(Vault.check(master))
    store = SqliteStore(place.log, clock)
    store.recorder.create_table()
    return RecordedLog(store, codec, Vault(table, master), clock)


def _create_sqlite(place: Settings, clock: Clock) -> None:
    path, vault = _path(place.path), _vault_path(place)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with claimed(path, vault):
            master = make_master_key(_path(place.key_file))
            table = SqliteKeyTable(place.vault)
            table.create(Vault.check(master))
            table.close()
            store = SqliteStore(place.log, clock)
            store.recorder.create_table()
            store.close()
    except ClaimedError as error:
        raise StoreExistsError(place=error) from error
    except (OSError, library.PersistenceError) as error:
        raise StoreUnreadableError(place=path, trouble=error) from error


def _open_sqlite(place: Settings, clock: Clock, codec: Codec) -> RecordedLog:
    path, vault = _path(place.path), _vault_path(place)
    _find(path)
    require_versions(place, Tables.require_current)
    store = SqliteStore(f"{place.log}?mode=rw", clock)
    _check(store, path)
    if not vault.exists():
        raise StoreUnreadableError(place=path, trouble=f"缺少密钥库 {vault}")
    master = read_master_key(_path(place.key_file))
    table = SqliteKeyTable(f"{place.vault}?mode=rw")
    return RecordedLog(store, codec, Vault(table, master), clock)


def _find(path: Path) -> None:
    """See that there is a store; what cannot be read is told by whoever reads it.

    Raises:
        StoreMissingError: there is none, or none yet: its tables come all at once.
    """
    with suppress(sqlite3.Error, UnicodeDecodeError):
        if not path.exists() or not _is_a_store(path):
            raise StoreMissingError(place=path)


def _check(store: SqliteStore, path: Path) -> None:
    try:
        with store.inspecting() as tables:
            tables.extent()
    except library.PersistenceError as error:
        store.close()
        _, is_missing, table = str(error).partition("no such table: ")
        if is_missing:
            raise DatabaseDamagedError(f"表 {table}") from error
        raise StoreUnreadableError(place=path, trouble=error) from error


def _is_a_store(path: Path) -> bool:
    """Say whether any table of a store is there."""
    place = f"{path.as_uri()}?mode=ro"
    with closing(sqlite3.connect(place, uri=True, timeout=LOCK_TIMEOUT)) as found:
        tables = {name for (name,) in found.execute("SELECT name FROM sqlite_master")}
    return not tables.isdisjoint(TABLES)


def _no_clock() -> datetime:
    msg = "nothing is recorded here"
    raise TypeError(msg)


def _vault_path(place: Settings) -> Path:
    path = _path(place.path)
    return path.with_name(f"{path.stem}-vault.db")


def _path(path: Path | None) -> Path:
    if path is None:
        msg = "a store in SQLite has its paths"
        raise TypeError(msg)
    return path
