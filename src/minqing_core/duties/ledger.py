"""The rules as the ledger asks for them: those in force over a unit on a day, and the calendar."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeAlias

from attrs import frozen

from minqing_core.duties.answering import Arrived, LastDay, ever_there, staying
from minqing_core.kernel.calendar import CountedDay, DayUnit, Limit, WorkingCalendar
from minqing_core.kernel.ids import UnitId
from minqing_core.programme.events import Rule

GRACE = "period.grace"


@frozen(kw_only=True)
class Laid:
    """A rule in force, and the unit that laid it down."""

    rule: Rule
    unit: UnitId

    @property
    def amount(self) -> int:
        """How many times, or days, it says."""
        return self.rule.value.amount or 0

    @property
    def days(self) -> Limit:
        """The limit that a rule of days sets."""
        return Limit(self.amount, self.rule.value.unit or DayUnit.CALENDAR_DAY)


RulesOver: TypeAlias = Callable[[UnitId | None, date], Mapping[str, Laid]]


@frozen(kw_only=True)
class Rulebook:
    """The rules over each unit on each day, the working calendar, and what day it is.

    ``begun`` is the day on which the record was begun; ``arrived`` says since when somebody has
    been in the roster, ``last_day`` until when who was transferred away is in town.
    """

    over: RulesOver
    calendar: WorkingCalendar
    today: date
    begun: date = date.min
    last_day: LastDay = staying
    arrived: Arrived = ever_there

    def rule(self, code: str, unit: UnitId | None, on: date) -> Laid | None:
        """Return a rule in force over a unit on a day (S74, S83)."""
        return self.over(unit, on).get(code)

    def choice(self, code: str, unit: UnitId | None, on: date) -> str | None:
        """Return what a rule of choice says over a unit on a day."""
        laid = self.rule(code, unit, on)
        return None if laid is None else laid.rule.value.choice

    def with_grace(self, last: date, unit: UnitId | None) -> tuple[date, tuple[CountedDay, ...]]:
        """Return by when the duty of a period is due: its last day, or the grace days after it."""
        laid = self.rule(GRACE, unit, last)
        if laid is None:
            return last, ()
        due = self.calendar.due(last, laid.days)
        return due.day, due.days
