"""As much of the roster as its rules need: the units, one person, one login."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property, reduce
from typing import assert_never

import attrs

from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.places import UnitTree
from minqing_core.roster import events


@attrs.frozen(kw_only=True)
class Units:
    """Every unit, with its particulars."""

    known: Mapping[UnitId, events.UnitEstablished] = attrs.field(factory=dict)

    @cached_property
    def tree(self) -> UnitTree:
        """Which unit lies within which."""
        return UnitTree({unit: facts.parent for unit, facts in self.known.items()})


@attrs.frozen(kw_only=True)
class Person:
    """One person, as their events left them.

    ``held`` gives since when each post of a unit is held; no post means being stationed there.
    """

    registered: events.PersonRegistered | None = None
    kinds: Mapping[date, events.CadreKind | None] = attrs.field(factory=dict)
    held: Mapping[tuple[events.Post | None, UnitId], date] = attrs.field(factory=dict)


NOBODY = Person()


def evolve_units(units: Units, event: events.UnitEvent) -> Units:
    """Return the units after an event; total, and never refuses."""
    return Units(known={**units.known, event.unit: event})


def evolve_person(person: Person, event: events.PersonEvent) -> Person:
    """Return the person after an event; total, and never refuses."""
    match event:
        case events.PersonRegistered(kind=kind, since=since):
            return attrs.evolve(person, registered=event, kinds={since: kind})
        case events.KindAssigned(kind=kind, since=since):
            return attrs.evolve(person, kinds={**person.kinds, since: kind})
        case events.PostTaken(post=post, unit=unit, since=since):
            return attrs.evolve(person, held={**person.held, (post, unit): since})
        case events.Stationed(village=village, since=since):
            return attrs.evolve(person, held={**person.held, (None, village): since})
        case events.PostLeft(post=post, unit=unit):
            return _without(person, (post, unit))
        case events.StationingEnded(village=village):
            return _without(person, (None, village))
        case _:
            assert_never(event)


def fold_units(history: Iterable[events.UnitEvent], units: Units | None = None) -> Units:
    """Return the units their history makes."""
    return reduce(evolve_units, history, units or Units())


def fold_person(history: Iterable[events.PersonEvent], person: Person = NOBODY) -> Person:
    """Return the person their history makes."""
    return reduce(evolve_person, history, person)


def fold_login(history: Iterable[events.LoginEvent]) -> PersonId | None:
    """Return the person that a login is bound to."""
    return next((event.person for event in reversed([*history])), None)


def _without(person: Person, left: tuple[events.Post | None, UnitId]) -> Person:
    held = {key: since for key, since in person.held.items() if key != left}
    return attrs.evolve(person, held=held)
