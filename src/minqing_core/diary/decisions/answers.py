"""What is put on record is not dated before what it answers or rests on (S34, S35)."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from attrs import frozen

from minqing_core.diary import events
from minqing_core.diary.decisions.after_refusals import BeforeAnsweredError

TAKEN = (events.HandoverAccepted, events.CaseAssigned)
TOLD = (events.FeedbackGiven, events.FeedbackImpossible)


@frozen(kw_only=True)
class Dated:
    """Something on record in a matter, and the day on which it happened."""

    event: events.Event
    on: date


def require_afterwards(
    recorded: Sequence[Any], history: Sequence[Dated], *, occurred_at: datetime, on: date
) -> None:
    """Refuse to date something before the day of what it answers or rests on (S34, S35)."""
    for event in recorded:
        for what, found in _grounds(event, history):
            if on < found:
                raise BeforeAnsweredError(occurred_at=occurred_at, what=what, on=found)


def _grounds(event: Any, history: Sequence[Dated]) -> Iterator[tuple[str, date]]:  # noqa: ANN401
    match event:
        case (
            events.CohandlingAccepted(task=task)
            | events.CohandlingObjected(task=task)
            | events.CohandlingReplied(task=task)
        ):
            yield from _last("请求协办", history, events.CohandlingAsked, task=task)
        case events.ReportAcknowledged(report=report):
            yield from _last("汇报", history, events.ReportedUp, report=report)
        case events.SupervisionReplied(order=order) | events.SupervisionClosed(order=order):
            yield from _last("督办", history, events.SupervisionOrdered, order=order)
        case events.Revisited() | events.OutcomeDisputed():
            yield from _last("办结", history, events.CaseConcluded)
        case events.SolutionDeferred():
            yield from _last("接手", history, *TAKEN)
            yield from _first("解释", _this_round(history), events.ExplanationGiven)
        case events.CaseConcluded(outcome=outcome):
            yield from _last("接手", history, *TAKEN)
            yield from _behind(outcome, history)
        case _:
            pass


def _behind(outcome: events.Outcome, history: Sequence[Dated]) -> Iterator[tuple[str, date]]:
    """Yield what an end of this kind rests on: what was told, signed for or carried out."""
    current = _this_round(history)
    results = [d for d in current if getattr(d.event, "stage", None) is events.Stage.RESULT]
    yield from _first("反馈办理结果", results, *TOLD)
    if outcome is events.Outcome.UNRESOLVABLE:
        yield from _first("解释", current, events.ExplanationGiven)
    if outcome is events.Outcome.ESCALATED_UP:
        yield from _first("签收汇报", current, events.ReportAcknowledged)
    if outcome is events.Outcome.RESOLVED:
        carried_out = sorted(history, key=lambda dated: dated.on)
        yield from _last("落实措施", carried_out, events.MeasureCarriedOut)


def _this_round(history: Sequence[Dated]) -> Sequence[Dated]:
    reopened = [n for n, d in enumerate(history) if isinstance(d.event, events.CaseReopened)]
    return history[reopened[-1] :] if reopened else history


def _first(what: str, history: Sequence[Dated], *kinds: type) -> Iterator[tuple[str, date]]:
    days = [dated.on for dated in history if isinstance(dated.event, kinds)]
    if days:
        yield what, min(days)


def _last(
    what: str, history: Sequence[Dated], *kinds: type, **number: int
) -> Iterator[tuple[str, date]]:
    found = [
        dated.on
        for dated in history
        if isinstance(dated.event, kinds)
        and all(getattr(dated.event, name) == value for name, value in number.items())
    ]
    yield from ((what, day) for day in found[-1:])
