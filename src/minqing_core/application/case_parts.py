"""The parts of the page of a matter."""

from datetime import date, datetime
from typing import Any

from attrs import frozen

from minqing_core.diary.events import Channel, MatterKind, Petitioner, Urgency
from minqing_core.kernel.ids import HouseholdId, PersonId, UnitId, VisitId
from minqing_core.views.holding import OrderLine


@frozen(kw_only=True)
class PassageLine:
    """Something that was put on record in a matter; ``whom`` it makes answerable, or tells."""

    version: int
    kind: str
    on: date
    by: PersonId
    by_name: str
    late_days: int
    whom: str | None
    fact: Any


@frozen(kw_only=True)
class MatterPart:
    """The matter as it was learned （事由）， with its corrections."""

    title: str
    text: str
    kind: MatterKind
    kind_text: str
    channel: Channel
    channel_text: str
    category: str
    category_label: str
    urgency: Urgency
    urgency_text: str
    urgency_reason: str | None
    place: UnitId | None
    place_name: str
    petitioners: tuple[Petitioner, ...]
    learned_at: datetime
    occurred_on: date | None
    source: str | None
    accused: tuple[PersonId, ...]
    accused_names: tuple[str, ...]
    protected: bool
    household: HouseholdId | None
    visit: VisitId | None


@frozen(kw_only=True)
class HolderPart:
    """Who answered for the matter, for which unit, from when until when (S25)."""

    person: PersonId
    name: str
    unit: UnitId
    unit_name: str
    since: datetime
    until: datetime | None


@frozen(kw_only=True)
class OrderPart(OrderLine):
    """A supervision order with who gave it; how many days over its limit it was answered (S72)."""

    by_name: str
    by_unit_name: str
    to_name: str
    overdue_days: int


@frozen(kw_only=True)
class Hands:
    """Who wrote the matter down, when and as what; and who answers for it (S19, S25).

    ``names`` are those of the people and units who were drawn in.
    """

    recorded_at: datetime
    recorded_by: PersonId
    recorded_by_name: str
    on_behalf_of: PersonId | None
    on_behalf_of_name: str | None
    late_days: int
    attested: bool
    post: str | None
    unit: UnitId
    unit_name: str
    owner: PersonId
    owner_name: str
    leader: PersonId | None
    leader_name: str | None
    holders: tuple[HolderPart, ...]
    handoffs: int
    returns: int
    awaiting: str | None
    awaiting_name: str | None
    names: dict[str, str]


@frozen(kw_only=True)
class MeasurePart:
    """A measure, who answers for it, and what came of it (S24, S34)."""

    measure: int
    text: str
    owner: PersonId
    owner_name: str
    due: date
    done_on: date | None
    done_text: str | None
    dropped_on: date | None
    dropped_text: str | None
