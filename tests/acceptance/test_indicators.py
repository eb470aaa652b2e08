"""Recorded, handled, fed back; who was told late; and whether every matter was answered."""

from typing import Any

import pytest
from tests.towns import CLERK, MEMBER, NEIGHBOUR, SECRETARY, Town, by

from minqing_core.application.asking import answer
from minqing_core.application.ports import Batch, Draft
from minqing_core.diary import events
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.personal import Personal


def told(town: Town, use_case: str, **asked: Any) -> Any:
    """Return what a reading answers from the tables, having seen that the log says the same."""
    found = town.do(use_case, **asked)
    assert town.do(use_case, **asked, when={"position": town.office.log.size()}) == found
    return found


def feed_back(town: Town, case: str, response: str = "none", stage: str = "result") -> None:
    said = {"stage": stage, "means": "visit", "text": "说过了", "response": response}
    town.do("case.feedback", act=by(SECRETARY), case=case, feedback=said)


def end(town: Town, case: str, response: str = "satisfied") -> None:
    """Handle a matter, tell the result and end it."""
    town.step(case, "note", text="到现场看过", form="narrative")
    feed_back(town, case, response)
    ended = {"outcome": "resolved", "effect": "亮了"}
    town.do("case.conclude", act=by(SECRETARY), case=case, conclusion=ended)


def share(count: int, of: int, percent: float | None) -> dict[str, Any]:
    return {"count": count, "of": of, "percent": percent}


@pytest.mark.clause("S2", "S3", "S5")
def test_the_indicators_of_a_unit_have_what_they_count_and_what_it_is_of(town: Town) -> None:
    first, second, third = town.record(), town.record(), town.record()
    town.record(act=by(MEMBER), place="dafeng-1", learned_at="2023-12-31T08:00:00+08:00")
    end(town, first)
    end(town, second, "dissatisfied")
    feed_back(town, third, stage="opinion")
    revisit = {"means": "visit", "response": "dissatisfied", "as_told": True, "text": "问过"}
    town.do("case.revisit", case=first, revisit=revisit)
    town.do("case.reopen", act=by(SECRETARY), case=second, reopened={"reason": "没有修好"})

    page = told(town, "report.indicators", scope={"unit": "dafeng", "period": "2024"})
    assert page["purpose"] == "促进我镇农村经济社会协调发展，加强和改进农村基层组织建设"
    assert page["theme"] == "记民情、解民忧、暖民心"
    assert page["items"] == (
        {
            "unit": "dafeng",
            "unit_name": "大丰村",
            "period": "2024",
            "recorded": 3,
            "handled": share(1, 3, 33.3),
            "fed_back": share(1, 3, 33.3),
            "told": share(3, 3, 100.0),
            "satisfied": share(1, 2, 50.0),
            "revisit_satisfied": share(0, 1, 0.0),
            "repeated": share(1, 3, 33.3),
        },
    )
    assert len(page["digest"]) == 64


@pytest.mark.clause("S3", "S5")
def test_indicators_are_a_trend_over_periods_and_units(town: Town) -> None:
    town.record(learned_at="2023-12-31T08:00:00+08:00")
    town.record()
    town.set("2024-05-01")
    town.record(learned_at="2024-04-30T08:00:00+08:00")

    def recorded(**scope: Any) -> list[tuple[str, str, int]]:
        page = told(town, "report.indicators", scope=scope)
        return [(line["unit_name"], line["period"], line["recorded"]) for line in page["items"]]

    assert recorded() == [("全部", "2024", 2)]
    assert recorded(by="quarter") == [("全部", "2024-Q1", 1), ("全部", "2024-Q2", 1)]
    assert recorded(period="2023-H2", to="2024-Q2") == [("全部", "2023-H2 至 2024-Q2", 3)]
    assert recorded(period="2023-H2", to="2024", by="year") == [
        ("全部", "2023", 1),
        ("全部", "2024", 2),
    ]
    assert recorded(period="2025", by="half-year") == [("全部", "2025-H1", 0)]
    assert recorded(each=True) == [
        ("安洋社区", "2024", 0),
        ("大丰村", "2024", 2),
        ("组织人事办公室", "2024", 0),
    ]
    assert recorded(unit="dafeng", each=True, period="2024-W18") == [("大丰村一组", "2024-W18", 0)]
    assert town.refused("report.indicators", scope={"by": "day"}).code == "cut-by"
    assert town.refused("report.indicators", scope={"period": "2024-Q9"}).code == "period"
    assert town.refused("report.indicators", scope={"unit": "none"}).code == "unit-unknown"


def test_a_record_without_a_programme_has_no_purpose(town: Town) -> None:
    town.record()
    asked = {"when": {"position": 0}}
    page = answer(town.office, "report.indicators", Act(actor=CLERK), asked)
    assert (page["purpose"], page["theme"]) == ("", "")


@pytest.mark.clause("S62", "S63")
def test_whose_first_feedback_was_later_than_so_many_days_is_listed(town: Town) -> None:
    cases = [town.record(learned_at=f"2024-02-{day}T08:00:00+08:00") for day in (10, 14, 15, 16)]
    town.record()
    town.later(days=0)
    for case in cases:
        feed_back(town, case, stage="opinion")
    town.later(days=100)
    feed_back(town, cases[3])

    page = told(town, "report.late-feedback", days=15)
    assert (page["days"], page["told"], page["count"]) == (15, 4, 2)
    assert page["rule"] == "告知受理情况：15个自然日"
    assert page["items"] == (
        {
            "case": cases[0],
            "title": "村口路灯不亮",
            "unit": "dafeng",
            "unit_name": "大丰村",
            "owner": SECRETARY,
            "owner_name": "陈国强",
            "source_number": None,
            "learned_on": "2024-02-10",
            "told_on": "2024-03-01",
            "days": 20,
        },
        {**page["items"][0], "case": cases[1], "learned_on": "2024-02-14", "days": 16},
    )
    assert page["next"] is None


@pytest.mark.clause("S62")
def test_the_list_of_late_feedback_is_narrowed_turned_and_asked_of_a_moment(town: Town) -> None:
    early = {"learned_at": "2024-02-01T08:00:00+08:00"}
    first, second = town.record(**early), town.record(**early)
    before = town.office.log.size()
    feed_back(town, first)
    feed_back(town, second)

    assert told(town, "report.late-feedback")["count"] == 0
    assert told(town, "report.late-feedback")["rule"] == "反馈办理结果：60个自然日"
    assert told(town, "report.late-feedback", days=1)["rule"] is None
    page = told(town, "report.late-feedback", days=0, limit=1)
    assert ([item["case"] for item in page["items"]], page["count"]) == ([second], 2)
    rest = told(town, "report.late-feedback", days=0, limit=1, cursor=page["next"])
    assert ([item["case"] for item in rest["items"]], rest["next"]) == ([first], None)
    assert told(town, "report.late-feedback", days=0, which={"unit": "anyang"})["count"] == 0
    assert town.do("report.late-feedback", days=0, when={"position": before})["count"] == 0
    assert town.do("report.late-feedback", when={"as_of": "2007-06-19"})["days"] == 60
    assert town.refused("report.late-feedback", days=-1).code == "days"
    assert town.refused("report.late-feedback", limit=0).code == "page-limit"
    assert town.refused("report.late-feedback", cursor="x").code == "cursor"


@pytest.mark.clause("S12", "S62")
def test_a_complaint_is_counted_only_for_those_who_may_see_it(town: Town) -> None:
    complaint = {"category": "VILLAGE_GOVERNANCE.CONDUCT", "accused": [MEMBER], "place": None}
    case = town.record(act=by(CLERK), learned_at="2024-02-01T08:00:00+08:00", **complaint)
    said = {"stage": "opinion", "means": "visit", "text": "说过了"}
    town.do("case.feedback", case=case, feedback=said)
    assert told(town, "report.late-feedback", days=15)["count"] == 1
    assert told(town, "report.late-feedback", act=by(SECRETARY), days=15)["count"] == 0
    page = told(town, "report.indicators", act=by(SECRETARY), scope={"period": "2024"})
    assert page["items"][0]["recorded"] == 0


def proof(town: Town, quarter: str = "2024Q1", **asked: Any) -> Any:
    page = told(town, "prove.closure", quarter=quarter, **asked)
    assert page["count"] == len(page["items"])
    return page


@pytest.mark.clause("S63")
def test_a_quarter_whose_every_matter_was_answered_and_settled_is_proved(town: Town) -> None:
    case = town.record()
    end(town, case)
    town.record(learned_at="2024-02-28T08:00:00+08:00")
    found = proof(town)
    assert (found["quarter"], found["concluded"], found["open"], found["items"]) == (
        "2024-Q1",
        1,
        1,
        (),
    )
    assert (found["unit_name"], proof(town, unit="anyang")["concluded"]) == ("全部", 0)
    assert (proof(town, unit="dafeng")["unit_name"], proof(town, "2023-Q4")["open"]) == (
        "大丰村",
        0,
    )
    for wrong in ("2024", "2024-W10", "春"):
        assert town.refused("prove.closure", quarter=wrong).code == "period"
    assert town.refused("prove.closure", quarter="2024Q1", unit="none").code == "unit-unknown"


@pytest.mark.clause("S63")
def test_a_matter_that_should_be_settled_and_is_not_is_an_exception(town: Town) -> None:
    case = town.record(learned_at="2024-01-15T08:00:00+08:00")
    assert proof(town)["items"] == ()
    town.set("2024-04-02")
    (found,) = proof(town)["items"]
    assert (found["case"], found["kind"], found["on"], found["owner_name"]) == (
        case,
        "unsettled",
        "2024-03-15",
        "陈国强",
    )
    assert found["text"] == (
        "已过期限而没有向群众反馈办理结果（限期 2024-03-15）、办结（限期 2024-03-15）"
    )
    assert town.do("prove.closure", quarter="2024Q1", when={"as_of": "2024-03-10"})["count"] == 0
    end(town, case)
    assert proof(town)["items"] == ()
    late = {"as_of": "2024-03-31"}
    assert town.do("prove.closure", quarter="2024Q1", when=late)["count"] == 1


@pytest.mark.clause("S63", "S65")
def test_a_matter_put_off_whose_look_is_overdue_is_an_exception(town: Town) -> None:
    case = town.record()
    town.step(case, "cause", text="没有资金")
    explained = {"means": "visit", "text": "资金未到"}
    town.do("case.explain", act=by(SECRETARY), case=case, explanation=explained)
    put_off = {
        "outcome": "temporarily-unresolvable",
        "effect": "列入计划",
        "cause": "funds",
        "basis": "预算",
        "next_look": "2024-03-20",
    }
    town.do("case.conclude", act=by(SECRETARY), case=case, conclusion=put_off)
    assert proof(town)["items"] == ()
    town.set("2024-03-21")
    (found,) = proof(town)["items"]
    assert (found["kind"], found["on"], found["text"]) == (
        "unsettled",
        "2024-03-20",
        "暂缓办理，应于 2024-03-20 前复看，至今没有",
    )


@pytest.mark.clause("S12", "S63")
def test_an_end_without_its_answer_is_an_exception_for_whoever_may_see_it(town: Town) -> None:
    """No request can bring this about; a record that was written otherwise is found out."""
    case = town.record(act=by(CLERK))
    ended = events.CaseConcluded(
        outcome=events.Outcome.RESOLVED,
        effect=Personal("亮了"),
        indicator=None,
        cause=None,
        basis=None,
    )
    act = Act(actor=CLERK)
    town.office.log.append([Batch(act=act, drafts=[Draft(stream=f"case/{case}", event=ended)])])
    (found,) = proof(town)["items"]
    assert (found["kind"], found["on"], found["version"]) == ("unanswered", "2024-03-01", 2)
    assert found["text"] == (
        "2024-03-01 办结（已解决），没有向群众反馈办理结果，也没有写明无法反馈的原因"
    )
    naming = {"person": MEMBER, "reason": "来信点名"}
    town.do("case.accuse", case=case, naming=naming)
    assert proof(town)["count"] == 1
    hidden = proof(town, act=by(SECRETARY))
    assert (hidden["concluded"], hidden["items"]) == (0, ())


@pytest.mark.clause("S63", "S72")
def test_nothing_is_proved_or_counted_of_what_somebody_does_not_look_over(
    wide_town: Town,
) -> None:
    wide_town.record()
    wide_town.set("2024-08-01")
    asked = {"quarter": "2024Q2", "unit": "dafeng"}
    foreign = by(NEIGHBOUR)

    assert wide_town.do("prove.closure", **asked)["count"] == 1
    scope = {"unit": "dafeng", "period": "2024"}
    for use_case, given in (
        ("prove.closure", asked),
        ("report.indicators", {"scope": scope}),
        ("report.quarter", {"period": "2024Q1", "unit": "dafeng"}),
    ):
        assert wide_town.refused(use_case, act=foreign, **given).code == "unit-foreign"

    mine = wide_town.do("prove.closure", act=foreign, quarter="2024Q2")
    assert (mine["unit_name"], mine["open"]) == ("您可见的", 0)
    assert wide_town.do("prove.closure", quarter="2024Q2")["unit_name"] == "全部"
    each = wide_town.do("report.indicators", act=foreign, scope={"each": True, "period": "2024"})
    assert {line["unit"] for line in each["items"]} == {"anyang"}


@pytest.mark.clause("S63")
def test_a_quarter_that_has_not_begun_is_not_proved(town: Town) -> None:
    assert town.refused("prove.closure", quarter="2024Q2").code == "period-not-begun"
    assert town.do("prove.closure", quarter="2024Q1")["count"] == 0
