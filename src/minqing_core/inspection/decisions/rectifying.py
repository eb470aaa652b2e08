"""What an inspection finds, and how it is put right."""

from collections.abc import Collection
from datetime import date

from attrs import frozen

from minqing_core.inspection import events
from minqing_core.inspection.decisions import refusals
from minqing_core.inspection.decisions.requirements import (
    require_finding,
    require_part,
    require_words,
)
from minqing_core.inspection.state import Finding, Inspection
from minqing_core.kernel.ids import CaseId, InspectionId, UnitId
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.standing import Standing
from minqing_core.kernel.text import fault_in_name


@frozen(kw_only=True)
class Problem:
    """A problem to be put on record: where, in which matter if in one, against which clause."""

    unit: UnitId
    case: CaseId | None = None
    clause: str
    text: Personal


@frozen(kw_only=True)
class Named:
    """The matter that a finding names: the units it lies in, and whether it is confided."""

    units: frozenset[UnitId]
    confidential: bool


def find(
    inspection: Inspection,
    *,
    number: InspectionId,
    problem: Problem,
    inspected: Collection[UnitId],
    named: Named | None,
    below: Collection[UnitId],
) -> list[events.InspectionEvent]:
    """Put on record what an inspection found (S61).

    ``inspected`` are the units that it looks at with all that lie below them, ``below`` the
    finding's unit with what lies below it. Not idempotent: there may be several alike.
    """
    if inspection.ended:
        raise refusals.InspectionEndedError(inspection=number)
    if problem.unit not in inspected:
        raise refusals.FoundElsewhereError(unit=problem.unit, units="、".join(inspection.units))
    if problem.case is not None and named is not None:
        _require_of_unit(problem.case, named, problem.unit, below)
    why = fault_in_name(problem.clause)
    if why is not None:
        raise refusals.WordsWantedError(field="依据条款", why=why)
    require_words("存在问题", problem.text)
    return [
        events.ProblemFound(
            finding=len(inspection.findings) + 1,
            unit=problem.unit,
            case=problem.case,
            clause=problem.clause,
            text=problem.text,
        )
    ]


def order(
    inspection: Inspection, *, ordered: events.RectificationOrdered, today: date
) -> list[events.InspectionEvent]:
    """Tell somebody to put a problem right by a day (S61)."""
    finding = _unverified(inspection, ordered.finding, "责成整改")
    if finding.ordered == ordered:
        return []
    if finding.reported:
        raise refusals.OwnerBusyError(finding=ordered.finding)
    require_words("整改要求", ordered.text)
    if ordered.due < today:
        raise refusals.RectifyDueError(due=ordered.due, today=today)
    return [ordered]


def report(
    inspection: Inspection,
    *,
    number: InspectionId,
    reported: events.RectificationReported,
    by: Standing,
) -> list[events.InspectionEvent]:
    """Say what was done about a problem that one was told to put right (S61).

    Not idempotent: one may report again; the request's key tells a repetition.
    """
    require_part(inspection, number, by)
    finding = require_finding(inspection, reported.finding)
    ordered = _ordered(finding, reported.finding)
    if ordered.owner != by.person:
        raise refusals.NotOwnerError(
            finding=reported.finding, owner=ordered.owner, person=by.person
        )
    _unverified(inspection, reported.finding, "报整改情况")
    require_words("整改情况", reported.text)
    return [reported]


def verify(
    inspection: Inspection, *, verified: events.RectificationVerified, by: Standing
) -> list[events.InspectionEvent]:
    """Put on record that a problem was put right, as somebody other than who did it (S61)."""
    finding = _looked_at(inspection, verified.finding, by)
    if finding.verified:
        return []
    require_words("核查情况", verified.text)
    return [verified]


def reject(
    inspection: Inspection, *, rejected: events.RectificationRejected, by: Standing
) -> list[events.InspectionEvent]:
    """Put on record that a problem was not put right; it is open again (S61)."""
    _looked_at(inspection, rejected.finding, by)
    _unverified(inspection, rejected.finding, "退回")
    require_words("退回理由", rejected.text)
    return [rejected]


def end(inspection: Inspection, *, ended: events.InspectionEnded) -> list[events.InspectionEvent]:
    """End an inspection; what it found goes on until it is put right (S61)."""
    if inspection.ended:
        return []
    require_words("检查结论", ended.text)
    return [ended]


def _require_of_unit(case: CaseId, named: Named, unit: UnitId, below: Collection[UnitId]) -> None:
    if named.confidential:
        raise refusals.CaseConfidentialError(case=case)
    if named.units.isdisjoint(below):
        raise refusals.CaseElsewhereError(case=case, unit=unit)


def _unverified(inspection: Inspection, number: int, what: str) -> Finding:
    finding = require_finding(inspection, number)
    if finding.verified:
        raise refusals.VerifiedError(finding=number, what=what)
    return finding


def _ordered(finding: Finding, number: int) -> events.RectificationOrdered:
    if finding.ordered is None:
        raise refusals.NotOrderedError(finding=number)
    return finding.ordered


def _looked_at(inspection: Inspection, number: int, by: Standing) -> Finding:
    finding = require_finding(inspection, number)
    ordered = _ordered(finding, number)
    if ordered.owner == by.person:
        raise refusals.OwnVerificationError(finding=number, owner=ordered.owner)
    if not finding.reported:
        raise refusals.NotReportedError(finding=number)
    return finding
