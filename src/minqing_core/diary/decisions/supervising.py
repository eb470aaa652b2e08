"""Urging and supervising whoever has a part in a matter (S72)."""

from datetime import date

from attrs import frozen

from minqing_core.diary import events
from minqing_core.diary.decisions import holding_refusals as refusals
from minqing_core.diary.decisions.refusals import DuePastError
from minqing_core.diary.decisions.reporting import unknown
from minqing_core.diary.decisions.requirements import require_free, require_open, require_text
from minqing_core.diary.state import Case
from minqing_core.diary.state.holding import Order
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.standing import Standing


@frozen(kw_only=True)
class Ordering:
    """What somebody is ordered to see to, by when, and whether the order is listed （挂牌）."""

    to: PersonId
    text: Personal
    due: date
    listed: bool = False


def remind(
    case: Case, *, reminder: events.ReminderSent, by: Standing, addressee: Standing
) -> list[events.Event]:
    """Remind somebody of what is still to be done (S72).

    Not idempotent: one may urge again; the request's key tells a repetition.
    """
    require_free(case, by.person, "催办")
    require_open(case, "催办")
    require_text("催办内容", reminder.text, "催什么")
    require_free(case, addressee.person, "接受催办")
    _require_concerned(case, addressee)
    return [reminder]


def order(
    case: Case, *, ordering: Ordering, by: Standing, addressee: Standing, today: date
) -> list[events.Event]:
    """Order somebody to see to a matter by a day (S72).

    Not idempotent: there may be several orders; the request's key tells a repetition.
    """
    require_free(case, by.person, "督办")
    require_open(case, "督办")
    require_text("督办要求", ordering.text, "要求办到什么")
    if addressee.person == by.person:
        raise refusals.OwnOrderError(what="督办")
    require_free(case, addressee.person, "接受督办")
    _require_concerned(case, addressee)
    if ordering.due < today:
        raise DuePastError(field="督办期限", due=ordering.due, today=today)
    return [
        events.SupervisionOrdered(
            order=len(case.holding.orders) + 1,
            to=ordering.to,
            text=ordering.text,
            due=ordering.due,
            listed=ordering.listed,
        )
    ]


def reply_to_order(
    case: Case, *, replied: events.SupervisionReplied, by: Standing
) -> list[events.Event]:
    """Tell what was done about an order that one was given, or took over with the matter (S72).

    Not idempotent: one may reply again; the request's key tells a repetition.
    """
    found = _order(case, replied.order)
    require_free(case, by.person, "答复督办")
    require_text("督办答复", replied.text, "办了什么、结果怎样")
    if not _given(case, found, by):
        raise refusals.NotAskedError(asked=found.to, person=by.person, what="答复督办")
    if found.closed:
        raise refusals.OrderClosedError(order=replied.order)
    return [replied]


def close_order(
    case: Case, *, closed: events.SupervisionClosed, by: Standing
) -> list[events.Event]:
    """Close an order, as somebody other than who was given it or took it over (S72)."""
    found = _order(case, closed.order)
    require_free(case, by.person, "销号")
    require_text("销号依据", closed.text, "凭什么认定已办到")
    if _given(case, found, by):
        raise refusals.OwnOrderError(what="销号")
    return [] if found.closed else [closed]


def _order(case: Case, number: int) -> Order:
    if number not in case.holding.orders:
        raise unknown(number, "督办", case.holding.orders)
    return case.holding.orders[number]


def _given(case: Case, found: Order, by: Standing) -> bool:
    return by.person == found.to or (found.of_owner and by.person == case.owner)


def _require_concerned(case: Case, addressee: Standing) -> None:
    tasks = case.holding.tasks.values()
    people = {case.owner, case.leader, *case.measures.values(), *(t.person for t in tasks)}
    units = {task.unit for task in tasks}
    leads = case.unit in addressee.leads
    if not leads and addressee.person not in people and units.isdisjoint(addressee.units):
        raise refusals.NotConcernedError(person=addressee.person)
