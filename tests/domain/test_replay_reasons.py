"""Each derived status of a matter says why it is so, and by which records."""

from datetime import date
from typing import Any

import attrs
import pytest
from tests.histories import CASE, OPENED, history, told
from tests.matters import CAUSE, DONE, ENDED, EXPLAINED, LINKED, MEASURE, REASON, REOPENED, TOLD

from minqing_core.diary import events
from minqing_core.duties.answering import ever_there, staying
from minqing_core.duties.cells import Cell, Ground, State
from minqing_core.kernel.calendar import DayUnit, Limit, WorkingCalendar
from minqing_core.replay.findings import Read
from minqing_core.replay.reasons import Reason, is_hanging, reasons
from minqing_core.replay.sources import by_version, source
from minqing_core.views import cases

GRACE = Limit(15, DayUnit.CALENDAR_DAY)
TODAY = date(2024, 3, 20)
PARKED = events.ClockParked(
    reason=REASON, cause=events.ObjectiveCause.NATURE, until=date(2024, 3, 31)
)
RESUMED = events.ClockResumed(reason=REASON)
DEFERRED = events.SolutionDeferred(
    cause=events.ObjectiveCause.FUNDS, basis=REASON, effect=REASON, next_look=date(2024, 4, 1)
)
LOOKED = events.LookedAgain(text=REASON, next_look=date(2024, 6, 1))
UNSOLVED = attrs.evolve(ENDED, outcome=events.Outcome.UNRESOLVABLE)
LATER = attrs.evolve(MEASURE, due=date(2024, 4, 5))
DISPUTED = events.OutcomeDisputed(text=REASON, means=events.Means.VISIT)
CONTENT = events.Revisited(
    means=events.Means.VISIT, response=events.Response.SATISFIED, as_told=True, text=REASON
)
UNHAPPY = attrs.evolve(CONTENT, response=events.Response.DISSATISFIED)
MERGED = events.MergedInto(whole="2024-000009", reason=REASON)
ASKED = events.HandoverAsked(to=None, unit="anyang", reason=REASON, object_by=date(2024, 3, 9))
UNLINKED = events.DuplicateUnlinked(of="2024-000009", reason=REASON)
UNMERGED = events.MergeUndone(whole="2024-000009", reason=REASON)
LED = events.LeaderAssigned(leader="0007", text=None)


def read_of(*said: Any, opened: Any = OPENED, today: date = TODAY) -> Read:
    """Return a matter with what was said of it, a day after each other from the second on."""
    dated = [told(f"2024-03-{n:02}", event) for n, event in enumerate(said, start=2)]
    records = history(told("2024-03-01", opened), *dated)
    return Read(
        file=cases.fold(CASE, records),
        sources=by_version(records),
        left={},
        calendar=WorkingCalendar(),
        today=today,
        arrived=ever_there,
        last_day=staying,
    )


def why(what: str, *said: Any, cells: tuple[Cell, ...] = (), **others: Any) -> Reason:
    """Return why one status is so."""
    (found,) = (one for one in reasons(read_of(*said, **others), cells, GRACE) if one.what == what)
    return found


def told_by(*versions: int, said: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the records of these versions."""
    return tuple(read_of(*said).sources[version] for version in versions)


@pytest.mark.clause("S25", "S34")
def test_of_a_new_matter_each_status_rests_on_its_record_or_on_there_being_none() -> None:
    (first,) = read_of().sources.values()
    absent = [("disputed", "no"), ("dissatisfied", "no"), ("sealed", "no")]
    absent += [("duplicate", "no"), ("merged", "no")]
    found = {one.what: one for one in reasons(read_of(today=date(2024, 3, 1)), (), GRACE)}
    assert [*found] == [
        *("status", "owner", "leader", "awaiting", "disputed", "dissatisfied"),
        *("hanging", "sealed", "duplicate", "merged"),
    ]
    assert found["status"] == Reason(
        what="status",
        value="handling",
        because="自记录、重新办理、恢复或继续办理以来，没有办结、挂账或暂缓的记录",
        evidence=(first,),
    )
    assert found["owner"] == Reason(
        what="owner", value="0002", because="记录时的承办人，此后没有移交", evidence=(first,)
    )
    assert found["leader"] == Reason(
        what="leader", value="", because="没有写明，或写明者已回避", evidence=()
    )
    assert found["awaiting"] == Reason(
        what="awaiting", value="", because="没有相应的记录", evidence=()
    )
    assert found["hanging"] == Reason(
        what="hanging",
        value="no",
        because="没有未完的措施、复看或挂账，或未过宽限 15个自然日",
        evidence=(),
    )
    for what, value in absent:
        assert found[what] == Reason(what=what, value=value, because="没有相应的记录", evidence=())


@pytest.mark.clause("S25", "S26", "S29", "S34")
@pytest.mark.parametrize(
    ("said", "value", "because", "versions"),
    [
        ((TOLD, ENDED), "concluded", "已办结", (3,)),
        ((PARKED, CAUSE), "parked", "客观原因挂账，尚未恢复", (2,)),
        ((CAUSE, DEFERRED), "deferred", "暂不能解决，定日再看", (3,)),
        ((CAUSE, DEFERRED, LOOKED, LOOKED), "deferred", "暂不能解决，定日再看", (3, 5)),
        ((TOLD, ENDED, REOPENED), "handling", None, (4,)),
        ((CAUSE, PARKED, RESUMED), "handling", None, (4,)),
        ((CAUSE, DEFERRED, MEASURE, TOLD), "handling", None, (4,)),
        ((ENDED, REOPENED, ENDED), "concluded", "已办结", (4,)),
    ],
)
def test_a_status_rests_on_the_records_that_made_it_so(said, value, because, versions) -> None:
    begun = "自记录、重新办理、恢复或继续办理以来，没有办结、挂账或暂缓的记录"
    assert why("status", *said) == Reason(
        what="status",
        value=value,
        because=because or begun,
        evidence=told_by(*versions, said=said),
    )


@pytest.mark.clause("S25", "S38")
def test_who_answers_leads_or_is_waited_for_rests_on_the_last_record_that_says_so() -> None:
    given = events.CaseAssigned(owner="0003", unit="dafeng", reason=REASON)
    other = attrs.evolve(LED, leader="0008")
    said = (given, LED, other, attrs.evolve(ASKED, to="0005"), CAUSE)
    assert why("owner", *said) == Reason(
        what="owner", value="0003", because="最近一次移交或指定", evidence=told_by(2, said=said)
    )
    assert why("leader", *said) == Reason(
        what="leader",
        value="0008",
        because="最近一次写明负领导责任者",
        evidence=told_by(4, said=said),
    )
    assert why("awaiting", *said) == Reason(
        what="awaiting",
        value="0005",
        because="已请接手，尚未答复",
        evidence=told_by(5, said=said),
    )
    assert why("awaiting", ASKED).value == "anyang"
    away = events.RecusalGranted(person="0009")
    assert why("leader", away, LED, away).evidence == told_by(3, said=(away, LED, away))
    kept_away = (LED, events.RecusalGranted(person="0007"), away)
    assert why("leader", *kept_away) == Reason(
        what="leader",
        value="",
        because="没有写明，或写明者已回避",
        evidence=told_by(3, said=kept_away),
    )


@pytest.mark.clause("S26", "S28", "S30", "S63")
@pytest.mark.parametrize(
    ("what", "said", "because", "versions"),
    [
        ("disputed", (ENDED, DISPUTED, TOLD), "办结后群众提出异议，尚未重新办理", (3,)),
        (
            "dissatisfied",
            (ENDED, CONTENT, UNHAPPY),
            "最近一次回访不满意，或与办结所记不符",
            (4,),
        ),
        (
            "disputed",
            (ENDED, DISPUTED, REOPENED, ENDED, DISPUTED),
            "办结后群众提出异议，尚未重新办理",
            (6,),
        ),
        ("duplicate", (LINKED, UNLINKED, LINKED), "已列为重复", (4,)),
        ("duplicate", (LINKED, CAUSE), "已列为重复", (2,)),
        ("duplicate", (LINKED, ENDED, REOPENED), "已列为重复", (2,)),
        ("merged", (MERGED, CAUSE), "已并入另一件办理", (2,)),
        ("merged", (MERGED, ENDED, REOPENED), "已并入另一件办理", (2,)),
    ],
)
def test_what_is_so_names_its_record_whichever_round_it_is_of(
    what: str, said: tuple[Any, ...], because: str, versions: tuple[int, ...]
) -> None:
    assert why(what, *said) == Reason(
        what=what, value="yes", because=because, evidence=told_by(*versions, said=said)
    )


@pytest.mark.clause("S26", "S28", "S30")
@pytest.mark.parametrize(
    ("what", "said", "because", "versions"),
    [
        ("disputed", (ENDED, DISPUTED, REOPENED), "群众提出过异议，此后已重新办理", (3, 4)),
        (
            "disputed",
            (ENDED, DISPUTED, REOPENED, ENDED, REOPENED),
            "群众提出过异议，此后已重新办理",
            (3, 4),
        ),
        ("disputed", (DISPUTED,), "曾有相应的记录，此后的记录使其不再如此", (2,)),
        (
            "dissatisfied",
            (ENDED, UNHAPPY, CONTENT),
            "最近一次回访没有不满意，且与办结所记相符",
            (4,),
        ),
        ("dissatisfied", (ENDED, UNHAPPY, REOPENED), "最近一次回访之后已重新办理", (3, 4)),
        ("duplicate", (LINKED, UNLINKED), "曾列为重复，已取消", (2, 3)),
        ("duplicate", (LINKED, UNLINKED, ENDED, REOPENED), "曾列为重复，已取消", (2, 3)),
        ("duplicate", (LINKED, UNLINKED, LINKED, UNLINKED), "曾列为重复，已取消", (4, 5)),
        ("merged", (MERGED, UNMERGED), "曾并入另一件，已恢复单独办理", (2, 3)),
    ],
)
def test_what_was_taken_back_is_so_no_more_and_names_what_ended_it(
    what: str, said: tuple[Any, ...], because: str, versions: tuple[int, ...]
) -> None:
    assert why(what, *said) == Reason(
        what=what, value="no", because=because, evidence=told_by(*versions, said=said)
    )


@pytest.mark.clause("S25", "S38")
@pytest.mark.parametrize(
    ("answer", "because"),
    [
        (events.HandoverAccepted(owner="0005", unit="anyang"), "已接手"),
        (events.HandoverRefused(reason=REASON), "没有接手"),
        (events.HandoverWithdrawn(reason=REASON), "已撤回"),
        (
            events.CaseAssigned(owner="0003", unit="dafeng", reason=REASON),
            "已另行指定承办人",
        ),
    ],
)
def test_once_answered_nobody_is_waited_for_and_the_last_asking_and_its_answer_are_named(
    answer: Any, because: str
) -> None:
    said = (ASKED, answer, CAUSE, ASKED, CAUSE, answer, CAUSE)
    assert why("awaiting", *said) == Reason(
        what="awaiting",
        value="",
        because=f"最近一次请接手，{because}",
        evidence=told_by(5, 7, said=said),
    )


@pytest.mark.clause("S34")
@pytest.mark.parametrize(
    ("said", "value", "until", "versions"),
    [
        ((CAUSE,), "yes", None, ()),
        ((MEASURE, DONE), "yes", None, ()),
        ((CAUSE, DEFERRED, MEASURE, DONE), "yes", None, ()),
        ((PARKED, RESUMED), "yes", None, ()),
        ((MEASURE, attrs.evolve(MEASURE, measure=2), DONE), "yes", "2024-03-15", (3,)),
        ((LATER, UNSOLVED, REOPENED), "no", "2024-04-05", (2,)),
        ((CAUSE, DEFERRED), "no", "2024-04-01", (3,)),
        ((CAUSE, DEFERRED, LOOKED), "no", "2024-06-01", (3, 4)),
        ((MEASURE, PARKED), "no", "2024-03-31", (2, 3)),
        ((TOLD, ENDED), "no", None, (3,)),
    ],
)
def test_hanging_names_what_keeps_it_from_that_now_and_until_when(
    said: tuple[Any, ...], value: str, until: str | None, versions: tuple[int, ...]
) -> None:
    kept = "没有未完的措施、复看或挂账" if until is None else f"措施、复看或挂账至 {until}"
    grace = "；宽限 15个自然日，自 2024-02-20 起" if value == "yes" else "，或未过宽限 15个自然日"
    assert why("hanging", *said) == Reason(
        what="hanging",
        value=value,
        because=f"{kept}{grace}",
        evidence=told_by(*versions, said=said),
    )


@pytest.mark.clause("S34")
@pytest.mark.parametrize(
    ("said", "first"),
    [
        ((), date(2024, 3, 7)),
        ((MEASURE,), date(2024, 3, 16)),
        ((PARKED,), date(2024, 4, 1)),
        ((CAUSE, DEFERRED), date(2024, 4, 2)),
        ((UNSOLVED, REOPENED), date(2024, 3, 19)),
    ],
)
def test_a_matter_hangs_from_the_day_after_the_grace_and_after_what_kept_it(said, first) -> None:
    file, calendar = read_of(*said).file, WorkingCalendar()
    days = [date.fromordinal(first.toordinal() + n) for n in (-1, 0, 1)]
    assert [is_hanging(file, calendar, GRACE, day) for day in days] == [False, True, True]


@pytest.mark.clause("S30", "S34")
@pytest.mark.parametrize("said", [(TOLD, ENDED), (MERGED,)])
def test_what_has_ended_or_is_handled_within_another_hangs_never(said: tuple[Any, ...]) -> None:
    file = read_of(*said).file
    assert not is_hanging(file, WorkingCalendar(), GRACE, date(2030, 1, 1))
    unknown = cases.fold(CASE, [])
    assert not is_hanging(unknown, WorkingCalendar(), GRACE, date(2030, 1, 1))


@pytest.mark.clause("S12")
def test_a_seal_rests_on_the_record_and_on_what_made_it_a_complaint_about_a_cadre() -> None:
    asked = attrs.evolve(OPENED, matter=attrs.evolve(OPENED.matter, protected=True))
    named = events.AccusedNamed(person="0009", units=(), reason=REASON)
    title = events.TextAmended(version=1, field="title", text=REASON, reason=REASON)
    filed = events.FactAmended(
        field="category",
        before="HOT_DIFFICULT.ROADS",
        after="VILLAGE_GOVERNANCE.CONDUCT",
        reason=REASON,
    )
    water = attrs.evolve(filed, after="HOT_DIFFICULT.WATER")
    assert why("sealed", CAUSE, water, opened=asked) == Reason(
        what="sealed",
        value="yes",
        because="诉求人要求保密",
        evidence=told_by(1, said=()),
    )
    for said, versions in (((CAUSE, named), (1, 3)), ((title, filed, named), (1, 3, 4))):
        assert why("sealed", *said) == Reason(
            what="sealed",
            value="yes",
            because="反映的是干部",
            evidence=told_by(*versions, said=said),
        )


@pytest.mark.clause("S25", "S62")
def test_a_duty_tells_its_limit_and_the_records_by_which_it_began_and_was_met() -> None:
    cell = Cell(
        id=f"feedback.opinion/{CASE}",
        duty="feedback.opinion",
        clause="S62",
        person="0002",
        start=date(2024, 2, 20),
        due=date(2024, 2, 27),
        state=State.MISSED,
        began=7,
        ground=Ground(says="反馈处理意见：自获知之日起 5个工作日"),
    )
    met = attrs.evolve(cell, state=State.MET_LATE, met_on=date(2024, 3, 3), met_by=(9,))
    said = (EXPLAINED, TOLD)
    assert why(cell.id, *said, cells=(cell,)) == Reason(
        what=cell.id,
        duty="向群众反馈处理意见",
        value="missed",
        because="反馈处理意见：自获知之日起 5个工作日，期限 2024-02-27；尚无完成的记录",
        evidence=told_by(1, said=said),
    )
    assert why(cell.id, *said, cells=(met,)) == Reason(
        what=cell.id,
        duty="向群众反馈处理意见",
        value="met-late",
        because="反馈处理意见：自获知之日起 5个工作日，期限 2024-02-27；2024-03-03 完成",
        evidence=told_by(1, 3, said=said),
    )
    excused = attrs.evolve(cell, state=State.EXCUSED, note="已并入另一件办理")
    assert why(cell.id, *said, cells=(excused,)).because == (
        "反馈处理意见：自获知之日起 5个工作日，期限 2024-02-27；已并入另一件办理"
    )
    noted = why(cell.id, *said, cells=(attrs.evolve(met, note="补记"),))
    assert noted.because.endswith("；2024-03-03 完成，补记")


def test_a_source_tells_where_its_record_stands_and_both_its_days() -> None:
    (record,) = history(told("2024-03-01", OPENED, "0009", written="2024-03-04"))
    assert attrs.asdict(source(record)) == {
        "stream": f"case/{CASE}",
        "version": 1,
        "position": 7,
        "event": "MatterRecorded",
        "actor": "0009",
        "on": date(2024, 3, 1),
        "recorded_on": date(2024, 3, 4),
    }
