"""What can happen to a matter: one stream each, ``case/2026-000123``.

Stored for good: never rename, retype or drop a field here; add a new event
or a new version of one (docs/adr/0004).
"""

from typing import TypeAlias

from minqing_core.diary.events.answering import ExplanationGiven, FeedbackGiven, FeedbackImpossible
from minqing_core.diary.events.cohandling import (
    CohandlingAccepted,
    CohandlingAsked,
    CohandlingEnded,
    CohandlingObjected,
    CohandlingReplied,
)
from minqing_core.diary.events.confidence import AccusedNamed, IdentityOpened
from minqing_core.diary.events.ending import CaseConcluded, SolutionDeferred
from minqing_core.diary.events.handling import (
    CauseRecorded,
    DeliberationRecorded,
    LeaderAssigned,
    MeasureAdopted,
    MeasureCarriedOut,
    NoteRecorded,
)
from minqing_core.diary.events.holding import (
    CaseAssigned,
    HandoverAccepted,
    HandoverAsked,
    HandoverRefused,
    HandoverWithdrawn,
)
from minqing_core.diary.events.matter import (
    FactAmended,
    Matter,
    MatterRecorded,
    Petitioner,
    Source,
    TextAmended,
)
from minqing_core.diary.events.reporting import LeadersTold, ReportAcknowledged, ReportedUp
from minqing_core.diary.events.supervising import (
    ReminderSent,
    SupervisionClosed,
    SupervisionOrdered,
    SupervisionReplied,
)
from minqing_core.diary.events.terms import (
    CONDUCT,
    Channel,
    Form,
    Hindrance,
    MatterKind,
    Means,
    ObjectiveCause,
    Outcome,
    PetitionerKind,
    Response,
    Stage,
    Urgency,
    about_conduct,
)

HoldingEvent: TypeAlias = (
    HandoverAsked
    | HandoverAccepted
    | HandoverRefused
    | HandoverWithdrawn
    | CaseAssigned
    | ReportedUp
    | ReportAcknowledged
    | LeadersTold
    | CohandlingAsked
    | CohandlingAccepted
    | CohandlingObjected
    | CohandlingReplied
    | CohandlingEnded
    | ReminderSent
    | SupervisionOrdered
    | SupervisionReplied
    | SupervisionClosed
)
Event: TypeAlias = (
    MatterRecorded
    | CauseRecorded
    | DeliberationRecorded
    | NoteRecorded
    | MeasureAdopted
    | MeasureCarriedOut
    | LeaderAssigned
    | FeedbackGiven
    | FeedbackImpossible
    | ExplanationGiven
    | SolutionDeferred
    | CaseConcluded
    | TextAmended
    | FactAmended
    | AccusedNamed
    | IdentityOpened
    | HoldingEvent
)

__all__ = [
    "CONDUCT",
    "AccusedNamed",
    "CaseAssigned",
    "CaseConcluded",
    "CauseRecorded",
    "Channel",
    "CohandlingAccepted",
    "CohandlingAsked",
    "CohandlingEnded",
    "CohandlingObjected",
    "CohandlingReplied",
    "DeliberationRecorded",
    "Event",
    "ExplanationGiven",
    "FactAmended",
    "FeedbackGiven",
    "FeedbackImpossible",
    "Form",
    "HandoverAccepted",
    "HandoverAsked",
    "HandoverRefused",
    "HandoverWithdrawn",
    "Hindrance",
    "HoldingEvent",
    "IdentityOpened",
    "LeaderAssigned",
    "LeadersTold",
    "Matter",
    "MatterKind",
    "MatterRecorded",
    "Means",
    "MeasureAdopted",
    "MeasureCarriedOut",
    "NoteRecorded",
    "ObjectiveCause",
    "Outcome",
    "Petitioner",
    "PetitionerKind",
    "ReminderSent",
    "ReportAcknowledged",
    "ReportedUp",
    "Response",
    "SolutionDeferred",
    "Source",
    "Stage",
    "SupervisionClosed",
    "SupervisionOrdered",
    "SupervisionReplied",
    "TextAmended",
    "Urgency",
    "about_conduct",
]
