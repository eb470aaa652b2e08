"""One person, as much as the rules of the roster need."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import reduce
from typing import assert_never

import attrs

from minqing_core.kernel.ids import UnitId
from minqing_core.roster import events


@attrs.frozen(kw_only=True)
class ContactTerm:
    """A contact point of a leader, until a last day when it was left."""

    taken: events.ContactPointTaken
    until: date | None = None

    def held(self, on: date) -> bool:
        """Say whether it was the leader's on a day."""
        return self.taken.since <= on and (self.until is None or on <= self.until)


@attrs.frozen(kw_only=True)
class Person:
    """One person, as their events left them.

    ``held`` gives since when each post of a unit is held; no post means being stationed there.
    Leaves and substitutions stand here with the last day that they really had.
    """

    registered: events.PersonRegistered | None = None
    kinds: Mapping[date, events.CadreKind | None] = attrs.field(factory=dict)
    held: Mapping[tuple[events.Post | None, UnitId], date] = attrs.field(factory=dict)
    leaves: tuple[events.LeaveGranted, ...] = ()
    substitutions: tuple[events.SubstituteNamed, ...] = ()
    contact_points: tuple[ContactTerm, ...] = ()
    visits: tuple[events.GuidanceVisitMade, ...] = ()
    transferred: events.CadreTransferredAway | None = None
    closed: date | None = None

    @property
    def units(self) -> frozenset[UnitId]:
        """The units in which the person holds a post or is stationed."""
        return frozenset(unit for _, unit in self.held)

    @property
    def last_day(self) -> date | None:
        """The person's last day in the town, once they were transferred away."""
        return None if self.transferred is None else self.transferred.until


NOBODY = Person()


def evolve_person(person: Person, event: events.PersonEvent) -> Person:
    """Return the person after an event; total, and never refuses."""
    match event:
        case events.PersonRegistered(kind=kind, since=since):
            return attrs.evolve(person, registered=event, kinds={since: kind})
        case events.KindAssigned(kind=kind, since=since):
            return attrs.evolve(person, kinds={**person.kinds, since: kind})
        case events.CadreTransferredAway() | events.PersonClosed():
            return _leaving(person, event)
        case (
            events.PostTaken() | events.PostLeft() | events.Stationed() | events.StationingEnded()
        ):
            return _serving(person, event)
        case events.ContactPointTaken() | events.ContactPointLeft() | events.GuidanceVisitMade():
            return _guiding(person, event)
        case _:
            return _away(person, event)


def fold_person(history: Iterable[events.PersonEvent], person: Person = NOBODY) -> Person:
    """Return the person their history makes."""
    return reduce(evolve_person, history, person)


def _serving(person: Person, event: events.TenureEvent) -> Person:
    match event:
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


def _guiding(person: Person, event: events.GuidanceEvent) -> Person:
    match event:
        case events.ContactPointTaken():
            term = ContactTerm(taken=event)
            return attrs.evolve(person, contact_points=(*person.contact_points, term))
        case events.ContactPointLeft(village=village, until=until):
            return _left(person, until, village)
        case events.GuidanceVisitMade():
            return attrs.evolve(person, visits=(*person.visits, event))
        case _:
            assert_never(event)


def _away(person: Person, event: events.AbsenceEvent) -> Person:
    match event:
        case events.LeaveGranted():
            return attrs.evolve(person, leaves=(*person.leaves, event))
        case events.LeaveEndedEarly(since=since, until=until):
            leaves = (
                attrs.evolve(leave, until=until) if leave.since == since else leave
                for leave in person.leaves
            )
            return attrs.evolve(person, leaves=tuple(leaves))
        case events.SubstituteNamed():
            return attrs.evolve(person, substitutions=(*person.substitutions, event))
        case events.SubstitutionEnded():
            ended = (_ended(named, event) for named in person.substitutions)
            return attrs.evolve(person, substitutions=tuple(ended))
        case _:
            assert_never(event)


def _leaving(person: Person, event: events.LeavingEvent) -> Person:
    match event:
        case events.CadreTransferredAway():
            return attrs.evolve(person, transferred=event)
        case events.PersonClosed(on=on):
            return attrs.evolve(_left(person, on), held={}, closed=on)
        case _:
            assert_never(event)


def _ended(
    named: events.SubstituteNamed, event: events.SubstitutionEnded
) -> events.SubstituteNamed:
    same = (named.post, named.unit) == (event.post, event.unit)
    running = named.since <= event.until <= named.until
    return attrs.evolve(named, until=event.until) if same and running else named


def _without(person: Person, left: tuple[events.Post | None, UnitId]) -> Person:
    held = {key: since for key, since in person.held.items() if key != left}
    return attrs.evolve(person, held=held)


def _left(person: Person, until: date, village: UnitId | None = None) -> Person:
    return attrs.evolve(
        person,
        contact_points=tuple(
            attrs.evolve(term, until=until)
            if term.until is None and village in (None, term.taken.village)
            else term
            for term in person.contact_points
        ),
    )
