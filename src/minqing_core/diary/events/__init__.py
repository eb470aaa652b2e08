"""What can happen to a matter: one stream each, ``case/2026-000123``.

Stored for good: never rename, retype or drop a field here; add a new event
or a new version of one (docs/adr/0004).
"""

from typing import TypeAlias

from minqing_core.diary.events.answering import ExplanationGiven, FeedbackGiven, FeedbackImpossible
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
)

__all__ = [
    "CONDUCT",
    "AccusedNamed",
    "CaseConcluded",
    "CauseRecorded",
    "Channel",
    "DeliberationRecorded",
    "Event",
    "ExplanationGiven",
    "FactAmended",
    "FeedbackGiven",
    "FeedbackImpossible",
    "Form",
    "Hindrance",
    "IdentityOpened",
    "LeaderAssigned",
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
    "Response",
    "SolutionDeferred",
    "Source",
    "Stage",
    "TextAmended",
    "Urgency",
    "about_conduct",
]
