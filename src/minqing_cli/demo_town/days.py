"""Working days and hours of the town, counted against the calendar that the office published."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from attrs import frozen

from minqing_core.kernel.calendar import WorkingCalendar, YearDays
from minqing_core.kernel.periods import OFFICE_ZONE

OPENS, CLOSES, LATEST = 8 * 60 + 30, 17 * 60 + 10, 18 * 60
FIRST, LAST = date(2024, 1, 2), date(2025, 12, 31)
ENDED = datetime.combine(LAST, time(18), OFFICE_ZONE)


@frozen
class Days:
    """The days on which the town's offices work."""

    calendar: WorkingCalendar

    def after(self, day: date, number: int = 0) -> date:
        """Return the so-many-th working day after a day; the day itself, or the next, for 0."""
        if number == 0 and self.calendar.is_working(day):
            return day
        left = max(number, 1)
        while left:
            day += timedelta(days=1)
            left -= self.calendar.is_working(day)
        return day

    def before(self, day: date) -> date:
        """Return a day itself when it is worked, or the last worked before it."""
        while not self.calendar.is_working(day):
            day -= timedelta(days=1)
        return day


def published(pages: Iterable[Mapping[str, Any]]) -> Days:
    """Return the days of the calendars that the office shows, as plain values."""
    years = {
        page["year"]: YearDays(
            off=frozenset(map(date.fromisoformat, page["off"])),
            work=frozenset(map(date.fromisoformat, page["work"])),
        )
        for page in pages
    }
    return Days(WorkingCalendar(years))


def at(day: date, minute: int) -> datetime:
    """Return an instant of a day in the town."""
    return datetime.combine(day, time(minute // 60, minute % 60), OFFICE_ZONE)


def instant(written: str) -> datetime:
    """Return an instant in the town as it is written."""
    return datetime.fromisoformat(written).replace(tzinfo=OFFICE_ZONE)
