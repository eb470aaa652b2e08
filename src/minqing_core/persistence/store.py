"""How a store is made, and how it is opened."""

import sqlite3
from contextlib import closing
from pathlib import Path

from minqing_core.application.ports import Clock
from minqing_core.persistence import library
from minqing_core.persistence.codec import Codec
from minqing_core.persistence.event_log import RecordedLog
from minqing_core.persistence.master_key import (
    make_master_key,
    passing_master_key,
    read_master_key,
)
from minqing_core.persistence.private_files import ClaimedError, claimed
from minqing_core.persistence.refusals import (
    StoreExistsError,
    StoreMissingError,
    StoreUnreadableError,
)
from minqing_core.persistence.settings import Settings, settings
from minqing_core.persistence.sqlite_store import SqliteStore
from minqing_core.persistence.sqlite_vault import SqliteKeyTable
from minqing_core.persistence.unreadable import DatabaseDamagedError
from minqing_core.persistence.vault import Vault

TABLES = ("stored_events", "leaf", "frontier")


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

        create_postgres(place, clock)


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
    if not path.exists():
        raise StoreMissingError(place=path)
    if not vault.exists():
        raise StoreUnreadableError(place=path, trouble=f"缺少密钥库 {vault}")
    master = read_master_key(_path(place.key_file))
    store = SqliteStore(f"{place.log}?mode=rw", clock)
    _check(store, path)
    table = SqliteKeyTable(f"{place.vault}?mode=rw")
    return RecordedLog(store, codec, Vault(table, master), clock)


def _check(store: SqliteStore, path: Path) -> None:
    try:
        with store.inspecting() as tables:
            tables.extent()
    except library.PersistenceError as error:
        store.close()
        _, is_missing, table = str(error).partition("no such table: ")
        if is_missing and _is_a_store(path):
            raise DatabaseDamagedError(f"表 {table}") from error
        if is_missing:
            raise StoreMissingError(place=path) from error
        raise StoreUnreadableError(place=path, trouble=error) from error


def _is_a_store(path: Path) -> bool:
    """Say whether any table of a store is there."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as found:
        tables = {name for (name,) in found.execute("SELECT name FROM sqlite_master")}
    return not tables.isdisjoint(TABLES)


def _vault_path(place: Settings) -> Path:
    path = _path(place.path)
    return path.with_name(f"{path.stem}-vault.db")


def _path(path: Path | None) -> Path:
    if path is None:
        msg = "a store in SQLite has its paths"
        raise TypeError(msg)
    return path
