"""As much of an inspection as its rules need."""

from collections.abc import Iterable, Mapping
from functools import reduce
from typing import assert_never

import attrs

from minqing_core.inspection import events
from minqing_core.kernel.ids import UnitId


@attrs.frozen(kw_only=True)
class Finding:
    """A problem that was found, and how far putting it right has come."""

    unit: UnitId
    ordered: events.RectificationOrdered | None = None
    reported: bool = False
    verified: bool = False


@attrs.frozen(kw_only=True)
class Inspection:
    """An inspection, as its events left it; of no kind before it was opened."""

    version: int = 0
    kind: events.InspectionKind | None = None
    units: tuple[UnitId, ...] = ()
    findings: Mapping[int, Finding] = attrs.field(factory=dict)
    ended: bool = False


NONE = Inspection()


def evolve(  # noqa: PLR0911 - one a fact
    inspection: Inspection, event: events.InspectionEvent
) -> Inspection:
    """Return the inspection after an event; total, and never refuses."""
    inspection = attrs.evolve(inspection, version=inspection.version + 1)
    match event:
        case events.InspectionOpened(kind=kind, units=units):
            return attrs.evolve(inspection, kind=kind, units=units)
        case events.ProblemFound(finding=number, unit=unit):
            return _with(inspection, number, Finding(unit=unit))
        case events.RectificationOrdered(finding=number):
            return _changed(inspection, number, ordered=event, reported=False)
        case events.RectificationReported(finding=number):
            return _changed(inspection, number, reported=True)
        case events.RectificationVerified(finding=number):
            return _changed(inspection, number, verified=True)
        case events.RectificationRejected(finding=number):
            return _changed(inspection, number, reported=False)
        case events.InspectionEnded():
            return attrs.evolve(inspection, ended=True)
        case _:
            assert_never(event)


def fold(history: Iterable[events.InspectionEvent], inspection: Inspection = NONE) -> Inspection:
    """Return the inspection its history makes."""
    return reduce(evolve, history, inspection)


def _changed(inspection: Inspection, number: int, **changes: object) -> Inspection:
    if number not in inspection.findings:
        return inspection
    found = attrs.evolve(inspection.findings[number], **changes)  # type: ignore[arg-type] # its own fields
    return _with(inspection, number, found)


def _with(inspection: Inspection, number: int, finding: Finding) -> Inspection:
    return attrs.evolve(inspection, findings={**inspection.findings, number: finding})
