"""Write the seeded working calendars from the data of the chinesecalendar package.

Run it by hand when the State Council has published another year and chinesecalendar
carries it: ``python tools/seed_calendars.py``. The office itself never needs the package;
a test compares every seeded day with it.
"""

from collections.abc import Callable
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path
from textwrap import wrap

from chinese_calendar import is_workday

FIRST, LAST = 2004, 2026
TARGET = Path(__file__).parent.parent / "src/minqing_core/application/scheme/calendars.py"
SATURDAY = 5
WIDTH = 84

HEAD = '''\
"""The working calendars that the State Council published, {first} to {last}.

Written by ``tools/seed_calendars.py``; a later year is published by the office itself.
"""

from collections.abc import Mapping
from datetime import date

from minqing_core.programme.events import CalendarYearPublished

DATA = "据 chinesecalendar {version} 整理"


def _days(year: int, days: str) -> tuple[date, ...]:
    return tuple(date.fromisoformat(f"{{year}}-{{day}}") for day in days.split())


def _year(year: int, *, off: str, work: str) -> CalendarYearPublished:
    return CalendarYearPublished(
        year=year,
        off=_days(year, off),
        work=_days(year, work),
        source=f"国务院办公厅关于{{year}}年部分节假日安排的通知及其后的调整（{{DATA}}）",
    )


CALENDARS: Mapping[int, CalendarYearPublished] = {{
'''


def literal(days: list[date]) -> str:
    """Return the days as the lines of one string literal."""
    lines = wrap(" ".join(f"{day:%m-%d}" for day in days), WIDTH, break_on_hyphens=False)
    if len(lines) == 1:
        return f'"{lines[0]}"'
    quoted = [f'            "{line} "' for line in lines[:-1]] + [f'            "{lines[-1]}"']
    return "\n".join(["(", *quoted, "        )"])


def year_literal(year: int) -> str:
    """Return the entry of one year."""
    new_year = date(year, 1, 1)
    days = [new_year + timedelta(n) for n in range((date(year + 1, 1, 1) - new_year).days)]

    def pick(wanted: Callable[[date], bool]) -> str:
        return literal([day for day in days if wanted(day)])

    off = pick(lambda day: day.weekday() < SATURDAY and not is_workday(day))
    work = pick(lambda day: day.weekday() >= SATURDAY and is_workday(day))
    return (
        f"    {year}: _year(\n        {year},\n        off={off},\n        work={work},\n    ),\n"
    )


if __name__ == "__main__":
    years = "".join(year_literal(year) for year in range(FIRST, LAST + 1))
    head = HEAD.format(first=FIRST, last=LAST, version=version("chinesecalendar"))
    TARGET.write_text(head + years + "}\n", encoding="utf-8")
