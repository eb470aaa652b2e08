"""As much of who holds a matter, and who is drawn in, as its rules need."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeAlias, assert_never

import attrs

from minqing_core.diary import events
from minqing_core.kernel.ids import PersonId, UnitId

Changes: TypeAlias = dict[str, Any]


@attrs.frozen(kw_only=True)
class Asked:
    """Who is asked to take the matter over: a person of a unit, or anybody of it."""

    to: PersonId | None
    unit: UnitId
    object_by: date


@attrs.frozen(kw_only=True)
class Task:
    """A co-handler's task; ``settled`` once it was replied to, objected to or ended."""

    unit: UnitId
    person: PersonId | None
    object_by: date
    accepted: bool = False
    settled: bool = False


@attrs.frozen(kw_only=True)
class Order:
    """A supervision order: to whom, whether it was replied to, and whether it was closed.

    ``of_owner`` says that it was given to who answered for the matter: it passes on with it.
    """

    to: PersonId
    of_owner: bool = False
    replied: bool = False
    closed: bool = False


@attrs.frozen(kw_only=True)
class Holding:
    """A pending hand-over, the reports and those signed for, who was told, tasks and orders.

    ``earlier`` are the reports that were made before the matter was last reopened.
    """

    asked: Asked | None = None
    reports: Mapping[int, PersonId] = attrs.field(factory=dict)
    acknowledged: frozenset[int] = frozenset()
    earlier: frozenset[int] = frozenset()
    told: frozenset[PersonId] = frozenset()
    tasks: Mapping[int, Task] = attrs.field(factory=dict)
    orders: Mapping[int, Order] = attrs.field(factory=dict)


NO_HOLDING = Holding()
Handover: TypeAlias = (
    events.HandoverAsked
    | events.HandoverAccepted
    | events.HandoverRefused
    | events.HandoverWithdrawn
    | events.CaseAssigned
)
Reporting: TypeAlias = events.ReportedUp | events.ReportAcknowledged | events.LeadersTold
Cohandling: TypeAlias = (
    events.CohandlingAsked
    | events.CohandlingAccepted
    | events.CohandlingObjected
    | events.CohandlingReplied
    | events.CohandlingEnded
)
Supervision: TypeAlias = (
    events.SupervisionOrdered | events.SupervisionReplied | events.SupervisionClosed
)


def hold(holding: Holding, event: events.HoldingEvent, owner: PersonId | None) -> Holding:
    """Return who holds and who is drawn in after an event; total, and never refuses.

    ``owner`` is who answered for the matter until then.
    """
    if isinstance(event, Handover):
        return attrs.evolve(holding, asked=_asked(event))
    if isinstance(event, Reporting):
        return attrs.evolve(holding, **_reported(holding, event))
    if isinstance(event, Cohandling):
        return attrs.evolve(holding, tasks=_tasks(holding, event))
    if isinstance(event, Supervision):
        return attrs.evolve(holding, orders=_orders(holding, event, owner))
    return holding


def _asked(event: Handover) -> Asked | None:
    if not isinstance(event, events.HandoverAsked):
        return None
    return Asked(to=event.to, unit=event.unit, object_by=event.object_by)


def _reported(holding: Holding, event: Reporting) -> Changes:
    match event:
        case events.ReportedUp(report=report, to=to):
            return {"reports": {**holding.reports, report: to}}
        case events.ReportAcknowledged(report=report):
            return {"acknowledged": holding.acknowledged | {report}}
        case events.LeadersTold(leaders=leaders):
            return {"told": holding.told.union(leaders)}
        case _:
            assert_never(event)


def _tasks(holding: Holding, event: Cohandling) -> Mapping[int, Task]:
    if isinstance(event, events.CohandlingAsked):
        task = Task(unit=event.unit, person=event.person, object_by=event.object_by)
        return {**holding.tasks, event.task: task}
    if event.task not in holding.tasks:
        return holding.tasks
    accepted = isinstance(event, events.CohandlingAccepted)
    changed: Changes = {"accepted": True} if accepted else {"settled": True}
    return {**holding.tasks, event.task: attrs.evolve(holding.tasks[event.task], **changed)}


def _orders(holding: Holding, event: Supervision, owner: PersonId | None) -> Mapping[int, Order]:
    if isinstance(event, events.SupervisionOrdered):
        given = Order(to=event.to, of_owner=event.to == owner)
        return {**holding.orders, event.order: given}
    if event.order not in holding.orders:
        return holding.orders
    replied = isinstance(event, events.SupervisionReplied)
    changed: Changes = {"replied": True} if replied else {"closed": True}
    return {**holding.orders, event.order: attrs.evolve(holding.orders[event.order], **changed)}
