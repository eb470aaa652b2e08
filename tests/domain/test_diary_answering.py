"""The citizen is told the opinion and the result, or it is on record why not."""

import attrs
import pytest
from tests.matters import (
    ANONYMOUS,
    CLERK,
    ENDED,
    EXPLAINED,
    NAMED,
    SECRETARY,
    STRANGER,
    TOLD,
    case,
    refusal,
)

from minqing_core.diary import events
from minqing_core.diary.decisions.answering import excuse_feedback, explain, give_feedback
from minqing_core.kernel.personal import Personal

IMPOSSIBLE = events.FeedbackImpossible(
    stage=events.Stage.RESULT,
    hindrance=events.Hindrance.UNREACHABLE,
    text=Personal("三次上门无人"),
)


@pytest.mark.clause("S28", "S62")
@pytest.mark.parametrize("stage", events.Stage)
@pytest.mark.parametrize("response", events.Response)
def test_the_citizen_is_told_opinion_and_result_and_answers_or_not(stage, response) -> None:
    told = attrs.evolve(
        TOLD,
        stage=stage,
        response=response,
        response_text=Personal("知道了"),
        told_to=Personal("李"),
    )
    assert give_feedback(case(), feedback=told, by=SECRETARY) == [told]
    assert give_feedback(case(told, ENDED), feedback=told, by=CLERK) == [told]
    assert case(told).answered == {stage}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": Personal("")}, "blank: 反馈内容不能为空，请写明向群众说了什么"),
        ({"told_to": Personal(" ")}, "blank: 反馈对象不能为空，请写明内容，或不填此项"),
        ({"response_text": Personal(" ")}, "blank: 群众意见不能为空，请写明内容，或不填此项"),
        (
            {"text": Personal("\x1b")},
            "text-unfit: 反馈内容含有不能保存的控制字符（U+001B），请删去",
        ),
    ],
)
def test_a_feedback_says_what_was_said(changes, said) -> None:
    told = attrs.evolve(TOLD, **changes)
    assert refusal(give_feedback, case(), feedback=told, by=SECRETARY) == f"invalid {said}"


@pytest.mark.clause("S28", "S63")
@pytest.mark.parametrize("hindrance", sorted({*events.Hindrance} - {events.Hindrance.ANONYMOUS}))
def test_why_the_citizen_cannot_be_told_is_put_on_record_once(hindrance) -> None:
    why = attrs.evolve(IMPOSSIBLE, hindrance=hindrance)
    assert excuse_feedback(case(), impossible=why, by=SECRETARY) == [why]
    assert excuse_feedback(case(why), impossible=why, by=SECRETARY) == []
    assert excuse_feedback(case(TOLD), impossible=why, by=SECRETARY) == []
    opinion = attrs.evolve(why, stage=events.Stage.OPINION)
    assert excuse_feedback(case(why), impossible=opinion, by=SECRETARY) == [opinion]


@pytest.mark.clause("S28")
def test_anonymity_hinders_only_where_nobody_gave_a_name() -> None:
    why = attrs.evolve(IMPOSSIBLE, hindrance=events.Hindrance.ANONYMOUS)
    unnamed = case(petitioners=(ANONYMOUS, ANONYMOUS))
    assert excuse_feedback(unnamed, impossible=why, by=SECRETARY) == [why]
    partly = case(petitioners=(ANONYMOUS, NAMED))
    assert refusal(excuse_feedback, partly, impossible=why, by=SECRETARY) == (
        "conflict not-anonymous: 诉求人并非匿名，不能以匿名为由免于反馈；"
        "如联系不上请选 unreachable 并写明经过"
    )


def test_an_excuse_says_how_it_was_tried_and_comes_before_the_end() -> None:
    blank = attrs.evolve(IMPOSSIBLE, text=Personal(""))
    assert refusal(excuse_feedback, case(), impossible=blank, by=SECRETARY) == (
        "invalid blank: 无法反馈的情况不能为空，请写明怎样联系过、为何无法反馈"
    )
    assert refusal(excuse_feedback, case(ENDED), impossible=IMPOSSIBLE, by=SECRETARY) == (
        "conflict case-concluded: 此事已经办结（已解决），不能再记录无法反馈"
    )


@pytest.mark.clause("S29", "S65")
def test_it_is_explained_to_the_citizen_what_cannot_be_solved() -> None:
    assert explain(case(), explanation=EXPLAINED, by=SECRETARY) == [EXPLAINED]
    assert explain(case(ENDED), explanation=EXPLAINED, by=CLERK) == [EXPLAINED]
    blank = attrs.evolve(EXPLAINED, text=Personal(" "))
    assert refusal(explain, case(), explanation=blank, by=SECRETARY) == (
        "invalid blank: 解释内容不能为空，请写明怎样向群众解释的"
    )


@pytest.mark.clause("S25")
@pytest.mark.parametrize(
    ("decide", "asked"),
    [
        (give_feedback, {"feedback": TOLD}),
        (excuse_feedback, {"impossible": IMPOSSIBLE}),
        (explain, {"explanation": EXPLAINED}),
    ],
)
def test_only_those_who_handle_a_matter_answer_for_it(decide, asked) -> None:
    assert refusal(decide, case(), by=STRANGER, **asked).startswith("not-allowed not-in-hand")
