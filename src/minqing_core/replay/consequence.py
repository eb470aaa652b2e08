"""What an incident came after: what had failed before its day, and no cause named (S66)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from attrs import frozen

from minqing_core.kernel.calendar import WorkingCalendar
from minqing_core.kernel.ids import CaseId
from minqing_core.replay.findings import Finding, FindingKind

Found: TypeAlias = Mapping[CaseId, Sequence[Finding]]


@frozen(kw_only=True)
class CameAfter:
    """A finding of a matter that an incident came after; nothing says that it came of it.

    ``gap_days`` are the working days from ``due`` to the incident. ``undone`` says that what was
    owed was done on no day before that of the incident; of what was not as told it says nothing.
    """

    case: CaseId
    finding: str
    due: date
    gap_days: int
    undone: bool


def came_after(on: date, found: Found, calendar: WorkingCalendar) -> tuple[CameAfter, ...]:
    """Return which findings an incident of a day came after, the earliest first (S66).

    A day is all that is known of either, so what was due on the day of the incident is not said to
    have failed before it.
    """
    return tuple(sorted(_before(on, found, calendar), key=lambda one: (one.due, one.finding)))


def _before(on: date, found: Found, calendar: WorkingCalendar) -> Iterator[CameAfter]:
    for case, findings in found.items():
        for finding in findings:
            if finding.due < on:
                yield CameAfter(
                    case=case,
                    finding=finding.id,
                    due=finding.due,
                    gap_days=calendar.working_days_between(finding.due, on),
                    undone=_undone(finding, on),
                )


def _undone(finding: Finding, on: date) -> bool:
    owed = finding.kind is not FindingKind.NOT_AS_TOLD
    return owed and (finding.met_on is None or finding.met_on >= on)
