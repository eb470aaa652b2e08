"""A matter's clock, its looks, and what follows its end, through the office."""

from contextlib import suppress

import pytest
from tests.towns import CLERK, MEMBER, RETIRED, SECRETARY, Town, by, shanghai

from minqing_core.diary.decisions.refusals import AmendedValueError
from minqing_core.roster.decisions.refusals import UnitUnknownError

HEAD = "0006"
PARKED = {"cause": "authority", "until": "2024-04-01", "reason": "等待市里批复"}
DEFERRED = {
    "outcome": "temporarily-unresolvable",
    "effect": "已列入计划",
    "cause": "funds",
    "basis": "预算已定",
    "next_look": "2024-04-01",
}
TOLD = {"stage": "result", "means": "visit", "text": "灯已修好", "response": "satisfied"}
RESOLVED = {"outcome": "resolved", "effect": "亮了"}
REVISIT = {
    "means": "telephone",
    "response": "dissatisfied",
    "as_told": False,
    "text": "群众说灯只亮了两天",
}
DISPUTE = {"means": "telephone", "text": "灯又不亮了"}
ASKING = {"duty": "conclude", "until": "2024-05-20", "reason": "管材未到货"}


@pytest.fixture
def led(town) -> Town:
    """Give a town with a leader in charge above the villages."""
    facts = {"name": "梁主任", "kind": "town-office-civil-servant", "since": "2020-01-01"}
    post = {"post": "leader-in-charge", "unit": "town"}
    town.do("roster.person", person=HEAD, facts={**facts, **post})
    return town


def does(town, use_case, case, by_whom=SECRETARY, **given):
    return town.do(f"case.{use_case}", act=by(by_whom), case=case, **given)


def code(town, use_case, case, by_whom=SECRETARY, act=None, **given) -> str:
    refusal = town.refused(f"case.{use_case}", act=act or by(by_whom), case=case, **given)
    return f"{refusal.kind} {refusal.code}"


def limits(town, case, **when) -> dict[tuple[str, int], tuple[str, str]]:
    items = town.do("deadline.explain", case=case, **when)["items"]
    return {(i["duty"], i["round"]): (i["due"], i["state"]) for i in items}


def concluded(town, **matter) -> str:
    """Return a matter that was handled, answered and concluded."""
    case = town.record(**matter)
    town.step(case, "cause", text="线路老化")
    does(town, "feedback", case, feedback=TOLD)
    does(town, "conclude", case, conclusion=RESOLVED)
    return case


@pytest.mark.clause("S34", "S65")
def test_a_parked_matter_does_not_hang_and_its_limits_stand_still(town) -> None:
    case = town.record()
    recorded = does(town, "park", case, parked=PARKED)
    assert [item["sentence"] for item in recorded["events"]] == [
        "陈国强挂账，时限停算至 2024年4月1日 星期一，客观原因：超出职权，理由：等待市里批复"
    ]
    page = town.do("case.show", case=case)
    assert (page["status"], page["status_text"], page["why"]) == ("parked", "挂账", (2,))
    assert page["course"]["parking"] == {
        "cause": "authority",
        "reason": "等待市里批复",
        "until": "2024-04-01",
        "lapsed": False,
    }
    assert limits(town, case)["conclude", 1] == ("2024-05-31", "open")
    town.set("2024-04-01")
    assert town.do("report.hanging")["items"] == ()
    assert town.do("case.count", which={"status": "parked"})["total"] == 1
    town.set("2024-04-02")
    assert len(town.do("report.hanging")["items"]) == 1
    assert town.do("case.show", case=case)["course"]["parking"]["lapsed"]
    does(town, "resume", case, resumed={"reason": "批复已到"})
    assert town.do("case.show", case=case)["status"] == "handling"


@pytest.mark.clause("S34")
def test_a_clock_is_not_stopped_or_set_going_in_the_past_or_for_too_long(town) -> None:
    case = town.record()
    early = by(SECRETARY, occurred_at=shanghai("2024-03-01T08:40"))
    assert code(town, "park", case, act=early, parked=PARKED) == "invalid not-afterwards"
    assert code(town, "resume", case, act=early, resumed={"reason": "x"}) == (
        "invalid not-afterwards"
    )
    too_long = {**PARKED, "until": "2024-05-31"}
    assert code(town, "park", case, parked=too_long) == "invalid parking-span"
    does(town, "park", case, parked={**PARKED, "until": "2024-05-30"})


@pytest.mark.clause("S34")
def test_an_extension_takes_effect_once_it_was_approved_and_told(led) -> None:
    case = led.record()
    assert code(led, "extend", case, asking={**ASKING, "until": "2024-06-01"}) == (
        "invalid extension-span"
    )
    does(led, "extend", case, asking=ASKING)
    assert limits(led, case)["conclude", 1] == ("2024-04-30", "open")
    pending = led.do("case.show", case=case)["course"]
    assert [(e["approved"], e["asked_by"]) for e in pending["extensions"]] == [(None, SECRETARY)]
    asked = {"extension": 1, "basis": "情况属实"}
    assert code(led, "extend-approve", case, approval=asked) == "not-allowed own-request"
    assert code(led, "extend-approve", case, MEMBER, approval=asked) == "not-allowed not-leading"
    assert code(led, "extend-approve", case, HEAD, approval={"extension": 2}) == (
        "not-found extension-unknown"
    )
    does(led, "extend-approve", case, HEAD, approval=asked)
    assert limits(led, case)["conclude", 1] == ("2024-04-30", "open")
    notice = {"extension": 1, "means": "telephone", "text": "管材下月到"}
    does(led, "extend-tell", case, told=notice)
    assert limits(led, case)["conclude", 1] == ("2024-05-20", "open")
    assert limits(led, case)["feedback.result", 1] == ("2024-04-30", "open")
    course = led.do("case.show", case=case)["course"]
    assert [(e["approved"], e["told_on"], e["decided_by"]) for e in course["extensions"]] == [
        (True, "2024-03-01", HEAD)
    ]
    assert course["people"] == {SECRETARY: "陈国强", HEAD: "梁主任"}


@pytest.mark.clause("S34")
def test_what_a_subordinate_asks_the_secretary_decides_unless_the_matter_is_theirs(led) -> None:
    case = led.record(act=by(MEMBER))
    act = by(MEMBER)
    led.do("case.extend", act=act, case=case, asking=ASKING)
    for_another = by(SECRETARY, on_behalf_of=MEMBER)
    refused = {"extension": 1, "reason": "可以按期完成"}
    said = code(led, "extend-refuse", case, act=for_another, refused=refused)
    assert said == "not-allowed not-for-another"
    does(led, "extend-refuse", case, refused=refused)
    led.do("case.extend", act=act, case=case, asking=ASKING)
    does(led, "extend-approve", case, approval={"extension": 2})


@pytest.mark.clause("S34")
def test_no_more_time_is_asked_for_what_was_met_or_has_passed(led) -> None:
    case = led.record()
    does(led, "feedback", case, feedback=TOLD)
    met = {**ASKING, "duty": "feedback.result"}
    assert code(led, "extend", case, asking=met) == "conflict limit-not-running"
    led.set("2024-05-01")
    assert code(led, "extend", case, asking=ASKING) == "conflict extension-late"


@pytest.mark.clause("S83")
def test_before_the_scheme_there_is_no_limit_to_put_back(town) -> None:
    case = town.record(learned_at="2007-01-01")
    assert code(town, "extend", case, asking=ASKING) == "conflict limit-not-running"


@pytest.mark.clause("S29", "S65")
def test_what_was_put_off_is_looked_at_again(town) -> None:
    case = town.record()
    town.step(case, "cause", text="线路老化")
    does(town, "explain", case, explanation={"means": "visit", "text": "资金未到"})
    look = {"text": "资金仍未到位", "next_look": "2024-06-01"}
    assert code(town, "look", case, look=look) == "conflict not-put-off"
    does(town, "conclude", case, conclusion=DEFERRED)
    town.set("2024-04-01")
    does(town, "look", case, look=look)
    page = town.do("case.show", case=case)
    assert (page["status"], page["course"]["next_look"], page["why"]) == (
        "deferred",
        "2024-06-01",
        (4, 5),
    )
    town.set("2024-06-01")
    assert town.do("report.hanging")["items"] == ()
    town.set("2024-06-02")
    assert len(town.do("report.hanging")["items"]) == 1


@pytest.mark.clause("S28", "S29")
def test_a_matter_is_revisited_by_somebody_who_did_not_handle_it(led) -> None:
    case = concluded(led)
    assert code(led, "revisit", case, revisit=REVISIT) == "not-allowed handled-it"
    for_another = by(HEAD, on_behalf_of=SECRETARY)
    said = code(led, "revisit", case, act=for_another, revisit=REVISIT)
    assert said == "not-allowed not-for-another"
    recorded = does(led, "revisit", case, MEMBER, revisit=REVISIT)
    assert [item["sentence"] for item in recorded["events"]] == [
        "李秀英以电话方式回访群众：群众说灯只亮了两天（群众不满意，答复与实际不一致）"
    ]
    does(led, "revisit", case, HEAD, revisit={**REVISIT, "as_told": True})


@pytest.mark.clause("S26", "S34", "S63")
def test_a_disputed_matter_is_taken_up_again_and_every_end_is_kept(led) -> None:
    case = concluded(led)
    does(led, "dispute", case, dispute=DISPUTE)
    led.set("2024-03-20")
    does(led, "reopen", case, HEAD, reopened={"reason": "群众异议属实"})
    page = led.do("case.show", case=case)
    assert (page["status"], page["course"]["round"], page["why"]) == ("handling", 2, ())
    assert [(c["round"], c["on"], c["outcome"]) for c in page["course"]["closures"]] == [
        (1, "2024-03-01", "resolved")
    ]
    assert led.do("case.count", which={"unanswered": True})["total"] == 1
    assert limits(led, case) == {
        ("feedback.opinion", 1): ("2024-03-08", "met"),
        ("feedback.result", 1): ("2024-04-30", "met"),
        ("conclude", 1): ("2024-04-30", "met"),
        ("feedback.result", 2): ("2024-05-19", "open"),
        ("conclude", 2): ("2024-05-19", "open"),
    }
    assert led.do("report.hanging")["items"] == ()
    led.set("2024-04-05")
    assert len(led.do("report.hanging")["items"]) == 1
    assert code(led, "conclude", case, conclusion=RESOLVED) == "conflict feedback-owed"
    does(led, "feedback", case, feedback=TOLD)
    does(led, "conclude", case, conclusion=RESOLVED)
    page = led.do("case.show", case=case)
    assert (page["status"], len(page["course"]["closures"]), page["why"]) == (
        "concluded",
        2,
        (8,),
    )
    then = {"as_of": "2024-03-10"}
    assert led.do("case.show", case=case, when=then)["status"] == "concluded"


@pytest.mark.clause("S35", "S63")
def test_what_happened_before_a_reopening_does_not_answer_the_new_round(led) -> None:
    case = concluded(led)
    led.set("2024-03-20")
    does(led, "reopen", case, reopened={"reason": "群众异议属实"})
    before = by(SECRETARY, occurred_at=shanghai("2024-03-20T08:59"))
    assert code(led, "feedback", case, act=before, feedback=TOLD) == "invalid before-reopened"
    led.later(hours=2)
    after = by(SECRETARY, occurred_at=shanghai("2024-03-20T09:30"))
    led.do("case.feedback", act=after, case=case, feedback=TOLD)
    does(led, "conclude", case, conclusion=RESOLVED)
    assert led.do("case.show", case=case)["status"] == "concluded"


@pytest.mark.clause("S17", "S35")
def test_a_category_is_given_anew_and_both_are_seen(town) -> None:
    case = town.record()
    amendment = {"field": "category", "value": "ECONOMY", "reason": "记错"}
    assert code(town, "amend", case, amendment=amendment) == "invalid recategorise"
    anew = {"category": "OTHER", "reason": "不属行路难"}
    assert code(town, "recategorise", case, recategorisation=anew) == "invalid label-wanted"
    does(town, "recategorise", case, recategorisation={**anew, "label": "路灯养护"})
    page = town.do("case.show", case=case)
    assert (page["matter"]["category"], page["matter"]["category_label"]) == ("OTHER", "路灯养护")
    assert [(a["before"], a["after"], a["by"]) for a in page["amendments"]] == [
        ("HOT_DIFFICULT.ROADS", "OTHER", SECRETARY)
    ]
    assert town.do("case.count", which={"category": "OTHER"})["total"] == 1
    again = does(town, "recategorise", case, recategorisation=anew)
    assert again["events"] == ()


@pytest.mark.clause("S12", "S25", "S66")
def test_an_owner_with_an_interest_withdraws_and_another_takes_over(led) -> None:
    case = led.record()
    asked = {"person": SECRETARY, "reason": "是当事人的哥哥"}
    does(led, "recuse", case, asked=asked)
    granting = {"person": SECRETARY, "owner": MEMBER, "reason": "情况属实"}
    refusal = code(led, "recuse-grant", case, granting=granting)
    assert refusal == "not-allowed recusal-not-for-them"
    alone = {"person": SECRETARY}
    assert code(led, "recuse-grant", case, HEAD, granting=alone) == "invalid successor-wanted"
    for changes, said in (
        ({"owner": "9999"}, "not-found person-unknown"),
        ({"unit": "none"}, "not-found unit-unknown"),
        ({"unit": "anyang"}, "conflict successor-elsewhere"),
    ):
        assert code(led, "recuse-grant", case, HEAD, granting={**granting, **changes}) == said
    recorded = does(led, "recuse-grant", case, HEAD, granting=granting)
    assert [item["sentence"] for item in recorded["events"]] == [
        "梁主任决定陈国强回避此事，理由：情况属实",
        "梁主任改由大丰村李秀英负责此事，理由：情况属实",
    ]
    page = led.do("case.show", case=case)
    assert (page["hands"]["owner"], page["course"]["recusals"][0]["granted"]) == (MEMBER, True)
    cause = {"kind": "cause", "text": "线路老化"}
    assert code(led, "step", case, step=cause) == "not-allowed recused"
    for_them = by(CLERK, on_behalf_of=SECRETARY)
    assert code(led, "step", case, act=for_them, step=cause) == "not-allowed recused"
    for_member = by(CLERK, on_behalf_of=MEMBER)
    led.step(case, "cause", text="线路老化", act=for_member)


@pytest.mark.clause("S12", "S66")
def test_a_recusal_may_be_refused_and_then_the_person_goes_on(led) -> None:
    case = led.record()
    assert code(led, "recuse", case, asked={"person": "9999", "reason": "x"}) == (
        "not-found person-unknown"
    )
    does(led, "recuse", case, asked={"person": MEMBER, "reason": "是邻居"})
    does(led, "recuse-refuse", case, CLERK, refused={"person": MEMBER, "reason": "邻居不必回避"})
    led.step(case, "cause", text="线路老化", act=by(MEMBER))
    assert code(led, "recuse", case, RETIRED, asked={"person": MEMBER, "reason": "x"}) == (
        "not-allowed not-allowed"
    )
    granted = {"person": MEMBER}
    assert code(led, "recuse-grant", case, HEAD, granting=granted) == "not-found recusal-unasked"


@pytest.mark.clause("S35")
def test_a_matter_says_what_of_it_can_be_corrected_and_as_it_now_is(town) -> None:
    case = town.record(title="路灯不亮")
    town.step(case, "cause", text="线路老化")

    page = town.do("case.show", case=case)

    told = {(one["version"], one["field"]): one["value"] for one in page["amendable"]}
    assert (told[1, "title"], told[2, "text"]) == ("路灯不亮", "线路老化")
    for version, field in told:
        amendment = {"version": version, "field": field, "value": "x", "reason": "笔误"}
        with suppress(AmendedValueError, UnitUnknownError):
            does(town, "amend", case, amendment=amendment)


@pytest.mark.clause("S34", "S62")
def test_a_limit_says_how_many_working_days_are_left_and_how_long_it_is_over(town: Town) -> None:
    case = town.record()
    [first, *_] = town.do("deadline.explain", case=case)["working_days_left"]
    town.later(days=7)
    [week, *_] = town.do("deadline.explain", case=case)["working_days_left"]
    assert first - week == 5
    town.later(days=365)
    assert town.do("deadline.explain", case=case)["working_days_left"][0] < 0
    told = {"stage": "opinion", "means": "visit", "text": "来修", "response": "accepted"}
    town.do("case.feedback", case=case, feedback=told)
    assert None in town.do("deadline.explain", case=case)["working_days_left"]
