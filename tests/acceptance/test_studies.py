"""Collective studies: decided by several, told to every citizen whose matter was studied (S78)."""

from typing import Any

import pytest
from tests.assemblies import (
    LEADER,
    NEIGHBOUR,
    STAFF,
    WEST,
    finish,
    given_to,
    peopled,
    resolve,
    tell,
)
from tests.towns import CLERK, SECRETARY, Town, by

CONDUCT = "VILLAGE_GOVERNANCE.CONDUCT"


@pytest.fixture
def spread(town: Town) -> Town:
    """Give a town with cadres of three villages."""
    return peopled(town)


def told(town: Town, use_case: str, **asked: Any) -> Any:
    """Return what a reading answers from the tables, having seen that the log says the same."""
    found = town.do(use_case, **asked)
    walked = town.do(use_case, **asked, when={"position": town.office.log.size()})
    assert walked == found
    return found


def lamps(town: Town, **matter: Any) -> tuple[str, str]:
    """Write down that the lamps are out in two villages."""
    theirs = town.record(place="anyang", act=by(NEIGHBOUR), **matter)
    return town.record(**matter), theirs


def open_(town: Town, *cases: str, act: Any = None, **said: Any) -> str:
    given = {
        "title": "各村路灯",
        "reason": "hot",
        "text": "都反映路灯不亮",
        "cases": cases,
        **said,
    }
    number: str = town.do("study.open", act=act or by(LEADER), study=given)["id"]
    return number


def decide(town: Town, study: str, *, act: Any = None, **said: Any) -> Any:
    given = {
        "held_on": town.at.date().isoformat(),
        "participants": [STAFF, SECRETARY],
        "text": "由镇统一更换",
        **said,
    }
    return town.do("study.decide", act=act or by(LEADER), study=study, decision=given)


def page(town: Town, study: str, **asked: Any) -> Any:
    return told(town, "study.show", study=study, **asked)


@pytest.mark.clause("S78")
def test_a_decision_becomes_a_deliberation_of_each_matter_in_the_same_act(spread: Town) -> None:
    lamp, theirs = lamps(spread)
    study = open_(spread, lamp)
    added = spread.do("study.add", act=by(CLERK), study=study, added={"cases": [theirs]})
    assert added["events"][0]["sentence"] == f"王小明将民情 {theirs} 一并列入集体研究"
    assert page(spread, study)["status"] == "open"
    assert [one["state"] for one in page(spread, study)["cases"]] == ["waiting", "waiting"]
    said = decide(spread, study)
    assert (said["stream"], [event["event"] for event in said["events"]]) == (
        f"study/{study}",
        ["StudyDecided", "DeliberationRecorded", "DeliberationRecorded"],
    )
    log = spread.do("case.log", act=by(NEIGHBOUR), case=theirs)["items"]
    assert log[-1]["sentence"] == (f"陈镇记录研究办法的经过：集体研究 {study} 决定：由镇统一更换")
    found = page(spread, study)
    assert found["decision"] == {
        "held_on": "2024-03-01",
        "chair": LEADER,
        "chair_name": "陈镇",
        "participants": (LEADER, STAFF, SECRETARY),
        "participant_names": ("陈镇", "林芳", "陈国强"),
        "text": "由镇统一更换",
    }
    assert (found["opened_by_name"], found["reason_text"], found["opened_on"]) == (
        "陈镇",
        "热点难点",
        "2024-03-01",
    )


@pytest.mark.clause("S62", "S78")
def test_a_study_is_not_settled_while_a_citizen_is_to_be_told(spread: Town) -> None:
    lamp, theirs = lamps(spread)
    tell(spread, lamp, stage="opinion", text="研究前说过")
    spread.later(hours=1)
    study = open_(spread, lamp, theirs)
    decide(spread, study)
    found = page(spread, study)
    assert (found["status"], found["owed"], found["matters"]) == ("decided", 2, 2)
    assert [(one["state"], one["due"], one["told_on"]) for one in found["cases"]] == [
        ("owed", "2024-03-16", None),
        ("owed", "2024-03-16", None),
    ]
    spread.set("2024-03-16")
    tell(spread, lamp, stage="opinion", text="由镇统一更换")
    assert page(spread, study)["cases"][1]["state"] == "owed"
    spread.set("2024-03-17")
    found = page(spread, study)
    assert [one["state_text"] for one in found["cases"]] == ["已反馈", "逾期未反馈"]
    excuse = {"stage": "result", "hindrance": "unreachable", "text": "三次上门无人"}
    spread.do("case.excuse", act=by(NEIGHBOUR), case=theirs, impossible=excuse)
    found = page(spread, study)
    assert (found["status"], found["owed"]) == ("settled", 0)
    assert found["cases"][1]["state"] == "told-late"
    then = spread.do("study.show", study=study, when={"as_of": "2024-03-15"})
    assert (then["status"], then["owed"]) == ("decided", 2)


@pytest.mark.clause("S78")
def test_the_limit_of_telling_is_a_rule(spread: Town) -> None:
    lamp, _ = lamps(spread)
    rule = {
        "rule": "study.feedback",
        "clause": "S78",
        "title": "集体研究后向群众反馈",
        "quote": "集体研究",
        "value": {"amount": 3, "unit": "working-day"},
        "effective_from": "2024-03-01",
    }
    spread.do("programme.rule", rule=rule)
    study = open_(spread, lamp)
    decide(spread, study)
    assert page(spread, study)["cases"][0]["due"] == "2024-03-06"


@pytest.mark.clause("S52", "S78")
def test_measures_of_a_study_are_linked_back_and_keep_it_from_being_settled(spread: Town) -> None:
    lamp, theirs = lamps(spread)
    study = open_(spread, lamp, theirs)
    early = {"text": "换灯", "owner": STAFF, "due": "2024-05-31"}
    refused = spread.refused("study.resolve", act=by(LEADER), study=study, resolution=early)
    assert refused.code == "study-undecided"
    decide(spread, study)
    said = resolve(spread, "study", study, act=by(LEADER), text="换灯", owner=STAFF)
    assert [event["event"] for event in said["events"]] == [
        *("ResolutionAdopted", "MeasureAdopted", "MeasureAdopted"),
    ]
    only = resolve(spread, "study", study, act=by(CLERK), cases=[theirs], text="验收")
    assert len(only["events"]) == 2
    (measure,) = spread.do("case.show", act=by(STAFF), case=lamp)["measures"]
    assert measure["text"] == f"换灯（集体研究 {study} 决议第 1 项）"
    for case, cadre in ((lamp, SECRETARY), (theirs, NEIGHBOUR)):
        tell(spread, case, act=by(cadre))
    assert (page(spread, study)["status"], page(spread, study)["owed"]) == ("decided", 0)
    done = {"resolution": 1, "text": "都换了"}
    said = spread.do("study.carry-out", act=by(STAFF), study=study, done=done)
    assert len(said["events"]) == 3
    dropped = {"resolution": 2, "reason": "一并验收"}
    assert len(spread.do("study.drop", study=study, dropped=dropped)["events"]) == 2
    assert page(spread, study)["status_text"] == "已落实并反馈"
    finish(spread, theirs, act=by(NEIGHBOUR))
    item = {**early, "item": 1}
    refused = spread.refused("study.resolve", act=by(LEADER), study=study, resolution=item)
    assert refused.code == "item-unknown"


@pytest.mark.clause("S66", "S78")
def test_an_ended_matter_is_left_as_it_is_but_its_citizen_is_told(spread: Town) -> None:
    lamp, theirs = lamps(spread)
    finish(spread, lamp)
    spread.later(hours=1)
    study = open_(spread, lamp, theirs)
    said = decide(spread, study)
    assert len(said["events"]) == 2
    assert page(spread, study)["owed"] == 2
    tell(spread, lamp, means="notice")
    assert page(spread, study)["owed"] == 1


@pytest.mark.clause("S12", "S66", "S78")
def test_who_keeps_away_from_a_matter_does_not_study_it(spread: Town) -> None:
    lamp, _ = lamps(spread)
    asked = {"person": STAFF, "reason": "是亲属"}
    spread.do("case.recuse", act=by(SECRETARY), case=lamp, asked=asked)
    spread.do("case.recuse-grant", act=by(LEADER), case=lamp, granting={"person": STAFF})
    study = open_(spread, lamp)
    given = {"held_on": "2024-03-01", "participants": [STAFF], "text": "更换"}
    refused = spread.refused("study.decide", act=by(LEADER), study=study, decision=given)
    assert str(refused) == f"{STAFF} 已经回避民情 {lamp}，不能参加其集体研究"


@pytest.mark.clause("S12", "S78")
def test_complaints_about_cadres_are_not_studied_and_leave_a_study_in_silence(
    spread: Town,
) -> None:
    secret = given_to(spread, CLERK, "org-office", category=CONDUCT, act=by(CLERK))
    given = {"title": "作风", "reason": "tendency", "text": "多件", "cases": [secret]}
    refused = spread.refused("study.open", act=by(CLERK), study=given)
    assert refused.code == "matter-confidential"
    lamp, theirs = lamps(spread)
    study = open_(spread, lamp, theirs)
    anew = {"category": CONDUCT, "reason": "实为反映干部"}
    spread.do("case.recategorise", act=by(CLERK), case=lamp, recategorisation=anew)
    said = decide(spread, study)
    assert len(said["events"]) == 2
    found = page(spread, study)
    assert (found["matters"], [one["case"] for one in found["cases"]]) == (1, [theirs])
    (row,) = told(spread, "study.list")["items"]
    assert (row["matters"], row["owed"]) == (1, 1)


@pytest.mark.clause("S78")
def test_leaders_and_the_office_keep_studies_and_who_has_a_part_reads_them(spread: Town) -> None:
    lamp, theirs = lamps(spread)
    study = open_(spread, lamp, theirs)
    given = {"title": "路灯", "reason": "hot", "text": "都不亮", "cases": [lamp]}
    assert spread.refused("study.open", act=by(SECRETARY), study=given).code == "not-allowed"
    unknown = spread.refused("study.show", act=by(SECRETARY), study=study)
    assert str(unknown) == f"没有编号为 {study} 的集体研究，请核对编号"
    assert told(spread, "study.list", act=by(SECRETARY))["items"] == ()
    decide(spread, study)
    found = page(spread, study, act=by(SECRETARY))
    assert ([one["case"] for one in found["cases"]], found["matters"]) == ([lamp], 2)
    assert [row["study"] for row in told(spread, "study.list", act=by(SECRETARY))["items"]] == [
        study
    ]
    assert spread.refused("study.show", study="2024-000009").code == "study-unknown"
    done = {"resolution": 1, "text": "做了"}
    foreign = spread.refused("study.carry-out", act=by(WEST), study=study, done=done)
    assert foreign.code == "study-unknown"


@pytest.mark.clause("S78")
def test_studies_are_listed_with_how_many_citizens_are_to_be_told(spread: Town) -> None:
    lamp, theirs = lamps(spread)
    first = open_(spread, lamp)
    second = open_(spread, lamp, theirs, reason="global")
    decide(spread, first)
    listed = told(spread, "study.list")["items"]
    assert [(row["study"], row["status"], row["owed"], row["chair_name"]) for row in listed] == [
        (second, "open", 0, None),
        (first, "decided", 1, "陈镇"),
    ]
    page_one = told(spread, "study.list", limit=1)
    assert page_one["next"] is not None
    rest = told(spread, "study.list", limit=1, cursor=page_one["next"])
    assert ([row["study"] for row in rest["items"]], rest["next"]) == ([first], None)
    undecided = told(spread, "study.list", which={"undecided": True})["items"]
    assert [row["study"] for row in undecided] == [second]
    whole_town = told(spread, "study.list", which={"reason": "global"})["items"]
    assert [row["reason_text"] for row in whole_town] == ["全局性"]


@pytest.mark.clause("S14", "S78")
def test_the_same_trouble_in_many_villages_or_many_times_is_suggested(spread: Town) -> None:
    spread.set("2024-04-05")
    now = {"learned_at": "2024-04-03T10:00:00+08:00"}
    lamp, theirs = lamps(spread, **now)
    assert told(spread, "study.suggest")["items"] == ()
    third = spread.record(place="nanwen", act=by(WEST), **now)
    spread.record(learned_at="2024-02-03T10:00:00+08:00")
    given_to(spread, CLERK, "org-office", category=CONDUCT, act=by(CLERK), **now)
    study = open_(spread, lamp)
    found = told(spread, "study.suggest", period="2024Q2", act=by(LEADER))
    assert (found["period"], found["least_villages"], found["least_matters"]) == ("2024-Q2", 3, 5)
    assert found["items"] == (
        {
            "category": "HOT_DIFFICULT.ROADS",
            "category_text": "行路难",
            "reason": "hot",
            "reason_text": "热点难点",
            "count": 3,
            "before": 1,
            "villages": ("anyang", "dafeng", "nanwen"),
            "village_names": ("安洋社区", "大丰村", "南文社区"),
            "cases": (theirs, lamp, third),
            "studied": (study,),
        },
    )
    wish = {"category": "ECONOMY.INCOME", **now}
    for _ in range(4):
        spread.record(place="dafeng-1", **wish)
    given_to(spread, CLERK, "org-office", place=None, act=by(CLERK), **wish)
    tendency = told(spread, "study.suggest")["items"][0]
    assert (tendency["count"], tendency["reason"], tendency["villages"]) == (
        5,
        "tendency",
        ("dafeng",),
    )
    spread.record(place="anyang", act=by(NEIGHBOUR), **wish)
    assert told(spread, "study.suggest")["items"][0]["reason"] == "global"
    assert spread.refused("study.suggest", act=by(SECRETARY)).code == "not-allowed"
    assert spread.refused("study.suggest", period="Q2").code == "period"


@pytest.mark.clause("S78")
def test_how_many_make_a_cluster_is_a_rule(spread: Town) -> None:
    lamps(spread)
    rule = {
        "rule": "study.villages",
        "clause": "S78",
        "title": "遍及几个村即研究",
        "quote": "集体研究",
        "value": {"amount": 2},
        "effective_from": "2024-03-01",
    }
    spread.do("programme.rule", rule=rule)
    (cluster,) = told(spread, "study.suggest")["items"]
    assert cluster["count"] == 2


def test_a_repeated_decision_is_answered_as_the_first_time(spread: Town) -> None:
    lamp, _ = lamps(spread)
    study = open_(spread, lamp)
    first = decide(spread, study, act=by(LEADER, key="k1"))
    assert decide(spread, study, act=by(LEADER, key="k1")) == first
    refused = spread.refused(
        "study.decide",
        act=by(LEADER),
        study=study,
        decision={"held_on": "2024-03-01", "participants": [STAFF], "text": "再定"},
    )
    assert refused.code == "study-decided"
    unknown = {"held_on": "2024-03-01", "participants": ["9999"], "text": "再定"}
    assert (
        spread.refused("study.decide", act=by(LEADER), study=study, decision=unknown).code
        == "person-unknown"
    )


@pytest.mark.clause("S78")
def test_a_decision_is_of_its_day_and_not_before_a_matter_was_reopened(spread: Town) -> None:
    lamp, _ = lamps(spread)
    finish(spread, lamp)
    spread.set("2024-03-05")
    spread.do(
        "case.dispute", act=by(SECRETARY), case=lamp, dispute={"means": "visit", "text": "又坏"}
    )
    spread.do("case.reopen", act=by(SECRETARY), case=lamp, reopened={"reason": "属实"})
    study = open_(spread, lamp)
    given = {"held_on": "2024-03-04", "participants": [STAFF], "text": "更换"}
    refused = spread.refused("study.decide", act=by(LEADER), study=study, decision=given)
    assert str(refused) == (
        f"民情 {lamp} 于 2024-03-05 09:00 重新办理，晚于研究的时间 2024-03-04 23:59，请核对"
    )
    said = decide(spread, study)
    assert len(said["events"]) == 2
