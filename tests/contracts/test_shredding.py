"""After shredding no word is left: every file and every table is searched for what was planted."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.contracts.test_vault import by_hand
from tests.planting import (
    COMMISSIONER,
    KEPT,
    LAW,
    PLANTED,
    SECRETARY,
    UNNAMED,
    Place,
    do,
    ended,
    in_files,
    plant,
    settle,
    shred,
    shred_all,
)
from tests.postgres_server import OwnServer
from tests.towns import by, shanghai

from minqing_core import bootstrap
from minqing_core.application.office import Office
from minqing_core.application.ports import Batch, Draft
from minqing_core.application.tables import rebuild
from minqing_core.bootstrap import make_signer, open_signer
from minqing_core.kernel.ids import PersonId, StreamId
from minqing_core.kernel.personal import SHREDDED
from minqing_core.kernel.refusals import DamagedRecordError
from minqing_core.persistence.keyring import RESTRICTED
from minqing_core.privacy import events as privacy


@pytest.fixture(params=["sqlite", "postgres"])
def place(request, tmp_path: Path) -> Place:
    """Give a town with a household, a visit and two matters that have ended."""
    folder = tmp_path / "data"
    folder.mkdir()
    url = f"sqlite:///{folder}/town.db"
    if request.param == "postgres":
        url = request.getfixturevalue("postgres_url")
        from minqing_core.persistence.master_key import make_master_key  # noqa: PLC0415

        make_master_key(folder / "town.key")
    return Place(url, folder)


@pytest.fixture
def planted(place: Place) -> Iterator[tuple[Office, tuple[str, ...], str]]:
    """Give an office ten years later, the subjects in it, and a matter that stays as it is."""
    with place.open(create=True) as office:
        settle(office)
        subjects = plant(office)
        facts = {"title": "水沟堵塞", "text": KEPT}
        citizen = {"kind": "named", "name": KEPT}
        other = ended(office, note="水沟已通", petitioners=[citizen], **facts)
        do(office, "case.list")
        place.at = shanghai("2034-03-01T09:00")
        yield office, subjects, other


@pytest.mark.clause("S12", "S44")
def test_no_planted_word_is_left_anywhere(place: Place, planted) -> None:
    office, subjects, other = planted
    case = subjects[0].removeprefix("case:")
    before = do(office, "verify")
    assert do(office, "case.list", which={"words": PLANTED["contact"]})["items"] != ()
    assert {*place.everywhere()} >= {PLANTED["title"], PLANTED["head"], PLANTED["visit"]}

    for subject in subjects:
        shred(office, subject)

    assert place.everywhere() == {}
    assert do(office, "case.list", which={"words": PLANTED["contact"]})["items"] == ()
    page = do(office, "case.show", SECRETARY, case=case)
    assert (page["matter"]["title"], page["status"]) == (SHREDDED, "concluded")
    told = json.dumps([page, do(office, "case.log", case=case)], ensure_ascii=False, default=str)
    assert [word for word in PLANTED.values() if word in told] == []
    assert do(office, "case.show", SECRETARY, case=other)["matter"]["text"] == KEPT
    assert do(office, "verify")["findings"] == ()
    assert office.log.root(before["size"]) == before["root"]


@pytest.mark.clause("S12", "S44")
def test_a_copy_of_before_put_back_tells_what_it_made_readable_again(
    place: Place, planted, tmp_path: Path
) -> None:
    office, subjects, _ = planted
    copy, folder, master = tmp_path / "copy", tmp_path / "signed", place.folder / "town.key"
    keys = [tmp_path / "1.skey", tmp_path / "2.skey"]
    second = [make_signer(key, f"a.example/{key.stem}") for key in keys][1]
    bootstrap.back_up(place.url, copy, key_file=master)
    shred_all(office, subjects)
    open_signer(place.url, key_file=keys[0], checkpoints=folder).sign()
    told = (folder / "destroyed.txt").read_text(encoding="utf-8").split()[1::2]
    assert told == [f"privacy/{subject}" for subject in subjects]

    held = bootstrap.hold_drill(office, place.url, copy, key_file=master)
    assert (held["readable"], held["faults"]) == (3, ())
    office.close()
    place.lose()
    bootstrap.restore_store(place.url, copy, key_file=master)
    with place.open(checkpoints=folder, short=True) as restored:
        do(restored, "checkpoint.epoch", vkey=str(second), reason="硬盘损坏")
    with place.open(checkpoints=folder) as restored:
        found = do(restored, "verify")["findings"]
        assert [one["code"] for one in found] == ["orders-lost"] * 3
        assert [one["text"].split()[0] for one in found] == [*subjects]
        assert ("keys", "fault") in {
            (check["check"], check["state"]) for check in do(restored, "doctor")["items"]
        }
        shred_all(restored, subjects)
        open_signer(place.url, key_file=keys[1], checkpoints=folder).sign()
        assert do(restored, "verify")["findings"] == ()


@pytest.mark.clause("S12", "S44")
def test_nothing_comes_back_when_the_tables_are_rebuilt_or_the_office_is_opened(
    place: Place, planted
) -> None:
    office, subjects, _ = planted
    for subject in subjects:
        shred(office, subject)
    rebuild(office)
    office.close()
    assert place.everywhere() == {}

    with place.open() as again:
        assert [row["title"] for row in do(again, "case.list")["items"]] == ["水沟堵塞", SHREDDED]
        assert (do(again, "verify")["findings"], place.everywhere()) == ((), {})


def test_no_file_of_the_server_keeps_a_word(own: OwnServer, tmp_path: Path) -> None:
    from minqing_core.persistence.master_key import make_master_key  # noqa: PLC0415

    make_master_key(tmp_path / "town.key")
    place = Place(own.dsn, tmp_path)
    with place.open(create=True) as office:
        settle(office)
        subjects = plant(office)
        do(office, "case.list")
        place.at = shanghai("2034-03-01T09:00")
        for subject in subjects:
            shred(office, subject)
    files = _server_files(own.dsn)
    assert [*in_files(files, "大丰村")] != []
    assert {w: left for w in PLANTED.values() if (left := [*in_files(files, w)])} == {}


def _server_files(url: str) -> Path:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        [(folder,)] = connection.execute("SHOW data_directory").fetchall()
    return Path(folder)


def vault_of(place: Place) -> Path:
    return place.folder / "town-vault.db"


@pytest.mark.clause("S12", "S44")
def test_a_vault_put_back_from_before_raises_no_key_from_the_dead(tmp_path: Path) -> None:
    place = Place(f"sqlite:///{tmp_path}/town.db", tmp_path)
    with place.open(create=True) as office:
        settle(office)
        subjects = plant(office)
        place.at = shanghai("2034-03-01T09:00")
    before = vault_of(place).read_bytes()
    with place.open() as office:
        for subject in subjects[:2]:
            shred(office, subject)
        order = {"ground": "accuracy-disputed", "basis": LAW}
        do(office, "privacy.restrict", COMMISSIONER, subject=subjects[2], ordered=order)
    vault_of(place).write_bytes(before)

    with place.open() as office:
        case = subjects[0].removeprefix("case:")
        assert do(office, "case.show", SECRETARY, case=case)["matter"]["title"] == SHREDDED
        [visit] = do(office, "visit.list", SECRETARY)["items"]
        assert visit["text"] == RESTRICTED
        assert (do(office, "verify")["findings"], place.everywhere()) == ((), {})


@pytest.mark.clause("S12", "S37")
def test_what_is_done_to_the_vault_by_hand_is_found(planted) -> None:
    office, subjects, other = planted
    shred(office, subjects[0])
    [kept, *_] = office.sealed.of(f"case/{other}")
    [gone, *_] = office.sealed.of(subjects[0].replace(":", "/"))
    office.sealed.mark(shredded=[kept.key])

    [finding] = do(office, "verify")["findings"]
    assert (finding["code"], finding["stream"]) == ("key-unordered", f"case/{other}")
    assert finding["text"] == (
        f"密钥 {kept.key} 在密钥库中已销毁，而记录中没有这样的决定（case/{other}）"
    )
    [check] = [c for c in do(office, "doctor")["items"] if c["check"] == "keys"]
    assert (check["state"], check["text"]) == (
        "fault",
        "1 把密钥没有决定而被限制或销毁，请运行 minqing verify",
    )
    assert office.sealed.marked()[gone.key] == "shredded"


def keys_at(office: Office) -> Any:
    """Return the keys themselves, to be changed by hand."""
    return office.log.vault._table  # type: ignore[attr-defined]  # noqa: SLF001


@pytest.mark.clause("S12", "S37")
def test_a_key_destroyed_by_hand_is_damage_and_no_lawful_deletion(place: Place, planted) -> None:
    office, subjects, _ = planted
    stream, case = subjects[0].replace(":", "/"), subjects[0].removeprefix("case:")
    [key, *_] = [key.key for key in office.sealed.of(stream)]
    by_hand(keys_at(office), key, wrapped=None)

    with place.open() as again:
        with pytest.raises(DamagedRecordError, match="已被毁，而密钥库没有注明是依决定删除的"):
            do(again, "case.show", case=case)
        found = do(again, "verify")["findings"]
        [check] = [c for c in do(again, "doctor")["items"] if c["check"] == "keys"]
    assert {(one["code"], one["stream"]) for one in found} == {("unreadable", stream)}
    assert (check["state"], check["text"]) == (
        "fault",
        "1 把密钥没有决定而被限制或销毁，请运行 minqing verify",
    )


@pytest.mark.clause("S12", "S44")
def test_the_bytes_of_a_shredded_key_that_come_back_open_nothing_and_are_erased_again(
    place: Place, planted
) -> None:
    office, subjects, _ = planted
    stream, case = subjects[0].replace(":", "/"), subjects[0].removeprefix("case:")
    keys, table = [key.key for key in office.sealed.of(stream)], keys_at(office)
    kept = {key: table.keys(key, 1)[key][0] for key in keys}
    shred(office, subjects[0])
    for key, wrapped in kept.items():
        by_hand(table, key, wrapped=wrapped)

    with place.open() as again:
        assert do(again, "case.show", case=case)["matter"]["title"] == SHREDDED
        assert place.holding(PLANTED["title"]) == []
        found = do(again, "verify")["findings"]
        assert [(one["code"], one["stream"]) for one in found] == [
            ("key-undone", stream) for _ in keys
        ]
        assert {table.keys(key, 1)[key] for key in keys} == {(None, "shredded")}
        assert do(again, "verify")["findings"] == ()


@pytest.mark.clause("S12")
def test_a_restricted_key_opened_by_hand_is_closed_again(place: Place, planted) -> None:
    office, subjects, _ = planted
    order = {"ground": "accuracy-disputed", "basis": LAW}
    do(office, "privacy.restrict", COMMISSIONER, subject=subjects[0], ordered=order)
    keys = [key.key for key in office.sealed.of(subjects[0].replace(":", "/"))]
    assert {*office.sealed.marked()} == {*keys}
    for undone, name in ((keys, "verify"), (keys[:1], "doctor")):
        office.sealed.mark(lifted=undone)
        said = do(office, name)
        assert {*office.sealed.marked()} == {*keys}
        if name == "verify":
            assert [finding["code"] for finding in said["findings"]] == ["key-undone"] * len(keys)
        else:
            [check] = [c for c in said["items"] if c["check"] == "keys"]
            assert check["text"] == "1 把密钥未按决定限制或销毁，现已补行"
    assert do(office, "verify")["findings"] == ()
    assert place.holding(PLANTED["title"]) == []

    do(office, "privacy.lift", COMMISSIONER, subject=subjects[0], lifted={"basis": LAW})
    assert office.sealed.marked() == {}
    [row] = do(office, "case.list", which={"words": PLANTED["contact"]})["items"]
    assert row["title"] == PLANTED["title"]


@pytest.mark.clause("S12", "S44")
def test_an_order_is_carried_out_where_the_log_is_older_than_the_vault(tmp_path: Path) -> None:
    place = Place(f"sqlite:///{tmp_path}/town.db", tmp_path)
    with place.open(create=True) as office:
        settle(office)
        subjects = plant(office)
        place.at = shanghai("2034-03-01T09:00")
    before = (tmp_path / "town.db").read_bytes()
    with place.open() as office:
        shred(office, subjects[0])
        for title in ("水沟", "路面"):
            ended(office, note="已通", title=title, text=title, petitioners=[UNNAMED])
        shred(office, subjects[1])
        ahead = office.sealed.carried_out()
    for beside in tmp_path.glob("town-views.db*"):
        beside.unlink()
    (tmp_path / "town.db").write_bytes(before)

    with place.open() as office:
        assert office.sealed.carried_out() == office.log.size() < ahead
        shred(office, subjects[2])
        [visit] = do(office, "visit.list")["items"]
        assert visit["text"] == SHREDDED
        assert place.holding(PLANTED["visit"]) == []
        assert office.sealed.carried_out() == office.log.size()


@pytest.mark.clause("S12")
def test_an_order_is_carried_out_whatever_was_noted_of_others(planted) -> None:
    office, subjects, _ = planted
    office.sealed.note_carried_out(office.log.size() + 1)
    restricted = {"ground": "accuracy-disputed", "basis": LAW}
    do(office, "privacy.restrict", COMMISSIONER, subject=subjects[2], ordered=restricted)
    [visit] = do(office, "visit.list")["items"]
    assert visit["text"] == RESTRICTED


def order(office: Office, subject: str, *orders: privacy.Event) -> None:
    """Put orders on record and carry none of them out, as if the machine stopped in between."""
    stream = StreamId(f"privacy/{subject}")
    office.log.append(
        [Batch(act=by(COMMISSIONER), drafts=[Draft(stream=stream, event=one) for one in orders])]
    )


@pytest.mark.clause("S12", "S44")
def test_what_was_ordered_when_the_machine_stopped_is_done_when_the_office_is_opened(
    place: Place, planted
) -> None:
    office, subjects, _ = planted
    approved = privacy.ShreddingApproved(allowed_from=shanghai("2034-03-01T00:00").date())
    restricted = privacy.RestrictionOrdered(ground=privacy.Ground.ACCURACY_DISPUTED, basis=LAW)
    order(office, subjects[0], approved)
    order(office, subjects[1], restricted)
    order(office, subjects[2], restricted, privacy.RestrictionLifted(basis=LAW))
    assert place.holding(PLANTED["title"]) != []
    office.close()

    with place.open() as again:
        assert place.holding(PLANTED["title"]) == []
        household = subjects[1].removeprefix("household:")
        assert do(again, "household.show", household=household)["name"] == RESTRICTED
        [visit] = do(again, "visit.list")["items"]
        assert visit["text"] == PLANTED["visit"]
        assert do(again, "verify")["findings"] == ()


@pytest.mark.clause("S12", "S44")
def test_another_program_that_is_open_shows_and_remembers_nothing(place: Place, planted) -> None:
    office, subjects, _ = planted
    with place.open() as other:
        case = subjects[0].removeprefix("case:")
        assert do(other, "case.show", case=case)["matter"]["title"] == PLANTED["title"]
        assert other.person(PersonId(SECRETARY)).name == "陈国强"
        shred(office, subjects[0])
        restricted = {"ground": "accuracy-disputed", "basis": LAW}
        subject = f"person:{SECRETARY}"
        do(office, "privacy.restrict", COMMISSIONER, subject=subject, ordered=restricted)

        assert do(other, "case.show", case=case)["matter"]["title"] == SHREDDED
        assert SHREDDED in {row["title"] for row in do(other, "case.list")["items"]}
        assert other.person(PersonId(SECRETARY)).name == RESTRICTED


@pytest.mark.clause("S37")
def test_a_damaged_order_keeps_nobody_from_verifying(tmp_path: Path) -> None:
    place = Place(f"sqlite:///{tmp_path}/town.db", tmp_path)
    with place.open(create=True) as office:
        settle(office)
        subject = plant(office)[0]
        restricted = privacy.RestrictionOrdered(ground=privacy.Ground.UNLAWFUL, basis=LAW)
        order(office, subject, restricted)
        damaged = office.log.size()
        ended(office, note="水沟已通", title="水沟堵塞", text=KEPT, petitioners=[UNNAMED])
    stored = sqlite3.connect(tmp_path / "town.db")
    stored.execute("DROP TRIGGER stored_events_update_refused")
    stored.execute("UPDATE stored_events SET state = x'c1' WHERE position = ?", (damaged,))
    stored.commit()
    stored.close()

    with place.open() as office:
        found = do(office, "verify")["findings"]
        [check] = [c for c in do(office, "doctor")["items"] if c["check"] == "keys"]
    assert {(finding["position"], finding["code"]) for finding in found} == {
        (damaged, "leaf-mismatch"),
        (damaged, "unreadable"),
        (None, "frontier-mismatch"),
    }
    assert (check["state"], "无法读取" in check["text"]) == ("fault", True)
