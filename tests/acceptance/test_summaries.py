"""The town's summary of a year: the purpose first, then figures that come out the same again."""

import json

import pytest
from tests.acceptance.appraised import CONDUCT, HEAD, solved, year
from tests.towns import CLERK, MEMBER, SECRETARY, Town, by

from minqing_core.application.ports import Batch, Draft
from minqing_core.appraisal.events import SummaryIssued
from minqing_core.kernel.ids import StreamId
from minqing_core.kernel.personal import Personal
from minqing_core.views.labels import LABELS

__all__ = ["year"]

WORDS = "一年来，干部走访更勤，群众的事办得更快"


def issue(town: Town, text: str = WORDS, actor: str = HEAD):
    return town.do("appraisal.summary-issue", act=by(actor), year=2024, text=text)


def show(town: Town, reader: str = MEMBER, **when):
    return town.do("appraisal.summary-show", act=by(reader), year=2024, **when)


@pytest.mark.clause("S2", "S67")
def test_the_summary_opens_with_the_purpose_and_its_figures_come_out_the_same(year: Town) -> None:
    year.record(act=by(CLERK), **CONDUCT)
    size = year.office.log.size()
    told = issue(year)["events"][0]["sentence"]
    assert told == f"赵书记印发 2024 年“民情日记”活动总结（据记录前 {size} 条）：{WORDS}"
    page = show(year)
    assert page["purpose"] == "促进我镇农村经济社会协调发展，加强和改进农村基层组织建设"
    assert (page["theme"], page["issued"][0]["text"]) == ("记民情、解民忧、暖民心", WORDS)
    figures = page["figures"]
    assert {one["metric"]: (one["count"], one["of"]) for one in figures["values"]}["on-time"] == (
        1,
        2,
    )
    assert (figures["participants"], figures["commendations"]) == (7, 0)
    weekly = [
        {one["metric"]: one["of"] for one in part["values"]}["weekly"]
        for part in (figures, *figures["villages"])
    ]
    assert weekly[0] == 7 * 41
    assert 0 < sum(weekly[1:]) < weekly[0]
    assert [(line["unit"], line["values"][0]["of"]) for line in figures["villages"]] == [
        ("anyang", 0),
        ("dafeng", 2),
    ]
    assert [(one["category"], one["entries"]) for one in figures["categories"]] == [
        ("HOT_DIFFICULT", 3)
    ]
    solved(year)
    year.set("2025-02-01")
    again = show(year)
    assert again["figures"] == figures
    assert again["issued"][0]["agrees"] is True
    then = show(year, when={"position": page["position"]})
    year.set("2025-03-01")
    once_more = show(year, when={"position": page["position"]})
    assert json.dumps(then, default=str) == json.dumps(once_more, default=str)


@pytest.mark.clause("S67", "S69")
def test_a_summary_is_reckoned_anew_by_the_metrics_it_was_issued_by(year: Town) -> None:
    size, digest = year.office.log.size(), "0"
    for _ in range(2):
        older = SummaryIssued(year=2024, upto=size, digest=digest, text=Personal(WORDS))
        draft = Draft(stream=StreamId("summary/2024"), event=older)
        year.office.log.append([Batch(act=by(HEAD), drafts=[draft])])
        digest = show(year)["figures"]["digest"]
    page = show(year)
    assert page["figures"]["metrics"] == "2025.1"
    assert page["figures"]["values"][2]["basis"].startswith("办结事项中已解决且未重办的；")
    assert "kept" not in {one["metric"] for one in page["figures"]["values"]}
    assert [part["agrees"] for part in page["issued"]] == [False, True]
    issue(year, "补充：来年要抓好道路")
    page = show(year)
    assert page["figures"]["metrics"] == "2026.1"
    assert [part["agrees"] for part in page["issued"]] == [False, True, True]


@pytest.mark.clause("S67")
def test_a_summary_agrees_however_its_metrics_are_worded_by_then(year: Town, monkeypatch) -> None:
    issue(year)
    monkeypatch.setitem(LABELS["appraisal-metric"], "resolved", "办成率")
    page = show(year)
    assert page["figures"]["values"][2]["metric_text"] == "办成率"
    assert page["issued"][0]["agrees"] is True


@pytest.mark.clause("S67")
def test_the_same_words_are_issued_once_and_others_are_a_further_summary(year: Town) -> None:
    issue(year)
    assert issue(year)["events"] == ()
    assert issue(year, "补充：来年要抓好道路")["events"]
    assert [part["text"] for part in show(year)["issued"]] == [WORDS, "补充：来年要抓好道路"]


@pytest.mark.clause("S67")
def test_a_year_is_summed_up_by_the_committee_from_its_last_month_on(year: Town) -> None:
    given = {"year": 2024, "text": WORDS}
    refusal = year.refused("appraisal.summary-issue", act=by(SECRETARY), **given)
    assert refusal.code == "not-allowed"
    refusal = year.refused("appraisal.summary-issue", act=by(HEAD), **{**given, "text": " "})
    assert refusal.code == "appraisal-text"
    year.refused("appraisal.summary-issue", act=by(HEAD), **{**given, "year": 2025})
    assert show(year)["issued"] == ()


@pytest.mark.clause("S67", "S68")
def test_what_was_commended_and_stands_is_counted(year: Town) -> None:
    asked = {"title": "先进个人", "cases": ["2024-000001"], "text": "修好路灯", "person": MEMBER}
    number = year.do("appraisal.commend", act=by(SECRETARY), **asked)["id"]
    decided = {"granted": True, "text": "事迹属实"}
    year.do("appraisal.commend-decide", act=by(HEAD), commendation=number, decided=decided)
    assert show(year)["figures"]["commendations"] == 0
    year.do("appraisal.commend-publish", act=by(CLERK), commendation=number, published={})
    assert show(year)["figures"]["commendations"] == 1
    revoked = {"reason": "事迹不实"}
    year.do("appraisal.commend-revoke", act=by(HEAD), commendation=number, revoked=revoked)
    assert show(year)["figures"]["commendations"] == 0


@pytest.mark.clause("S67")
def test_a_summary_is_reckoned_to_the_day_of_issue_however_quiet_the_log_was(year: Town) -> None:
    year.set("2025-03-01")
    before = show(year)["figures"]
    told = {one["metric"]: (one["count"], one["of"]) for one in before["values"]}["response"]
    assert told == (2, 5)
    for text in (WORDS, "补充"):
        issue(year, text)
        assert show(year)["figures"]["values"] == before["values"]
    year.set("2025-06-01")
    assert [part["agrees"] for part in show(year)["issued"]] == [True, True]
