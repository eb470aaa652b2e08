"""How a matter changes hands: asked, accepted or refused with a reason, or assigned (S25, S38)."""

from datetime import date

from attrs import frozen

from minqing_core.diary import events
from minqing_core.diary.decisions import holding_refusals as refusals
from minqing_core.diary.decisions.requirements import (
    require_free,
    require_hand,
    require_open,
    require_text,
)
from minqing_core.diary.state import Case
from minqing_core.diary.state.holding import Asked
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.standing import Standing


@frozen(kw_only=True)
class Handover:
    """Whom one asks to take a matter over: a person of a unit, or anybody of it; and why."""

    to: PersonId | None = None
    unit: UnitId
    reason: Personal


def ask_handover(
    case: Case,
    *,
    handover: Handover,
    by: Standing,
    receiver: Standing | None,
    object_by: date,
) -> list[events.Event]:
    """Ask another to take a matter over; until they accept, one goes on leading it (S38, S77)."""
    require_hand(case, by)
    require_open(case, "移交")
    require_text("移交理由", handover.reason, "为什么由对方接手")
    require_unasked(case)
    if receiver is not None:
        require_free(case, receiver.person, "接手")
        require_serving(receiver, handover.unit)
    held = case.owner == handover.to or handover.to is None
    if held and case.unit == handover.unit:
        return []
    return [
        events.HandoverAsked(
            to=handover.to, unit=handover.unit, reason=handover.reason, object_by=object_by
        )
    ]


def accept_handover(case: Case, *, by: Standing) -> list[events.Event]:
    """Take over a matter that one was asked to take over (S25, S38)."""
    if case.holding.asked is None and case.owner == by.person:
        return []
    require_free(case, by.person, "接手")
    asked = _asked(case, by, "接手")
    require_serving(by, asked.unit)
    return [events.HandoverAccepted(owner=by.person, unit=asked.unit)]


def refuse_handover(
    case: Case, *, refused: events.HandoverRefused, by: Standing, today: date
) -> list[events.Event]:
    """Object to taking a matter over, with a reason and within the limit (S38, S77)."""
    asked = _asked(case, by, "提出异议")
    require_text("异议理由", refused.reason, "为什么不属于本单位办理")
    require_in_time(asked.object_by, today)
    return [refused]


def withdraw_handover(
    case: Case, *, withdrawn: events.HandoverWithdrawn, by: Standing
) -> list[events.Event]:
    """No longer ask another to take a matter over (S38)."""
    require_hand(case, by)
    require_text("撤回理由", withdrawn.reason, "为什么撤回")
    if case.holding.asked is None:
        raise refusals.HandoverMissingError(what="撤回")
    return [withdrawn]


def assign(
    case: Case, *, assigned: events.CaseAssigned, by: Standing, receiver: Standing
) -> list[events.Event]:
    """Make somebody answerable for a matter at once, as its leader or the office may (S72)."""
    require_leading(case, by, "指定承办人")
    require_open(case, "指定承办人")
    require_text("指定理由", assigned.reason, "为什么由其承办")
    require_free(case, receiver.person, "承办")
    require_serving(receiver, assigned.unit)
    if (case.owner, case.unit, case.holding.asked) == (assigned.owner, assigned.unit, None):
        return []
    return [assigned]


def require_unasked(case: Case) -> None:
    """Refuse while somebody has not answered whether they take the matter over (S25, S38)."""
    if case.holding.asked is not None:
        raise refusals.HandoverPendingError(asked=_shown(case.holding.asked))


def require_leading(case: Case, by: Standing, what: str) -> None:
    """Refuse unless one leads the responsible unit or coordinates every matter (S72)."""
    require_free(case, by.person, what)
    if case.unit not in by.leads and not by.coordinates:
        raise refusals.NotLeadingError(person=by.person, unit=case.unit, what=what)


def require_serving(person: Standing, unit: UnitId) -> None:
    """Refuse a person who holds no post in a unit (S25)."""
    if unit not in person.units:
        units = "、".join(sorted(person.units)) or "无"
        raise refusals.ReceiverElsewhereError(person=person.person, unit=unit, units=units)


def require_answerable(owner: Standing, unit: UnitId) -> None:
    """Refuse to make somebody answer for a unit in which they do not serve (S25, S38).

    The coordinating office may answer for any.
    """
    if not owner.coordinates:
        require_serving(owner, unit)


def require_in_time(object_by: date, today: date) -> None:
    """Refuse an objection after its limit (S38)."""
    if today > object_by:
        raise refusals.ObjectionLateError(object_by=object_by, today=today)


def _asked(case: Case, by: Standing, what: str) -> Asked:
    asked = case.holding.asked
    if asked is None:
        raise refusals.HandoverMissingError(what=what)
    meant = by.person == asked.to if asked.to is not None else asked.unit in by.units
    if not meant:
        raise refusals.NotAskedError(asked=_shown(asked), person=by.person, what=what)
    return asked


def _shown(asked: Asked) -> str:
    return asked.unit if asked.to is None else asked.to
