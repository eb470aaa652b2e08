"""As much of the roster as its rules need: the units, one person, one login."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import reduce
from typing import assert_never

import attrs

from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.places import UnitTree
from minqing_core.roster import events


@attrs.frozen(kw_only=True)
class Units:
    """Every unit, with its particulars."""

    known: Mapping[UnitId, events.UnitEstablished] = attrs.field(factory=dict)

    @property
    def tree(self) -> UnitTree:
        """Which unit lies within which."""
        return UnitTree({unit: facts.parent for unit, facts in self.known.items()})


@attrs.frozen(kw_only=True)
class Tenure:
    """A stretch of days in a post, or of being stationed; open while *until* is None."""

    post: events.Post | None
    unit: UnitId
    since: date
    until: date | None = None


@attrs.frozen(kw_only=True)
class Person:
    """One person, as their events left them."""

    registered: events.PersonRegistered | None = None
    kinds: tuple[tuple[date, events.CadreKind | None], ...] = ()
    tenures: tuple[Tenure, ...] = ()

    def open_tenure(self, post: events.Post | None, unit: UnitId) -> Tenure | None:
        """Return the tenure still running in a post and unit; no post means stationing."""
        running = (t for t in self.tenures if t.until is None)
        return next((t for t in running if (t.post, t.unit) == (post, unit)), None)


NOBODY = Person()


def evolve_units(units: Units, event: events.UnitEvent) -> Units:
    """Return the units after an event; total, and never refuses."""
    return Units(known={**units.known, event.unit: event})


def evolve_person(person: Person, event: events.PersonEvent) -> Person:
    """Return the person after an event; total, and never refuses."""
    match event:
        case events.PersonRegistered(kind=kind, since=since):
            return attrs.evolve(person, registered=event, kinds=((since, kind),))
        case events.KindAssigned(kind=kind, since=since):
            return attrs.evolve(person, kinds=(*person.kinds, (since, kind)))
        case events.PostTaken(post=post, unit=unit, since=since):
            return _with(person, Tenure(post=post, unit=unit, since=since))
        case events.Stationed(village=village, since=since):
            return _with(person, Tenure(post=None, unit=village, since=since))
        case events.PostLeft(post=post, unit=unit, until=until):
            return _ended(person, post, unit, until)
        case events.StationingEnded(village=village, until=until):
            return _ended(person, None, village, until)
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


def _with(person: Person, tenure: Tenure) -> Person:
    return attrs.evolve(person, tenures=(*person.tenures, tenure))


def _ended(person: Person, post: events.Post | None, unit: UnitId, until: date) -> Person:
    ended = person.open_tenure(post, unit)
    return attrs.evolve(
        person,
        tenures=tuple(attrs.evolve(t, until=until) if t is ended else t for t in person.tenures),
    )
