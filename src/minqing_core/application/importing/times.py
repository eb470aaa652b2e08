"""Legacy times: the many ways in which files write an instant of the office's zone."""

import re
from datetime import date, datetime, time, timedelta

from minqing_core.kernel.periods import OFFICE_ZONE, civil_date, end_of_day

DAY = r"(?P<year>\d{4})(?:[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?|(?P<packed>\d{4}))"
HALF = r"(?P<half>上午|下午)?"
CLOCK = r"(?P<hour>\d{1,2})[:\uff1a时点](?P<minute>\d{1,2})?(?:[:\uff1a分](?P<second>\d{1,2})?)?"
WRITTEN = re.compile(rf"{DAY}(?:[T\s]*{HALF}\s*{CLOCK}(?:\.\d+)?秒?)?", re.ASCII)
SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
SERIAL_START = datetime(1899, 12, 30, tzinfo=OFFICE_ZONE)
MILLISECONDS_A_DAY = 86_400_000
YEARS = range(1900, 9999)
NOON = 12


def instant_of(written: str, now: datetime) -> datetime | None:
    """Return the instant that a cell says, or None when it says none.

    A bare day means its end, the present where that day is today; a number
    counts days from 1900 as spreadsheets do.
    """
    try:
        found = _of_serial(written, now) or _of_offset(written) or _of_written(written, now)
    except ValueError:
        return None
    return found if found is not None and found.year in YEARS else None


def _of_serial(written: str, now: datetime) -> datetime | None:
    if not SERIAL.fullmatch(written):
        return None
    exact = SERIAL_START + timedelta(milliseconds=round(float(written) * MILLISECONDS_A_DAY))
    return exact if "." in written else _of_day(exact.date(), now)


def _of_offset(written: str) -> datetime | None:
    if not re.search(r"\d(?:Z|[+-]\d{2}:?\d{2})$", written):
        return None
    return datetime.fromisoformat(written)


def _of_written(written: str, now: datetime) -> datetime | None:
    found = WRITTEN.fullmatch(written)
    if found is None:
        return None
    packed = found["packed"]
    month, day = (packed[:2], packed[2:]) if packed else (found["month"], found["day"])
    on = date(int(found["year"]), int(month), int(day))
    if found["hour"] is None:
        return _of_day(on, now)
    clock = time(_hour(found), int(found["minute"] or 0), int(found["second"] or 0))
    return datetime.combine(on, clock, OFFICE_ZONE)


def _hour(found: re.Match[str]) -> int:
    hour, half = int(found["hour"]), found["half"]
    if half is None or hour > NOON:
        return hour
    return hour % NOON + (NOON if half == "下午" else 0)


def _of_day(day: date, now: datetime) -> datetime:
    return now if day == civil_date(now) else end_of_day(day)
