"""One valid request of each kind about who holds a matter, and who is drawn in."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from tools.states.diary import BY, LATER, LATEST, TODAY, UNIT, WORDS
from tools.states.diary import DIAGRAM as MATTER
from tools.states.exploring import Command, Diagram

from minqing_core.diary import events
from minqing_core.diary.decisions import answering, cohandling, holding, reporting, supervising
from minqing_core.diary.decisions.cohandling import Assistance
from minqing_core.diary.decisions.holding import Handover
from minqing_core.diary.decisions.reporting import Report
from minqing_core.diary.decisions.supervising import Ordering
from minqing_core.diary.state import INITIAL, Case, evolve
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.standing import Standing

OTHER, THERE = PersonId("0006"), UnitId("anyang")
RECEIVER = Standing(person=OTHER, units=frozenset({THERE}), posts=("village-secretary",))
LEADER = Standing(person=PersonId("0007"), leads=frozenset({UNIT, THERE}))
HANDOVER = Handover(to=OTHER, unit=THERE, reason=WORDS)
ASSISTANCE = Assistance(unit=UnitId("urban"), text=WORDS, due=LATER)
HELPER = Standing(person=PersonId("0008"), units=frozenset({UnitId("urban")}))
REPORT = Report(to=LEADER.person, text=WORDS, follow_up=LATER)
ORDERING = Ordering(to=LEADER.person, text=WORDS, due=LATER)
SUPERVISOR = Standing(person=PersonId("000001"), coordinates=True)


def _owner(case: Case) -> Standing:
    return RECEIVER if case.owner == OTHER else BY


def command(name: str, decide: Callable[..., Sequence[Any]], **asked: Any) -> Command:  # noqa: ANN401
    """Return one request, whose values may depend on the matter."""

    def tried(case: Case) -> Sequence[Any]:
        given = {key: value(case) if callable(value) else value for key, value in asked.items()}
        return decide(case, **given)

    return Command(name, tried)


def _explain(case: Case) -> Sequence[events.Event]:
    explanation = events.ExplanationGiven(means=events.Means.VISIT, text=WORDS)
    return answering.explain(case, explanation=explanation, by=_owner(case))


def _node(case: Case, history: Sequence[events.Event]) -> str:
    if not history:
        return "尚未记录"
    who = "接手人负责" if case.owner == OTHER else "原承办人负责"
    return f"{who}，{'待接手' if case.holding.asked else '无移交'}"


def _facts(case: Case) -> Hashable:
    held = case.holding
    return (
        case.explained,
        tuple((task.accepted, task.settled) for task in [*held.tasks.values()][:1]),
        bool(held.reports),
        bool(held.acknowledged),
        tuple((order.replied, order.closed) for order in [*held.orders.values()][:1]),
    )


DIAGRAM = Diagram(
    context="diary-hands",
    of="who holds a matter",
    about="Drawn is who answers for the matter and whether somebody was asked to take it over;"
    " whoever acts is the one whose part it is.",
    initial=INITIAL,
    evolve=evolve,
    node=_node,
    facts=_facts,
    opening=MATTER.opening,
    commands=(
        command(
            "handover",
            holding.ask_handover,
            handover=HANDOVER,
            by=_owner,
            receiver=RECEIVER,
            object_by=LATER,
        ),
        command("accept", holding.accept_handover, by=RECEIVER),
        command(
            "decline",
            holding.refuse_handover,
            refused=events.HandoverRefused(reason=WORDS),
            by=RECEIVER,
            today=TODAY,
        ),
        command(
            "recall",
            holding.withdraw_handover,
            withdrawn=events.HandoverWithdrawn(reason=WORDS),
            by=_owner,
        ),
        command(
            "assign",
            holding.assign,
            assigned=events.CaseAssigned(owner=BY.person, unit=UNIT, reason=WORDS),
            by=LEADER,
            receiver=BY,
        ),
        Command("explain", _explain),
        command(
            "escalate",
            reporting.report_up,
            report=REPORT,
            by=_owner,
            author=lambda case: _owner(case).person,
            superior=LEADER,
            today=TODAY,
            latest=LATEST,
        ),
        command(
            "acknowledge",
            reporting.acknowledge,
            acknowledged=events.ReportAcknowledged(report=1),
            by=LEADER,
        ),
        command(
            "assist",
            cohandling.ask_assistance,
            assistance=ASSISTANCE,
            by=_owner,
            helper=None,
            today=TODAY,
            object_by=LATER,
        ),
        command(
            "assist-accept",
            cohandling.accept_task,
            accepted=events.CohandlingAccepted(task=1),
            by=HELPER,
        ),
        command(
            "assist-reply",
            cohandling.reply_to_task,
            replied=events.CohandlingReplied(task=1, text=WORDS),
            by=HELPER,
        ),
        command(
            "supervise",
            supervising.order,
            ordering=ORDERING,
            by=SUPERVISOR,
            addressee=LEADER,
            today=TODAY,
        ),
        command(
            "supervise-reply",
            supervising.reply_to_order,
            replied=events.SupervisionReplied(order=1, text=WORDS),
            by=LEADER,
        ),
        command(
            "supervise-close",
            supervising.close_order,
            closed=events.SupervisionClosed(order=1, text=WORDS),
            by=SUPERVISOR,
        ),
    ),
)
