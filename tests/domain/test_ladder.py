"""What is done about a limit that is not met: urged, ordered, named; one rung after the other."""

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.test_limits import CALENDAR, RULES_OF_DAYS, a_file
from tests.matters import CAUSE, TOLD

from minqing_core.diary import events
from minqing_core.duties.ladder import RUNGS, Ladder, Rung, Taken, footing
from minqing_core.duties.limits import deadlines
from minqing_core.kernel.calendar import DayUnit, Limit
from minqing_core.kernel.personal import Personal

WORKING = DayUnit.WORKING_DAY
LADDER = Ladder(urge=Limit(1, WORKING), supervise=Limit(3, WORKING), name=Limit(5, WORKING))
LEARNED = date(2024, 2, 20)
DUE, URGED = date(2024, 2, 27), date(2024, 2, 26)
SUPERVISED, NAMED = date(2024, 3, 1), date(2024, 3, 8)
REMINDED = events.ReminderSent(to="0002", text=Personal("快到期了"))
ORDERED = events.SupervisionOrdered(
    order=1, to="0002", text=Personal("限期反馈"), due=date(2024, 3, 5)
)
OPINION = attrs.evolve(TOLD, stage=events.Stage.OPINION)


def stands(today: date, *said, named=()):
    file = a_file(LEARNED, *said)
    limits = list(deadlines(file, rules=RULES_OF_DAYS, calendar=CALENDAR, today=today))
    return footing(file, limits, ladder=LADDER, calendar=CALENDAR, named=named, today=today)


def rung(today: date, *said, named=()):
    found = stands(today, *said, named=named)
    return None if found is None else (found.next, found.next_on, found.is_due(today))


@pytest.mark.clause("S72", "S75")
def test_each_rung_comes_on_its_day_and_after_the_one_before() -> None:
    assert rung(URGED - timedelta(days=1)) is None
    assert rung(URGED) == rung(SUPERVISED) == (Rung.URGE, URGED, True)
    urged = (URGED, REMINDED)
    assert rung(URGED, urged) == (Rung.SUPERVISE, SUPERVISED, False)
    assert rung(SUPERVISED, urged) == (Rung.SUPERVISE, SUPERVISED, True)
    ordered = (SUPERVISED, ORDERED)
    assert rung(SUPERVISED, urged, ordered) == (Rung.NAME, NAMED, False)
    assert rung(NAMED, urged, ordered) == (Rung.NAME, NAMED, True)
    assert rung(NAMED, urged, ordered, named=[NAMED]) == (None, None, False)


@pytest.mark.clause("S72")
def test_the_page_of_a_matter_on_the_ladder_says_which_limit_and_how_late() -> None:
    found = stands(NAMED, (SUPERVISED, ORDERED))
    assert attrs.asdict(found, recurse=False) == {
        "duty": "feedback.opinion",
        "title": "向群众反馈处理意见",
        "clause": "S62",
        "person": "0002",
        "due": DUE,
        "days_late": 8,
        "next": Rung.NAME,
        "next_on": NAMED,
        "warranted": Rung.NAME,
        "taken": (Taken(rung=Rung.SUPERVISE, on=SUPERVISED),),
    }
    assert stands(DUE).days_late == 0
    assert stands(DUE).warranted is Rung.URGE


@pytest.mark.clause("S9", "S72")
def test_who_has_a_matter_now_is_urged_where_nobody_answered_for_its_limit() -> None:
    file = a_file(LEARNED)
    limits = [
        *deadlines(
            file,
            rules=RULES_OF_DAYS,
            calendar=CALENDAR,
            today=NAMED,
            arrived=lambda _: NAMED,
        )
    ]
    assert (limits[0].person, limits[0].unit) == (None, "dafeng")
    found = footing(file, limits, ladder=LADDER, calendar=CALENDAR, named=(), today=NAMED)
    assert found is not None
    assert found.person == "0002"


@pytest.mark.clause("S72")
def test_an_order_that_came_late_gives_its_own_time_before_the_matter_is_named() -> None:
    late = (date(2024, 3, 11), ORDERED)
    assert rung(date(2024, 3, 15), late) == (Rung.NAME, date(2024, 3, 18), False)
    assert rung(date(2024, 3, 18), late) == (Rung.NAME, date(2024, 3, 18), True)


@pytest.mark.clause("S72")
def test_what_was_done_before_the_first_rung_is_of_another_limit() -> None:
    early = (URGED - timedelta(days=1), REMINDED)
    assert rung(DUE, early) == (Rung.URGE, URGED, True)
    assert rung(NAMED, early, named=[LEARNED]) == (Rung.URGE, URGED, True)


@pytest.mark.clause("S72", "S75")
def test_what_was_sent_to_somebody_else_is_no_rung_of_this_limit() -> None:
    reminded = (URGED, attrs.evolve(REMINDED, to="0005"))
    ordered = (SUPERVISED, attrs.evolve(ORDERED, to="0005"))
    found = stands(NAMED, reminded, ordered)
    assert (found.taken, found.next, found.next_on) == ((), Rung.URGE, URGED)


@pytest.mark.clause("S72", "S25")
def test_what_was_sent_to_who_has_the_matter_now_counts_as_well() -> None:
    """Whoever took it over after its day is the one who can still do something about it."""
    asked = events.HandoverAsked(
        to="0005", unit="anyang", reason=Personal("属其辖区"), object_by=date(2024, 3, 6)
    )
    taken_over = events.HandoverAccepted(owner="0005", unit="anyang")
    urged, over = (URGED, REMINDED), date(2024, 2, 28)
    passed_on = ((over, asked), (over, taken_over))
    ordered = (SUPERVISED, attrs.evolve(ORDERED, to="0005"))
    found = stands(SUPERVISED, urged, *passed_on, ordered)
    assert (found.person, found.next) == ("0002", Rung.NAME)
    early = ((URGED, ORDERED), (DUE, asked), (DUE, taken_over))
    found = stands(SUPERVISED, *early)
    assert (found.person, found.taken, found.next) == ("0005", (), Rung.URGE)


@pytest.mark.clause("S72")
def test_a_limit_that_was_met_takes_the_matter_off_the_ladder() -> None:
    told = (date(2024, 3, 4), OPINION)
    assert stands(NAMED, (URGED, REMINDED), told) is None
    later = date(2024, 4, 19)
    assert (stands(later, told).duty, stands(later, told).due) == (
        "feedback.result",
        date(2024, 4, 20),
    )
    assert stands(date(2024, 4, 17), told) is None
    assert stands(later, told, (later, TOLD), (later, CAUSE)).duty == "conclude"


@given(
    st.lists(st.tuples(st.integers(0, 40), st.sampled_from([REMINDED, ORDERED])), max_size=5),
    st.integers(0, 60),
)
def test_the_next_rung_is_never_one_that_was_taken(done, passed) -> None:
    """What is next lies above everything that was done since the first rung's day."""
    said = sorted(
        ((LEARNED + timedelta(days=day), event) for day, event in done), key=lambda p: p[0]
    )
    today = LEARNED + timedelta(days=max([passed, *(day for day, _ in done)]))
    found = stands(today, *said)
    if found is None:
        assert today < URGED
        return
    height = max((RUNGS.index(one.rung) for one in found.taken), default=-1)
    assert found.next is RUNGS[height + 1]
    assert (
        found.next_on
        >= {Rung.URGE: URGED, Rung.SUPERVISE: SUPERVISED, Rung.NAME: NAMED}[found.next]
    )


@given(st.dates(date(2023, 1, 1), date(2025, 12, 31)), st.integers(0, 20))
def test_so_many_days_ahead_is_so_many_days_before(due, days) -> None:
    """From the day found, as many days are counted to the due day, and never fewer."""
    calendar_day = CALENDAR.ahead(due, Limit(days, DayUnit.CALENDAR_DAY))
    assert (due - calendar_day).days == days
    found = CALENDAR.ahead(due, Limit(days, WORKING))
    assert CALENDAR.is_working(found)
    assert CALENDAR.working_days_between(found, due) == days
    if CALENDAR.is_working(due) and days:
        assert CALENDAR.due(found, Limit(days, WORKING)).day == due


def test_a_matter_without_limits_stands_on_no_rung() -> None:
    calendar = {"ladder": LADDER, "calendar": CALENDAR, "named": (), "today": NAMED}
    assert footing(a_file(LEARNED), [], **calendar) is None
