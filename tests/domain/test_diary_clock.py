"""A clock is stopped for a cause and a time; a limit is put back once, by the head, and told."""

from datetime import date

import attrs
import pytest
from tests.matters import (
    CLERK,
    ENDED,
    HEAD,
    REASON,
    REOPENED,
    SECRETARY,
    STRANGER,
    TODAY,
    case,
    refusal,
)

from minqing_core.diary import events
from minqing_core.diary.decisions import clock
from minqing_core.diary.decisions.clock import Asking, Running
from minqing_core.duties.limits import CLOCKS
from minqing_core.kernel.personal import Personal

UNTIL, LATEST = date(2024, 4, 1), date(2024, 5, 30)
PARKED = events.ClockParked(
    reason=Personal("等待市里批复"), cause=events.ObjectiveCause.AUTHORITY, until=UNTIL
)
RESUMED = events.ClockResumed(reason=Personal("批复已到"))
DUE = Running(due=date(2024, 4, 20), latest=date(2024, 5, 20))
ASKING = Asking(duty=events.Duty.CONCLUDE, until=date(2024, 5, 10), reason=REASON)
ASKED = events.ExtensionAsked(
    extension=1, duty=events.Duty.CONCLUDE, until=date(2024, 5, 10), reason=REASON
)
APPROVED = events.ExtensionApproved(extension=1, basis=Personal("同意"))
REFUSED = events.ExtensionRefused(extension=1, reason=Personal("可以按期完成"))
TOLD = events.ExtensionTold(extension=1, means=events.Means.VISIT, text=Personal("要多等二十天"))
PARKING = {"by": SECRETARY, "today": TODAY, "latest": LATEST}
ASKS = {"by": SECRETARY, "today": TODAY, "running": DUE}
JUDGES = {"by": HEAD, "askers": frozenset({"0003"})}
APPROVES = {**JUDGES, "today": TODAY, "running": DUE}


@pytest.mark.clause("S34", "S65")
def test_a_clock_is_stopped_for_a_cause_until_a_day_and_runs_on_when_it_can() -> None:
    assert clock.park(case(), parked=PARKED, **PARKING) == [PARKED]
    assert case(PARKED).course.parked == UNTIL
    assert clock.resume(case(PARKED), resumed=RESUMED, by=SECRETARY) == [RESUMED]
    assert case(PARKED, RESUMED).course.parked is None
    assert case(PARKED, ENDED).course.parked is None


@pytest.mark.clause("S34")
@pytest.mark.parametrize("until", [TODAY, date(2024, 5, 31)])
def test_a_clock_never_stands_still_for_longer_than_the_limit(until) -> None:
    asked = attrs.evolve(PARKED, until=until)
    assert refusal(clock.park, case(), parked=asked, **PARKING) == (
        f"invalid parking-span: 挂账的截止日期（until）{until} 不对，"
        "应晚于今天 2024-03-01、不迟于 2024-05-30"
    )
    last = attrs.evolve(PARKED, until=LATEST)
    assert clock.park(case(), parked=last, **PARKING) == [last]


@pytest.mark.clause("S34")
def test_what_stands_still_is_not_stopped_again_before_its_day_has_passed() -> None:
    said = (
        "conflict parked-already: 此事已经挂账至 2024-04-01，不能再挂账；请先恢复（case resume）"
    )
    on_the_day = {**PARKING, "today": UNTIL}
    assert refusal(clock.park, case(PARKED), parked=PARKED, **on_the_day) == said
    after = {**PARKING, "today": date(2024, 4, 2)}
    again = attrs.evolve(PARKED, until=LATEST)
    assert clock.park(case(PARKED), parked=again, **after) == [again]


@pytest.mark.clause("S34")
def test_when_all_parkings_together_last_as_long_as_one_may_there_is_no_more() -> None:
    for today in (LATEST, date(2024, 6, 1)):
        said = refusal(clock.park, case(), parked=PARKED, **{**PARKING, "today": today})
        assert said == (
            "conflict parking-spent: 此轮办理最迟只能挂账至 2024-05-30，不能再挂账；"
            "请申请延期（case extend），或按暂时不能解决办理（case conclude）"
        )


@pytest.mark.clause("S34")
def test_only_what_stands_still_is_resumed() -> None:
    said = refusal(clock.resume, case(), resumed=RESUMED, by=SECRETARY)
    assert said == "conflict not-parked: 此事没有挂账，无须恢复"
    said = refusal(
        clock.resume, case(PARKED), resumed=events.ClockResumed(reason=Personal(" ")), by=SECRETARY
    )
    assert said == "invalid blank: 恢复理由不能为空，请写明为什么可以继续办理"


def test_only_an_open_matter_is_parked_and_with_a_reason() -> None:
    said = refusal(clock.park, case(ENDED), parked=PARKED, **PARKING)
    assert said == "conflict case-concluded: 此事已经办结（已解决），不能再挂账"
    blank = attrs.evolve(PARKED, reason=Personal(" "))
    said = refusal(clock.park, case(), parked=blank, **PARKING)
    assert said == "invalid blank: 挂账理由不能为空，请写明为什么现在办不下去"


@pytest.mark.clause("S25")
def test_a_clock_is_stopped_and_a_limit_put_back_by_those_who_handle_the_matter() -> None:
    for decide, asked in (
        (clock.park, {**PARKING, "parked": PARKED}),
        (clock.resume, {"resumed": RESUMED}),
        (clock.ask_extension, {**ASKS, "asking": ASKING}),
        (clock.tell_extension, {"told": TOLD}),
    ):
        said = refusal(decide, case(PARKED), **{**asked, "by": STRANGER})
        assert said.startswith("not-allowed not-in-hand")


@pytest.mark.clause("S34")
def test_a_limit_is_put_back_when_asked_in_time_allowed_by_the_head_and_told() -> None:
    assert clock.ask_extension(case(), asking=ASKING, **ASKS) == [ASKED]
    assert clock.ask_extension(case(ASKED), asking=ASKING, **ASKS) == []
    assert clock.approve_extension(case(ASKED), approval=APPROVED, **APPROVES) == [APPROVED]
    assert clock.approve_extension(case(ASKED, APPROVED), approval=APPROVED, **APPROVES) == []
    approved = case(ASKED, APPROVED)
    assert clock.tell_extension(approved, told=TOLD, by=SECRETARY) == [TOLD]
    told = case(ASKED, APPROVED, TOLD)
    assert clock.tell_extension(told, told=TOLD, by=SECRETARY) == []
    assert told.course.extensions[1].told


@pytest.mark.clause("S34")
def test_what_was_refused_may_be_asked_again_and_each_round_has_its_own() -> None:
    assert clock.refuse_extension(case(ASKED), refused=REFUSED, **JUDGES) == [REFUSED]
    assert clock.refuse_extension(case(ASKED, REFUSED), refused=REFUSED, **JUDGES) == []
    second = attrs.evolve(ASKED, extension=2)
    assert clock.ask_extension(case(ASKED, REFUSED), asking=ASKING, **ASKS) == [second]
    reopened = case(ASKED, APPROVED, TOLD, ENDED, REOPENED)
    assert clock.ask_extension(reopened, asking=ASKING, **ASKS) == [second]
    other = attrs.evolve(ASKING, duty=events.Duty.FEEDBACK_RESULT)
    (asked,) = clock.ask_extension(case(ASKED), asking=other, **ASKS)
    assert asked == attrs.evolve(second, duty=events.Duty.FEEDBACK_RESULT)


@pytest.mark.clause("S34")
@pytest.mark.parametrize("history", [(ASKED,), (ASKED, APPROVED)], ids=["pending", "approved"])
def test_a_limit_is_put_back_once(history) -> None:
    longer = attrs.evolve(ASKING, until=date(2024, 5, 11))
    assert refusal(clock.ask_extension, case(*history), asking=longer, **ASKS) == (
        "conflict extension-spent: 「办结」的期限已经申请过延期"
        "（第 1 次申请，至 2024-05-10），不能再次申请"
    )


@pytest.mark.clause("S34")
def test_an_extension_is_asked_before_the_limit_has_passed() -> None:
    on_the_day = {**ASKS, "today": DUE.due}
    assert clock.ask_extension(case(), asking=ASKING, **on_the_day) == [ASKED]
    after = {**ASKS, "today": date(2024, 4, 21)}
    assert refusal(clock.ask_extension, case(), asking=ASKING, **after) == (
        "conflict extension-late: 「办结」的期限 2024-04-20 已过"
        "（今天 2024-04-21），不能再申请延期"
    )
    late = {**APPROVES, "today": date(2024, 4, 21)}
    assert refusal(clock.approve_extension, case(ASKED), approval=APPROVED, **late) == (
        "conflict extension-late: 「办结」的期限 2024-04-20 已过"
        "（今天 2024-04-21），不能再批准延期"
    )


@pytest.mark.clause("S34")
@pytest.mark.parametrize("until", [DUE.due, date(2024, 5, 21)])
def test_an_extension_ends_after_the_limit_and_within_the_most_allowed(until) -> None:
    asking = attrs.evolve(ASKING, until=until)
    assert refusal(clock.ask_extension, case(), asking=asking, **ASKS) == (
        f"invalid extension-span: 延期的截止日期（until）{until} 不对，"
        "应晚于原期限 2024-04-20、不迟于 2024-05-20"
    )
    last = attrs.evolve(ASKING, until=DUE.latest)
    assert len(clock.ask_extension(case(), asking=last, **ASKS)) == 1


@pytest.mark.clause("S34")
def test_only_a_running_limit_is_put_back() -> None:
    met = {**ASKS, "running": None}
    assert refusal(clock.ask_extension, case(), asking=ASKING, **met) == (
        "conflict limit-not-running: 此事现在没有正在计算的「办结」时限，无须延期"
    )
    said = refusal(clock.ask_extension, case(PARKED), asking=ASKING, **ASKS)
    assert said == (
        "conflict parked-already: 此事已经挂账至 2024-04-01，不能再申请延期；"
        "请先恢复（case resume）"
    )
    said = refusal(clock.ask_extension, case(ENDED), asking=ASKING, **ASKS)
    assert said.startswith("conflict case-concluded")
    said = refusal(clock.approve_extension, case(ASKED, ENDED), approval=APPROVED, **APPROVES)
    assert said.startswith("conflict case-concluded")


@pytest.mark.clause("S34")
def test_an_extension_is_decided_by_a_head_who_did_not_ask_it_nor_owns_the_matter() -> None:
    leading = attrs.evolve(SECRETARY, leads=frozenset({"dafeng"}))
    own = {"by": leading, "askers": frozenset({"0003"})}
    said = refusal(clock.refuse_extension, case(ASKED), refused=REFUSED, **own)
    assert said == (
        "not-allowed own-request: 0002 是申请人或此事的负责人，不能自己不批准延期，请由上级办理"
    )
    asked_it = {**APPROVES, "askers": frozenset({HEAD.person})}
    said = refusal(clock.approve_extension, case(ASKED), approval=APPROVED, **asked_it)
    assert said.startswith("not-allowed own-request")
    coordinator = {**APPROVES, "by": CLERK}
    said = refusal(clock.approve_extension, case(ASKED), approval=APPROVED, **coordinator)
    assert said == (
        "not-allowed not-leading: 批准延期须由主管 dafeng 的负责人办理，"
        "000001 现任职务不主管该单位"
    )


@pytest.mark.clause("S34")
def test_a_head_decides_what_was_asked_and_does_not_turn_round() -> None:
    unknown = "not-found extension-unknown: 没有第 1 次延期申请，现有：无"
    assert refusal(clock.approve_extension, case(), approval=APPROVED, **APPROVES) == unknown
    assert refusal(clock.refuse_extension, case(), refused=REFUSED, **JUDGES) == unknown
    second = attrs.evolve(TOLD, extension=2)
    said = refusal(clock.tell_extension, case(ASKED), told=second, by=SECRETARY)
    assert said == "not-found extension-unknown: 没有第 2 次延期申请，现有：1"
    refused, approved = case(ASKED, REFUSED), case(ASKED, APPROVED)
    assert refusal(clock.approve_extension, refused, approval=APPROVED, **APPROVES) == (
        "conflict extension-decided: 第 1 次延期申请已经不予批准，不能再批准"
    )
    assert refusal(clock.refuse_extension, approved, refused=REFUSED, **JUDGES) == (
        "conflict extension-decided: 第 1 次延期申请已经批准，不能再改为不批准"
    )


@pytest.mark.clause("S34")
@pytest.mark.parametrize("history", [(ASKED,), (ASKED, REFUSED)], ids=["pending", "refused"])
def test_the_citizen_is_told_of_what_was_approved(history) -> None:
    assert refusal(clock.tell_extension, case(*history), told=TOLD, by=SECRETARY) == (
        "conflict extension-not-approved: 第 1 次延期申请尚未批准，不能告知群众已经延期"
    )


def test_words_are_not_left_blank() -> None:
    blank = Personal(" ")
    for decide, state, asked, wanted in (
        (
            clock.ask_extension,
            case(),
            {"asking": attrs.evolve(ASKING, reason=blank), **ASKS},
            "延期理由",
        ),
        (
            clock.approve_extension,
            case(ASKED),
            {"approval": attrs.evolve(APPROVED, basis=blank), **APPROVES},
            "批准意见",
        ),
        (
            clock.refuse_extension,
            case(ASKED),
            {"refused": attrs.evolve(REFUSED, reason=blank), **JUDGES},
            "不批准的理由",
        ),
        (
            clock.tell_extension,
            case(ASKED, APPROVED),
            {"told": attrs.evolve(TOLD, text=blank), "by": SECRETARY},
            "告知内容",
        ),
    ):
        assert refusal(decide, state, **asked).startswith(f"invalid blank: {wanted}不能为空")


def test_a_decision_on_what_was_never_asked_changes_nothing() -> None:
    """``evolve`` is silent also where the log is not what a decision would have left."""
    assert case(APPROVED).course == case().course


def test_a_limit_is_called_as_the_derivation_calls_it() -> None:
    assert {duty: CLOCKS[duty] for duty in events.Duty} == clock.DUTIES
