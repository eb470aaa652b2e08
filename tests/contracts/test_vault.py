"""The vault: keys that open, close, and are destroyed for good."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from minqing_core.kernel.refusals import DamagedRecordError
from minqing_core.persistence.master_key import (
    MasterKeyError,
    make_master_key,
    read_master_key,
)
from minqing_core.persistence.sqlite_vault import SqliteKeyTable
from minqing_core.persistence.vault import BATCH, KeyState, Vault

DELETE_VAULT = "DELETE FROM minqing_vault.vault"


@pytest.fixture
def master(tmp_path):
    return make_master_key(tmp_path / "town.key")


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def table(request, tmp_path: Path, master):
    """Give an empty table of keys of each kind."""
    made: Any
    if request.param == "postgres":
        from minqing_core.persistence.postgres_vault import PostgresKeyTable  # noqa: PLC0415

        made = PostgresKeyTable(request.getfixturevalue("postgres_url"))
    elif request.param == "sqlite":
        made = SqliteKeyTable((tmp_path / "town-vault.db").as_uri())
    else:
        made = SqliteKeyTable(f"file:{tmp_path.name}?mode=memory&cache=shared")
    made.create(Vault.check(master))
    yield made
    made.close()


@pytest.fixture
def vault(table, master):
    made = Vault(table, master)
    made.refresh()
    return made


def test_keys_are_made_in_batches_and_stay_the_same(vault, table, master) -> None:
    vault.ensure(1)
    sealed = vault.key(1).cipher.encrypt(bytes(12), b"words", None)
    vault.ensure(BATCH)
    assert table.highest() == BATCH
    vault.ensure(BATCH + 1)

    again = Vault(table, master)
    again.ensure(2)

    assert table.highest() == 2 * BATCH
    assert again.key(1).cipher.decrypt(bytes(12), sealed, None) == b"words"
    with pytest.raises(LookupError):
        vault.key(2 * BATCH + 1)


def test_a_key_that_was_just_made_is_not_read_back(tmp_path, master) -> None:
    table = SqliteKeyTable((tmp_path / "town-vault.db").as_uri())
    table.create(Vault.check(master))
    vault = Vault(table, master)
    vault.ensure(1)

    table.close()

    assert vault.key(BATCH).state is KeyState.ACTIVE


def test_every_key_opens_only_what_it_sealed(vault) -> None:
    vault.ensure(2)
    sealed = vault.key(1).cipher.encrypt(bytes(12), b"words", None)

    with pytest.raises(Exception, match=r"^$"):
        vault.key(2).cipher.decrypt(bytes(12), sealed, None)


def test_a_key_goes_from_active_to_restricted_and_back_and_is_shredded_for_good(vault) -> None:
    vault.ensure(1)
    seen = []
    for change in (vault.restrict, vault.lift, vault.shred, vault.lift, vault.restrict):
        change([1])
        seen.append(vault.key(1).state)

    assert seen == [
        KeyState.RESTRICTED,
        KeyState.ACTIVE,
        KeyState.SHREDDED,
        KeyState.SHREDDED,
        KeyState.SHREDDED,
    ]
    assert vault.key(1).cipher is None
    assert vault.key(2).state is KeyState.ACTIVE


def test_a_key_that_a_restored_vault_never_had_is_shredded_all_the_same(vault) -> None:
    vault.shred([BATCH + 5])

    assert vault.key(BATCH + 5).state is KeyState.SHREDDED


def test_another_vault_notices_a_change_at_its_next_refresh(vault, table, master) -> None:
    other = Vault(table, master)
    vault.ensure(1)
    other.refresh()
    assert other.key(1).state is KeyState.ACTIVE

    vault.shred([1])
    other.refresh()

    assert other.key(1).state is KeyState.SHREDDED


def test_another_master_key_is_refused(table, tmp_path) -> None:
    other = make_master_key(tmp_path / "other.key")

    with pytest.raises(MasterKeyError, match="不属于这个库"):
        Vault(table, other).refresh()


def test_the_cache_is_bounded(vault) -> None:
    vault.ensure(5000)
    for key_id in range(1, 5001):
        vault.key(key_id)

    assert len(vault._cached) == 4096  # noqa: SLF001


def test_a_fingerprint_needs_the_master_key(vault, table, tmp_path) -> None:
    other = Vault(table, make_master_key(tmp_path / "other.key"))

    assert vault.fingerprint(b"x") == vault.fingerprint(b"x")
    assert vault.fingerprint(b"x") != vault.fingerprint(b"y")
    assert vault.fingerprint(b"x") != other.fingerprint(b"x")


def test_a_shredded_key_is_not_in_the_file_and_cannot_be_put_back(tmp_path, master) -> None:
    file = tmp_path / "vault.db"
    table = SqliteKeyTable(file.as_uri())
    table.create(Vault.check(master))
    vault = Vault(table, master)
    vault.ensure(1)
    wrapped, _ = table.keys(1, 1)[1]
    assert wrapped in file.read_bytes()

    vault.shred([1])

    assert all(wrapped not in found.read_bytes() for found in tmp_path.iterdir())
    connection = sqlite3.connect(file)
    with pytest.raises(sqlite3.IntegrityError, match="stays shredded"):
        connection.execute("UPDATE keys SET state = 'active', wrapped = ?", (wrapped,))
    with pytest.raises(sqlite3.IntegrityError, match="never deleted"):
        connection.execute("DELETE FROM keys")
    connection.close()
    vault.close()


def run(table: Any, statement: str, *values: object) -> None:
    """Run a statement on the keys of a vault, which it calls KEYS."""
    with table.changing() as connection:
        if connection is None:
            table._connection.execute(statement.replace("KEYS", "keys"), values)  # noqa: SLF001
        else:
            of_it = statement.replace("KEYS", "minqing_vault.keys").replace("?", "%s")
            connection.execute(of_it, values)


def by_hand(table: Any, key_id: int, **changed: object) -> None:
    """Change a key as somebody does who takes every guard of the database away."""
    if isinstance(table, SqliteKeyTable):
        table._connection.execute("PRAGMA ignore_check_constraints = ON")  # noqa: SLF001
        run(table, "DROP TRIGGER IF EXISTS shredded_for_good")
    else:
        run(table, "DROP TRIGGER IF EXISTS shredded_for_good ON KEYS")
        run(table, "ALTER TABLE KEYS DROP CONSTRAINT IF EXISTS keys_check")
        run(table, "ALTER TABLE KEYS DROP CONSTRAINT IF EXISTS keys_state_check")
    for column, value in changed.items():
        change = "UPDATE KEYS SET COLUMN = ? WHERE key_id = ?".replace("COLUMN", column)
        run(table, change, value, key_id)


@pytest.mark.clause("S12", "S37")
def test_a_key_destroyed_by_hand_is_no_lawful_deletion(vault, table, master) -> None:
    vault.ensure(3)
    vault.restrict([3])
    by_hand(table, 1, wrapped=None)
    by_hand(table, 2, state="zzz")
    by_hand(table, 3, wrapped=None)

    again = Vault(table, master)
    for key, why in ((1, "已被毁"), (3, "已被毁"), (2, "「zzz」不可识别")):
        with pytest.raises(LookupError, match=why):
            again.key(key)
    assert again.marked() == {1: "shredded", 2: "zzz", 3: "shredded"}


@pytest.mark.clause("S37")
def test_a_vault_that_does_not_know_its_master_key_any_more_is_damaged(vault, table) -> None:
    run(table, "DELETE FROM vault" if isinstance(table, SqliteKeyTable) else DELETE_VAULT)
    with pytest.raises(DamagedRecordError, match="密钥库中主密钥的指纹（vault）已被移除"):
        vault.refresh()


@pytest.mark.clause("S12", "S44")
def test_a_shredded_key_stays_dead_when_its_bytes_are_put_back(vault, table, master) -> None:
    vault.ensure(3)
    kept = table.keys(1, 1)[1][0]
    vault.shred([1])
    by_hand(table, 1, wrapped=kept)
    by_hand(table, 2, state="shredded")

    again = Vault(table, master)
    assert again.key(1).cipher is None
    assert again.marked() == {1: "risen", 2: "risen"}
    again.shred([1, 3])

    assert table.keys(1, 1)[1] == (None, "shredded")
    assert again.marked() == {1: "shredded", 2: "risen", 3: "shredded"}
    with pytest.raises(Exception, match="stays shredded"):
        run(table, "UPDATE KEYS SET state = 'active' WHERE key_id = 1")


def test_the_master_key_is_made_once_for_its_owner_alone(tmp_path) -> None:
    made = make_master_key(tmp_path / "town.key")
    again = make_master_key(tmp_path / "town.key")

    assert (tmp_path / "town.key").stat().st_mode & 0o777 == 0o600
    assert made == again
    assert "secret" not in repr(made)


def test_a_master_key_that_cannot_be_read_is_refused(tmp_path) -> None:
    (tmp_path / "short.key").write_bytes(b"short")

    with pytest.raises(MasterKeyError, match="应为 32 字节，实为 5 字节"):
        read_master_key(tmp_path / "short.key")
    with pytest.raises(MasterKeyError, match="无法读取"):
        read_master_key(tmp_path / "none.key")
    with pytest.raises(MasterKeyError, match="无法写入"):
        make_master_key(tmp_path / "no" / "town.key")


def test_keys_that_are_not_active_are_listed_and_those_never_made_are_left_out(vault) -> None:
    vault.ensure(BATCH)
    vault.restrict([1, 2])
    vault.shred([3])
    vault.lift([2])

    assert vault.marked() == {1: KeyState.RESTRICTED, 3: KeyState.SHREDDED}
    assert vault.there([1, BATCH, BATCH + 1]) == [1, BATCH]


def test_how_far_orders_were_carried_out_is_kept_and_never_falls_back(vault, table, master):
    assert vault.carried_out() == 0
    for position in (7, 7, 12, 3):
        vault.note_carried_out(position)

    assert Vault(table, master).carried_out() == 12
    vault.note_carried_out(9, anew=True)
    assert Vault(table, master).carried_out() == 9


def test_the_number_of_changes_tells_whether_any_key_was_changed(vault) -> None:
    vault.ensure(1)
    before = vault.changed()
    vault.ensure(BATCH + 1)
    assert vault.changed() == before
    vault.restrict([1])
    assert vault.changed() != before
