"""The ledger of duties through the office: who owed what, how it stood, and who may look."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs
import pytest
from tests.towns import (
    CLERK,
    INVESTIGATOR,
    MATTER,
    MEMBER,
    SECRETARY,
    Town,
    by,
    laid_down,
    shanghai,
)

from minqing_core.application.asking import answer
from minqing_core.application.ports import Batch, Draft, EventLog
from minqing_core.application.tables import rebuild
from minqing_core.appraisal.events import SummaryIssued
from minqing_core.books.events import BookFull, BookIssued, BookTakenUp
from minqing_core.inspection.events import BulletinIssued
from minqing_core.kernel.envelope import Act, Envelope
from minqing_core.kernel.ids import StreamId
from minqing_core.kernel.personal import Personal
from minqing_core.meetings.events import AnalysisMeetingHeld
from minqing_core.persistence.known_versions import RememberedVersions
from minqing_core.programme.events import PlanRuleAdopted, RuleValue
from minqing_core.review.events import DiaryReviewed, Grade, SelfAssessed

WORDS = Personal("按时记录")
HEAD, DEPUTY = "0011", "0012"


def recorded(town: Town, stream: str, event: Any, actor: str = CLERK) -> int:
    """Put something on record as another context would, and return its position."""
    draft = Draft(stream=stream, event=event)
    [[envelope]] = town.office.log.append([Batch(act=Act(actor=actor), drafts=[draft])])
    return envelope.position


def duties(town: Town, act: Act | None = None, **asked: Any) -> dict[str, str]:
    """Return how duties stand, by their ids."""
    when = {name: asked.pop(name) for name in ("as_of", "known_by") if name in asked}
    given = {"which": asked, "limit": 1000, **({"when": when} if when else {})}
    items = town.do("duties.list", act=act or by(CLERK), **given)["items"]
    return {item["id"]: item["state"] for item in items}


@pytest.fixture
def year(town: Town) -> Town:
    """Give a town in the summer of 2025, with a week of June that was written up in July."""
    town.set("2025-04-01")
    leaders = {HEAD: ("党书记", "party-secretary"), DEPUTY: ("副书记", "deputy-secretary")}
    for person, (name, post) in leaders.items():
        kind = "town-office-civil-servant"
        facts = {"name": name, "post": post, "unit": "town", "kind": kind}
        town.do("roster.person", person=person, facts={**facts, "since": "2025-04-01"})
    town.set("2025-06-03")
    town.record(act=by(MEMBER), learned_at="2025-06-03")
    town.set("2025-07-02")
    late = Act(actor=MEMBER, occurred_at=shanghai("2025-06-12T10:00"))
    town.record(act=late, learned_at="2025-06-12")
    return town


WEEKS = {"duty": "record.weekly", "person": MEMBER, "period": "2025-Q2"}


@pytest.mark.clause("S39")
def test_a_week_written_up_later_was_missed_to_whoever_looked_before(year: Town) -> None:
    at = "record.weekly/0003/2025-W"
    now = duties(year, **WEEKS)
    assert (now[f"{at}23"], now[f"{at}24"], now[f"{at}25"]) == ("met", "met-late", "missed")
    as_of = duties(year, **WEEKS, as_of="2025-06-20")
    assert (as_of[f"{at}24"], as_of[f"{at}25"], as_of[f"{at}26"]) == (
        "met-late",
        "open",
        "not-due",
    )
    known = duties(year, **WEEKS, known_by="2025-06-20")
    assert (known[f"{at}23"], known[f"{at}24"], known[f"{at}25"]) == ("met", "missed", "open")
    both = duties(year, **WEEKS, as_of="2025-06-10", known_by="2025-06-20")
    assert both[f"{at}24"] == "open"


@pytest.mark.clause("S39", "S83")
def test_before_the_rules_were_on_record_nothing_was_due(year: Town) -> None:
    found = duties(year, **WEEKS, known_by="2024-02-01", as_of="2025-07-01")
    assert found == {}


@pytest.mark.clause("S39", "S83")
def test_nobody_missed_anything_before_the_town_was_founded(year: Town) -> None:
    """The roster goes back to 2020, the record to 1 March 2024."""
    page = year.do("duties.grid", person=MEMBER, year=2023)
    assert set(page["counts"]) == {"not-due"}
    assert {item["note"] for item in page["items"]} == {"当时尚未启用"}
    found = duties(year, unit="town", period="2024-Q1")
    at = "record.weekly/0003/2024-W"
    assert (found[f"{at}08"], found[f"{at}09"]) == ("not-due", "missed")
    assert found["meeting.quarterly/dafeng/2024-Q1"] == "missed"
    assert set(duties(year, unit="town", period="2023-H2").values()) == {"not-due"}


@pytest.mark.clause("S39")
def test_a_duty_has_the_shape_that_scripts_rely_on(year: Town) -> None:
    which = {"duty": "record.weekly", "person": MEMBER, "period": "2025W24"}
    listed = year.do("duties.list", which=which)
    [item] = listed["items"]
    names = ("duty", "clause", "person", "unit", "period", "due", "state", "met_by", "met_on")
    assert {name: item[name] for name in names} == {
        "duty": "record.weekly",
        "clause": "S39",
        "person": MEMBER,
        "unit": None,
        "period": "2025-W24",
        "due": "2025-06-15",
        "state": "met-late",
        "met_by": (listed["position"],),
        "met_on": "2025-07-02",
    }
    assert (item["title"], item["person_name"], item["state_text"], item["days_left"]) == (
        *("每周记录民情日记", "李秀英", "逾期完成", -17),
    )


@pytest.mark.clause("S39")
def test_one_owns_the_entry_that_another_writes_for_them(year: Town) -> None:
    act = Act(actor=SECRETARY, on_behalf_of=MEMBER)
    year.record(act=act, learned_at="2025-07-02")
    found = duties(year, unit="dafeng", duty="record.weekly", period="2025-W27")
    assert found == {
        "record.weekly/0002/2025-W27": "open",
        "record.weekly/0003/2025-W27": "met",
    }


@pytest.mark.clause("S39")
def test_leave_excuses_and_was_not_known_before_it_was_granted(year: Town) -> None:
    days = {"since": "2025-06-16", "until": "2025-06-22"}
    granted = {**days, "kind": "illness", "reason": "住院", "approver": CLERK}
    year.do("roster.absence", person=MEMBER, granted=granted)
    week = {"duty": "record.weekly", "person": MEMBER, "period": "2025-W25"}
    assert duties(year, **week) == {"record.weekly/0003/2025-W25": "excused"}
    assert duties(year, **week, known_by="2025-06-30") == {"record.weekly/0003/2025-W25": "missed"}
    page = year.do("duties.explain", which=week)
    assert page["item"]["note"] == "病假 2025-06-16 至 2025-06-22"
    assert page["days"][0] == {"day": "2025-06-16", "number": None, "reason": "准假（病假）"}


@pytest.fixture
def third_quarter(year: Town) -> Town:
    """Give a town that has done some of what came round in the second half of 2025."""
    year.set("2025-09-28")
    of_member = {"person": MEMBER, "period": "2025-Q3", "upto": 1}
    recorded(year, "review/0003-2025-Q3", SelfAssessed(**of_member, counts=(), text=WORDS), MEMBER)
    read = DiaryReviewed(
        **of_member,
        review=1,
        reviewer=SECRETARY,
        entries=(),
        rule="R3",
        clause="S58",
        post="village-secretary",
        opinion=WORDS,
        grade=Grade.GOOD,
    )
    recorded(year, "review/0003-2025-Q3", read, SECRETARY)
    held = AnalysisMeetingHeld(
        village="dafeng",
        period="2025-Q3",
        held_on=date(2025, 9, 27),
        chair=SECRETARY,
        attendants=(MEMBER,),
        pack=1,
        digest="0",
        agenda=(),
        text=WORDS,
    )
    recorded(year, "meeting/2025-000001", held, SECRETARY)
    year.set("2026-01-09")
    issued = BulletinIssued(
        unit="dafeng",
        period="2025-H2",
        number=1,
        title="通报",
        on=date(2026, 1, 9),
        upto=1,
        digest="0",
        text=WORDS,
    )
    recorded(year, "bulletin/2026-0001", issued, SECRETARY)
    recorded(year, "summary/2025", SummaryIssued(year=2025, upto=1, digest="0", text=WORDS))
    return year


@pytest.mark.clause("S41", "S48", "S53", "S60", "S67")
def test_each_period_has_its_duties_and_what_meets_them(third_quarter: Town) -> None:
    found = duties(third_quarter, unit="town", period="2025-H2")
    wanted = {
        "self-assessment.quarterly/0003/2025-Q3": "met",
        "self-assessment.quarterly/0003/2025-Q4": "missed",
        "review.quarterly/0002/2025-Q3/0003": "met",
        "review.quarterly/0012/2025-Q3/0002": "missed",
        "review.quarterly/0011/2025-Q3/0012": "missed",
        "review.quarterly/town/2025-Q3/0011": "missed",
        "meeting.quarterly/dafeng/2025-Q3": "met",
        "meeting.quarterly/anyang/2025-Q3": "missed",
        "inspection.half-yearly/dafeng/2025-H2": "met-late",
        "summary.yearly/town/2025": "met-late",
    }
    assert {name: found[name] for name in wanted} == wanted


@pytest.mark.clause("S53", "S58")
def test_a_reviewer_sees_whose_diary_they_read_and_not_what_they_said(third_quarter: Town) -> None:
    mine = {"duty": "review.quarterly", "period": "2025-Q3"}
    assert duties(third_quarter, by(SECRETARY), **mine) == {
        "review.quarterly/0002/2025-Q3/0003": "met"
    }
    page = third_quarter.do("duties.explain", act=by(SECRETARY), which=mine)
    assert [record["sentence"] for record in page["records"]] == ["陈国强：季度审阅民情日记"]
    assert page["item"]["about_name"] == "李秀英"


@pytest.mark.clause("S62", "S34")
def test_a_matter_has_its_duties_whenever_they_were_due(year: Town) -> None:
    found = duties(year, case="2025-000001")
    assert found == {
        "record.prompt/2025-000001": "met",
        "feedback.opinion/2025-000001/1": "missed",
        "feedback.result/2025-000001/1": "open",
        "conclude/2025-000001/1": "open",
    }
    only = duties(year, case="2025-000001", duty="conclude", state="open", person=MEMBER)
    assert only == {"conclude/2025-000001/1": "open"}
    assert duties(year, case="2025-000001", person=SECRETARY) == {}
    within = duties(year, person=MEMBER, period="2025-Q2", state="missed")
    assert "feedback.opinion/2025-000001/1" in within


@pytest.mark.clause("S46")
def test_who_leaves_has_a_list_of_what_they_pass_on(year: Town) -> None:
    transferred = {"until": "2025-07-31", "destination": "外镇"}
    year.do("roster.transfer", person=MEMBER, transferred=transferred)
    year.later(days=1)
    found = duties(year, person=MEMBER, period="2025-Q3")
    assert found["leaving.matter/2025-000001/0003"] == "open"
    assert found["record.weekly/0003/2025-W32"] == "not-due"
    assert "leaving.matter/2025-000001/0003" in duties(year, case="2025-000001")
    own = duties(year, by(MEMBER), duty="leaving.matter", period="2025-Q3")
    assert [*own] == ["leaving.matter/2025-000001/0003", "leaving.matter/2025-000002/0003"]


@pytest.mark.clause("S24", "S25", "S46")
def test_a_measure_is_not_left_with_somebody_who_is_gone(year: Town) -> None:
    """Due after the last day it is owed by who answers for the matter, and named to them."""
    case = year.record(learned_at="2025-07-02")
    for owner, due in ((MEMBER, "2025-07-20"), (MEMBER, "2025-08-20")):
        year.step(case, "measure", text="换线", owner=owner, due=due)
    transferred = {"until": "2025-07-31", "destination": "外镇"}
    year.do("roster.transfer", person=MEMBER, transferred=transferred)
    asked = {"duty": "measure", "period": "2025-Q3"}
    assert list(duties(year, person=MEMBER, **asked)) == [f"measure/{case}/1"]
    assert list(duties(year, by(SECRETARY), **asked)) == [f"measure/{case}/2"]


@pytest.mark.clause("S44", "S46")
def test_a_full_book_and_the_books_of_who_leaves_are_handed_in(year: Town) -> None:
    issued = BookIssued(
        serial="ZS-000001",
        holder=MEMBER,
        unit="dafeng",
        kind="village-two-committees",
        archive="dafeng",
    )
    recorded(year, "book/ZS-000001", issued)
    recorded(year, "custody/0003", BookTakenUp(serial="ZS-000001"))
    recorded(year, "book/ZS-000001", BookFull(), MEMBER)
    year.do(
        "roster.transfer",
        person=MEMBER,
        transferred={"until": "2025-07-31", "destination": "外镇"},
    )
    found = duties(year, person=MEMBER, period="2025")
    assert found["books.hand-in/ZS-000001"] == "open"
    assert found["leaving.book/0003/ZS-000001"] == "open"


@pytest.mark.clause("S9", "S39", "S72")
def test_a_unit_is_shown_what_people_owed_while_they_served_in_it(year: Town) -> None:
    """Who moved in the spring of 2025 owed each week in one village and never in two."""
    post = {"post": "two-committees-member"}
    left = {**post, "unit": "dafeng", "until": "2025-05-31"}
    year.do("roster.leave", person=MEMBER, left=left)
    taken = {**post, "unit": "anyang", "since": "2025-06-02"}
    year.do("roster.post", person=MEMBER, taken=taken)
    rule = {"rule": "period.grace", "title": "宽限", "clause": "S41", "quote": "每季度"}
    grace = {"amount": 5, "unit": "working-day"}
    year.do("programme.rule", rule={**rule, "value": grace, "effective_from": "2025-07-02"})
    year.set("2025-09-15")
    found = {unit: duties(year, unit=unit, period="2025") for unit in ("dafeng", "anyang")}

    def weeks(unit: str) -> list[str]:
        return [name[-2:] for name in found[unit] if name.startswith(f"record.weekly/{MEMBER}/")]

    assert weeks("dafeng") == [f"{n:02}" for n in range(1, 23)]
    assert weeks("anyang") == [f"{n:02}" for n in range(23, 53)]
    assessed = f"self-assessment.quarterly/{MEMBER}/2025-Q"
    assert {f"{assessed}1"} == {one for one in found["dafeng"] if one.startswith(assessed)}
    assert f"{assessed}3" in found["anyang"]
    town = duties(year, unit="town", period="2025", person=MEMBER)
    assert {f"{assessed}{n}" for n in (1, 2, 3, 4)} <= {*town}
    left_there = "leaving.matter/2025-000001/0003/dafeng"
    assert [name for name in found["dafeng"] if "2025-000001" in name] == [left_there]
    assert "conclude/2025-000001/1" in found["anyang"]
    year.do("roster.leave", person=MEMBER, left={**left, "unit": "anyang", "until": "2025-07-31"})
    assert "conclude/2025-000001/1" in duties(year, unit="anyang", period="2025")


@pytest.mark.clause("S39", "S62")
def test_what_falls_due_soon_is_named_and_then_what_is_overdue(year: Town) -> None:
    listed = year.do("duties.due", act=by(MEMBER), within="4d", limit=1000)
    ids = [item["id"] for item in listed["items"]]
    assert ids[0] == "record.weekly/0003/2025-W27"
    assert ids[1] == "record.weekly/0003/2025-W14"
    assert "feedback.opinion/2025-000001/1" in ids
    assert "record.weekly/0003/2025-W23" not in ids
    assert all(item["days_left"] <= 4 for item in listed["items"])
    less = year.do("duties.due", act=by(MEMBER), within="3", limit=1000)
    assert [item["id"] for item in less["items"]] == ids[1:]
    village = year.do("duties.due", whose={"unit": "dafeng"}, within="3天", limit=1000)
    assert {item["person"] for item in village["items"]} == {MEMBER, SECRETARY, None}


@pytest.mark.clause("S34")
def test_an_old_matter_is_named_until_it_is_done(year: Town) -> None:
    year.set("2027-03-01")
    listed = year.do("duties.due", act=by(MEMBER), limit=1000)
    assert "conclude/2025-000001/1" in {item["id"] for item in listed["items"]}


@pytest.mark.clause("S38")
def test_what_a_unit_was_asked_is_named_to_those_of_the_unit(year: Town) -> None:
    facts = {
        "name": "外村人",
        "post": "village-secretary",
        "unit": "anyang",
        "since": "2025-01-01",
    }
    year.do("roster.person", person="0021", facts={**facts, "kind": "village-two-committees"})
    asked = {"unit": "anyang", "reason": "在其辖区"}
    year.do("case.handover", act=by(MEMBER), case="2025-000001", handover=asked)
    listed = year.do("duties.due", act=by("0021"), within="9d", limit=1000)
    assert "handover.answer/2025-000001/1" in {item["id"] for item in listed["items"]}
    assert "handover.answer/2025-000001/1" in duties(year, unit="anyang", period="2025-Q3")


@pytest.mark.clause("S39")
def test_a_year_of_a_cadre_is_one_page(year: Town) -> None:
    page = year.do("duties.grid", act=by(MEMBER), person=MEMBER, year=2025)
    weekly = [item for item in page["items"] if item["duty"] == "record.weekly"]
    assert (len(weekly), len(page["items"])) == (52, 56)
    assert (page["person_name"], page["year"]) == ("李秀英", 2025)
    assert sum(page["counts"].values()) == 56
    assert page["counts"]["met"] == page["counts"]["met-late"] == 1
    assert year.do("duties.grid", person=MEMBER)["year"] == 2025
    refusal = year.refused("duties.grid", person=MEMBER, year=3000)
    assert "年份" in str(refusal)


@pytest.mark.clause("S39")
def test_pages_follow_one_another_without_a_gap(year: Town) -> None:
    whole = year.do("duties.list", which={"unit": "town"}, limit=1000)["items"]
    cursor, pages = None, list[Any]()
    while True:
        page = year.do("duties.list", which={"unit": "town"}, limit=7, cursor=cursor)
        pages += page["items"]
        cursor = page["next"]
        if cursor is None:
            break
    assert tuple(pages) == whole
    assert year.refused("duties.list", cursor="x").code == "cursor"


@pytest.mark.clause("S39", "S34")
def test_a_duty_is_explained_by_its_rule_and_the_layer_that_laid_it_down(year: Town) -> None:
    plan = {"unit": "dafeng", "title": "大丰村实施方案", "dated": "2025-01-01", "text": "从严"}
    year.do("programme.plan", plan=plan)
    rule = PlanRuleAdopted(
        rule="record.weekly",
        clause="S39",
        title="每周两篇",
        quote="每周不少于两篇",
        value=RuleValue(amount=2),
        effective_from=date(2025, 6, 1),
    )
    laid_down(year, "plan/dafeng", rule)
    week = {"duty": "record.weekly", "person": MEMBER, "period": "2025-W23"}
    page = year.do("duties.explain", which=week)
    assert (page["item"]["state"], page["says"]) == ("missed", "每周两篇：不少于 2 次")
    assert (page["rule"]["laid_by"], page["rule"]["laid_by_name"]) == ("dafeng", "大丰村")
    [record] = page["records"]
    assert record["sentence"].startswith("李秀英记下群众李大娘通过走访反映的问题")
    assert duties(year, **WEEKS, known_by="2025-06-30")["record.weekly/0003/2025-W23"] == "met"
    feedback = {"duty": "feedback.opinion", "case": "2025-000001"}
    page = year.do("duties.explain", which=feedback)
    assert [day["number"] for day in page["days"]] == [1, 2, 3, None, None, 4, 5]
    gap = {"duty": "review.quarterly", "unit": "anyang", "period": "2007-Q1"}
    assert year.refused("duties.explain", which=gap).code == "no-such-duty"
    early = {"duty": "record.weekly", "person": MEMBER, "period": "2007-W20"}
    assert year.do("duties.explain", which=early)["rule"] is None


@pytest.mark.clause("S39")
def test_one_duty_is_explained_at_a_time(year: Town) -> None:
    several = year.refused("duties.explain", which=WEEKS)
    assert several.code == "several-duties"
    assert str(several).startswith("这样的职责有 13 项")
    few = year.refused("duties.explain", which={"case": "2025-000001", "state": "open"})
    assert " 等" not in str(few)
    named = year.do("duties.explain", which=WEEKS, id="record.weekly/0003/2025-W24")
    assert named["item"]["state"] == "met-late"
    none = year.refused("duties.explain", id="x/y")
    assert str(none) == "没有这样的职责：x/y；用 duties list 查看有哪些"
    assert "本人本季度" in str(
        year.refused("duties.explain", act=by(INVESTIGATOR), which={"state": "met-late"})
    )


@pytest.mark.clause("S39")
def test_duties_are_given_to_a_calendar_with_uids_that_stay(year: Town) -> None:
    which = {"duty": "record.weekly", "person": MEMBER, "period": "2025-W27"}
    text = year.do("duties.feed", which=which)["text"]
    assert "UID:record.weekly/0003/2025-W27@minqing\r\n" in text
    assert "DTSTART;VALUE=DATE:20250706\r\n" in text
    assert "TRIGGER:-P1D\r\n" in text
    assert "X-WR-CALNAME:民情日记职责：李秀英\r\n" in text
    year.record(act=by(MEMBER), learned_at="2025-07-02")
    after = year.do("duties.feed", which=which)["text"]
    assert "UID:record.weekly/0003/2025-W27@minqing\r\n" in after
    assert "CATEGORIES:按期完成\r\n" in after
    assert "VALARM" not in after


@pytest.mark.clause("S72")
def test_duties_are_looked_at_by_their_own_and_by_those_over_them(year: Town) -> None:
    week = {"duty": "record.weekly", "period": "2025-W27"}
    for reader in (MEMBER, SECRETARY, HEAD, CLERK, INVESTIGATOR):
        assert duties(year, by(reader), person=MEMBER, **week)
    refusal = year.refused("duties.list", act=by(MEMBER), which={"person": SECRETARY})
    assert (refusal.kind, refusal.code) == ("not-allowed", "duties-closed")
    unit = year.refused("duties.list", act=by(MEMBER), which={"unit": "dafeng"})
    assert unit.code == "duties-closed"
    assert duties(year, by(SECRETARY), unit="dafeng", **week)
    assert year.refused("duties.list", act=by(SECRETARY), which={"unit": "town"}).kind == (
        "not-allowed"
    )
    one = duties(year, by(SECRETARY), unit="dafeng", person=MEMBER, **week)
    assert [*one] == ["record.weekly/0003/2025-W27"]


@pytest.mark.clause("S12")
def test_a_complaint_shows_itself_in_nobodys_ledger_to_whom_it_is_closed(year: Town) -> None:
    conduct = {"category": "VILLAGE_GOVERNANCE.CONDUCT", "accused": [SECRETARY]}
    number = year.record(act=by(CLERK), learned_at="2025-07-02", place=None, **conduct)
    week = {"duty": "record.weekly", "person": CLERK, "period": "2025-W27"}
    facts = {"name": "镇领导", "post": "leader-in-charge", "unit": "town", "since": "2025-01-01"}
    year.do("roster.person", person="0022", facts={**facts, "kind": None})

    [open_] = year.do("duties.list", which=week)["items"]
    [closed] = year.do("duties.list", act=by("0022"), which=week)["items"]

    assert (open_["state"], len(open_["met_by"])) == ("met", 1)
    assert (closed["state"], closed["met_by"]) == ("met", ())
    assert year.do("duties.explain", act=by("0022"), which=week)["records"] == ()
    mine = duties(year, person=CLERK, period="2025-Q3")
    theirs = duties(year, by("0022"), person=CLERK, period="2025-Q3")
    assert f"conclude/{number}/1" in mine
    assert not any(number in cell for cell in theirs)
    refusal = year.refused("duties.list", act=by("0022"), which={"case": number})
    unknown = year.refused("duties.list", act=by("0022"), which={"case": "2025-000999"})
    assert (refusal.code, str(refusal)) == (
        unknown.code,
        str(unknown).replace("2025-000999", number),
    )


def test_what_is_asked_for_wrongly_is_refused_in_words(year: Town) -> None:
    asked = {
        "duty-unknown": {"duty": "x"},
        "period": {"period": "2025-Q5"},
        "person-unknown": {"person": "9999"},
        "unit-unknown": {"unit": "nowhere"},
    }
    for code, which in asked.items():
        assert year.refused("duties.list", which=which).code == code
    assert str(year.refused("duties.due", within="soon")) == (
        "「soon」不对，应写作天数，如 3d（0 至 999 天）"
    )
    assert year.refused("duties.list", limit=0).code == "page-limit"


@pytest.mark.clause("S84")
def test_the_ledger_is_the_same_after_the_tables_were_built_anew(year: Town) -> None:
    before = duties(year, unit="town", period="2025-Q2")
    rebuild(year.office)
    assert duties(year, unit="town", period="2025-Q2") == before


@pytest.mark.clause("S39")
def test_everybody_registered_is_in_the_towns_ledger_even_without_a_post(year: Town) -> None:
    facts = {"name": "待分配", "post": None, "unit": None, "since": "2025-01-01"}
    year.do("roster.person", person="0030", facts={**facts, "kind": "town-office-support"})
    week = {"duty": "record.weekly", "period": "2025-W26"}
    assert duties(year, unit="town", **week)["record.weekly/0030/2025-W26"] == "missed"
    assert "record.weekly/0030/2025-W26" not in duties(year, unit="dafeng", **week)
    assert "record.weekly/0005/2025-W26" not in duties(year, unit="town", **week)


@pytest.mark.clause("S83")
def test_a_matter_owes_nothing_before_it_was_on_record(year: Town) -> None:
    assert duties(year, case="2025-000001", known_by="2025-06-01") == {}
    assert duties(year, person=MEMBER, duty="conclude", period="2025", known_by="2025-06-01") == {}


@pytest.mark.clause("S74")
def test_a_matter_of_the_city_is_under_no_rule_of_the_town(year: Town) -> None:
    city = {"unit": "city", "name": "大涌市", "kind": "city", "since": "2007-06-20"}
    year.do("roster.unit", unit=city)
    facts = {"name": "市干部", "post": "staff", "unit": "city", "since": "2025-01-01"}
    year.do("roster.person", person="0031", facts={**facts, "kind": "stationed-city"})
    year.do(
        "case.record",
        act=by("0031"),
        matter={**MATTER, "learned_at": "2025-07-02", "place": None},
        unit="city",
    )
    assert duties(year, by("0031"), case="2025-000003") == {}


@pytest.mark.clause("S39")
def test_asking_for_one_cadre_reads_no_other_and_scans_no_log(year: Town) -> None:
    """Adding people and matters of others adds nothing to what one person's quarter reads."""
    read = Read(year.office.log)
    known = RememberedVersions(read, year.office.sealed)
    office = attrs.evolve(year.office, log=read, known=known)
    asked = {"which": {"person": MEMBER, "period": "2025-Q2"}}
    answer(office, "duties.list", by(MEMBER), asked)
    read.streams.clear()
    answer(office, "duties.list", by(MEMBER), asked)
    before = list(read.streams)
    for _ in range(5):
        year.record(act=by(SECRETARY), learned_at="2025-07-02")
    answer(office, "duties.list", by(MEMBER), asked)
    read.streams.clear()
    answer(office, "duties.list", by(MEMBER), asked)
    assert sorted(read.streams) == sorted(before)
    assert {stream for stream in read.streams if stream.startswith("person/")} <= {"person/0003"}
    assert "scan" not in read.streams


class Read:
    """A log that remembers which streams were read of it."""

    def __init__(self, log: EventLog) -> None:
        self.log, self.streams = log, list[str]()

    def stream(self, stream: StreamId, upto: int | None = None) -> list[Envelope[Any]]:
        """Read a stream, and remember it."""
        self.streams.append(stream)
        return self.log.stream(stream, upto)

    def scan(self, *given: Any, **named: Any) -> Iterator[Envelope[Any]]:
        """Go through the log, and remember it."""
        self.streams.append("scan")
        return self.log.scan(*given, **named)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.log, name)
