"""What can happen to a matter: one stream each, ``case/2026-000123``.

Stored for good: never rename, retype or drop a field here; add a new event
or a new version of one (docs/adr/0004).
"""

from typing import TypeAlias

from minqing_core.diary.events.after import (
    CaseReopened,
    LookedAgain,
    OutcomeDisputed,
    Recategorised,
    Revisited,
)
from minqing_core.diary.events.answering import (
    ExplanationGiven,
    FeedbackGiven,
    FeedbackImpossible,
)
from minqing_core.diary.events.clock import (
    ClockParked,
    ClockResumed,
    ExtensionApproved,
    ExtensionAsked,
    ExtensionRefused,
    ExtensionTold,
)
from minqing_core.diary.events.cohandling import (
    CohandlingAccepted,
    CohandlingAsked,
    CohandlingEnded,
    CohandlingObjected,
    CohandlingReplied,
)
from minqing_core.diary.events.confidence import (
    AccusedNamed,
    IdentityOpened,
)
from minqing_core.diary.events.ending import (
    CaseConcluded,
    SolutionDeferred,
)
from minqing_core.diary.events.handling import (
    CauseRecorded,
    DeliberationRecorded,
    LeaderAssigned,
    MeasureAdopted,
    MeasureCarriedOut,
    MeasureDropped,
    NoteRecorded,
)
from minqing_core.diary.events.holding import (
    CaseAssigned,
    HandoverAccepted,
    HandoverAsked,
    HandoverRefused,
    HandoverWithdrawn,
)
from minqing_core.diary.events.links import (
    DuplicateFound,
    DuplicateReleased,
    DuplicateUnlinked,
    LinkedAsDuplicate,
    MergedInto,
    MergeUndone,
    PartReleased,
    SplitFrom,
    SplitOff,
    TookIn,
)
from minqing_core.diary.events.matter import (
    FactAmended,
    Matter,
    MatterRecorded,
    Petitioner,
    Source,
    TextAmended,
)
from minqing_core.diary.events.reporting import (
    LeadersTold,
    ReportAcknowledged,
    ReportedUp,
)
from minqing_core.diary.events.supervising import (
    ReminderSent,
    SupervisionClosed,
    SupervisionOrdered,
    SupervisionReplied,
)
from minqing_core.diary.events.terms import (
    CONDUCT,
    Channel,
    Duty,
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
from minqing_core.diary.events.withdrawing import (
    RecusalAsked,
    RecusalGranted,
    RecusalRefused,
)

CourseEvent: TypeAlias = (
    ClockParked
    | ClockResumed
    | ExtensionAsked
    | ExtensionApproved
    | ExtensionRefused
    | ExtensionTold
    | LookedAgain
    | Revisited
    | OutcomeDisputed
    | CaseReopened
    | Recategorised
    | LinkedAsDuplicate
    | DuplicateFound
    | DuplicateUnlinked
    | DuplicateReleased
    | MergedInto
    | TookIn
    | MergeUndone
    | PartReleased
    | SplitFrom
    | SplitOff
    | RecusalAsked
    | RecusalGranted
    | RecusalRefused
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
    | MeasureDropped
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
    | CourseEvent
    | HoldingEvent
)

__all__ = [
    "CONDUCT",
    "AccusedNamed",
    "CaseAssigned",
    "CaseConcluded",
    "CaseReopened",
    "CauseRecorded",
    "Channel",
    "ClockParked",
    "ClockResumed",
    "CohandlingAccepted",
    "CohandlingAsked",
    "CohandlingEnded",
    "CohandlingObjected",
    "CohandlingReplied",
    "CourseEvent",
    "DeliberationRecorded",
    "DuplicateFound",
    "DuplicateReleased",
    "DuplicateUnlinked",
    "Duty",
    "Event",
    "ExplanationGiven",
    "ExtensionApproved",
    "ExtensionAsked",
    "ExtensionRefused",
    "ExtensionTold",
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
    "LinkedAsDuplicate",
    "LookedAgain",
    "Matter",
    "MatterKind",
    "MatterRecorded",
    "Means",
    "MeasureAdopted",
    "MeasureCarriedOut",
    "MeasureDropped",
    "MergeUndone",
    "MergedInto",
    "NoteRecorded",
    "ObjectiveCause",
    "Outcome",
    "OutcomeDisputed",
    "PartReleased",
    "Petitioner",
    "PetitionerKind",
    "Recategorised",
    "RecusalAsked",
    "RecusalGranted",
    "RecusalRefused",
    "ReminderSent",
    "ReportAcknowledged",
    "ReportedUp",
    "Response",
    "Revisited",
    "SolutionDeferred",
    "Source",
    "SplitFrom",
    "SplitOff",
    "Stage",
    "SupervisionClosed",
    "SupervisionOrdered",
    "SupervisionReplied",
    "TextAmended",
    "TookIn",
    "Urgency",
    "about_conduct",
]
