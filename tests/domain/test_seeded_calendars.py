"""The calendars an office begins with are the ones that were published."""

from datetime import date, timedelta

import pytest

from minqing_core.application.scheme.calendars import CALENDARS
from minqing_core.kernel.calendar import WorkingCalendar
from minqing_core.programme import decisions, events, state


@pytest.fixture(scope="module")
def seeded() -> WorkingCalendar:
    """Give the calendar of an office that published every seeded year."""
    return state.fold(CALENDARS.values()).calendar


def test_the_years_run_from_2004_to_2026_without_a_hole() -> None:
    assert [year.year for year in CALENDARS.values()] == list(CALENDARS) == [*range(2004, 2027)]


@pytest.mark.parametrize("year", list(CALENDARS.values()), ids=lambda year: str(year.year))
def test_an_office_publishes_a_seeded_year_as_it_stands(
    year: events.CalendarYearPublished,
) -> None:
    """Only weekdays are off, only weekend days are worked, and none lies in another year."""
    assert decisions.publish_year(state.INITIAL, year=year) == [year]


@pytest.mark.parametrize("year", list(CALENDARS.values()), ids=lambda year: str(year.year))
def test_days_are_listed_once_and_in_order(year: events.CalendarYearPublished) -> None:
    assert list(year.off) == sorted(set(year.off))
    assert list(year.work) == sorted(set(year.work))


def test_a_year_names_what_it_was_taken_from() -> None:
    assert CALENDARS[2026].source == (
        "国务院办公厅关于2026年部分节假日安排的通知及其后的调整（据 chinesecalendar 1.11.0 整理）"
    )


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 1, 1), "法定节假日"),
        (date(2026, 1, 4), "调休上班"),
        (date(2026, 2, 23), "法定节假日"),
        (date(2026, 9, 20), "调休上班"),
        (date(2026, 11, 22), "周末"),
        (date(2026, 11, 23), "工作日"),
        (date(2007, 12, 29), "调休上班"),
        (date(2007, 12, 31), "法定节假日"),
    ],
)
def test_known_days(seeded: WorkingCalendar, day: date, reason: str) -> None:
    assert seeded.reason(day) == reason


def test_every_day_agrees_with_the_published_data(seeded: WorkingCalendar) -> None:
    """Each day from 2004 to 2026 is worked here exactly when chinesecalendar says so."""
    published = pytest.importorskip("chinese_calendar")
    first, last = date(2004, 1, 1), date(2026, 12, 31)
    days = [first + timedelta(n) for n in range((last - first).days + 1)]

    assert [day for day in days if seeded.is_working(day) != published.is_workday(day)] == []
