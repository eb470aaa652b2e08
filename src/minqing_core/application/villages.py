"""In which villages somebody serves, and which of them they have left (S46)."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from minqing_core.application.office import Office
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.roster.events import UnitKind
from minqing_core.roster.state import Units
from minqing_core.views.people import PersonFile

PLACES = frozenset({UnitKind.VILLAGE, UnitKind.COMMUNITY})


@frozen(kw_only=True)
class LeftVillage:
    """A village in which somebody serves no more, and their last day there."""

    village: UnitId
    until: date


def village_of(units: Units, unit: UnitId, on: date) -> UnitId | None:
    """Return the village that a unit is, or lies in, or whose matters it was left to, on a day."""
    within = (units.continues(place, on) for place in units.tree_on(on).upwards(unit))
    return next((place for place in within if units.known[place].kind in PLACES), None)


def villages_of(office: Office, person: PersonId) -> frozenset[UnitId]:
    """Return the villages in which somebody serves now (S45)."""
    units, today = office.units(), civil_date(office.now())
    live = units.live(office.place_of(person).units, today)
    found = (village_of(units, unit, today) for unit in sorted(live))
    return frozenset(village for village in found if village is not None)


def left_villages(file: PersonFile, units: Units, on: date) -> Iterator[LeftVillage]:
    """Yield the villages in which somebody served before a day and does no more (S46)."""
    there = [(term, village_of(units, term.unit, on)) for term in file.tenures]
    serving = {village for term, village in there if term.held(on)}
    last: dict[UnitId, date] = {}
    for term, village in there:
        over = term.until is not None and term.until < on and term.instead_of is None
        if village is not None and over and term.until is not None:
            last[village] = max(term.until, last.get(village, term.until))
    return (LeftVillage(village=v, until=until) for v, until in last.items() if v not in serving)
