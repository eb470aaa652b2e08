"""What is beyond one's authority goes up, others help, and somebody sees to it that it is done."""

from datetime import date

import attrs
import pytest
from tests.matters import (
    CAUSE,
    CLERK,
    ENDED,
    EXPLAINED,
    HEAD,
    MEASURE,
    REASON,
    SECRETARY,
    STRANGER,
    TODAY,
    TOLD,
    case,
    refusal,
)

from minqing_core.diary import events
from minqing_core.diary.decisions import cohandling, reporting, supervising
from minqing_core.diary.decisions.cohandling import Assistance
from minqing_core.diary.decisions.concluding import Conclusion, conclude
from minqing_core.diary.decisions.reporting import Report
from minqing_core.diary.decisions.supervising import Ordering
from minqing_core.diary.state import fold
from minqing_core.kernel.personal import Personal

BLANK = Personal(" ")
TEXT, TOMORROW, LATEST = Personal("须市里批地"), date(2024, 3, 2), date(2024, 5, 30)
REPORT = Report(to="0001", text=TEXT, follow_up=LATEST)
REPORTED = events.ReportedUp(report=1, to="0001", text=TEXT, follow_up=LATEST)
SIGNED = events.ReportAcknowledged(report=1, instruction=Personal("下周协调"))
REPORTING = {"by": SECRETARY, "superior": HEAD, "today": TODAY, "latest": LATEST}
URGENT = {"urgency": events.Urgency.URGENT}

WORK = Personal("勘查桥面")
OBJECT_BY = date(2024, 3, 8)
ASSISTANCE = Assistance(unit="anyang", person="0009", text=WORK, due=TODAY)
TASK = events.CohandlingAsked(
    task=1, unit="anyang", person="0009", text=WORK, due=TODAY, object_by=OBJECT_BY
)
OF_UNIT = attrs.evolve(TASK, person=None)
ACCEPTED = events.CohandlingAccepted(task=1)
OBJECTED = events.CohandlingObjected(task=1, reason=REASON)
REPLIED = events.CohandlingReplied(task=1, text=Personal("已勘查"))
STOPPED = events.CohandlingEnded(task=1, reason=REASON)
ASSISTING = {"by": SECRETARY, "helper": STRANGER, "today": TODAY, "object_by": OBJECT_BY}

ORDERING = Ordering(to="0002", text=Personal("限期换好"), due=TODAY, listed=True)
ORDERED = events.SupervisionOrdered(
    order=1, to="0002", text=Personal("限期换好"), due=TODAY, listed=True
)
ANSWERED = events.SupervisionReplied(order=1, text=Personal("已订板"))
CLOSED = events.SupervisionClosed(order=1, text=Personal("现场看过"))
REMINDER = events.ReminderSent(to="0002", text=Personal("期限将到"))
SUPERVISING = {"by": CLERK, "addressee": SECRETARY, "today": TODAY}


@pytest.mark.clause("S64")
def test_a_matter_is_explained_and_reported_up_and_stays_in_hand() -> None:
    assert reporting.report_up(case(EXPLAINED), report=REPORT, **REPORTING) == [REPORTED]
    again = reporting.report_up(case(EXPLAINED, REPORTED), report=REPORT, **REPORTING)
    assert again == [attrs.evolve(REPORTED, report=2)]
    reported = case(EXPLAINED, REPORTED)
    assert (reported.owner, dict(reported.holding.reports)) == ("0002", {1: "0001"})


@pytest.mark.clause("S64")
@pytest.mark.parametrize(
    ("before", "report", "changed", "said"),
    [
        (
            (),
            REPORT,
            {},
            (
                "conflict report-unexplained: 向上级汇报的同时须做好说服解释工作，"
                "请先记录解释（case explain）"
            ),
        ),
        ((EXPLAINED,), REPORT, {"by": STRANGER}, "not-in-hand"),
        ((EXPLAINED, ENDED), REPORT, {}, "不能再向上级汇报"),
        (
            (EXPLAINED,),
            attrs.evolve(REPORT, text=BLANK),
            {},
            "invalid blank: 汇报内容不能为空，请写明什么超出职权、请上级做什么",
        ),
        (
            (EXPLAINED,),
            REPORT,
            {"superior": STRANGER},
            (
                "invalid not-superior: 0009 是汇报人或此事的负责人，或不是 dafeng 的上级领导，"
                "请报分管此事的领导（to）"
            ),
        ),
        (
            (EXPLAINED,),
            REPORT,
            {"superior": attrs.evolve(HEAD, person="0002")},
            (
                "invalid not-superior: 0002 是汇报人或此事的负责人，或不是 dafeng 的上级领导，"
                "请报分管此事的领导（to）"
            ),
        ),
        (
            (EXPLAINED,),
            attrs.evolve(REPORT, follow_up=TODAY),
            {},
            (
                "invalid follow-up: 跟进日期 2024-03-01 不对，应晚于今天 2024-03-01、"
                "不迟于 2024-05-30（follow_up）"
            ),
        ),
        ((EXPLAINED,), attrs.evolve(REPORT, follow_up=date(2024, 5, 31)), {}, "follow-up"),
        (
            (EXPLAINED, events.RecusalGranted(person="0001")),
            REPORT,
            {},
            "not-allowed recused: 0001 已经回避此事，不能听取汇报",
        ),
    ],
)
def test_a_report_is_refused_unless_it_goes_up_explained_and_followed(
    before, report, changed, said
) -> None:
    asked = {**REPORTING, **changed}
    assert said in refusal(reporting.report_up, case(*before), report=report, **asked)


@pytest.mark.clause("S64")
def test_a_superior_signs_once_for_what_was_reported_to_them() -> None:
    reported = case(EXPLAINED, REPORTED)
    assert reporting.acknowledge(reported, acknowledged=SIGNED, by=HEAD) == [SIGNED]
    signed = case(EXPLAINED, REPORTED, SIGNED)
    assert signed.holding.acknowledged == {1}
    assert reporting.acknowledge(signed, acknowledged=SIGNED, by=HEAD) == []
    assert refusal(reporting.acknowledge, reported, acknowledged=SIGNED, by=CLERK) == (
        "not-allowed not-asked: 所请的是 0001，000001 不能代为签收汇报"
    )
    other = attrs.evolve(SIGNED, report=2)
    assert refusal(reporting.acknowledge, reported, acknowledged=other, by=HEAD) == (
        "not-found number-unknown: 没有第 2 号汇报，现有：1"
    )
    assert refusal(reporting.acknowledge, case(), acknowledged=SIGNED, by=HEAD) == (
        "not-found number-unknown: 没有第 1 号汇报，现有：无"
    )
    blank = attrs.evolve(SIGNED, instruction=BLANK)
    assert refusal(reporting.acknowledge, reported, acknowledged=blank, by=HEAD).startswith(
        "invalid blank: 批示不能为空"
    )


@pytest.mark.clause("S64")
def test_nothing_ends_as_reported_up_before_a_superior_signed() -> None:
    ending = Conclusion(
        outcome=events.Outcome.ESCALATED_UP, effect=Personal("已上报"), basis=Personal("须市里定")
    )
    asked = {"conclusion": ending, "by": SECRETARY, "today": TODAY, "latest_look": LATEST}
    assert refusal(conclude, case(CAUSE, EXPLAINED, REPORTED, TOLD), **asked) == (
        "conflict report-owed: 尚无上级签收的汇报，不能以「已上报」办结；"
        "请先汇报（case escalate），由上级签收"
    )
    (ended,) = conclude(case(CAUSE, EXPLAINED, REPORTED, SIGNED, TOLD), **asked)
    assert ended.outcome is events.Outcome.ESCALATED_UP


@pytest.mark.clause("S40")
def test_leaders_are_told_of_what_is_urgent_each_once() -> None:
    urgent = attrs.evolve(case(), facts={**case().facts, **URGENT})
    told = events.LeadersTold(leaders=("0001", "0007"))
    assert reporting.tell_leaders(urgent, ("0007", "0001")) == [told]
    assert reporting.tell_leaders(fold([told], urgent), ("0007", "0001")) == []
    assert reporting.tell_leaders(fold([told], urgent), ("0007", "0008")) == [
        events.LeadersTold(leaders=("0008",))
    ]
    assert reporting.tell_leaders(urgent, ()) == []
    assert reporting.tell_leaders(case(), ("0001",)) == []


@pytest.mark.clause("S76", "S77")
def test_another_unit_is_asked_for_a_task_of_its_own() -> None:
    assert cohandling.ask_assistance(case(), assistance=ASSISTANCE, **ASSISTING) == [TASK]
    of_unit = {**ASSISTING, "helper": None}
    asked = attrs.evolve(ASSISTANCE, person=None)
    assert cohandling.ask_assistance(case(TASK), assistance=asked, **of_unit) == [
        attrs.evolve(OF_UNIT, task=2)
    ]


@pytest.mark.clause("S76")
@pytest.mark.parametrize(
    ("before", "assistance", "changed", "said"),
    [
        ((), ASSISTANCE, {"by": STRANGER}, "not-in-hand"),
        ((ENDED,), ASSISTANCE, {}, "不能再请求协办"),
        (
            (),
            attrs.evolve(ASSISTANCE, text=BLANK),
            {},
            "invalid blank: 协办事项不能为空，请写明请对方办什么",
        ),
        (
            (),
            attrs.evolve(ASSISTANCE, unit="dafeng"),
            {},
            ("invalid own-unit-task: dafeng 是主办单位，不必协办；本单位人员请记为落实措施"),
        ),
        ((), attrs.evolve(ASSISTANCE, unit="urban"), {}, "invalid receiver-elsewhere"),
        (
            (),
            attrs.evolve(ASSISTANCE, due=date(2024, 2, 29)),
            {},
            "invalid due-past: 协办期限 2024-02-29 早于今天 2024-03-01，请填今天或以后的日期",
        ),
        (
            (events.RecusalGranted(person="0009"),),
            ASSISTANCE,
            {},
            "not-allowed recused: 0009 已经回避此事，不能协办",
        ),
    ],
)
def test_a_task_is_refused_that_is_nobodys_or_never_due(before, assistance, changed, said) -> None:
    asked = {**ASSISTING, **changed}
    found = refusal(cohandling.ask_assistance, case(*before), assistance=assistance, **asked)
    assert said in found


@pytest.mark.clause("S76", "S77")
@pytest.mark.parametrize("asked", [TASK, OF_UNIT])
def test_the_co_handler_signs_objects_in_time_or_replies(asked) -> None:
    waiting = case(asked)
    assert cohandling.accept_task(waiting, accepted=ACCEPTED, by=STRANGER) == [ACCEPTED]
    assert cohandling.accept_task(case(asked, ACCEPTED), accepted=ACCEPTED, by=STRANGER) == []
    objecting = {"objected": OBJECTED, "by": STRANGER}
    assert cohandling.object_to_task(waiting, **objecting, today=OBJECT_BY) == [OBJECTED]
    assert refusal(
        cohandling.object_to_task, waiting, **objecting, today=date(2024, 3, 9)
    ).startswith("conflict objection-late")
    for taken in (waiting, case(asked, ACCEPTED)):
        assert cohandling.reply_to_task(taken, replied=REPLIED, by=STRANGER) == [REPLIED]
    assert case(asked, REPLIED).holding.tasks[1].settled


@pytest.mark.clause("S76")
@pytest.mark.parametrize("settled", [OBJECTED, REPLIED, STOPPED])
def test_a_settled_task_takes_no_more_answers(settled) -> None:
    done = case(TASK, settled)
    said = "conflict task-settled: 第 1 号协办已有答复、异议或已撤销，不能再"
    assert refusal(cohandling.accept_task, done, accepted=ACCEPTED, by=STRANGER) == f"{said}签收"
    objecting = {"objected": OBJECTED, "by": STRANGER, "today": TODAY}
    assert refusal(cohandling.object_to_task, done, **objecting) == f"{said}提出异议"
    assert refusal(cohandling.reply_to_task, done, replied=REPLIED, by=STRANGER) == f"{said}答复"
    assert cohandling.end_task(done, ended=STOPPED, by=SECRETARY) == []


@pytest.mark.clause("S76")
def test_only_who_was_asked_answers_for_a_task() -> None:
    for asked, whom in ((TASK, "0009"), (OF_UNIT, "anyang")):
        assert refusal(cohandling.accept_task, case(asked), accepted=ACCEPTED, by=CLERK) == (
            f"not-allowed not-asked: 所请的是 {whom}，000001 不能代为签收协办"
        )
    assert refusal(cohandling.reply_to_task, case(), replied=REPLIED, by=STRANGER) == (
        "not-found number-unknown: 没有第 1 号协办，现有：无"
    )
    kept_away = case(TASK, events.RecusalGranted(person="0009"))
    assert refusal(cohandling.reply_to_task, kept_away, replied=REPLIED, by=STRANGER) == (
        "not-allowed recused: 0009 已经回避此事，不能答复协办"
    )
    blank = attrs.evolve(REPLIED, text=BLANK)
    assert refusal(cohandling.reply_to_task, case(TASK), replied=blank, by=STRANGER) == (
        "invalid blank: 协办答复不能为空，请写明办了什么、结果怎样"
    )
    objecting = {"objected": events.CohandlingObjected(task=1, reason=BLANK), "today": TODAY}
    assert refusal(cohandling.object_to_task, case(TASK), **objecting, by=STRANGER) == (
        "invalid blank: 异议理由不能为空，请写明为什么不属于本单位职责"
    )


@pytest.mark.clause("S76")
def test_the_lead_ends_a_task_with_a_reason() -> None:
    assert cohandling.end_task(case(TASK), ended=STOPPED, by=SECRETARY) == [STOPPED]
    assert refusal(cohandling.end_task, case(TASK), ended=STOPPED, by=STRANGER).startswith(
        "not-allowed not-in-hand"
    )
    assert refusal(cohandling.end_task, case(), ended=STOPPED, by=SECRETARY) == (
        "not-found number-unknown: 没有第 1 号协办，现有：无"
    )
    blank = events.CohandlingEnded(task=1, reason=BLANK)
    assert refusal(cohandling.end_task, case(TASK), ended=blank, by=SECRETARY) == (
        "invalid blank: 撤销理由不能为空，请写明为什么不再需要协办"
    )


@pytest.mark.clause("S76")
def test_nothing_ends_while_a_co_handler_has_not_answered() -> None:
    resolved = Conclusion(outcome=events.Outcome.RESOLVED, effect=Personal("亮了"))
    asked = {"by": SECRETARY, "today": TODAY, "latest_look": LATEST}
    second = attrs.evolve(TASK, task=2)
    assert refusal(conclude, case(CAUSE, TASK, second, TOLD), conclusion=resolved, **asked) == (
        "conflict cohandling-open: 第 1、2 号协办尚无答复，不能办结；"
        "请等答复，或撤销协办（case assist-end）"
    )
    for settled in (OBJECTED, REPLIED, STOPPED):
        answered = case(CAUSE, TASK, settled, TOLD)
        assert conclude(answered, conclusion=resolved, **asked) == [ENDED]
    withdrawn = Conclusion(
        outcome=events.Outcome.WITHDRAWN, effect=Personal("撤回"), basis=Personal("本人撤回")
    )
    assert conclude(case(CAUSE, TASK, TOLD), conclusion=withdrawn, **asked)


@pytest.mark.clause("S72")
def test_whoever_has_a_part_is_urged_and_ordered() -> None:
    assert supervising.order(case(), ordering=ORDERING, **SUPERVISING) == [ORDERED]
    again = supervising.order(case(ORDERED), ordering=ORDERING, **SUPERVISING)
    assert again == [attrs.evolve(ORDERED, order=2)]
    assert supervising.remind(case(), reminder=REMINDER, by=CLERK, addressee=SECRETARY) == [
        REMINDER
    ]
    helper = attrs.evolve(REMINDER, to="0009")
    for drawn_in in (TASK, OF_UNIT):
        urged = supervising.remind(case(drawn_in), reminder=helper, by=CLERK, addressee=STRANGER)
        assert urged == [helper]
    leader = attrs.evolve(REMINDER, to="0001")
    assert supervising.remind(case(), reminder=leader, by=CLERK, addressee=HEAD) == [leader]
    measured = attrs.evolve(STRANGER, person="0003")
    assert supervising.remind(case(MEASURE), reminder=REMINDER, by=CLERK, addressee=measured)
    assigned = events.LeaderAssigned(leader="0009", text=None)
    assert supervising.remind(case(assigned), reminder=helper, by=CLERK, addressee=STRANGER) == [
        helper
    ]


@pytest.mark.clause("S72")
def test_nobody_without_a_part_is_urged_and_nothing_that_ended() -> None:
    helper = attrs.evolve(REMINDER, to="0009")
    assert refusal(supervising.remind, case(), reminder=helper, by=CLERK, addressee=STRANGER) == (
        "invalid not-concerned: 0009 不是此事的负责人、协办人或其领导，不能向其催办、督办"
    )
    assert refusal(
        supervising.remind, case(ENDED), reminder=REMINDER, by=CLERK, addressee=SECRETARY
    ) == ("conflict case-concluded: 此事已经办结（已解决），不能再催办")
    blank = attrs.evolve(REMINDER, text=BLANK)
    assert refusal(supervising.remind, case(), reminder=blank, by=CLERK, addressee=SECRETARY) == (
        "invalid blank: 催办内容不能为空，请写明催什么"
    )


@pytest.mark.clause("S72")
@pytest.mark.parametrize(
    ("before", "ordering", "changed", "said"),
    [
        ((ENDED,), ORDERING, {}, "不能再督办"),
        (
            (),
            attrs.evolve(ORDERING, text=BLANK),
            {},
            "invalid blank: 督办要求不能为空，请写明要求办到什么",
        ),
        (
            (),
            ORDERING,
            {"by": SECRETARY},
            "not-allowed own-order: 不能由本人督办本人，须由另一位有督办权的人督办",
        ),
        ((), ORDERING, {"addressee": STRANGER}, "invalid not-concerned"),
        (
            (),
            attrs.evolve(ORDERING, due=date(2024, 2, 29)),
            {},
            "invalid due-past: 督办期限 2024-02-29 早于今天 2024-03-01，请填今天或以后的日期",
        ),
    ],
)
def test_an_order_is_refused_that_nobody_could_follow(before, ordering, changed, said) -> None:
    asked = {**SUPERVISING, **changed}
    assert said in refusal(supervising.order, case(*before), ordering=ordering, **asked)


@pytest.mark.clause("S72")
def test_who_was_ordered_replies_and_another_closes() -> None:
    ordered = case(ORDERED)
    assert supervising.reply_to_order(ordered, replied=ANSWERED, by=SECRETARY) == [ANSWERED]
    assert supervising.reply_to_order(case(ORDERED, ANSWERED), replied=ANSWERED, by=SECRETARY)
    assert supervising.close_order(ordered, closed=CLOSED, by=CLERK) == [CLOSED]
    closed = case(ORDERED, ANSWERED, CLOSED)
    assert supervising.close_order(closed, closed=CLOSED, by=CLERK) == []
    assert refusal(supervising.reply_to_order, closed, replied=ANSWERED, by=SECRETARY) == (
        "conflict order-closed: 第 1 号督办已经销号，不能再答复"
    )
    assert refusal(supervising.reply_to_order, ordered, replied=ANSWERED, by=CLERK) == (
        "not-allowed not-asked: 所请的是 0002，000001 不能代为答复督办"
    )
    assert refusal(supervising.close_order, ordered, closed=CLOSED, by=SECRETARY) == (
        "not-allowed own-order: 不能由本人督办本人，须由另一位有督办权的人销号"
    )
    assert refusal(supervising.close_order, case(), closed=CLOSED, by=CLERK) == (
        "not-found number-unknown: 没有第 1 号督办，现有：无"
    )
    for decide, name, answer, what in (
        (
            supervising.reply_to_order,
            "replied",
            ANSWERED,
            "督办答复不能为空，请写明办了什么、结果怎样",
        ),
        (supervising.close_order, "closed", CLOSED, "销号依据不能为空，请写明凭什么认定已办到"),
    ):
        blank = {name: attrs.evolve(answer, text=BLANK)}
        assert refusal(decide, ordered, **blank, by=SECRETARY) == f"invalid blank: {what}"


def test_answers_to_what_was_never_asked_change_nothing() -> None:
    for stray in (ACCEPTED, OBJECTED, REPLIED, STOPPED, ANSWERED, CLOSED):
        holding = case(stray).holding
        assert (dict(holding.tasks), dict(holding.orders)) == ({}, {})
    assert case(REMINDER).holding == case().holding
    replied = case(ORDERED, ANSWERED).holding.orders[1]
    assert (replied.replied, replied.closed) == (True, False)
