"""Cadres who keep their diary every week: at least one entry of their own in each (S39)."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from attrs import frozen

from minqing_cli.demo_town.chance import Chance
from minqing_cli.demo_town.days import Days
from minqing_core.kernel.periods import Week

ONE_OF_THEIRS_IN = 5
LATE, WRITTEN_UP_LATE = "lantang-member-1", Week(2024, 30)
WRITTEN_UP_ON = date(2024, 8, 7)
KEPT: Mapping[str, tuple[Week, Week]] = {
    LATE: (Week(2024, 1), Week(2024, 52)),
    "fenghuan-secretary": (Week(2025, 1), Week(2025, 26)),
    "anhe-stationed": (Week(2025, 27), Week(2025, 51)),
}


@frozen(kw_only=True)
class Kept:
    """A week in which somebody writes an entry."""

    key: str
    week: Week

    def day(self, chance: Chance, days: Days) -> date:
        """Return a working day of the week."""
        dates = (self.week.first + timedelta(days=n) for n in range(7))
        return chance.one([day for day in dates if days.calendar.is_working(day)])


def kept_weeks(matters: int) -> list[Kept]:
    """Return the weeks that are kept, as many as a town of so many matters has room for.

    One of them is left out: what happened in it is written up late, as it is told elsewhere.
    """
    weeks = (Kept(key=key, week=week) for key, run in KEPT.items() for week in _run(*run))
    return [kept for kept in weeks if kept.week != WRITTEN_UP_LATE][: matters // ONE_OF_THEIRS_IN]


def writes_nothing(key: str, day: date) -> bool:
    """Say whether somebody writes nothing of that day in its own week."""
    return (key, Week.of(day)) == (LATE, WRITTEN_UP_LATE)


def _run(first: Week, last: Week) -> Iterator[Week]:
    week = first
    while week <= last:
        yield week
        week = Week.of(week.last + timedelta(days=1))
