"""What can happen to incidents, ``incident/2025-000001``, and inquiries.

Stored for good: never rename, retype or drop a field here; add a new event
or a new version of one (docs/adr/0004).
"""

from datetime import date
from enum import StrEnum
from typing import TypeAlias

from attrs import frozen

from minqing_core.kernel.ids import CaseId, IncidentId, PersonId, StreamId, UnitId
from minqing_core.kernel.personal import Personal


class IncidentKind(StrEnum):
    """What came of it (S66)."""

    MASS_INCIDENT = "mass-incident"
    BAD_CONSEQUENCE = "bad-consequence"


class Element(StrEnum):
    """What must each be found, and each stands by itself (S66)."""

    FAULT = "fault"
    NOT_HANDLED = "not-handled"
    LATE = "late"
    NOT_FED_BACK = "not-fed-back"
    CONSEQUENCE = "consequence"
    RESPONSIBLE = "responsible"
    OBJECTIVE_CAUSE = "objective-cause"
    EXCUSAL = "excusal"


FAILURES = (Element.NOT_HANDLED, Element.LATE, Element.NOT_FED_BACK)


class Accounting(StrEnum):
    """How an inquiry was decided."""

    NOT_RESPONSIBLE = "not-responsible"
    TOLERATED = "tolerated"
    TALK = "talk"
    CRITICISM = "criticism"
    FORWARDED = "forwarded"


@frozen(kw_only=True)
class IncidentRecorded:
    """A mass incident or another bad consequence was put on record."""

    kind: IncidentKind
    unit: UnitId
    on: date
    cases: tuple[CaseId, ...] = ()
    text: Personal


@frozen(kw_only=True)
class InquiryOpened:
    """An inquiry was opened on whether somebody answers for a matter, as the log then stood."""

    incident: IncidentId | None = None
    case: CaseId
    person: PersonId
    upto: int
    text: Personal


@frozen(kw_only=True)
class Evidence:
    """An event that a finding rests on, by its stream and version there."""

    stream: StreamId
    version: int


@frozen(kw_only=True)
class ElementFound:
    """One element was found to hold or not to hold, on this evidence.

    ``on`` is the day on which a failure happened, or of which somebody was found responsible:
    ``person``. ``without_limit`` says why it failed on a day on which nothing was overdue.
    """

    finding: int
    element: Element
    holds: bool
    evidence: tuple[Evidence, ...]
    person: PersonId | None = None
    on: date | None = None
    text: Personal
    without_limit: Personal | None = None


@frozen(kw_only=True)
class EvidenceShown:
    """The person concerned was given everything that was found so far."""

    findings: tuple[int, ...]


@frozen(kw_only=True)
class StatementHeard:
    """The person concerned stated their case （陈述申辩）, or declined to speak."""

    text: Personal
    declined: bool = False


@frozen(kw_only=True)
class InquiryDecided:
    """It was decided whether and how the person answers for it; tolerance （容错） has its why."""

    outcome: Accounting
    findings: tuple[int, ...]
    text: Personal
    tolerance: Personal | None = None


@frozen(kw_only=True)
class AppealLodged:
    """The person concerned appealed."""

    text: Personal


@frozen(kw_only=True)
class AppealDecided:
    """Somebody other than who decided first decided on the appeal: the same again, or less."""

    outcome: Accounting
    text: Personal
    tolerance: Personal | None = None


@frozen(kw_only=True)
class InquiryDropped:
    """The inquiry was given up before anything was decided, for a reason."""

    reason: Personal


Concluding: TypeAlias = InquiryDecided | AppealLodged | AppealDecided | InquiryDropped
IncidentEvent: TypeAlias = IncidentRecorded
InquiryEvent: TypeAlias = (
    InquiryOpened | ElementFound | EvidenceShown | StatementHeard | Concluding
)
Event: TypeAlias = IncidentEvent | InquiryEvent
