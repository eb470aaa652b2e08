"""What a request relies on still holds when it is written; a repeated request is answered once."""

import shutil
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
from tests.towns import CLERK, MEMBER, SECRETARY, Town, by

from minqing_core import answer
from minqing_core.application.ports import Draft
from minqing_core.application.transact import Request, transact
from minqing_core.bootstrap import found_store, open_office
from minqing_core.diary import events as diary
from minqing_core.diary.decisions.refusals import CaseUnknownError
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, StreamId
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.refusals import (
    DamagedRecordError,
    LogGrewError,
    RefusalError,
    StreamMovedError,
)
from minqing_core.roster import events as roster
from minqing_core.views.case_file import CaseFile
from minqing_core.views.case_rows import case_row

MATTER = {
    "kind": "problem",
    "channel": "visit",
    "category": "ECONOMY",
    "title": "事",
    "text": "事",
    "petitioners": [{"kind": "anonymous"}],
    "learned_at": "2024-02-29",
}


@pytest.fixture
def town() -> Any:
    made = Town()
    made.settle()
    yield made
    made.office.close()


def test_what_rests_on_the_whole_log_is_decided_anew_when_the_log_grew(town: Town) -> None:
    case, interrupted = town.record(), iter((True, True, False))

    def decide(_history: Any, _at: Any) -> list[Any]:
        if next(interrupted):
            town.record()
        return [diary.NoteRecorded(text=Personal("数过了"), form=diary.Form.NARRATIVE)]

    request = Request(
        act=by(SECRETARY), stream=StreamId(f"case/{case}"), asked="note", whole_log=True
    )
    assert transact(town.office, request, decide).position == town.office.log.size()
    interrupted = iter((True, True, True))
    before = town.office.log.version(StreamId(f"case/{case}"))
    with pytest.raises(LogGrewError) as raised:
        transact(town.office, request, decide)
    assert raised.value.code == "stream-moved"
    assert town.office.log.version(StreamId(f"case/{case}")) == before


@pytest.mark.parametrize("rehearsing", [False, True])
def test_one_request_writes_to_several_streams_and_tells_of_the_first(
    town: Town, *, rehearsing: bool
) -> None:
    case = town.record()
    office = attrs.evolve(town.office, rehearsing=rehearsing)
    noted = diary.NoteRecorded(text=Personal("并案"), form=diary.Form.NARRATIVE)
    other, own = StreamId(f"case/{case}"), StreamId("case/2024-000009")

    recorded = transact(
        office,
        Request(act=by(SECRETARY), stream=own, asked="note", relies_on={other: 1}),
        lambda _history, _at: [noted, Draft(stream=other, event=noted), noted],
    )

    assert (recorded.stream, recorded.version) == (own, 2)
    assert [(e.stream, e.version) for e in recorded.events] == [(own, 1), (other, 2), (own, 2)]
    assert office.log.version(other) == (1 if rehearsing else 2)


@pytest.mark.clause("S25")
def test_a_post_left_between_reading_and_writing_stops_the_write(town: Town) -> None:
    case = town.record()
    standing = town.office.standing(SECRETARY)
    left = roster.PostLeft(post="village-secretary", unit="dafeng", until=date(2024, 3, 1))

    def decide(_history: Any, _at: Any) -> list[Any]:
        town.do(
            "roster.leave",
            person=SECRETARY,
            left={"post": left.post, "unit": "dafeng", "until": "2024-03-01"},
        )
        return [diary.NoteRecorded(text=Personal("迟了一步"), form=diary.Form.NARRATIVE)]

    request = Request(
        act=by(SECRETARY),
        stream=StreamId(f"case/{case}"),
        asked="note",
        relies_on={StreamId(f"person/{SECRETARY}"): standing.version},
    )
    with pytest.raises(StreamMovedError):
        transact(town.office, request, decide)

    assert town.office.log.version(f"case/{case}") == 1


@pytest.mark.clause("S19")
def test_a_unit_is_not_reached_by_naming_one_of_its_cadres(town: Town) -> None:
    town.do(
        "roster.person",
        person="0010",
        facts={
            "name": "周海",
            "kind": "village-two-committees",
            "since": "2020-01-01",
            "post": "village-secretary",
            "unit": "anyang",
        },
    )

    refused = town.refused(
        "case.record",
        act=by("0010", on_behalf_of=SECRETARY),
        matter={
            "kind": "problem",
            "channel": "visit",
            "category": "ECONOMY",
            "title": "事",
            "text": "事",
            "petitioners": [{"kind": "anonymous"}],
            "learned_at": "2024-02-29",
        },
    )

    assert refused.code == "unit-not-own"


@pytest.mark.clause("S22")
def test_a_clerk_records_for_a_cadre_on_leave_under_the_cadres_posts(town: Town) -> None:
    case = town.record(act=by(CLERK, on_behalf_of=MEMBER))

    hands = town.do("case.show", case=case)["hands"]

    assert (hands["owner"], hands["recorded_by"], hands["on_behalf_of"]) == (MEMBER, CLERK, MEMBER)
    assert hands["post"] == "“两委”委员"


def test_a_keyed_request_that_changed_nothing_changes_nothing_later(town: Town) -> None:
    case = town.record()
    step = {"kind": "leader", "leader": SECRETARY}
    town.do("case.step", act=by(SECRETARY), case=case, step=step)
    town.do("case.step", act=by(SECRETARY, key="k"), case=case, step=step)
    town.do("case.step", act=by(SECRETARY), case=case, step={"kind": "leader", "leader": MEMBER})

    again = town.do("case.step", act=by(SECRETARY, key="k"), case=case, step=step)

    assert again["events"] == ()
    assert town.do("case.show", case=case)["hands"]["leader"] == MEMBER


def test_the_same_key_for_another_day_is_another_request(town: Town) -> None:
    case = town.record(learned_at="2024-02-27")
    note = {"kind": "note", "text": "到现场看过"}
    on = {"occurred_at": town.at.replace(day=1)}
    town.do("case.step", act=by(SECRETARY, key="k", **on), case=case, step=note)
    town.later(days=1)

    refused = town.refused("case.step", act=by(SECRETARY, key="k"), case=case, step=note)

    assert refused.code == "key-reused"


def test_a_key_is_a_short_plain_word(town: Town) -> None:
    refused = town.refused("case.record", act=by(SECRETARY, key="李大娘的事"), matter=dict(MATTER))

    assert refused.code == "key-unfit"


def test_of_several_who_found_a_town_at_once_one_does_and_keeps_it(tmp_path: Path) -> None:
    db = str(tmp_path / "town.db")

    def found(clerk: str) -> str:
        try:
            return found_store(db, town="大涌镇", clerk=clerk, login=clerk).name
        except RefusalError as refusal:
            return refusal.code

    with ThreadPoolExecutor(4) as pool:
        told = sorted(pool.map(found, ["a", "b", "c", "d"]))

    won = [name for name in told if len(name) == 1]
    assert len(won) == 1
    assert told.count("store-exists") == 3
    with open_office(db) as office:
        assert office.person(CLERK).name == won[0]


def test_files_that_hold_words_are_read_by_their_owner_alone(tmp_path: Path) -> None:
    found_store(str(tmp_path / "town.db"), town="大涌镇", clerk="王", login="wang")
    with open_office(str(tmp_path / "town.db")) as office:
        office.views.position()

    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}

    assert set(modes.values()) == {0o600}
    assert {"town.db", "town.key", "town-vault.db", "town-views.db"} <= modes.keys()


def test_an_older_vault_gives_out_no_key_a_second_time(tmp_path: Path) -> None:
    db, vault, copy = (tmp_path / name for name in ("town.db", "town-vault.db", "older.db"))
    found_store(str(db), town="大涌镇", clerk="王", login="wang")
    shutil.copy(vault, copy)
    act = Act(actor=CLERK)
    with open_office(str(db)) as office:
        for _ in range(300):
            answer(office, "case.record", act, {"matter": MATTER})
    for file in tmp_path.glob("town-vault.db*"):
        file.unlink()
    shutil.copy(copy, vault)

    with open_office(str(db)) as office, pytest.raises(DamagedRecordError, match="密钥库"):
        answer(office, "case.record", act, {"matter": MATTER})


def test_whoever_loses_to_their_own_repetition_gets_its_answer(town: Town) -> None:
    case = town.record()
    request = Request(act=by(SECRETARY, key="k"), stream=StreamId(f"case/{case}"), asked="note")
    note = diary.NoteRecorded(text=Personal("到现场看过"), form=diary.Form.NARRATIVE)

    def decide(_history: Any, _at: Any) -> list[Any]:
        transact(town.office, request, lambda _history, _at: [note])
        raise CaseUnknownError(case=case)

    assert [e.event for e in transact(town.office, request, decide).events] == [note]
    assert town.office.log.version(request.stream) == 2


@pytest.mark.parametrize(
    ("which", "code"),
    [
        ({"category": "NOPE"}, "category-unknown"),
        ({"owner": "0099"}, "person-unknown"),
        ({"place": "nowhere"}, "unit-unknown"),
    ],
)
def test_a_filter_that_means_nothing_is_told_so(town: Town, which: Any, code: str) -> None:
    assert town.refused("case.list", which=which).code == code


def test_a_matter_without_its_beginning_is_a_damaged_record() -> None:
    with pytest.raises(DamagedRecordError, match="2024-000009 缺少开头的记录"):
        case_row(CaseFile(case=CaseId("2024-000009")))
