"""A matter changes hands when it is taken, or at once by who may say so; never by being pushed."""

from datetime import date

import attrs
import pytest
from tests.matters import (
    CLERK,
    ENDED,
    HEAD,
    REASON,
    SECRETARY,
    STRANGER,
    TODAY,
    case,
    refusal,
)

from minqing_core.diary import events
from minqing_core.diary.decisions import holding
from minqing_core.diary.decisions.holding import Handover
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.standing import Standing

OBJECT_BY = date(2024, 3, 8)
TO = Handover(to="0009", unit="anyang", reason=REASON)
TO_UNIT = attrs.evolve(TO, to=None)
ASKED = events.HandoverAsked(to="0009", unit="anyang", reason=REASON, object_by=OBJECT_BY)
OF_UNIT = attrs.evolve(ASKED, to=None)
ACCEPTED = events.HandoverAccepted(owner="0009", unit="anyang")
REFUSED = events.HandoverRefused(reason=REASON)
WITHDRAWN = events.HandoverWithdrawn(reason=REASON)
ASSIGNED = events.CaseAssigned(owner="0009", unit="anyang", reason=REASON)
RECUSED = events.RecusalGranted(person="0009")
ASKING = {"by": SECRETARY, "receiver": STRANGER, "object_by": OBJECT_BY}
NOBODY = Standing(person="0008")
BLANK = Personal(" ")


@pytest.mark.clause("S38", "S77")
def test_somebody_or_a_unit_is_asked_and_the_first_receiver_goes_on_leading() -> None:
    assert holding.ask_handover(case(), handover=TO, **ASKING) == [ASKED]
    asked = {**ASKING, "receiver": None}
    assert holding.ask_handover(case(), handover=TO_UNIT, **asked) == [OF_UNIT]
    waiting = case(ASKED)
    assert (waiting.owner, waiting.unit) == ("0002", "dafeng")
    assert waiting.holding.asked is not None


@pytest.mark.clause("S38")
def test_who_holds_a_matter_already_is_not_asked_for_it() -> None:
    own = Handover(to="0002", unit="dafeng", reason=REASON)
    assert holding.ask_handover(case(), handover=own, **{**ASKING, "receiver": SECRETARY}) == []
    unit = attrs.evolve(own, to=None)
    assert holding.ask_handover(case(), handover=unit, **{**ASKING, "receiver": None}) == []


@pytest.mark.clause("S25", "S38")
@pytest.mark.parametrize(
    ("before", "handover", "asking", "said"),
    [
        (
            (),
            TO,
            {"by": STRANGER},
            (
                "not-allowed not-in-hand: 此事由 0002（dafeng）负责，0009 不是负责人，"
                "也不在该单位任职，不能办理"
            ),
        ),
        ((ENDED,), TO, {}, "conflict case-concluded: 此事已经办结（已解决），不能再移交"),
        (
            (),
            attrs.evolve(TO, reason=BLANK),
            {},
            "invalid blank: 移交理由不能为空，请写明为什么由对方接手",
        ),
        (
            (ASKED,),
            TO,
            {},
            (
                "conflict handover-pending: 已请 0009 接手此事，尚未答复；"
                "请等其答复，或先撤回（case recall）"
            ),
        ),
        (
            (OF_UNIT,),
            TO,
            {},
            (
                "conflict handover-pending: 已请 anyang 接手此事，尚未答复；"
                "请等其答复，或先撤回（case recall）"
            ),
        ),
        (
            (),
            TO,
            {"receiver": attrs.evolve(STRANGER, units=frozenset({"urban"}))},
            (
                "invalid receiver-elsewhere: 0009 不在 anyang 任职，不能以该单位名义接手；"
                "其任职单位：urban"
            ),
        ),
        (
            (),
            TO,
            {"receiver": attrs.evolve(NOBODY, person="0009")},
            (
                "invalid receiver-elsewhere: 0009 不在 anyang 任职，不能以该单位名义接手；"
                "其任职单位：无"
            ),
        ),
        ((RECUSED,), TO, {}, "not-allowed recused: 0009 已经回避此事，不能接手"),
    ],
)
def test_a_matter_is_not_handed_over_in_any_other_way(before, handover, asking, said) -> None:
    asked = {**ASKING, **asking}
    assert refusal(holding.ask_handover, case(*before), handover=handover, **asked) == said


@pytest.mark.clause("S25", "S38")
@pytest.mark.parametrize("asked", [ASKED, OF_UNIT])
def test_who_was_asked_takes_over_and_answers_from_then_on(asked) -> None:
    assert holding.accept_handover(case(asked), by=STRANGER) == [ACCEPTED]
    taken = case(asked, ACCEPTED)
    assert (taken.owner, taken.unit, taken.holding.asked) == ("0009", "anyang", None)
    assert holding.accept_handover(taken, by=STRANGER) == []


@pytest.mark.clause("S38", "S77")
def test_only_who_was_asked_answers_and_only_while_asked() -> None:
    assert refusal(holding.accept_handover, case(), by=STRANGER) == (
        "conflict no-handover: 此事没有待接手的移交，无从接手"
    )
    assert refusal(holding.accept_handover, case(ASKED), by=CLERK) == (
        "not-allowed not-asked: 所请的是 0009，000001 不能代为接手"
    )
    assert refusal(holding.accept_handover, case(OF_UNIT), by=SECRETARY) == (
        "not-allowed not-asked: 所请的是 anyang，0002 不能代为接手"
    )
    moved = attrs.evolve(STRANGER, units=frozenset())
    assert refusal(holding.accept_handover, case(ASKED), by=moved).startswith(
        "invalid receiver-elsewhere"
    )
    assert refusal(holding.accept_handover, case(OF_UNIT, RECUSED), by=STRANGER) == (
        "not-allowed recused: 0009 已经回避此事，不能接手"
    )


@pytest.mark.clause("S38", "S77")
def test_an_objection_has_its_reason_and_comes_in_time() -> None:
    refuse = {"refused": REFUSED, "by": STRANGER}
    assert holding.refuse_handover(case(ASKED), **refuse, today=OBJECT_BY) == [REFUSED]
    back = case(ASKED, REFUSED)
    assert (back.owner, back.holding.asked) == ("0002", None)
    blank = {**refuse, "refused": events.HandoverRefused(reason=BLANK)}
    assert refusal(holding.refuse_handover, case(ASKED), **blank, today=TODAY) == (
        "invalid blank: 异议理由不能为空，请写明为什么不属于本单位办理"
    )
    assert refusal(holding.refuse_handover, case(ASKED), **refuse, today=date(2024, 3, 9)) == (
        "conflict objection-late: 异议须在 2024-03-08 前提出，今天已是 2024-03-09；"
        "请接办，或报组织人事办公室指定承办"
    )
    assert refusal(holding.refuse_handover, case(), **refuse, today=TODAY) == (
        "conflict no-handover: 此事没有待接手的移交，无从提出异议"
    )


@pytest.mark.clause("S38")
def test_what_was_asked_may_be_withdrawn_with_a_reason() -> None:
    asked = {"withdrawn": WITHDRAWN, "by": SECRETARY}
    assert holding.withdraw_handover(case(ASKED), **asked) == [WITHDRAWN]
    assert case(ASKED, WITHDRAWN).holding.asked is None
    assert refusal(holding.withdraw_handover, case(), **asked) == (
        "conflict no-handover: 此事没有待接手的移交，无从撤回"
    )
    blank = {**asked, "withdrawn": events.HandoverWithdrawn(reason=BLANK)}
    assert refusal(holding.withdraw_handover, case(ASKED), **blank) == (
        "invalid blank: 撤回理由不能为空，请写明为什么撤回"
    )
    assert refusal(holding.withdraw_handover, case(ASKED), **{**asked, "by": STRANGER}).startswith(
        "not-allowed not-in-hand"
    )


@pytest.mark.clause("S25", "S72")
@pytest.mark.parametrize("by", [HEAD, CLERK])
def test_a_leader_or_the_office_assigns_at_once(by) -> None:
    assigning = {"assigned": ASSIGNED, "by": by, "receiver": STRANGER}
    assert holding.assign(case(), **assigning) == [ASSIGNED]
    assert holding.assign(case(ASKED), **assigning) == [ASSIGNED]
    taken = case(ASKED, ASSIGNED)
    assert (taken.owner, taken.unit, taken.holding.asked) == ("0009", "anyang", None)
    own = events.CaseAssigned(owner="0002", unit="dafeng", reason=REASON)
    kept = {"assigned": own, "by": by, "receiver": SECRETARY}
    assert holding.assign(case(), **kept) == []
    assert holding.assign(case(ASKED), **kept) == [own]


@pytest.mark.clause("S25", "S72")
@pytest.mark.parametrize(
    ("before", "changed", "said"),
    [
        (
            (),
            {"by": SECRETARY},
            (
                "not-allowed not-leading: 0002 不是 dafeng 的领导，"
                "也不在组织人事办公室，不能指定承办人"
            ),
        ),
        ((ENDED,), {}, "conflict case-concluded: 此事已经办结（已解决），不能再指定承办人"),
        (
            (),
            {"assigned": attrs.evolve(ASSIGNED, reason=BLANK)},
            "invalid blank: 指定理由不能为空，请写明为什么由其承办",
        ),
        (
            (),
            {"receiver": attrs.evolve(STRANGER, units=frozenset({"dafeng", "urban"}))},
            (
                "invalid receiver-elsewhere: 0009 不在 anyang 任职，不能以该单位名义接手；"
                "其任职单位：dafeng、urban"
            ),
        ),
        ((RECUSED,), {}, "not-allowed recused: 0009 已经回避此事，不能承办"),
    ],
)
def test_nobody_is_assigned_in_any_other_way(before, changed, said) -> None:
    asked = {"assigned": ASSIGNED, "by": HEAD, "receiver": STRANGER, **changed}
    assert refusal(holding.assign, case(*before), **asked) == said
