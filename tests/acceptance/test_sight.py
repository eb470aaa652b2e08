"""What somebody has no business with does not exist for them, and that they asked is on file."""

import json
from typing import Any

import pytest
from attrs import frozen
from tests.towns import CLERK, INVESTIGATOR, MATTER, MEMBER, SECRETARY, by

from minqing_core.application.asking import plain
from minqing_core.application.sight import mentioned
from minqing_core.diary.decisions.handling import Step
from minqing_core.kernel.ids import CaseId, PersonId
from minqing_core.kernel.refusals import RefusalError

NEIGHBOUR, LEADER, COMMISSIONER, DEPUTY = "0010", "0011", "0012", "0013"
CASE = "2024-000001"
COMPLAINT = {
    **MATTER,
    "category": "VILLAGE_GOVERNANCE.CONDUCT",
    "channel": "letter",
    "title": "反映李秀英优亲厚友",
    "text": "低保名额给了自家亲戚，群众议论很大。",
    "accused": [MEMBER],
}
STEP = {"step": {"kind": "note", "text": "看过"}}
READINGS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("case.show", {}),
    ("case.log", {}),
    ("case.diff", {"before": {"position": 1}}),
    ("deadline.explain", {}),
)
WRITINGS = (
    ("case.step", STEP),
    ("case.feedback", {"feedback": {"stage": "result", "means": "visit", "text": "已办"}}),
    ("case.excuse", {"impossible": {"stage": "result", "hindrance": "declined", "text": "谢绝"}}),
    ("case.explain", {"explanation": {"means": "visit", "text": "说明"}}),
    ("case.conclude", {"conclusion": {"outcome": "resolved", "effect": "好"}}),
    ("case.amend", {"amendment": {"field": "title", "value": "新", "reason": "改"}}),
    ("case.accuse", {"naming": {"person": SECRETARY, "reason": "来信"}}),
    ("case.identity", {"opening": {"reason": "核实"}}),
)
LISTINGS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("case.list", {}),
    ("case.list", {"which": {"words": "低保"}}),
    ("case.list", {"which": {"words": "优亲厚友"}, "when": {"known_by": "2024-12-31"}}),
    ("case.count", {"by": "category"}),
    ("case.count", {"by": "category", "when": {"known_by": "2024-12-31"}}),
    ("report.hanging", {}),
    ("roster.show", {"person": CLERK}),
    ("roster.unit-page", {"unit": "town"}),
    ("roster.unit-page", {"unit": "dafeng"}),
)


def post(town, person: str, name: str, title: str, unit: str) -> None:
    """Enter somebody with a post in the roster."""
    facts = {"name": name, "since": "2020-01-01", "post": title, "unit": unit}
    town.do("roster.person", person=person, facts=facts)


@pytest.fixture
def wide(town):
    """Give a town with a neighbouring village's cadre and the leaders of the town."""
    post(town, NEIGHBOUR, "钱多", "village-secretary", "anyang")
    post(town, LEADER, "郑书记", "party-secretary", "town")
    post(town, COMMISSIONER, "冯委员", "organisation-commissioner", "town")
    post(town, DEPUTY, "孙副书记", "deputy-secretary", "town")
    return town


def complain(town, *, owner: str = CLERK, actor: str = SECRETARY, **changes) -> str:
    """Hand in a complaint, and return its number."""
    asked = {"matter": {**COMPLAINT, **changes}, "owner": owner}
    number: str = town.do("case.record", act=by(actor), **asked)["id"]
    return number


def shown(town, actor: str) -> list[str]:
    """Return the numbers of the matters that somebody can open."""
    numbers = [row["number"] for row in town.do("case.list", act=by(INVESTIGATOR))["items"]]
    return [number for number in numbers if opened(town, actor, number)]


def opened(town, actor: str, number: str) -> bool:
    """Say whether somebody can open a matter."""
    try:
        town.do("case.show", act=by(actor), case=number)
    except RefusalError:
        return False
    return True


@pytest.mark.clause("S22", "S25")
@pytest.mark.parametrize(("use_case", "asked"), [*READINGS, *WRITINGS])
def test_a_matter_of_a_foreign_village_is_as_if_it_did_not_exist(wide, use_case, asked) -> None:
    number = wide.record()
    for seen in (None, 1, 7):
        act = by(NEIGHBOUR, seen=seen)
        hidden = wide.refused(use_case, act=act, case=number, **asked)
        missing = wide.refused(use_case, act=act, case="2024-000099", **asked)
        assert type(hidden).code == type(missing).code == "case-unknown"
        assert str(hidden) == str(missing).replace("2024-000099", number)
        assert hidden.kind == "not-found"


@pytest.mark.clause("S25")
def test_lists_counts_and_pages_leave_out_what_is_not_to_be_seen(wide) -> None:
    wide.record()
    wide.record(place="anyang", title="两村共用的水渠")
    for reader, count in ((NEIGHBOUR, 1), (SECRETARY, 2), (DEPUTY, 2), (CLERK, 2)):
        act = by(reader)
        assert len(wide.do("case.list", act=act)["items"]) == count
        assert wide.do("case.count", act=act)["total"] == count
        page = wide.do("roster.unit-page", act=act, unit="dafeng")
        assert page["matters"] == {"在办": count}
        assert page["theme"]["记民情"] == count
        assert wide.do("roster.show", act=act, person=SECRETARY)["matters"] == {"在办": count}
    assert wide.do("case.list", act=by(NEIGHBOUR), which={"words": "老人"})["items"] != ()


@pytest.mark.clause("S25")
def test_whoever_is_drawn_into_a_foreign_matter_sees_it(wide) -> None:
    number = wide.record()
    assert not opened(wide, NEIGHBOUR, number)
    wide.step(number, "measure", text="借用水泵", owner=NEIGHBOUR, due="2024-03-20")
    assert shown(wide, NEIGHBOUR) == [number]
    assert [row["number"] for row in wide.do("case.list", act=by(NEIGHBOUR))["items"]] == [number]


@pytest.mark.clause("S25")
def test_acting_for_somebody_opens_nothing_closed_to_oneself(wide) -> None:
    number = wide.record()
    act = by(NEIGHBOUR, on_behalf_of=SECRETARY)
    assert wide.refused("case.step", act=act, case=number, **STEP).code == "case-unknown"
    assert wide.do("case.list", act=act)["items"] == ()


@pytest.mark.clause("S9", "S25")
def test_powers_are_those_of_the_posts_held_now_also_over_what_was_earlier(wide) -> None:
    number = wide.record()
    position = wide.office.log.size()
    left = {"post": "two-committees-member", "unit": "dafeng", "until": "2024-02-29"}
    assert opened(wide, MEMBER, number)
    wide.do("roster.leave", person=MEMBER, left=left)
    refusal = wide.refused("case.show", act=by(MEMBER), case=number, when={"position": position})
    assert refusal.code == "not-allowed"


@pytest.mark.clause("S12", "S38")
def test_what_a_unit_is_asked_in_a_complaint_waits_for_those_of_its_people_who_may_see_it(
    wide,
) -> None:
    number = complain(wide)
    asked = {"unit": "town", "reason": "由镇直接查处"}
    wide.do("case.handover", act=by(CLERK), case=number, handover=asked)
    waits = {
        reader: [item["id"] for item in wide.do("duties.inbox", act=by(reader))["items"]]
        for reader in (LEADER, COMMISSIONER, DEPUTY, SECRETARY, NEIGHBOUR)
    }
    answered = [f"handover.answer/{number}/1"]
    assert [reader for reader, ids in waits.items() if ids] == [LEADER, COMMISSIONER]
    assert waits[LEADER] == waits[COMMISSIONER] == answered


@pytest.mark.clause("S12")
def test_a_complaint_handed_in_from_the_village_is_closed_to_it(wide) -> None:
    number = complain(wide)
    readers = (SECRETARY, MEMBER, NEIGHBOUR, DEPUTY, LEADER, COMMISSIONER, CLERK, INVESTIGATOR)
    assert [r for r in readers if opened(wide, r, number)] == [
        LEADER,
        COMMISSIONER,
        CLERK,
        INVESTIGATOR,
    ]
    page = wide.do("case.show", act=by(CLERK), case=number)
    assert page["matter"]["accused_names"] == ("李秀英",)
    assert (page["hands"]["owner"], page["hands"]["unit"]) == (CLERK, "org-office")


@pytest.mark.clause("S12")
def test_a_complaint_about_a_town_leader_is_the_investigators(wide) -> None:
    assert (
        wide.refused("case.record", act=by(CLERK), matter={**COMPLAINT, "accused": [LEADER]}).code
        == "owner-barred"
    )
    number = complain(wide, actor=CLERK, owner=INVESTIGATOR, accused=[LEADER])
    readers = (SECRETARY, MEMBER, NEIGHBOUR, DEPUTY, LEADER, COMMISSIONER, CLERK, INVESTIGATOR)
    assert [r for r in readers if opened(wide, r, number)] == [INVESTIGATOR]
    assert wide.do("case.step", act=by(INVESTIGATOR), case=number, **STEP)["version"] == 2
    ordinary = wide.record()
    refusal = wide.refused("case.step", act=by(INVESTIGATOR), case=ordinary, **STEP)
    assert (refusal.kind, refusal.code) == ("not-allowed", "not-allowed")
    refusal = wide.refused("case.record", act=by(INVESTIGATOR), matter=MATTER)
    assert (refusal.kind, refusal.code) == ("not-allowed", "not-allowed")
    assert complain(wide, actor=INVESTIGATOR)


@pytest.mark.clause("S12")
def test_a_complaint_needs_an_owner_outside_and_lies_in_the_owners_unit(wide) -> None:
    refusal = wide.refused("case.record", act=by(SECRETARY), matter=COMPLAINT)
    assert refusal.code == "owner-barred"
    assert "组织人事办公室干事" in str(refusal)
    asked = {"matter": COMPLAINT, "owner": CLERK, "unit": "dafeng"}
    assert wide.refused("case.record", act=by(SECRETARY), **asked).code == "owners-unit"
    asked = {"matter": {**COMPLAINT, "accused": ["nobody"]}, "owner": CLERK}
    assert wide.refused("case.record", act=by(SECRETARY), **asked).code == "person-unknown"
    asked = {"matter": COMPLAINT, "owner": CLERK}
    assert wide.refused("case.record", act=by(MEMBER), **asked).code == "accused-records"


def answers(town, actor: str):
    """Yield everything that somebody is told who asks for whatever can be asked."""
    for use_case, asked in [*READINGS, *WRITINGS, *LISTINGS]:
        for seen in (None, 1):
            about = {"case": CASE} if (use_case, asked) in [*READINGS, *WRITINGS] else {}
            try:
                yield json.dumps(
                    plain(town.do(use_case, act=by(actor, seen=seen), **about, **asked)),
                    ensure_ascii=False,
                    default=str,
                )
            except RefusalError as refusal:
                yield f"{refusal} {refusal.facts.get('meanwhile')}".replace(CASE, "", 1)


@pytest.mark.clause("S12")
@pytest.mark.parametrize("reader", [MEMBER, SECRETARY])
def test_nothing_that_the_accused_and_theirs_are_told_speaks_of_the_complaint(
    wide, reader
) -> None:
    assert complain(wide) == CASE
    wide.do("case.step", case=CASE, step={"kind": "note", "text": "已约谈反映人"})
    for said in answers(wide, reader):
        for word in (CASE, "优亲厚友", "低保名额", "约谈", "CONDUCT", "李大娘"):
            assert word not in said, said


@pytest.mark.clause("S12")
def test_who_is_accused_later_is_shut_out_of_the_past_too(wide) -> None:
    naming = {"person": MEMBER, "reason": "来电反映"}
    own = wide.record(place="anyang")
    refusal = wide.refused("case.accuse", act=by(SECRETARY), case=own, naming=naming)
    assert refusal.code == "owner-barred"
    number = wide.do("case.record", matter=MATTER, unit="dafeng")["id"]
    when = {"position": wide.office.log.size()}
    shut_out = by(MEMBER)
    assert opened(wide, MEMBER, number)
    wide.do("case.accuse", case=number, naming=naming)
    assert wide.do("case.accuse", case=number, naming=naming)["events"] == ()
    assert wide.refused("case.show", act=shut_out, case=number).code == "case-unknown"
    assert wide.refused("case.show", act=shut_out, case=number, when=when).code == "case-unknown"
    for at in ({}, when):
        listed = [row["number"] for row in wide.do("case.list", act=shut_out, when=at)["items"]]
        assert listed == [own]


@pytest.mark.clause("S12")
def test_an_accused_who_comes_to_serve_beside_a_reader_takes_them_along(wide) -> None:
    number = complain(wide)
    assert opened(wide, CLERK, number)
    taken = {"post": "staff", "unit": "org-office", "since": "2024-03-01"}
    wide.do("roster.post", person=MEMBER, taken=taken)
    assert not opened(wide, CLERK, number)
    assert wide.do("case.list", act=by(CLERK))["items"] == ()
    assert opened(wide, LEADER, number)


@pytest.mark.clause("S12")
def test_no_part_in_a_complaint_is_given_to_those_it_is_closed_to(wide) -> None:
    number = complain(wide)
    for step in (
        {"kind": "leader", "leader": SECRETARY},
        {"kind": "measure", "text": "谈话", "owner": MEMBER, "due": "2024-03-20"},
    ):
        refusal = wide.refused("case.step", case=number, step=step)
        assert refusal.code == "person-barred"
    wide.do("case.step", case=number, step={"kind": "leader", "leader": LEADER})


@pytest.mark.clause("S12")
def test_what_was_once_confidential_stays_so(wide) -> None:
    number = complain(wide, accused=[], owner=SECRETARY)
    other = {"category": "ECONOMY", "reason": "改类"}
    wide.do("case.recategorise", act=by(SECRETARY), case=number, recategorisation=other)
    assert [r for r in (MEMBER, DEPUTY, SECRETARY) if opened(wide, r, number)] == [SECRETARY]
    assert len(wide.do("case.list", act=by(DEPUTY))["items"]) == 0


@pytest.mark.clause("S12")
def test_a_race_that_the_accused_loses_tells_nothing(wide, monkeypatch) -> None:
    """Named between reading and writing, the accused is not told what happened meanwhile."""
    number = wide.do(
        "case.record", act=by(CLERK), matter={**MATTER, "place": "dafeng"}, unit="dafeng"
    )["id"]
    append = wide.office.log.append

    def named_first(batches):
        monkeypatch.undo()
        wide.do("case.accuse", case=number, naming={"person": MEMBER, "reason": "来电反映"})
        return append(batches)

    monkeypatch.setattr(type(wide.office.log), "append", lambda _, batches: named_first(batches))
    with pytest.raises(RefusalError) as raised:
        wide.do("case.step", act=by(MEMBER), case=number, **STEP)
    assert (raised.value.code, raised.value.facts) == ("case-unknown", {"case": number})


@frozen
class Links:
    """Other matters that a request might name."""

    whole: CaseId
    parts: tuple[CaseId, ...]
    part_of: CaseId | None


def test_the_matters_that_a_request_mentions_are_found_however_deep_they_lie() -> None:
    types = {"case": CaseId, "of": CaseId | None, "links": Links, "person": PersonId}
    links = Links(CaseId("2"), (CaseId("3"), CaseId("4")), CaseId("5"))
    given = {"case": "1", "of": None, "links": links, "person": "6"}
    assert list(mentioned(given, types)) == ["1", "2", "3", "4", "5"]
    assert list(mentioned({"step": Step(kind="note", text="x")}, {"step": Step})) == []


@pytest.mark.clause("S12", "S84")
@pytest.mark.parametrize("gone", ["abolish", "merge", "split"])
def test_who_comes_into_the_unit_that_continues_an_accused_ones_does_not_see_it(
    wide, gone
) -> None:
    number = complain(wide)
    since, heir = "2024-03-02", "anyang"
    if gone == "abolish":
        wide.do("roster.abolish", abolished={"unit": "dafeng", "heir": heir, "since": since})
    elif gone == "merge":
        wide.do("roster.merge", merged={"units": ["dafeng"], "into": heir, "since": since})
    else:
        facts = {"name": "南文社区", "kind": "community", "parent": "town", "since": "2007-06-20"}
        wide.do("roster.unit", unit={"unit": "nanwen", **facts})
        parts = {"unit": "dafeng", "into": [heir, "nanwen"], "heir": heir, "since": since}
        wide.do("roster.split", split=parts)
    for person, title in ((SECRETARY, "village-secretary"), (MEMBER, "two-committees-member")):
        left = {"post": title, "unit": "dafeng", "until": "2024-03-01"}
        wide.do("roster.leave", person=person, left=left)
    taken = {"post": "staff", "unit": heir, "since": since}
    wide.do("roster.post", person=SECRETARY, taken=taken)
    wide.set("2024-03-03")
    for reader in (SECRETARY, NEIGHBOUR):
        assert not opened(wide, reader, number)
        assert wide.do("case.list", act=by(reader))["items"] == ()
    assert opened(wide, LEADER, number)


@pytest.mark.clause("S12")
def test_a_village_is_one_chain_with_its_groups(wide) -> None:
    post(wide, "0040", "组长", "staff", "dafeng-1")
    asked = {"matter": {**COMPLAINT, "accused": ["0040"]}, "owner": SECRETARY}
    assert wide.refused("case.record", act=by(SECRETARY), **asked).code == "owner-barred"
    number = complain(wide, accused=["0040"])
    readers = (SECRETARY, MEMBER, NEIGHBOUR, LEADER, CLERK, INVESTIGATOR)
    assert [r for r in readers if opened(wide, r, number)] == [LEADER, CLERK, INVESTIGATOR]


@pytest.mark.clause("S12", "S46")
def test_after_the_last_day_nothing_is_left_but_what_is_to_be_handed_over(wide) -> None:
    own, others, complaint = wide.record(), wide.record(act=by(MEMBER)), complain(wide)
    for person in (SECRETARY, COMMISSIONER):
        away = {"destination": "外镇", "until": "2024-03-05"}
        wide.do("roster.transfer", person=person, transferred=away)
    wide.set("2024-03-06")
    assert [row["number"] for row in wide.do("case.list", act=by(SECRETARY))["items"]] == [own]
    assert [n for n in (own, others, complaint) if opened(wide, SECRETARY, n)] == [own]
    assert not opened(wide, COMMISSIONER, complaint)
    opening, home = {"reason": "核实"}, {"village": "dafeng", "name": "某家"}
    plan = {"unit": "dafeng", "title": "实施办法", "dated": "2024-01-01", "text": "二十日"}
    for use_case, person, asked, code in (
        ("case.identity", COMMISSIONER, {"case": complaint, "opening": opening}, "case-unknown"),
        ("key.issue", COMMISSIONER, {"person": CLERK, "label": "接口"}, "not-allowed"),
        ("case.step", SECRETARY, {"case": others, **STEP}, "case-unknown"),
        ("household.enter", SECRETARY, {"household": home}, "not-allowed"),
        ("household.list", SECRETARY, {}, "not-allowed"),
        ("programme.plan", SECRETARY, {"plan": plan}, "not-allowed"),
    ):
        assert wide.refused(use_case, act=by(person), **asked).code == code, use_case
    given = {"to": MEMBER, "unit": "dafeng", "reason": "调离"}
    wide.do("case.handover", act=by(SECRETARY), case=own, handover=given)
    wide.do("case.accept", act=by(MEMBER), case=own)


@pytest.mark.clause("S12", "S46")
def test_the_list_of_who_leaves_names_only_what_its_reader_may_see(wide) -> None:
    post(wide, "0030", "又干事", "org-office-clerk", "org-office")
    complaint = complain(wide, actor=SECRETARY, owner=INVESTIGATOR, accused=["0030"])
    own = wide.record()
    then = {"position": wide.office.log.size()}
    away = {"destination": "外镇", "until": "2024-02-28"}
    for person in (SECRETARY, INVESTIGATOR):
        wide.do("roster.transfer", act=by("0030"), person=person, transferred=away)
    for when in ({}, then):
        for reader, person, numbers, hidden in (
            (NEIGHBOUR, SECRETARY, [], 0),
            (MEMBER, SECRETARY, [own], 0),
            (SECRETARY, SECRETARY, [own], 0),
            (MEMBER, INVESTIGATOR, [], 0),
            (CLERK, INVESTIGATOR, [], 1),
            (COMMISSIONER, INVESTIGATOR, [complaint], 0),
            (INVESTIGATOR, INVESTIGATOR, [complaint], 0),
        ):
            page = wide.do("roster.leaving", act=by(reader), person=person, when=when)
            assert [item["id"] for item in page["items"]] == numbers
            assert (page["hidden"], page["clear"]) == (hidden, not numbers and not hidden)
    asked = {"person": INVESTIGATOR, "closed": {"on": "2024-03-01"}}
    refusal = wide.refused("roster.close", act=by("0030"), **asked)
    assert str(refusal) == f"{INVESTIGATOR} 离任清单未清：无权查看的民情 1 件"
    wide.set("2024-03-05")
    assigned = {"owner": LEADER, "unit": "town", "reason": "调离"}
    wide.do("case.assign", act=by(LEADER), case=complaint, assigned=assigned)
    for clerk in ("0030", CLERK):
        refusal = wide.refused("roster.close", act=by(clerk), **asked)
        assert (refusal.code, str(refusal.facts["last"])) == ("closed-too-soon", "2024-03-05")


@pytest.mark.clause("S12", "S72")
def test_the_cursor_of_the_orders_names_no_hidden_matter(wide) -> None:
    own, hidden = wide.record(), [complain(wide), complain(wide)]
    order = {"to": SECRETARY, "text": "查清", "due": "2024-03-20"}
    for number, owner in ((own, SECRETARY), *((number, CLERK) for number in hidden)):
        order = {**order, "to": owner}
        wide.do("case.supervise", act=by(LEADER), case=number, ordering=order)
    page = wide.do("report.supervision", act=by(MEMBER), limit=1)
    assert ([row["case"] for row in page["items"]], page["next"]) == ([own], None)
    wide.do("case.supervise", act=by(LEADER), case=own, ordering={**order, "to": SECRETARY})
    found, cursor = [], None
    for _ in range(2):
        page = wide.do("report.supervision", act=by(LEADER), limit=2, cursor=cursor)
        found += [row["order_id"] for row in page["items"]]
        cursor = page["next"]
    assert (sorted(found), cursor) == (
        [f"{own}/1", f"{own}/2", *(f"{number}/1" for number in hidden)],
        None,
    )


@pytest.mark.clause("S12", "S38", "S76")
def test_a_complaint_goes_to_no_unit_whose_people_it_is_closed_to(wide) -> None:
    number = complain(wide)
    passed_on = {"reason": "分工"}
    task = {"text": "说明情况", "due": "2024-03-20"}
    for unit in ("dafeng", "dafeng-1"):
        refusals = (
            wide.refused("case.handover", case=number, handover={"unit": unit, **passed_on}),
            wide.refused("case.assist", case=number, assistance={"unit": unit, **task}),
        )
        assert [refusal.code for refusal in refusals] == ["unit-barred", "unit-barred"]
    wide.do("case.assist", case=number, assistance={"unit": "anyang", **task})
    taken = {"post": "staff", "unit": "anyang", "since": "2024-03-01"}
    wide.do("roster.post", person=MEMBER, taken=taken)
    refusal = wide.refused("case.handover", case=number, handover={"unit": "anyang", **passed_on})
    assert refusal.code == "unit-barred"
    wide.do("case.handover", case=number, handover={"unit": "town", **passed_on})


@pytest.mark.clause("S12")
def test_nothing_is_done_in_a_complaint_for_whom_it_is_closed_to(wide) -> None:
    asked = {"matter": COMPLAINT, "owner": CLERK}
    refusal = wide.refused("case.record", act=by(CLERK, on_behalf_of=MEMBER), **asked)
    assert (refusal.kind, refusal.code) == ("not-allowed", "accused-records")
    number = wide.do("case.record", act=by(CLERK, on_behalf_of=SECRETARY), **asked)["id"]
    for person in (MEMBER, SECRETARY):
        act = by(CLERK, on_behalf_of=person)
        assert wide.refused("case.step", act=act, case=number, **STEP).code == "person-barred"
        naming = {"person": NEIGHBOUR, "reason": "来信"}
        refusal = wide.refused("case.accuse", act=act, case=number, naming=naming)
        assert refusal.code == "person-barred"
        assert wide.do("case.show", act=act, case=number)["case"] == number
    wide.do("case.step", act=by(CLERK, on_behalf_of=LEADER), case=number, **STEP)


@pytest.mark.clause("S12", "S23")
def test_whoever_may_not_see_a_record_is_not_told_what_happened_to_it_meanwhile(town) -> None:
    home = {"village": "dafeng", "name": "李大娘"}
    household = town.do("household.enter", act=by(SECRETARY), household=home)["id"]
    facts = {"name": "钱多", "kind": "village-two-committees", "since": "2020-01-01"}
    held = {"post": "village-secretary", "unit": "anyang"}
    town.do("roster.person", person="0006", facts={**facts, **held})
    asked = {"household": household, "member": {"name": "某"}}

    hidden = town.refused("household.member", act=by("0006", seen=0), **asked)
    assert (hidden.code, "李大娘" in str(hidden.facts)) == ("household-unknown", False)
    stale = town.refused("household.member", act=by(SECRETARY, seen=0), **asked)
    assert (stale.code, "李大娘" in str(stale.facts)) == ("stream-moved", True)


def test_a_stale_view_is_told_before_anything_else_that_is_wrong(town) -> None:
    case = town.record()
    asked = {"case": case, "conclusion": {"outcome": "resolved", "effect": "亮了"}}

    assert town.refused("case.conclude", act=by(SECRETARY, seen=0), **asked).code == "stream-moved"
    assert town.refused("case.conclude", act=by(SECRETARY), **asked).code == "handling-owed"
