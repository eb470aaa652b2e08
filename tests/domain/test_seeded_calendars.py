"""The calendars an office begins with are the ones that were published."""

from datetime import date, timedelta

import pytest

from minqing_core.application.scheme.calendars import CALENDARS

SATURDAY = 5


def worked(day: date) -> bool:
    """Tell whether a day is worked by the seeded calendar of its year."""
    calendar = CALENDARS[day.year]
    if day.weekday() < SATURDAY:
        return day not in calendar.off
    return day in calendar.work


def test_the_years_run_from_2004_to_2026_without_a_hole() -> None:
    assert list(CALENDARS) == list(range(2004, 2027))


@pytest.mark.parametrize("year", CALENDARS)
def test_only_weekdays_are_given_off_and_only_weekends_are_worked(year: int) -> None:
    calendar = CALENDARS[year]

    assert [day for day in calendar.off if day.year != year or day.weekday() >= SATURDAY] == []
    assert [day for day in calendar.work if day.year != year or day.weekday() < SATURDAY] == []


@pytest.mark.parametrize("year", CALENDARS)
def test_days_are_listed_once_and_in_order(year: int) -> None:
    calendar = CALENDARS[year]

    assert list(calendar.off) == sorted(set(calendar.off))
    assert list(calendar.work) == sorted(set(calendar.work))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 1), False),
        (date(2026, 1, 4), True),
        (date(2026, 2, 23), False),
        (date(2026, 9, 20), True),
        (date(2026, 11, 23), True),
        (date(2026, 11, 22), False),
        (date(2007, 12, 31), False),
        (date(2007, 12, 29), True),
    ],
)
def test_known_days(day: date, expected: bool) -> None:
    """The turns of the year, the Spring Festival, an ordinary Monday and an ordinary Sunday."""
    assert worked(day) is expected


def test_every_day_agrees_with_the_published_data() -> None:
    """Each day from 2004 to 2026 is worked here exactly when chinesecalendar says so."""
    published = pytest.importorskip("chinese_calendar")
    first, last = date(2004, 1, 1), date(2026, 12, 31)
    days = [first + timedelta(n) for n in range((last - first).days + 1)]

    assert [day for day in days if worked(day) != published.is_workday(day)] == []
