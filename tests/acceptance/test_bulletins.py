"""Bulletins: numbered without a gap, with figures that stand still and can be reckoned anew."""

import json
from datetime import date
from typing import Any

import attrs
import pytest
from tests.inspectors import ENGINEER, LEADER, NEIGHBOUR, told
from tests.towns import CLERK, INVESTIGATOR, MATTER, MEMBER, SECRETARY, Town, by

from minqing_core.application.asking import answer, plain
from minqing_core.application.ports import Batch, Draft
from minqing_core.application.tables import rebuild
from minqing_core.inspection.events import BulletinIssued
from minqing_core.kernel.ids import StreamId
from minqing_core.kernel.personal import Personal

HALF = {"unit": "dafeng", "period": "2024-H1"}
ISSUED = {**HALF, "title": "上半年通报", "text": "每周例会核对反馈"}


def issue(town: Town, *, act=None, **changes: Any) -> str:
    return town.do("bulletin.issue", act=act or by(SECRETARY), bulletin={**ISSUED, **changes})[
        "id"
    ]


def figures(town: Town, **asked: Any) -> Any:
    return town.do("report.bulletin", **{**HALF, **asked})["figures"]


def conclude(town: Town, case: str) -> None:
    act = by(SECRETARY)
    town.step(case, "cause", text="线路老化")
    told_so = {"stage": "result", "means": "visit", "text": "修好了"}
    town.do("case.feedback", act=act, case=case, feedback=told_so)
    ended = {"outcome": "resolved", "effect": "亮了"}
    town.do("case.conclude", act=act, case=case, conclusion=ended)


def supervised(town: Town, case: str) -> None:
    """Let a matter be urged and supervised in vain."""
    asked = {"to": SECRETARY, "text": "到期了"}
    town.do("case.remind", act=by(LEADER), case=case, reminder=asked)
    order = {"to": SECRETARY, "text": "限期反馈", "due": "2024-03-25"}
    town.do("case.supervise", act=by(LEADER), case=case, ordering=order)


@pytest.fixture
def busy(wide: Town) -> Town:
    """Give a town with matters ended, under way, passed on, confided, and of another village."""
    done, given, still = (wide.record(title=f"第 {n} 盏灯") for n in range(3))
    wide.record(learned_at="2023-12-20T08:00:00+08:00")
    wide.do("case.record", act=by(MEMBER), matter={**MATTER, "category": "ECONOMY.INCOME"})
    wide.record(act=by(NEIGHBOUR), place="anyang")
    wide.record(category="VILLAGE_GOVERNANCE.CONDUCT", accused=[NEIGHBOUR])
    conclude(wide, done)
    handover = {"unit": "urban", "to": ENGINEER, "reason": "属其职责"}
    wide.do("case.handover", act=by(SECRETARY), case=given, handover=handover)
    wide.do("case.accept", act=by(ENGINEER), case=given)
    wide.set("2024-03-20")
    supervised(wide, still)
    return wide


@pytest.mark.clause("S60")
def test_the_figures_are_of_the_unit_and_the_days_without_what_is_confided(busy: Town) -> None:
    found = figures(busy)
    assert {name: found[name] for name in ("learned", "answered", "hanging", "older")} == {
        "learned": 3,
        "answered": 1,
        "hanging": 2,
        "older": 1,
    }
    assert found["status"] == {"concluded": 1, "handling": 2}
    assert found["outcome"] == {"resolved": 1}
    assert found["category"] == {"ECONOMY": 1, "HOT_DIFFICULT": 2}
    assert found["recorders"] == (
        {"person": SECRETARY, "matters": 2},
        {"person": MEMBER, "matters": 1},
    )
    opinion = {"duty": "feedback.opinion", "met": 1, "met_late": 0, "missed": 2, "open": 0}
    assert opinion in found["limits"]
    assert (found["handoffs"], found["returns"]) == (1, 0)
    assert (found["orders"], found["orders_open"], found["orders_overdue"]) == (1, 1, 0)
    assert (found["on"], found["named"]) == ("2024-03-20", ())
    names = busy.do("report.bulletin", **HALF)["names"]
    assert (names["dafeng"], names[MEMBER], names["ECONOMY"], names["handling"]) == (
        *("大丰村", "李秀英"),
        *("农村经济发展问题", "在办"),
    )


@pytest.mark.clause("S60")
def test_the_same_position_gives_the_same_bytes_whoever_asks_and_whenever(busy: Town) -> None:
    def asked(person: str) -> str:
        when = {"position": position}
        found = answer(busy.office, "report.bulletin", by(person), {**HALF, "when": when})
        return json.dumps(plain(found), ensure_ascii=False)

    position = busy.office.log.size()
    first = asked(SECRETARY)
    assert first == json.dumps(plain(busy.do("report.bulletin", **HALF)), ensure_ascii=False)
    busy.set("2025-02-01")
    busy.record(learned_at="2024-03-10T08:00:00+08:00")
    assert asked(SECRETARY) == asked(LEADER) == first
    later = figures(busy)
    assert (later["learned"], later["on"]) == (4, "2024-06-30")
    then = figures(busy, when={"as_of": "2024-03-05"})
    assert (then["on"], then["orders"], then["learned"]) == ("2024-03-05", 0, 3)


@pytest.mark.clause("S60")
def test_bulletins_are_numbered_by_unit_and_year_without_a_gap(busy: Town) -> None:
    assert [issue(busy), issue(busy)] == ["dafeng-2024-000001", "dafeng-2024-000002"]
    assert (
        busy.refused("bulletin.issue", act=by(SECRETARY), bulletin={**ISSUED, "title": ""}).code
        == "inspection-text"
    )
    assert issue(busy) == "dafeng-2024-000003"
    town = issue(busy, act=by(LEADER), unit="town")
    assert (town, issue(busy, act=by(NEIGHBOUR), unit="anyang")) == (
        "town-2024-000001",
        "anyang-2024-000001",
    )
    busy.set("2025-01-10")
    busy.record()
    assert issue(busy, period="2024H2") == "dafeng-2025-000001"
    numbers = [row["number"] for row in told(busy, "bulletin.list")["items"]]
    assert numbers == [1, 1, 1, 3, 2, 1]
    said = busy.do("bulletin.issue", act=by(SECRETARY, key="k"), bulletin=ISSUED)
    again = busy.do("bulletin.issue", act=by(SECRETARY, key="k"), bulletin=ISSUED)
    assert said["id"] == again["id"] == "dafeng-2025-000002"
    rehearsing = attrs.evolve(busy.office, rehearsing=True)
    dry = answer(rehearsing, "bulletin.issue", by(SECRETARY), {"bulletin": ISSUED})
    assert "检查通报（待编号）" in dry["events"][0]["sentence"]


@pytest.mark.clause("S60")
def test_a_half_year_is_met_by_a_bulletin_of_its_end_and_the_lack_of_an_inspection_is_noted(
    busy: Town,
) -> None:
    def standing() -> tuple[str, str]:
        which = {"unit": "dafeng", "period": "2024-H1", "duty": "inspection.half-yearly"}
        [item] = busy.do("duties.list", which=which)["items"]
        return item["state"], item["note"]

    issue(busy)
    assert standing() == ("open", "")
    busy.set("2024-06-03")
    issue(busy)
    assert standing() == ("met", "通报没有写明所据的检查")
    opening = {"kind": "half-year", "units": ["dafeng"], "period": "2024-H1"}
    check = busy.do("inspection.open", act=by(SECRETARY), opening=opening)["id"]
    issue(busy, inspection=check)
    assert standing() == ("met", "")


@pytest.mark.clause("S60", "S61")
def test_a_bulletin_shows_its_frozen_figures_its_findings_and_what_is_to_be_better(
    busy: Town,
) -> None:
    opening = {"kind": "half-year", "units": ["dafeng"], "period": "2024-H1"}
    check = busy.do("inspection.open", act=by(SECRETARY), opening=opening)["id"]
    problem = {"unit": "dafeng", "clause": "S62", "text": "没有反馈"}
    busy.do("inspection.find", act=by(SECRETARY), inspection=check, problem=problem)
    number = issue(busy, inspection=check)
    page = told(busy, "bulletin.show", act=by(SECRETARY), bulletin=number)
    shown = ("number", "unit_name", "period", "title", "text", "issued_by_name", "agrees")
    assert [page[name] for name in shown] == [
        *(1, "大丰村", "2024-H1", "上半年通报", "每周例会核对反馈", "陈国强", True),
    ]
    assert page["figures"]["inspections"] == 1
    assert page["figures"]["findings"] == {"found": 1, "verified": 0, "open": 1, "overdue": 0}
    (found,) = page["findings"]
    assert (found["text"], found["state"], found["age_days"]) == ("没有反馈", "found", 0)
    ordered = {"finding": 1, "owner": MEMBER, "text": "补", "due": "2024-03-25"}
    busy.do("inspection.order", act=by(SECRETARY), inspection=check, ordered=ordered)
    busy.set("2024-04-20")
    busy.record()
    later = told(busy, "bulletin.show", bulletin=number)
    assert (later["figures"], later["agrees"]) == (page["figures"], True)
    assert later["findings"][0]["state"] == "found"
    assert figures(busy)["findings"] == {"found": 1, "verified": 0, "open": 1, "overdue": 1}
    assert figures(busy, period="2023-H2")["findings"]["found"] == 0
    theirs = {**ISSUED, "unit": "anyang", "inspection": check}
    refused = busy.refused("bulletin.issue", act=by(NEIGHBOUR), bulletin=theirs)
    assert refused.code == "inspection-unknown"


@pytest.mark.clause("S72")
def test_what_was_urged_and_supervised_in_vain_is_named_once(busy: Town) -> None:
    busy.set("2024-03-28")
    busy.record()
    (still,) = figures(busy)["named"]
    number = issue(busy)
    page = told(busy, "bulletin.show", bulletin=number)
    assert [(row["number"], row["title"]) for row in page["named"]] == [(still, "第 2 盏灯")]
    lines = told(busy, "report.ladder", which={"unit": "dafeng"})["items"]
    (line,) = (one for one in lines if one["number"] == still)
    assert (line["next"], line["taken"][-1]) == (None, {"rung": "name", "on": "2024-03-28"})
    busy.set("2024-04-01")
    busy.record()
    assert figures(busy)["named"] == ()
    assert busy.do("bulletin.show", bulletin=issue(busy))["named"] == ()
    rebuild(busy.office)
    assert told(busy, "bulletin.show", bulletin=number) == {
        **page,
        "position": busy.office.log.size(),
    }


@pytest.mark.clause("S60")
def test_a_bulletin_whose_figures_were_touched_is_found_out(busy: Town) -> None:
    (honest,) = busy.office.log.stream(f"bulletin/{issue(busy)}")
    for number, changes in ((8, {"digest": "0" * 64}), (9, {"named": ("2024-000001",)})):
        forged = attrs.evolve(honest.event, **changes)
        draft = Draft(stream=f"bulletin/dafeng-2024-00000{number}", event=forged)
        busy.office.log.append([Batch(act=by(SECRETARY), drafts=[draft])])
        shown = busy.do("bulletin.show", bulletin=f"dafeng-2024-00000{number}")
        assert not shown["agrees"]


@pytest.mark.clause("S59", "S60")
def test_who_issues_bulletins_and_who_reads_them(busy: Town) -> None:
    def code(person: str, **changes: Any) -> str:
        bulletin = {**ISSUED, **changes}
        return busy.refused("bulletin.issue", act=by(person), bulletin=bulletin).code

    assert code(NEIGHBOUR) == "unit-foreign"
    assert code(MEMBER) == code(INVESTIGATOR) == "not-allowed"
    assert code(SECRETARY, unit="dafeng-1") == "not-spot-checker"
    assert code(SECRETARY, period="2024-H2") == "period-not-begun"
    assert code(SECRETARY, period="2024-W01") == "period"
    assert code(SECRETARY, unit="nowhere") == "unit-unknown"
    back = by(SECRETARY, occurred_at=busy.at)
    assert busy.refused("bulletin.issue", act=back, bulletin=ISSUED).code == "not-afterwards"
    mine, whole = issue(busy), issue(busy, act=by(CLERK), unit="town")
    assert busy.do("bulletin.show", act=by(NEIGHBOUR), bulletin=whole)["unit_name"] == "大涌镇"
    for person, unknown in ((NEIGHBOUR, mine), (CLERK, "dafeng-2024-000099")):
        refused = busy.refused("bulletin.show", act=by(person), bulletin=unknown)
        assert refused.code == "bulletin-unknown"
    listed = told(busy, "bulletin.list", act=by(NEIGHBOUR))["items"]
    assert [row["bulletin"] for row in listed] == [whole]
    assert busy.refused("report.bulletin", act=by(NEIGHBOUR), **HALF).code == "unit-foreign"
    assert busy.refused("report.bulletin", unit="x", period="2024").code == "unit-unknown"


@pytest.mark.clause("S60")
def test_bulletins_are_listed_by_unit_and_period(busy: Town) -> None:
    first, second = issue(busy), issue(busy, period="2024-Q1")
    third = issue(busy, act=by(CLERK), unit="town")

    def listed(**which: Any) -> list[str]:
        return [row["bulletin"] for row in told(busy, "bulletin.list", which=which)["items"]]

    assert listed() == [third, second, first]
    assert listed(unit="dafeng") == [second, first]
    assert listed(period="2024q1") == [second]
    assert listed(unit="town", period="2024-Q1") == []
    cut = told(busy, "bulletin.list", limit=2)
    assert [r["bulletin"] for r in busy.do("bulletin.list", cursor=cut["next"])["items"]] == [
        first
    ]
    assert busy.refused("bulletin.list", which={"unit": "x"}).code == "unit-unknown"
    assert busy.refused("bulletin.list", which={"period": "x"}).code == "period"
    assert busy.refused("bulletin.list", limit=0).code == "page-limit"


@pytest.mark.clause("S12", "S60")
def test_what_is_confided_later_is_not_named_to_those_who_may_not_see_it(busy: Town) -> None:
    busy.set("2024-03-28")
    busy.record()
    number = issue(busy)
    (still,) = busy.do("bulletin.show", bulletin=number)["figures"]["named"]
    owner = {"owner": CLERK, "unit": "org-office", "reason": "另行办理"}
    busy.do("case.assign", case=still, assigned=owner)
    accused = {"person": SECRETARY, "reason": "举报信"}
    busy.do("case.accuse", case=still, naming=accused)
    page = busy.do("bulletin.show", act=by(SECRETARY), bulletin=number)
    assert (page["named"], page["agrees"]) == ((), True)
    assert still not in json.dumps(plain(page))


@pytest.mark.clause("S60", "S61")
def test_a_bulletin_stands_at_the_day_of_issue_however_quiet_the_log_was(wide: Town) -> None:
    wide.record(act=by(MEMBER))
    wide.set("2024-07-05")
    before = figures(wide)
    assert (before["on"], before["hanging"]) == ("2024-06-30", 1)
    bulletins = issue(wide), issue(wide)
    wide.set("2025-02-01")
    wide.record(act=by(MEMBER), learned_at="2024-03-10T08:00:00+08:00")
    for bulletin in bulletins:
        event = wide.office.history(StreamId(f"bulletin/{bulletin}"))[0].event
        assert (event.on, event.issued_on) == (date(2024, 6, 30), date(2024, 7, 5))
        page = wide.do("bulletin.show", bulletin=bulletin)
        assert (page["figures"], page["agrees"]) == (before, True)


@pytest.mark.clause("S60")
def test_a_bulletin_asked_for_at_a_position_is_of_the_day_of_the_record_there(wide: Town) -> None:
    wide.record(act=by(MEMBER))
    position = wide.office.log.size()
    wide.set("2024-07-05")
    then = figures(wide, when={"position": position})
    assert (then["on"], then["hanging"]) == ("2024-03-01", 0)
    asked = figures(wide, when={"position": position, "as_of": "2024-07-05"})
    assert (asked["on"], asked["hanging"]) == ("2024-06-30", 1)


@pytest.mark.clause("S60", "S61")
def test_a_bulletin_kept_without_its_day_is_reckoned_to_that_of_the_last_record(
    wide: Town,
) -> None:
    wide.record(act=by(MEMBER))
    then = wide.do("report.bulletin", **HALF)
    issued = BulletinIssued(
        **HALF,
        number=1,
        title="通报",
        on=date(2024, 3, 1),
        upto=then["position"],
        digest=then["digest"],
        text=Personal("每周例会核对反馈"),
    )
    stream = StreamId("bulletin/dafeng-2024-000001")
    draft = Draft(stream=stream, event=issued)
    wide.set("2024-07-05")
    wide.office.log.append([Batch(act=by(SECRETARY), drafts=[draft], expect={stream: 0})])
    page = wide.do("bulletin.show", bulletin="dafeng-2024-000001")
    assert (page["figures"], page["agrees"]) == (then["figures"], True)
