"""Correcting when a matter was learned, from which its limits run (S34, S35)."""

from collections.abc import Iterable
from datetime import datetime

from attrs import frozen

from minqing_core.diary import events
from minqing_core.diary.decisions import refusals
from minqing_core.diary.state import Case
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.standing import Standing

LEARNED_AT = "learned_at"


@frozen(kw_only=True)
class Written:
    """When a matter was first put on record, and for whom somebody now corrects it, if anybody."""

    recorded_at: datetime
    on_behalf_of: PersonId | None = None


def require_learned(
    case: Case, amended: Iterable[events.Event], *, by: Standing, written: Written
) -> None:
    """Refuse to correct the day of learning so that limits move, unless a third may (S34, S35).

    No matter was learned after it was first recorded; later than it was said to have been learned
    is decided by who leads its unit or coordinates, and does not answer for it.
    """
    for fact in amended:
        if isinstance(fact, events.FactAmended) and fact.field == LEARNED_AT:
            learned_at = datetime.fromisoformat(fact.after or "")
            if learned_at > written.recorded_at:
                raise refusals.LearnedAfterError(
                    learned_at=learned_at, recorded_at=written.recorded_at
                )
            if learned_at > datetime.fromisoformat(fact.before or ""):
                _require_third(case, by, written)


def _require_third(case: Case, by: Standing, written: Written) -> None:
    head = case.unit in by.leads or by.coordinates
    if not head or case.owner in {by.person, written.on_behalf_of}:
        raise refusals.LearnedLaterError(unit=case.unit, person=by.person)
