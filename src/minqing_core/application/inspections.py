"""Inspections and bulletins as the use cases need them: on record, and within one's sight."""

from minqing_core.application.households import among
from minqing_core.application.moments import Moment
from minqing_core.application.office import Office, facts
from minqing_core.inspection.decisions.refusals import InspectionUnknownError
from minqing_core.inspection.state import Inspection, fold
from minqing_core.kernel.ids import InspectionId, PersonId, UnitId
from minqing_core.kernel.standing import Standing
from minqing_core.roster.events import UnitKind
from minqing_core.views import inspections
from minqing_core.views.inspections import InspectionFile, inspection_stream
from minqing_core.views.schema import INSPECTED
from minqing_core.views.tables import Linked, Where

BRANCHES = frozenset({UnitKind.VILLAGE, UnitKind.COMMUNITY})


def inspection_of(office: Office, number: InspectionId) -> Inspection:
    """Return an inspection as it stands; of no kind when it was never opened."""
    return fold(facts(office.log.stream(inspection_stream(number))))


def villages(office: Office) -> frozenset[UnitId]:
    """Return the villages and communities, each of which has a branch (S60)."""
    known = office.units().known
    return frozenset(unit for unit, facts in known.items() if facts.kind in BRANCHES)


def file_seen(
    office: Office, reader: PersonId, number: InspectionId, moment: Moment
) -> InspectionFile:
    """Return an inspection as it stood, for those whose posts look over a unit of it.

    Who opened it and who is to put something right see it too.

    Raises:
        InspectionUnknownError: there is none with this number, or it is not theirs to see.
    """
    history = office.log.stream(inspection_stream(number))
    now = inspections.fold(number, history)
    file = inspections.fold(number, moment.saw(history))
    if file.opened is None or not _sees(office.standing(reader), now):
        raise InspectionUnknownError(inspection=number)
    return file


def sees_whole(reader: Standing, file: InspectionFile) -> bool:
    """Say whether somebody reads everything of an inspection: all its units and findings (S61)."""
    found = {one.found.unit for one in file.findings.values()}
    return file.opened is not None and {*file.opened.units, *found} <= reader.reach


def inspections_of(reader: Standing) -> Linked:
    """Return what is true of the inspections that somebody finds in a list."""
    units = (f"unit/{unit}" for unit in sorted(reader.reach))
    return Linked(link=INSPECTED, tokens=(f"person/{reader.person}", *units))


def findings_of(reader: Standing) -> tuple[Where, ...]:
    """Return what is true of the findings that somebody may read, one or the other (S61)."""
    mine = Where(column="owner", test="=", value=reader.person)
    return (among("unit", tuple(sorted(reader.reach))), mine)


def circulated(reader: Standing) -> Where:
    """Return what is true of the bulletins that somebody reads: of units below and above (S60)."""
    return among("unit", tuple(sorted(reader.reach | reader.under)))


def _sees(reader: Standing, file: InspectionFile) -> bool:
    units = () if file.opened is None else file.opened.units
    owners = {f.ordered.owner for f in file.findings.values() if f.ordered is not None}
    return not reader.reach.isdisjoint(units) or reader.person in {file.opened_by, *owners}
