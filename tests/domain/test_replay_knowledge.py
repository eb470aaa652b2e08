"""Who could have known of a matter, by what, from when on, and when they first did something."""

from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.histories import CASE, OPENED, history, noon, told
from tests.matters import CAUSE, DONE, MEASURE, REASON, TOLD

from minqing_core.diary import events
from minqing_core.duties.answering import staying
from minqing_core.kernel.calendar import WorkingCalendar, YearDays
from minqing_core.meetings import events as meetings
from minqing_core.replay.gaps import Gap, Posted
from minqing_core.replay.knew import By, Knew
from minqing_core.replay.knowledge import Knower, knowers
from minqing_core.replay.sources import by_version, source

TODAY = date(2024, 3, 20)
CALENDAR = WorkingCalendar({2024: YearDays(off=frozenset({date(2024, 3, 6)}))})
POSTED = Posted(heads=lambda _unit, _on: (), last_day=staying)
LED = events.LeaderAssigned(leader="0007", text=None)
ASKED = events.HandoverAsked(to=None, unit="anyang", reason=REASON, object_by=date(2024, 3, 9))
TASK = events.CohandlingAsked(
    task=1,
    unit="urban",
    person=None,
    text=REASON,
    due=date(2024, 3, 9),
    object_by=date(2024, 3, 9),
)
HELD = meetings.AnalysisMeetingHeld(
    village="dafeng",
    period="2024-Q1",
    held_on=date(2024, 3, 4),
    chair="0002",
    attendants=("0007",),
    pack=1,
    digest="",
    agenda=(meetings.AgendaItem(item=1, title=REASON, cases=(CASE,)),),
    text=REASON,
)


def known(*records: dict[str, Any], related: Any = (), today: date = TODAY) -> list[Knower]:
    """Return who could have known of a matter that was recorded on Friday 1 March."""
    put = history(told("2024-03-01", OPENED), *records)
    return list(knowers(put, related, CALENDAR, today, POSTED))


def ways(*records: dict[str, Any]) -> dict[Any, list[tuple[str, int | None]]]:
    """Return by what each could have known, and by which version, beside who recorded it."""
    return {
        one.person or one.unit: [(str(knew.by), knew.version) for knew in one.known]
        for one in known(*records)[1:]
    }


@pytest.mark.clause("S25", "S66")
def test_somebody_is_told_with_all_their_ways_acts_and_the_gap_between() -> None:
    records = (
        told("2024-03-04", LED, "0003", behalf="0002"),
        told("2024-03-05", MEASURE, "0003"),
        told("2024-03-07", DONE, "0007"),
        told("2024-03-08", CAUSE, "0009", behalf="0007"),
        told("2024-03-08", events.ReminderSent(to="0007", text=REASON), "0009"),
    )
    put = history(told("2024-03-01", OPENED), *records)
    at = by_version(put)
    leader = next(one for one in known(*records) if one.person == "0007")
    leading = Knew(
        person="0007",
        unit=None,
        by=By.LEADING,
        on=date(2024, 3, 4),
        version=2,
        of=None,
        source=at[2],
    )
    reminded = attrs.evolve(leading, by=By.REMINDER, on=date(2024, 3, 8), version=6, source=at[6])
    assert leader == Knower(
        person="0007",
        unit=None,
        first=leading,
        known=(leading, reminded),
        acted=(at[4], at[5]),
        first_act=at[4],
        gap=Gap.ACTED,
        gap_days=2,
    )


@pytest.mark.clause("S25", "S38", "S40", "S64", "S72", "S76")
@pytest.mark.parametrize(
    ("event", "by", "who"),
    [
        (LED, "leading", ["0007"]),
        (MEASURE, "measure", ["0003"]),
        (events.HandoverAccepted(owner="0005", unit="anyang"), "answering", ["0005"]),
        (events.CaseAssigned(owner="0005", unit="anyang", reason=REASON), "answering", ["0005"]),
        (ASKED, "handover", ["anyang"]),
        (attrs.evolve(ASKED, to="0005"), "handover", ["0005"]),
        (TASK, "cohandling", ["urban"]),
        (attrs.evolve(TASK, person="0005"), "cohandling", ["0005"]),
        (
            events.ReportedUp(report=1, to="0005", text=REASON, follow_up=date(2024, 3, 9)),
            "report",
            ["0005"],
        ),
        (events.LeadersTold(leaders=("0005", "0006")), "told", ["0005", "0006"]),
        (events.ReminderSent(to="0005", text=REASON), "reminder", ["0005"]),
        (
            events.SupervisionOrdered(order=1, to="0005", text=REASON, due=date(2024, 3, 9)),
            "supervision",
            ["0005"],
        ),
    ],
)
def test_whoever_a_record_was_meant_for_could_have_known_by_it(event, by: str, who) -> None:
    expected = {one: [(by, 2)] for one in who}
    assert ways(told("2024-03-04", event)) == expected
    (found, *_) = known(told("2024-03-04", event))[1:]
    assert (found.first.on, found.acted, found.first_act) == (date(2024, 3, 4), (), None)
    assert (found.person is None) == (found.unit is not None)


@pytest.mark.clause("S12", "S25")
def test_who_opened_an_identity_could_have_known_and_has_done_nothing_by_it() -> None:
    opened = events.IdentityOpened(petitioners=(1,), reason=REASON)
    (other,) = known(told("2024-03-04", opened, "0005"))[1:]
    assert [str(one.by) for one in other.known] == ["identity"]
    assert (other.acted, other.first_act) == ((), None)
    assert (other.gap, other.gap_days) == (Gap.STILL, 11)


@pytest.mark.clause("S25")
def test_who_recorded_anything_could_have_known_and_so_could_whom_it_was_done_for() -> None:
    (one, other) = known(told("2024-03-05", CAUSE, "0005", behalf="0006"))[1:]
    for found, person in ((one, "0005"), (other, "0006")):
        assert (found.person, found.first.by, found.first.version) == (person, By.ACTING, 2)
        assert (found.known, found.gap_days) == ((found.first,), 0)
        assert [act.version for act in found.acted] == [2]


@pytest.mark.clause("S25")
def test_acting_is_a_way_of_knowing_only_where_it_was_the_first() -> None:
    records = (told("2024-03-04", CAUSE, "0007"), told("2024-03-05", LED))
    (leader,) = known(*records)[1:]
    assert [str(one.by) for one in leader.known] == ["acting", "leading"]
    (leader,) = known(told("2024-03-04", LED), told("2024-03-05", CAUSE, "0007"))[1:]
    assert [str(one.by) for one in leader.known] == ["leading"]


@pytest.mark.clause("S25", "S66")
@pytest.mark.parametrize(
    ("acts", "version", "gap"),
    [
        (("2024-03-05",), 3, 0),
        (("2024-03-07",), 3, 1),
        (("2024-03-11", "2024-03-08"), 4, 2),
        ((), None, 10),
    ],
)
def test_the_gap_is_to_the_first_act_since_they_could_have_known_or_else_to_the_day(
    acts: tuple[str, ...], version: int | None, gap: int
) -> None:
    done = (told(on, CAUSE, "0003", behalf="0007") for on in acts)
    (leader,) = (one for one in known(told("2024-03-05", LED), *done) if one.person == "0007")
    first = leader.first_act
    assert ((first and first.version), leader.gap_days) == (version, gap)
    assert [str(act.on) for act in leader.acted] == sorted(acts)


@pytest.mark.clause("S22", "S25")
def test_who_learned_of_it_knew_since_then_and_for_whom_it_was_written_since_the_writing() -> None:
    recorded = told("2024-03-01", OPENED, "0009", behalf="0005", written="2024-03-08")
    found = knowers(history(recorded), (), CALENDAR, TODAY, POSTED)
    assert [(one.person, str(one.first.by), one.first.on.day) for one in found] == [
        ("0005", "recording", 1),
        ("0009", "recording", 8),
        ("0002", "answering", 8),
    ]
    assert {one.first.source.on.day for one in found} == {1}
    assert {one.first.version for one in found} == {1}
    assert {one.acted for one in found} == {()}
    (alone,) = knowers(history(told("2024-03-01", OPENED)), (), CALENDAR, TODAY, POSTED)
    assert (alone.person, alone.known) == ("0002", (alone.first,))
    for hands in ({"by": "0002", "behalf": "0009"}, {"by": "0009", "behalf": "0002"}):
        both = knowers(history(told("2024-03-01", OPENED, **hands)), (), CALENDAR, TODAY, POSTED)
        assert [[str(knew.by) for knew in one.known] for one in both] == [["recording"]] * 2


@pytest.mark.clause("S25", "S51")
def test_what_is_on_record_elsewhere_is_put_among_the_ways_by_its_day() -> None:
    (first,) = history(told("2024-03-04", HELD, "0009"), stream="meeting/2024-000001")
    found = known(told("2024-03-05", LED), related=[[attrs.evolve(first, position=40)]])
    assert [
        (one.person, [(str(knew.by), knew.of, knew.on.day) for knew in one.known]) for one in found
    ] == [
        ("0002", [("recording", None, 1), ("meeting", "meeting/2024-000001", 4)]),
        ("0007", [("meeting", "meeting/2024-000001", 4), ("leading", None, 5)]),
    ]


@pytest.mark.clause("S25")
def test_of_what_is_of_one_day_the_earlier_record_comes_first() -> None:
    other = attrs.evolve(LED, leader="0001")
    same = (told("2024-03-05", LED), told("2024-03-05", other), told("2024-03-04", TASK))
    assert [one.person or one.unit for one in known(*same)] == ["0002", "urban", "0007", "0001"]


@pytest.mark.clause("S38", "S76")
def test_a_unit_that_was_asked_without_naming_anybody_has_done_nothing() -> None:
    found = {one.unit: one for one in known(told("2024-03-05", TASK), told("2024-03-06", TOLD))}
    assert found["urban"].person is None
    assert (found["urban"].acted, found["urban"].first_act) == ((), None)
    assert (found["urban"].gap, found["urban"].gap_days) == (None, None)


STEPS = st.lists(
    st.tuples(
        st.sampled_from([LED, ASKED, TASK, CAUSE, MEASURE, attrs.evolve(LED, leader="0002")]),
        st.integers(1, 19),
        st.sampled_from(["0002", "0003", "0007"]),
    ),
    max_size=8,
)


@pytest.mark.clause("S25", "S66")
@given(STEPS)
def test_everybody_is_told_once_the_first_ones_first_and_none_before_their_first_way(
    steps,
) -> None:
    found = known(*(told(f"2024-03-{day:02}", event, by) for event, day, by in steps))

    assert len({(one.person, one.unit) for one in found}) == len(found)
    first = [(one.first.on, one.first.source.position) for one in found]
    assert first == sorted(first)
    for one in found:
        assert one.known[0] == one.first
        assert all(one.first.on <= knew.on for knew in one.known)
        assert one.first_act is None or one.first_act.on >= one.first.on
        assert (one.gap is None) == (one.gap_days is None) == (one.person is None)
        assert one.gap_days is None or one.gap_days >= 0


def test_a_record_is_of_the_day_in_the_office() -> None:
    (late,) = history(told("2024-03-01", OPENED))
    evening = attrs.evolve(late, occurred_at=noon("2024-03-01").replace(hour=17))
    assert source(evening).on == date(2024, 3, 2)
    (one,) = knowers([evening], (), CALENDAR, TODAY, POSTED)
    assert one.first.on == date(2024, 3, 2)
