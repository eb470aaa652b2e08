"""As much of the programme as its rules need."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import reduce
from typing import TypeVar, assert_never

import attrs

from minqing_core.kernel.calendar import Limit, WorkingCalendar, YearDays
from minqing_core.programme import events

Versioned = TypeVar(
    "Versioned",
    events.RuleAdopted,
    events.PlanRuleAdopted,
    events.Rule,
    events.CategoryAdopted | events.CategoryRetired,
)


@attrs.frozen(kw_only=True)
class Programme:
    """The programme, as its events left it."""

    established: events.ProgrammeEstablished | None = None
    bases: tuple[events.LegalBasisRecorded, ...] = ()
    rules: Mapping[str, tuple[events.RuleAdopted, ...]] = attrs.field(factory=dict)
    categories: Mapping[str, tuple[events.CategoryAdopted | events.CategoryRetired, ...]] = (
        attrs.field(factory=dict)
    )
    calendar: WorkingCalendar = attrs.field(factory=WorkingCalendar)

    def rule(self, code: str, on: date) -> events.RuleAdopted | None:
        """Return the rule in force on a day, or None before it took effect (S83)."""
        return in_force(self.rules.get(code, ()), on)

    def days(self, code: str, on: date) -> Limit | None:
        """Return the limit that a rule of days sets on a day, or None where none is in force."""
        return days_of(self.rule(code, on))

    def category(self, code: str, on: date) -> events.CategoryAdopted | None:
        """Return the category as it stood on a day, or None when it was not in use."""
        found = in_force(self.categories.get(code, ()), on)
        return found if isinstance(found, events.CategoryAdopted) else None


INITIAL = Programme()


def in_force(versions: Iterable[Versioned], on: date) -> Versioned | None:
    """Return the version in force on a day: of those begun, the latest, and the last adopted."""
    begun = [version for version in versions if version.effective_from <= on]
    return max(begun, key=lambda version: version.effective_from) if begun else None


def days_of(rule: events.Rule | None) -> Limit | None:
    """Return the limit that a rule of days sets, or None where none is in force."""
    if rule is None or rule.value.amount is None or rule.value.unit is None:
        return None
    return Limit(rule.value.amount, rule.value.unit)


def evolve(programme: Programme, event: events.Event) -> Programme:
    """Return the programme after an event; total, and never refuses."""
    match event:
        case events.ProgrammeEstablished():
            return attrs.evolve(programme, established=event)
        case events.LegalBasisRecorded():
            return attrs.evolve(programme, bases=(*programme.bases, event))
        case events.RuleAdopted(rule=code):
            versions = (event, *programme.rules.get(code, ()))
            return attrs.evolve(programme, rules={**programme.rules, code: versions})
        case events.CategoryAdopted(code=code) | events.CategoryRetired(code=code):
            history = (event, *programme.categories.get(code, ()))
            return attrs.evolve(programme, categories={**programme.categories, code: history})
        case events.CalendarYearPublished(year=year, off=off, work=work):
            years = {**programme.calendar.years, year: YearDays(frozenset(off), frozenset(work))}
            return attrs.evolve(programme, calendar=WorkingCalendar(years))
        case _:
            assert_never(event)


def fold(history: Iterable[events.Event], programme: Programme = INITIAL) -> Programme:
    """Return the programme its history makes."""
    return reduce(evolve, history, programme)
