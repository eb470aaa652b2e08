"""How a matter ends, or is put off with a day to look at it again (S26–S29, S63, S65)."""

from datetime import date

from attrs import frozen

from minqing_core.diary import events
from minqing_core.diary.decisions import refusals
from minqing_core.diary.decisions.cohandling import require_answered
from minqing_core.diary.decisions.holding import require_unasked
from minqing_core.diary.decisions.links_refusals import DuplicateUnlinkedError
from minqing_core.diary.decisions.reporting import require_acknowledged
from minqing_core.diary.decisions.requirements import (
    OUTCOMES,
    require_hand,
    require_open,
    require_optional_text,
    require_text,
)
from minqing_core.diary.state import Case
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.standing import Standing


@frozen(kw_only=True)
class Conclusion:
    """How a matter is said to end; what the outcome does not need stays empty."""

    outcome: events.Outcome
    effect: Personal
    indicator: Personal | None = None
    cause: events.ObjectiveCause | None = None
    basis: Personal | None = None
    next_look: date | None = None


def conclude(
    case: Case, *, conclusion: Conclusion, by: Standing, today: date, latest_look: date
) -> list[events.Event]:
    """End a matter, or put it off (S26–S29, S34, S63–S65, S76).

    One that was merged was handled in the whole, and ends by itself all the same (S30).
    """
    require_hand(case, by)
    require_open(case, "办结")
    require_unasked(case)
    require_text("办理效果", conclusion.effect, "取得了什么效果（S27）")
    require_optional_text("依据", conclusion.basis)
    require_optional_text("可量指标", conclusion.indicator)
    _require_handled(case, conclusion)
    if conclusion.outcome is events.Outcome.TEMPORARILY_UNRESOLVABLE:
        return _defer(case, conclusion, today, latest_look)
    if conclusion.outcome is events.Outcome.UNRESOLVABLE:
        _explained_cause(case, conclusion)
    if events.Stage.RESULT not in case.answered:
        raise refusals.FeedbackOwedError
    _require_linked(case, conclusion)
    _require_settled(case, conclusion.outcome)
    return [
        events.CaseConcluded(
            outcome=conclusion.outcome,
            effect=conclusion.effect,
            indicator=conclusion.indicator,
            cause=conclusion.cause,
            basis=conclusion.basis,
        )
    ]


def _require_handled(case: Case, conclusion: Conclusion) -> None:
    if not case.steps and case.course.merged_into is None:
        raise refusals.HandlingOwedError
    if conclusion.outcome is not events.Outcome.RESOLVED:
        _basis(conclusion)
        return
    over = case.carried_out | case.dropped
    still_open = [str(number) for number in case.measures if number not in over]
    if still_open:
        raise refusals.MeasuresOpenError(measures="、".join(still_open))


def _require_linked(case: Case, conclusion: Conclusion) -> None:
    bound = case.course.duplicate_of or case.course.merged_into
    if conclusion.outcome is events.Outcome.DUPLICATE and bound is None:
        raise DuplicateUnlinkedError


def _require_settled(case: Case, outcome: events.Outcome) -> None:
    if outcome not in {events.Outcome.WITHDRAWN, events.Outcome.DUPLICATE}:
        require_answered(case)
    if outcome is events.Outcome.ESCALATED_UP:
        require_acknowledged(case)


def _basis(conclusion: Conclusion) -> Personal:
    wanted = f"为何按「{OUTCOMES[conclusion.outcome]}」处理（basis）"
    return require_text("依据", conclusion.basis, wanted)


def _explained_cause(case: Case, conclusion: Conclusion) -> events.ObjectiveCause:
    if conclusion.cause is None:
        raise refusals.CauseOwedError(outcome=f"「{OUTCOMES[conclusion.outcome]}」")
    if not case.explained:
        raise refusals.ExplanationOwedError(outcome=f"「{OUTCOMES[conclusion.outcome]}」")
    return conclusion.cause


def _defer(case: Case, conclusion: Conclusion, today: date, latest: date) -> list[events.Event]:
    cause, look = _explained_cause(case, conclusion), conclusion.next_look
    if look is None or not today < look <= latest:
        raise refusals.LookOwedError(today=today, latest=latest)
    return [
        events.SolutionDeferred(
            cause=cause, basis=_basis(conclusion), effect=conclusion.effect, next_look=look
        )
    ]
