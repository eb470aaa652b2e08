"""What can happen to something published, ``publication/2025-0001``.

Stored for good: never rename, retype or drop a field here; add a new event
or a new version of one (docs/adr/0004).
"""

from enum import StrEnum
from typing import TypeAlias

from attrs import frozen

from minqing_core.kernel.ids import CaseId, UnitId
from minqing_core.kernel.personal import Personal


class PublicationKind(StrEnum):
    """What is published (S79–S81)."""

    POLICY = "policy"
    REPORT = "report"
    MATTER = "matter"
    GOOD_PRACTICE = "good-practice"


class Removed(StrEnum):
    """What was taken out of a text before it was published."""

    NAME = "name"
    CONTACT = "contact"
    ADDRESS = "address"
    IDENTITY_NUMBER = "identity-number"
    ACCOUNT = "account"
    OTHER = "other"


@frozen(kw_only=True)
class Redaction:
    """How often one kind of words was taken out, and why."""

    removed: Removed
    times: int
    reason: str


@frozen(kw_only=True)
class PublicationDrafted:
    """Something was written for the public, with what was taken out of it (S79–S81)."""

    kind: PublicationKind
    unit: UnitId
    case: CaseId | None = None
    version: int | None = None
    title: Personal
    text: Personal
    redactions: tuple[Redaction, ...] = ()


@frozen(kw_only=True)
class PublicationRewritten:
    """The text was changed before anybody had approved it."""

    title: Personal
    text: Personal
    redactions: tuple[Redaction, ...] = ()


@frozen(kw_only=True)
class PublicationApproved:
    """Somebody else approved of it (S80)."""

    text: Personal | None = None


@frozen(kw_only=True)
class PublicationRefused:
    """Somebody else did not approve of it, for a reason."""

    reason: Personal


@frozen(kw_only=True)
class PublicationReleased:
    """It was made public, in these words."""

    title: str
    text: str


@frozen(kw_only=True)
class PublicationWithdrawn:
    """It is public no longer, for a reason."""

    reason: Personal


Event: TypeAlias = (
    PublicationDrafted
    | PublicationRewritten
    | PublicationApproved
    | PublicationRefused
    | PublicationReleased
    | PublicationWithdrawn
)
