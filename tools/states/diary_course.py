"""One valid request of each kind about the course of a matter beyond the straight line."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from tools.states.diary import BY, CONCLUSIONS, LATER, LATEST, STEPS, TODAY, WORDS
from tools.states.diary import DIAGRAM as MATTER
from tools.states.diary_hands import LEADER, SUPERVISOR, command
from tools.states.exploring import Command, Diagram

from minqing_core.diary import events
from minqing_core.diary.decisions import after, answering, clock, concluding, handling, links
from minqing_core.diary.decisions.links import Other
from minqing_core.diary.state import INITIAL, Case, evolve, fold
from minqing_core.kernel.ids import CaseId
from minqing_core.views.labels import label

NUMBER, WHOLE = CaseId("2024-000001"), CaseId("2024-000002")
MEANS = events.Means.VISIT
TOLD = events.FeedbackGiven(stage=events.Stage.RESULT, means=MEANS, text=WORDS)
RESOLVED, *_, DEFERRED = CONCLUSIONS
CONCLUDING = {"by": BY, "today": TODAY, "latest_look": LATEST}
PARKED = events.ClockParked(reason=WORDS, cause=events.ObjectiveCause.FUNDS, until=LATER)


def _bond(name: str, decide: Callable[..., Any], **asked: Any) -> Command:  # noqa: ANN401
    def ours(case: Case, **given: Any) -> Sequence[Any]:  # noqa: ANN401
        own: Sequence[Any] = decide(case, number=NUMBER, by=BY, **given)[0]
        return own

    return command(name, ours, **asked)


def _other(_: Case) -> Other:
    assert MATTER.opening is not None  # noqa: S101 - a matter is recorded first
    return Other(number=WHOLE, case=fold(MATTER.opening.decide(INITIAL)))


def _node(case: Case, history: Sequence[events.Event]) -> str:
    if not history:
        return "尚未记录"
    if case.concluded is not None:
        return "办结"
    if case.course.merged_into is not None:
        return "并入他事"
    if case.course.parked is not None:
        return label("status", "parked")
    return label("status", "handling" if case.course.put_off is None else "deferred")


def _facts(case: Case) -> Hashable:
    return (
        bool(case.steps),
        case.answered,
        case.explained,
        case.course.round > 1,
        case.course.duplicate_of,
        case.course.put_off,
        case.course.parked,
        case.course.merged_into,
        case.concluded,
    )


DIAGRAM = Diagram(
    context="diary-course",
    of="the course of a matter",
    about="Drawn is where a matter stands when its clock is stopped, when it is put off, bound to"
    " another, or taken up again; whoever acts is the one whose part it is.",
    initial=INITIAL,
    evolve=evolve,
    node=_node,
    facts=_facts,
    opening=MATTER.opening,
    commands=(
        command("step cause", handling.take, step=STEPS[0], by=BY, today=TODAY),
        command("feedback result", answering.give_feedback, feedback=TOLD, by=BY),
        command(
            "explain",
            answering.explain,
            explanation=events.ExplanationGiven(means=MEANS, text=WORDS),
            by=BY,
        ),
        command("conclude resolved", concluding.conclude, conclusion=RESOLVED, **CONCLUDING),
        command("conclude put off", concluding.conclude, conclusion=DEFERRED, **CONCLUDING),
        command("park", clock.park, parked=PARKED, by=BY, today=TODAY, latest=LATEST),
        command("resume", clock.resume, resumed=events.ClockResumed(reason=WORDS), by=BY),
        command(
            "look",
            after.look_again,
            look=events.LookedAgain(text=WORDS, next_look=LATEST),
            by=BY,
            today=TODAY,
            latest_look=LATEST,
        ),
        command(
            "revisit",
            after.revisit,
            revisit=events.Revisited(
                means=MEANS, response=events.Response.NONE, as_told=True, text=WORDS
            ),
            by=SUPERVISOR,
            handlers=frozenset(),
        ),
        command(
            "dispute",
            after.dispute,
            dispute=events.OutcomeDisputed(text=WORDS, means=MEANS),
            by=SUPERVISOR,
        ),
        command("reopen", after.reopen, reopened=events.CaseReopened(reason=WORDS), by=LEADER),
        _bond(
            "link",
            links.link,
            linked=events.LinkedAsDuplicate(of=WHOLE, reason=WORDS),
            other=_other,
        ),
        _bond("unlink", links.unlink, unlinked=events.DuplicateUnlinked(of=WHOLE, reason=WORDS)),
        _bond(
            "merge", links.merge, merged=events.MergedInto(whole=WHOLE, reason=WORDS), other=_other
        ),
        _bond("unmerge", links.unmerge, undone=events.MergeUndone(whole=WHOLE, reason=WORDS)),
    ),
)
