"""The stretches of days over which duties come round, and who takes part in them (S9, S39)."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from attrs import frozen

from minqing_core.kernel.calendar import CountedDay, WorkingCalendar
from minqing_core.kernel.periods import Months, Week, half_year, quarter, whole_year
from minqing_core.views.labels import label
from minqing_core.views.people import PersonFile

DAY = timedelta(days=1)
FIRST_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
THURSDAY = 3
BEFORE, AFTER, AWAY = "尚未参加", "不再参加", "准假"
NO_WORKING_DAY = "任职期间没有工作日"


@frozen(kw_only=True)
class Span:
    """The days of a period, by the name of it."""

    period: str
    first: date
    last: date

    def days(self) -> Iterator[date]:
        """Yield its days."""
        for n in range((self.last - self.first).days + 1):
            yield self.first + n * DAY

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@frozen(kw_only=True)
class Presence:
    """How somebody was there over a span: whether they owe what is due of it, or why not.

    ``excused`` says that they were away on all the days on which they could have done it.
    """

    owes: bool
    excused: bool = False
    note: str = ""
    days: tuple[CountedDay, ...] = ()


def week_span(week: Week, first_day: str) -> Span:
    """Return the days of a week that begins on a given weekday; it has its Thursday's name (Q7).

    >>> from minqing_core.kernel.periods import Week
    >>> str(week_span(Week(2025, 30), "sunday").first)
    '2025-07-20'
    """
    begins = FIRST_DAYS.index(first_day) if first_day in FIRST_DAYS else 0
    first = week.first + (THURSDAY - (THURSDAY - begins) % 7) * DAY
    return Span(period=str(week), first=first, last=first + 6 * DAY)


def weeks(first: date, last: date) -> Iterator[Week]:
    """Yield the weeks that may end between two days, whichever day they begin on."""
    day = first - 7 * DAY
    while day <= last + 7 * DAY:
        yield Week.of(day)
        day += 7 * DAY


def months(first: date, last: date, length: int) -> Iterator[Span]:
    """Yield the quarters, half-years or years that end between two days."""
    of = {3: quarter, 6: half_year, 12: whole_year}[length]
    day = first
    while day <= last:
        found: Months = of(day)
        if first <= found.last <= last:
            yield Span(period=str(found), first=found.first, last=found.last)
        day = found.last + DAY


def periods(within: Span, length: int) -> list[str]:
    """Return the names of the quarters, half-years or years that end within a span."""
    return [span.period for span in months(within.first, within.last, length)]


def last_working_day(span: Span, calendar: WorkingCalendar) -> date:
    """Return the last day of a span on which anything could be done; its last if there is none."""
    return max((day for day in span.days() if calendar.is_working(day)), default=span.last)


def presence(file: PersonFile, span: Span, calendar: WorkingCalendar) -> Presence:
    """Say whether somebody owes what is due of a span, and count its days (S9, S39).

    It is owed by who takes part on the last day and took part on a working day of it; of a week
    without any, on any day. Who was on leave on every such day is excused (Q6).
    """
    if file.kind(span.last) is None:
        return Presence(owes=False, note=_absence(file, span.last))
    days = [*span.days()]
    there = [day for day in days if file.kind(day) is not None]
    working = {day for day in days if calendar.is_working(day)}
    counting = [day for day in there if day in working] if working else there
    if not counting:
        return Presence(owes=False, note=BEFORE)
    present = [day for day in counting if file.away(day) is None]
    return Presence(
        owes=True,
        excused=not present,
        note="" if present else _leaves(file, counting),
        days=tuple(_counted(file, days, calendar, frozenset(there), frozenset(present))),
    )


def presence_in_post(
    file: PersonFile, held: Iterable[date], calendar: WorkingCalendar
) -> Presence:
    """Say whether who held a post on some days owes what is due of it (S39, S53).

    Who held it on no working day owes nothing; who was on leave on every one is excused.
    """
    working = [day for day in held if calendar.is_working(day)]
    away = [day for day in working if file.away(day) is not None]
    return Presence(
        owes=bool(working),
        excused=bool(working) and away == working,
        note="" if working else NO_WORKING_DAY,
    )


def _absence(file: PersonFile, on: date) -> str:
    if file.has_left(on):
        return f"{AFTER}：{file.last_day} 离任"
    begun = [since for since, kind in file.kinds if since <= on and kind is not None]
    return AFTER if begun else BEFORE


def _leaves(file: PersonFile, days: list[date]) -> str:
    found = dict.fromkeys(filter(None, map(file.away, days)))
    return "；".join(f"{label('leave', one.kind)} {one.since} 至 {one.until}" for one in found)


def _counted(
    file: PersonFile,
    days: Iterable[date],
    calendar: WorkingCalendar,
    there: frozenset[date],
    present: frozenset[date],
) -> Iterator[CountedDay]:
    number = 0
    for day in days:
        number += day in present
        reason = _reason(file, day, calendar) if day in there else _absence(file, day)
        yield CountedDay(day, number if day in present else None, reason)


def _reason(file: PersonFile, day: date, calendar: WorkingCalendar) -> str:
    leave = file.away(day)
    return calendar.reason(day) if leave is None else f"{AWAY}（{label('leave', leave.kind)}）"
