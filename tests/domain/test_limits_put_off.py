"""A matter that was put off has met its limits until it is taken up again; then they run on."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.test_limits import CALENDAR, RULES_OF_DAYS, a_file, standing
from tests.matters import CAUSE, ENDED, MEASURE, REOPENED, TOLD

from minqing_core.diary import events
from minqing_core.duties.limits import deadlines
from minqing_core.kernel.personal import Personal

LEARNED, DUE = date(2024, 9, 27), date(2024, 11, 26)
WORDS = Personal("资金未到")
DEFERRED = events.SolutionDeferred(
    cause=events.ObjectiveCause.FUNDS, basis=WORDS, effect=WORDS, next_look=date(2025, 2, 1)
)
LOOKED = events.LookedAgain(text=WORDS, next_look=date(2025, 4, 1))
NOTE = events.NoteRecorded(text=WORDS, form=events.Form.NARRATIVE)
PUT_OFF = date(2024, 10, 7)


def limit(duty, today, *said):
    found = standing(a_file(LEARNED, *said), today)[duty]
    return (found.due, found.state, found.met_by)


@pytest.mark.clause("S34", "S62", "S65")
@pytest.mark.parametrize("duty", ["feedback.result", "conclude"])
def test_a_deferral_meets_a_limit_only_while_it_stands(duty) -> None:
    put_off, noted = (PUT_OFF, DEFERRED), (PUT_OFF + timedelta(days=1), NOTE)
    end = date(2025, 12, 31)
    assert limit(duty, end, put_off) == (DUE, "met", (2,))
    assert limit(duty, end, put_off, (date(2025, 2, 1), LOOKED)) == (DUE, "met", (2,))
    assert limit(duty, PUT_OFF + timedelta(days=1), put_off, noted)[1] == "open"
    assert limit(duty, end, put_off, noted) == (DUE + timedelta(days=1), "missed", ())
    again = (date(2024, 10, 20), DEFERRED)
    assert limit(duty, end, put_off, noted, again) == (DUE + timedelta(days=1), "met", (4,))


@pytest.mark.clause("S34", "S65")
def test_the_days_on_which_a_matter_was_put_off_are_not_counted_and_say_so() -> None:
    taken_up = (date(2025, 3, 1), CAUSE)
    file = a_file(LEARNED, (PUT_OFF, DEFERRED), taken_up)
    found = standing(file, date(2025, 3, 1))
    assert found["conclude"].due == DUE + (date(2025, 3, 1) - PUT_OFF)
    assert found["conclude"].state == "open"
    still = [c.day for c in found["conclude"].days if c.reason == "暂缓"]
    assert (still[0], still[-1]) == (PUT_OFF + timedelta(days=1), date(2025, 3, 1))
    assert found["feedback.opinion"].due == date(2024, 10, 10)


@pytest.mark.clause("S34", "S65")
def test_what_was_put_off_after_its_limit_was_late_and_is_missed_once_it_is_taken_up() -> None:
    late = (DUE + timedelta(days=3), DEFERRED)
    assert limit("conclude", date(2025, 1, 1), late) == (DUE, "met-late", (2,))
    taken_up = (DUE + timedelta(days=9), MEASURE)
    assert limit("conclude", date(2025, 1, 1), late, taken_up) == (DUE, "missed", ())


@pytest.mark.clause("S34", "S65")
def test_what_was_put_off_when_it_ended_is_not_put_off_in_the_next_round() -> None:
    ended = date(2024, 11, 1)
    reopened = (
        *((PUT_OFF, DEFERRED), (ended, TOLD), (ended, ENDED)),
        *((date(2024, 11, 4), REOPENED), (date(2024, 11, 5), NOTE)),
    )
    file = a_file(LEARNED, *reopened)
    found = list(deadlines(file, rules=RULES_OF_DAYS, calendar=CALENDAR, today=date(2025, 2, 1)))
    assert [(d.due, d.state, d.met_by) for d in found if d.duty == "conclude"] == [
        (DUE, "met", (2,)),
        (date(2025, 1, 3), "missed", ()),
    ]


STOPS = st.lists(st.tuples(st.integers(1, 40), st.integers(0, 90)), max_size=4)


@pytest.mark.clause("S34", "S65")
@given(STOPS)
def test_putting_off_and_taking_up_again_gains_no_more_than_the_days_between(stops) -> None:
    """However often it was put off, as many days are counted as the rule gives."""
    said, day = [], LEARNED
    for start, length in stops:
        began = day + timedelta(days=start)
        day = began + timedelta(days=length)
        said += [(began, DEFERRED), (day, NOTE)]
    found = standing(a_file(LEARNED, *said), day)["conclude"]
    assert sum(counted.number is not None for counted in found.days) == 60
    put_back = (found.due - DUE).days
    assert 0 <= put_back <= sum(length for _, length in stops)
