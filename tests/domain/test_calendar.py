"""Limits are counted against the calendar that was published, day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_core.application.scheme.calendars import CALENDARS
from minqing_core.kernel.calendar import (
    REMEMBERED,
    CountedDay,
    DayUnit,
    Due,
    Limit,
    WorkingCalendar,
    YearDays,
)
from minqing_core.programme import state

SEEDED = state.fold(CALENDARS.values()).calendar
WORKING, CALENDAR = DayUnit.WORKING_DAY, DayUnit.CALENDAR_DAY
LIMITS = st.builds(Limit, st.integers(0, 40), st.sampled_from(DayUnit))
DAYS = st.dates(date(2023, 1, 1), date(2027, 6, 30))


def test_a_limit_is_never_less_than_nothing() -> None:
    with pytest.raises(ValueError, match="days"):
        Limit(-1, WORKING)


def test_a_limit_says_what_it_counts() -> None:
    assert str(Limit(5, WORKING)) == "5个工作日"
    assert str(Limit(60, CALENDAR)) == "60个自然日"


@pytest.mark.clause("S62")
@pytest.mark.parametrize(
    ("start", "limit", "due"),
    [
        (date(2024, 9, 27), Limit(5, WORKING), date(2024, 10, 10)),
        (date(2024, 2, 8), Limit(5, WORKING), date(2024, 2, 21)),
        (date(2024, 2, 9), Limit(1, WORKING), date(2024, 2, 18)),
        (date(2024, 4, 30), Limit(3, WORKING), date(2024, 5, 8)),
        (date(2024, 9, 27), Limit(5, CALENDAR), date(2024, 10, 2)),
        (date(2024, 2, 28), Limit(2, CALENDAR), date(2024, 3, 1)),
        (date(2024, 10, 1), Limit(0, WORKING), date(2024, 10, 1)),
    ],
    ids=[
        "国庆 2024，周日 9-29 上班",
        "春节 2024，周日 2-18 上班",
        "调休的周日是第一个工作日",
        "五一 2024",
        "自然日不问节假日",
        "闰日",
        "当日",
    ],
)
def test_known_limits_across_holidays(start, limit, due) -> None:
    assert SEEDED.due(start, limit).day == due


def test_a_limit_is_derived_day_by_day_with_the_reason_of_each() -> None:
    assert SEEDED.due(date(2024, 9, 28), Limit(2, WORKING)) == Due(
        date(2024, 9, 30),
        tentative=False,
        days=(
            CountedDay(date(2024, 9, 29), 1, "调休上班"),
            CountedDay(date(2024, 9, 30), 2, "工作日"),
        ),
    )
    assert SEEDED.due(date(2024, 10, 4), Limit(1, WORKING)).days[0] == CountedDay(
        date(2024, 10, 5), None, "周末"
    )
    assert SEEDED.reason(date(2024, 10, 7)) == "法定节假日"


@pytest.mark.clause("S39")
def test_past_the_published_years_working_days_are_tentative_and_calendar_days_are_not() -> None:
    start = date(2026, 12, 30)
    assert not SEEDED.due(start, Limit(1, WORKING)).tentative
    assert SEEDED.due(start, Limit(2, WORKING)).tentative
    assert not SEEDED.due(start, Limit(10, CALENDAR)).tentative
    assert not SEEDED.is_published(date(2027, 1, 1))
    assert SEEDED.reason(date(2027, 1, 1)) == "工作日"
    assert SEEDED.reason(date(2027, 1, 2)) == "周末"


def test_publishing_a_year_moves_what_was_tentative() -> None:
    published = WorkingCalendar(
        {**SEEDED.years, 2027: YearDays(off=frozenset({date(2027, 1, 1)}))}
    )
    start, limit = date(2026, 12, 31), Limit(1, WORKING)
    assert SEEDED.due(start, limit).day == date(2027, 1, 1)
    assert published.due(start, limit) == Due(
        date(2027, 1, 4),
        tentative=False,
        days=(
            CountedDay(date(2027, 1, 1), None, "法定节假日"),
            CountedDay(date(2027, 1, 2), None, "周末"),
            CountedDay(date(2027, 1, 3), None, "周末"),
            CountedDay(date(2027, 1, 4), 1, "工作日"),
        ),
    )


@given(DAYS, LIMITS)
def test_a_limit_ends_on_the_day_that_completes_its_count(start, limit) -> None:
    due = SEEDED.due(start, limit)
    counted = [day for day in due.days if day.number is not None]
    assert [day.number for day in counted] == [*range(1, limit.days + 1)]
    assert (due.day - start).days == len(due.days)
    if limit.unit is WORKING:
        assert SEEDED.working_days_between(start, due.day) == limit.days
        assert not limit.days or SEEDED.is_working(due.day)


@given(DAYS, LIMITS)
def test_the_latest_start_is_the_last_day_whose_limit_has_run_out(today, limit) -> None:
    candidates = (today - timedelta(days=n) for n in range(1, 200))
    over = (day for day in candidates if SEEDED.due(day, limit).day < today)
    assert SEEDED.latest_start(today, limit) == next(over)


@given(DAYS, LIMITS, st.integers(0, 30))
def test_what_began_later_is_never_due_earlier(start, limit, days) -> None:
    assert SEEDED.due(start, limit).day <= SEEDED.due(start + timedelta(days), limit).day


def test_what_was_reckoned_once_stays_so_however_much_is_reckoned_after_it() -> None:
    starts = [date(2024, 1, 1) + timedelta(days=n) for n in range(REMEMBERED + 10)]
    calendar, limit = WorkingCalendar(SEEDED.years), Limit(7, DayUnit.WORKING_DAY)
    assert calendar == SEEDED
    for _ in range(2):
        for start in starts:
            assert calendar.due(start, limit).day == SEEDED.due(start, limit, {start: "停"}).day
