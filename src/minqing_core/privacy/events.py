"""What can happen to the personal data of a subject, ``privacy/case:2026-000001:p1``.

The stream names the subject; no event here ever holds a word about anybody.
Stored for good: never rename, retype or drop a field here; add a new event
or a new version of one (docs/adr/0004).
"""

from datetime import date
from enum import StrEnum
from typing import TypeAlias

from attrs import frozen


class Ground(StrEnum):
    """Why, in the words of the law (个人信息保护法第四十六条、第四十七条)."""

    PURPOSE_ACHIEVED = "purpose-achieved"
    RETENTION_EXPIRED = "retention-expired"
    CONSENT_WITHDRAWN = "consent-withdrawn"
    UNLAWFUL = "unlawful"
    ACCURACY_DISPUTED = "accuracy-disputed"
    OTHER_LAW = "other-law"


class Objection(StrEnum):
    """Why what was asked for is not done."""

    BASIS_LACKING = "basis-lacking"
    STILL_NEEDED = "still-needed"
    WRONG_SUBJECT = "wrong-subject"


@frozen(kw_only=True)
class RestrictionOrdered:
    """The words were to be kept and not used otherwise, on a legal basis."""

    ground: Ground
    basis: str


@frozen(kw_only=True)
class RestrictionLifted:
    """The words may be used again, on a legal basis."""

    basis: str


@frozen(kw_only=True)
class ShreddingAsked:
    """Somebody asked that the words be destroyed, which the law allows from a day on."""

    ground: Ground
    basis: str
    ended: date
    allowed_from: date


@frozen(kw_only=True)
class ShreddingApproved:
    """Somebody else approved: the keys of everything recorded until then are destroyed."""

    allowed_from: date


@frozen(kw_only=True)
class ShreddingRefused:
    """Somebody else did not approve."""

    objection: Objection


@frozen(kw_only=True)
class ShreddingWithdrawn:
    """What was asked for was taken back."""

    objection: Objection


Event: TypeAlias = (
    RestrictionOrdered
    | RestrictionLifted
    | ShreddingAsked
    | ShreddingApproved
    | ShreddingRefused
    | ShreddingWithdrawn
)
