"""The matter as it was learned, written down and corrected (S18–S23, S35)."""

from datetime import date, datetime

from attrs import frozen

from minqing_core.diary.events.terms import (
    Channel,
    MatterKind,
    PetitionerKind,
    Urgency,
)
from minqing_core.kernel.ids import HouseholdId, PersonId, UnitId, VisitId
from minqing_core.kernel.personal import Personal


@frozen(kw_only=True)
class Petitioner:
    """A citizen who brought the matter, or a group of so many.

    ``member`` says who it is among those of the household that the matter names.
    """

    kind: PetitionerKind
    name: Personal | None = None
    contact: Personal | None = None
    address: Personal | None = None
    count: int = 1
    may_be_named: bool = False
    member: int | None = None


@frozen(kw_only=True)
class Source:
    """Where a matter was on record before, and by which number."""

    system: str
    number: str


@frozen(kw_only=True)
class Matter:
    """The matter as it was learned （事由）, in which household and on which visit if any.

    ``accused`` are the cadres complained about (S12); ``protected`` says that the petitioners of
    another matter asked for their identity to be sealed.
    """

    kind: MatterKind
    channel: Channel
    category: str
    category_label: Personal | None = None
    title: Personal
    text: Personal
    place: UnitId | None = None
    petitioners: tuple[Petitioner, ...]
    urgency: Urgency | None = None
    learned_at: datetime
    occurred_on: date | None = None
    source: Source | None = None
    accused: tuple[PersonId, ...] = ()
    protected: bool = False
    household: HouseholdId | None = None
    visit: VisitId | None = None


@frozen(kw_only=True)
class MatterRecorded:
    """A matter was written down, and somebody became answerable for it.

    ``accused_units`` are those in which the accused served since it was learned, by the roster.
    ``book`` is the record book it is in, by serial number (S22); ``confided`` says that it is
    part of a matter that only those see who keep confidences (S12).
    """

    matter: Matter
    urgency: Urgency
    urgency_reason: str | None
    unit: UnitId
    owner: PersonId
    post: str | None
    attested: bool
    accused_units: tuple[UnitId, ...] = ()
    book: str | None = None
    confided: bool = False


@frozen(kw_only=True)
class TextAmended:
    """The words of an earlier record were corrected; what stood there before stays."""

    version: int
    field: str
    text: Personal
    reason: Personal


@frozen(kw_only=True)
class FactAmended:
    """A plain fact of the matter was corrected; what stood there before stays."""

    field: str
    before: str | None
    after: str | None
    reason: Personal
