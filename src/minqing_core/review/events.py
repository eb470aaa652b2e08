"""What can happen to a cadre's diary of one quarter, ``review/0002-2025-Q3``.

Stored for good: never rename, retype or drop a field here; add a new event
or a new version of one (docs/adr/0004).
"""

from datetime import date
from enum import StrEnum
from typing import TypeAlias

from attrs import frozen

from minqing_core.kernel.ids import CaseId, PersonId
from minqing_core.kernel.personal import Personal


class Grade(StrEnum):
    """How a leader found the diary of a quarter (S53)."""

    EXCELLENT = "excellent"
    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"


class Concern(StrEnum):
    """What a leader found wrong with it (S36–S38)."""

    SIMPLIFIED = "simplified"
    FALSIFIED = "falsified"
    SHIFTED = "shifted"


@frozen(kw_only=True)
class Counted:
    """A number that was taken from the log and cannot be typed over."""

    metric: str
    value: int


@frozen(kw_only=True)
class EntryRead:
    """An entry as far as it had been written when it was read."""

    case: CaseId
    version: int


@frozen(kw_only=True)
class SelfAssessed:
    """A cadre assessed their own diary of a quarter and wrote down their reflections (S41, S42).

    ``counts`` stood so at position ``upto`` of the log; ``book`` is the record book it is in.
    """

    person: PersonId
    period: str
    counts: tuple[Counted, ...]
    upto: int
    text: Personal
    book: str | None = None


@frozen(kw_only=True)
class DiaryReviewed:
    """A leader read a cadre's diary of a quarter and said what they found (S53–S58).

    ``entries`` are what lay before the ``reviewer`` at position ``upto``; ``post`` is that in
    which they read, ``rule`` that of the matrix by which it was theirs to read; a substitute
    stands in for ``instead_of``.
    """

    review: int
    person: PersonId
    period: str
    reviewer: PersonId
    entries: tuple[EntryRead, ...]
    upto: int
    rule: str
    clause: str
    post: str
    instead_of: PersonId | None = None
    opinion: Personal
    grade: Grade
    concerns: tuple[Concern, ...] = ()


@frozen(kw_only=True)
class ReturnedForCompletion:
    """A review sent entries back to be completed by a day."""

    review: int
    cases: tuple[CaseId, ...] = ()
    text: Personal
    due: date


@frozen(kw_only=True)
class CompletionReported:
    """The cadre said what was completed of what had been sent back."""

    review: int
    text: Personal


@frozen(kw_only=True)
class CompletionAccepted:
    """The leader was content with what had been completed."""

    review: int
    text: Personal | None = None


@frozen(kw_only=True)
class ReviewAnswered:
    """The cadre answered a review."""

    review: int
    text: Personal


Following: TypeAlias = (
    ReturnedForCompletion | CompletionReported | CompletionAccepted | ReviewAnswered
)
Event: TypeAlias = SelfAssessed | DiaryReviewed | Following
