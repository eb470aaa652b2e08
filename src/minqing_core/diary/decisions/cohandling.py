"""Co-handling: one unit leads, others answer for a task each (S76, S77)."""

from datetime import date

from attrs import frozen

from minqing_core.diary import events
from minqing_core.diary.decisions import holding_refusals as refusals
from minqing_core.diary.decisions.holding import require_in_time, require_serving
from minqing_core.diary.decisions.refusals import DuePastError
from minqing_core.diary.decisions.reporting import unknown
from minqing_core.diary.decisions.requirements import (
    require_free,
    require_hand,
    require_open,
    require_text,
)
from minqing_core.diary.state import Case
from minqing_core.diary.state.holding import Task
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.standing import Standing


@frozen(kw_only=True)
class Assistance:
    """What a unit, or one person of it, is asked to do about a matter, and by when."""

    unit: UnitId
    person: PersonId | None = None
    text: Personal
    due: date


def ask_assistance(
    case: Case,
    *,
    assistance: Assistance,
    by: Standing,
    helper: Standing | None,
    today: date,
    object_by: date,
) -> list[events.Event]:
    """Ask another unit to handle a task of the matter, which one goes on leading (S76, S77).

    Not idempotent: a unit may have two tasks; the request's key tells a repetition.
    """
    require_hand(case, by)
    require_open(case, "请求协办")
    require_text("协办事项", assistance.text, "请对方办什么")
    if assistance.unit == case.unit:
        raise refusals.OwnUnitTaskError(unit=assistance.unit)
    if helper is not None:
        require_free(case, helper.person, "协办")
        require_serving(helper, assistance.unit)
    if assistance.due < today:
        raise DuePastError(field="协办期限", due=assistance.due, today=today)
    return [
        events.CohandlingAsked(
            task=len(case.holding.tasks) + 1,
            unit=assistance.unit,
            person=assistance.person,
            text=assistance.text,
            due=assistance.due,
            object_by=object_by,
        )
    ]


def accept_task(
    case: Case, *, accepted: events.CohandlingAccepted, by: Standing
) -> list[events.Event]:
    """Sign for a task (S76, S77)."""
    task = _task(case, accepted.task, by, "签收协办")
    require_open(case, "签收协办")
    if task.settled:
        raise refusals.TaskSettledError(task=accepted.task, what="签收")
    return [] if task.accepted else [accepted]


def object_to_task(
    case: Case, *, objected: events.CohandlingObjected, by: Standing, today: date
) -> list[events.Event]:
    """Object to a task, with a reason and within the limit (S38, S77)."""
    task = _task(case, objected.task, by, "提出异议")
    require_text("异议理由", objected.reason, "为什么不属于本单位职责")
    require_open(case, "对协办提出异议")
    if task.settled:
        raise refusals.TaskSettledError(task=objected.task, what="提出异议")
    if task.accepted:
        raise refusals.TaskAcceptedError(task=objected.task)
    require_in_time(task.object_by, today)
    return [objected]


def reply_to_task(
    case: Case, *, replied: events.CohandlingReplied, by: Standing
) -> list[events.Event]:
    """Tell what was done about a task (S76, S77)."""
    task = _task(case, replied.task, by, "答复协办")
    require_text("协办答复", replied.text, "办了什么、结果怎样")
    if task.settled:
        raise refusals.TaskSettledError(task=replied.task, what="答复")
    return [replied]


def end_task(case: Case, *, ended: events.CohandlingEnded, by: Standing) -> list[events.Event]:
    """No longer ask for a task (S76)."""
    require_hand(case, by)
    if ended.task not in case.holding.tasks:
        raise unknown(ended.task, "协办", case.holding.tasks)
    require_text("撤销理由", ended.reason, "为什么不再需要协办")
    return [] if case.holding.tasks[ended.task].settled else [ended]


def require_answered(case: Case) -> None:
    """Refuse an end while a co-handler has not answered (S76)."""
    waiting = [str(number) for number, task in case.holding.tasks.items() if not task.settled]
    if waiting:
        raise refusals.CohandlingOpenError(tasks="、".join(waiting))


def _task(case: Case, number: int, by: Standing, what: str) -> Task:
    if number not in case.holding.tasks:
        raise unknown(number, "协办", case.holding.tasks)
    require_free(case, by.person, what)
    task = case.holding.tasks[number]
    meant = by.person == task.person if task.person is not None else task.unit in by.units
    if not meant:
        raise refusals.NotAskedError(asked=task.person or task.unit, person=by.person, what=what)
    return task
