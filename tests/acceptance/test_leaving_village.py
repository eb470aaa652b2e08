"""Leaving a village, and every post, within the town: what is to be handed over (S46)."""

from typing import Any

import pytest
from tests.acceptance.test_books import ZS1, ZS2, give, stocked
from tests.towns import CLERK, MATTER, MEMBER, SECRETARY, Town, by

__all__ = ["stocked"]
POST = {"post": "two-committees-member", "unit": "dafeng"}


def leave(town: Town, **post: str) -> None:
    """End the member's post on 1 March 2024."""
    left = {**POST, "until": "2024-03-01", **post}
    town.do("roster.leave", person=MEMBER, left=left)


def open_items(town: Town) -> list[tuple[str, str, str | None]]:
    """Return what is open on the member's list."""
    items = town.do("roster.leaving", person=MEMBER)["items"]
    return [(item["what"], item["id"], item["village"]) for item in items if item["open"]]


@pytest.fixture
def moved(stocked: Town) -> tuple[Town, str]:
    """Give a town whose member has a book and a matter of Dafeng, and went to Anyang."""
    give(stocked, ZS1, MEMBER)
    case = stocked.record(act=by(MEMBER))
    leave(stocked)
    taken = {**POST, "unit": "anyang", "since": "2024-03-02"}
    stocked.do("roster.post", person=MEMBER, taken=taken)
    stocked.set("2024-03-03")
    return stocked, case


@pytest.mark.clause("S46")
def test_who_left_a_village_is_told_what_belongs_there(moved) -> None:
    town, case = moved
    here = town.record(act=by(MEMBER), place="anyang")
    page = town.do("roster.leaving", person=MEMBER)
    assert (page["until"], page["clear"]) == (None, False)
    assert page["left"] == (
        {"village": "dafeng", "village_name": "大丰村", "until": "2024-03-01"},
    )
    assert open_items(town) == [
        ("matter", case, "dafeng"),
        ("matter", here, None),
        ("book", ZS1, "dafeng"),
    ]
    assert page["items"][0]["village_name"] == "大丰村"


@pytest.mark.clause("S46")
def test_what_was_handed_over_since_is_on_the_list_as_done(moved) -> None:
    town, case = moved
    asked = {"to": SECRETARY, "unit": "dafeng", "reason": "请接手"}
    town.do("case.handover", act=by(MEMBER), case=case, handover=asked)
    town.do("case.accept", act=by(SECRETARY), case=case)
    handed = {"to": "dafeng", "reason": "leaving"}
    town.do("books.hand-in", act=by(MEMBER), serial=ZS1, handed=handed)
    town.do("books.take-in", act=by(SECRETARY), serial=ZS1)
    page = town.do("roster.leaving", person=MEMBER)
    assert page["clear"]
    assert [item["receiver_name"] for item in page["items"]] == ["陈国强", "陈国强"]
    done = [(i["what"], i["id"], i["village"], i["done_on"]) for i in page["items"]]
    assert done == [
        ("matter", case, "dafeng", "2024-03-03"),
        ("book", ZS1, "dafeng", "2024-03-03"),
    ]


def owed(town: Town) -> dict[str, str]:
    """Return how the member stands with what leaving asks of them."""
    which = {"person": MEMBER, "period": "2024"}
    items = town.do("duties.list", which=which, limit=200)["items"]
    return {i["id"]: i["state"] for i in items if i["duty"].startswith("leaving.")}


@pytest.mark.clause("S46")
def test_who_left_a_village_owes_what_belongs_there_by_the_last_day(moved) -> None:
    town, case = moved
    town.record(act=by(MEMBER), place="anyang")
    wanted = {f"leaving.matter/{case}/0003/dafeng", f"leaving.book/0003/{ZS1}/dafeng"}
    assert owed(town) == dict.fromkeys(wanted, "missed")
    assert town.do("duties.list", which={"case": case, "duty": "leaving.matter"})["items"]
    asked = {"to": SECRETARY, "unit": "dafeng", "reason": "请接手"}
    town.do("case.handover", act=by(MEMBER), case=case, handover=asked)
    town.do("case.accept", act=by(SECRETARY), case=case)
    assert owed(town)[f"leaving.matter/{case}/0003/dafeng"] == "met-late"


@pytest.mark.clause("S46")
def test_who_was_told_of_the_last_day_before_it_owes_it_until_then(stocked) -> None:
    case = stocked.record(act=by(MEMBER))
    leave(stocked, until="2024-03-15")
    assert owed(stocked) == {f"leaving.matter/{case}/0003/dafeng": "open"}
    again = {"post": "village-director", "unit": "dafeng", "since": "2024-03-18"}
    stocked.do("roster.post", person=MEMBER, taken=again)
    assert owed(stocked) == {}


@pytest.mark.clause("S46")
@pytest.mark.parametrize(
    ("last", "ids"),
    [
        ("2024-03-02", ["leaving.matter/{}/0003/dafeng", "leaving.matter/{}/0003"]),
        ("2024-03-01", ["leaving.matter/{}/0003"]),
    ],
)
def test_who_leaves_the_village_with_the_town_owes_it_once(stocked, last, ids) -> None:
    case = stocked.record(act=by(MEMBER))
    leave(stocked)
    gone = {"until": last, "destination": "市水务局"}
    stocked.do("roster.transfer", person=MEMBER, transferred=gone)
    assert list(owed(stocked)) == [one.format(case) for one in ids]


@pytest.mark.clause("S8", "S46")
def test_who_was_stationed_in_a_village_owes_what_is_theirs_there(stocked) -> None:
    sent = {"village": "anyang", "home": "town", "since": "2024-01-01"}
    stocked.do("roster.station", person=MEMBER, stationed=sent)
    matter = {**MATTER, "place": "anyang"}
    case = stocked.do("case.record", act=by(MEMBER), matter=matter, unit="anyang")["id"]
    ended = {"village": "anyang", "until": "2024-03-05"}
    stocked.do("roster.unstation", person=MEMBER, ended=ended)
    assert owed(stocked) == {f"leaving.matter/{case}/0003/anyang": "open"}


@pytest.mark.clause("S22", "S46")
def test_nobody_writes_in_the_book_of_a_village_that_they_left(moved) -> None:
    town, _ = moved
    number = town.record(act=by(MEMBER), place="anyang")
    assert town.do("case.show", case=number)["book"] is None
    matter = {"place": "anyang"}
    with pytest.raises(Exception, match="归 dafeng 存档，0003 已不在该村（社区）任职"):
        town.do("case.record", act=by(MEMBER), book=ZS1, matter=_matter(**matter))
    book = {"holder": MEMBER, "unit": "org-office"}
    town.do("books.give", serial="ZS-000020", giving=book)
    town.do("books.sign", act=by(MEMBER), serial="ZS-000020")
    number = town.record(act=by(MEMBER), place="anyang")
    assert town.do("case.show", case=number)["book"]["serial"] == "ZS-000020"
    assert town.do("books.show", serial="ZS-000020")["archive_name"] == "安洋社区"


@pytest.mark.clause("S46")
def test_who_serves_in_the_village_in_another_way_has_not_left_it(stocked) -> None:
    give(stocked, ZS1, MEMBER)
    named = {
        "post": "village-secretary",
        "unit": "dafeng",
        "instead_of": SECRETARY,
        "since": "2024-03-02",
        "until": "2024-03-04",
        "approver": CLERK,
    }
    leave(stocked)
    stocked.do("roster.substitute", person=MEMBER, named=named)
    stocked.set("2024-03-04")
    number = stocked.record(act=by(MEMBER))
    assert stocked.do("case.show", case=number)["book"]["serial"] == ZS1
    assert stocked.do("roster.leaving", person=MEMBER)["left"] == ()
    stocked.set("2024-03-05")
    (left,) = stocked.do("roster.leaving", person=MEMBER)["left"]
    assert left["until"] == "2024-03-01"


@pytest.mark.clause("S46", "S84")
def test_who_serves_on_in_the_heir_of_a_village_has_not_left_it(stocked) -> None:
    give(stocked, ZS1, MEMBER)
    gone = {"unit": "dafeng", "heir": "anyang", "since": "2024-03-02"}
    stocked.do("roster.abolish", abolished=gone)
    leave(stocked)
    taken = {**POST, "unit": "anyang", "since": "2024-03-02"}
    stocked.do("roster.post", person=MEMBER, taken=taken)
    stocked.set("2024-03-03")
    number = stocked.record(act=by(MEMBER))
    assert stocked.do("case.show", case=number)["book"]["serial"] == ZS1
    assert stocked.do("roster.leaving", person=MEMBER)["left"] == ()


@pytest.mark.clause("S8", "S46")
def test_who_was_stationed_in_a_village_leaves_it_as_well(stocked) -> None:
    sent = {"village": "anyang", "home": "town", "since": "2024-01-01"}
    stocked.do("roster.station", person=MEMBER, stationed=sent)
    ended = {"village": "anyang", "until": "2024-02-28"}
    stocked.do("roster.unstation", person=MEMBER, ended=ended)
    (left,) = stocked.do("roster.leaving", person=MEMBER)["left"]
    assert (left["village"], left["until"]) == ("anyang", "2024-02-28")


@pytest.mark.clause("S46")
def test_who_has_no_post_any_more_hands_over_what_is_theirs_and_does_nothing_else(stocked) -> None:
    give(stocked, ZS1, MEMBER)
    give(stocked, ZS2, SECRETARY)
    case, other = stocked.record(act=by(MEMBER)), stocked.record()
    leave(stocked)
    stocked.set("2024-03-05")
    act, asked = by(MEMBER), {"to": SECRETARY, "unit": "dafeng", "reason": "请接手"}
    for number in (case, other):
        refusal = stocked.refused("case.step", act=act, case=number, step=_note())
        assert refusal.code == "not-allowed"
    refused = stocked.refused("case.handover", act=act, case=other, handover=asked)
    assert refused.kind == "not-found"
    stocked.do("case.handover", act=act, case=case, handover=asked)
    stocked.do("case.recall", act=act, case=case, withdrawn={"reason": "另请他人"})
    stocked.do("case.handover", act=act, case=case, handover=asked)
    stocked.do("case.accept", act=by(SECRETARY), case=case)
    handed = {"to": "dafeng", "reason": "leaving"}
    for serial in (ZS2, "ZS-000009", "1"):
        refusal = stocked.refused("books.hand-in", act=act, serial=serial, handed=handed)
        assert refusal.code == "not-allowed"
    stocked.do("books.hand-in", act=act, serial=ZS1, handed=handed)
    stocked.do("books.take-in", act=by(SECRETARY), serial=ZS1)
    assert stocked.do("roster.leaving", person=MEMBER)["clear"]
    refusal = stocked.refused("books.lost", act=act, serial=ZS1, lost={"circumstances": "遗失"})
    assert refusal.code == "not-allowed"


@pytest.mark.clause("S46", "S63")
def test_a_matter_of_who_is_past_the_last_day_goes_to_who_takes_it_up(town) -> None:
    case = town.record()
    town.step(case, "cause", text="线路老化")
    told = {"stage": "result", "means": "visit", "text": "已修"}
    town.do("case.feedback", act=by(SECRETARY), case=case, feedback=told)
    ended = {"outcome": "resolved", "effect": "亮了"}
    town.do("case.conclude", act=by(SECRETARY), case=case, conclusion=ended)
    gone = {"until": "2024-03-02", "destination": "市水务局"}
    town.do("roster.transfer", person=SECRETARY, transferred=gone)
    town.set("2024-03-03")
    town.do("case.reopen", act=by(MEMBER), case=case, reopened={"reason": "灯又灭了"})
    assert town.do("case.show", case=case)["hands"]["owner"] == MEMBER


@pytest.mark.clause("S46")
def test_a_file_is_not_closed_as_of_a_day_before_the_last_thing_was_handed_over(stocked) -> None:
    give(stocked, ZS1, MEMBER)
    case = stocked.record(act=by(MEMBER))
    gone = {"until": "2024-03-02", "destination": "市水务局"}
    stocked.do("roster.transfer", person=MEMBER, transferred=gone)
    stocked.set("2024-03-09")
    assigned = {"owner": SECRETARY, "unit": "dafeng", "reason": "调离"}
    stocked.do("case.assign", case=case, assigned=assigned)
    handed = {"to": "dafeng", "reason": "leaving"}
    stocked.do("books.hand-in", act=by(MEMBER), serial=ZS1, handed=handed)
    stocked.set("2024-03-10")
    stocked.do("books.take-in", act=by(SECRETARY), serial=ZS1)
    refusal = stocked.refused("roster.close", person=MEMBER, closed={"on": "2024-03-09"})
    assert str(refusal) == (
        "离任办结日 2024-03-09 早于最后一项交接（2024-03-10），请填 2024-03-10 或之后的日期"
    )
    assert stocked.do("roster.close", person=MEMBER, closed={"on": "2024-03-10"})["events"]


def _note() -> dict[str, Any]:
    return {"kind": "note", "text": "又去看了一次"}


def _matter(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "problem",
        "channel": "visit",
        "category": "HOT_DIFFICULT.ROADS",
        "title": "村口路灯不亮",
        "text": "坏了三个月",
        "petitioners": [{"kind": "anonymous"}],
        "learned_at": "2024-03-03T08:30:00+08:00",
        **changes,
    }
