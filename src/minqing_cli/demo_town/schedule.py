"""The quarters and half-years of the two years, and what is put on record of them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from attrs import frozen

from minqing_cli.demo_town.chance import Chance
from minqing_cli.demo_town.courses import Action, Course
from minqing_cli.demo_town.days import FIRST, LAST, OPENS, Days, at
from minqing_cli.demo_town.people import Cadre, Staff
from minqing_core.kernel.periods import Months, half_year, quarter

LAST_MORNING = 12 * 60


@frozen(kw_only=True)
class Setting:
    """The people, the working days, the ordinary matters, and the chances of what happens."""

    staff: Staff
    days: Days
    courses: tuple[Course, ...]
    chance: Chance

    def moment(self, day: date, within: int = 0) -> datetime:
        """Return a morning hour of a working day, up to some working days earlier."""
        for _ in range(self.chance.number(0, within)):
            day = self.days.before(day - timedelta(days=1))
        return at(self.days.before(day), self.chance.number(OPENS, LAST_MORNING))

    def after(self, day: date, low: int, high: int) -> datetime:
        """Return a morning hour, some working days after a day."""
        later = self.days.after(day, self.chance.number(low, high))
        return at(later, self.chance.number(OPENS, LAST_MORNING))


def quarters() -> Iterator[Months]:
    """Yield the quarters of the two years."""
    day = FIRST
    while day <= LAST:
        yield quarter(day)
        day = quarter(day).last + timedelta(days=1)


def half_years() -> Iterator[Months]:
    """Yield the half-years of the two years."""
    day = FIRST
    while day <= LAST:
        yield half_year(day)
        day = half_year(day).last + timedelta(days=1)


def done(
    at: datetime,
    actor: Cadre,
    use_case: str,
    key: str = "",
    **given: Any,  # noqa: ANN401 - plain values
) -> Action:
    """Return that a cadre does something; what comes of it is later named by a key."""
    return Action(at=at, matter=key, actor=actor.person, use_case=use_case, given=given)
