"""Days on which the clock stood still do not count; a limit put back is due later; rounds."""

from datetime import date, timedelta

import attrs
import pytest
from tests.domain.test_limits import CALENDAR, OPINION, RULES_OF_DAYS, a_file, standing
from tests.matters import CAUSE, ENDED, REASON, REOPENED, TOLD

from minqing_core.diary import events
from minqing_core.duties.limits import Deadline, deadlines

LEARNED, DUE = date(2024, 9, 27), date(2024, 11, 26)
RESUMED = events.ClockResumed(reason=REASON)
ASKED = events.ExtensionAsked(
    extension=1, duty=events.Duty.CONCLUDE, until=date(2024, 12, 20), reason=REASON
)
APPROVED = events.ExtensionApproved(extension=1, basis=None)
SAID = events.ExtensionTold(extension=1, means=events.Means.VISIT, text=REASON)


def parked(until: date) -> events.ClockParked:
    return events.ClockParked(reason=REASON, cause=events.ObjectiveCause.AUTHORITY, until=until)


def conclude_by(*said, today=LEARNED) -> Deadline:
    return standing(a_file(LEARNED, *said), today)["conclude"]


@pytest.mark.clause("S34")
def test_days_on_which_the_clock_stood_still_are_not_counted_and_say_so() -> None:
    still = conclude_by((date(2024, 10, 8), parked(date(2024, 10, 18))))
    assert still.due == DUE + timedelta(days=10)
    assert [c.day for c in still.days if c.reason == "挂账"] == [
        date(2024, 10, 9) + timedelta(days=n) for n in range(10)
    ]
    assert all(c.number is None for c in still.days if c.reason == "挂账")


@pytest.mark.clause("S34")
@pytest.mark.parametrize(
    ("resumed", "days"),
    [(date(2024, 10, 12), 4), (date(2024, 10, 18), 10), (date(2024, 11, 5), 10)],
    ids=["early", "on its day", "too late"],
)
def test_a_clock_stands_still_until_it_is_resumed_and_never_longer_than_it_was_said_to(
    resumed, days
) -> None:
    still = conclude_by((date(2024, 10, 8), parked(date(2024, 10, 18))), (resumed, RESUMED))
    assert still.due == DUE + timedelta(days=days)


@pytest.mark.clause("S34")
def test_a_clock_stopped_twice_stands_still_twice_and_an_end_sets_it_going() -> None:
    first = (date(2024, 10, 8), parked(date(2024, 10, 18)))
    again = (date(2024, 10, 21), parked(date(2024, 10, 23)))
    assert conclude_by(first, again).due == DUE + timedelta(days=12)
    ended = ((date(2024, 10, 10), TOLD), (date(2024, 10, 10), ENDED))
    assert conclude_by(first, *ended).due == DUE + timedelta(days=2)


@pytest.mark.clause("S34", "S62")
def test_working_days_on_which_the_clock_stood_still_are_not_counted_either() -> None:
    still = standing(a_file(LEARNED, (date(2024, 9, 29), parked(date(2024, 10, 8)))), LEARNED)[
        "feedback.opinion"
    ]
    assert still.due == date(2024, 10, 12)


@pytest.mark.clause("S34")
def test_a_limit_is_put_back_once_the_extension_was_approved_and_told() -> None:
    asked = (date(2024, 11, 20), ASKED)
    approved, told = (date(2024, 11, 21), APPROVED), (date(2024, 11, 22), SAID)
    assert conclude_by(asked).due == DUE
    assert conclude_by(asked, approved).due == DUE
    put_back = conclude_by(asked, approved, told)
    assert (put_back.due, put_back.start) == (date(2024, 12, 20), LEARNED)
    assert put_back.rule == (
        "办结：自获知之日起 60个自然日；经批准延期至 2024-12-20"
        "（第 1 次申请，2024-11-22 已告知群众）"
    )
    assert [c.day for c in put_back.days] == [
        LEARNED + timedelta(days=n) for n in range(1, (date(2024, 12, 20) - LEARNED).days + 1)
    ]
    first_further = next(c for c in put_back.days if c.reason.startswith("延期"))
    assert (first_further.day, first_further.number) == (date(2024, 11, 21), 1)
    assert first_further.reason == "延期：工作日"
    result = standing(a_file(LEARNED, asked, approved, told), LEARNED)["feedback.result"]
    assert result.due == DUE


@pytest.mark.clause("S34")
def test_a_limit_that_has_passed_is_not_put_back_by_telling_of_it_late() -> None:
    asked, approved = (date(2024, 11, 20), ASKED), (date(2024, 11, 21), APPROVED)
    on_the_day = conclude_by(asked, approved, (DUE, SAID))
    assert on_the_day.due == date(2024, 12, 20)
    late = conclude_by(asked, approved, (date(2024, 11, 27), SAID), today=date(2024, 11, 28))
    assert (late.due, late.state) == (DUE, "missed")


@pytest.mark.clause("S34")
def test_what_was_refused_puts_nothing_back() -> None:
    refused = events.ExtensionRefused(extension=1, reason=REASON)
    asked = (date(2024, 11, 20), ASKED)
    assert conclude_by(asked, (date(2024, 11, 21), refused), (date(2024, 11, 22), SAID)).due == DUE


@pytest.mark.clause("S34")
def test_a_clock_that_stands_still_in_the_further_time_puts_it_back_again() -> None:
    put_back = conclude_by(
        (date(2024, 11, 20), ASKED),
        (date(2024, 11, 21), APPROVED),
        (date(2024, 11, 22), SAID),
        (date(2024, 11, 25), parked(date(2024, 11, 28))),
    )
    assert put_back.due == date(2024, 12, 23)


@pytest.mark.clause("S34", "S63")
def test_each_round_has_limits_of_its_own_and_answers_count_where_they_were_given() -> None:
    reopened_on = date(2024, 11, 4)
    file = a_file(
        LEARNED,
        (date(2024, 10, 8), OPINION),
        (date(2024, 10, 20), TOLD),
        (date(2024, 10, 20), ENDED),
        (reopened_on, REOPENED),
        (date(2024, 12, 1), CAUSE),
        (date(2024, 12, 2), TOLD),
    )
    found = list(deadlines(file, rules=RULES_OF_DAYS, calendar=CALENDAR, today=date(2025, 1, 4)))
    assert [(d.duty, d.round, d.start, d.state, d.met_by) for d in found] == [
        ("feedback.opinion", 1, LEARNED, "met", (2,)),
        ("feedback.result", 1, LEARNED, "met", (3,)),
        ("conclude", 1, LEARNED, "met", (4,)),
        ("feedback.result", 2, reopened_on, "met", (7,)),
        ("conclude", 2, reopened_on, "missed", ()),
    ]
    assert found[-1].due == date(2025, 1, 3)
    assert found[-1].rule == "办结：自重新办理之日起 60个自然日"


@pytest.mark.clause("S34")
def test_an_extension_holds_for_the_round_in_which_it_was_asked() -> None:
    file = a_file(
        LEARNED,
        (date(2024, 10, 8), ASKED),
        (date(2024, 10, 8), APPROVED),
        (date(2024, 10, 8), SAID),
        (date(2024, 10, 20), TOLD),
        (date(2024, 10, 20), ENDED),
        (date(2024, 11, 4), REOPENED),
    )
    found = {
        d.round: d
        for d in deadlines(file, rules=RULES_OF_DAYS, calendar=CALENDAR, today=LEARNED)
        if d.duty == "conclude"
    }
    assert found[1].due == date(2024, 12, 20)
    assert found[2].due == date(2025, 1, 3)
    other = attrs.evolve(ASKED, duty=events.Duty.FEEDBACK_RESULT)
    assert conclude_by((date(2024, 10, 8), other)).due == DUE
