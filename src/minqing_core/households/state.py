"""As much of a household as its rules need."""

from collections.abc import Iterable, Mapping
from functools import reduce
from typing import assert_never

import attrs

from minqing_core.households import events
from minqing_core.kernel.ids import HouseholdId, UnitId
from minqing_core.kernel.personal import Personal


@attrs.frozen(kw_only=True)
class Household:
    """A household, as its events left it; once ``away``, ``village`` is where it last lived."""

    version: int = 0
    village: UnitId | None = None
    away: bool = False
    members: Mapping[int, tuple[Personal, Personal | None]] = attrs.field(factory=dict)


NONE = Household()


def evolve(household: Household, event: events.HouseholdEvent) -> Household:
    """Return the household after an event; total, and never refuses."""
    household = attrs.evolve(household, version=household.version + 1)
    match event:
        case events.HouseholdEntered(village=village):
            return attrs.evolve(household, village=village)
        case events.MemberEntered(member=member, name=name, contact=contact):
            members = {**household.members, member: (name, contact)}
            return attrs.evolve(household, members=members)
        case events.HouseholdMoved(village=None):
            return attrs.evolve(household, away=True)
        case events.HouseholdMoved(village=village):
            return attrs.evolve(household, village=village, away=False)
        case _:
            assert_never(event)


def fold(history: Iterable[events.HouseholdEvent], household: Household = NONE) -> Household:
    """Return the household its history makes."""
    return reduce(evolve, history, household)


def fold_visit(history: Iterable[events.VisitEvent]) -> frozenset[HouseholdId] | None:
    """Return the households that a visit reached, or None when there was no such visit."""
    return next((frozenset(event.households) for event in history), None)
