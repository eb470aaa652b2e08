"""What was true by then, and what was known by then, are two questions with two answers."""

import pytest
from tests.towns import CLERK, MEMBER, SECRETARY, by, shanghai

EXPLAINED = {"means": "visit", "text": "资金未到"}
PUT_OFF = {
    "outcome": "temporarily-unresolvable",
    "effect": "列入计划",
    "basis": "预算",
    "cause": "funds",
    "next_look": "2024-04-01",
}
TOLD = {"stage": "opinion", "means": "visit", "text": "已安排抢修"}


@pytest.fixture
def backfilled(town) -> str:
    """Give a matter whose feedback of 4 March was put on record on 20 March."""
    case = town.record()
    town.set("2024-03-20")
    act = by(SECRETARY, occurred_at=shanghai("2024-03-04T10:00"))
    town.do("case.feedback", act=act, case=case, feedback=TOLD)
    town.set("2024-04-01")
    return case


def state(town, case, **when) -> tuple[str, str | None]:
    """Return how the limit to feed back the opinion stands."""
    page = town.do("deadline.explain", case=case, when=when)
    (opinion,) = (item for item in page["items"] if item["duty"] == "feedback.opinion")
    return opinion["state"], opinion["met_on"]


@pytest.mark.clause("S62")
def test_a_feedback_that_was_filled_in_later_was_missing_until_then(town, backfilled) -> None:
    assert state(town, backfilled) == ("met", "2024-03-04")
    assert state(town, backfilled, as_of="2024-03-10") == ("met", "2024-03-04")
    assert state(town, backfilled, known_by="2024-03-10") == ("missed", None)
    assert state(town, backfilled, known_by="2024-03-20") == ("met", "2024-03-04")
    assert state(town, backfilled, as_of="2024-03-03") == ("open", None)
    assert state(town, backfilled, as_of="2024-03-10", known_by="2024-03-19") == ("missed", None)
    assert state(town, backfilled, as_of="2024-03-07", known_by="2024-04-01") == (
        "met",
        "2024-03-04",
    )


@pytest.mark.clause("S62")
def test_a_feedback_given_after_its_day_is_met_late_and_was_missed_before(town) -> None:
    case = town.record()
    town.set("2024-03-11")
    town.do("case.feedback", act=by(SECRETARY), case=case, feedback=TOLD)
    town.set("2024-04-01")
    assert state(town, case) == ("met-late", "2024-03-11")
    assert state(town, case, as_of="2024-03-08") == ("open", None)
    assert state(town, case, known_by="2024-03-10") == ("missed", None)


@pytest.mark.clause("S22", "S25")
def test_a_story_is_told_in_the_order_of_happening_and_says_what_was_late(
    town, backfilled
) -> None:
    town.step(backfilled, "cause", text="线路老化", act=by(SECRETARY))
    story = town.do("case.log", case=backfilled)
    assert [(item["occurred_on"], item["sentence"]) for item in story["items"]] == [
        (
            "2024-03-01",
            "陈国强记下群众李大娘通过走访反映的问题：《村口路灯不亮》，由大丰村陈国强负责",
        ),
        (
            "2024-03-04",
            "陈国强以上门方式向群众反馈处理意见：已安排抢修（群众未表态）（补记 16 日）",
        ),
        ("2024-04-01", "陈国强写明原因：线路老化"),
    ]
    page = town.do("case.show", case=backfilled)
    assert [said["late_days"] for said in page["said"]] == [16, 0]
    assert [
        len(town.do("case.log", case=backfilled, when=when)["items"])
        for when in (
            {"as_of": "2024-03-03"},
            {"as_of": "2024-03-04"},
            {"known_by": "2024-03-19"},
            {"known_by": "2024-03-20"},
            {"position": story["items"][1]["position"] - 1},
        )
    ] == [1, 2, 1, 2, 1]


def test_a_matter_is_not_there_before_it_was_recorded_or_learned(town) -> None:
    case = town.record(learned_at="2024-02-20")
    for when in ({"known_by": "2024-02-29"}, {"as_of": "2024-02-19"}, {"position": 5}):
        for name in ("case.show", "case.log", "deadline.explain"):
            assert town.refused(name, case=case, when=when).code == "not-yet"
        assert town.do("case.list", when=when)["items"] == ()
        assert town.do("case.count", when=when)["total"] == 0
    assert town.do("case.show", case=case, when={"as_of": "2024-02-20"})["case"] == case
    assert town.refused("case.show", case="2024-999999").code == "case-unknown"


@pytest.mark.clause("S37")
def test_a_position_that_the_log_never_had_is_refused_and_not_taken_for_another(town) -> None:
    size = town.office.log.size()
    assert town.do("programme.show", when={"position": 0})["position"] == 0
    assert town.do("programme.show", when={"position": size})["position"] == size
    for position in (-1, size + 1):
        refused = town.refused("programme.show", when={"position": position})
        assert refused.code == "position"
        assert (
            str(refused)
            == f"记录条数 {position} 不对：目前有 {size} 条记录，应在 0 至 {size} 之间"
        )


@pytest.mark.clause("S35")
def test_a_difference_names_what_changed_and_what_happened_in_between(town) -> None:
    case = town.record()
    before = {"position": town.office.log.size()}
    town.later(hours=1)
    town.do(
        "case.amend",
        act=by(SECRETARY),
        case=case,
        amendment={"field": "title", "value": "村口路灯全灭", "reason": "核实"},
    )
    town.do(
        "case.amend",
        act=by(SECRETARY),
        case=case,
        amendment={"field": "occurred_on", "value": "2024-02-01", "reason": "补记"},
    )
    found = town.do("case.diff", case=case, before=before)
    assert changed(found) == [
        ("matter.title", "标题", "村口路灯不亮", "村口路灯全灭"),
        ("matter.occurred_on", "发生日期", "无", "2024-02-01"),
    ]
    assert [(d["before"], d["after"]) for d in found["differences"]] == [
        ("村口路灯不亮", "村口路灯全灭"),
        (None, "2024-02-01"),
    ]
    assert [item["sentence"] for item in found["items"]] == [
        "陈国强更正第 1 步的标题为：村口路灯全灭，理由：核实",
        "陈国强更正发生日期：由「空」改为「2024-02-01」，理由：补记",
    ]
    town.step(case, "leader", leader=CLERK)
    town.step(case, "cause", text="线路老化")
    town.do("case.explain", act=by(SECRETARY), case=case, explanation=EXPLAINED)
    town.do("case.conclude", act=by(SECRETARY), case=case, conclusion=PUT_OFF)
    found = town.do("case.diff", case=case, before=before)
    assert changed(found) == [
        ("status", "状态", "在办", "暂缓"),
        ("matter.title", "标题", "村口路灯不亮", "村口路灯全灭"),
        ("matter.occurred_on", "发生日期", "无", "2024-02-01"),
        ("hands.leader", "负领导责任者", "无", "王小明"),
        ("result.effect", "办理效果", "无", "列入计划"),
    ]
    assert found["differences"][0]["after"] == "deferred"
    assert found["differences"][3]["after"] == CLERK


def changed(page) -> list[tuple[str, str, str, str]]:
    """Return what is different, with both sides in words."""
    order = ("what", "what_text", "before_text", "after_text")
    return [tuple(one[name] for name in order) for one in page["differences"]]


@pytest.mark.clause("S24", "S25", "S35", "S38")
def test_a_difference_tells_measures_hands_corrections_and_the_end_in_words(town) -> None:
    case, act = town.record(), by(SECRETARY)
    town.step(case, "cause", text="线路老化")
    for text in ("换线", "换灯"):
        town.step(case, "measure", text=text, owner=MEMBER, due="2024-03-15")
    before = {"position": town.office.log.size()}
    town.set("2024-03-04")
    town.step(case, "carried-out", measure=1, text="换了", act=by(MEMBER))
    town.step(case, "measure", text="装杆", owner=SECRETARY, due="2024-03-20")
    amendment = {"version": 2, "field": "text", "value": "灯座锈了", "reason": "看过"}
    town.do("case.amend", act=act, case=case, amendment=amendment)
    asked = {"unit": "dafeng", "to": MEMBER, "reason": "换人"}
    town.do("case.handover", act=act, case=case, handover=asked)
    assert changed(town.do("case.diff", case=case, before=before)) == [
        ("hands.awaiting", "等待谁接手", "无", "李秀英"),
        (
            "measure.1",
            "措施 1",
            "换线（李秀英，限 2024-03-15，未落实）",
            "换线（李秀英，限 2024-03-15，2024-03-04已落实）",
        ),
        ("measure.3", "措施 3", "无", "装杆（陈国强，限 2024-03-20，未落实）"),
        ("step.2.text", "第 2 步的内容", "线路老化", "灯座锈了"),
    ]
    town.do("case.accept", act=by(MEMBER), case=case)
    for measure in (2, 3):
        town.step(case, "carried-out", measure=measure, text="做了", act=by(MEMBER))
    told = {"stage": "result", "means": "visit", "text": "修好了"}
    town.do("case.feedback", act=by(MEMBER), case=case, feedback=told)
    ended = {"outcome": "resolved", "effect": "亮了"}
    town.do("case.conclude", act=by(MEMBER), case=case, conclusion=ended)
    found = changed(town.do("case.diff", case=case, before=before))
    assert ("hands.owner", "承办人", "陈国强", "李秀英") in found
    assert ("result.outcome", "办理结果", "无", "已解决") in found
    assert not any("None" in text or "{" in text for line in found for text in line)


@pytest.mark.clause("S35")
def test_a_difference_goes_from_an_earlier_moment_to_a_later_one(town) -> None:
    case = town.record()
    first = town.office.log.size()
    town.step(case, "cause", text="线路老化")
    refused = town.refused("case.diff", case=case, before={}, after={"position": first})
    assert refused.code == "before-missing"
    before, after = {"position": first + 1}, {"position": first}
    refused = town.refused("case.diff", case=case, before=before, after=after)
    assert str(refused) == (
        f"前一时刻（记录前 {first + 1} 条）晚于后一时刻（记录前 {first} 条），请对调"
    )
    days = {"before": {"as_of": "2024-03-02"}, "after": {"as_of": "2024-03-01"}}
    assert town.refused("case.diff", case=case, **days).code == "before-later"
    same = town.do("case.diff", case=case, before=after, after=after)
    assert (same["differences"], same["items"]) == ((), ())
    crossing = {"before": after, "after": {"as_of": "2024-03-01"}}
    assert len(town.do("case.diff", case=case, **crossing)["items"]) == 1


@pytest.mark.clause("S83")
def test_a_matter_of_before_the_scheme_has_no_limits(town) -> None:
    case = town.record(learned_at="2007-06-19")
    assert town.do("deadline.explain", case=case)["items"] == ()
    judged = town.record(learned_at="2007-06-20")
    assert len(town.do("deadline.explain", case=judged)["items"]) == 3


@pytest.mark.clause("S1", "S83")
def test_a_rule_adopted_later_is_not_in_an_earlier_judgement(town) -> None:
    case = town.record()
    page = town.do("deadline.explain", case=case)
    town.later(hours=1)
    rule = {
        "rule": "feedback.opinion",
        "clause": "S62",
        "title": "反馈处理意见",
        "quote": "",
        "value": {"amount": 2, "unit": "working-day"},
        "effective_from": "2024-03-01",
    }
    town.do("programme.rule", rule=rule)
    now = town.do("deadline.explain", case=case)
    assert (page["items"][0]["due"], now["items"][0]["due"]) == ("2024-03-08", "2024-03-05")
    then = town.do("deadline.explain", case=case, when={"known_by": "2024-03-01T09:30:00+08:00"})
    assert then["items"] == page["items"]
    shown = town.do("programme.show", when={"as_of": "2024-02-29"})["rules"]
    (old,) = (r for r in shown if r["rule"] == "feedback.opinion")
    assert old["value"]["amount"] == 5


@pytest.mark.clause("S39")
def test_a_calendar_is_shown_as_it_was_known(town) -> None:
    before = {"position": town.office.log.size()}
    assert town.do("calendar.show", year=2027) == {
        "year": 2027,
        "published": False,
        "off": (),
        "work": (),
        "position": before["position"],
    }
    town.do("calendar.publish", year={"year": 2027, "off": ["2027-01-01"], "source": "通知"})
    shown = town.do("calendar.show", year=2027)
    assert (shown["published"], shown["off"], shown["work"]) == (True, ("2027-01-01",), ())
    assert not town.do("calendar.show", year=2027, when=before)["published"]
