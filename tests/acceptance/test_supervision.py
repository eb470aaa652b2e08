"""The register of supervision, the ladder of reminders, the league of hand-offs."""

from typing import Any

import pytest
from tests.inspectors import COMMISSIONER, ENGINEER, LEADER, NEIGHBOUR, told
from tests.towns import CLERK, MEMBER, SECRETARY, Town, by

from minqing_core.application import ladder
from minqing_core.application.tables import rebuild

SOON = "2024-03-15"


def order(town: Town, case: str, *, act=None, **changes: Any) -> None:
    ordering = {"to": SECRETARY, "text": "限期修好", "due": SOON, **changes}
    town.do("case.supervise", act=act or by(LEADER), case=case, ordering=ordering)


def remind(town: Town, case: str) -> None:
    asked = {"to": SECRETARY, "text": "快到期了"}
    town.do("case.remind", act=by(LEADER), case=case, reminder=asked)


def register(town: Town, person: str = CLERK, **which: Any) -> list[str]:
    page = told(town, "report.supervision", act=by(person), which=which)
    return [row["order_id"] for row in page["items"]]


@pytest.fixture
def ordered(wide: Town) -> Town:
    """Give a town with an order open, one replied to late and one closed, in two villages."""
    first, second = wide.record(), wide.record(title="另一盏灯")
    other = wide.record(act=by(NEIGHBOUR), place="anyang")
    order(wide, first, listed=True)
    order(wide, second, due="2024-03-04")
    order(wide, other, to=NEIGHBOUR)
    wide.set("2024-03-06")
    said = {"order": 1, "text": "已修好"}
    wide.do("case.supervise-reply", act=by(SECRETARY), case=second, replied=said)
    wide.do("case.supervise-close", act=by(LEADER), case=other, closed=said)
    return wide


@pytest.mark.clause("S72")
def test_the_register_says_to_whom_by_when_and_what_came_of_it(ordered: Town) -> None:
    ordered.set("2024-03-18")
    third, second, first = told(ordered, "report.supervision")["items"]
    assert {name: first[name] for name in first if name.endswith("_name")} == {
        "unit_name": "大丰村",
        "to_name": "陈国强",
        "by_name": "郑书记",
    }
    assert (first["listed"], first["ordered_on"], first["due"]) == (1, "2024-03-01", SOON)
    assert [(row["state"], row["days_over"]) for row in (first, second, third)] == [
        ("open", 3),
        ("replied", 2),
        ("closed", 0),
    ]
    assert (second["reply"], third["closed_on"]) == ("已修好", "2024-03-06")


@pytest.mark.clause("S72")
def test_the_register_is_asked_by_state_unit_addressee_and_lateness(ordered: Town) -> None:
    first, second, third = (f"2024-00000{n}/1" for n in (1, 2, 3))
    assert register(ordered, open=True) == [second, first]
    assert register(ordered, listed=True) == [first]
    assert register(ordered, state="closed") == [third]
    assert register(ordered, unit="dafeng") == register(ordered, to=SECRETARY) == [second, first]
    assert register(ordered, unit="town", to=NEIGHBOUR) == [third]
    assert register(ordered, overdue=True) == []
    ordered.set("2024-03-16")
    assert register(ordered, overdue=True) == [first]
    then = {"as_of": "2024-03-05", "position": ordered.office.log.size()}
    rows = ordered.do("report.supervision", when=then, which={"overdue": True})["items"]
    assert [row["order_id"] for row in rows] == [second]
    assert ordered.refused("report.supervision", which={"unit": "x"}).code == "unit-unknown"
    assert ordered.refused("report.supervision", which={"to": "x"}).code == "person-unknown"
    before = ordered.do("report.supervision")
    rebuild(ordered.office)
    assert ordered.do("report.supervision") == before


@pytest.mark.clause("S12", "S72")
def test_the_register_holds_what_one_may_see_and_its_pages_are_full(ordered: Town) -> None:
    assert register(ordered, NEIGHBOUR) == ["2024-000003/1"]
    assert register(ordered, MEMBER) == ["2024-000002/1", "2024-000001/1"]
    owner = {"owner": CLERK, "unit": "org-office", "reason": "另行办理"}
    ordered.do("case.assign", case="2024-000002", assigned=owner)
    accused = {"person": SECRETARY, "reason": "举报信"}
    ordered.do("case.accuse", case="2024-000002", naming=accused)
    for person in (SECRETARY, MEMBER):
        page = told(ordered, "report.supervision", act=by(person), limit=1)
        assert [row["order_id"] for row in page["items"]] == ["2024-000001/1"]
        assert page["next"] is None
    assert len(register(ordered, COMMISSIONER)) == 3


def rungs(
    town: Town, person: str = CLERK, **which: Any
) -> list[tuple[str, str, str | None, bool]]:
    items = told(town, "report.ladder", act=by(person), which=which)["items"]
    return [(i["number"], i["next_text"], i["next_on"], i["is_due"]) for i in items]


@pytest.mark.clause("S72", "S75")
def test_the_next_rung_of_each_matter_is_reckoned_and_never_recorded(wide: Town) -> None:
    case, size = wide.record(), wide.office.log.size()
    assert rungs(wide) == []
    wide.set("2024-03-07")
    assert rungs(wide) == [(case, "催办", "2024-03-07", True)]
    wide.set("2024-03-20")
    (line,) = told(wide, "report.ladder")["items"]
    assert (line["title"], line["limit"], line["clause"], line["due"]) == (
        "村口路灯不亮",
        "向群众反馈处理意见",
        "S62",
        "2024-03-08",
    )
    assert (line["days_late"], line["warranted_text"], line["person_name"], line["unit_name"]) == (
        *(8, "通报"),
        *("陈国强", "大丰村"),
    )
    assert wide.office.log.size() == size
    remind(wide, case)
    assert rungs(wide) == [(case, "督办", "2024-03-13", True)]
    order(wide, case, due="2024-03-25")
    assert rungs(wide) == [(case, "通报", "2024-03-27", False)]
    assert rungs(wide, due=True) == rungs(wide, rung="urge") == rungs(wide, NEIGHBOUR) == []
    assert rungs(wide, unit="dafeng", owner=SECRETARY, rung="name") == rungs(wide, MEMBER)
    wide.do(
        "case.feedback",
        act=by(SECRETARY),
        case=case,
        feedback={"stage": "opinion", "means": "visit", "text": "下周修"},
    )
    assert rungs(wide) == []


@pytest.mark.clause("S72")
def test_how_the_rungs_lie_is_a_rule_of_the_town(wide: Town) -> None:
    case = wide.record()
    wide.set("2024-03-04")
    assert rungs(wide) == []
    rule = {
        "rule": "ladder.urge",
        "clause": "S72",
        "title": "到期前催办",
        "quote": "提前四天",
        "value": {"amount": 4, "unit": "calendar-day"},
        "effective_from": "2024-03-04",
    }
    wide.do("programme.rule", rule=rule)
    assert rungs(wide) == [(case, "催办", "2024-03-04", True)]
    plan = {"title": "大丰村办法", "dated": "2024-01-05", "unit": "dafeng", "text": "细则"}
    village = {key: value for key, value in rule.items() if key != "quote"}
    wide.do("programme.plan", act=by(SECRETARY), plan=plan)
    stricter = {**village, "value": {"amount": 9, "unit": "calendar-day"}, "quote": "九天"}
    refused = wide.refused("programme.plan-rule", act=by(SECRETARY), unit="dafeng", rule=stricter)
    assert refused.code == "rule-fixed"


@pytest.mark.clause("S72")
def test_the_ladder_is_listed_page_by_page_and_leaves_out_what_has_ended(
    wide: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ladder, "CHUNK", 2)
    numbers = [wide.record(title=f"第 {n} 盏灯") for n in range(5)]
    merged = {"whole": numbers[0], "reason": "同一件事"}
    wide.do("case.merge", act=by(SECRETARY), case=numbers[4], merged=merged)
    wide.set("2024-03-20")
    first = told(wide, "report.ladder", limit=3)
    assert [one["number"] for one in first["items"]] == numbers[:3]
    last = told(wide, "report.ladder", limit=3, cursor=first["next"])
    assert ([one["number"] for one in last["items"]], last["next"]) == (numbers[3:4], None)
    assert wide.refused("report.ladder", limit=0).code == "page-limit"


def hand_over(town: Town, case: str, unit: str, person: str, *, accept: bool) -> None:
    asked = {"unit": unit, "to": person, "reason": "属其职责"}
    town.do("case.handover", act=by(SECRETARY), case=case, handover=asked)
    if accept:
        town.do("case.accept", act=by(person), case=case)
    else:
        town.do("case.decline", act=by(person), case=case, refused={"reason": "不归我办"})


@pytest.fixture
def shifted(wide: Town) -> Town:
    """Give a town in which matters went to the department, were refused, and a task was too."""
    for accept in (False, True):
        case = wide.record()
        hand_over(wide, case, "urban", ENGINEER, accept=accept)
    helped = wide.record(title="水渠")
    asked = {"unit": "anyang", "person": NEIGHBOUR, "text": "清淤", "due": SOON}
    wide.do("case.assist", act=by(SECRETARY), case=helped, assistance=asked)
    objected = {"task": 1, "reason": "不在界内"}
    wide.do("case.assist-object", act=by(NEIGHBOUR), case=helped, objected=objected)
    return wide


@pytest.mark.clause("S38")
def test_the_league_says_who_returned_what_to_whom_and_at_what_rate(shifted: Town) -> None:
    anyang, urban, dafeng = told(shifted, "report.handoffs")["items"]
    counts = ("held", "handoffs", "taken", "returns", "objections", "refused", "rate")
    assert [tuple(one[name] for name in counts) for one in (anyang, urban, dafeng)] == [
        (0, 0, 0, 1, 1, 0, None),
        (1, 0, 1, 1, 0, 0, 0.0),
        (3, 1, 0, 0, 0, 2, 0.33),
    ]
    assert (urban["unit"], urban["unit_name"], urban["person"]) == (
        "urban",
        "规划建设办公室",
        None,
    )
    assert urban["returned_to"] == ({"id": "dafeng", "name": "大丰村", "times": 1},)
    assert [(one["name"], one["times"]) for one in dafeng["refused_by"]] == [
        ("安洋社区", 1),
        ("规划建设办公室", 1),
    ]
    before = shifted.do("report.handoffs")
    rebuild(shifted.office)
    assert shifted.do("report.handoffs") == before


@pytest.mark.clause("S38")
def test_people_are_ranked_for_those_whose_posts_look_over_them(shifted: Town) -> None:
    people = told(shifted, "report.handoffs", by="person")["items"]
    assert [(one["person_name"], one["returns"], one["handoffs"]) for one in people] == [
        ("钱多", 1, 0),
        ("吴工", 1, 0),
        ("陈国强", 0, 1),
    ]
    assert people[0]["unit"] is None
    mine = told(shifted, "report.handoffs", by="person", act=by(NEIGHBOUR))["items"]
    assert [one["person"] for one in mine] == [NEIGHBOUR]
    assert len(told(shifted, "report.handoffs", act=by(NEIGHBOUR))["items"]) == 3


@pytest.mark.clause("S12", "S38")
def test_what_is_confided_later_is_no_longer_counted(shifted: Town) -> None:
    before = {"position": shifted.office.log.size()}
    accused = {"person": SECRETARY, "reason": "举报信"}
    shifted.do("case.accuse", act=by(CLERK), case="2024-000002", naming=accused)
    for when in ({}, {"when": before}):
        found = shifted.do("report.handoffs", **when)["items"]
        assert {one["unit"]: one["handoffs"] for one in found}["dafeng"] == 0
