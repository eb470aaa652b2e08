"""Personal words in the log: sealed, opened, restricted and shredded."""

import multiprocessing
from pathlib import Path

import psycopg
import pytest

from minqing_core.kernel.personal import SHREDDED, Personal
from minqing_core.persistence.keyring import RESTRICTED
from minqing_core.persistence.sealed_keys import VaultKeys
from minqing_core.persistence.store import open_log
from minqing_core.persistence.unreadable import UnreadableEventError, VaultBehindError

NAME = "欧阳若水"


@pytest.fixture
def stored_bytes(store, behind):
    """Give a function that returns everything the store keeps."""

    def everything() -> bytes:
        if store.path is not None:
            return b"".join(file.read_bytes() for file in store.path.parent.iterdir())
        return b"".join(state for (state,) in behind("SELECT state FROM {events}"))

    return everything


def test_personal_words_stand_nowhere_in_the_files(log, stored_bytes, town) -> None:
    log.append([town.batch(("case/1", town.matter(name=NAME)))])

    assert NAME.encode() not in stored_bytes()
    assert "柳溪村".encode() in stored_bytes()
    assert log.stream("case/1")[0].event.petitioners[0].name == Personal(NAME, "p1")


def test_each_subject_has_a_key_of_its_own_and_keeps_it(log, open_store, town) -> None:
    log.append([town.batch(("case/1", town.matter()), ("case/2", town.matter()))])
    log.append([town.batch(("case/1", town.matter()))])
    open_store(town.codec).append([town.batch(("case/1", town.matter()))])

    first, second = log.subject_keys("case/1"), log.subject_keys("case/2")

    assert {part: len(keys) for part, keys in first.items()} == {"": 1, "p1": 1}
    assert len({*first[""], *first["p1"], *second[""], *second["p1"]}) == 4


def test_a_refused_append_uses_up_no_key(log, town) -> None:
    with pytest.raises(Exception, match="先行记录"):
        log.append([
            town.batch(("case/1", town.matter())),
            town.batch(("case/2", town.matter()), expect={"case/1": 9}),
        ])  # fmt: skip
    log.append([town.batch(("case/1", town.matter()))])

    assert log.subject_keys("case/1") == {"p1": (1,), "": (2,)}


def test_a_sealed_field_moved_to_another_event_is_refused(log, behind, tamper, town) -> None:
    log.append([town.batch(("case/1", town.matter()), ("case/1", town.matter()))])
    [(first,)] = behind("SELECT state FROM {events} WHERE {position} = 1")

    tamper(("UPDATE {events} SET state = ? WHERE {position} = 2", first))

    moved = log.stream("case/1")[1].event.text
    with pytest.raises(UnreadableEventError) as refused:
        str(moved)
    assert str(refused.value).startswith("第 2 条记录（case/1 第 2 步）无法读取：密文与其位置不符")


def test_shredding_erases_the_words_and_leaves_the_log_whole(log, stored_bytes, town) -> None:
    log.append([town.batch(("case/1", town.matter(name=NAME)), ("case/2", town.matter()))])
    before = log.audit()

    log.vault.shred(log.subject_keys("case/1")["p1"])

    [shredded], [kept] = log.stream("case/1"), log.stream("case/2")
    after = log.audit()
    assert shredded.event.petitioners[0].name == Personal(SHREDDED, "p1")
    assert shredded.event.text == Personal("村东水渠堵塞")
    assert kept.event == town.matter()
    assert (after.root, after.findings) == (before.root, ())
    assert NAME.encode() not in stored_bytes()


def test_a_restricted_subject_is_closed_until_it_is_lifted(log, town) -> None:
    log.append([town.batch(("case/1", town.matter()))])
    keys = log.subject_keys("case/1")["p1"]

    log.vault.restrict(keys)
    closed = log.stream("case/1")[0].event.petitioners[0].name.text
    log.append([town.batch(("case/1", town.matter("李四")))])
    log.vault.lift(keys)

    assert closed == RESTRICTED
    assert [e.event.petitioners[0].name.text for e in log.stream("case/1")] == ["张三丰", "李四"]
    assert log.subject_keys("case/1")["p1"] == keys


def test_what_is_shredded_can_be_neither_lifted_nor_restricted(log, town) -> None:
    log.append([town.batch(("case/1", town.matter()))])
    keys = log.subject_keys("case/1")["p1"]
    log.vault.shred(keys)

    log.vault.restrict(keys)
    log.vault.lift(keys)

    assert log.stream("case/1")[0].event.petitioners[0].name.text == SHREDDED


def test_a_shredded_subject_that_comes_again_gets_a_new_key(log, town) -> None:
    log.append([town.batch(("case/1", town.matter()))])
    log.vault.shred(log.subject_keys("case/1")["p1"])

    log.append([town.batch(("case/1", town.matter("李四")))])

    names = [e.event.petitioners[0].name.text for e in log.stream("case/1")]
    assert names == [SHREDDED, "李四"]
    assert len(log.subject_keys("case/1")["p1"]) == 2


def test_another_log_on_the_same_store_notices_at_once(log, open_store, town) -> None:
    other = open_store(town.codec)
    log.append([town.batch(("case/1", town.matter()))])
    assert other.stream("case/1")[0].event == town.matter()

    log.vault.shred(log.subject_keys("case/1")["p1"])

    assert other.stream("case/1")[0].event.petitioners[0].name.text == SHREDDED


def _shred(store, codec, clock) -> None:
    with open_log(store, clock, codec=codec) as log:
        log.vault.shred(log.subject_keys("case/1")["p1"])


def test_what_another_process_shreds_is_closed_to_the_next_read(log, store, clock, town) -> None:
    if store.backend == "memory":
        return
    log.append([town.batch(("case/1", town.matter()))])
    assert log.stream("case/1")[0].event == town.matter()

    context = multiprocessing.get_context("fork")
    other = context.Process(target=_shred, args=(store, town.codec, clock))
    other.start()
    other.join(30)

    assert other.exitcode == 0
    assert log.stream("case/1")[0].event.petitioners[0].name.text == SHREDDED


def test_keys_beyond_a_batch_are_made_when_needed(log, town) -> None:
    drafts = [(f"case/{n}", town.matter(str(n))) for n in range(300)]
    log.append([town.batch(*drafts)])

    assert [e.event.petitioners[0].name.text for e in log.scan()] == [str(n) for n in range(300)]
    assert log.subject_keys("case/299") == {"p1": (599,), "": (600,)}


def test_a_log_without_people_opens_no_vault(log, store, town) -> None:
    log.append([town.batch(("well/1", town.WellDug(village="柳溪村")))])
    log.vault.close()

    assert len(log.stream("well/1")) == 1
    if store.path is not None:
        assert Path(store.key_file).stat().st_mode & 0o777 == 0o600


def test_the_vault_in_postgres_keeps_no_key_that_was_shredded(postgres_url, tmp_path, clock, town):
    from minqing_core.persistence.store import create_store  # noqa: PLC0415

    create_store(postgres_url, clock, key_file=tmp_path / "town.key")
    with open_log(postgres_url, clock, key_file=tmp_path / "town.key", codec=town.codec) as log:
        log.append([town.batch(("case/1", town.matter()))])
        log.vault.shred([1])
    with psycopg.connect(postgres_url) as connection:
        rows = connection.execute(
            "SELECT key_id, wrapped IS NULL, state FROM minqing_vault.keys WHERE key_id < 3"
            " ORDER BY key_id"
        ).fetchall()

    assert rows == [(1, True, "shredded"), (2, False, "active")]


def test_orders_on_keys_grow_no_keys_in_an_older_vault(log, town) -> None:
    log.append([town.batch(("case/1", town.matter()))])
    keys = VaultKeys(log)
    assert [(key.key, key.part, key.first) for key in keys.of("case/1")] == [
        (1, "p1", 1),
        (2, "", 1),
    ]

    keys.mark(shredded=[1, 5000], restricted=[2, 5001], lifted=[5002])

    assert list(keys.there([1, 2, 5000])) == [1, 2]
    assert keys.marked() == {1: "shredded", 2: "restricted"}
    assert dict(keys.streams_of({2, 5000})) == {2: "case/1"}
    with pytest.raises(VaultBehindError):
        log.vault.require(5000)
