"""Counting days and working days against a calendar that was recorded."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum

from attrs import field, frozen, validators

SATURDAY = 5
NO_PAUSE: Mapping[date, str] = {}
REMEMBERED = 1000


class DayUnit(StrEnum):
    """What a limit counts."""

    WORKING_DAY = "working-day"
    CALENDAR_DAY = "calendar-day"


@frozen
class Limit:
    """So many days within which something must be done."""

    days: int = field(validator=validators.ge(0))
    unit: DayUnit

    def __str__(self) -> str:
        return f"{self.days}个{'工作日' if self.unit is DayUnit.WORKING_DAY else '自然日'}"


@frozen
class YearDays:
    """The days of a year that differ from the plain week: weekdays off and weekend days worked."""

    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()


@frozen
class CountedDay:
    """One day on the way to a due date: its number in the count, or None and why not."""

    day: date
    number: int | None
    reason: str


@frozen
class Due:
    """The last day of a limit, and how it was reached; tentative past the published years."""

    day: date
    tentative: bool
    days: tuple[CountedDay, ...]


@frozen
class WorkingCalendar:
    """The published years; a year that was not published counts plain weeks, tentatively."""

    years: Mapping[int, YearDays] = field(factory=dict)
    _reckoned: dict[tuple[date, Limit], Due] = field(
        factory=dict, init=False, repr=False, eq=False
    )

    def reason(self, day: date) -> str:
        """Say what kind of day it is, in the office's words."""
        year = self.years.get(day.year)
        if year is not None and day in year.off:
            return "法定节假日"
        if year is not None and day in year.work:
            return "调休上班"
        return "周末" if day.weekday() >= SATURDAY else "工作日"

    def is_working(self, day: date) -> bool:
        """Say whether people work on that day."""
        return self.reason(day) in {"工作日", "调休上班"}

    def is_published(self, day: date) -> bool:
        """Say whether the calendar of that day's year is known."""
        return day.year in self.years

    def due(self, start: date, limit: Limit, paused: Mapping[date, str] = NO_PAUSE) -> Due:
        """Return the last day of a limit; the day it starts on is not counted.

        Nor are the days on which it was *paused*, each given with the reason.
        """
        if paused:
            return self._reckon(start, limit, paused)
        due = self._reckoned.get((start, limit))
        if due is None:
            due = self._reckon(start, limit, paused)
            if len(self._reckoned) >= REMEMBERED:
                self._reckoned.clear()
            self._reckoned[start, limit] = due
        return due

    def latest_start(self, today: date, limit: Limit) -> date:
        """Return the latest day on which a limit can have begun that ended before today."""
        start, left = today - timedelta(days=1), limit.days
        while left:
            left -= limit.unit is DayUnit.CALENDAR_DAY or self.is_working(start)
            start -= timedelta(days=1)
        return start

    def ahead(self, due: date, limit: Limit) -> date:
        """Return the day so many days before another: a working day where those are counted."""
        if limit.unit is DayUnit.CALENDAR_DAY:
            return due - timedelta(days=limit.days)
        day, left = due, limit.days
        while left or not self.is_working(day):
            left -= left > 0 and self.is_working(day)
            day -= timedelta(days=1)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days after *start* up to and including *end*."""
        span = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
        return sum(self.is_working(day) for day in span)

    def _reckon(self, start: date, limit: Limit, paused: Mapping[date, str]) -> Due:
        counted = tuple(self._count(start, limit, paused))
        day = counted[-1].day if counted else start
        working = limit.unit is DayUnit.WORKING_DAY
        tentative = working and not all(self.is_published(c.day) for c in counted)
        return Due(day, tentative, counted)

    def _count(
        self, start: date, limit: Limit, paused: Mapping[date, str]
    ) -> Iterator[CountedDay]:
        day, number = start, 0
        while number < limit.days:
            day += timedelta(days=1)
            counts = limit.unit is DayUnit.CALENDAR_DAY or self.is_working(day)
            counts = counts and day not in paused
            number += counts
            reason = paused.get(day) or self.reason(day)
            yield CountedDay(day, number if counts else None, reason)
