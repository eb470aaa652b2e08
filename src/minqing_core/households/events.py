"""What can happen to a household, ``household/dafeng-000001``, and visits, ``visit/2026-000001``.

Stored for good: never rename, retype or drop a field here; add a new event
or a new version of one (docs/adr/0004).
"""

from datetime import date
from enum import StrEnum
from typing import TypeAlias

from attrs import frozen

from minqing_core.kernel.ids import HouseholdId, PersonId, UnitId
from minqing_core.kernel.personal import Personal


class VisitForm(StrEnum):
    """In which form a cadre went among the people (S4)."""

    HOUSEHOLD = "household"
    FIELD = "field"
    FORUM = "forum"
    CONTACT_POINT = "contact-point"
    OTHER = "other"


@frozen(kw_only=True)
class HouseholdEntered:
    """A household of a village was entered under the name of its head （户主）."""

    village: UnitId
    name: Personal
    address: Personal | None = None
    size: int | None = None


@frozen(kw_only=True)
class MemberEntered:
    """Somebody who belongs to the household was entered, by number."""

    member: int
    name: Personal
    contact: Personal | None = None


@frozen(kw_only=True)
class HouseholdMoved:
    """A household moved to another village, or away from all of them when none is named.

    It did so ``on`` a day; where none is told, on that of the recording.
    """

    village: UnitId | None = None
    reason: Personal | None = None
    on: date | None = None


@frozen(kw_only=True)
class VisitMade:
    """A cadre went among the people of a village, and to these households."""

    village: UnitId
    form: VisitForm
    on: date
    households: tuple[HouseholdId, ...] = ()
    companions: tuple[PersonId, ...] = ()
    text: Personal | None = None


HouseholdEvent: TypeAlias = HouseholdEntered | MemberEntered | HouseholdMoved
VisitEvent: TypeAlias = VisitMade
Event: TypeAlias = HouseholdEvent | VisitEvent
