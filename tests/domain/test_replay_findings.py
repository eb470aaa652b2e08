"""What was missed, late or not as told is found with whose it was and by which records."""

from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.histories import CASE, OPENED, history, told
from tests.matters import CAUSE, ENDED, REASON, REOPENED, TOLD

from minqing_core.diary import events
from minqing_core.duties.answering import ever_there, staying
from minqing_core.duties.cells import Cell, Ground, State
from minqing_core.kernel.calendar import CountedDay, WorkingCalendar
from minqing_core.replay.findings import Finding, Read, findings
from minqing_core.replay.sources import by_version
from minqing_core.roster.events import CadreTransferredAway
from minqing_core.views import cases

GIVEN = events.CaseAssigned(owner="0003", unit="dafeng", reason=REASON)
SEEN = events.Revisited(
    means=events.Means.VISIT, response=events.Response.NONE, as_told=True, text=REASON
)
DENIED = attrs.evolve(SEEN, as_told=False)
GROUND = Ground(
    laid_by="town",
    says="反馈处理意见：自获知之日起 5个工作日",
    days=(CountedDay(date(2024, 3, 8), 5, "工作日"),),
    tentative=True,
)
OWED = Cell(
    id=f"feedback.opinion/{CASE}",
    duty="feedback.opinion",
    clause="S62",
    person="0002",
    unit=None,
    start=date(2024, 3, 1),
    due=date(2024, 3, 8),
    state=State.MISSED,
    began=7,
    ground=GROUND,
)


def read_of(*records: dict[str, Any], **others: Any) -> Read:
    """Return a matter that was recorded on Friday 1 March, after further records."""
    put = history(told("2024-03-01", OPENED), *records)
    given = {
        "left": {},
        "today": date(2024, 3, 18),
        "arrived": ever_there,
        "last_day": staying,
    } | others
    return Read(
        file=cases.fold(CASE, put),
        sources=by_version(put),
        calendar=WorkingCalendar(),
        **given,
    )


@pytest.mark.clause("S25", "S62", "S66")
def test_a_missed_duty_is_told_with_rule_days_holder_and_what_it_began_with() -> None:
    read = read_of(told("2024-03-08", GIVEN, "0009"), told("2024-03-11", CAUSE))
    assert findings(read, [OWED]) == (
        Finding(
            id=f"feedback.opinion/{CASE}",
            kind="missed",
            duty="feedback.opinion",
            title="向群众反馈处理意见",
            clause="S62",
            person="0002",
            unit=None,
            holder="0003",
            start=date(2024, 3, 1),
            due=date(2024, 3, 8),
            met_on=None,
            recorded_on=None,
            late_days=6,
            tentative=True,
            says="反馈处理意见：自获知之日起 5个工作日",
            laid_by="town",
            days=(CountedDay(date(2024, 3, 8), 5, "工作日"),),
            evidence=(read.sources[1],),
        ),
    )


@pytest.mark.clause("S25", "S62", "S66")
def test_a_late_duty_is_late_up_to_the_day_it_was_met_and_names_what_met_it() -> None:
    read = read_of(told("2024-03-12", TOLD), told("2024-03-14", GIVEN, "0009"))
    late = attrs.evolve(
        OWED,
        state=State.MET_LATE,
        met_on=date(2024, 3, 12),
        met_by=(8,),
        person=None,
        unit="urban",
    )
    (found,) = findings(read, [late])
    assert (found.kind, found.met_on, found.late_days) == ("late", date(2024, 3, 12), 2)
    assert found.recorded_on == date(2024, 3, 12)
    assert (found.person, found.unit, found.holder) == (None, "urban", "0002")
    assert found.evidence == (read.sources[1], read.sources[2])


@pytest.mark.clause("S66")
@pytest.mark.parametrize("state", [State.NOT_DUE, State.OPEN, State.MET, State.EXCUSED])
def test_what_was_met_excused_or_is_not_yet_due_is_no_finding(state: State) -> None:
    assert findings(read_of(), [attrs.evolve(OWED, state=state)]) == ()


@pytest.mark.clause("S37", "S66")
def test_what_was_met_in_time_by_a_record_made_after_its_day_was_filled_in() -> None:
    read = read_of(told("2024-03-07", TOLD, written="2024-03-13"))
    met = attrs.evolve(OWED, state=State.MET, met_on=date(2024, 3, 7), met_by=(8,))
    (found,) = findings(read, [met])
    assert (found.kind, found.met_on, found.late_days) == ("filled-in", date(2024, 3, 7), 3)
    assert found.recorded_on == date(2024, 3, 13)
    assert found.evidence == (read.sources[1], read.sources[2])
    on_its_day = read_of(told("2024-03-07", TOLD, written="2024-03-08"))
    assert findings(on_its_day, [met]) == ()


@pytest.mark.clause("S9", "S66")
def test_where_nobody_was_there_yet_nobody_held_it() -> None:
    read = read_of(arrived=lambda _: date(2024, 3, 9))
    assert [one.holder for one in findings(read, [OWED])] == [None]


@pytest.mark.clause("S46", "S66")
def test_a_record_of_the_roster_shows_how_a_duty_of_leaving_began() -> None:
    away = CadreTransferredAway(until=date(2024, 3, 8), destination="市水务局")
    left = by_version(history(told("2024-03-08", away, "0009"), stream="person/0002"))[1]
    left = attrs.evolve(left, position=30)
    read = read_of(left={"0002": left})
    (found,) = findings(read, [attrs.evolve(OWED, began=30, met_by=(99, 7, 7))])
    assert found.evidence == (left, read.sources[1])


@pytest.mark.clause("S28", "S37")
def test_an_end_that_a_revisit_found_otherwise_is_told_with_both_records() -> None:
    read = read_of(
        told("2024-03-04", TOLD),
        told("2024-03-05", ENDED, "0009", behalf="0002"),
        told("2024-03-06", GIVEN, "0009"),
        told("2024-03-07", DENIED, "0008"),
    )
    assert findings(read, []) == (
        Finding(
            id=f"outcome.not-as-told/{CASE}/1/5",
            kind="not-as-told",
            duty="outcome.not-as-told",
            title="办结所记与回访所见不符",
            clause="S37",
            person="0002",
            unit=None,
            holder="0002",
            start=date(2024, 3, 5),
            due=date(2024, 3, 5),
            met_on=None,
            recorded_on=None,
            late_days=0,
            tentative=False,
            says="2024-03-05 办结，2024-03-07 回访记明与办结所记不符",
            laid_by=None,
            days=(),
            evidence=(read.sources[3], read.sources[5]),
        ),
    )


@pytest.mark.clause("S28", "S37")
def test_each_revisit_is_held_against_the_end_of_its_own_round() -> None:
    said = [ENDED, DENIED, REOPENED, CAUSE, ENDED, SEEN, DENIED, DENIED]
    read = read_of(*(told(f"2024-03-{n:02}", one) for n, one in enumerate(said, start=4)))
    assert [
        (one.id, [source.version for source in one.evidence]) for one in findings(read, [])
    ] == [
        (f"outcome.not-as-told/{CASE}/1/3", [2, 3]),
        (f"outcome.not-as-told/{CASE}/2/8", [6, 8]),
        (f"outcome.not-as-told/{CASE}/2/9", [6, 9]),
    ]
    (told_by, *_) = findings(read, [])
    assert told_by.person == "0002"


@pytest.mark.clause("S28")
def test_a_revisit_denies_the_end_of_its_round_whenever_that_was_and_nothing_without_one() -> None:
    read = read_of(told("2024-03-06", ENDED), told("2024-03-05", DENIED))
    assert [one.id for one in findings(read, [])] == [f"outcome.not-as-told/{CASE}/1/3"]
    assert findings(read_of(told("2024-03-05", DENIED)), []) == ()


CELLS = st.builds(
    lambda n, due, state: attrs.evolve(OWED, id=f"{n}", due=date(2024, 3, due), state=state),
    st.integers(0, 9),
    st.integers(1, 17),
    st.sampled_from(State),
)


@pytest.mark.clause("S25", "S66")
@given(st.lists(CELLS, max_size=8))
def test_findings_are_those_that_failed_in_the_order_of_their_days(cells: list[Cell]) -> None:
    found = findings(read_of(), cells)
    failed = [one for one in cells if one.state in {State.MISSED, State.MET_LATE}]
    assert [(one.due, one.id) for one in found] == sorted((one.due, one.id) for one in failed)
