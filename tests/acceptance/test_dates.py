"""Nothing is dated so that a limit that was missed was met, or that the record contradicts."""

import pytest
from tests.towns import (
    CLERK,
    ENGINEER,
    HEAD,
    LEADER,
    MEMBER,
    NEIGHBOUR,
    SECRETARY,
    Town,
    by,
    shanghai,
)

TOLD = {"stage": "result", "means": "visit", "text": "灯已修好", "response": "satisfied"}
RESOLVED = {"outcome": "resolved", "effect": "亮了"}


def refused(town: Town, use_case: str, who: str, case: str, at=None, **given) -> str:
    act = by(who, occurred_at=None if at is None else shanghai(at))
    return town.refused(f"case.{use_case}", act=act, case=case, **given).code


def does(town: Town, use_case: str, who: str, case: str, at=None, **given) -> None:
    act = by(who, occurred_at=None if at is None else shanghai(at))
    town.do(f"case.{use_case}", act=act, case=case, **given)


def learned(when: str) -> dict:
    return {"amendment": {"field": "learned_at", "value": when, "reason": "记错"}}


def limits(town: Town, case: str) -> list:
    items = town.do("deadline.explain", case=case)["items"]
    return [(item["duty"], item["state"], item["met_on"]) for item in items]


@pytest.mark.clause("S34", "S35")
def test_no_matter_is_learned_after_it_was_recorded(wide_town) -> None:
    case = wide_town.record(learned_at="2024-02-20T09:00:00+08:00")
    wide_town.set("2024-05-10")
    late = learned("2024-03-01T09:00:01+08:00")
    assert refused(wide_town, "amend", CLERK, case, **late) == "learned-after"
    does(wide_town, "amend", CLERK, case, **learned("2024-03-01T09:00:00+08:00"))


@pytest.mark.clause("S34", "S35")
def test_who_answers_for_a_matter_does_not_set_its_limits_running_anew(wide_town) -> None:
    case = wide_town.record(learned_at="2024-02-20T09:00:00+08:00")
    wide_town.set("2024-05-10")
    missed = limits(wide_town, case)
    assert ("conclude", "missed", None) in missed
    later = learned("2024-02-27T09:00:00+08:00")
    assert refused(wide_town, "amend", SECRETARY, case, **later) == "learned-later"
    assert refused(wide_town, "amend", MEMBER, case, **later) == "learned-later"
    assert refused(wide_town, "amend", NEIGHBOUR, case, **later) == "case-unknown"
    for_owner = {"act": by(CLERK, on_behalf_of=SECRETARY), "case": case, **later}
    assert wide_town.refused("case.amend", **for_owner).code == "learned-later"
    assert limits(wide_town, case) == missed
    does(wide_town, "amend", SECRETARY, case, **learned("2024-02-19T09:00:00+08:00"))
    does(wide_town, "amend", HEAD, case, **later)
    title = {"amendment": {"field": "title", "value": "x", "reason": "记错"}}
    assert refused(wide_town, "amend", HEAD, case, **title) == "not-in-hand"
    interest = {"person": HEAD, "reason": "反映人是亲属"}
    does(wide_town, "recuse", HEAD, case, asked=interest)
    does(wide_town, "recuse-grant", CLERK, case, granting={"person": HEAD})
    again = learned("2024-02-28T09:00:00+08:00")
    assert refused(wide_town, "amend", HEAD, case, **again) == "recused"
    does(wide_town, "amend", CLERK, case, **again)


EARLY, ASKED_ON = "2024-03-02T10:00", "2024-03-20T00:00"


@pytest.mark.clause("S34", "S35", "S64", "S72", "S76")
def test_no_answer_is_dated_before_what_it_answers(wide_town) -> None:
    case = wide_town.record()
    wide_town.set("2024-03-20")
    due = "2024-03-25"
    task = {"unit": "urban", "person": ENGINEER, "text": "勘查线路", "due": due}
    explained = {"means": "visit", "text": "供电不归村管"}
    for use_case, who, given in (
        ("assist", SECRETARY, {"assistance": task}),
        ("explain", SECRETARY, {"explanation": explained}),
        ("escalate", SECRETARY, {"report": {"to": LEADER, "text": "请协调", "follow_up": due}}),
        ("supervise", CLERK, {"ordering": {"to": SECRETARY, "text": "限期", "due": due}}),
    ):
        does(wide_town, use_case, who, case, **given)
    answers: tuple[tuple[str, str, dict], ...] = (
        ("assist-object", ENGINEER, {"objected": {"task": 1, "reason": "不归我办"}}),
        ("assist-accept", ENGINEER, {"accepted": {"task": 1}}),
        ("assist-reply", ENGINEER, {"replied": {"task": 1, "text": "线已断"}}),
        ("acknowledge", LEADER, {"acknowledged": {"report": 1}}),
        ("supervise-reply", SECRETARY, {"replied": {"order": 1, "text": "灯已订"}}),
        ("supervise-close", CLERK, {"closed": {"order": 1, "text": "已通电"}}),
    )
    for use_case, who, given in answers:
        assert refused(wide_town, use_case, who, case, EARLY, **given) == "before-answered"
        if use_case != "assist-object":
            does(wide_town, use_case, who, case, ASKED_ON, **given)


@pytest.mark.clause("S34", "S35")
def test_no_end_is_dated_before_the_answer_and_so_meets_a_limit_that_was_missed(wide_town) -> None:
    case = wide_town.record()
    wide_town.set("2024-06-20")
    wide_town.step(case, "cause", text="线路老化")
    does(wide_town, "feedback", SECRETARY, case, feedback=TOLD)
    back = {"at": "2024-03-25T10:00", "conclusion": RESOLVED}
    assert refused(wide_town, "conclude", SECRETARY, case, **back) == "before-answered"
    does(wide_town, "conclude", SECRETARY, case, "2024-06-20T00:00", conclusion=RESOLVED)
    assert ("conclude", "met-late", "2024-06-20") in limits(wide_town, case)
    seen = {"means": "visit", "response": "satisfied", "as_told": True, "text": "亮了"}
    disputed = {"means": "visit", "text": "还是不亮"}
    for use_case, who, given in (
        ("revisit", LEADER, {"revisit": seen}),
        ("dispute", SECRETARY, {"dispute": disputed}),
    ):
        assert refused(wide_town, use_case, who, case, EARLY, **given) == "before-answered"
        does(wide_town, use_case, who, case, "2024-06-20T01:00", **given)


@pytest.mark.clause("S34", "S35")
def test_an_answer_told_in_time_may_be_recorded_late_with_the_end(wide_town) -> None:
    case = wide_town.record()
    wide_town.set("2024-06-20")
    wide_town.step(case, "cause", text="线路老化")
    does(wide_town, "feedback", SECRETARY, case, "2024-03-24T10:00", feedback=TOLD)
    does(wide_town, "conclude", SECRETARY, case, "2024-03-25T10:00", conclusion=RESOLVED)
    assert {state for _, state, _ in limits(wide_town, case)[1:]} == {"met"}


@pytest.mark.clause("S25", "S35")
def test_nobody_ends_a_matter_before_they_took_it_over(wide_town) -> None:
    case = wide_town.record()
    wide_town.set("2024-03-10")
    asked = {"to": NEIGHBOUR, "unit": "anyang", "reason": "路灯在安洋界内"}
    does(wide_town, "handover", SECRETARY, case, handover=asked)
    does(wide_town, "accept", NEIGHBOUR, case)
    wide_town.step(case, "cause", text="线路老化", act=by(NEIGHBOUR))
    does(wide_town, "feedback", NEIGHBOUR, case, EARLY, feedback=TOLD)
    back = {"at": "2024-03-09T10:00", "conclusion": RESOLVED}
    assert refused(wide_town, "conclude", NEIGHBOUR, case, **back) == "before-answered"
    put_off = {"outcome": "temporarily-unresolvable", "effect": "等资金", "basis": "无资金"}
    put_off |= {"cause": "funds", "next_look": "2024-04-10"}
    explained = {"means": "visit", "text": "资金未到"}
    wide_town.set("2024-03-12")
    does(wide_town, "explain", NEIGHBOUR, case, explanation=explained)
    for day in ("09", "11"):
        back = {"at": f"2024-03-{day}T10:00", "conclusion": put_off}
        assert refused(wide_town, "conclude", NEIGHBOUR, case, **back) == "before-answered"
    does(wide_town, "conclude", NEIGHBOUR, case, "2024-03-10T10:00", conclusion=RESOLVED)
