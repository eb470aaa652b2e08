"""As much of a household as its rules need."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import reduce
from typing import assert_never

import attrs

from minqing_core.households import events
from minqing_core.kernel.ids import HouseholdId, UnitId
from minqing_core.kernel.personal import Personal


@attrs.frozen(kw_only=True)
class Household:
    """A household, as its events left it; once ``away``, ``village`` is where it last lived.

    ``first`` is where it was entered, ``moves`` say since when it lived where, or nowhere.
    """

    version: int = 0
    village: UnitId | None = None
    away: bool = False
    first: UnitId | None = None
    moves: tuple[tuple[date, UnitId | None], ...] = ()
    members: Mapping[int, tuple[Personal, Personal | None]] = attrs.field(factory=dict)

    def home(self, on: date) -> UnitId | None:
        """Return where the household lived on a day; nowhere once it had moved away."""
        return next((to for since, to in reversed(self.moves) if since <= on), self.first)


NONE = Household()


def evolve(household: Household, event: events.HouseholdEvent) -> Household:
    """Return the household after an event; total, and never refuses."""
    household = attrs.evolve(household, version=household.version + 1)
    match event:
        case events.HouseholdEntered(village=village):
            return attrs.evolve(household, village=village, first=village)
        case events.MemberEntered(member=member, name=name, contact=contact):
            members = {**household.members, member: (name, contact)}
            return attrs.evolve(household, members=members)
        case events.HouseholdMoved(village=village, on=on):
            moves = (*household.moves, (on or date.min, village))
            stays = household.village if village is None else village
            return attrs.evolve(household, village=stays, away=village is None, moves=moves)
        case _:
            assert_never(event)


def fold(history: Iterable[events.HouseholdEvent], household: Household = NONE) -> Household:
    """Return the household its history makes."""
    return reduce(evolve, history, household)


def fold_visit(history: Iterable[events.VisitEvent]) -> frozenset[HouseholdId] | None:
    """Return the households that a visit reached, or None when there was no such visit."""
    return next((frozenset(event.households) for event in history), None)
