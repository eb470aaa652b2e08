"""Who has an interest in a matter keeps away from it, and it is never without an owner."""

import attrs
import pytest
from tests.matters import (
    CAUSE,
    CLERK,
    ENDED,
    HEAD,
    MEASURE,
    REASON,
    REOPENED,
    SECRETARY,
    STRANGER,
    TODAY,
    case,
    refusal,
)

from minqing_core.diary import events
from minqing_core.diary.decisions import after, withdrawing
from minqing_core.diary.decisions.handling import Step, StepKind, take
from minqing_core.diary.decisions.withdrawing import Granting
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.standing import Standing

MEMBER = Standing(person="0003", units=frozenset({"dafeng"}))
ASKED = events.RecusalAsked(person="0003", reason=Personal("是当事人的弟弟"))
OWNER_ASKED = attrs.evolve(ASKED, person="0002")
GRANTED = events.RecusalGranted(person="0003", reason=None)
REFUSED = events.RecusalRefused(person="0003", reason=Personal("并无亲属关系"))
GRANT = Granting(person="0003")
BLANK = Personal(" ")


def granted(state, by=HEAD, **changes):
    """Return what granting a recusal comes to, nobody having been named to take over."""
    return withdrawing.grant_recusal(
        state, granting=attrs.evolve(GRANT, **changes), by=by, successor=None
    )


@pytest.mark.clause("S12", "S66")
@pytest.mark.parametrize("by", [MEMBER, SECRETARY, CLERK], ids=["self", "hand", "coordinator"])
def test_a_recusal_is_asked_by_the_person_or_those_who_handle_the_matter(by) -> None:
    assert withdrawing.ask_recusal(case(), asked=ASKED, by=by) == [ASKED]
    assert withdrawing.ask_recusal(case(ASKED), asked=ASKED, by=by) == []
    assert withdrawing.ask_recusal(case(ASKED, GRANTED), asked=ASKED, by=by) == []
    assert withdrawing.ask_recusal(case(ASKED, REFUSED), asked=ASKED, by=by) == [ASKED]


def test_nobody_else_asks_for_a_recusal_and_nobody_without_a_reason() -> None:
    assert refusal(withdrawing.ask_recusal, case(), asked=ASKED, by=STRANGER) == (
        "not-allowed recusal-not-own: 0009 既非本人，也不办理、主管或协调此事，不能提出 0003 回避"
    )
    blank = attrs.evolve(ASKED, reason=BLANK)
    assert refusal(withdrawing.ask_recusal, case(), asked=blank, by=MEMBER) == (
        "invalid blank: 回避理由不能为空，请写明与此事有什么利害关系"
    )


@pytest.mark.clause("S12", "S66")
@pytest.mark.parametrize("by", [HEAD, CLERK], ids=["leads", "coordinates"])
def test_a_recusal_is_decided_by_the_head_or_the_coordinator(by) -> None:
    assert granted(case(ASKED), by=by) == [GRANTED]
    assert granted(case(ASKED, GRANTED), by=by) == []
    assert withdrawing.refuse_recusal(case(ASKED), refused=REFUSED, by=by) == [REFUSED]


@pytest.mark.clause("S12")
def test_nobody_decides_their_own_recusal_nor_having_withdrawn_anothers() -> None:
    concerned = attrs.evolve(MEMBER, leads=frozenset({"dafeng"}))
    said = refusal(granted, case(ASKED), by=concerned)
    assert said == (
        "not-allowed recusal-not-for-them: 0003 不能决定 0003 是否回避，"
        "应由主管 dafeng 的负责人或组织人事办公室决定"
    )
    withdrawn = events.RecusalGranted(person=HEAD.person, reason=None)
    said = refusal(granted, case(withdrawn, ASKED))
    assert said.startswith("not-allowed recusal-not-for-them")
    said = refusal(withdrawing.refuse_recusal, case(ASKED), refused=REFUSED, by=SECRETARY)
    assert said.startswith("not-allowed recusal-not-for-them")


def test_what_was_not_asked_is_not_decided() -> None:
    unasked = "not-found recusal-unasked: 没有待决定的 0003 的回避申请"
    assert refusal(granted, case()) == unasked
    assert refusal(withdrawing.refuse_recusal, case(), refused=REFUSED, by=HEAD) == unasked
    assert refusal(granted, case(ASKED), reason=BLANK).startswith("invalid blank")
    blank = attrs.evolve(REFUSED, reason=BLANK)
    said = refusal(withdrawing.refuse_recusal, case(ASKED), refused=blank, by=HEAD)
    assert said == "invalid blank: 不予回避的理由不能为空，请写明为什么不必回避"


@pytest.mark.clause("S25", "S66")
def test_when_the_owner_withdraws_another_takes_over_in_the_same_breath() -> None:
    grant = Granting(person="0002", owner="0003", reason=REASON)
    asked = {"by": HEAD, "successor": MEMBER}
    assert withdrawing.grant_recusal(case(OWNER_ASKED), granting=grant, **asked) == [
        events.RecusalGranted(person="0002", reason=REASON),
        events.CaseAssigned(owner="0003", unit="dafeng", reason=REASON),
    ]
    elsewhere = attrs.evolve(grant, owner="0009", unit="anyang", reason=None)
    asked = {"by": HEAD, "successor": STRANGER}
    moved = withdrawing.grant_recusal(case(OWNER_ASKED), granting=elsewhere, **asked)
    assert moved[1] == events.CaseAssigned(
        owner="0009", unit="anyang", reason=Personal("原负责人回避")
    )
    after_it = case(OWNER_ASKED, *moved)
    assert (after_it.owner, after_it.unit) == ("0009", "anyang")


@pytest.mark.clause("S25")
def test_an_owner_does_not_withdraw_without_a_successor_who_serves_in_the_unit() -> None:
    wanted = "invalid successor-wanted: 0002 是此事的负责人，准予回避须同时写明由谁（owner）接手"
    assert refusal(granted, case(OWNER_ASKED), person="0002") == wanted
    grant = Granting(person="0002", owner="0002")
    asked = {"granting": grant, "by": HEAD}
    state = case(OWNER_ASKED)
    assert refusal(withdrawing.grant_recusal, state, successor=SECRETARY, **asked) == wanted
    assert refusal(withdrawing.grant_recusal, state, successor=STRANGER, **asked) == (
        "conflict successor-elsewhere: 接手人 0009 不在 dafeng 任职，"
        "请另定接手人或写明其任职单位（unit）"
    )
    withdrawn = case(ASKED, GRANTED, OWNER_ASKED)
    assert refusal(withdrawing.grant_recusal, withdrawn, successor=MEMBER, **asked) == (
        "not-allowed recused: 0003 已经回避此事，不能接手"
    )
    for extra in ({"owner": "0009"}, {"unit": "anyang"}):
        assert refusal(granted, case(ASKED), **extra) == (
            "invalid successor-unneeded: 0003 不是此事的负责人，"
            "准予回避不填接手人（owner）和单位（unit）"
        )


@pytest.mark.clause("S12", "S66")
def test_who_has_withdrawn_takes_no_further_part() -> None:
    withdrawn = case(attrs.evolve(MEASURE, owner="0003"), ASKED, GRANTED)
    note = Step(kind=StepKind.NOTE, text=REASON)
    done = Step(kind=StepKind.CARRIED_OUT, measure=1, text=REASON)
    for step in (note, done):
        said = refusal(take, withdrawn, step=step, by=MEMBER, today=TODAY)
        assert said == "not-allowed recused: 0003 已经回避此事，不能办理"
    measure = Step(kind=StepKind.MEASURE, text=REASON, owner="0003", due=TODAY)
    said = refusal(take, withdrawn, step=measure, by=SECRETARY, today=TODAY)
    assert said == "not-allowed recused: 0003 已经回避此事，不能负责落实措施"
    leader = Step(kind=StepKind.LEADER, leader="0003")
    said = refusal(take, withdrawn, step=leader, by=SECRETARY, today=TODAY)
    assert said == "not-allowed recused: 0003 已经回避此事，不能负领导责任"
    ended = case(CAUSE, ASKED, GRANTED, ENDED)
    said = refusal(after.reopen, ended, reopened=REOPENED, by=MEMBER)
    assert said == "not-allowed recused: 0003 已经回避此事，不能重新办理"
