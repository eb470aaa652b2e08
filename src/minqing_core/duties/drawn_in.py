"""What others owe in a matter: to sign, to answer, to reply (S38, S64, S72, S76, S77)."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

from minqing_core.diary import events
from minqing_core.duties.answering import LastDay, answerable_on, ever_there, staying
from minqing_core.duties.kinds import (
    ACKNOWLEDGE,
    ANSWER_HANDOVER,
    ANSWER_TASK,
    REPLY_TASK,
    SUPERVISED,
)
from minqing_core.duties.terms import (
    WITHDRAWN,
    Term,
    falls_to,
    given_up,
    until_met,
)
from minqing_core.kernel.ids import PersonId
from minqing_core.views.case_file import CaseFile
from minqing_core.views.said import Said

REPORTED_ANEW = "已向其他上级汇报"
Settles: TypeAlias = Callable[[Any], bool]
TAKEN = (events.HandoverAccepted, events.HandoverRefused, events.CaseAssigned)
ANSWERED = (events.CohandlingAccepted, events.CohandlingObjected, events.CohandlingReplied)
SETTLED = (events.CohandlingReplied, events.CohandlingObjected)


def asked_of_others(file: CaseFile, last_day: LastDay = staying) -> Iterator[Term]:
    """Yield what others were asked in a matter, each with the day that was given them.

    What answers a report, a task or an order names it: it counts at whatever hour of its day.
    """
    handovers, owner = 0, None if file.opened is None else file.opened.owner
    for n, said in enumerate(file.said):
        later = file.said[n + 1 :]
        match said.fact:
            case events.ReportedUp():
                yield _report(file, said, later, last_day)
            case events.CohandlingAsked():
                yield from _task(said, file.said)
            case events.SupervisionOrdered():
                yield _order(file, said, last_day, to_owner=said.fact.to == owner)
            case events.HandoverAccepted() | events.CaseAssigned():
                owner = said.fact.owner
            case events.HandoverAsked():
                handovers += 1
                yield _handover(said, later, handovers)
            case _:
                pass


def _report(file: CaseFile, said: Said, later: Sequence[Said], last_day: LastDay) -> Term:
    """A superior signs for a report by the day on which it is followed up (S64).

    Of one who left before that, who answers for the matter sees to it: another is reported to.
    """
    report = said.fact
    signed = _first(file.said, lambda f: _is(f, events.ReportAcknowledged, report=report.report))
    by = falls_to(file, report.to, until_met(report.follow_up, signed), last_day)
    passed_on = signed is None and by.person != report.to
    anew = _first(later, lambda f: _to_another(f, report.to)) if passed_on else None
    became = {} if anew is None else given_up(anew, report.follow_up, REPORTED_ANEW)
    return Term(
        duty=ACKNOWLEDGE,
        item=str(report.report),
        person=by.person,
        unit=by.unit,
        began=said,
        due=report.follow_up,
        **{"met": signed, **became},
    )


def _to_another(fact: object, superior: PersonId) -> bool:
    return isinstance(fact, events.ReportedUp) and fact.to != superior


def _task(said: Said, every: Sequence[Said]) -> Iterator[Term]:
    """A co-handler signs or objects in time, and replies by the day of the task (S76, S77)."""
    task, number = said.fact, said.fact.task
    ended = _first(every, lambda f: _is(f, events.CohandlingEnded, task=number))
    for duty, due, kinds in (
        (ANSWER_TASK, task.object_by, ANSWERED),
        (REPLY_TASK, task.due, SETTLED),
    ):
        yield Term(
            duty=duty,
            item=str(number),
            person=task.person,
            unit=None if task.person is not None else task.unit,
            asked=task.unit,
            began=said,
            due=due,
            met=_answered(every, kinds, number),
            released="" if ended is None else WITHDRAWN,
            released_by=ended,
        )


def _order(file: CaseFile, said: Said, last_day: LastDay, *, to_owner: bool) -> Term:
    """Who was ordered replies by the day of the order, or who has the matter after them (S72).

    What the owner was ordered goes with the matter.
    """
    order, kinds = said.fact, (events.SupervisionReplied, events.SupervisionClosed)
    met = _first(file.said, lambda f: isinstance(f, kinds) and f.order == order.order)
    on = until_met(order.due, met)
    as_holder = answerable_on(file, on, ever_there, last_day)
    by = as_holder if to_owner else falls_to(file, order.to, on, last_day)
    return Term(
        duty=SUPERVISED,
        item=str(order.order),
        person=by.person,
        unit=by.unit,
        began=said,
        due=order.due,
        met=met,
    )


def _handover(said: Said, later: Sequence[Said], number: int) -> Term:
    """Who is asked to take a matter over does, or objects in time (S38)."""
    asked = said.fact
    answers = (*TAKEN, events.HandoverWithdrawn)
    answer = _first(later, lambda f: isinstance(f, answers))
    withdrawn = answer is not None and isinstance(answer.fact, events.HandoverWithdrawn)
    return Term(
        duty=ANSWER_HANDOVER,
        item=str(number),
        person=asked.to,
        unit=None if asked.to is not None else asked.unit,
        asked=asked.unit,
        began=said,
        due=asked.object_by,
        met=None if withdrawn else answer,
        released=WITHDRAWN if withdrawn else "",
        released_by=answer if withdrawn else None,
    )


def _answered(later: Sequence[Said], kinds: tuple[type[Any], ...], task: int) -> Said | None:
    return _first(later, lambda fact: isinstance(fact, kinds) and fact.task == task)


def _first(said: Sequence[Said], wanted: Settles) -> Said | None:
    return next((one for one in said if wanted(one.fact)), None)


def _is(fact: Any, kind: type[Any], **which: int) -> bool:  # noqa: ANN401 - any fact
    return isinstance(fact, kind) and all(getattr(fact, k) == v for k, v in which.items())
