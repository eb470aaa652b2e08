"""Instants and the days, weeks, quarters and half-years they fall in, all in the office's zone."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from attrs import frozen

OFFICE_ZONE = ZoneInfo("Asia/Shanghai")
WEEKDAYS = "一二三四五六日"
LAST_MILLISECOND = time(23, 59, 59, 999000)
FIRST_YEAR, LAST_YEAR = 1900, 2999
WRITTEN = re.compile(r"(?P<year>\d{4})(?:-?(?P<run>[QHWqhw])(?P<number>\d{1,2}))?", re.ASCII)
MONTHS_IN = {"Q": 3, "H": 6}


def civil_date(instant: datetime) -> date:
    """Return the office's calendar day of an instant; the only way from one to the other."""
    return instant.astimezone(OFFICE_ZONE).date()


def end_of_day(day: date) -> datetime:
    """Return the last instant of a day in the office's zone."""
    return datetime.combine(day, time.max, OFFICE_ZONE)


def start_of_day(day: date) -> datetime:
    """Return the first instant of a day in the office's zone."""
    return datetime.combine(day, time.min, OFFICE_ZONE)


def day_or_minute(instant: datetime) -> str:
    """Write an instant as people read it, only the day where it is the beginning or end of one.

    The log keeps milliseconds, so that what is given as a day is kept as the last of them.
    """
    found = instant.astimezone(OFFICE_ZONE)
    only = found.time() == time.min or found.time() >= LAST_MILLISECOND
    return f"{found:%Y-%m-%d}" if only else f"{found:%Y-%m-%d %H:%M}"


def written_out(day: date) -> str:
    """Write a day as people read it: 2026年11月23日 星期一."""
    return f"{day.year}年{day.month}月{day.day}日 星期{WEEKDAYS[day.weekday()]}"


@frozen(order=True)
class Week:
    """Monday to Sunday (Q7), named by its ISO year and number."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Week":
        """Return the week that a day falls in."""
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @property
    def first(self) -> date:
        """Its Monday."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its Sunday."""
        return self.first + timedelta(days=6)

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02d}"


@frozen(order=True)
class Months:
    """A run of whole months within one year: a quarter has 3, a half-year 6, a year 12."""

    year: int
    number: int
    length: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, (self.number - 1) * self.length + 1, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        end = self.number * self.length
        following = date(self.year + end // 12, end % 12 + 1, 1)
        return following - timedelta(days=1)

    def __str__(self) -> str:
        letter = {3: f"-Q{self.number}", 6: f"-H{self.number}", 12: ""}[self.length]
        return f"{self.year}{letter}"


def quarter(day: date) -> Months:
    """Return the calendar quarter that a day falls in (Q7)."""
    return Months(day.year, (day.month + 2) // 3, 3)


def half_year(day: date) -> Months:
    """Return the half-year that a day falls in (S60)."""
    return Months(day.year, (day.month + 5) // 6, 6)


def whole_year(day: date) -> Months:
    """Return the year that a day falls in (S67)."""
    return Months(day.year, 1, 12)


def period(text: str) -> Week | Months | None:
    """Read a period as it is written, 2025-Q3, 2025-H1, 2025 or 2025-W30; None if it is none."""
    written = WRITTEN.fullmatch(text.strip())
    if written is None or not FIRST_YEAR <= (year := int(written["year"])) <= LAST_YEAR:
        return None
    if written["run"] is None:
        return Months(year, 1, 12)
    number, length = int(written["number"]), MONTHS_IN.get(written["run"].upper())
    if length is not None:
        return Months(year, number, length) if 1 <= number <= 12 // length else None
    last = Week.of(date(year, 12, 28)).number
    return Week(year, number) if 1 <= number <= last else None


def latest_quarters(day: date, count: int) -> tuple[Months, ...]:
    """Return the quarter that a day falls in and those before it, so many in all."""
    return _latest(quarter, day, count)


def latest_half_years(day: date, count: int) -> tuple[Months, ...]:
    """Return the half-year that a day falls in and those before it, so many in all."""
    return _latest(half_year, day, count)


def before(one: Week | Months) -> Week | Months:
    """Return the period of the same length that ends where one begins."""
    return _like(one, one.first - timedelta(days=1))


def after(one: Week | Months, today: date) -> Week | Months | None:
    """Return the period of the same length that follows one, None while it has not begun."""
    begins = one.last + timedelta(days=1)
    return _like(one, begins) if begins <= today else None


def spoken(one: Week | Months) -> str:
    """Write a period as people say it: 2026年第4季度, or 2026年第48周（11月23日至29日）."""
    if isinstance(one, Week):
        first, last = one.first, one.last
        end = f"{last.day}日" if last.month == first.month else f"{last.month}月{last.day}日"
        return f"{one.year}年第{one.number}周（{first.month}月{first.day}日至{end}）"
    named = {3: f"第{one.number}季度", 6: "上半年" if one.number == 1 else "下半年", 12: ""}
    return f"{one.year}年{named[one.length]}"


def _latest(of: Callable[[date], Months], day: date, count: int) -> tuple[Months, ...]:
    found = [of(day)]
    while len(found) < count:
        found.append(of(found[-1].first - timedelta(days=1)))
    return tuple(found)


def _like(one: Week | Months, day: date) -> Week | Months:
    if isinstance(one, Week):
        return Week.of(day)
    return Months(day.year, (day.month - 1) // one.length + 1, one.length)
