"""Telling the citizen: feedback of opinion and result, and explanation (S28, S62–S65)."""

from minqing_core.diary import events
from minqing_core.diary.decisions import refusals
from minqing_core.diary.decisions.requirements import (
    require_hand,
    require_open,
    require_optional_text,
    require_text,
)
from minqing_core.diary.state import Case
from minqing_core.kernel.standing import Standing


def give_feedback(
    case: Case, *, feedback: events.FeedbackGiven, by: Standing
) -> list[events.Event]:
    """Put on record what the citizen was told, and what they said to it (S28, S62).

    Not idempotent: a citizen may be told twice; the request's key tells a repetition.
    """
    require_hand(case, by)
    require_text("反馈内容", feedback.text, "向群众说了什么")
    require_optional_text("反馈对象", feedback.told_to)
    require_optional_text("群众意见", feedback.response_text)
    return [feedback]


def excuse_feedback(
    case: Case, *, impossible: events.FeedbackImpossible, by: Standing
) -> list[events.Event]:
    """Put on record why the citizen cannot be told (S28, S63)."""
    require_hand(case, by)
    require_open(case, "记录无法反馈")
    require_text("无法反馈的情况", impossible.text, "怎样联系过、为何无法反馈")
    if impossible.hindrance is events.Hindrance.ANONYMOUS and not case.anonymous:
        raise refusals.NotAnonymousError
    return [] if impossible.stage in case.answered else [impossible]


def explain(
    case: Case, *, explanation: events.ExplanationGiven, by: Standing
) -> list[events.Event]:
    """Put on record what was explained to the citizen (S29, S65).

    Not idempotent: it may be explained again; the request's key tells a repetition.
    """
    require_hand(case, by)
    require_text("解释内容", explanation.text, "怎样向群众解释的")
    return [explanation]
