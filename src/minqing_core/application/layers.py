"""The rules over a unit: the city's plan, the town's programme, the village's own plan (S74)."""

from collections.abc import Iterable, Mapping
from datetime import date

from minqing_core.application.office import PROGRAMME, Office
from minqing_core.kernel.ids import StreamId, UnitId
from minqing_core.programme.state import Layer, Layers, Level, Plan, fold_plan
from minqing_core.roster.events import UnitKind
from minqing_core.views.schema import UNITS

LEVELS: Mapping[UnitKind, Level] = {
    UnitKind.CITY: Level.CITY,
    UnitKind.TOWN: Level.TOWN,
    UnitKind.VILLAGE: Level.VILLAGE,
    UnitKind.COMMUNITY: Level.VILLAGE,
}


def plan_stream(unit: UnitId) -> StreamId:
    """Return the stream of a unit's plan."""
    return StreamId(f"plan/{unit}")


def plan_of(office: Office, unit: UnitId, upto: int | None = None) -> Plan:
    """Return the plan of a unit as it now stands, or as it stood at a position of the log."""
    return office.folded(plan_stream(unit), fold_plan, upto)


def level_of(office: Office, unit: UnitId) -> Level | None:
    """Return at which height a unit lays down rules; None where it never does."""
    facts = office.units().known.get(unit)
    return None if facts is None else LEVELS.get(facts.kind)


def units_at(office: Office, level: Level, upto: int | None = None) -> list[UnitId]:
    """Return the units that lay down rules at a height."""
    known = office.units(upto).known
    return [unit for unit, facts in known.items() if LEVELS.get(facts.kind) is level]


def above_town(office: Office, upto: int | None = None) -> Layers:
    """Return the rules that stand over the town's own."""
    return Layers(tuple(_plans(office, units_at(office, Level.CITY, upto), upto)))


def above_village(office: Office, upto: int | None = None) -> Layers:
    """Return the rules that stand over those of every village."""
    towns = units_at(office, Level.TOWN, upto) or [UnitId(Level.TOWN)]
    own = Layer(unit=towns[0], rules=office.programme(upto).rules)
    return Layers((*above_town(office, upto).layers, own))


def layers_over(office: Office, unit: UnitId | None, on: date, upto: int | None = None) -> Layers:
    """Return the rules over a unit as units lay within one another on a day, topmost first.

    A group has the plan of its village; what lies in no village has the town's rules alone, and
    the city its own.
    """
    units, above = office.units(upto), above_village(office, upto)
    if unit is None:
        return above
    if level_of(office, unit) is Level.CITY:
        return Layers(tuple(_plans(office, [unit], upto)))
    chain = [*units.tree_on(on).upwards(unit)]
    villages = [at for at in chain if LEVELS.get(units.known[at].kind) is Level.VILLAGE]
    return Layers((*above.layers, *_plans(office, villages[::-1], upto)))


def relied_on(office: Office) -> Mapping[StreamId, int]:
    """Return what a rule of a village rests on: the units, the programme and the city's plan."""
    cities = map(plan_stream, units_at(office, Level.CITY))
    return office.versions(UNITS, PROGRAMME, *cities)


def _plans(office: Office, units: Iterable[UnitId], upto: int | None) -> Iterable[Layer]:
    for unit in units:
        yield Layer(unit=unit, rules=plan_of(office, unit, upto).rules)
