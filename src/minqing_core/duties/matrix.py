"""Who reads whose diary of a quarter: the scheme's matrix over a roster (S53–S58)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

from attrs import frozen

from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.periods import Months
from minqing_core.kernel.places import UnitTree
from minqing_core.roster.events import CadreKind, Post, UnitKind
from minqing_core.views.people import PersonFile, Tenure


class ReadingRule(StrEnum):
    """The rules of the matrix: whose diary it is."""

    TOWN_SECRETARY = "Q1"
    LEADING_GROUP = "R1"
    TOWN_STAFF = "R2a"
    STATIONED = "R2b"
    VILLAGE_SECRETARY = "R2c"
    TWO_COMMITTEES = "R3"


CLAUSES: Mapping[ReadingRule, str] = {
    ReadingRule.TOWN_SECRETARY: "S54",
    ReadingRule.LEADING_GROUP: "S54",
    ReadingRule.TOWN_STAFF: "S55",
    ReadingRule.STATIONED: "S56",
    ReadingRule.VILLAGE_SECRETARY: "S57",
    ReadingRule.TWO_COMMITTEES: "S58",
}
LEADING_GROUP = frozenset(
    {
        Post.DEPUTY_SECRETARY,
        Post.ORGANISATION_COMMISSIONER,
        Post.LEADER_IN_CHARGE,
        Post.LEADING_GROUP_MEMBER,
    }
)
STATIONED = frozenset({CadreKind.STATIONED_CITY, CadreKind.STATIONED_TOWN})
VILLAGES = frozenset({UnitKind.VILLAGE, UnitKind.COMMUNITY})
PAIR = (Post.DEPUTY_SECRETARY, Post.ORGANISATION_COMMISSIONER)
READERS: Mapping[ReadingRule, tuple[Post, ...]] = {
    ReadingRule.LEADING_GROUP: (Post.PARTY_SECRETARY,),
    ReadingRule.TOWN_STAFF: PAIR,
    ReadingRule.STATIONED: PAIR,
    ReadingRule.VILLAGE_SECRETARY: PAIR,
    ReadingRule.TWO_COMMITTEES: (Post.VILLAGE_SECRETARY,),
}
OF_SECRETARY, BY_PAIR, BOTH = "review.of-town-secretary", "review.deputy-and-commissioner", "both"
SUPERIORS: Mapping[str, Post] = {
    "city-org-dept": Post.CITY_ORG_CLERK,
    **{str(post): post for post in Post},
}
UNRULED, VACANT = "无规定", "职务空缺"
Choice: TypeAlias = Callable[[str, UnitId | None], str | None]


@frozen(kw_only=True)
class Reader:
    """Somebody who holds a post that reads; a substitute for whom."""

    person: PersonId
    post: Post
    unit: UnitId
    instead_of: PersonId | None = None


@frozen(kw_only=True)
class Assignment:
    """Whose diary of a quarter is to be read, by which rule and which posts.

    ``both`` asks for a reading by each of the posts (Q2); no posts at all where nobody laid down
    who reads it (Q1). ``village`` is that under whose rules the quarter ended, ``seat`` the unit
    in it where the cadre served: the secretary of its village on the day is sought (S84).
    """

    person: PersonId
    period: Months
    rule: ReadingRule
    clause: str
    posts: tuple[Post, ...]
    both: bool
    village: UnitId | None
    seat: UnitId | None

    @property
    def parts(self) -> tuple[tuple[Post, ...], ...]:
        """The posts, by what each reading must come from: any of them, or each of them."""
        return tuple((post,) for post in self.posts) if self.both else (self.posts,)


@frozen(kw_only=True)
class Roll:
    """The roster as it is looked at on a day, and the choices in force over a unit then."""

    people: Mapping[PersonId, PersonFile]
    tree: UnitTree
    kinds: Mapping[UnitId, UnitKind]
    choice: Choice

    def village(self, unit: UnitId) -> UnitId | None:
        """Return the village or community that a unit is, or lies in, or is continued by."""
        above = self.tree.upwards(self.tree.continues(unit))
        return next((at for at in above if self.kinds.get(at) in VILLAGES), None)

    def village_of(self, file: PersonFile, on: date) -> UnitId | None:
        """Return the village in which somebody serves on a day."""
        seat = self.seat(file, on)
        return None if seat is None else self.village(seat)

    def seat(self, file: PersonFile, on: date) -> UnitId | None:
        """Return the unit of a village in which somebody serves on a day."""
        held = (tenure.unit for tenure in file.tenures if tenure.held(on))
        return next((unit for unit in held if self.village(unit) is not None), None)

    @cached_property
    def tenures(self) -> Mapping[Post, tuple[tuple[PersonId, Tenure], ...]]:
        """Who held, holds or will hold each post."""
        held: dict[Post, tuple[tuple[PersonId, Tenure], ...]] = {}
        for person, file in self.people.items():
            for tenure in file.tenures:
                if tenure.post is not None:
                    held[tenure.post] = (*held.get(tenure.post, ()), (person, tenure))
        return held


RollOn: TypeAlias = Callable[[date], Roll]


def assignments(roll: Roll, period: Months) -> Iterator[Assignment]:
    """Yield who is to be read in a quarter: everybody who takes part on its last day (S53)."""
    for person in roll.people:
        found = assignment(roll, person, period)
        if found is not None:
            yield found


def assignment(roll: Roll, person: PersonId, period: Months) -> Assignment | None:
    """Return by which rule somebody's diary is read, None where they take no part (S54–S58).

    The deputy secretary and the organisation commissioner are of the leading group (Q3); a
    village's secretary is read as such and not as one of the two committees (Q4); support workers
    are among the town's staff (Q5). A substitute is read in their own post.
    """
    file, on = roll.people[person], period.last
    kind = file.kind(on)
    if kind is None:
        return None
    rule, village = _rule(file, kind, on), roll.village_of(file, on)
    posts = _posts(roll, rule, village)
    return Assignment(
        person=person,
        period=period,
        rule=rule,
        clause=CLAUSES[rule],
        posts=posts,
        both=posts == PAIR and roll.choice(BY_PAIR, village) == BOTH,
        village=village,
        seat=roll.seat(file, on),
    )


def readers_on(roll: Roll, assigned: Assignment, on: date) -> Iterator[Reader]:
    """Yield who may read a diary on a day: holders and substitutes, never the person (S58).

    After their last day in the town nobody does, whatever post is still theirs (S46).
    """
    for post in assigned.posts:
        for person, tenure in roll.tenures.get(post, ()):
            here = person != assigned.person and not roll.people[person].has_left(on)
            if here and tenure.held(on) and _over(roll, tenure, assigned):
                yield Reader(
                    person=person,
                    post=post,
                    unit=tenure.unit,
                    instead_of=tenure.instead_of,
                )


def answerable_on(roll: Roll, assigned: Assignment, on: date) -> Iterator[Reader]:
    """Yield who answers for the reading on a day: a substitute instead of whom they stand for."""
    found = [*readers_on(roll, assigned, on)]
    yield from unrelieved(found, found)


def unrelieved(readers: Iterable[Reader], by: Iterable[Reader]) -> Iterator[Reader]:
    """Yield the readers for whom none of these stands in."""
    stood_for = {(reader.post, reader.unit, reader.instead_of) for reader in by}
    for reader in readers:
        if (reader.post, reader.unit, reader.person) not in stood_for:
            yield reader


def terms(roll: Roll, assigned: Assignment, reader: Reader) -> list[Tenure]:
    """Return the stretches in which a reader's post over a diary was theirs, or stood in for."""
    held = roll.people[reader.person].tenures
    return [t for t in held if t.post == reader.post and _over(roll, t, assigned)]


def gap(roll: Roll, assigned: Assignment, on: date) -> str | None:
    """Say why nobody reads a diary, None where somebody does: no rule (Q1), or no one in post."""
    if not assigned.posts:
        return UNRULED
    return None if any(answerable_on(roll, assigned, on)) else VACANT


def _rule(file: PersonFile, kind: CadreKind, on: date) -> ReadingRule:
    posts = {t.post for t in file.tenures if t.held(on) and t.instead_of is None}
    if Post.PARTY_SECRETARY in posts:
        return ReadingRule.TOWN_SECRETARY
    if not posts.isdisjoint(LEADING_GROUP):
        return ReadingRule.LEADING_GROUP
    if Post.VILLAGE_SECRETARY in posts:
        return ReadingRule.VILLAGE_SECRETARY
    if kind is CadreKind.VILLAGE_TWO_COMMITTEES:
        return ReadingRule.TWO_COMMITTEES
    return ReadingRule.STATIONED if kind in STATIONED else ReadingRule.TOWN_STAFF


def _posts(roll: Roll, rule: ReadingRule, village: UnitId | None) -> tuple[Post, ...]:
    if rule is not ReadingRule.TOWN_SECRETARY:
        return READERS[rule]
    superior = SUPERIORS.get(roll.choice(OF_SECRETARY, village) or "")
    return () if superior is None else (superior,)


def _over(roll: Roll, tenure: Tenure, assigned: Assignment) -> bool:
    if assigned.rule is not ReadingRule.TWO_COMMITTEES:
        return True
    village = None if assigned.seat is None else roll.village(assigned.seat)
    return village is not None and roll.village(tenure.unit) == village
