"""What can happen to a year's summary, ``summary/2025``, to appraisal sheets and to commendations.

A sheet is ``appraisal/0002-2025`` for a person and ``appraisal/dafeng-2025`` for a party
organisation; a commendation is ``commendation/2025-000001``.

Stored for good: never rename, retype or drop a field here; add a new event
or a new version of one (docs/adr/0004).
"""

from datetime import date
from typing import TypeAlias

from attrs import frozen

from minqing_core.kernel.ids import CaseId, PersonId, UnitId
from minqing_core.kernel.personal import Personal


@frozen(kw_only=True)
class Measured:
    """A named metric as it stood: so many of so many; what is only counted is of nothing."""

    metric: str
    count: int
    of: int | None = None


@frozen(kw_only=True)
class SummaryIssued:
    """The town committee summed up a year of diaries (S67).

    Its figures, reckoned to the day ``on``, stood so at position ``upto``; ``digest`` is what they
    amounted to. Without a day they were reckoned to that of the record at ``upto``. ``metrics``
    names the version of the metrics; where none was named it was the first.
    """

    year: int
    metrics: str = "2025.1"
    on: date | None = None
    upto: int
    digest: str
    text: Personal


@frozen(kw_only=True)
class SheetFrozen:
    """The appraisal sheet of a person or an organisation was drawn up (S69, S70).

    ``metrics`` names the version of the metrics that it was reckoned by, ``on`` the day to which
    it was; without one, that of the record at ``upto``.
    """

    year: int
    person: PersonId | None = None
    unit: UnitId | None = None
    on: date | None = None
    metrics: str
    upto: int
    digest: str
    values: tuple[Measured, ...]


@frozen(kw_only=True)
class ObjectionRaised:
    """The person, or the organisation's secretary, objected to the sheet (S70)."""

    objection: int
    text: Personal


@frozen(kw_only=True)
class ObjectionDecided:
    """The objection was upheld or not, for a reason; a sheet drawn up anew follows when it was."""

    objection: int
    upheld: bool
    text: Personal


@frozen(kw_only=True)
class CommendationProposed:
    """A person or an organisation was proposed, with the matters it rests on (S68, S82)."""

    person: PersonId | None = None
    unit: UnitId | None = None
    title: str
    cases: tuple[CaseId, ...]
    upto: int
    text: Personal


@frozen(kw_only=True)
class CommendationDecided:
    """The proposal was granted or not, for a reason."""

    granted: bool
    text: Personal


@frozen(kw_only=True)
class CommendationPublished:
    """The commendation was made known."""

    text: Personal | None = None


@frozen(kw_only=True)
class CommendationRevoked:
    """The commendation was taken back, for a reason."""

    reason: Personal


SummaryEvent: TypeAlias = SummaryIssued
SheetEvent: TypeAlias = SheetFrozen | ObjectionRaised | ObjectionDecided
CommendationEvent: TypeAlias = (
    CommendationProposed | CommendationDecided | CommendationPublished | CommendationRevoked
)
Event: TypeAlias = SummaryEvent | SheetEvent | CommendationEvent
