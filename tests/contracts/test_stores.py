"""How stores are named, made and opened, and what is said when they cannot be."""

import sqlite3
from contextlib import closing
from threading import Timer
from typing import Any

import pytest

from minqing_core.kernel.refusals import DamagedRecordError
from minqing_core.persistence.master_key import MasterKeyError
from minqing_core.persistence.refusals import (
    StoreExistsError,
    StoreMissingError,
    StoreUnreadableError,
)
from minqing_core.persistence.settings import StoreUrlError, settings
from minqing_core.persistence.store import create_store, open_log


def test_a_path_and_its_url_name_the_same_store(tmp_path) -> None:
    assert settings(f"{tmp_path}/town.db") == settings(f"sqlite:///{tmp_path}/town.db")
    assert settings(f"{tmp_path}/镇 一.db").vault.endswith("%E9%95%87%20%E4%B8%80-vault.db")
    assert settings(f"{tmp_path}/town.db").key_file == tmp_path / "town.key"


def test_every_store_in_memory_is_another() -> None:
    assert settings("memory:").log != settings("memory:").log


@pytest.mark.parametrize("url", ["", "sqlite:///", "mysql://root:secret@host/db", "http://x"])
def test_an_address_of_no_store_is_refused_without_telling_its_password(url) -> None:
    with pytest.raises(StoreUrlError) as refused:
        settings(url)

    assert "secret" not in str(refused.value)
    assert refused.value.code == "store-url"


def test_a_store_in_postgres_needs_its_key_file_named() -> None:
    with pytest.raises(StoreUrlError, match="须另行指明主密钥文件"):
        settings("postgresql://u:secret@host/town")


def test_the_password_is_not_shown(tmp_path) -> None:
    found = settings("postgresql://u:secret@host/town", tmp_path / "k")

    assert "secret" not in repr(found)


def test_a_store_is_made_once(store, clock, open_store, town) -> None:
    if store.backend == "memory":
        return
    open_store(town.codec).append([town.batch(("well", town.WellDug(village="v")))])

    with pytest.raises(StoreExistsError):
        create_store(store, clock)

    assert open_store(town.codec).size() == 1


def test_a_store_that_was_never_made_is_refused_with_what_to_do(
    store_url, clock, tmp_path
) -> None:
    if store_url == "memory:":
        return
    key_file = tmp_path / "town.key"
    key_file.write_bytes(bytes(32))
    with pytest.raises(StoreMissingError, match=r"请先运行 minqing --db .* db init"):
        open_log(store_url, clock, key_file=key_file)

    assert list(tmp_path.iterdir()) == [key_file]


def test_a_store_that_another_program_is_slow_to_make_is_not_there_yet(
    tmp_path, clock, monkeypatch
) -> None:
    """Time goes ten times as fast for whoever waits."""
    connect = sqlite3.connect

    def hurried(file: str, timeout: float = 5.0, **how: Any) -> sqlite3.Connection:
        return connect(file, timeout=timeout / 10, **how)

    path = tmp_path / "town.db"
    with closing(connect(path, isolation_level=None, check_same_thread=False)) as maker:
        maker.execute("BEGIN EXCLUSIVE")
        done = Timer(1, maker.rollback)
        done.start()
        monkeypatch.setattr(sqlite3, "connect", hurried)

        with pytest.raises(StoreMissingError):
            open_log(str(path), clock)
        done.join()


def test_a_file_that_is_no_database_is_refused(tmp_path, clock) -> None:
    create_store(f"{tmp_path}/town.db", clock)
    (tmp_path / "town.db").write_bytes(b"hello" * 100)

    with pytest.raises(StoreUnreadableError, match="file is not a database"):
        open_log(f"{tmp_path}/town.db", clock)


def test_another_database_is_no_store(tmp_path, clock) -> None:
    create_store(f"{tmp_path}/town.db", clock)
    (tmp_path / "town.db").unlink()
    sqlite3.connect(tmp_path / "town.db").execute("CREATE TABLE t (x)")

    with pytest.raises(StoreMissingError):
        open_log(f"{tmp_path}/town.db", clock)


@pytest.mark.clause("S37")
@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ("DELETE FROM frontier", "记录的条数和根（frontier）"),
        ("DROP TABLE leaf", "表 leaf"),
        ("DROP TABLE stored_events", "表 stored_events"),
    ],
)
def test_a_store_from_which_something_was_taken_away_is_damaged(
    tmp_path, clock, change: str, missing: str
) -> None:
    create_store(f"{tmp_path}/town.db", clock)
    with closing(sqlite3.connect(tmp_path / "town.db")) as found, found:
        found.execute(change)

    with pytest.raises(DamagedRecordError, match=f"^数据库已损坏：{missing}已被移除；") as raised:
        open_log(f"{tmp_path}/town.db", clock).size()
    assert raised.value.code == "database-damaged"


def test_a_store_without_its_vault_or_its_key_is_not_opened(tmp_path, clock) -> None:
    create_store(f"{tmp_path}/town.db", clock)
    key = (tmp_path / "town.key").read_bytes()
    (tmp_path / "town.key").unlink()
    with pytest.raises(MasterKeyError):
        open_log(f"{tmp_path}/town.db", clock)
    (tmp_path / "town.key").write_bytes(key)
    (tmp_path / "town-vault.db").unlink()

    with pytest.raises(StoreUnreadableError, match="缺少密钥库"):
        open_log(f"{tmp_path}/town.db", clock)


def test_a_place_that_cannot_be_written_is_refused(tmp_path, clock) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(StoreUnreadableError):
        create_store(f"{tmp_path}/file/town.db", clock)


def test_a_postgres_server_that_does_not_answer_is_refused(tmp_path, clock) -> None:
    address = f"postgresql://u@/town?host={tmp_path}"

    with pytest.raises(StoreUnreadableError, match="postgresql://"):
        open_log(address, clock, key_file=tmp_path / "town.key")
