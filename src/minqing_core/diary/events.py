"""What can happen to a matter: one stream each, ``case/2026-000123``.

Stored for good: never rename, retype or drop a field here; add a new event
or a new version of one (docs/adr/0004).
"""

from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from attrs import frozen

from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.personal import Personal


class MatterKind(StrEnum):
    """What the citizen brought (S21)."""

    DEMAND = "demand"
    WISH = "wish"
    DIFFICULTY = "difficulty"
    PROBLEM = "problem"


class Channel(StrEnum):
    """By which way it was learned (S20)."""

    VISIT = "visit"
    CALLER = "caller"
    TELEPHONE = "telephone"
    LETTER = "letter"
    ONLINE = "online"
    MEETING = "meeting"
    SUPERIOR = "superior"
    MEDIA = "media"
    FORWARDED = "forwarded"
    OTHER = "other"


class Urgency(StrEnum):
    """How pressing it is (S40)."""

    ORDINARY = "ordinary"
    URGENT = "urgent"
    MAJOR = "major"


class PetitionerKind(StrEnum):
    """Who brought it (S21)."""

    NAMED = "named"
    ANONYMOUS = "anonymous"
    GROUP = "group"


class Form(StrEnum):
    """The form of a passage: narrative, analysis or comment (S31)."""

    NARRATIVE = "narrative"
    ANALYSIS = "analysis"
    COMMENT = "comment"


class Stage(StrEnum):
    """What the citizen is told: the handling opinion, or the result (S62)."""

    OPINION = "opinion"
    RESULT = "result"


class Means(StrEnum):
    """By which means the citizen was told (S28)."""

    VISIT = "visit"
    INTERVIEW = "interview"
    TELEPHONE = "telephone"
    LETTER = "letter"
    ONLINE = "online"
    NOTICE = "notice"


class Response(StrEnum):
    """What the citizen said to it (S28)."""

    SATISFIED = "satisfied"
    ACCEPTED = "accepted"
    DISSATISFIED = "dissatisfied"
    NONE = "none"


class Hindrance(StrEnum):
    """Why the citizen could not be told (S28)."""

    ANONYMOUS = "anonymous"
    UNREACHABLE = "unreachable"
    DECLINED = "declined"
    DECEASED = "deceased"


class Outcome(StrEnum):
    """How a matter ended (S26)."""

    RESOLVED = "resolved"
    TEMPORARILY_UNRESOLVABLE = "temporarily-unresolvable"
    UNRESOLVABLE = "unresolvable"
    ESCALATED_UP = "escalated-up"
    TRANSFERRED = "transferred"
    WITHDRAWN = "withdrawn"
    DUPLICATE = "duplicate"
    NOT_SUPPORTED = "not-supported"


class ObjectiveCause(StrEnum):
    """What outside the handler's power stands in the way (S65)."""

    FUNDS = "funds"
    LAW_OR_POLICY = "law-or-policy"
    PLANNING = "planning"
    AUTHORITY = "authority"
    NATURE = "nature"
    THIRD_PARTY = "third-party"
    HISTORY = "history"
    TECHNOLOGY = "technology"


@frozen(kw_only=True)
class Petitioner:
    """A citizen who brought the matter, or a group of so many."""

    kind: PetitionerKind
    name: Personal | None = None
    contact: Personal | None = None
    address: Personal | None = None
    count: int = 1
    may_be_named: bool = False


@frozen(kw_only=True)
class Source:
    """Where a matter was on record before, and by which number."""

    system: str
    number: str


@frozen(kw_only=True)
class Matter:
    """The matter as it was learned (事由)."""

    kind: MatterKind
    channel: Channel
    category: str
    category_label: str | None = None
    title: Personal
    text: Personal
    place: UnitId | None = None
    petitioners: tuple[Petitioner, ...]
    urgency: Urgency | None = None
    learned_at: datetime
    occurred_on: date | None = None
    source: Source | None = None


@frozen(kw_only=True)
class MatterRecorded:
    """A matter was written down, and somebody became answerable for it."""

    matter: Matter
    urgency: Urgency
    urgency_reason: str | None
    unit: UnitId
    owner: PersonId
    post: str | None
    attested: bool


@frozen(kw_only=True)
class CauseRecorded:
    """Why the trouble arose was written down."""

    text: Personal
    form: Form


@frozen(kw_only=True)
class DeliberationRecorded:
    """How a solution was looked for was written down."""

    text: Personal
    form: Form


@frozen(kw_only=True)
class NoteRecorded:
    """Something of the handling was told, analysed or commented on."""

    text: Personal
    form: Form


@frozen(kw_only=True)
class MeasureAdopted:
    """A measure was decided on, with one who answers for it and a day."""

    measure: int
    text: Personal
    owner: PersonId
    due: date


@frozen(kw_only=True)
class MeasureCarriedOut:
    """A measure was carried out."""

    measure: int
    text: Personal


@frozen(kw_only=True)
class LeaderAssigned:
    """A leader became responsible for the matter."""

    leader: PersonId
    text: Personal | None


@frozen(kw_only=True)
class FeedbackGiven:
    """The citizen was told the handling opinion or the result, and answered or not."""

    stage: Stage
    means: Means
    text: Personal
    told_to: Personal | None = None
    response: Response = Response.NONE
    response_text: Personal | None = None


@frozen(kw_only=True)
class FeedbackImpossible:
    """It was put on record why the citizen cannot be told."""

    stage: Stage
    hindrance: Hindrance
    text: Personal


@frozen(kw_only=True)
class ExplanationGiven:
    """It was explained to the citizen why the matter cannot be solved, or not yet."""

    means: Means
    text: Personal
    response: Response = Response.NONE


@frozen(kw_only=True)
class SolutionDeferred:
    """The matter cannot be solved yet, and will be looked at again on a day."""

    cause: ObjectiveCause
    basis: Personal
    effect: Personal
    next_look: date


@frozen(kw_only=True)
class CaseConcluded:
    """The matter came to an end."""

    outcome: Outcome
    effect: Personal
    indicator: str | None
    cause: ObjectiveCause | None
    basis: Personal | None


@frozen(kw_only=True)
class TextAmended:
    """The words of an earlier record were corrected; what stood there before stays."""

    version: int
    field: str
    text: Personal
    reason: str


@frozen(kw_only=True)
class FactAmended:
    """A plain fact of the matter was corrected; what stood there before stays."""

    field: str
    before: str | None
    after: str | None
    reason: str


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
)
