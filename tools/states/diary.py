"""One valid request of each kind that may be made of a matter."""

from collections.abc import Hashable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from tools.states.exploring import Command, Diagram

from minqing_core.diary import events
from minqing_core.diary.decisions import answering, concluding, handling, recording
from minqing_core.diary.decisions.concluding import Conclusion
from minqing_core.diary.decisions.handling import Step, StepKind
from minqing_core.diary.decisions.recording import Amendment
from minqing_core.diary.state import INITIAL, Case, evolve
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import CaseId, PersonId, StreamId, UnitId
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.standing import Standing
from minqing_core.views import cases
from minqing_core.views.labels import label

NOW = datetime(2024, 3, 1, 1, 0, tzinfo=UTC)
TODAY, LATER, LATEST = date(2024, 3, 1), date(2024, 4, 1), date(2024, 6, 1)
OWNER, UNIT = PersonId("0002"), UnitId("dafeng")
BY = Standing(person=OWNER, units=frozenset({UNIT}), posts=("village-secretary",))
WORDS = Personal("写明的内容")
PETITIONER = events.Petitioner(kind=events.PetitionerKind.NAMED, name=Personal("李大娘"))
MATTER = events.Matter(
    kind=events.MatterKind.PROBLEM,
    channel=events.Channel.VISIT,
    category="HOT_DIFFICULT.ROADS",
    title=WORDS,
    text=WORDS,
    petitioners=(PETITIONER,),
    learned_at=NOW,
)
STEPS = (
    Step(kind=StepKind.CAUSE, text=WORDS),
    Step(kind=StepKind.MEASURE, text=WORDS, owner=OWNER, due=LATER),
    Step(kind=StepKind.CARRIED_OUT, text=WORDS, measure=1),
    Step(kind=StepKind.LEADER, leader=OWNER),
)
CONCLUSIONS = (
    Conclusion(outcome=events.Outcome.RESOLVED, effect=WORDS),
    Conclusion(outcome=events.Outcome.WITHDRAWN, effect=WORDS, basis=WORDS),
    Conclusion(
        outcome=events.Outcome.UNRESOLVABLE,
        effect=WORDS,
        basis=WORDS,
        cause=events.ObjectiveCause.PLANNING,
    ),
    Conclusion(
        outcome=events.Outcome.TEMPORARILY_UNRESOLVABLE,
        effect=WORDS,
        basis=WORDS,
        cause=events.ObjectiveCause.FUNDS,
        next_look=LATER,
    ),
)


def _record(_: Case) -> Sequence[events.Event]:
    return recording.record(MATTER, by=BY, owner=OWNER, unit=UNIT, attested=True, at=NOW)


def _step(step: Step) -> Command:
    def decide(case: Case) -> Sequence[events.Event]:
        return handling.take(case, step=step, by=BY, today=TODAY)

    return Command(f"step {step.kind}", decide)


def _feedback(stage: events.Stage) -> Command:
    feedback = events.FeedbackGiven(stage=stage, means=events.Means.VISIT, text=WORDS)

    def decide(case: Case) -> Sequence[events.Event]:
        return answering.give_feedback(case, feedback=feedback, by=BY)

    return Command(f"feedback {stage}", decide)


def _excuse(case: Case) -> Sequence[events.Event]:
    impossible = events.FeedbackImpossible(
        stage=events.Stage.RESULT, hindrance=events.Hindrance.UNREACHABLE, text=WORDS
    )
    return answering.excuse_feedback(case, impossible=impossible, by=BY)


def _explain(case: Case) -> Sequence[events.Event]:
    explanation = events.ExplanationGiven(means=events.Means.VISIT, text=WORDS)
    return answering.explain(case, explanation=explanation, by=BY)


def _conclude(conclusion: Conclusion) -> Command:
    def decide(case: Case) -> Sequence[events.Event]:
        return concluding.conclude(
            case, conclusion=conclusion, by=BY, today=TODAY, latest_look=LATEST
        )

    return Command(f"conclude {conclusion.outcome}", decide)


def _amend(case: Case) -> Sequence[events.Event]:
    amendment = Amendment(field="title", value=Personal("更正后的标题"), reason=WORDS)
    return recording.amend(case, amendment=amendment, by=BY, at=NOW)


def _node(case: Case, history: Sequence[events.Event]) -> str:
    if not history:
        return "尚未记录"
    told: list[Envelope[Any]] = [
        Envelope(
            position=number,
            stream=StreamId("case/2024-000001"),
            version=number,
            recorded_at=NOW,
            occurred_at=NOW,
            actor=OWNER,
            event=event,
        )
        for number, event in enumerate(history, start=1)
    ]
    status = label("status", cases.fold(CaseId("2024-000001"), told).status)
    answered = events.Stage.RESULT in case.answered
    return f"{status}，{'已答复' if answered else '未答复'}"


def _facts(case: Case) -> Hashable:
    return (
        bool(case.steps),
        bool(case.measures),
        case.carried_out == frozenset(case.measures),
        case.leader,
        case.answered,
        case.explained,
        case.concluded is not None,
    )


DIAGRAM = Diagram(
    context="diary",
    of="a matter",
    about="Drawn is where a matter stands and whether the citizen was told the result, or why not;"
    " whoever acts is its owner.",
    initial=INITIAL,
    evolve=evolve,
    node=_node,
    facts=_facts,
    opening=Command("record", _record),
    commands=(
        *map(_step, STEPS),
        *map(_feedback, events.Stage),
        Command("excuse result", _excuse),
        Command("explain", _explain),
        *map(_conclude, CONCLUSIONS),
        Command("amend", _amend),
    ),
)
