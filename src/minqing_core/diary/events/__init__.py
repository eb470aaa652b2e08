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
from minqing_core.diary.events.answering import ExplanationGiven, FeedbackGiven, FeedbackImpossible
from minqing_core.diary.events.clock import (
    ClockParked,
    ClockResumed,
    ExtensionApproved,
    ExtensionAsked,
    ExtensionRefused,
    ExtensionTold,
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
from minqing_core.diary.events.holding import CaseAssigned
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
from minqing_core.diary.events.withdrawing import RecusalAsked, RecusalGranted, RecusalRefused

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
    | CaseAssigned
    | CourseEvent
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
    "Hindrance",
    "IdentityOpened",
    "LeaderAssigned",
    "LinkedAsDuplicate",
    "LookedAgain",
    "Matter",
    "MatterKind",
    "MatterRecorded",
    "Means",
    "MeasureAdopted",
    "MeasureCarriedOut",
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
    "Response",
    "Revisited",
    "SolutionDeferred",
    "Source",
    "SplitFrom",
    "SplitOff",
    "Stage",
    "TextAmended",
    "TookIn",
    "Urgency",
    "about_conduct",
]
