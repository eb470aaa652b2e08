"""Days, weeks, quarters and half-years are those of the office's own zone."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_core.kernel.periods import (
    OFFICE_ZONE,
    Months,
    Week,
    after,
    before,
    civil_date,
    day_or_minute,
    end_of_day,
    half_year,
    latest_half_years,
    latest_quarters,
    period,
    quarter,
    spoken,
    start_of_day,
    whole_year,
    written_out,
)

DAYS = st.dates(date(1902, 1, 1), date(2999, 12, 30))


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2024, 2, 29, 15, 59, 59, tzinfo=UTC), date(2024, 2, 29)),
        (datetime(2024, 2, 29, 16, 0, tzinfo=UTC), date(2024, 3, 1)),
        (datetime(2023, 12, 31, 16, 0, tzinfo=UTC), date(2024, 1, 1)),
        (datetime(2024, 7, 1, 0, 0, tzinfo=OFFICE_ZONE), date(2024, 7, 1)),
    ],
)
def test_a_day_begins_at_midnight_in_shanghai_not_in_greenwich(instant, day) -> None:
    assert civil_date(instant) == day


@given(DAYS)
def test_a_bare_day_is_written_as_a_day_also_as_the_log_keeps_it(day) -> None:
    kept = end_of_day(day).replace(microsecond=999000)
    for instant in (start_of_day(day), kept, end_of_day(day)):
        assert day_or_minute(instant.astimezone(UTC)) == str(day)
    assert day_or_minute(kept - timedelta(seconds=1)) == f"{day} 23:59"


@given(DAYS)
def test_a_day_runs_from_its_first_to_its_last_instant(day) -> None:
    assert civil_date(start_of_day(day)) == civil_date(end_of_day(day)) == day
    assert civil_date(end_of_day(day) + timedelta(microseconds=1)) == day + timedelta(days=1)
    assert start_of_day(day).time() == time.min


@given(st.integers(1992, 2999), st.integers(1, 12))
def test_a_day_has_24_hours_in_every_month_since_no_clock_is_put_forward(year, month) -> None:
    day = date(year, month, 15)
    assert start_of_day(day).utcoffset() == timedelta(hours=8)


def test_a_day_is_written_as_people_read_it() -> None:
    assert written_out(date(2026, 11, 23)) == "2026年11月23日 星期一"
    assert written_out(date(2024, 2, 4)) == "2024年2月4日 星期日"


@pytest.mark.clause("S39")
@given(DAYS)
def test_a_week_runs_from_monday_to_sunday(day) -> None:
    week = Week.of(day)
    assert (week.first.isoweekday(), week.last.isoweekday()) == (1, 7)
    assert week.first <= day <= week.last
    assert Week.of(week.last + timedelta(days=1)) > week


@pytest.mark.clause("S39")
def test_a_week_belongs_to_the_year_of_its_thursday() -> None:
    assert str(Week.of(date(2024, 12, 30))) == "2025-W01"
    assert str(Week.of(date(2027, 1, 3))) == "2026-W53"
    assert Week(2026, 53).first == date(2026, 12, 28)


@pytest.mark.clause("S41", "S60", "S67")
@pytest.mark.parametrize(
    ("period", "first", "last", "name"),
    [
        (quarter(date(2024, 3, 31)), date(2024, 1, 1), date(2024, 3, 31), "2024-Q1"),
        (quarter(date(2024, 4, 1)), date(2024, 4, 1), date(2024, 6, 30), "2024-Q2"),
        (quarter(date(2024, 12, 31)), date(2024, 10, 1), date(2024, 12, 31), "2024-Q4"),
        (half_year(date(2024, 6, 30)), date(2024, 1, 1), date(2024, 6, 30), "2024-H1"),
        (half_year(date(2024, 7, 1)), date(2024, 7, 1), date(2024, 12, 31), "2024-H2"),
        (whole_year(date(2024, 2, 29)), date(2024, 1, 1), date(2024, 12, 31), "2024"),
    ],
)
def test_quarters_half_years_and_years_are_those_of_the_calendar(
    period, first, last, name
) -> None:
    assert (period.first, period.last, str(period)) == (first, last, name)


@given(DAYS, st.sampled_from([quarter, half_year, whole_year]))
def test_every_day_lies_in_the_one_period_that_it_names(day, period_of) -> None:
    period: Months = period_of(day)
    assert period.first <= day <= period.last
    assert period_of(period.first) == period_of(period.last) == period
    assert period_of(period.last + timedelta(days=1)) > period


@given(
    st.dates(date(1902, 1, 1), date(2999, 12, 20)),
    st.sampled_from([Week.of, quarter, half_year, whole_year]),
)
def test_a_period_is_read_as_it_is_written(day, period_of) -> None:
    named = period_of(day)
    assert period(str(named)) == named
    assert period(f" {str(named).replace('-', '').lower()} ") == named


@pytest.mark.parametrize(
    "text",
    [
        *("", "Q3", "2025-Q0", "2025-Q5", "2025-H3", "2025-W00", "2025-W53", "2025-M3", "0099"),
        *("2025-Q33", "2025--Q3", "3000", "二〇二五", "２０２５"),
    ],
)
def test_what_is_no_period_is_read_as_none(text) -> None:
    assert period(text) is None


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2026-W48", "2026年第48周（11月23日至29日）"),
        ("2026-W27", "2026年第27周（6月29日至7月5日）"),
        ("2026-Q4", "2026年第4季度"),
        ("2026-H1", "2026年上半年"),
        ("2026-H2", "2026年下半年"),
        ("2026", "2026年"),
    ],
)
def test_a_period_is_written_as_people_say_it(written, said) -> None:
    assert spoken(period(written)) == said


@pytest.mark.parametrize(
    ("earlier", "later"),
    [("2025-Q4", "2026-Q1"), ("2025-H2", "2026-H1"), ("2025", "2026"), ("2025-W52", "2026-W01")],
)
def test_one_period_follows_another_once_it_has_begun(earlier, later) -> None:
    first, second = period(earlier), period(later)
    assert (before(second), after(first, second.first)) == (first, second)
    assert after(first, first.last) is None


def test_the_latest_quarters_go_back_over_the_year() -> None:
    found = latest_quarters(date(2026, 2, 1), 3)
    assert [*map(str, found)] == ["2026-Q1", "2025-Q4", "2025-Q3"]
    found = latest_half_years(date(2026, 2, 1), 3)
    assert [*map(str, found)] == ["2026-H1", "2025-H2", "2025-H1"]
