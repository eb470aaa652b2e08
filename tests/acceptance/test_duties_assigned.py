"""What bodies lay on people by a day stands in the ledger, the reminders and the calendar."""

from typing import Any

import pytest
from tests.assemblies import LEADER, NEIGHBOUR, STAFF, hold, peopled, resolve, tell
from tests.towns import CLERK, MEMBER, SECRETARY, Town, by

BODIES = ("resolution", "study.feedback", "rectification", "review.complete")


@pytest.fixture
def met(town: Town) -> Town:
    """Give a town with cadres of three villages."""
    return peopled(town)


def standing(town: Town, **asked: Any) -> dict[str, str]:
    """Return how the duties that bodies laid on people stand, by their ids."""
    when = {name: asked.pop(name) for name in ("as_of", "known_by") if name in asked}
    given = {"which": {"period": "2024", **asked}, "limit": 1000}
    items = town.do("duties.list", **given, **({"when": when} if when else {}))["items"]
    return {item["id"]: item["state"] for item in items if item["duty"] in BODIES}


def reminded(town: Town, person: str) -> set[str]:
    """Return what somebody is reminded of a year later that bodies laid on them."""
    items = town.do("duties.due", act=by(person), limit=1000)["items"]
    return {item["id"] for item in items if item["duty"] in BODIES}


@pytest.mark.clause("S52")
def test_a_resolution_is_reminded_of_and_stands_in_the_calendar(met: Town) -> None:
    number = hold(met, ("路灯", []))
    resolve(met, "meeting", number)
    mine = f"resolution/meeting/{number}/1"
    assert standing(met, person=MEMBER) == {mine: "open"}
    assert standing(met, unit="dafeng") == {mine: "open"}
    assert standing(met, person=SECRETARY) == {}
    feed = met.do("duties.feed", act=by(MEMBER), which={"period": "2024-Q2"})["text"]
    assert f"落实会议、集体研究的决议 会议 {number} 决议第 1 项" in feed.replace("\r\n ", "")
    met.set("2024-06-03")
    assert standing(met, person=MEMBER) == {mine: "missed"}
    assert standing(met, person=MEMBER, as_of="2024-05-30") == {mine: "open"}
    assert standing(met, person=MEMBER, known_by="2024-02-20") == {}
    assert reminded(met, MEMBER) == {mine}
    met.do(
        "meeting.carry-out", act=by(MEMBER), meeting=number, done={"resolution": 1, "text": "好"}
    )
    assert standing(met, person=MEMBER) == {mine: "met-late"}
    assert reminded(met, MEMBER) == set()
    page = met.do("duties.explain", which={"person": MEMBER, "period": "2024"}, id=mine)
    assert page["says"] == "2024-03-01 的记录定于 2024-05-31"
    assert [record["sentence"] for record in page["records"]] == [
        "李秀英：落实会议、集体研究的决议"
    ]


@pytest.mark.clause("S78", "S62")
def test_telling_what_a_study_decided_is_owed_by_who_answers_for_the_matter(met: Town) -> None:
    theirs, lamp = met.record(place="anyang", act=by(NEIGHBOUR)), met.record()
    asked = {"title": "各村路灯", "reason": "hot", "text": "都反映", "cases": [lamp, theirs]}
    study = met.do("study.open", act=by(LEADER), study=asked)["id"]
    assert standing(met, unit="town") == standing(met, case=lamp) == {}
    decided = {"held_on": "2024-03-01", "participants": [STAFF], "text": "统一更换"}
    met.do("study.decide", act=by(LEADER), study=study, decision=decided)
    ours, other = (f"study.feedback/{case}/{study}" for case in (lamp, theirs))
    assert standing(met, unit="town") == {ours: "open", other: "open"}
    assert standing(met, person=SECRETARY) == {ours: "open"}
    assert standing(met, case=theirs) == {other: "open"}
    assert standing(met, duty="study.feedback", person=NEIGHBOUR) == {other: "open"}
    assert standing(met, duty="resolution", person=NEIGHBOUR) == {}
    met.set("2025-06-03")
    assert reminded(met, SECRETARY) == {ours}
    tell(met, lamp)
    assert standing(met, unit="town") == {ours: "met-late", other: "missed"}
    [shown] = [one for one in met.do("study.show", study=study)["cases"] if one["case"] == lamp]
    assert (shown["state"], shown["due"]) == ("told-late", "2024-03-16")


@pytest.mark.clause("S12", "S78")
def test_a_matter_that_became_a_complaint_is_no_longer_told_of_as_studied(met: Town) -> None:
    lamp, theirs = met.record(), met.record()
    asked = {"title": "各村路灯", "reason": "hot", "text": "都反映", "cases": [lamp, theirs]}
    study = met.do("study.open", act=by(LEADER), study=asked)["id"]
    decided = {"held_on": "2024-03-01", "participants": [STAFF], "text": "统一更换"}
    met.do("study.decide", act=by(LEADER), study=study, decision=decided)
    change = {"category": "VILLAGE_GOVERNANCE.CONDUCT", "reason": "反映干部作风"}
    met.do("case.recategorise", act=by(CLERK), case=lamp, recategorisation=change)
    assert standing(met, unit="town") == {f"study.feedback/{theirs}/{study}": "open"}


@pytest.mark.clause("S61")
def test_putting_right_what_an_inspection_found_is_owed_by_who_was_told_to(met: Town) -> None:
    opening = {"kind": "spot-check", "units": ["dafeng"], "period": "2024-Q1"}
    number = met.do("inspection.open", act=by(LEADER), opening=opening)["id"]
    problem = {"unit": "dafeng", "clause": "S62", "text": "没有反馈"}
    met.do("inspection.find", act=by(LEADER), inspection=number, problem=problem)
    ordered = {"finding": 1, "owner": SECRETARY, "text": "补反馈", "due": "2024-03-15"}
    met.do("inspection.order", act=by(LEADER), inspection=number, ordered=ordered)
    mine = f"rectification/{number}/1/1"
    assert standing(met, person=SECRETARY) == {mine: "open"}
    met.set("2024-03-18")
    assert reminded(met, SECRETARY) == {mine}
    reported = {"finding": 1, "text": "已补"}
    met.do("inspection.report", act=by(SECRETARY), inspection=number, reported=reported)
    assert standing(met, person=SECRETARY) == {mine: "met-late"}


@pytest.mark.clause("S53")
def test_what_a_review_sent_back_is_owed_by_its_cadre_and_late_afterwards(met: Town) -> None:
    met.set("2024-03-10")
    about = {"person": MEMBER, "period": "2024-Q1"}
    returned = {"text": "补写经过", "due": "2024-03-20"}
    opinion = {"opinion": "过程太简略", "grade": "fair", "returned": returned}
    met.do("review.record", act=by(SECRETARY), **about, opinion=opinion)
    mine = f"review.complete/{MEMBER}/2024-Q1/1/1"
    assert standing(met, person=MEMBER) == {mine: "open"}
    met.set("2024-04-10")
    assert reminded(met, MEMBER) == {mine}
    reported = {"review": 1, "text": "已补写"}
    met.do("review.complete", act=by(MEMBER), **about, reported=reported)
    assert standing(met, person=MEMBER) == {mine: "met-late"}
    [read] = met.do("review.show", act=by(MEMBER), **about)["reviews"]
    [sent] = read["sent_back"]
    assert sent["late"] is True


GONE = {"until": "2024-03-31", "destination": "市水务局"}


@pytest.mark.clause("S46", "S52")
def test_what_who_left_was_to_carry_out_is_named_to_who_heads_the_village(met: Town) -> None:
    """Missed before they left it is theirs as well; missed after, the village's alone."""
    number = hold(met, ("路灯", []))
    resolve(met, "meeting", number, due="2024-03-20")
    resolve(met, "meeting", number, due="2024-04-20")
    early, later = (f"resolution/meeting/{number}/{n}" for n in (1, 2))
    met.do("roster.transfer", person=MEMBER, transferred=GONE)
    met.set("2024-03-31")
    assert standing(met, person=MEMBER) == {early: "missed", later: "open"}
    assert reminded(met, SECRETARY) == set()
    met.set("2024-06-03")
    assert standing(met, person=MEMBER) == {early: "missed"}
    assert standing(met, unit="dafeng") == {early: "missed", later: "missed"}
    assert reminded(met, SECRETARY) == {early, later}
    assert reminded(met, NEIGHBOUR) == reminded(met, LEADER) == set()
    assert standing(met, unit="dafeng", person=SECRETARY) == {early: "missed", later: "missed"}
    for reader, which in ((SECRETARY, early), (SECRETARY, later), (LEADER, later)):
        page = met.do("duties.explain", act=by(reader), id=which)
        assert (page["item"]["unit"], page["item"]["note"]) == ("dafeng", "责任人已离任")
    assert met.do("duties.explain", act=by(MEMBER), id=early)["item"]["person"] == MEMBER
    for which in (early, later):
        refused = met.refused("duties.explain", act=by(NEIGHBOUR), id=which)
        assert refused.code == "duties-closed"
    dropped = {"resolution": 1, "reason": "改由陈国强落实"}
    met.do("meeting.drop", act=by(SECRETARY), meeting=number, dropped=dropped)
    done = {"resolution": 2, "text": "已清"}
    met.do("meeting.carry-out", act=by(SECRETARY), meeting=number, done=done)
    assert reminded(met, SECRETARY) == set()


@pytest.mark.clause("S46", "S61", "S78")
def test_so_are_problems_to_put_right_and_what_a_study_resolved(met: Town) -> None:
    opening = {"kind": "spot-check", "units": ["dafeng"], "period": "2024-Q1"}
    number = met.do("inspection.open", act=by(LEADER), opening=opening)["id"]
    problem = {"unit": "dafeng", "clause": "S62", "text": "没有反馈"}
    met.do("inspection.find", act=by(LEADER), inspection=number, problem=problem)
    ordered = {"finding": 1, "owner": MEMBER, "text": "补反馈", "due": "2024-03-15"}
    met.do("inspection.order", act=by(LEADER), inspection=number, ordered=ordered)
    lamp = met.record()
    asked = {"title": "各村路灯", "reason": "hot", "text": "都反映", "cases": [lamp]}
    study = met.do("study.open", act=by(LEADER), study=asked)["id"]
    decided = {"held_on": "2024-03-01", "participants": [STAFF], "text": "统一更换"}
    met.do("study.decide", act=by(LEADER), study=study, decision=decided)
    resolve(met, "study", study, act=by(LEADER), owner=MEMBER)
    met.do("roster.transfer", person=MEMBER, transferred=GONE)
    met.set("2024-06-03")
    assert reminded(met, SECRETARY) == {
        f"rectification/{number}/1/1",
        f"study.feedback/{lamp}/{study}",
    }
    assert reminded(met, LEADER) == {f"resolution/study/{study}/1"}


@pytest.mark.clause("S52")
def test_ones_own_resolution_is_explained_among_those_of_others(met: Town) -> None:
    number = hold(met, ("路灯", []))
    resolve(met, "meeting", number, owner=SECRETARY)
    resolve(met, "meeting", number)
    mine = f"resolution/meeting/{number}/2"
    assert met.do("duties.explain", act=by(MEMBER), id=mine)["item"]["person"] == MEMBER
    theirs = f"resolution/meeting/{number}/1"
    assert met.refused("duties.explain", act=by(MEMBER), id=theirs).code == "duties-closed"
