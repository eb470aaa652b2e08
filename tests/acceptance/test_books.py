"""A book from the city's press to the village's shelf, and the entries in it (S22, S43–S47)."""

from typing import Any

import attrs
import pytest
from tests.towns import CLERK, INVESTIGATOR, MATTER, MEMBER, SECRETARY, Town, by

from minqing_core.application.asking import answer
from minqing_core.application.custody import held_by, written_in
from minqing_core.kernel.refusals import RefusalError, StreamMovedError

ZS1, ZS2 = "ZS-000001", "ZS-000002"
OUTSIDER = {
    "name": "周外",
    "kind": "village-two-committees",
    "since": "2020-01-01",
    "post": "two-committees-member",
    "unit": "anyang",
}


@pytest.fixture
def stocked(town: Town) -> Town:
    """Give a town whose village has ten books in stock."""
    town.do("roster.unit", unit=unit("city", "大涌市", "city"))
    batch = {"batch": "2024 年第一批", "prefix": "ZS", "first": 1, "last": 100}
    town.do("books.print", batch={**batch, "issuer": "city", "pages": 100})
    pass_on(town, 1, 50, "city", "org-office")
    pass_on(town, 1, 10, "org-office", "dafeng")
    return town


def unit(code: str, name: str, kind: str) -> dict[str, Any]:
    """Return a unit without one above it."""
    return {"unit": code, "name": name, "kind": kind, "since": "2007-06-20"}


def pass_on(town: Town, first: int, last: int, from_unit: str, to_unit: str) -> None:
    """Send a row of books down, and have it received."""
    row = {"prefix": "ZS", "first": first, "last": last}
    town.do("books.issue", issued={**row, "from_unit": from_unit, "to_unit": to_unit})
    town.do("books.receive", received={**row, "unit": to_unit})


def give(town: Town, serial: str, holder: str, *, sign: bool = True) -> None:
    """Have the village secretary give a book out, and the holder sign for it."""
    giving = {"holder": holder, "unit": "dafeng"}
    town.do("books.give", act=by(SECRETARY), serial=serial, giving=giving)
    if sign:
        town.do("books.sign", act=by(holder), serial=serial)


UNCOUNTED = frozenset({"unit", "unit_name", "balanced", "next_serial", "theirs"})


def line(town: Town, unit: str) -> dict[str, Any]:
    """Return a unit's account without what is nought, and without its names."""
    (found,) = town.do("books.ledger", unit=unit)["items"]
    return {k: v for k, v in found.items() if v and k not in UNCOUNTED}


@pytest.mark.clause("S47")
def test_books_come_down_from_the_city_to_the_person_and_every_unit_balances(stocked) -> None:
    give(stocked, ZS1, MEMBER)
    assert line(stocked, "city") == {"printed": 100, "passed_on": 50, "stock": 50}
    assert line(stocked, "org-office") == {"received": 50, "passed_on": 10, "stock": 40}
    assert line(stocked, "dafeng") == {"received": 10, "stock": 9, "issued": 1, "held": 1}
    ledger = stocked.do("books.ledger")
    assert [item["unit"] for item in ledger["items"]] == ["city", "dafeng", "org-office"]
    assert all(item["balanced"] for item in [*ledger["items"], ledger["total"]])


@pytest.mark.clause("S47")
def test_the_ledger_says_which_book_each_unit_can_give_out_next(stocked) -> None:
    pass_on(stocked, 11, 50, "org-office", "anyang")
    give(stocked, ZS1, MEMBER)

    ledger = stocked.do("books.ledger")
    there = {item["unit"]: item["next_serial"] for item in ledger["items"]}
    stood = {"city": "ZS-000051", "anyang": "ZS-000011", "dafeng": ZS2, "org-office": None}
    assert (there, ledger["total"]["next_serial"]) == (stood, None)


@pytest.mark.clause("S47")
def test_a_serial_number_that_was_not_issued_is_rejected(stocked) -> None:
    giving = {"holder": MEMBER, "unit": "dafeng"}
    for serial in ("ZS-000011", "ZS-000101", "XX-000001", "ZS-000000"):
        refusal = stocked.refused("books.give", serial=serial, giving=giving)
        assert refusal.code == "not-in-stock"
    assert stocked.refused("books.give", serial="1", giving=giving).code == "serial-unfit"
    refusal = stocked.refused("books.void", serial="ZS-000101", voided={"reason": "缺页"})
    assert refusal.code == "book-unknown"
    assert stocked.refused("books.show", serial=ZS1).code == "book-unknown"


@pytest.mark.clause("S47")
def test_what_is_on_the_way_is_nobodys_to_issue(stocked) -> None:
    row = {"prefix": "ZS", "first": 11, "last": 20}
    stocked.do("books.issue", issued={**row, "from_unit": "org-office", "to_unit": "anyang"})
    again = {**row, "from_unit": "org-office", "to_unit": "dafeng"}
    assert stocked.refused("books.issue", issued=again).code == "not-in-stock"
    assert line(stocked, "org-office")["on_the_way"] == 10


@pytest.mark.clause("S43", "S47")
def test_those_of_another_unit_do_not_give_its_books(stocked) -> None:
    giving = {"holder": MEMBER, "unit": "org-office"}
    refusal = stocked.refused("books.give", act=by(SECRETARY), serial="ZS-000020", giving=giving)
    assert refusal.code == "book-unit-not-yours"
    lines = stocked.do("books.ledger", act=by(SECRETARY))["items"]
    assert [one["unit"] for one in lines if one["theirs"]] == ["dafeng"]
    refusal = stocked.refused(
        "books.give", act=by(MEMBER), serial=ZS1, giving={"holder": MEMBER, "unit": "dafeng"}
    )
    assert refusal.code == "not-allowed"


@pytest.mark.clause("S6", "S47")
def test_who_takes_no_part_gets_no_book(stocked) -> None:
    giving = {"holder": "0005", "unit": "dafeng"}
    assert stocked.refused("books.give", serial=ZS1, giving=giving).code == "book-kind-wanted"


@pytest.mark.clause("S44", "S45")
def test_a_cadre_of_a_village_that_cannot_be_found_gets_no_book(stocked) -> None:
    stocked.do("roster.kind", person=CLERK, kind="village-two-committees", since="2024-03-01")
    refusal = stocked.refused("books.give", serial=ZS1, giving={"holder": CLERK, "unit": "dafeng"})
    assert refusal.code == "book-archive-wanted"


@pytest.mark.clause("S43", "S47")
def test_giving_a_book_twice_to_the_same_person_is_once(stocked) -> None:
    give(stocked, ZS1, MEMBER)
    size = stocked.office.log.size()
    give(stocked, ZS1, MEMBER)
    assert stocked.office.log.size() == size
    other = {"holder": SECRETARY, "unit": "dafeng"}
    assert stocked.refused("books.give", serial=ZS1, giving=other).code == "book-given-already"


@pytest.mark.clause("S22")
def test_an_entry_is_in_the_authors_book_on_the_next_page(stocked) -> None:
    give(stocked, ZS1, SECRETARY)
    numbers = [stocked.record() for _ in range(3)]
    pages = [stocked.do("case.show", case=number)["book"] for number in numbers]
    assert pages == [{"serial": ZS1, "page": page} for page in (1, 2, 3)]
    shown = stocked.do("books.show", serial=ZS1)
    assert [(e["page"], e["case"]) for e in shown["entries"]] == [*enumerate(numbers, start=1)]
    assert (shown["used"], shown["pages"], shown["holder_name"]) == (3, 100, "陈国强")
    assert shown["items"][1]["sentence"] == "陈国强签收记录本，开始使用"


@pytest.mark.clause("S22", "S35")
def test_a_late_entry_stands_where_it_was_written(stocked) -> None:
    give(stocked, ZS1, SECRETARY)
    stocked.record()
    late = stocked.record(learned_at="2024-01-05T09:00:00+08:00")
    assert stocked.do("case.show", case=late)["book"]["page"] == 2


@pytest.mark.clause("S22")
def test_without_a_usable_book_an_entry_is_in_none(stocked) -> None:
    give(stocked, ZS1, SECRETARY, sign=False)
    assert stocked.do("case.show", case=stocked.record())["book"] is None
    refusal = stocked.refused("case.record", act=by(SECRETARY), matter=dict(MATTER), book=ZS1)
    assert refusal.code == "book-not-usable"


@pytest.mark.clause("S22")
def test_a_book_that_is_full_is_followed_by_the_next(stocked) -> None:
    give(stocked, ZS1, SECRETARY)
    give(stocked, ZS2, SECRETARY)
    stocked.record()
    stocked.do("books.full", act=by(SECRETARY), serial=ZS1)
    number = stocked.record()
    assert stocked.do("case.show", case=number)["book"] == {"serial": ZS2, "page": 1}


@pytest.mark.clause("S22")
@pytest.mark.parametrize(
    ("meanwhile", "told"),
    [
        (("books.full", {}), "陈国强报告记录本已记录完毕"),
        (("books.give", {"giving": {"holder": SECRETARY, "unit": "dafeng"}}), "发放记录本"),
    ],
)
def test_an_entry_is_not_written_into_what_has_changed_meanwhile(
    stocked, monkeypatch, meanwhile, told
) -> None:
    give(stocked, ZS1, SECRETARY)
    name, asked = meanwhile
    serial = ZS1 if name == "books.full" else ZS2

    def read(*asking: Any, **closed: Any) -> Any:
        found = written_in(*asking, **closed)
        stocked.do(name, act=by(SECRETARY), serial=serial, **asked)
        return found

    monkeypatch.setattr("minqing_core.application.case.written_in", read)
    with pytest.raises(StreamMovedError) as raised:
        stocked.record()
    assert told in str(raised.value.facts["meanwhile"])


@pytest.mark.clause("S22")
def test_what_a_book_held_at_a_position_is_what_it_shows_then(stocked) -> None:
    give(stocked, ZS1, SECRETARY)
    stocked.record()
    then = stocked.office.log.size()
    stocked.record()
    stocked.do("books.full", act=by(SECRETARY), serial=ZS1)
    shown = stocked.do("books.show", serial=ZS1, when={"position": then})
    assert (shown["used"], shown["state"]) == (1, "in-use")
    assert stocked.do("books.show", serial=ZS1)["state_text"] == "记满"


@pytest.mark.clause("S45", "S46")
def test_custody_passes_with_the_second_receipt_only(stocked) -> None:
    give(stocked, ZS1, MEMBER)
    wrong = {"to": "org-office", "reason": "leaving"}
    refusal = stocked.refused("books.hand-in", act=by(MEMBER), serial=ZS1, handed=wrong)
    assert str(refusal) == "册号 ZS-000001 应交 dafeng 归档（S45），不能交 org-office"
    stocked.do("books.hand-in", act=by(MEMBER), serial=ZS1, handed={**wrong, "to": "dafeng"})
    assert held_by(stocked.office, MEMBER) == (ZS1,)
    stocked.do("books.refuse", act=by(SECRETARY), serial=ZS1, refused={"reason": "缺页"})
    stocked.do("books.hand-in", act=by(MEMBER), serial=ZS1, handed={**wrong, "to": "dafeng"})
    (outstanding,) = stocked.do("books.handover-list", person=MEMBER)["items"]
    assert (outstanding["outstanding"], outstanding["received_on"]) == ("未交清", None)
    assert outstanding["receiver_name"] == ""
    stocked.do("books.take-in", act=by(SECRETARY), serial=ZS1)
    assert stocked.do("books.take-in", act=by(SECRETARY), serial=ZS1)["events"] == ()
    assert held_by(stocked.office, MEMBER) == ()
    stocked.do("books.archive", act=by(SECRETARY), serial=ZS1, shelf="三号柜")
    listed = stocked.do("books.handover-list", person=MEMBER)
    (settled,) = listed["items"]
    assert (listed["name"], listed["on"]) == ("李秀英", "2024-03-01")
    assert (settled["outstanding"], settled["received_on"]) == ("已了结", "2024-03-01")
    assert settled["receiver_name"] == "陈国强"
    assert line(stocked, "dafeng") == {"received": 10, "stock": 9, "issued": 1, "archived": 1}
    assert stocked.do("books.show", serial=ZS1)["shelf"] == "三号柜"


LIFE: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("books.sign", MEMBER, {}),
    ("books.lost", MEMBER, {"lost": {"circumstances": "途中丢失"}}),
    ("books.found", MEMBER, {}),
    ("books.damaged", MEMBER, {"damaged": {"circumstances": "浸水", "usable": True}}),
    ("books.full", MEMBER, {}),
    ("books.hand-in", MEMBER, {"handed": {"to": "dafeng", "reason": "full"}}),
    ("books.refuse", SECRETARY, {"refused": {"reason": "缺页"}}),
    ("books.hand-in", MEMBER, {"handed": {"to": "dafeng", "reason": "full"}}),
    ("books.take-in", SECRETARY, {}),
    ("books.archive", SECRETARY, {"shelf": "三号柜"}),
)


@pytest.mark.clause("S43", "S44", "S45")
def test_a_book_says_what_cannot_be_done_with_it_as_it_stands(stocked) -> None:
    def would_change(name: str, reader: str, given: dict[str, Any]) -> bool:
        trying = attrs.evolve(stocked.office, rehearsing=True)
        try:
            return bool(answer(trying, name, by(reader), {"serial": ZS1, **given})["events"])
        except RefusalError:
            return False

    give(stocked, ZS1, MEMBER, sign=False)
    for step, who, facts in LIFE:
        for reader in (MEMBER, SECRETARY, CLERK):
            shut = set(stocked.do("books.show", act=by(reader), serial=ZS1)["not_now"])
            done = {name for name, _, given in LIFE if would_change(name, reader, given)}
            assert not shut & done, (step, reader)
        assert step not in stocked.do("books.show", act=by(who), serial=ZS1)["not_now"]
        stocked.do(step, act=by(who), serial=ZS1, **facts)
    assert "books.sign" in stocked.do("books.show", act=by(CLERK), serial=ZS1)["not_now"]


@pytest.mark.clause("S44")
def test_the_books_of_the_town_and_of_the_stationed_go_to_its_office(stocked) -> None:
    give(stocked, ZS1, CLERK)
    wrong = {"to": "dafeng", "reason": "year-end"}
    assert "应交 org-office 归档（S44）" in str(
        stocked.refused("books.hand-in", serial=ZS1, handed=wrong)
    )


@pytest.mark.clause("S43", "S47")
def test_what_is_lost_damaged_or_misprinted_becomes_void(stocked) -> None:
    for serial in (ZS1, ZS2):
        give(stocked, serial, MEMBER)
    lost = {"circumstances": "下乡途中遗失"}
    stocked.do("books.lost", act=by(MEMBER), serial=ZS1, lost=lost)
    stocked.do("books.found", act=by(MEMBER), serial=ZS1)
    stocked.do("books.lost", act=by(MEMBER), serial=ZS1, lost=lost)
    spoilt = {"circumstances": "浸水", "usable": False}
    stocked.do("books.damaged", act=by(MEMBER), serial=ZS2, damaged=spoilt)
    for serial in (ZS1, ZS2, "ZS-000003"):
        stocked.do("books.void", act=by(SECRETARY), serial=serial, voided={"reason": "不能用"})
    assert stocked.do("books.void", serial=ZS1, voided={"reason": "不能用"})["events"] == ()
    assert held_by(stocked.office, MEMBER) == ()
    assert line(stocked, "dafeng") == {"received": 10, "stock": 7, "issued": 3, "void": 3}
    shown = stocked.do("books.show", serial="ZS-000003")
    assert (shown["state"], shown["holder"], shown["unit"]) == ("void", None, "dafeng")


@pytest.mark.clause("S12", "S22")
def test_a_complaint_about_a_cadre_is_written_in_no_book(stocked) -> None:
    give(stocked, ZS1, SECRETARY)
    stocked.do("roster.person", person="0008", facts=OUTSIDER)
    against = {**MATTER, "category": "VILLAGE_GOVERNANCE.CONDUCT", "accused": ["0008"]}
    refusal = stocked.refused("case.record", act=by(SECRETARY), matter=against, book=ZS1)
    assert refusal.code == "closed-entry"
    asked = {"matter": against, "owner": CLERK, "unit": "org-office"}
    number = stocked.do("case.record", act=by(CLERK), **asked)["id"]
    assert stocked.do("case.show", case=number)["book"] is None


@pytest.mark.clause("S25", "S43")
def test_who_may_not_see_a_matter_sees_a_page_without_words(stocked) -> None:
    give(stocked, ZS1, SECRETARY)
    stocked.do("roster.person", person="0008", facts=OUTSIDER)
    stocked.record()
    shown = stocked.do("books.show", act=by("0008"), serial=ZS1)
    assert [(e["page"], e["case"], e["title"]) for e in shown["entries"]] == [(1, None, None)]


@pytest.mark.clause("S43")
def test_books_are_listed_by_unit_holder_and_state(stocked) -> None:
    give(stocked, ZS1, MEMBER)
    give(stocked, ZS2, SECRETARY, sign=False)
    stocked.do("books.void", serial="ZS-000003", voided={"reason": "缺页"})

    def listed(**asked: str) -> list[str]:
        return [row["serial"] for row in stocked.do("books.list", **asked)["items"]]

    assert listed() == [ZS1, ZS2, "ZS-000003"]
    assert listed(holder=MEMBER) == [ZS1]
    assert listed(state="issued", unit="dafeng") == [ZS2]
    assert listed(cursor=ZS1) == [ZS2, "ZS-000003"]
    assert stocked.do("books.list")["next"] is None


@pytest.mark.clause("S43")
def test_a_long_list_goes_on(stocked, monkeypatch) -> None:
    monkeypatch.setattr("minqing_core.application.books_reading.PAGE", 1)
    for serial in (ZS1, ZS2):
        give(stocked, serial, MEMBER)
    first = stocked.do("books.list")
    assert [row["serial"] for row in first["items"]] == [ZS1]
    second = stocked.do("books.list", cursor=first["next"])
    assert ([row["serial"] for row in second["items"]], second["next"]) == ([ZS2], None)


@pytest.mark.clause("S43")
def test_the_investigator_holds_no_book_but_reads(stocked) -> None:
    give(stocked, ZS1, MEMBER)
    assert stocked.refused("books.sign", act=by(INVESTIGATOR), serial=ZS1).code == "not-allowed"
    assert stocked.do("books.show", act=by(INVESTIGATOR), serial=ZS1)["state"] == "in-use"


@pytest.mark.clause("S43", "S46", "S47")
def test_the_books_of_an_earlier_moment_are_those_of_then(stocked) -> None:
    """What was answered when the log ended there is answered for good."""
    asked: tuple[tuple[str, dict[str, str]], ...] = (
        ("books.ledger", {}),
        ("books.list", {}),
        ("books.list", {"due": "dafeng"}),
        ("books.handover-list", {"person": MEMBER}),
    )
    stood: dict[int, list[Any]] = {}

    def keep() -> None:
        told = [stocked.do(name, **given) for name, given in asked]
        stood[stocked.office.log.size()] = told

    keep()
    give(stocked, ZS1, MEMBER)
    keep()
    leaving = {"to": "dafeng", "reason": "leaving"}
    stocked.do("books.hand-in", act=by(MEMBER), serial=ZS1, handed=leaving)
    stocked.do("books.take-in", act=by(SECRETARY), serial=ZS1)
    keep()
    assert len({str(told) for told in stood.values()}) == len(stood)
    for position, told in stood.items():
        when = {"position": position}
        assert [stocked.do(name, when=when, **given) for name, given in asked] == told
    before = {"known_by": "2024-02-29"}
    assert stocked.do("books.list", when=before)["items"] == ()
