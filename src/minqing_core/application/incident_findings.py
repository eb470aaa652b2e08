"""What was missed or late in the matters that an incident came of, and which of it came before."""

from datetime import date

from attrs import frozen

from minqing_core.application.accountability_reading import IncidentLine, incident_line
from minqing_core.application.case_findings import FindingsPage, found_in
from minqing_core.application.case_ground import ground_at
from minqing_core.application.catalogue import use_case
from minqing_core.application.inquiry_sight import incident_at
from minqing_core.application.moments import NOW, When
from minqing_core.application.office import Office
from minqing_core.application.tables import settled
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import IncidentId
from minqing_core.kernel.refusals import RefusalError
from minqing_core.powers.rules import Power
from minqing_core.replay.consequence import CameAfter, came_after
from minqing_core.replay.sources import Source, source


class IncidentNotYetError(RefusalError):
    """The incident was not yet on record at that moment."""

    kind = "not-found"
    code = "incident-not-yet"
    text = "事件 {incident} 在所问的时刻尚未记录（截至第 {position} 条记录）"


@frozen(kw_only=True)
class IncidentFindings:
    """What the log shows of what was owed in each matter of an incident: facts, no verdict.

    ``incident`` is what happened, ``source`` its record; ``came_after`` are those of the findings
    of ``matters`` that it came after, the earliest first.
    """

    incident: IncidentLine
    source: Source
    came_after: tuple[CameAfter, ...]
    matters: tuple[FindingsPage, ...]
    on: date
    position: int


@use_case("accountability.findings", Power.DOSSIER_READ, "S25", "S34", "S62", "S66", reads=True)
def incident_findings(
    office: Office, act: Act, incident: IncidentId, *, when: When = NOW
) -> IncidentFindings:
    """Find what was missed, late or not as told in every matter of an incident, and its order."""
    recorded = incident_at(office, incident, act.actor)
    moment, happened = settled(office, when), recorded.event
    if not moment.saw([recorded]):
        raise IncidentNotYetError(incident=incident, position=moment.position)
    cases = dict.fromkeys(happened.cases)
    matters = tuple(found_in(office, ground_at(office, act, case, moment)) for case in cases)
    return IncidentFindings(
        incident=incident_line(office, incident, happened),
        source=source(recorded),
        came_after=came_after(
            happened.on,
            {one.case: one.findings for one in matters},
            office.programme(moment.position).calendar,
        ),
        matters=matters,
        on=moment.today,
        position=moment.position,
    )
