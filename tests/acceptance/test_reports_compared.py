"""A report as it was signed against the same one as it is known now shows what was back-dated."""

from typing import Any

import pytest
from tests.inspectors import LEADER, NEIGHBOUR
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


def test_a_report_signed_at_a_position_is_of_the_instant_of_its_record(backfilled: Town) -> None:
    size = backfilled.office.log.size()
    page = compared(backfilled, "indicators", when={"position": size - 3})
    assert (page["signed_at"], page["signed_position"]) == ("2024-03-01T01:00:00Z", size - 3)
    assert (page["items"], page["back_dated"]) == ((), ())
    nothing = compared(backfilled, "indicators", when={"position": 0})
    assert len(nothing["back_dated"]) == 4


@pytest.mark.clause("S12", "S25")
def test_nobody_is_told_of_back_dated_matters_that_are_closed_to_them(backfilled: Town) -> None:
    assert compared(backfilled, "hanging", NEIGHBOUR)["back_dated"] == ()
    assert len(compared(backfilled, "hanging", MEMBER)["back_dated"]) == 2


@pytest.mark.parametrize("report", Report)
def test_every_report_is_compared_with_itself(backfilled: Town, report: Report) -> None:
    asked: dict[str, Any] = {"period": "2024-Q1", "unit": "dafeng"}
    page = compared(backfilled, report, LEADER, **asked)
    now = {"as_of": "2024-04-09", "known_by": "2024-04-30"}
    assert page["report"] == report
    assert compared(backfilled, report, LEADER, when=now, **asked)["items"] == ()


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
