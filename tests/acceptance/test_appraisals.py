"""Appraisal sheets: named metrics frozen at a position, disputed by whom they are about."""

import json
from datetime import datetime

import pytest
from tests.acceptance.appraised import (
    CONDUCT,
    DEPUTY,
    HEAD,
    STAFF,
    TOLD,
    decision,
    does,
    draw,
    enter,
    objected,
    sheet,
    solved,
    values,
    year,
)
from tests.towns import CLERK, INVESTIGATOR, MEMBER, RETIRED, SECRETARY, Town, by

from minqing_core.application.appraisal_figures import frame_at, reckoned
from minqing_core.application.appraisal_subjects import Subject
from minqing_core.application.moments import NOW
from minqing_core.application.ports import Batch, Draft
from minqing_core.appraisal.events import SheetFrozen
from minqing_core.duties.metrics import VERSION
from minqing_core.kernel.ids import StreamId
from minqing_core.views.appraisals import sheet_stream

__all__ = ["year"]

RATES = ("on-time", "response", "resolved", "satisfied")


def rates(page) -> dict[str, tuple[int, int | None]]:
    return {name: found for name, found in values(page).items() if name in RATES}


def refused(town: Town, use_case: str, actor: str, **given) -> str:
    refusal = town.refused(f"appraisal.{use_case}", act=by(actor), **given)
    return f"{refusal.kind} {refusal.code}"


def of(subject: str = MEMBER, at: int = 2024) -> dict[str, object]:
    return {"subject": subject, "year": at}


def ranked(town: Town, **asked) -> list[tuple[int | None, str]]:
    page = town.do("appraisal.list", year=2024, **asked)
    return [(line["rank"], line["subject"]) for line in page["items"]]


@pytest.mark.clause("S69")
def test_a_sheet_has_every_metric_by_name_with_what_it_is_of(year: Town) -> None:
    size, told = year.office.log.size(), draw(year)
    assert told["events"][0]["sentence"] == (
        f"王小明制作李秀英 2024 年考核表（指标 2026.1，据记录前 {size} 条）："
        "按时办结率 1/2，响应率 2/4，解决率 1/1，满意率 1/1，交办按期率 0/0，每周按时记录 1/41"
    )
    page = sheet(year)
    assert values(page) == {
        "on-time": (1, 2),
        "response": (2, 4),
        "resolved": (1, 1),
        "satisfied": (1, 1),
        "kept": (0, 0),
        "entries": (3, None),
        "late": (1, None),
        "weekly": (1, 41),
        "caught-up": (1, None),
        "feedback": (1, None),
        "explained": (0, None),
        "objective": (0, None),
        "reviews": (0, None),
        "concerns": (0, None),
    }
    assert page["values"][0]["percent"] == 50.0
    assert page["sheets"][0]["metrics"] == "2026.1"
    assert "不能单独作为结论" in page["notice"]
    assert "提出异议" in page["notice"]


@pytest.mark.clause("S69")
def test_a_sheet_names_the_matters_that_each_share_lacks_to_who_may_see_them(year: Town) -> None:
    draw(year)
    lacking = {part["metric"]: part["cases"] for part in sheet(year)["failed"]}
    assert lacking["on-time"] == lacking["response"] == ("2024-000002",)
    assert lacking["resolved"] == lacking["satisfied"] == ()


@pytest.mark.clause("S69")
def test_a_sheet_stands_though_the_record_goes_on_and_is_reckoned_anew_from_its_position(
    year: Town,
) -> None:
    draw(year)
    first = sheet(year)
    year.set("2024-12-20")
    does(year, "feedback", "2024-000002", feedback=TOLD)
    solved(year)
    later = sheet(year)
    assert later["values"] == first["values"]
    assert later["sheets"][0]["agrees"] is True
    position = {"position": first["position"]}
    again = sheet(year, when=position)
    year.set("2025-03-01")
    once_more = sheet(year, when=position)
    assert json.dumps(again, default=str) == json.dumps(once_more, default=str)
    assert (again["values"], again["sheets"]) == (first["values"], first["sheets"])


@pytest.mark.clause("S69")
def test_before_it_is_drawn_up_a_person_sees_how_it_stands(year: Town) -> None:
    page = sheet(year)
    assert (page["state"], page["state_text"], page["sheets"]) == (None, "未定稿", ())
    assert rates(page) == {
        "on-time": (1, 2),
        "response": (2, 4),
        "resolved": (1, 1),
        "satisfied": (1, 1),
    }
    then = {"as_of": "2024-03-02T09:00:00+08:00"}
    assert rates(sheet(year, when=then))["on-time"] == (0, 0)


@pytest.mark.clause("S9", "S69")
def test_there_is_no_page_of_who_took_no_part_nor_of_a_year_to_come(year: Town) -> None:
    assert refused(year, "sheet", CLERK, **of(RETIRED)) == "invalid not-appraised"
    assert refused(year, "sheet", CLERK, **of(at=2025)) == "invalid period-not-begun"
    then = {**of(), "when": {"as_of": "2023-12-31"}}
    assert refused(year, "sheet", CLERK, **then) == "invalid period-not-begun"
    assert refused(year, "summary-show", CLERK, year=2025) == "invalid period-not-begun"


@pytest.mark.clause("S69")
def test_the_year_is_closed_from_its_last_month_on_and_only_for_who_took_part(year: Town) -> None:
    assert refused(year, "draw", CLERK, **of(at=2025)) == "invalid year-not-due"
    assert refused(year, "draw", CLERK, **of(at=99999)) == "invalid year"
    assert refused(year, "draw", CLERK, **of(RETIRED)) == "invalid not-appraised"
    assert refused(year, "draw", CLERK, **of("town")) == "invalid not-organisation"
    assert refused(year, "draw", CLERK, **of("0999")) == "not-found subject-unknown"
    assert refused(year, "draw", MEMBER, **of()) == "not-allowed not-allowed"


@pytest.mark.clause("S70")
def test_a_sheet_is_read_by_its_person_and_who_answers_for_appraisals(year: Town) -> None:
    draw(year)
    for reader in (MEMBER, CLERK, HEAD, DEPUTY):
        assert sheet(year, reader=reader)["subject"] == MEMBER
    for reader in (SECRETARY, STAFF, INVESTIGATOR):
        assert refused(year, "sheet", reader, **of()) == "not-allowed sheet-closed"
    for reader in (MEMBER, SECRETARY, STAFF, INVESTIGATOR):
        assert refused(year, "list", reader, year=2024) == "not-allowed not-allowed"
        assert refused(year, "export", reader, year=2024) == "not-allowed not-allowed"


@pytest.mark.clause("S70")
def test_who_holds_no_post_any_more_still_reads_and_disputes_their_sheet(year: Town) -> None:
    draw(year)
    left = {"post": "two-committees-member", "unit": "dafeng", "until": "2024-12-09"}
    year.do("roster.leave", person=MEMBER, left=left)
    assert sheet(year)["person"] == MEMBER
    objected(year)
    assert sheet(year)["state"] == "disputed"


@pytest.mark.clause("S69", "S70")
def test_an_objection_upheld_brings_a_sheet_anew_and_both_stay(year: Town) -> None:
    draw(year)
    told = objected(year)["events"][0]["sentence"]
    assert told == "李秀英对考核表提出第 1 次异议：三月那件当天就反馈了"
    assert objected(year)["events"] == ()
    assert refused(year, "draw", CLERK, **of()) == "conflict objection-open"
    told = year.do("appraisal.decide", act=by(DEPUTY), **decision())["events"][0]["sentence"]
    assert told == "钱副答复第 1 次异议：成立，已核实"
    assert year.do("appraisal.decide", act=by(DEPUTY), **decision())["events"] == ()
    assert sheet(year)["state_text"] == "异议成立，待重新制作"
    told_then = {**TOLD, "text": "当天已告知"}
    act = by(MEMBER, occurred_at=year.at.replace(month=4, day=1, hour=10))
    year.do("case.feedback", act=act, case="2024-000002", feedback=told_then)
    draw(year)
    page = sheet(year)
    first, second = page["sheets"]
    assert (first["agrees"], second["agrees"]) == (True, True)
    found = [{one["metric"]: one["count"] for one in part["values"]} for part in (first, second)]
    assert [one["response"] for one in found] == [2, 4]
    assert page["state"] == "frozen"
    (objection,) = page["objections"]
    assert (objection["sheet"], objection["upheld"], objection["decided_by_name"]) == (
        1,
        True,
        "钱副",
    )


@pytest.mark.clause("S70")
def test_a_sheet_is_drawn_once_and_stands_where_an_objection_is_dismissed(year: Town) -> None:
    draw(year)
    assert draw(year)["events"] == ()
    solved(year)
    assert refused(year, "draw", CLERK, **of()) == "conflict sheet-stands"
    objected(year)
    year.do("appraisal.decide", act=by(DEPUTY), **decision(upheld=False))
    assert sheet(year)["state"] == "dismissed"
    assert refused(year, "draw", CLERK, **of()) == "conflict sheet-stands"
    assert objected(year, "再提一次")["events"]


@pytest.mark.clause("S69")
def test_a_sheet_of_december_gets_the_rest_of_its_year_in_january(year: Town) -> None:
    draw(year)
    solved(year)
    year.set("2025-01-04")
    assert draw(year)["events"]
    drawn = sheet(year)["sheets"]
    assert [one["agrees"] for one in drawn] == [True, True]
    resolved = [{v["metric"]: v["count"] for v in one["values"]}["resolved"] for one in drawn]
    assert resolved == [1, 2]


@pytest.mark.clause("S70")
def test_nobody_decides_an_objection_of_their_own_or_that_they_entered(year: Town) -> None:
    draw(year)
    draw(year, CLERK)
    year.do("appraisal.object", act=by(CLERK), subject=CLERK, year=2024, text="少计一篇")
    own = {**decision(), "subject": CLERK}
    assert refused(year, "decide", CLERK, **own) == "not-allowed own-objection"
    assert year.do("appraisal.decide", act=by(DEPUTY), **own)["events"]
    act = by(CLERK, on_behalf_of=MEMBER)
    year.do("appraisal.object", act=act, subject=MEMBER, year=2024, text="代为提出")
    assert refused(year, "decide", CLERK, **decision()) == "not-allowed own-objection"
    assert year.do("appraisal.decide", act=by(HEAD), **decision())["events"]


@pytest.mark.clause("S70")
def test_who_drew_up_a_sheet_does_not_decide_on_it_and_a_secretary_does(year: Town) -> None:
    draw(year)
    objected(year)
    for upheld in (True, False):
        mine = decision(upheld=upheld)
        assert refused(year, "decide", CLERK, **mine) == "not-allowed own-objection"
    assert year.do("appraisal.decide", act=by(HEAD), **decision())["events"]
    enter(year, "0107", "郑员", "org-office-clerk", "org-office")
    draw(year, actor="0107")
    objected(year, "仍然不对")
    second = decision(number=2)
    assert refused(year, "decide", "0107", **second) == "not-allowed own-objection"
    assert year.do("appraisal.decide", act=by(CLERK), **second)["events"]


@pytest.mark.clause("S70")
def test_who_headed_an_organisation_in_a_year_does_not_decide_on_its_sheet(year: Town) -> None:
    year.set("2025-01-06")
    draw(year, "dafeng")
    left = {"post": "village-secretary", "unit": "dafeng", "until": "2025-01-06"}
    year.do("roster.leave", person=SECRETARY, left=left)
    taken = {"post": "village-secretary", "unit": "dafeng", "since": "2025-01-07"}
    year.do("roster.post", person=MEMBER, taken=taken)
    moved = {"post": "deputy-secretary", "unit": "town", "since": "2025-01-07"}
    year.do("roster.post", person=SECRETARY, taken=moved)
    year.set("2025-01-08")
    objected(year, subject="dafeng")
    asked = {**decision(), "subject": "dafeng"}
    assert refused(year, "decide", SECRETARY, **asked) == "not-allowed own-objection"
    assert year.do("appraisal.decide", act=by(DEPUTY), **asked)["events"]


@pytest.mark.clause("S70")
def test_who_headed_an_organisation_in_another_year_may_decide(year: Town) -> None:
    left = {"post": "village-secretary", "unit": "dafeng", "until": "2024-12-31"}
    year.do("roster.leave", person=SECRETARY, left=left)
    taken = {"post": "village-secretary", "unit": "dafeng", "since": "2025-01-01"}
    moved = {"post": "deputy-secretary", "unit": "town", "since": "2025-01-01"}
    year.set("2025-01-06")
    year.do("roster.post", person=MEMBER, taken=taken)
    year.do("roster.post", person=SECRETARY, taken=moved)
    year.set("2026-01-06")
    draw(year, "dafeng", 2025)
    given = {"subject": "dafeng", "year": 2025}
    year.do("appraisal.object", act=by(MEMBER), text="少计一次", **given)
    asked = {**decision(), **given}
    assert refused(year, "decide", MEMBER, **asked) == "not-allowed not-allowed"
    assert year.do("appraisal.decide", act=by(SECRETARY), **asked)["events"]


@pytest.mark.clause("S70")
def test_only_whom_a_sheet_is_about_objects_to_it(year: Town) -> None:
    draw(year)
    for actor in (SECRETARY, CLERK):
        given = {**of(), "text": "不对"}
        assert refused(year, "object", actor, **given) == "not-allowed not-objector"


@pytest.mark.clause("S69", "S70")
def test_the_sheet_of_an_organisation_is_its_secretarys_to_read_and_dispute(year: Town) -> None:
    draw(year, "dafeng")
    page = sheet(year, "dafeng", SECRETARY)
    assert (page["unit"], page["name"]) == ("dafeng", "大丰村")
    assert rates(page)["on-time"] == (1, 2)
    assert refused(year, "sheet", MEMBER, **of("dafeng")) == "not-allowed sheet-closed"
    given = {**of("dafeng"), "text": "少计一次反馈"}
    assert refused(year, "object", MEMBER, **given) == "not-allowed not-objector"
    assert year.do("appraisal.object", act=by(SECRETARY), **given)["events"]


@pytest.mark.clause("S39", "S69")
def test_weeks_filled_in_afterwards_raise_no_sheet(year: Town) -> None:
    before = values(sheet(year))
    for day in ("2024-07-01", "2024-07-10", "2024-08-01"):
        back = datetime.fromisoformat(f"{day}T12:00:00+08:00")
        entered = {"learned_at": back.isoformat(), "title": f"{day}的事"}
        year.record(act=by(MEMBER, occurred_at=back), **entered)
    after = values(sheet(year))
    assert after["entries"] == (before["entries"][0] + 3, None)
    assert after["weekly"] == before["weekly"]
    assert after["caught-up"] == (4, None)
    assert values(sheet(year, "dafeng", SECRETARY))["caught-up"] == (4, None)


@pytest.mark.clause("S53", "S69")
def test_reviews_received_and_what_they_found_are_counted(year: Town) -> None:
    opinion = {"opinion": "太简略", "grade": "fair", "concerns": ["simplified", "shifted"]}
    given = {"person": MEMBER, "period": "2024-Q1", "opinion": opinion}
    year.do("review.record", act=by(SECRETARY), **given)
    found = values(sheet(year))
    assert (found["reviews"], found["concerns"]) == ((1, None), (2, None))
    assert values(sheet(year, "dafeng", SECRETARY))["reviews"] == (1, None)


@pytest.mark.clause("S12", "S69")
def test_complaints_about_cadres_are_in_no_sheet_nor_do_they_change_one_drawn_up(
    year: Town,
) -> None:
    draw(year)
    draw(year, "dafeng")
    before = sheet(year, "dafeng", SECRETARY)
    year.record(act=by(CLERK), **CONDUCT)
    became = {"category": "VILLAGE_GOVERNANCE.CONDUCT", "reason": "实为反映干部"}
    year.do("case.recategorise", act=by(MEMBER), case="2024-000001", recategorisation=became)
    page = sheet(year, "dafeng", SECRETARY)
    assert page["sheets"] == before["sheets"]
    assert page["sheets"][0]["agrees"] is True
    assert sheet(year)["sheets"][0]["agrees"] is True
    assert values(sheet(year))["entries"] == (3, None)


@pytest.mark.clause("S69", "S70")
def test_sheets_are_ranked_by_closure_effect_and_feedback_and_never_by_volume(year: Town) -> None:
    for n in range(5):
        year.record(act=by(SECRETARY), title=f"小事{n}", learned_at="2024-12-10T08:30:00+08:00")
    for subject in (MEMBER, SECRETARY, HEAD, "dafeng"):
        draw(year, subject)
    assert ranked(year) == [(1, MEMBER), (None, SECRETARY), (None, HEAD)]
    assert ranked(year, organisations=True) == [(1, "dafeng")]
    size = year.office.log.size()
    assert ranked(year, when={"position": size}) == ranked(year)
    assert ranked(year, when={"position": size - 1}, organisations=True) == []


@pytest.mark.clause("S70")
def test_what_is_handed_on_for_personnel_use_says_what_it_is_and_who_took_it(year: Town) -> None:
    draw(year)
    objected(year)
    page = year.do("appraisal.export", act=by(HEAD), year=2024)
    (line,) = page["items"]
    assert (line["subject"], line["name"], line["posts"]) == (MEMBER, "李秀英", "大丰村“两委”委员")
    assert line["state_text"] == "有异议，待答复"
    assert "参考依据之一" in line["notice"]
    assert line["digest"] == sheet(year)["sheets"][0]["digest"]
    (noted,) = [
        entry
        for entry in year.do("access.list", act=by(INVESTIGATOR), person=HEAD)["items"]
        if entry["use_case"] == "appraisal.export"
    ]
    assert noted["outcome"] == "exported:json:1"


@pytest.mark.clause("S70")
def test_nothing_about_a_sheet_is_dated_back_or_done_for_another(year: Town) -> None:
    draw(year)
    back = by(CLERK, occurred_at=year.at.replace(day=1))
    year.refused("appraisal.draw", act=back, **of())
    year.refused("appraisal.draw", act=by(CLERK, on_behalf_of=HEAD), **of())
    assert len(year.office.log.stream(StreamId(f"appraisal/{MEMBER}-2024"))) == 1


@pytest.mark.clause("S69", "S70")
def test_two_sheets_drawn_on_one_day_are_reckoned_to_that_day_whichever_was_first(
    wide_town: Town,
) -> None:
    for cadre in (MEMBER, SECRETARY):
        wide_town.record(act=by(cadre))
    wide_town.set("2024-12-20")
    assert rates(sheet(wide_town))["on-time"] == (0, 1)
    for cadre in (MEMBER, SECRETARY):
        drawn = draw(wide_town, cadre)
        assert "按时办结率 0/1" in drawn["events"][0]["sentence"]
    wide_town.set("2025-03-01")
    for cadre in (MEMBER, SECRETARY):
        page = sheet(wide_town, cadre, cadre)
        (frozen,) = page["sheets"]
        assert (rates(page)["on-time"], frozen["agrees"]) == ((0, 1), True)


@pytest.mark.clause("S69")
def test_a_sheet_kept_without_its_day_is_reckoned_to_that_of_the_last_record(
    wide_town: Town,
) -> None:
    wide_town.record(act=by(MEMBER))
    office = wide_town.office
    found = reckoned(office, Subject(person=MEMBER), frame_at(office, 2024, NOW))
    kept = SheetFrozen(
        year=2024,
        person=MEMBER,
        metrics=VERSION,
        upto=office.log.size(),
        digest=found.digest,
        values=found.values,
    )
    stream = sheet_stream(MEMBER, 2024)
    wide_town.set("2024-12-20")
    draft = Draft(stream=stream, event=kept)
    office.log.append([Batch(act=by(CLERK), drafts=[draft], expect={stream: 0})])
    assert sheet(wide_town)["sheets"][0]["agrees"] is True
