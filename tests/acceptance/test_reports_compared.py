"""A report as it was signed against the same one as it is known now shows what was back-dated."""

import re
from typing import Any

import pytest
from tests.assemblies import hold
from tests.inspectors import ENGINEER, LEADER, NEIGHBOUR
from tests.towns import CLERK, MEMBER, SECRETARY, Town, by, shanghai

from minqing_core.application import report_compared
from minqing_core.application.report_compared import Report

TOLD = {"stage": "result", "means": "visit", "text": "已修好", "response": "satisfied"}
SIGNED = {"known_by": "2024-03-31"}
HANGING = {"as_of": "2024-05-31", "known_by": "2024-04-07"}


@pytest.fixture
def backfilled(wide: Town) -> Town:
    """Give a town in which a feedback and a matter of March were put on record in April only."""
    wide.record()
    wide.set("2024-04-08")
    act = by(SECRETARY, occurred_at=shanghai("2024-03-20T10:00"))
    wide.do("case.feedback", act=act, case="2024-000001", feedback=TOLD)
    wide.record(learned_at="2024-03-25T09:00:00+08:00", title="井盖")
    wide.set("2024-04-09")
    wide.step("2024-000001", "note", text="再看过")
    return wide


def compared(town: Town, report: str, person: str = CLERK, **asked: Any) -> Any:
    return town.do("report.diff", act=by(person), report=report, **{"when": SIGNED, **asked})


def told(page: Any) -> set[tuple[str, ...]]:
    order = ("line", "figure", "before", "after")
    return {tuple(one[name] for name in order) for one in page["items"]}


@pytest.mark.clause("S35", "S37", "S62")
def test_what_changed_in_a_signed_report_is_told_with_what_was_back_dated(
    backfilled: Town,
) -> None:
    page = compared(backfilled, "indicators")
    changed = {(figure, before, after) for _, figure, before, after in told(page)}
    assert ("recorded", "1", "2") in changed
    assert ("fed_back.count", "0", "1") in changed
    late = [(one["case"], one["item"]["event"], one["days"]) for one in page["back_dated"]]
    assert late == [("2024-000001", "FeedbackGiven", 19), ("2024-000002", "MatterRecorded", 14)]
    assert page["signed_position"] < page["position"]
    assert compared(backfilled, "indicators", when={"known_by": "2024-04-30"})["items"] == ()


@pytest.mark.clause("S34", "S37")
def test_a_line_that_was_not_there_then_is_told_as_a_whole(backfilled: Town) -> None:
    page = compared(backfilled, "completeness")
    assert (SECRETARY, "cases", "1", "2") in told(page)
    backfilled.set("2024-06-03")
    page = compared(backfilled, "hanging", when=HANGING)
    assert ("2024-000002", "", "不在列", "在列") in told(page)


@pytest.mark.clause("S34", "S38")
def test_people_and_codes_among_the_values_are_told_in_words(backfilled: Town) -> None:
    asked = {"unit": "dafeng", "to": MEMBER, "reason": "换人"}
    backfilled.do("case.handover", act=by(SECRETARY), case="2024-000001", handover=asked)
    backfilled.set("2024-06-03")
    page = compared(backfilled, "hanging", when=HANGING)
    changed = {one["figure_text"]: (one["before"], one["after"]) for one in page["items"]}
    assert changed["等待谁接手"] == ("", "李秀英（0003）")
    assert changed["群众意见"] == ("", "满意")


def test_a_report_signed_at_a_position_is_of_the_instant_of_its_record(backfilled: Town) -> None:
    size = backfilled.office.log.size()
    page = compared(backfilled, "indicators", when={"position": size - 3})
    assert (page["signed_at"], page["signed_position"]) == ("2024-03-01T01:00:00Z", size - 3)
    assert (page["items"], page["back_dated"]) == ((), ())
    nothing = compared(backfilled, "indicators", when={"position": 0})
    assert len([one for one in nothing["back_dated"] if one["case"] is not None]) == 4


@pytest.mark.clause("S12", "S25")
def test_nobody_is_told_of_back_dated_matters_that_are_closed_to_them(backfilled: Town) -> None:
    assert compared(backfilled, "hanging", NEIGHBOUR)["back_dated"] == ()
    assert len(compared(backfilled, "hanging", MEMBER)["back_dated"]) == 2


def late_in(page: Any) -> list[tuple[str, str, str, int]]:
    """Return what was dated back: of what, what it was, of which day, how many days later."""
    return [
        (one["about"], one["item"]["event"], one["on"], one["days"]) for one in page["back_dated"]
    ]


@pytest.fixture
def behind(wide: Town) -> Town:
    """Give a town where April wrote up what else had happened, or held, in March."""
    opening = {"kind": "spot-check", "units": ["dafeng"], "sample": 1, "text": "抽查"}
    days = {"since": "2024-01-01", "until": "2024-03-01"}
    wide.do("inspection.open", act=by(LEADER), opening={**opening, **days})
    wide.set("2024-04-10")
    away = {"kind": "illness", "since": "2024-03-11", "until": "2024-03-29", "reason": "住院"}
    act = by(CLERK, occurred_at=shanghai("2024-03-10T10:00"))
    wide.do("roster.absence", act=act, person=MEMBER, granted={**away, "approver": LEADER})
    taken = {"post": "staff", "unit": "dafeng", "since": "2024-03-18"}
    wide.do("roster.post", person=ENGINEER, taken=taken)
    renamed = {"unit": "anyang", "name": "安阳社区", "since": "2024-03-15"}
    wide.do("roster.rename", renamed=renamed)
    wide.do("calendar.publish", year={"year": 2024, "off": ["2024-03-08"], "source": "通知"})
    hold(wide, held_on="2024-03-26")
    problem = {"unit": "dafeng", "clause": "S62", "text": "没有反馈"}
    found = by(LEADER, occurred_at=shanghai("2024-03-05T10:00"))
    wide.do("inspection.find", act=found, inspection="2024-000001", problem=problem)
    return wide


@pytest.mark.clause("S35", "S37", "S39")
def test_what_was_dated_back_outside_of_matters_is_told_too(behind: Town) -> None:
    page = compared(behind, "quarter", LEADER, period="2024-Q1")
    assert late_in(page) == [
        ("李秀英", "LeaveGranted", "2024-03-10", 31),
        ("吴工", "PostTaken", "2024-03-18", 23),
        ("单位", "UnitRenamed", "2024-03-15", 26),
        ("实施方案", "CalendarYearPublished", "2024-01-01", 100),
        ("民情分析会 2024-000001", "AnalysisMeetingHeld", "2024-03-26", 15),
        ("检查 2024-000001", "ProblemFound", "2024-03-05", 36),
    ]
    assert page["back_dated"][0]["item"]["sentence"] == (
        "王小明准予病假，2024-03-11 至 2024-03-29，由郑书记批准（补记 31 日）"
    )
    assert compared(behind, "hanging", when={"known_by": "2024-04-10"})["back_dated"] == ()
    later = {"as_of": "2024-03-12", "known_by": "2024-03-12"}
    assert [one[1] for one in late_in(compared(behind, "hanging", LEADER, when=later))] == [
        *("LeaveGranted", "CalendarYearPublished", "ProblemFound")
    ]


def split(page: Any) -> tuple[list[str], int]:
    """Return of what something was dated back that bears on the report, and how much else."""
    return [one[0] for one in late_in(page)], page["elsewhere"]


@pytest.mark.clause("S35", "S37")
def test_what_was_dated_back_of_other_units_or_days_is_only_counted(behind: Town) -> None:
    act = by(NEIGHBOUR, occurred_at=shanghai("2024-03-20T10:00"))
    behind.record(act=act, place="anyang", learned_at="2024-03-20T09:00:00+08:00")
    ours = ["李秀英", "吴工", "实施方案", "民情分析会 2024-000001", "检查 2024-000001"]
    theirs = ["单位", "实施方案", "民情 2024-000001"]

    def asked(report: str, **asked: Any) -> tuple[list[str], int]:
        return split(compared(behind, report, LEADER, when={"known_by": "2024-04-09"}, **asked))

    for report in ("completeness", "supervision", "ladder", "late-feedback", "visits"):
        assert asked(report, unit="dafeng") == (ours, 2)
    for report in ("quarter", "coverage", "indicators", "bulletin"):
        assert asked(report, unit="dafeng", period="2024-Q1") == (ours, 2)
        assert asked(report, unit="anyang", period="2024-Q1") == (theirs, 4)
    for report in ("hanging", "handoffs"):
        assert asked(report, unit="dafeng", period="2023-Q4") == (
            [*ours[:2], *theirs[:2], *ours[3:], theirs[2]],
            0,
        )
    later = ["李秀英", "吴工", "单位", "实施方案"]
    assert asked("indicators", period="2024-Q2") == ([*later[1:], ours[4]], 3)
    assert asked("indicators", period="2023-Q4") == ([*later, ours[4]], 2)
    assert asked("bulletin", unit="dafeng", period="2024-Q2") == (ours, 2)


@pytest.mark.clause("S4", "S12", "S25")
def test_of_what_was_dated_back_nobody_is_told_what_is_not_theirs_to_see(behind: Town) -> None:
    house = {"village": "dafeng", "name": "李家"}
    home = behind.do("household.enter", act=by(SECRETARY), household=house)["id"]
    visit = {"village": "dafeng", "on": "2024-03-27", "form": "household", "households": [home]}
    behind.do("visit.record", act=by(SECRETARY), visit=visit)
    moved = {"village": "anyang", "on": "2024-03-28"}
    behind.do("household.move", act=by(SECRETARY), household=home, moved=moved)
    told = {person: late_in(compared(behind, "hanging", person)) for person in (LEADER, NEIGHBOUR)}
    events = {person: [one[1] for one in lines] for person, lines in told.items()}
    assert events[LEADER][6:] == ["VisitMade", "HouseholdMoved"]
    assert events[NEIGHBOUR] == [
        *("LeaveGranted", "PostTaken", "UnitRenamed", "CalendarYearPublished", "HouseholdMoved")
    ]


@pytest.mark.clause("S12")
def test_a_problem_in_what_became_a_complaint_is_told_to_who_may_see_the_complaint(
    behind: Town,
) -> None:
    case = behind.record(learned_at="2024-03-01T09:00:00+08:00")
    problem = {"unit": "dafeng", "clause": "S62", "text": "没有反馈", "case": case}
    found = by(LEADER, occurred_at=shanghai("2024-03-06T10:00"))
    behind.do("inspection.find", act=found, inspection="2024-000001", problem=problem)
    given = {"owner": CLERK, "unit": "org-office", "reason": "另行办理"}
    behind.do("case.assign", act=by(CLERK), case=case, assigned=given)
    named = {"person": MEMBER, "reason": "来电反映"}
    behind.do("case.accuse", act=by(CLERK), case=case, naming=named)
    for person, seen in ((CLERK, 2), (SECRETARY, 1)):
        told = [one[1] for one in late_in(compared(behind, "hanging", person))]
        assert told.count("ProblemFound") == seen


@pytest.fixture
def rewritten(wide: Town) -> Town:
    """Give a town in which what was written up in April changes every report of March."""
    case, act = wide.record(), by(SECRETARY)
    house = {"village": "dafeng", "name": "李家"}
    home = wide.do("household.enter", act=act, household=house)["id"]
    asked = {"unit": "urban", "to": ENGINEER, "reason": "职责所在"}
    wide.do("case.handover", act=act, case=wide.record(title="路面"), handover=asked)
    wide.do("case.accept", act=by(ENGINEER), case="2024-000002")
    wide.set("2024-03-04")
    order = {"to": SECRETARY, "text": "请限期反馈", "due": "2024-03-11"}
    wide.do("case.supervise", case=case, ordering=order)
    wide.set("2024-04-08")
    wide.record(
        act=by(SECRETARY, occurred_at=shanghai("2024-03-05T10:00")),
        learned_at="2024-03-05T09:00:00+08:00",
        title="井盖",
    )
    act = by(SECRETARY, occurred_at=shanghai("2024-03-06T10:00"))
    wide.do("case.feedback", act=act, case=case, feedback={**TOLD, "stage": "opinion"})
    act = by(SECRETARY, occurred_at=shanghai("2024-03-07T10:00"))
    wide.do("case.supervise-reply", act=act, case=case, replied={"order": 1, "text": "已反馈"})
    visit = {"village": "dafeng", "on": "2024-03-27", "form": "household", "households": [home]}
    wide.do("visit.record", act=by(SECRETARY), visit=visit)
    away = {"kind": "illness", "since": "2024-03-25", "until": "2024-04-05", "reason": "住院"}
    wide.do("roster.absence", person=SECRETARY, granted={**away, "approver": LEADER})
    return wide


REWRITTEN = {
    Report.BULLETIN: ("", "获知", "1", "2"),
    Report.COMPLETENESS: ("陈国强（0002）", "件数", "1", "2"),
    Report.COVERAGE: (
        *("李秀英（0003）", "审阅 党组织书记 审阅人 陈国强（0002） 请假至"),
        *("", "2024-04-05"),
    ),
    Report.HANDOFFS: ("大丰村", "经手", "2", "3"),
    Report.HANGING: ("2024-000003", "", "不在列", "在列"),
    Report.INDICATORS: ("大丰村 2024-Q1", "记民情（记录）", "1", "2"),
    Report.LADDER: ("2024-000001 向群众反馈处理意见", "", "在列", "不在列"),
    Report.LATE_FEEDBACK: ("", "已反馈", "0", "1"),
    Report.QUARTER: ("", "合计 记录篇数", "2", "3"),
    Report.SUPERVISION: ("2024-000001/1", "状态", "待答复", "已答复"),
    Report.VISITS: ("", "走访次数", "0", "1"),
}


@pytest.mark.clause("S35", "S37")
@pytest.mark.parametrize("report", Report)
def test_every_report_shows_what_was_dated_back_into_it_in_words(
    rewritten: Town, report: Report
) -> None:
    asked: dict[str, Any] = {"period": "2024-Q1", "unit": "dafeng"}
    when = {"as_of": "2024-03-31", "known_by": "2024-04-05"}
    page = compared(rewritten, report, LEADER, when=when, **asked)
    order = ("line_text", "figure_text", "before", "after")
    changed = [tuple(one[name] for name in order) for one in page["items"]]
    assert REWRITTEN[report] in changed
    assert not any(re.search("[a-z]", text) for line in changed for text in line)
    assert page["back_dated"] != ()


@pytest.mark.parametrize("report", Report)
def test_a_report_is_no_different_where_nothing_was_recorded_since(
    rewritten: Town, report: Report
) -> None:
    asked: dict[str, Any] = {"period": "2024-Q1", "unit": "dafeng"}
    when = {"as_of": "2024-03-31", "known_by": "2024-04-30"}
    page = compared(rewritten, report, LEADER, when=when, **asked)
    assert (page["report"], page["items"], page["back_dated"]) == (report, (), ())


def test_all_pages_of_a_report_are_compared(
    backfilled: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    backfilled.set("2024-06-03")
    whole = compared(backfilled, "hanging", when=HANGING)
    monkeypatch.setattr(report_compared, "MOST", 1)
    assert compared(backfilled, "hanging", when=HANGING) == whole


@pytest.mark.parametrize(
    ("report", "when", "code"),
    [
        ("hanging", {}, "moment-missing"),
        ("hanging", {"as_of": "2024-02-01"}, "moment-missing"),
        ("quarter", SIGNED, "report-asked"),
        ("bulletin", SIGNED, "report-asked"),
        ("visits", SIGNED, "report-asked"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    wide: Town, report: str, when: dict[str, str], code: str
) -> None:
    assert wide.refused("report.diff", report=report, when=when).code == code
