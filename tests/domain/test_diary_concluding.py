"""No matter ends unhandled, unanswered or without effect; what cannot be solved is explained."""

from datetime import date

import attrs
import pytest
from tests.matters import (
    CAUSE,
    DONE,
    ENDED,
    EXPLAINED,
    LINKED,
    MEASURE,
    SECRETARY,
    STRANGER,
    TODAY,
    TOLD,
    case,
    refusal,
)

from minqing_core.diary import events
from minqing_core.diary.decisions.concluding import Conclusion, conclude
from minqing_core.diary.decisions.requirements import OUTCOMES
from minqing_core.kernel.personal import Personal
from minqing_core.views import labels

LATEST = date(2024, 5, 30)
ASKED = {"by": SECRETARY, "today": TODAY, "latest_look": LATEST}
EFFECT, BASIS = Personal("亮了"), Personal("有文件")
FUNDS = events.ObjectiveCause.FUNDS
RESOLVED = Conclusion(outcome=events.Outcome.RESOLVED, effect=EFFECT)
OTHERWISE = {
    "basis": BASIS,
    "cause": FUNDS,
    "effect": EFFECT,
}
UNRESOLVABLE = Conclusion(outcome=events.Outcome.UNRESOLVABLE, **OTHERWISE)
DEFERRED = Conclusion(
    outcome=events.Outcome.TEMPORARILY_UNRESOLVABLE, next_look=LATEST, **OTHERWISE
)
REPORTED = (
    events.ReportedUp(report=1, to="0007", text=Personal("须上级定"), follow_up=LATEST),
    events.ReportAcknowledged(report=1),
)
PLAIN = [
    events.Outcome.ESCALATED_UP,
    events.Outcome.TRANSFERRED,
    events.Outcome.WITHDRAWN,
    events.Outcome.DUPLICATE,
    events.Outcome.NOT_SUPPORTED,
]


@pytest.mark.clause("S26", "S27")
def test_a_matter_that_was_handled_and_answered_is_resolved_with_its_effect() -> None:
    measured = attrs.evolve(RESOLVED, indicator=Personal("12 盏"))
    assert conclude(case(CAUSE, TOLD), conclusion=measured, **ASKED) == [
        attrs.evolve(ENDED, indicator=Personal("12 盏"))
    ]
    assert conclude(case(MEASURE, DONE, TOLD), conclusion=RESOLVED, **ASKED) == [ENDED]


@pytest.mark.clause("S26")
@pytest.mark.parametrize("outcome", PLAIN)
def test_every_other_outcome_needs_its_basis(outcome) -> None:
    ending = Conclusion(outcome=outcome, effect=EFFECT, basis=BASIS)
    assert conclude(case(MEASURE, LINKED, *REPORTED, TOLD), conclusion=ending, **ASKED) == [
        events.CaseConcluded(
            outcome=outcome, effect=EFFECT, indicator=None, cause=None, basis=BASIS
        )
    ]
    assert refusal(
        conclude, case(CAUSE, TOLD), conclusion=attrs.evolve(ending, basis=None), **ASKED
    ) == (f"invalid blank: 依据不能为空，请写明为何按「{OUTCOMES[outcome]}」处理（basis）")


@pytest.mark.clause("S26", "S30")
def test_nothing_ends_as_a_duplicate_of_it_is_not_said_what() -> None:
    ending = Conclusion(outcome=events.Outcome.DUPLICATE, effect=EFFECT, basis=BASIS)
    assert refusal(conclude, case(CAUSE, TOLD), conclusion=ending, **ASKED) == (
        "conflict duplicate-unlinked: 以「重复反映」办结前，"
        "须先写明与哪一件事重复（case link）或并入哪一件事（case merge）"
    )
    merged = events.MergedInto(whole="2024-000009", reason=BASIS)
    assert len(conclude(case(merged, TOLD), conclusion=ending, **ASKED)) == 1


@pytest.mark.clause("S27")
@pytest.mark.parametrize("outcome", events.Outcome)
def test_nothing_ends_with_its_effect_blank(outcome) -> None:
    blank = Conclusion(outcome=outcome, effect=Personal(" "), basis=BASIS, cause=FUNDS)
    assert refusal(conclude, case(CAUSE, EXPLAINED, TOLD), conclusion=blank, **ASKED) == (
        "invalid blank: 办理效果不能为空，请写明取得了什么效果（S27）"
    )


@pytest.mark.clause("S62", "S63")
@pytest.mark.parametrize("outcome", sorted({*events.Outcome} - {DEFERRED.outcome}))
def test_nothing_ends_before_the_citizen_was_told_the_result(outcome) -> None:
    ending = Conclusion(outcome=outcome, **OTHERWISE)
    opinion = attrs.evolve(TOLD, stage=events.Stage.OPINION)
    assert refusal(conclude, case(CAUSE, EXPLAINED, opinion), conclusion=ending, **ASKED) == (
        "conflict feedback-owed: 尚未向群众反馈办理结果，也未记录无法反馈的原因，"
        "不能办结；请先反馈（case feedback）"
    )
    impossible = events.FeedbackImpossible(
        stage=events.Stage.RESULT, hindrance=events.Hindrance.DECLINED, text=Personal("谢绝")
    )
    (ended,) = conclude(
        case(CAUSE, LINKED, EXPLAINED, *REPORTED, impossible), conclusion=ending, **ASKED
    )
    assert isinstance(ended, events.CaseConcluded)


@pytest.mark.clause("S25", "S34")
@pytest.mark.parametrize("outcome", events.Outcome)
def test_nothing_ends_unhandled(outcome) -> None:
    ending = Conclusion(outcome=outcome, **OTHERWISE)
    assert refusal(conclude, case(EXPLAINED, TOLD), conclusion=ending, **ASKED) == (
        "conflict handling-owed: 尚未记录任何办理过程，不能办结；"
        "请先记录原因、研究或措施（case step）"
    )


@pytest.mark.clause("S34")
def test_nothing_is_resolved_while_a_measure_is_open() -> None:
    second = attrs.evolve(MEASURE, measure=2)
    third = attrs.evolve(MEASURE, measure=3)
    assert (
        refusal(conclude, case(MEASURE, second, third, DONE, TOLD), conclusion=RESOLVED, **ASKED)
        == "conflict measures-open: 第 2、3 项措施尚未落实，不能以「已解决」办结"
    )


@pytest.mark.clause("S29", "S65")
@pytest.mark.parametrize("ending", [UNRESOLVABLE, DEFERRED], ids=["never", "not yet"])
def test_what_cannot_be_solved_needs_its_cause_and_an_explanation(ending) -> None:
    said = OUTCOMES[ending.outcome]
    assert (
        refusal(
            conclude,
            case(CAUSE, EXPLAINED, TOLD),
            conclusion=attrs.evolve(ending, cause=None),
            **ASKED,
        )
        == f"invalid cause-owed: 办理结果为「{said}」时，须写明客观原因（cause）"
    )
    assert refusal(conclude, case(CAUSE, TOLD), conclusion=ending, **ASKED) == (
        f"conflict explanation-owed: 办理结果为「{said}」时，"
        "须先向群众做好说服解释工作（case explain）"
    )


@pytest.mark.clause("S65")
def test_what_can_never_be_solved_ends_with_its_cause_and_basis() -> None:
    assert conclude(case(CAUSE, EXPLAINED, TOLD), conclusion=UNRESOLVABLE, **ASKED) == [
        events.CaseConcluded(
            outcome=UNRESOLVABLE.outcome, effect=EFFECT, indicator=None, cause=FUNDS, basis=BASIS
        )
    ]


@pytest.mark.clause("S29", "S65")
def test_what_cannot_be_solved_yet_stays_open_with_a_next_look() -> None:
    deferred = events.SolutionDeferred(cause=FUNDS, basis=BASIS, effect=EFFECT, next_look=LATEST)
    assert conclude(case(CAUSE, EXPLAINED), conclusion=DEFERRED, **ASKED) == [deferred]
    assert case(CAUSE, EXPLAINED, deferred).concluded is None
    assert conclude(case(CAUSE, deferred, TOLD), conclusion=RESOLVED, **ASKED) == [ENDED]


@pytest.mark.clause("S29")
@pytest.mark.parametrize("look", [None, TODAY, date(2024, 5, 31)])
def test_the_next_look_comes_after_today_and_within_the_limit(look) -> None:
    ending = attrs.evolve(DEFERRED, next_look=look)
    assert refusal(conclude, case(CAUSE, EXPLAINED), conclusion=ending, **ASKED) == (
        "invalid look-owed: 暂时不能解决的，须写明下次复看的日期（next_look），"
        "且晚于今天 2024-03-01、不迟于 2024-05-30"
    )
    tomorrow = attrs.evolve(DEFERRED, next_look=date(2024, 3, 2))
    assert len(conclude(case(CAUSE, EXPLAINED), conclusion=tomorrow, **ASKED)) == 1


@pytest.mark.parametrize(
    "changes", [{"basis": Personal(" ")}, {"indicator": Personal(" ")}], ids=str
)
def test_what_is_not_needed_is_left_out_rather_than_blank(changes) -> None:
    said = refusal(
        conclude, case(CAUSE, TOLD), conclusion=attrs.evolve(RESOLVED, **changes), **ASKED
    )
    assert said.startswith("invalid blank")


@pytest.mark.parametrize("outcome", events.Outcome)
def test_a_matter_ends_once_and_by_those_who_handle_it(outcome) -> None:
    ending = Conclusion(outcome=outcome, **OTHERWISE)
    assert refusal(conclude, case(CAUSE, EXPLAINED, TOLD, ENDED), conclusion=ending, **ASKED) == (
        "conflict case-concluded: 此事已经办结（已解决），不能再办结"
    )
    by_stranger = {**ASKED, "by": STRANGER}
    said = refusal(conclude, case(CAUSE, EXPLAINED, TOLD), conclusion=ending, **by_stranger)
    assert said.startswith("not-allowed not-in-hand")


def test_a_refusal_calls_an_outcome_as_every_page_does() -> None:
    assert labels.LABELS["outcome"] == OUTCOMES
