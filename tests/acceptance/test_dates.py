"""Nothing is dated so that a limit that was missed was met, or that the record contradicts."""

import pytest
from tests.towns import (
    CLERK,
    HEAD,
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
