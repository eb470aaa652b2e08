"""A person as a reader sees them: name, kinds and posts over time."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from functools import reduce
from typing import Any, TypeVar

import attrs

from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.places import UnitTree
from minqing_core.kernel.standing import Standing
from minqing_core.roster import events
from minqing_core.views.labels import label

STATIONED, LEAVING, DAY = "stationed", "leaving", timedelta(days=1)
NOWHERE, NO_UNITS = UnitTree(), frozenset[UnitId]()
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
    """A stretch of days in a post of a unit, or stationed in it when there is no post.

    A substitute holds the post instead of somebody, for those days only.
    """

    post: events.Post | None
    unit: UnitId
    home: UnitId | None
    since: date
    until: date | None
    instead_of: PersonId | None = None

    def held(self, on: date) -> bool:
        """Say whether it was running on a day."""
        return self.since <= on and self.lasts(on)

    def lasts(self, on: date) -> bool:
        """Say whether it had not ended before a day."""
        return self.until is None or on <= self.until

    def ends_on(self, last: date) -> bool:
        """Say whether it can end with a day; on the day before the first it never began."""
        return self.since - DAY <= last and self.lasts(last)


@attrs.frozen(kw_only=True)
class Contact:
    """A stretch of days in which a village was a leader's contact point (S73)."""

    village: UnitId
    since: date
    until: date | None
    campaigns: tuple[str, ...]

    def held(self, on: date) -> bool:
        """Say whether it was running on a day."""
        return self.since <= on and (self.until is None or on <= self.until)


@attrs.frozen(kw_only=True)
class PersonFile:
    """Everything the roster says of a person.

    ``leaves`` stand here with the last day that they really had.
    """

    person: PersonId
    version: int = 0
    named: Personal | None = None
    reached: Personal | None = None
    since: date | None = None
    kinds: tuple[tuple[date, events.CadreKind | None], ...] = ()
    tenures: tuple[Tenure, ...] = ()
    leaves: tuple[events.LeaveGranted, ...] = ()
    contacts: tuple[Contact, ...] = ()
    visits: tuple[events.GuidanceVisitMade, ...] = ()
    transferred: events.CadreTransferredAway | None = None
    closed: date | None = None

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
        return begun[-1] if begun and not self.has_left(on) else None

    @property
    def arrived(self) -> date | None:
        """The first day on which the roster has the person, if it has them (S9)."""
        begun = (*(since for since, _ in self.kinds), *(tenure.since for tenure in self.tenures))
        return min(begun, default=None)

    @property
    def last_day(self) -> date | None:
        """The person's last day in the town, once they were transferred away (S46)."""
        return None if self.transferred is None else self.transferred.until

    def has_left(self, on: date) -> bool:
        """Say whether the person's last day in the town was over on a day (S46)."""
        return self.last_day is not None and on > self.last_day

    def away(self, on: date) -> events.LeaveGranted | None:
        """Return the leave that the person was on, on a day (S39)."""
        return next((one for one in self.leaves if one.since <= on <= one.until), None)

    def served_on(self, on: date) -> frozenset[UnitId]:
        """Return the units in which the person served on a day, or last before it (S9)."""
        begun = [tenure for tenure in self.tenures if tenure.since <= on]
        last = max((min(on, t.until or on) for t in begun), default=on)
        return frozenset(tenure.unit for tenure in begun if tenure.lasts(last))

    def standing(
        self, on: date, tree: UnitTree = NOWHERE, villages: frozenset[UnitId] = NO_UNITS
    ) -> Standing:
        """Return the units and posts that were the person's on a day, within a tree of units.

        After their last day in the town nothing is left of them but what closes complaints (S46).
        """
        held = [tenure for tenure in self.tenures if tenure.held(on)]
        served = (t for t in held if t.post != events.Post.INVESTIGATOR)
        under = chain(tree, villages, (unit for t in served for unit in (t.unit, t.home) if unit))
        if self.has_left(on):
            posts = (LEAVING,) if held else ()
            return Standing(version=self.version, person=self.person, under=under, posts=posts)
        return Standing(
            version=self.version,
            person=self.person,
            units=tree.continued_by({tenure.unit for tenure in held}),
            leads=_over(tree, (t.unit for t in held if t.post in LEADING)),
            reach=frozenset(tree.parents)
            if any(t.post in TOWN_WIDE for t in held)
            else _over(tree, (t.unit for t in held)),
            under=under,
            posts=tuple(str(tenure.post or STATIONED) for tenure in held),
            coordinates=any(t.post is events.Post.ORG_OFFICE_CLERK for t in held),
        )

    def unbroken(self, posts: Collection[str], since: date) -> date | None:
        """Return the last of the days on end, from a day on, on which one of some posts was held.

        None while it has no end; standing in for somebody is not holding the post.
        """
        day = since
        while running := [t.until for t in self.tenures if _has(t, posts) and t.held(day)]:
            last = max(until or date.max for until in running)
            if last == date.max:
                return None
            day = last + DAY
        return day - DAY

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
        case _:
            return attrs.evolve(person, **_changed(person, envelope.event))


def fold(person: PersonId, history: Iterable[Envelope[Any]]) -> PersonFile:
    """Return the person that a history makes."""
    return reduce(evolve, history, PersonFile(person=person))


Stretch = TypeVar("Stretch", Tenure, Contact)


def _changed(person: PersonFile, event: object) -> dict[str, Any]:
    match event:
        case events.PostLeft(post=post, unit=unit, until=until):
            return {"tenures": _ended(person, post, unit, until)}
        case events.StationingEnded(village=village, until=until):
            return {"tenures": _ended(person, None, village, until)}
        case events.CadreTransferredAway():
            return {"transferred": event}
        case events.PersonClosed(on=on):
            return {
                "closed": on,
                "tenures": tuple(_cut(tenure, on) for tenure in person.tenures),
                "contacts": tuple(_cut(contact, on) for contact in person.contacts),
            }
        case events.GuidanceVisitMade():
            return {"visits": (*person.visits, event)}
        case _:
            return {**_absent(person, event), **_guiding(person, event)}


def _absent(person: PersonFile, event: object) -> dict[str, Any]:
    match event:
        case events.LeaveGranted():
            return {"leaves": (*person.leaves, event)}
        case events.LeaveEndedEarly(since=since, until=until):
            leaves = (
                attrs.evolve(one, until=until) if one.since == since <= one.until else one
                for one in person.leaves
            )
            return {"leaves": tuple(leaves)}
        case events.SubstituteNamed():
            tenure = Tenure(
                post=event.post,
                unit=event.unit,
                home=None,
                since=event.since,
                until=event.until,
                instead_of=event.instead_of,
            )
            return {"tenures": (*person.tenures, tenure)}
        case events.SubstitutionEnded():
            return {"tenures": tuple(_relieved(tenure, event) for tenure in person.tenures)}
        case _:
            return {}


def _guiding(person: PersonFile, event: object) -> dict[str, Any]:
    match event:
        case events.ContactPointTaken(village=village, since=since, campaigns=campaigns):
            contact = Contact(village=village, since=since, until=None, campaigns=campaigns)
            return {"contacts": (*person.contacts, contact)}
        case events.ContactPointLeft(village=village, until=until):
            contacts = (
                attrs.evolve(one, until=until)
                if (one.village, one.until) == (village, None)
                else one
                for one in person.contacts
            )
            return {"contacts": tuple(contacts)}
        case _:
            return {}


def chain(
    tree: UnitTree, villages: frozenset[UnitId], units: Iterable[UnitId]
) -> frozenset[UnitId]:
    """Return what those who serve in units belong to: to all above, and to the whole village.

    With each unit go those that it continues.
    """

    def belonging() -> Iterator[UnitId]:
        for unit in units:
            yield unit
            for above in tree.upwards(unit):
                yield above
                if above in villages:
                    yield from tree.within(above)

    return tree.continued_by(frozenset(belonging()))


def posts_line(person: PersonFile, on: date, unit_name: dict[str, str]) -> str:
    """Write the posts held on a day as people read them."""
    return "、".join(
        f"{unit_name.get(t.unit, t.unit)}{title(t)}" for t in person.tenures if t.held(on)
    )


def title(tenure: Tenure) -> str:
    """Write the post of a tenure as people read it; a substitute's is marked."""
    post = label("post", tenure.post) if tenure.post else "驻村"
    return f"{post}（代）" if tenure.instead_of is not None else post


def _has(tenure: Tenure, posts: Collection[str]) -> bool:
    return tenure.post in posts and tenure.instead_of is None


def _over(tree: UnitTree, units: Iterable[UnitId]) -> frozenset[UnitId]:
    def over() -> Iterator[UnitId]:
        for unit in units:
            yield unit
            yield from tree.within(unit)

    return frozenset(over())


def _begin(
    person: PersonFile,
    post: events.Post | None,
    unit: UnitId,
    home: UnitId | None,
    since: date,
) -> PersonFile:
    tenure = Tenure(post=post, unit=unit, home=home, since=since, until=None)
    return attrs.evolve(person, tenures=(*person.tenures, tenure))


def _ended(
    person: PersonFile, post: events.Post | None, unit: UnitId, until: date
) -> tuple[Tenure, ...]:
    return tuple(
        attrs.evolve(tenure, until=until)
        if (tenure.post, tenure.unit, tenure.until) == (post, unit, None)
        else tenure
        for tenure in person.tenures
    )


def _relieved(tenure: Tenure, event: events.SubstitutionEnded) -> Tenure:
    same = (tenure.post, tenure.unit) == (event.post, event.unit)
    running = tenure.instead_of is not None and tenure.ends_on(event.until)
    return attrs.evolve(tenure, until=event.until) if same and running else tenure


def _cut(stretch: Stretch, on: date) -> Stretch:
    lasting = stretch.until is None or stretch.until > on
    return attrs.evolve(stretch, until=on) if lasting else stretch
