"""Who answers for a matter, and for which unit (S25, S38, S77)."""

from datetime import date

from attrs import frozen

from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.personal import Personal


@frozen(kw_only=True)
class HandoverAsked:
    """Another was asked to take the matter over; without a person, anybody of the unit may.

    ``object_by`` is the last day on which they may object.
    """

    to: PersonId | None = None
    unit: UnitId
    reason: Personal
    object_by: date


@frozen(kw_only=True)
class HandoverAccepted:
    """Who was asked took the matter over and answers for it from now on."""

    owner: PersonId
    unit: UnitId


@frozen(kw_only=True)
class HandoverRefused:
    """Who was asked objected: the matter is not theirs, for this reason."""

    reason: Personal


@frozen(kw_only=True)
class HandoverWithdrawn:
    """Who asked another to take the matter over no longer does."""

    reason: Personal


@frozen(kw_only=True)
class CaseAssigned:
    """Somebody became answerable for the matter, or stays so although another was asked."""

    owner: PersonId
    unit: UnitId
    reason: Personal
