"""The league of hand-offs and returns, of units and of people (S38)."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import TypeAlias

from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.listing import files_at
from minqing_core.application.moments import NOW, Moment, When
from minqing_core.application.names import Directory, directory
from minqing_core.application.office import Office
from minqing_core.application.tables import settled
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId
from minqing_core.powers.rules import Power
from minqing_core.views import holding_rows
from minqing_core.views.matching import matches, tabled
from minqing_core.views.schema import BY_NAME
from minqing_core.views.tables import Query, Value, Where

PAIRS = {"unit": "units", "person": "people"}
Pairs: TypeAlias = Mapping[tuple[str, str], int]
Count: TypeAlias = Callable[[str, str, str], Mapping[Value, int]]


class LeagueOf(StrEnum):
    """Whose league it is."""

    UNIT = "unit"
    PERSON = "person"


@frozen(kw_only=True)
class Against:
    """How often somebody did so towards another unit or person."""

    id: str
    name: str
    times: int


@frozen(kw_only=True)
class LeagueLine:
    """How often a unit or a person passed matters on, and would not take what others asked (S38).

    ``returns`` are refusals of matters and objections to tasks, ``objections`` those of tasks
    alone; ``refused`` is how often others would not take what this one asked. ``rate`` is the
    number of hand-offs for each matter that was ever in these hands.
    """

    unit: str | None
    unit_name: str | None
    person: str | None
    person_name: str | None
    held: int
    handoffs: int
    taken: int
    returns: int
    objections: int
    refused: int
    rate: float | None
    returned_to: tuple[Against, ...]
    refused_by: tuple[Against, ...]


@frozen(kw_only=True)
class League:
    """Units or people by how often they sent matters back or passed them on, the most first."""

    by: LeagueOf
    items: tuple[LeagueLine, ...]
    next: None = None
    position: int


@frozen(kw_only=True)
class Hands:
    """How often each pair did so, by kind, and how many matters each ever held."""

    handed: Pairs
    returned: Pairs
    objected: Pairs
    held: Mapping[str, int]

    def __iter__(self) -> Iterator[str]:
        pairs = {*self.handed, *self.returned, *self.objected}
        return iter({one for pair in pairs for one in pair})

    @property
    def refused(self) -> Pairs:
        """Refusals of matters and objections to tasks together."""
        return Counter(self.returned) + Counter(self.objected)


@use_case("report.handoffs", Power.DIARY_READ, "S38", reads=True)
def handoffs(
    office: Office, act: Act, *, by: LeagueOf = LeagueOf.UNIT, when: When = NOW
) -> League:
    """Rank units or people by how often they passed matters on or would not take them.

    Complaints about cadres are not counted. A person is ranked for those whose posts look over
    one of their units.
    """
    moment, names = settled(office, when), directory(office)
    hands = _hands(office, by, when, moment)
    mine = [one for one in hands if by is LeagueOf.UNIT or _looks_over(office, act, one)]
    lines = sorted((_line(by, one, hands, names) for one in mine), key=_place)
    return League(by=by, items=tuple(lines), position=moment.position)


def _place(line: LeagueLine) -> tuple[int, int, str]:
    return -line.returns, -line.handoffs, line.unit or line.person or ""


def _line(by: LeagueOf, one: str, hands: Hands, names: Directory) -> LeagueLine:
    handed, held = _first(hands.handed, one), hands.held.get(one, 0)
    is_unit = by is LeagueOf.UNIT
    return LeagueLine(
        unit=one if is_unit else None,
        unit_name=names(one) if is_unit else None,
        person=None if is_unit else one,
        person_name=None if is_unit else names(one),
        held=held,
        handoffs=sum(handed.values()),
        taken=sum(_second(hands.handed, one).values()),
        returns=sum(_first(hands.refused, one).values()),
        objections=sum(_first(hands.objected, one).values()),
        refused=sum(_second(hands.refused, one).values()),
        rate=round(sum(handed.values()) / held, 2) if held else None,
        returned_to=tuple(_against(_first(hands.refused, one), names)),
        refused_by=tuple(_against(_second(hands.refused, one), names)),
    )


def _first(pairs: Pairs, one: str) -> Mapping[str, int]:
    return {second: times for (first, second), times in pairs.items() if first == one}


def _second(pairs: Pairs, one: str) -> Mapping[str, int]:
    return {first: times for (first, second), times in pairs.items() if second == one}


def _against(counts: Mapping[str, int], names: Directory) -> Iterator[Against]:
    for one, times in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        yield Against(id=one, name=names(one), times=times)


def _looks_over(office: Office, act: Act, person: str) -> bool:
    reader, place = office.standing(act.actor), office.place_of(PersonId(person))
    return reader.person == person or not reader.reach.isdisjoint(place.units)


def _hands(office: Office, by: LeagueOf, when: When, moment: Moment) -> Hands:
    count = _now(office) if when.is_now else _then(office, moment)

    def pairs(kind: str) -> Pairs:
        found = count("hands", kind, PAIRS[by])
        return {_pair(str(pair)): times for pair, times in found.items()}

    held = count("held", by, "holder")
    return Hands(
        handed=pairs("handoff"),
        returned=pairs("return"),
        objected=pairs("objection"),
        held={str(one): cases for one, cases in held.items()},
    )


def _pair(pair: str) -> tuple[str, str]:
    first, _, second = pair.partition(" ")
    return first, second


def _ordinary(kind: str) -> tuple[Where, ...]:
    confided = Where(column="confidential", test="=", value=0)
    return (confided, Where(column="kind", test="=", value=kind))


def _now(office: Office) -> Count:
    def count(table: str, kind: str, column: str) -> Mapping[Value, int]:
        query = Query(table=table, where=_ordinary(kind), order="position")
        return office.views.count(query, column)

    return count


def _then(office: Office, moment: Moment) -> Count:
    confided = Query(
        table="cases",
        where=(Where(column="confidential", test="=", value=1),),
        order="position",
    )
    closed_since = office.views.count(confided, "number")
    files = (file for file in files_at(office, moment) if file.case not in closed_since)
    made = [change for file in files for change in holding_rows.changes(file)]

    def count(table: str, kind: str, column: str) -> Mapping[Value, int]:
        rows = (row for row in tabled(made, BY_NAME[table]) if matches(row, _ordinary(kind)))
        return Counter(row[column] for row in rows)

    return count
