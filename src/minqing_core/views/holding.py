"""Who held a matter from when until when, and who was drawn in, read from what was said of it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import attrs

from minqing_core.diary import events
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.views.said import Said


class TaskState(StrEnum):
    """Where a co-handler's task stands (S76)."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    OBJECTED = "objected"
    REPLIED = "replied"
    ENDED = "ended"


class OrderState(StrEnum):
    """Where a supervision order stands (S72)."""

    OPEN = "open"
    REPLIED = "replied"
    CLOSED = "closed"


TAKEN = (events.HandoverAccepted, events.CaseAssigned)
ANSWERED = (*TAKEN, events.HandoverRefused, events.HandoverWithdrawn)


@attrs.frozen(kw_only=True)
class Holder:
    """Who answered for the matter, for which unit, from when until when, by which record (S25)."""

    person: PersonId
    unit: UnitId
    since: datetime
    until: datetime | None
    version: int


@attrs.frozen(kw_only=True)
class ReportLine:
    """A report upwards and what became of it (S64)."""

    report: int
    to: PersonId
    text: str
    follow_up: date
    acknowledged_on: date | None
    instruction: str | None


@attrs.frozen(kw_only=True)
class TaskLine:
    """A co-handler's task, the last answer to it and where it stands (S76)."""

    task: int
    unit: UnitId
    person: PersonId | None
    text: str
    due: date
    state: TaskState
    answer: str | None
    answered_on: date | None


@attrs.frozen(kw_only=True)
class OrderLine:
    """A supervision order, the last reply to it and where it stands (S72)."""

    order: int
    to: PersonId
    by: PersonId
    text: str
    ordered_on: date
    due: date
    listed: bool
    state: OrderState
    reply: str | None
    replied_on: date | None
    closed_on: date | None


@attrs.frozen(kw_only=True)
class HandLine:
    """That a matter changed hands, or that somebody would not take it or a task of it (S38).

    Of a ``handoff`` the first are those who gave it and the second those who took it; of a
    ``return`` and an ``objection`` the first are those who would not take what the second asked.
    """

    version: int
    kind: str
    from_unit: UnitId
    to_unit: UnitId
    from_person: PersonId
    to_person: PersonId
    on: date


TASK_STATES: dict[type[Any], TaskState] = {
    events.CohandlingAccepted: TaskState.ACCEPTED,
    events.CohandlingObjected: TaskState.OBJECTED,
    events.CohandlingReplied: TaskState.REPLIED,
    events.CohandlingEnded: TaskState.ENDED,
}


def holders(first: Holder, said: Sequence[Said]) -> tuple[Holder, ...]:
    """Return who held the matter one after the other, without a gap (S25).

    Whom it is assigned to although they hold it already goes on holding it.
    """
    found = [first]
    for line in said:
        if isinstance(line.fact, TAKEN) and _passes(found[-1], line.fact):
            found[-1] = attrs.evolve(found[-1], until=line.at)
            fact, since = line.fact, line.at
            found.append(
                Holder(
                    person=fact.owner,
                    unit=fact.unit,
                    since=since,
                    until=None,
                    version=line.version,
                )
            )
    return tuple(found)


def returns(said: Iterable[Said]) -> int:
    """Count how often somebody objected to taking the matter, or a task of it, over (S38)."""
    kinds = (events.HandoverRefused, events.CohandlingObjected)
    return sum(isinstance(line.fact, kinds) for line in said)


def changes(held: Sequence[Holder], said: Sequence[Said]) -> Iterator[HandLine]:
    """Yield each hand-off by who gave, and each return by who would not take it (S38)."""
    still, asked, tasks = [*held], None, dict[int, UnitId]()
    for line in said:
        fact, mine = line.fact, (still[0].unit, still[0].person)
        if isinstance(fact, events.HandoverAsked):
            asked = fact.unit
        elif isinstance(fact, events.CohandlingAsked):
            tasks[fact.task] = fact.unit
        elif isinstance(fact, TAKEN) and _passes(still[0], fact):
            still = still[1:]
            yield _hand("handoff", line, mine, (still[0].unit, still[0].person))
        elif isinstance(fact, events.HandoverRefused) and asked is not None:
            yield _hand("return", line, (asked, line.by), mine)
        elif isinstance(fact, events.CohandlingObjected) and fact.task in tasks:
            yield _hand("objection", line, (tasks[fact.task], line.by), mine)


def awaited(said: Sequence[Said]) -> events.HandoverAsked | None:
    """Return the hand-over that nobody has answered yet (S38)."""
    asked = [
        line.fact for line in said if isinstance(line.fact, (events.HandoverAsked, *ANSWERED))
    ]
    return asked[-1] if asked and isinstance(asked[-1], events.HandoverAsked) else None


def reports(said: Sequence[Said]) -> Iterator[ReportLine]:
    """Yield the reports upwards (S64)."""
    signed = {s.fact.report: s for s in said if isinstance(s.fact, events.ReportAcknowledged)}
    for line in said:
        if isinstance(line.fact, events.ReportedUp):
            answer = signed.get(line.fact.report)
            yield ReportLine(
                report=line.fact.report,
                to=line.fact.to,
                text=line.fact.text.text,
                follow_up=line.fact.follow_up,
                acknowledged_on=_on(answer),
                instruction=None if answer is None else _text(answer.fact.instruction),
            )


def tasks(said: Sequence[Said]) -> Iterator[TaskLine]:
    """Yield the co-handlers' tasks (S76)."""
    answers = {s.fact.task: s for s in _as_recorded(said) if type(s.fact) in TASK_STATES}
    for line in said:
        if isinstance(line.fact, events.CohandlingAsked):
            answer = answers.get(line.fact.task)
            words = None if answer is None else vars_of(answer.fact)
            yield TaskLine(
                task=line.fact.task,
                unit=line.fact.unit,
                person=line.fact.person,
                text=line.fact.text.text,
                due=line.fact.due,
                state=TaskState.ASKED if answer is None else TASK_STATES[type(answer.fact)],
                answer=_text(words),
                answered_on=_on(answer),
            )


def orders(said: Sequence[Said]) -> Iterator[OrderLine]:
    """Yield the supervision orders (S72)."""
    told = _as_recorded(said)
    replies = {s.fact.order: s for s in told if isinstance(s.fact, events.SupervisionReplied)}
    closed = {s.fact.order: s for s in said if isinstance(s.fact, events.SupervisionClosed)}
    for line in said:
        if isinstance(line.fact, events.SupervisionOrdered):
            number = line.fact.order
            reply = replies.get(number)
            state = OrderState.OPEN if reply is None else OrderState.REPLIED
            yield OrderLine(
                order=number,
                to=line.fact.to,
                by=line.by,
                text=line.fact.text.text,
                ordered_on=civil_date(line.at),
                due=line.fact.due,
                listed=line.fact.listed,
                state=OrderState.CLOSED if number in closed else state,
                reply=None if reply is None else reply.fact.text.text,
                replied_on=_on(reply),
                closed_on=_on(closed.get(number)),
            )


def drawn_in(said: Iterable[Said]) -> Iterator[PersonId]:
    """Yield the people who were asked, told, reminded or ordered."""
    for line in said:
        match line.fact:
            case (
                events.HandoverAsked(to=person)
                | events.ReportedUp(to=person)
                | events.ReminderSent(to=person)
                | events.SupervisionOrdered(to=person)
                | events.CohandlingAsked(person=person)
            ):
                yield from () if person is None else (person,)
            case events.LeadersTold(leaders=leaders):
                yield from leaders
            case _:
                pass


def everybody(said: Sequence[Said]) -> frozenset[str]:
    """Return the people and units who were drawn in, as they are named on a page."""
    return frozenset([*drawn_in(said), *units_drawn_in(said)])


def units_drawn_in(said: Iterable[Said]) -> Iterator[UnitId]:
    """Yield the units that were asked to take the matter, or a task of it, over."""
    for line in said:
        if isinstance(line.fact, events.HandoverAsked | events.CohandlingAsked):
            yield line.fact.unit


def _hand(
    kind: str, line: Said, one: tuple[UnitId, PersonId], other: tuple[UnitId, PersonId]
) -> HandLine:
    return HandLine(
        version=line.version,
        kind=kind,
        from_unit=one[0],
        to_unit=other[0],
        from_person=one[1],
        to_person=other[1],
        on=civil_date(line.at),
    )


def vars_of(answer: Any) -> Any:  # noqa: ANN401 - the words of any answer to a task
    """Return the words of an answer to a task: what was done, or why not."""
    return getattr(answer, "text", getattr(answer, "reason", None))


def _passes(holder: Holder, taken: events.HandoverAccepted | events.CaseAssigned) -> bool:
    return (holder.person, holder.unit) != (taken.owner, taken.unit)


def _as_recorded(said: Iterable[Said]) -> list[Said]:
    return sorted(said, key=lambda line: line.version)


def _text(words: object) -> str | None:
    return None if words is None else str(words)


def _on(line: Said | None) -> date | None:
    return None if line is None else civil_date(line.at)
