"""What units owe, gathered: meetings, bulletins, summaries (S48, S60, S67)."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta

from minqing_core.application.duties_rules import facts_of
from minqing_core.application.moments import Moment
from minqing_core.application.office import Office
from minqing_core.duties.cells import Cell
from minqing_core.duties.kinds import BULLETIN, MEETING, SUMMARY
from minqing_core.duties.ledger import Rulebook
from minqing_core.duties.matrix import RollOn
from minqing_core.duties.of_units import LENGTHS, UnitLife, headed, of_unit
from minqing_core.duties.spans import Span, months, periods
from minqing_core.kernel.ids import UnitId
from minqing_core.roster.events import UnitKind
from minqing_core.roster.state import Units
from minqing_core.views import duty_facts
from minqing_core.views.people import PersonFile

RECORDS: Mapping[str, str] = {
    MEETING: duty_facts.MEETING,
    BULLETIN: duty_facts.BULLETIN,
    SUMMARY: duty_facts.SUMMARY,
}
OWING = frozenset({UnitKind.VILLAGE, UnitKind.COMMUNITY, UnitKind.TOWN})


def of_units(
    office: Office, moment: Moment, book: Rulebook, wanted: Collection[UnitId], within: Span
) -> Iterator[Cell]:
    """Yield what these units owe of the periods that end within a span."""
    units = office.units(moment.position)
    owing = [unit for unit in sorted(wanted) if units.known[unit].kind in OWING]
    found = {
        duty: facts_of(
            office, moment, kind, (*owing, duty_facts.TOWN), periods(within, LENGTHS[duty])
        )
        for duty, kind in RECORDS.items()
        if owing
    }
    for unit in owing:
        facts = {
            duty: made.get(duty_facts.TOWN if duty == SUMMARY else unit, ())
            for duty, made in found.items()
        }
        yield from of_unit(book, _life(units, unit), facts, within=within)


def of_headed(
    office: Office, moment: Moment, book: Rulebook, rolls: RollOn, file: PersonFile, within: Span
) -> Iterator[Cell]:
    """Yield what units owe of the periods on whose last day somebody heads them."""
    for span in months(within.first, within.last, LENGTHS[MEETING]):
        units = headed(rolls(span.last), file, span.last)
        yield from of_units(office, moment, book, units, span)


def _life(units: Units, unit: UnitId) -> UnitLife:
    known, gone = units.known[unit], units.dissolved.get(unit)
    last = date.max if gone is None else gone.since - timedelta(days=1)
    life = Span(period="", first=known.since, last=last)
    return UnitLife(unit=unit, kind=known.kind, life=life)
