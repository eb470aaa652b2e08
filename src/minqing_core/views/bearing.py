"""On whom a matter bears: what decides who may see it, and the tokens it is found by."""

from collections.abc import Mapping

from attrs import frozen

from minqing_core.kernel.ids import PersonId, UnitId

UNIT, PERSON, CONFIDENTIAL = "unit/", "person/", "confidential"
BEARINGS, BARRED, AUTHORS = "bearings", "barred", "authors"


@frozen(kw_only=True)
class Bearing:
    """The units that a matter lies in and the people drawn in; whom a complaint is against (S12).

    ``accused_units`` are those in which the accused served since the matter was learned.
    """

    owner: PersonId | None = None
    units: frozenset[UnitId] = frozenset()
    people: frozenset[PersonId] = frozenset()
    confidential: bool = False
    accused: frozenset[PersonId] = frozenset()
    accused_units: frozenset[UnitId] = frozenset()


def linked(bearing: Bearing) -> Mapping[str, frozenset[str]]:
    """Return the tokens by which those who may see a matter find it, and those who may not."""
    people = {f"{PERSON}{person}" for person in bearing.people}
    beyond = {CONFIDENTIAL} if bearing.confidential else {f"{UNIT}{u}" for u in bearing.units}
    against = {f"{PERSON}{person}" for person in bearing.accused}
    against |= {f"{UNIT}{unit}" for unit in bearing.accused_units}
    return {BEARINGS: frozenset(people | beyond), BARRED: frozenset(against)}
