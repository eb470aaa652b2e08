"""One person, as much as the rules of the roster need."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import reduce
from typing import assert_never

import attrs

from minqing_core.kernel.ids import UnitId
from minqing_core.roster import events


@attrs.frozen(kw_only=True)
class Term:
    """A post of a unit, or being stationed there, until a last day when there is one."""

    post: events.Post | None
    unit: UnitId
    since: date
    until: date | None = None

    def held(self, on: date) -> bool:
        """Say whether it was the person's on a day."""
        return self.since <= on and (self.until is None or on <= self.until)

    def meets(self, since: date, until: date = date.max) -> bool:
        """Say whether it has a day in common with others."""
        return self.since <= until and (self.until is None or since <= self.until)


@attrs.frozen(kw_only=True)
class ContactTerm:
    """A contact point of a leader, until a last day when it was left."""

    taken: events.ContactPointTaken
    until: date | None = None

    def held(self, on: date) -> bool:
        """Say whether it was the leader's on a day."""
        return self.taken.since <= on and self.lasts(on)

    def lasts(self, on: date) -> bool:
        """Say whether it had not ended before a day."""
        return self.until is None or on <= self.until


@attrs.frozen(kw_only=True)
class Person:
    """One person, as their events left them.

    ``terms`` are the posts held in units, and the stationing, the ended ones too. Leaves and
    substitutions stand here with the last day that they really had.
    """

    registered: events.PersonRegistered | None = None
    kinds: Mapping[date, events.CadreKind | None] = attrs.field(factory=dict)
    terms: tuple[Term, ...] = ()
    leaves: tuple[events.LeaveGranted, ...] = ()
    substitutions: tuple[events.SubstituteNamed, ...] = ()
    contact_points: tuple[ContactTerm, ...] = ()
    visits: tuple[events.GuidanceVisitMade, ...] = ()
    transferred: events.CadreTransferredAway | None = None
    closed: date | None = None

    def of(self, post: events.Post | None, unit: UnitId) -> Iterator[Term]:
        """Yield the terms in a post of a unit, or of being stationed there."""
        return (term for term in self.terms if (term.post, term.unit) == (post, unit))

    def posts(self, on: date) -> frozenset[events.Post | None]:
        """Return the posts that were the person's on a day, in whatever unit."""
        return frozenset(term.post for term in self.terms if term.held(on))

    def held_throughout(self, posts: Collection[events.Post], since: date, until: date) -> bool:
        """Say whether one of some posts was the person's on each of some days."""
        day = since
        while day <= until:
            lasting = [t.until or date.max for t in self.terms if t.post in posts and t.held(day)]
            if not lasting or max(lasting) == date.max:
                return bool(lasting)
            day = max(lasting) + DAY
        return True

    def units(self, on: date) -> frozenset[UnitId]:
        """Return the units in which the person serves on a day, or is going to."""
        return frozenset(term.unit for term in self.terms if term.meets(on))

    @property
    def last_day(self) -> date | None:
        """The person's last day in the town, once they were transferred away."""
        return None if self.transferred is None else self.transferred.until


NOBODY, DAY = Person(), timedelta(days=1)


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
            return _begun(person, Term(post=post, unit=unit, since=since))
        case events.Stationed(village=village, since=since):
            return _begun(person, Term(post=None, unit=village, since=since))
        case events.PostLeft(post=post, unit=unit, until=until):
            return _over(person, post, unit, until)
        case events.StationingEnded(village=village, until=until):
            return _over(person, None, village, until)
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
                attrs.evolve(leave, until=until) if leave.since == since <= leave.until else leave
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
            terms = tuple(_cut(term, on) for term in person.terms)
            return attrs.evolve(_left(person, on), terms=terms, closed=on)
        case _:
            assert_never(event)


def _ended(
    named: events.SubstituteNamed, event: events.SubstitutionEnded
) -> events.SubstituteNamed:
    same = (named.post, named.unit) == (event.post, event.unit)
    running = named.since - DAY <= event.until <= named.until
    return attrs.evolve(named, until=event.until) if same and running else named


def _begun(person: Person, term: Term) -> Person:
    return attrs.evolve(person, terms=(*person.terms, term))


def _over(person: Person, post: events.Post | None, unit: UnitId, until: date) -> Person:
    running = (post, unit, None)
    terms = (
        attrs.evolve(term, until=until) if (term.post, term.unit, term.until) == running else term
        for term in person.terms
    )
    return attrs.evolve(person, terms=tuple(terms))


def _cut(term: Term, on: date) -> Term:
    return attrs.evolve(term, until=on) if term.meets(on + DAY) else term


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
