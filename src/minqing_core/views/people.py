"""A person as a reader sees them: name, kinds and posts over time."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import reduce
from typing import Any

import attrs

from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.places import UnitTree
from minqing_core.kernel.standing import Standing
from minqing_core.roster import events
from minqing_core.views.labels import label

STATIONED = "stationed"
NOWHERE = UnitTree()
LEADING = frozenset(
    {
        events.Post.PARTY_SECRETARY,
        events.Post.DEPUTY_SECRETARY,
        events.Post.ORGANISATION_COMMISSIONER,
        events.Post.LEADER_IN_CHARGE,
        events.Post.LEADING_GROUP_MEMBER,
        events.Post.VILLAGE_SECRETARY,
        events.Post.DEPARTMENT_HEAD,
    }
)
TOWN_WIDE = frozenset(
    {
        events.Post.ORG_OFFICE_CLERK,
        events.Post.ORGANISATION_COMMISSIONER,
        events.Post.INVESTIGATOR,
    }
)


@attrs.frozen(kw_only=True)
class Tenure:
    """A stretch of days in a post of a unit, or stationed in it when there is no post."""

    post: events.Post | None
    unit: UnitId
    home: UnitId | None
    since: date
    until: date | None

    def held(self, on: date) -> bool:
        """Say whether it was running on a day."""
        return self.since <= on and (self.until is None or on <= self.until)


@attrs.frozen(kw_only=True)
class PersonFile:
    """Everything the roster says of a person."""

    person: PersonId
    version: int = 0
    named: Personal | None = None
    reached: Personal | None = None
    since: date | None = None
    kinds: tuple[tuple[date, events.CadreKind | None], ...] = ()
    tenures: tuple[Tenure, ...] = ()

    @property
    def name(self) -> str:
        """The person's name, opened when it is asked for."""
        return "" if self.named is None else self.named.text

    @property
    def contact(self) -> str | None:
        """How the person can be reached, opened when it is asked for."""
        return None if self.reached is None else self.reached.text

    def kind(self, on: date) -> events.CadreKind | None:
        """Return as which kind of cadre the person took part on a day (S9)."""
        begun = [kind for since, kind in self.kinds if since <= on]
        return begun[-1] if begun else None

    def standing(self, on: date, tree: UnitTree = NOWHERE) -> Standing:
        """Return the units and posts that were the person's on a day, within a tree of units."""
        held = [tenure for tenure in self.tenures if tenure.held(on)]
        return Standing(
            version=self.version,
            person=self.person,
            units=frozenset(tenure.unit for tenure in held),
            leads=_over(tree, (t.unit for t in held if t.post in LEADING)),
            reach=frozenset(tree.parents)
            if any(t.post in TOWN_WIDE for t in held)
            else _over(tree, (t.unit for t in held)),
            under=_above(tree, (t for t in held if t.post != events.Post.INVESTIGATOR)),
            posts=tuple(str(tenure.post or STATIONED) for tenure in held),
            coordinates=any(t.post is events.Post.ORG_OFFICE_CLERK for t in held),
        )

    def served_since(self, day: date) -> frozenset[UnitId]:
        """Return the units that the person served in on a day or later, those sent from too."""
        lasting = [t for t in self.tenures if t.until is None or t.until >= day]
        return frozenset(unit for t in lasting for unit in (t.unit, t.home) if unit is not None)


def evolve(person: PersonFile, envelope: Envelope[Any]) -> PersonFile:
    """Return the person after an event."""
    person = attrs.evolve(person, version=envelope.version)
    match envelope.event:
        case events.PersonRegistered(name=name, kind=kind, contact=contact, since=since):
            return attrs.evolve(
                person,
                named=name,
                reached=contact,
                since=since,
                kinds=((since, kind),),
            )
        case events.KindAssigned(kind=kind, since=since):
            kinds = sorted((*person.kinds, (since, kind)), key=lambda pair: pair[0])
            return attrs.evolve(person, kinds=tuple(kinds))
        case events.PostTaken(post=post, unit=unit, since=since):
            return _begin(person, post, unit, None, since)
        case events.Stationed(village=village, home=home, since=since):
            return _begin(person, None, village, home, since)
        case events.PostLeft(post=post, unit=unit, until=until):
            person = _end(person, post, unit, until)
        case events.StationingEnded(village=village, until=until):
            person = _end(person, None, village, until)
        case _:
            pass
    return person


def fold(person: PersonId, history: Iterable[Envelope[Any]]) -> PersonFile:
    """Return the person that a history makes."""
    return reduce(evolve, history, PersonFile(person=person))


def posts_line(person: PersonFile, on: date, unit_name: dict[str, str]) -> str:
    """Write the posts held on a day as people read them."""
    return "、".join(
        f"{unit_name.get(t.unit, t.unit)}{label('post', t.post) if t.post else '驻村'}"
        for t in person.tenures
        if t.held(on)
    )


def _over(tree: UnitTree, units: Iterable[UnitId]) -> frozenset[UnitId]:
    def over() -> Iterator[UnitId]:
        for unit in units:
            yield unit
            yield from tree.within(unit)

    return frozenset(over())


def _above(tree: UnitTree, tenures: Iterable[Tenure]) -> frozenset[UnitId]:
    def above() -> Iterator[UnitId]:
        for tenure in tenures:
            for unit in filter(None, (tenure.unit, tenure.home)):
                yield unit
                yield from tree.upwards(unit)

    return frozenset(above())


def _begin(
    person: PersonFile,
    post: events.Post | None,
    unit: UnitId,
    home: UnitId | None,
    since: date,
) -> PersonFile:
    tenure = Tenure(post=post, unit=unit, home=home, since=since, until=None)
    return attrs.evolve(person, tenures=(*person.tenures, tenure))


def _end(person: PersonFile, post: events.Post | None, unit: UnitId, until: date) -> PersonFile:
    return attrs.evolve(
        person,
        tenures=tuple(
            attrs.evolve(tenure, until=until)
            if (tenure.post, tenure.unit, tenure.until) == (post, unit, None)
            else tenure
            for tenure in person.tenures
        ),
    )
