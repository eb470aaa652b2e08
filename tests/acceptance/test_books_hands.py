"""A book has two receipts by two people, in the order of days, and an archive that is there."""

import pytest
from tests.acceptance.test_books import ZS1, ZS2, give, line, pass_on, stocked
from tests.towns import CLERK, MEMBER, SECRETARY, Town, by, shanghai

from minqing_core.application.custody import held_by

__all__ = ["stocked"]
HANDED = {"to": "dafeng", "reason": "leaving"}
GONE = {"unit": "dafeng", "heir": "anyang", "since": "2024-03-05"}
HEIR, LEADER = "0008", "0010"


def entered(town: Town, person: str, post: str, unit: str) -> None:
    """Enter somebody in a post."""
    facts = {"name": "周书记", "since": "2020-01-01", "post": post, "unit": unit}
    town.do("roster.person", person=person, facts={**facts, "kind": "village-two-committees"})


@pytest.fixture
def dissolved(stocked: Town) -> Town:
    """Give a town whose village was dissolved into another while its member had a book."""
    give(stocked, ZS1, MEMBER)
    entered(stocked, HEIR, "village-secretary", "anyang")
    stocked.do("roster.abolish", abolished=GONE)
    stocked.set("2024-03-06")
    return stocked


@pytest.mark.clause("S43")
def test_nobody_signs_for_a_book_that_was_given_to_another(stocked) -> None:
    give(stocked, ZS1, MEMBER, sign=False)
    for actor in (SECRETARY, CLERK):
        refusal = stocked.refused("books.sign", act=by(actor), serial=ZS1)
        assert refusal.code == "not-book-holder"
    assert stocked.do("books.sign", act=by(MEMBER), serial=ZS1)["events"]


@pytest.mark.clause("S45", "S46")
def test_whoever_handed_a_book_in_does_not_take_it_in(stocked) -> None:
    give(stocked, ZS1, MEMBER)
    stocked.do("books.hand-in", act=by(SECRETARY), serial=ZS1, handed=HANDED)
    refusal = stocked.refused("books.take-in", act=by(SECRETARY), serial=ZS1)
    assert refusal.code == "book-both-receipts"
    stocked.do("books.refuse", act=by(SECRETARY), serial=ZS1, refused={"reason": "缺页"})
    stocked.do("books.hand-in", act=by(MEMBER), serial=ZS1, handed=HANDED)
    assert stocked.do("books.take-in", act=by(SECRETARY), serial=ZS1)["events"]


@pytest.mark.clause("S45")
def test_the_secretarys_own_book_is_taken_in_by_the_organisation_office(stocked) -> None:
    give(stocked, ZS1, SECRETARY)
    stocked.do("books.hand-in", act=by(SECRETARY), serial=ZS1, handed=HANDED)
    refusal = stocked.refused("books.take-in", act=by(SECRETARY), serial=ZS1)
    assert refusal.code == "book-both-receipts"
    stocked.do("books.take-in", serial=ZS1)
    assert held_by(stocked.office, SECRETARY) == ()


@pytest.mark.clause("S44")
def test_the_only_clerks_own_book_is_taken_in_by_a_leader_of_the_town(stocked) -> None:
    giving = {"holder": CLERK, "unit": "org-office"}
    stocked.do("books.give", serial="ZS-000020", giving=giving)
    stocked.do("books.sign", serial="ZS-000020")
    handed = {"to": "org-office", "reason": "year-end"}
    stocked.do("books.hand-in", serial="ZS-000020", handed=handed)
    assert stocked.refused("books.take-in", serial="ZS-000020").code == "book-both-receipts"
    entered(stocked, LEADER, "party-secretary", "town")
    stocked.do("books.take-in", act=by(LEADER), serial="ZS-000020")
    stocked.do("books.archive", act=by(LEADER), serial="ZS-000020")


@pytest.mark.clause("S43")
def test_whoever_reported_a_book_lost_or_holds_it_does_not_declare_it_void(stocked) -> None:
    lost, voided = {"circumstances": "遗失"}, {"reason": "找不到"}
    give(stocked, ZS1, SECRETARY)
    stocked.do("books.lost", serial=ZS1, lost=lost)
    for actor in (CLERK, SECRETARY):
        refusal = stocked.refused("books.void", act=by(actor), serial=ZS1, voided=voided)
        assert refusal.code == "book-both-receipts"
    give(stocked, ZS2, MEMBER)
    stocked.do("books.lost", act=by(MEMBER), serial=ZS2, lost=lost)
    assert stocked.do("books.void", act=by(SECRETARY), serial=ZS2, voided=voided)["events"]


@pytest.mark.clause("S43")
def test_what_happens_to_a_book_happens_in_the_order_of_its_days(stocked) -> None:
    give(stocked, ZS1, MEMBER, sign=False)
    earlier = by(MEMBER, occurred_at=shanghai("2024-02-29T09:00"))
    refusal = stocked.refused("books.sign", act=earlier, serial=ZS1)
    assert str(refusal) == (
        "册号 ZS-000001 最近一笔在 2024-03-01 办理，本次办理日 2024-02-29 不能早于该日"
    )
    same_day = by(MEMBER, occurred_at=shanghai("2024-03-01T08:00"))
    stocked.do("books.sign", act=same_day, serial=ZS1)
    assert stocked.do("books.sign", act=earlier, serial=ZS1)["events"] == ()
    stocked.do("books.hand-in", act=by(MEMBER), serial=ZS1, handed=HANDED)
    earlier = by(SECRETARY, occurred_at=shanghai("2018-01-01T09:00"))
    assert stocked.refused("books.take-in", act=earlier, serial=ZS1).code == "book-day"
    give(stocked, ZS2, MEMBER)
    stocked.do("books.lost", act=by(MEMBER), serial=ZS2, lost={"circumstances": "遗失"})
    refusal = stocked.refused("books.void", act=earlier, serial=ZS2, voided={"reason": "无"})
    assert refusal.code == "book-day"


@pytest.mark.clause("S47", "S84")
def test_no_books_go_to_a_unit_that_is_no_more(dissolved) -> None:
    row = {"prefix": "ZS", "first": 20, "last": 22}
    asked = {**row, "from_unit": "org-office", "to_unit": "dafeng"}
    refusal = dissolved.refused("books.issue", issued=asked)
    assert refusal.code == "unit-dissolved"
    dissolved.do("books.issue", issued={**asked, "to_unit": "anyang"})
    dissolved.do("books.receive", act=by(HEIR), received={**row, "unit": "anyang"})
    assert (
        dissolved.refused("books.receive", received={**row, "unit": "dafeng"}).code
        == "unit-dissolved"
    )


@pytest.mark.clause("S47", "S84")
def test_what_a_dissolved_unit_had_goes_to_its_heir(dissolved) -> None:
    row = {"prefix": "ZS", "first": 2, "last": 10}
    asked = {**row, "from_unit": "dafeng", "to_unit": "anyang"}
    dissolved.do("books.issue", act=by(HEIR), issued=asked)
    dissolved.do("books.receive", act=by(HEIR), received={**row, "unit": "anyang"})
    assert line(dissolved, "anyang") == {"received": 9, "stock": 9}
    assert all(item["balanced"] for item in dissolved.do("books.ledger")["items"])


@pytest.mark.clause("S47", "S84")
def test_what_was_on_the_way_to_a_dissolved_unit_its_heir_takes(stocked) -> None:
    row = {"prefix": "ZS", "first": 20, "last": 22}
    asked = {**row, "from_unit": "org-office", "to_unit": "dafeng"}
    stocked.do("books.issue", issued=asked)
    stocked.do("roster.abolish", abolished={**GONE, "since": "2024-03-01"})
    stocked.do("books.receive", received={**row, "unit": "anyang"})
    assert line(stocked, "anyang") == {"received": 3, "stock": 3}


@pytest.mark.clause("S45", "S84")
def test_a_book_of_a_dissolved_village_is_handed_in_to_its_heir(dissolved) -> None:
    refusal = dissolved.refused("books.hand-in", act=by(MEMBER), serial=ZS1, handed=HANDED)
    assert str(refusal) == "册号 ZS-000001 应交 anyang 归档（S45），不能交 dafeng"
    handed = {**HANDED, "to": "anyang"}
    dissolved.do("books.hand-in", act=by(MEMBER), serial=ZS1, handed=handed)
    dissolved.do("books.take-in", act=by(HEIR), serial=ZS1)
    dissolved.do("books.archive", act=by(HEIR), serial=ZS1, shelf="一号柜")
    page = dissolved.do("books.show", serial=ZS1)
    assert (page["archive_name"], page["state"]) == ("安洋社区", "archived")
    (row,) = dissolved.do("books.list", holder=MEMBER)["items"]
    assert row["archive_name"] == "安洋社区"
    assert "安洋社区" in page["items"][-1]["sentence"]


@pytest.mark.clause("S44", "S84")
def test_the_office_that_continues_a_dissolved_one_archives_from_then_on(stocked) -> None:
    office = {"unit": "a-office", "name": "人事办", "kind": "department", "parent": "town"}
    stocked.do("roster.unit", unit={**office, "since": "2024-01-01"})
    gone = {"unit": "org-office", "heir": "a-office", "since": "2024-03-05"}
    stocked.do("roster.abolish", abolished=gone)
    stocked.set("2024-03-06")
    give(stocked, ZS1, CLERK)
    assert stocked.do("books.show", serial=ZS1)["archive_name"] == "人事办"
    handed = {"to": "a-office", "reason": "year-end"}
    assert stocked.do("books.hand-in", serial=ZS1, handed=handed)["events"]
    pass_on(stocked, 20, 22, "org-office", "a-office")


@pytest.mark.clause("S47")
def test_what_did_not_arrive_is_taken_back_or_declared_void_by_who_sent_it(stocked) -> None:
    row = {"prefix": "ZS", "first": 20, "last": 23}
    sent = {**row, "from_unit": "org-office", "to_unit": "anyang"}
    stocked.do("books.issue", issued=sent)
    stocked.do("books.receive", received={**row, "last": 21, "unit": "anyang"})
    stocked.do("books.void", serial="ZS-000022", voided={"reason": "途中遗失"})
    foreign = {**row, "first": 23, "unit": "dafeng"}
    assert stocked.refused("books.receive", received=foreign).code == "not-on-the-way"
    back = {**row, "first": 23, "unit": "org-office"}
    stocked.do("books.receive", received=back)
    assert stocked.do("books.receive", received=back)["events"] == ()
    assert line(stocked, "org-office") == {
        "received": 51,
        "passed_on": 13,
        "stock": 37,
        "issued": 1,
        "void": 1,
    }
    ledger = stocked.do("books.ledger")
    assert all(item["balanced"] for item in [*ledger["items"], ledger["total"]])
    giving = {"holder": CLERK, "unit": "org-office"}
    assert stocked.refused("books.give", serial="ZS-000022", giving=giving).code == (
        "book-given-already"
    )


@pytest.mark.clause("S44", "S45")
def test_what_is_full_or_of_an_earlier_year_is_due_at_its_archive_until_handed_in(stocked) -> None:
    def due(archive: str) -> list[str]:
        return [row["serial"] for row in stocked.do("books.list", due=archive)["items"]]

    def owed(period: str) -> dict[str, str]:
        which = {"unit": "town", "duty": "books.hand-in", "period": period}
        found = stocked.do("duties.list", which=which)["items"]
        return {item["item"]: item["state"] for item in found}

    for serial in (ZS1, ZS2):
        give(stocked, serial, MEMBER)
    give(stocked, "ZS-000003", CLERK)
    assert due("dafeng") == []
    stocked.do("books.full", act=by(MEMBER), serial=ZS1)
    assert due("dafeng") == [ZS1]
    assert due("org-office") == []
    stocked.set("2025-01-01")
    give(stocked, "ZS-000004", MEMBER)
    assert (due("dafeng"), due("org-office")) == ([ZS1, ZS2], ["ZS-000003"])
    assert owed("2024") == {ZS1: "missed"}
    assert owed("2025") == {ZS2: "open", "ZS-000003": "open"}
    for serial in (ZS1, ZS2):
        stocked.do("books.hand-in", act=by(MEMBER), serial=serial, handed=HANDED)
    stocked.do("books.take-in", act=by(SECRETARY), serial=ZS1)
    assert (due("dafeng"), due("org-office")) == ([], ["ZS-000003"])
    assert owed("2025") == {ZS2: "met", "ZS-000003": "open"}
    assert stocked.refused("books.list", due="nowhere").code == "unit-unknown"


@pytest.mark.clause("S44", "S84")
def test_what_is_due_at_a_dissolved_archive_is_due_at_its_heirs(dissolved) -> None:
    dissolved.do("books.full", act=by(MEMBER), serial=ZS1)
    (row,) = dissolved.do("books.list", due="anyang")["items"]
    assert row["serial"] == ZS1
