"""Diaries of a quarter: assessed by their cadres, reviewed by those whom the matrix names."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import attrs
import pytest
from tests.towns import (
    CLERK,
    INVESTIGATOR,
    MATTER,
    MEMBER,
    NEIGHBOUR,
    RETIRED,
    SECRETARY,
    Town,
    by,
    laid_down,
)

from minqing_core.application.asking import answer
from minqing_core.kernel.ids import StreamId
from minqing_core.programme.events import PlanRuleAdopted, RuleAdopted, RuleValue
from minqing_core.review.decisions.refusals import EntriesLeftOutError

HEAD, DEPUTY, COMMISSIONER, MAYOR, STAFF, CITY = "0101", "0102", "0103", "0104", "0105", "0107"
DIRECTOR = "0108"
TOWN_OFFICE = (
    (HEAD, "赵书记", "town-office-civil-servant", "party-secretary", "town"),
    (DEPUTY, "钱副", "town-office-civil-servant", "deputy-secretary", "town"),
    (COMMISSIONER, "孙组", "town-office-civil-servant", "organisation-commissioner", "town"),
    (MAYOR, "李镇", "town-office-civil-servant", "leading-group-member", "town"),
    (STAFF, "周员", "town-office-support", "support-worker", "org-office"),
    (DIRECTOR, "吴主任", "village-two-committees", "village-director", "dafeng"),
)
Q1 = "2024-Q1"
FAIR = {"opinion": "事由清楚，过程太简略", "grade": "fair", "concerns": ["simplified"]}
GOOD = {"opinion": "办得及时", "grade": "good"}


@pytest.fixture
def led(town: Town) -> Town:
    """Give a town with its leading group; a member of a village wrote two entries in March."""
    for person, name, kind, post, unit in TOWN_OFFICE:
        facts = {"name": name, "kind": kind, "since": "2020-01-01", "post": post, "unit": unit}
        town.do("roster.person", person=person, facts=facts)
    town.record(act=by(MEMBER))
    town.record(act=by(MEMBER), learned_at="2024-02-20T08:30:00+08:00")
    town.set("2024-04-08")
    return town


def assess(town: Town, person: str = MEMBER, text: str = "多走动", **facts: Any) -> Any:
    reflection = {"text": text, **facts}
    return town.do("review.assess", act=by(person), period=Q1, reflection=reflection)


def review(town: Town, reviewer: str, person: str = MEMBER, opinion=FAIR, **asked: Any) -> Any:
    act = by(reviewer)
    given = {"person": person, "period": Q1, "opinion": opinion, **asked}
    return town.do("review.record", act=act, **given)


def refused(town: Town, reviewer: str, person: str = MEMBER, period: str = Q1) -> Any:
    given = {"person": person, "period": period, "opinion": FAIR}
    return town.refused("review.record", act=by(reviewer), **given)


def not_read(town: Town, **asked: Any) -> Any:
    given = {"person": MEMBER, "period": Q1, "opinion": FAIR, **asked}
    return town.refused("review.record", act=by(SECRETARY), **given)


def late_entry(town: Town) -> str:
    """Have the member write up something of March, whatever day it is."""
    return town.record(act=by(MEMBER), learned_at="2024-03-20T08:30:00+08:00")


def show(town: Town, reader: str, person: str = MEMBER, **when: Any) -> Any:
    return town.do("review.show", act=by(reader), person=person, period=Q1, **when)


@contextmanager
def recording_meanwhile(town: Town, at_call: int) -> Iterator[None]:
    """Let a matter be recorded when somebody looks at the clock for the so-manieth time."""
    plain, calls = town.office, iter(range(1, 99))

    def clock() -> Any:
        if next(calls) == at_call:
            matter = {**MATTER, "learned_at": "2024-03-20T08:30:00+08:00"}
            answer(plain, "case.record", by(MEMBER), {"matter": matter})
        return town.at

    town.office = attrs.evolve(plain, now=clock)
    yield
    assert next(calls) > at_call
    town.office = plain


def event_of(town: Town, person: str = MEMBER) -> Any:
    return town.office.log.stream(StreamId(f"review/{person}-{Q1}"))[-1].event


def coverage(town: Town, reader: str = CLERK, **asked: Any) -> dict[str, list[Any]]:
    """Return by cadre how it stands with each reading and who answers for it."""
    page = town.do("report.coverage", act=by(reader), **{"period": Q1, **asked})
    return {
        line["person"]: [
            (cell["state"], [reader["person"] for reader in cell["readers"]])
            for cell in line["readings"]
        ]
        for line in page["items"]
    }


@pytest.mark.clause("S41", "S42")
def test_a_self_assessment_has_the_numbers_of_the_log_and_nobody_can_type_them(led: Town) -> None:
    size = led.office.log.size()
    told = assess(led)
    assert told["events"][0]["sentence"] == (
        "李秀英自评 2024-Q1 的民情日记（记录 2 篇），心得体会：多走动"
    )
    event = event_of(led)
    assert {one.metric: one.value for one in event.counts} == {
        "recorded": 2,
        "late": 1,
        "concluded": 0,
        "deferred": 0,
        "opinion-told": 0,
        "result-told": 0,
        "incomplete": 0,
        "weeks": 2,
    }
    assert (event.upto, event.book, event.text.text) == (size, None, "多走动")
    typed = led.refused(
        "review.assess",
        act=by(MEMBER),
        period=Q1,
        reflection={"text": "多走动", "counts": [{"metric": "recorded", "value": 99}]},
    )
    assert typed.code == "invalid-input"
    assert assess(led)["events"] == ()
    board = led.do("report.quarter", period=Q1, when={"position": event.upto})
    (line,) = [line for line in board["items"] if line["person"] == MEMBER]
    assert line["figures"] == {one.metric: one.value for one in event.counts}
    shown = show(led, MEMBER)["counts"]
    assert {one["metric"]: one["value"] for one in shown} == line["figures"]


@pytest.mark.clause("S41")
def test_a_quarter_is_assessed_from_its_last_month_on_and_not_before(led: Town) -> None:
    for period, said in (
        ("2024-Q3", "2024-Q3 自 2024-07-01 起，今天 2024-04-08 尚未开始，不能自评"),
        ("2024Q2", "2024-Q2 要到最后一个月才能自评，请在 2024-06-01 起办理，今天是 2024-04-08"),
        ("2024", "期间「2024」不对，应写作年份加季度，如 2025-Q3"),
        ("上季度", "期间「上季度」不对，应写作年份加季度，如 2025-Q3"),
    ):
        asked = {"period": period, "reflection": {"text": "好"}}
        assert str(led.refused("review.assess", act=by(MEMBER), **asked)) == said
    early = refused(led, SECRETARY, period="2024-Q2")
    assert (early.code, "2024-06-01" in str(early)) == ("period-too-early", True)
    led.set("2024-06-03")
    told = led.do("review.assess", act=by(MEMBER), period="2024q2", reflection={"text": "好"})
    assert told["id"] == f"{MEMBER}-2024-Q2"
    own = {"period": Q1, "reflection": {"text": "好"}}
    assert led.refused("review.assess", act=by(RETIRED), **own).code == "not-allowed"
    back = led.refused("review.assess", act=by(MEMBER, occurred_at=led.at), **own)
    assert back.kind == "invalid"


@pytest.mark.clause("S42")
def test_reflections_stand_in_the_book_of_the_quarter_for_those_who_may_read_them(
    led: Town,
) -> None:
    led.do(
        "roster.unit",
        unit={"unit": "city", "name": "大涌市", "kind": "city", "since": "2007-06-20"},
    )
    row = {"prefix": "ZS", "first": 1, "last": 10}
    batch = {**row, "batch": "一", "issuer": "city", "pages": 100}
    led.do("books.print", batch=batch)
    led.do("books.issue", issued={**row, "from_unit": "city", "to_unit": "org-office"})
    led.do("books.receive", received={**row, "unit": "org-office"})
    giving = {"holder": MEMBER, "unit": "org-office"}
    led.do("books.give", serial="ZS-000001", giving=giving)
    led.do("books.sign", serial="ZS-000001", act=by(MEMBER))
    asked = {"period": Q1, "reflection": {"text": "好", "book": "ZS-000002"}}
    assert led.refused("review.assess", act=by(MEMBER), **asked).code == "book-not-usable"
    before = {"position": led.office.log.size()}
    assess(led)
    assert event_of(led).book == "ZS-000001"
    for reader, text in ((MEMBER, "多走动"), (CLERK, "多走动"), (SECRETARY, None)):
        page = led.do("books.show", act=by(reader), serial="ZS-000001")
        told = {"period": Q1, "on": "2024-04-08", "text": text}
        assert [{**line, "on": str(line["on"])} for line in page["reflections"]] == [told]
    assert show(led, MEMBER)["assessments"][0]["book"] == "ZS-000001"
    led.do("books.give", serial="ZS-000002", giving=giving)
    led.do("books.void", serial="ZS-000003", voided={"reason": "缺页"})
    for other in ("ZS-000002", "ZS-000003"):
        assert led.do("books.show", serial=other)["reflections"] == ()
    assert led.do("books.show", serial="ZS-000001", when=before)["reflections"] == ()


@pytest.mark.clause("S53", "S54", "S55", "S56", "S57", "S58")
@pytest.mark.parametrize(
    ("person", "reviewer", "rule", "clause"),
    [
        (MAYOR, HEAD, "R1", "S54"),
        (DEPUTY, HEAD, "R1", "S54"),
        (COMMISSIONER, HEAD, "R1", "S54"),
        (STAFF, DEPUTY, "R2a", "S55"),
        (STAFF, COMMISSIONER, "R2a", "S55"),
        (SECRETARY, COMMISSIONER, "R2c", "S57"),
        (MEMBER, SECRETARY, "R3", "S58"),
        (DIRECTOR, SECRETARY, "R3", "S58"),
    ],
)
def test_a_diary_is_reviewed_by_those_whom_the_matrix_names_and_nobody_else(
    led: Town, person: str, reviewer: str, rule: str, clause: str
) -> None:
    everybody = {HEAD, DEPUTY, COMMISSIONER, MAYOR, STAFF, SECRETARY, MEMBER, DIRECTOR, CLERK}
    named = {one["person"] for one in show(led, person, person)["readings"][0]["readers"]}
    assert reviewer in named
    for stranger in everybody - named:
        code = "self-review" if stranger == person else "not-reviewer"
        assert refused(led, stranger, person).code == code
    review(led, reviewer, person)
    event = event_of(led, person)
    assert (event.reviewer, event.rule, event.clause) == (reviewer, rule, clause)


@pytest.mark.clause("S53", "S58")
def test_a_refusal_names_the_right_ones(led: Town) -> None:
    assert str(refused(led, MEMBER)) == (
        "0003 不能审阅本人的民情日记；2024-Q1 应由 陈国强（党组织书记） 审阅"
    )
    assert str(refused(led, HEAD, STAFF)) == (
        "0101 不是 0105 2024-Q1 民情日记的审阅人；应由 钱副（专职副书记）、孙组（组织委员） 审阅"
    )
    assert "应由 无人（季末不参加活动） 审阅" in str(refused(led, HEAD, RETIRED))
    assert refused(led, HEAD, "9999").code == "person-unknown"
    assert refused(led, SECRETARY, period="2025-Q1").code == "period-not-begun"
    assert refused(led, SECRETARY, period="2024-H1").code == "period"
    for_another = by(SECRETARY, on_behalf_of=MEMBER)
    asked = {"person": MEMBER, "period": Q1, "opinion": FAIR}
    assert led.refused("review.record", act=for_another, **asked).code == "not-for-another"


@pytest.mark.clause("S54")
def test_the_secretarys_own_diary_is_never_silently_satisfied(led: Town) -> None:
    assert "应由 市委组织部干事（职务空缺） 审阅" in str(refused(led, DEPUTY, HEAD))
    assert coverage(led)[HEAD] == [("vacant", [])]
    led.do(
        "roster.unit",
        unit={"unit": "city", "name": "大涌市", "kind": "city", "since": "2007-06-20"},
    )
    facts = {"name": "市干事", "since": "2020-01-01", "post": "city-org-clerk", "unit": "city"}
    led.do("roster.person", person=CITY, facts={**facts, "kind": None})
    assert coverage(led)[HEAD] == [("awaited", [CITY])]
    review(led, CITY, HEAD, GOOD)
    assert coverage(led, CITY) == {HEAD: [("read", [CITY])]}


@pytest.mark.clause("S54")
def test_where_nothing_is_laid_down_for_the_secretary_it_is_said_so(led: Town) -> None:
    rule = RuleAdopted(
        rule="review.of-town-secretary",
        clause="S54",
        title="镇党委书记本人日记的审阅",
        quote="镇党委书记负责审阅党政班子成员的“民情日记”",
        value=RuleValue(choice="none"),
        effective_from=date(2024, 1, 1),
    )
    laid_down(led, "programme", rule)
    assert coverage(led)[HEAD] == [("unruled", [])]
    assert "应由 无规定 审阅" in str(refused(led, DEPUTY, HEAD))
    (cell,) = show(led, HEAD, HEAD)["readings"]
    assert (cell["posts_text"], cell["state_text"]) == ("无规定", "无规定")


@pytest.mark.clause("S55", "S56", "S57")
def test_either_satisfies_and_where_both_are_asked_for_each_is_shown(led: Town) -> None:
    review(led, DEPUTY, STAFF)
    assert coverage(led)[STAFF] == [("read", [DEPUTY, COMMISSIONER])]
    rule = RuleAdopted(
        rule="review.deputy-and-commissioner",
        clause="S55",
        title="审阅分工",
        quote="专职副书记和组织委员负责审阅",
        value=RuleValue(choice="both"),
        effective_from=date(2024, 1, 1),
    )
    laid_down(led, "programme", rule)
    assert coverage(led)[STAFF] == [("read", [DEPUTY]), ("awaited", [COMMISSIONER])]
    (read,) = [c["read"] for c in show(led, STAFF, STAFF)["readings"] if c["read"]]
    assert (read["reviewer"], read["post_text"]) == (DEPUTY, "专职副书记")
    taken = {"post": "organisation-commissioner", "unit": "town", "since": "2024-01-01"}
    led.do("roster.post", person=DEPUTY, taken=taken)
    review(led, DEPUTY, STAFF, GOOD)
    assert [state for state, _ in coverage(led)[STAFF]] == ["read", "read"]


@pytest.mark.clause("S53", "S46")
def test_a_reading_does_not_wait_for_who_left_the_town(led: Town) -> None:
    left = {"until": "2024-04-08", "destination": "外镇"}
    led.do("roster.transfer", person=SECRETARY, transferred=left)
    assert coverage(led)[MEMBER] == [("awaited", [SECRETARY])]
    led.set("2024-04-09")
    assert coverage(led)[MEMBER] == [("awaited", [])]
    named = {"post": "village-secretary", "unit": "dafeng", "since": "2024-04-09"}
    led.do("roster.post", person=DIRECTOR, taken=named)
    assert coverage(led)[MEMBER] == [("awaited", [DIRECTOR])]
    review(led, DIRECTOR)


@pytest.mark.clause("S57", "S58", "S84")
def test_of_a_village_merged_since_the_rules_of_then_stand_and_its_heirs_secretary_reads(
    led: Town,
) -> None:
    rule = PlanRuleAdopted(
        rule="review.deputy-and-commissioner",
        clause="S55",
        title="审阅分工",
        quote="专职副书记和组织委员负责审阅",
        value=RuleValue(choice="both"),
        effective_from=date(2024, 1, 1),
    )
    laid_down(led, "plan/dafeng", rule)
    facts = {"name": "钱多", "kind": "village-two-committees", "since": "2020-01-01"}
    heir = {**facts, "post": "village-secretary", "unit": "anyang"}
    led.do("roster.person", person=NEIGHBOUR, facts=heir)
    abolished = {"unit": "dafeng", "heir": "anyang", "since": "2024-04-10"}
    led.do("roster.abolish", abolished=abolished)
    each = [("awaited", [DEPUTY]), ("awaited", [COMMISSIONER])]
    assert coverage(led)[SECRETARY] == each
    assert coverage(led)[MEMBER] == [("awaited", [SECRETARY])]
    led.set("2024-04-15")
    assert coverage(led)[SECRETARY] == each
    assert coverage(led)[MEMBER] == [("awaited", [SECRETARY, NEIGHBOUR])]
    asked = {"which": {"duty": "review.quarterly", "unit": "town", "period": Q1}, "limit": 1000}
    owed = {(c["about"], c["person"]) for c in led.do("duties.list", **asked)["items"]}
    assert {reader for about, reader in owed if about == SECRETARY} == {DEPUTY, COMMISSIONER}
    assert {reader for about, reader in owed if about == MEMBER} == {SECRETARY}


@pytest.mark.clause("S58", "S25")
def test_a_substitute_reads_for_the_days_they_stand_in_and_is_recorded_as_such(led: Town) -> None:
    named = {
        "post": "village-secretary",
        "unit": "dafeng",
        "instead_of": SECRETARY,
        "since": "2024-04-01",
        "until": "2024-04-30",
        "approver": CLERK,
    }
    led.do("roster.substitute", person=DIRECTOR, named=named)
    assert coverage(led)[MEMBER] == [("awaited", [DIRECTOR])]
    told = review(led, DIRECTOR)
    assert told["events"][0]["sentence"].startswith(
        "吴主任以代陈国强党组织书记身份审阅李秀英 2024-Q1 的民情日记（第 1 次，2 篇），"
        "评为一般，指出内容简单化：事由清楚"
    )
    assert event_of(led).instead_of == SECRETARY
    assert refused(led, DIRECTOR, DIRECTOR).code == "self-review"
    led.set("2024-05-06")
    assert refused(led, DIRECTOR).code == "not-reviewer"
    (part,) = show(led, DIRECTOR)["reviews"]
    assert part["read"]["instead_of_name"] == "陈国强"


@pytest.mark.clause("S53", "S35", "S37")
def test_a_review_covers_what_lay_before_the_reader_and_no_more(led: Town) -> None:
    seen = show(led, SECRETARY)
    first, second = (entry["case"] for entry in seen["entries"])
    led.step(second, "cause", act=by(MEMBER), text="线路老化")
    led.record(act=by(MEMBER), learned_at="2024-04-02T08:30:00+08:00")
    review(led, SECRETARY, upto=seen["position"])
    event = event_of(led)
    assert event.upto == seen["position"]
    assert {e.case: e.version for e in event.entries} == {first: 1, second: 1}
    third = late_entry(led)
    since = {entry["case"]: entry["since"] for entry in show(led, SECRETARY)["entries"]}
    assert since == {first: "read", second: "changed", third: "new"}
    size = led.office.log.size()
    for upto in (0, size + 1):
        assert not_read(led, upto=upto).code == "position-ahead"
    review(led, SECRETARY)
    event = event_of(led)
    assert (event.review, event.upto) == (2, size)
    assert {e.case: e.version for e in event.entries} == {first: 1, second: 2, third: 1}
    assert {e["since"] for e in show(led, SECRETARY)["entries"]} == {"read"}
    then = show(led, SECRETARY, when={"position": seen["position"]})
    assert then["entries"] == seen["entries"]
    assert then["reviews"] == ()


@pytest.mark.clause("S53")
def test_what_was_written_up_after_the_quarter_ended_is_not_left_out_of_its_review(
    led: Town,
) -> None:
    seen = show(led, SECRETARY)["position"]
    third, fourth = late_entry(led), late_entry(led)
    latest = led.office.log.size()
    behind = not_read(led, upto=seen)
    assert (behind.kind, behind.code) == ("conflict", "entries-left-out")
    assert str(behind) == (
        f"阅至位置 {seen} 没有阅全 2024-Q1 的民情日记：其后又记入 {third}、{fourth}，"
        f"位置应不小于 {latest}（请重新查看 review show，填所示的 position，或不填）"
    )
    assert coverage(led)[MEMBER] == [("awaited", [SECRETARY])]
    led.step(third, "cause", act=by(MEMBER), text="线路老化")
    led.record(act=by(SECRETARY), learned_at="2024-03-20T08:30:00+08:00")
    review(led, SECRETARY, upto=latest)
    read = {e.case: e.version for e in event_of(led).entries}
    assert (len(read), read[third], read[fourth]) == (4, 1, 1)


@pytest.mark.clause("S53")
@pytest.mark.parametrize("today", ["2024-03-29", "2024-04-08"])
def test_from_whichever_position_a_review_covers_every_entry_there_is_or_is_refused(
    town: Town, today: str
) -> None:
    town.set(today)
    for _ in range(2):
        first = late_entry(town)
        town.step(first, "cause", act=by(MEMBER), text="线路老化")
        town.record(act=by(SECRETARY), learned_at="2024-03-20T08:30:00+08:00")
    for upto in range(1, town.office.log.size() + 1):
        asked = {"person": MEMBER, "period": Q1, "opinion": FAIR, "upto": upto}
        try:
            town.do("review.record", act=by(SECRETARY), **asked)
        except EntriesLeftOutError:
            continue
        assert len(event_of(town).entries) == 2
    assert event_of(town).review > 1


@pytest.mark.clause("S53")
def test_a_review_of_a_quarter_that_is_over_goes_at_least_to_its_end(town: Town) -> None:
    town.set("2024-03-25")
    case = late_entry(town)
    seen = show(town, SECRETARY)["position"]
    town.step(case, "cause", act=by(MEMBER), text="线路老化")
    ended = town.office.log.size()
    town.set("2024-04-08")
    town.step(case, "deliberation", act=by(MEMBER), text="已报修")
    behind = not_read(town, upto=seen)
    assert (behind.code, f"位置应不小于 {ended}（" in str(behind)) == ("position-behind", True)
    review(town, SECRETARY, upto=ended)
    assert [e.version for e in event_of(town).entries] == [2]


@pytest.mark.clause("S53")
def test_while_a_quarter_runs_a_review_covers_its_latest_entry(led: Town) -> None:
    led.set("2024-06-10")
    asked = {"person": MEMBER, "period": "2024-Q2", "opinion": FAIR}
    for day in ("2024-06-03", "2024-06-07"):
        led.record(act=by(MEMBER), learned_at=f"{day}T08:30:00+08:00")
    latest = led.office.log.size()
    led.step("2024-000004", "cause", act=by(MEMBER), text="线路老化")
    behind = led.refused("review.record", act=by(SECRETARY), **asked, upto=latest - 1)
    assert behind.code == "entries-left-out"
    told = led.do("review.record", act=by(SECRETARY), **asked, upto=latest)
    assert "（第 1 次，2 篇）" in told["events"][0]["sentence"]


@pytest.mark.clause("S12", "S53")
def test_an_entry_that_the_reader_may_not_see_neither_hinders_nor_is_named(led: Town) -> None:
    seen = show(led, SECRETARY)["position"]
    conduct = {**MATTER, "category": "VILLAGE_GOVERNANCE.CONDUCT"}
    learned_at = "2024-03-20T08:30:00+08:00"
    led.do("case.record", act=by(MEMBER), matter={**conduct, "learned_at": learned_at})
    review(led, SECRETARY, upto=seen)
    assert (event_of(led).upto, len(event_of(led).entries)) == (seen, 2)


@pytest.mark.clause("S12", "S53")
def test_what_is_closed_to_the_reader_is_counted_and_a_complaint_barred_is_not_even_that(
    led: Town,
) -> None:
    complaint = {"category": "VILLAGE_GOVERNANCE.CONDUCT"}
    conduct = {**MATTER, **complaint}
    led.do("case.record", act=by(MEMBER), matter=conduct)
    against = {**conduct, "accused": [SECRETARY]}
    led.do("case.record", act=by(MEMBER), matter=against, owner=CLERK, unit="org-office")
    page = show(led, SECRETARY)
    assert (len(page["entries"]), page["closed"]) == (2, 1)
    (item, _) = led.do("review.queue", act=by(SECRETARY))["items"][:2]
    assert (item["entries"], item["closed"]) == (2, 1)
    for keeper in (CLERK, INVESTIGATOR, MEMBER):
        assert len(show(led, keeper)["entries"]) == 2
    assess(led)
    assert event_of(led).counts[0].value == 2
    review(led, SECRETARY)
    assert len(event_of(led).entries) == 2


@pytest.mark.clause("S12", "S53")
def test_an_entry_that_turned_out_a_complaint_is_no_longer_named_to_those_it_is_closed_to(
    led: Town,
) -> None:
    case = led.record(act=by(MEMBER), learned_at="2024-03-20T08:30:00+08:00")
    returned = {"cases": [case], "text": "补写", "due": "2024-04-20"}
    review(led, SECRETARY, opinion={**FAIR, "returned": returned})
    naming = {"person": SECRETARY, "reason": "来信点名"}
    led.do(
        "case.handover",
        act=by(MEMBER),
        case=case,
        handover={"to": CLERK, "unit": "org-office", "reason": "属其职责"},
    )
    led.do("case.accept", case=case)
    led.do("case.accuse", case=case, naming=naming)
    (part,) = show(led, SECRETARY)["reviews"]
    assert case not in json.dumps(show(led, SECRETARY), default=str)
    assert (len(part["entries"]), part["sent_back"][0]["cases"]) == (2, ())
    assert (len(show(led, SECRETARY)["entries"]), show(led, SECRETARY)["closed"]) == (2, 0)
    assert (len(show(led, COMMISSIONER)["entries"]), show(led, COMMISSIONER)["closed"]) == (2, 1)
    (part,) = show(led, CLERK)["reviews"]
    assert part["sent_back"][0]["cases"] == (case,)
    sending = {"person": MEMBER, "period": Q1, "review": 1, "returned": returned}
    hidden = led.refused("review.return", act=by(SECRETARY), **sending)
    assert hidden.code == "case-unknown"


@pytest.mark.clause("S33", "S53")
def test_what_is_sent_back_is_completed_accepted_and_answered(led: Town) -> None:
    first, second = (entry["case"] for entry in show(led, SECRETARY)["entries"])
    returned = {"cases": [second], "text": "补写商议经过", "due": "2024-04-20"}
    review(led, SECRETARY)
    about = {"person": MEMBER, "period": "2024Q1"}
    told = led.do("review.return", act=by(SECRETARY), **about, review=1, returned=returned)
    assert told["events"][0]["sentence"] == (
        "陈国强将第 1 次审阅所阅日记退回补充 1 篇，限 2024年4月20日 星期六 前完成：补写商议经过"
    )
    assert coverage(led)[MEMBER] == [("sent-back", [SECRETARY])]
    assert waiting(led) == {}
    reported = {"review": 1, "text": "已补写"}
    led.do("review.complete", act=by(MEMBER), **about, reported=reported)
    assert coverage(led)[MEMBER] == [("reported", [SECRETARY])]
    assert waiting(led)[MEMBER]["returned_due"] == "2024-04-20"
    accepted = {"review": 1, "text": "可以"}
    led.do("review.accept", act=by(SECRETARY), **about, accepted=accepted)
    led.do("review.reply", act=by(MEMBER), **about, answered={"review": 1, "text": "当天写完"})
    assert coverage(led)[MEMBER] == [("read", [SECRETARY])]
    (part,) = show(led, MEMBER)["reviews"]
    (sent,) = part["sent_back"]
    assert (sent["cases"], sent["reports"][0]["text"], sent["accepted"]) == (
        (second,),
        "已补写",
        "可以",
    )
    assert [answer["text"] for answer in part["answers"]] == ["当天写完"]
    assert {*part["entries"]} == {first, second}
    forbidden = led.refused(
        "review.reply", act=by(SECRETARY), **about, answered={"review": 1, "text": "好"}
    )
    assert forbidden.code == "own-diary-only"


@pytest.mark.clause("S41", "S42", "S53", "S58")
def test_nobody_assesses_completes_or_answers_in_anothers_name(led: Town) -> None:
    review(led, SECRETARY)
    about = {"person": MEMBER, "period": Q1}
    returned = {"text": "补写商议经过", "due": "2024-04-20"}
    led.do("review.return", act=by(SECRETARY), **about, review=1, returned=returned)
    words = {"review": 1, "text": "已补写"}
    for other in (COMMISSIONER, SECRETARY, DIRECTOR):
        for_member = by(other, on_behalf_of=MEMBER)
        for use_case, asked in (
            ("review.assess", {"period": Q1, "reflection": {"text": "多走动"}}),
            ("review.complete", {**about, "reported": words}),
            ("review.reply", {**about, "answered": words}),
        ):
            told = led.refused(use_case, act=for_member, **asked)
            assert told.code == "not-for-another", use_case
            assert "须由本人办理，不能代 0003 办理" in str(told)


def waiting(town: Town, reader: str = SECRETARY, **asked: Any) -> dict[str, Any]:
    """Return what awaits somebody's reading of the first quarter, by cadre."""
    page = town.do("review.queue", act=by(reader), **{"period": Q1, **asked})
    return {
        item["person"]: {key: str(value) for key, value in item.items()}
        for item in page["items"]
        if item["person"] != DIRECTOR
    }


@pytest.mark.clause("S53")
def test_a_leader_sees_what_awaits_their_reading_with_what_is_in_it(led: Town) -> None:
    assess(led)
    page = led.do("review.queue", act=by(SECRETARY))
    told = {(i["period"], i["person"]): (i["state"], i["entries"]) for i in page["items"]}
    assert told == {
        (Q1, MEMBER): ("awaited", 2),
        (Q1, DIRECTOR): ("awaited", 0),
        ("2024-Q2", MEMBER): ("not-due", 0),
        ("2024-Q2", DIRECTOR): ("not-due", 0),
    }
    assert (waiting(led)[MEMBER]["assessed_on"], waiting(led)[MEMBER]["unread"]) == (
        "2024-04-08",
        "2",
    )
    review(led, SECRETARY)
    assert waiting(led) == {}
    led.record(act=by(MEMBER), learned_at="2024-03-20T08:30:00+08:00")
    item = waiting(led, read=True)[MEMBER]
    assert (item["state"], item["entries"], item["unread"], item["review"]) == (
        "read",
        "3",
        "1",
        "1",
    )
    assert led.do("review.queue", act=by(STAFF))["items"] == ()
    assert {i["person"] for i in led.do("review.queue", act=by(HEAD), period=Q1)["items"]} == {
        DEPUTY,
        COMMISSIONER,
        MAYOR,
    }


@pytest.mark.clause("S53", "S72")
def test_what_was_found_is_read_by_the_cadre_the_readers_and_those_over_all(led: Town) -> None:
    review(led, SECRETARY)
    for reader in (MEMBER, SECRETARY, CLERK, HEAD, DEPUTY, COMMISSIONER, INVESTIGATOR):
        assert len(show(led, reader)["reviews"]) == 1
    for stranger in (STAFF, DIRECTOR, MAYOR):
        closed = led.refused("review.show", act=by(stranger), person=MEMBER, period=Q1)
        assert closed.code == "review-closed"
    assert {*coverage(led, SECRETARY)} == {SECRETARY, MEMBER, DIRECTOR}
    assert {*coverage(led, MAYOR)} == {MAYOR}
    everybody = {person for person, *_ in TOWN_OFFICE} | {SECRETARY, MEMBER, CLERK, INVESTIGATOR}
    assert {*coverage(led)} == everybody
    assert {*coverage(led, unit="dafeng")} == {SECRETARY, MEMBER, DIRECTOR}
    unknown = led.refused("report.coverage", period=Q1, unit="nowhere")
    assert unknown.code == "unit-unknown"
    ahead = led.refused("report.quarter", period="2024-Q3")
    assert str(ahead) == "2024-Q3 自 2024-07-01 起，今天 2024-04-08 尚未开始，不能统计"


@pytest.mark.clause("S53")
def test_every_empty_cell_says_why(led: Town) -> None:
    granted = {
        "kind": "illness",
        "since": "2024-04-05",
        "until": "2024-04-30",
        "reason": "住院",
        "approver": CLERK,
    }
    led.do("roster.absence", person=HEAD, granted=granted)
    found = coverage(led)
    assert found[MAYOR] == [("awaited", [HEAD])]
    page = led.do("report.coverage", period=Q1)
    (of_mayor,) = [line["readings"][0] for line in page["items"] if line["person"] == MAYOR]
    assert of_mayor["readers"][0]["away_until"] == "2024-04-30"
    assert found[INVESTIGATOR] == [("vacant", [])]
    assert found[MEMBER] == [("awaited", [SECRETARY])]
    assert coverage(led, period="2024-Q2")[MEMBER] == [("not-due", [SECRETARY])]
    then = led.do("report.coverage", period=Q1, when={"as_of": "2024-03-20"})
    assert {line["person"]: line["readings"][0]["state"] for line in then["items"]}[MEMBER] == (
        "not-due"
    )


def owed(town: Town, **when: Any) -> tuple[set[Any], set[Any]]:
    """Return what the coverage and what the ledger say of who owes each reading."""
    page = town.do("report.coverage", period=Q1, **when)
    which = {"duty": "review.quarterly", "unit": "town", "period": Q1}
    listed = town.do("duties.list", which=which, limit=1000, **when)["items"]
    names = ("person", "unit", "due", "state", "note")
    covered = {
        (line["person"], *(one[name] for name in names))
        for line in page["items"]
        for cell in line["readings"]
        for one in cell["owed"]
    }
    return covered, {(item["about"], *(item[name] for name in names)) for item in listed}


@pytest.mark.clause("S53")
def test_the_coverage_says_what_the_ledger_says_whoever_may_read_now(led: Town) -> None:
    led.set("2024-04-20")
    review(led, DEPUTY, SECRETARY)
    leave = {"kind": "illness", "reason": "住院", "approver": CLERK}
    weeks = {**leave, "since": "2024-05-06", "until": "2024-05-20"}
    led.do("roster.absence", person=SECRETARY, granted=weeks)
    led.set("2024-05-08")
    covered, listed = owed(led)
    assert covered == listed
    assert (MEMBER, SECRETARY, None, "2024-03-31", "missed", "党组织书记") in covered
    assert coverage(led)[MEMBER] == [("awaited", [SECRETARY])]
    whole = {**leave, "since": "2024-01-01", "until": "2024-04-02"}
    led.do("roster.absence", person=SECRETARY, granted=whole)
    led.set("2024-06-08")
    assert owed(led)[0] == owed(led)[1]
    assert coverage(led)[MEMBER] == [("away", [SECRETARY])]
    then = {"when": {"known_by": "2024-05-07"}}
    assert owed(led, **then)[0] == owed(led, **then)[1]
    assert {state for *_, state, _ in owed(led)[0]} == {"missed", "met-late", "excused"}


@pytest.mark.clause("S53", "S25")
def test_who_came_into_the_post_afterwards_may_read_what_another_owes(led: Town) -> None:
    left = {"post": "village-secretary", "unit": "dafeng", "until": "2024-04-08"}
    led.do("roster.leave", person=SECRETARY, left=left)
    led.set("2024-04-09")
    named = {"post": "village-secretary", "unit": "dafeng", "since": "2024-04-09"}
    led.do("roster.post", person=DIRECTOR, taken=named)
    assert coverage(led)[MEMBER] == [("awaited", [DIRECTOR])]
    assert (MEMBER, SECRETARY, None, "2024-03-31", "missed", "党组织书记") in owed(led)[0]
    assert owed(led)[0] == owed(led)[1]
    review(led, DIRECTOR)
    assert owed(led)[0] == owed(led)[1]


@pytest.mark.clause("S53")
def test_who_left_before_the_quarter_ended_is_not_read_but_their_page_is_there(led: Town) -> None:
    away = {"until": "2024-03-15", "destination": "市水务局", "reason": "调动"}
    led.do("roster.transfer", person=STAFF, transferred=away)
    page = show(led, CLERK, STAFF)
    assert (page["rule"], page["right"], page["readings"]) == (None, "无人（季末不参加活动）", ())
    assert STAFF not in coverage(led)
    assert refused(led, DEPUTY, STAFF).code == "not-reviewer"


@pytest.mark.clause("S41", "S53")
@pytest.mark.parametrize("report", ["report.quarter", "report.coverage"])
def test_a_report_at_a_position_is_the_same_to_the_byte_on_any_later_day(
    led: Town, report: str
) -> None:
    assess(led)
    review(led, SECRETARY)

    def run(**when: Any) -> str:
        return json.dumps(led.do(report, period=Q1, **when), ensure_ascii=False, default=str)

    first, then = run(), {"when": {"position": led.office.log.size()}}
    assert run() == first
    assert run(**then) == first
    led.later(days=60)
    led.record(act=by(MEMBER), learned_at="2024-03-20T08:30:00+08:00")
    review(led, SECRETARY)
    assert run(**then) == first
    assert run() != first


@pytest.mark.clause("S53")
def test_what_is_recorded_meanwhile_is_not_in_the_figures_of_the_position_before(
    led: Town,
) -> None:
    size = led.office.log.size()
    before = led.do("report.quarter", period=Q1)
    with recording_meanwhile(led, at_call=4):
        assert led.do("report.quarter", period=Q1) == before
    assert led.office.log.size() == size + 1


@pytest.mark.clause("S39", "S41")
def test_a_board_counts_entries_week_by_week_and_sums_them(led: Town) -> None:
    review(led, SECRETARY)
    board = led.do("report.quarter", period=Q1, unit="dafeng")
    assert len(board["weeks"]) == 13
    (line,) = [line for line in board["items"] if line["person"] == MEMBER]
    assert {w: n for w, n in zip(board["weeks"], line["weeks"], strict=True) if n} == {
        "2024-W08": 1,
        "2024-W09": 1,
    }
    read = line["readings"][0]["read"]
    assert (read["grade_text"], read["concerns_text"]) == ("一般", "内容简单化")
    assert (board["sums"]["recorded"], board["assessed"], board["unit_name"]) == (2, 0, "大丰村")
    assert board["states"] == {"read": 1, "awaited": 2}


@pytest.mark.clause("S40", "S41")
def test_an_urgent_entry_is_late_sooner_than_an_ordinary_one(led: Town) -> None:
    led.set("2024-04-09")
    for urgency, text in (("urgent", "路面塌陷"), ("ordinary", "路灯")):
        led.record(
            act=by(MEMBER),
            title=text,
            learned_at="2024-04-08T08:30:00+08:00",
            urgency=urgency,
        )
    page = led.do("review.show", act=by(SECRETARY), person=MEMBER, period="2024-Q2")
    assert [entry["late"] for entry in page["entries"]] == [True, False]


@pytest.mark.clause("S53")
def test_a_review_is_decided_anew_when_something_was_recorded_meanwhile(led: Town) -> None:
    with recording_meanwhile(led, at_call=8):
        review(led, SECRETARY)
    assert len(show(led, SECRETARY)["entries"]) == 3
    event = event_of(led)
    seen = show(led, SECRETARY)["entries"]
    assert {e.case: e.version for e in event.entries} == {e["case"]: e["version"] for e in seen}


@pytest.mark.clause("S53")
def test_a_reading_is_awaited_once_its_quarter_is_over_however_quiet_the_log_was(
    led: Town,
) -> None:
    size = led.office.log.size()
    led.set("2024-12-20")
    quiet, then = coverage(led)[MEMBER], coverage(led, when={"position": size})[MEMBER]
    assert (quiet, then) == ([("awaited", [SECRETARY])], [("not-due", [SECRETARY])])
    board = led.do("report.quarter", period=Q1)
    assert (board["on"], board) == ("2024-12-20", led.do("report.quarter", period=Q1))
    led.record(act=by(MEMBER), learned_at="2024-12-20T08:00:00+08:00")
    assert coverage(led)[MEMBER] == quiet
