"""The town's cadres of every kind (S6–S9), with the posts they hold and until when."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

import attrs
from attrs import frozen

from minqing_cli.demo_town.chance import Chance
from minqing_cli.demo_town.content import read
from minqing_cli.demo_town.town import DEPARTMENTS, ORG_OFFICE, TOWN, Village, villages

CIVIL, SUPPORT = "town-office-civil-servant", "town-office-support"
VILLAGE, CITY_STATIONED, TOWN_STATIONED = (
    "village-two-committees",
    "stationed-city",
    "stationed-town",
)
CLERK, CITY_CLERK = "org-clerk-1", "city-org-clerk"
LEADERS = (
    *("party-secretary", "deputy-secretary", "organisation-commissioner", "leader-in-charge"),
    *("leading-group-member-1", "leading-group-member-2", "leading-group-member-3"),
)
BOTH_POSTS = "anhe"
LARGE_DEPARTMENTS = ("urban", "enforce", "social")
CITY_HOMES = {"shijiao": "city-agri", "nanbu": "city-water"}
BEFORE = date(2021, 3, 1)
NAMED = "@"
LEFT, MOVED = date(2025, 3, 31), date(2025, 6, 30)
JOINED, CAME = date(2025, 4, 1), date(2025, 7, 1)


@frozen(kw_only=True)
class Cadre:
    """A cadre: number, name, kind, posts by unit, where stationed, from when until when."""

    key: str
    person: str = ""
    name: str = ""
    kind: str | None
    posts: tuple[str, ...] = ()
    unit: str
    stationed: str | None = None
    since: date = BEFORE
    until: date | None = None

    def serves(self, day: date) -> bool:
        """Say whether they serve on a day."""
        return self.since <= day and (self.until is None or day <= self.until)

    @property
    def works_in(self) -> str:
        """The unit whose matters they keep."""
        return self.stationed or self.unit


@frozen
class Staff:
    """Everybody, by key."""

    cadres: tuple[Cadre, ...]

    def __getitem__(self, key: str) -> Cadre:
        return self.by_key[key]

    @cached_property
    def by_key(self) -> Mapping[str, Cadre]:
        """Everybody by key."""
        return {cadre.key: cadre for cadre in self.cadres}

    def of(self, unit: str, day: date) -> list[Cadre]:
        """Return who keeps the matters of a unit on a day."""
        return [c for c in self.cadres if c.works_in == unit and c.serves(day)]

    def hand(self, owner: Cadre, unit: str, day: date) -> Cadre:
        """Return who acts for a unit on a day: the owner, or its first when they have left."""
        return owner if owner.serves(day) else self.of(unit, day)[0]

    def named(self, given: Any) -> Any:  # noqa: ANN401 - plain values
        """Return plain values in which whoever is named as ``@key`` goes by their number."""
        if isinstance(given, Mapping):
            return {key: self.named(value) for key, value in given.items()}
        if isinstance(given, list):
            return [self.named(value) for value in given]
        if isinstance(given, str) and given.startswith(NAMED):
            return self[given.removeprefix(NAMED)].person
        return given

    def leader_for(self, unit: str) -> Cadre:
        """Return the leader whose contact point a unit is."""
        return self[LEADERS[3 + sum(map(ord, unit)) % 4]]


def staff(chance: Chance) -> Staff:
    """Return everybody, named and numbered; the first clerk comes first."""
    names = _names(chance)
    return Staff(
        tuple(
            attrs.evolve(cadre, person=f"{number:06d}", name=cadre.name or next(names[cadre.unit]))
            for number, cadre in enumerate(_posts(), start=1)
        )
    )


def _posts() -> Iterator[Cadre]:
    clerk, clerk_name = ("org-office-clerk",), read("town.toml")["names"]["clerk"]
    yield Cadre(key=CLERK, kind=CIVIL, posts=clerk, unit=ORG_OFFICE, name=clerk_name)
    yield Cadre(key="org-clerk-2", kind=CIVIL, posts=clerk, unit=ORG_OFFICE)
    for leader in LEADERS:
        post = leader.rstrip("-0123456789")
        yield Cadre(key=leader, kind=CIVIL, posts=(post,), unit=TOWN)
    for number in (1, 2):
        key = f"support-{number}"
        yield Cadre(key=key, kind=SUPPORT, posts=("support-worker",), unit="party-office")
    for department in DEPARTMENTS:
        yield from _department(department)
    for village in villages():
        yield from _village(village)
    yield Cadre(key="investigator", kind=None, posts=("investigator",), unit="discipline")
    yield Cadre(key=CITY_CLERK, kind=None, posts=(CITY_CLERK,), unit="city")


def _department(unit: str) -> Iterator[Cadre]:
    yield Cadre(key=f"{unit}-head", kind=CIVIL, posts=("department-head",), unit=unit)
    for number in (1, 2) if unit in LARGE_DEPARTMENTS else (1,):
        yield Cadre(key=f"{unit}-staff-{number}", kind=CIVIL, posts=("staff",), unit=unit)


def _village(village: Village) -> Iterator[Cadre]:
    unit, both = village.key, village.key == BOTH_POSTS
    posts = ("village-secretary", "village-director") if both else ("village-secretary",)
    yield Cadre(key=f"{unit}-secretary", kind=VILLAGE, posts=posts, unit=unit)
    if not both:
        yield Cadre(key=f"{unit}-director", kind=VILLAGE, posts=("village-director",), unit=unit)
    yield from _members(unit)
    yield from _stationed(unit)


def _members(unit: str) -> Iterator[Cadre]:
    post = ("two-committees-member",)
    left = LEFT if unit == "qinggang" else None
    yield Cadre(key=f"{unit}-member-1", kind=VILLAGE, posts=post, unit=unit)
    yield Cadre(key=f"{unit}-member-2", kind=VILLAGE, posts=post, unit=unit, until=left)
    if left is not None:
        yield Cadre(key=f"{unit}-member-3", kind=VILLAGE, posts=post, unit=unit, since=JOINED)


def _stationed(unit: str) -> Iterator[Cadre]:
    home = CITY_HOMES.get(unit, "party-office")
    kind = CITY_STATIONED if unit in CITY_HOMES else TOWN_STATIONED
    until = MOVED if unit == "fenghuan" else None
    yield Cadre(key=f"{unit}-stationed", kind=kind, unit=home, stationed=unit, until=until)
    if until is not None:
        key = f"{unit}-stationed-2"
        yield Cadre(key=key, kind=kind, unit=home, stationed=unit, since=CAME)


def _names(chance: Chance) -> Mapping[str, Iterator[str]]:
    clans = {village.key: village.clans for village in villages()}
    taken: set[str] = set()
    units = {cadre.unit for cadre in _posts()}
    return {unit: _clan_names(chance, clans.get(unit, ""), taken) for unit in sorted(units)}


def _clan_names(chance: Chance, clans: str, taken: set[str]) -> Iterator[str]:
    while True:
        name = person_name(chance, clans)
        if name not in taken:
            taken.add(name)
            yield name


def person_name(chance: Chance, clans: str = "") -> str:
    """Return a name, its surname often one of these clans."""
    names = read("town.toml")["names"]
    surname = chance.one(clans if clans and chance.happens(65) else names["surnames"])
    given = chance.one(names["first"]) if chance.happens(80) else ""
    return f"{surname}{given}{chance.one(names['last'])}"
