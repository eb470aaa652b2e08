"""What several decisions about inspections and bulletins require alike."""

from minqing_core.inspection.decisions import refusals
from minqing_core.inspection.events import InspectionKind
from minqing_core.inspection.state import Finding, Inspection
from minqing_core.kernel.ids import InspectionId, UnitId
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.standing import Standing
from minqing_core.kernel.text import fault_in_text


def require_inspector(
    inspection: Inspection, number: InspectionId, by: Standing, *, spot_checker: bool
) -> None:
    """Refuse an inspection that is not theirs to carry out: as if there were none (S59, S60)."""
    if inspection.kind is None or not by.reach.issuperset(inspection.units):
        raise refusals.InspectionUnknownError(inspection=number)
    if inspection.kind is InspectionKind.SPOT_CHECK and not spot_checker:
        raise refusals.NotSpotCheckerError(person=by.person, what="办理这次检查")


def require_part(inspection: Inspection, number: InspectionId, by: Standing) -> None:
    """Refuse an inspection to those who have no part in it: as if there were none (S61)."""
    ordered = (finding.ordered for finding in inspection.findings.values())
    owners = {one.owner for one in ordered if one is not None}
    if by.person not in owners and by.reach.isdisjoint(inspection.units):
        raise refusals.InspectionUnknownError(inspection=number)


def require_branch(by: Standing, village: UnitId) -> None:
    """Refuse a village's half-yearly check to all but branch, leaders and the office (S60)."""
    if village not in by.leads and not by.coordinates:
        raise refusals.NotBranchError(unit=village, person=by.person)


def require_reach(by: Standing, unit: UnitId) -> None:
    """Refuse a unit outside what one's posts look over (S59)."""
    if unit not in by.reach:
        raise refusals.UnitForeignError(unit=unit, person=by.person)


def require_finding(inspection: Inspection, number: int) -> Finding:
    """Return a finding of an inspection, unless there is none with this number (S61)."""
    if number not in inspection.findings:
        known = "、".join(map(str, inspection.findings)) or "无"
        raise refusals.FindingUnknownError(finding=number, known=known)
    return inspection.findings[number]


def require_words(field: str, text: Personal | None) -> None:
    """Refuse words that are missing or cannot be kept (S61)."""
    said = "" if text is None else text.text
    why = fault_in_text(said) if said.strip() else "不能为空"
    if why is not None:
        raise refusals.WordsWantedError(field=field, why=why)
