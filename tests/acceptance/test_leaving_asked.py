"""What somebody who leaves was to do by a day: on the list, and whose it is afterwards (S46)."""

from typing import Any

import pytest
from tests.towns import MEMBER, SECRETARY, Town, by

GONE = {"until": "2024-03-05", "destination": "市水务局"}
RESOLVED = {"item": 1, "text": "换灯", "owner": MEMBER, "due": "2024-04-10", "cases": []}


@pytest.fixture
def asked(town: Town) -> tuple[Town, str]:
    """Give a town whose member has a measure and an order in a matter of the secretary's."""
    case = town.record()
    town.step(case, "measure", text="换线", owner=MEMBER, due="2024-04-07")
    town.do(
        "case.supervise", case=case, ordering={"to": MEMBER, "text": "快办", "due": "2024-03-20"}
    )
    town.step(case, "measure", text="修杆", owner=SECRETARY, due="2024-04-07")
    ordering = {"to": SECRETARY, "text": "快办", "due": "2024-03-20"}
    town.do("case.supervise", case=case, ordering=ordering)
    town.do("roster.transfer", person=MEMBER, transferred=GONE)
    return town, case


def listed(town: Town) -> list[tuple[str, str, str, bool]]:
    items = town.do("roster.leaving", person=MEMBER)["items"]
    return [(item["what"], item["id"], item["status_text"], item["open"]) for item in items]


def meeting(town: Town) -> str:
    held: dict[str, Any] = {
        "village": "dafeng",
        "period": "2024-Q1",
        "attendants": [MEMBER],
        "text": "记录",
        "held_on": "2024-03-01",
        "agenda": [{"title": "路灯", "cases": []}],
    }
    number: str = town.do("meeting.hold", act=by(SECRETARY), meeting=held)["id"]
    return number


@pytest.mark.clause("S25", "S46")
def test_measures_and_orders_are_on_the_list_and_then_go_on_with_the_matter(asked) -> None:
    town, case = asked
    assert listed(town) == [
        ("measure", f"{case}/1", "待办", True),
        ("order", f"{case}/1", "待办", True),
    ]
    town.set("2024-03-05")
    assert listed(town) == [
        ("measure", f"{case}/1", "由陈国强接续", False),
        ("order", f"{case}/1", "由陈国强接续", False),
    ]
    assert town.do("roster.leaving", person=MEMBER)["clear"]
    town.do("roster.close", person=MEMBER, closed={"on": "2024-03-05"})
    which = {"person": SECRETARY, "period": "2024", "case": case}
    owed = {item["id"] for item in town.do("duties.list", which=which)["items"]}
    assert {f"measure/{case}/1", f"supervise.reply/{case}/1"} <= owed


@pytest.mark.clause("S46", "S52")
def test_nobody_is_closed_with_a_resolution_in_hand(town: Town) -> None:
    number = meeting(town)
    resolved = {"act": by(SECRETARY), "meeting": number}
    town.do("meeting.resolve", **resolved, resolution=RESOLVED)
    town.do("roster.transfer", person=MEMBER, transferred=GONE)
    town.set("2024-03-06")
    what = ("resolution", f"meeting/{number}/1", "应于 2024-04-10 前落实", True)
    assert listed(town) == [what]
    known = town.do("roster.leaving", person=MEMBER, when={"position": town.office.log.size()})
    assert [item["id"] for item in known["items"]] == [what[1]]
    refusal = town.refused("roster.close", person=MEMBER, closed={"on": "2024-03-06"})
    assert str(refusal) == f"0003 离任清单未清：未落实的决议 meeting/{number}/1"
    dropped = {"resolution": 1, "reason": "改由陈国强落实"}
    town.do("meeting.drop", **resolved, dropped=dropped)
    assert listed(town) == []
    assert town.do("roster.close", person=MEMBER, closed={"on": "2024-03-06"})["events"]


@pytest.mark.clause("S46", "S61")
def test_nobody_is_closed_with_a_problem_to_put_right(town: Town) -> None:
    town.record()
    half = {"kind": "half-year", "units": ["dafeng"], "period": "2024H1", "sample": 1}
    number = town.do("inspection.open", opening=half)["id"]
    problem = {"unit": "dafeng", "clause": "S62", "text": "没有反馈"}
    town.do("inspection.find", inspection=number, problem=problem)
    ordered = {"finding": 1, "owner": MEMBER, "text": "补反馈", "due": "2024-03-15"}
    town.do("inspection.order", inspection=number, ordered=ordered)
    town.do("roster.transfer", person=MEMBER, transferred=GONE)
    town.set("2024-03-06")
    assert listed(town) == [("rectification", f"{number}/1", "应于 2024-03-15 前整改", True)]
    refusal = town.refused("roster.close", person=MEMBER, closed={"on": "2024-03-06"})
    assert str(refusal) == f"0003 离任清单未清：未完成的整改 {number}/1"
    town.do("inspection.order", inspection=number, ordered={**ordered, "owner": SECRETARY})
    assert listed(town) == []
    assert town.do("roster.close", person=MEMBER, closed={"on": "2024-03-06"})["events"]
