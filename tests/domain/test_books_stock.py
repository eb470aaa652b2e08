"""Books come from the city only, and go down one row at a time, never twice (S47)."""

from typing import Any

import attrs
import pytest

from minqing_core.books import events
from minqing_core.books.decisions import stock
from minqing_core.books.state import NO_STOCK, Stock, fold_stock
from minqing_core.kernel.ids import UnitId
from minqing_core.kernel.places import UnitTree
from minqing_core.kernel.refusals import RefusalError
from minqing_core.kernel.standing import Standing

pytestmark = pytest.mark.clause("S47")
CITY, OFFICE = UnitId("city"), UnitId("org-office")
TREE = UnitTree({"city": None, "town": None, "org-office": "town", "dafeng": "town", "far": None})
KINDS = {
    "city": "city",
    "town": "town",
    "org-office": "org-personnel-office",
    "dafeng": "village",
    "far": "village",
}
CLERK = Standing(person="000001", units=frozenset({"org-office"}), coordinates=True)
SECRETARY = Standing(person="0002", units=frozenset({"dafeng"}), leads=frozenset({"dafeng"}))
BATCH = events.BatchPrinted(batch="一", prefix="ZS", first=1, last=100, issuer="city", pages=100)
SENT = events.BooksIssued(prefix="ZS", first=1, last=50, from_unit="city", to_unit="org-office")
GOT = events.BooksReceived(prefix="ZS", first=1, last=50, unit="org-office")


def printed(state: Stock = NO_STOCK, *, by: Standing = CLERK, **changes: Any) -> Any:
    batch = attrs.evolve(BATCH, **changes)
    return stock.print_batch(state, batch=batch, by=by, kinds=KINDS)


def issued(*history: Any, by: Standing = CLERK, **changes: Any) -> Any:
    asked = attrs.evolve(SENT, **changes)
    return stock.issue(fold_stock(history), issued=asked, by=by, tree=TREE, kinds=KINDS)


def received(*history: Any, by: Standing = CLERK, **changes: Any) -> Any:
    asked = attrs.evolve(GOT, **changes)
    return stock.receive(fold_stock(history), received=asked, by=by, tree=TREE)


def refusal(decide: Any, *history: Any, **asked: Any) -> str:
    with pytest.raises(RefusalError) as raised:
        decide(*history, **asked)
    return f"{raised.value.code}: {raised.value}"


def test_a_batch_is_entered_once() -> None:
    assert printed() == [BATCH]
    assert printed(fold_stock([BATCH])) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"issuer": "town"}, "issuer-unfit: 记录本由市委组织部统一印发，town 不是市级单位"),
        ({"prefix": "zs"}, "serial-unfit: 册号字头「zs」不合规则"),
        ({"first": 0}, "serial-unfit: 起止号「0 至 100」不合规则"),
        ({"first": 101}, "serial-unfit: 起止号「101 至 100」不合规则"),
        ({"last": 1_000_000}, "serial-unfit: 起止号「1 至 1000000」不合规则"),
        ({"pages": 0}, "serial-unfit: 页数「0」不合规则"),
        ({"batch": " "}, "serial-unfit: 批次「 」不合规则"),
    ],
)
def test_a_batch_that_is_not_as_agreed_is_refused(changes, said) -> None:
    assert refusal(printed, **changes).startswith(said)


def test_only_a_unit_of_the_city_prints_even_where_there_is_none() -> None:
    with pytest.raises(RefusalError) as raised:
        stock.print_batch(NO_STOCK, batch=attrs.evolve(BATCH, issuer="town"), by=CLERK, kinds={})
    assert "无，请先设立" in str(raised.value)


@pytest.mark.parametrize(
    "changes",
    [{"batch": "二", "first": 100, "last": 200}, {"first": 200, "last": 300}],
)
def test_numbers_and_names_of_batches_are_never_used_twice(changes) -> None:
    said = refusal(printed, fold_stock([BATCH]), **changes)
    assert said.startswith("batch-overlaps")


def test_another_prefix_begins_anew() -> None:
    batch = attrs.evolve(BATCH, batch="二", prefix="DZ", format=events.BookFormat.DIGITAL)
    assert printed(fold_stock([BATCH]), batch="二", prefix="DZ", format=batch.format) == [batch]


def test_who_has_no_hand_in_a_unit_does_nothing_for_it() -> None:
    assert refusal(printed, by=SECRETARY).startswith("book-unit-not-yours: 0002 不在 city 任职")
    assert refusal(issued, BATCH, by=SECRETARY).startswith("book-unit-not-yours")
    assert refusal(received, BATCH, SENT, by=SECRETARY).startswith("book-unit-not-yours")


def test_a_row_goes_down_and_is_on_the_way_until_received() -> None:
    assert issued(BATCH) == [SENT]
    assert issued(BATCH, SENT) == []
    on_the_way = fold_stock([BATCH, SENT])
    assert (on_the_way.on_hand("city"), on_the_way.on_the_way("city")) == (50, 50)
    assert on_the_way.on_hand("org-office") == 0
    assert refusal(issued, BATCH, SENT, from_unit="org-office", to_unit="dafeng") == (
        "not-in-stock: 册号 ZS-000001 至 ZS-000050 不全在 org-office 的库存中（现有：无），"
        "只能发放库存中的册号"
    )
    assert received(BATCH, SENT) == [GOT]
    assert received(BATCH, SENT, GOT) == []
    there = fold_stock([BATCH, SENT, GOT])
    assert (there.on_hand("org-office"), there.on_the_way("city")) == (50, 0)
    assert there.accounts[CITY].passed_on == 50
    assert there.accounts[OFFICE].received == 50


def test_what_is_not_coming_is_not_received() -> None:
    assert refusal(received, BATCH, SENT, last=51).startswith(
        "not-on-the-way: 册号 ZS-000001 至 ZS-000051 不全在发往 org-office 的途中"
    )
    assert received(BATCH, SENT, first=10, last=10) == [attrs.evolve(GOT, first=10, last=10)]


@pytest.mark.parametrize(
    ("from_unit", "to_unit"),
    [
        ("org-office", "org-office"),
        ("org-office", "town"),
        ("org-office", "far"),
        ("dafeng", "org-office"),
        ("city", "nowhere"),
        ("far", "dafeng"),
    ],
)
def test_books_go_down_only(from_unit, to_unit) -> None:
    said = refusal(issued, BATCH, from_unit=from_unit, to_unit=to_unit)
    assert said.startswith("not-downwards: 记录本自上而下逐级下发")


def test_the_office_passes_on_to_its_town_and_the_town_to_its_villages() -> None:
    sent = attrs.evolve(SENT, from_unit="org-office", to_unit="dafeng")
    assert issued(BATCH, SENT, GOT, from_unit="org-office", to_unit="dafeng") == [sent]
    assert refusal(issued, from_unit="town", to_unit="dafeng").startswith("not-in-stock")


def test_one_book_is_drawn_from_stock_once() -> None:
    there = fold_stock([BATCH, SENT, GOT])
    drawn = stock.draw(there, serial="ZS-000007", unit="org-office", by=CLERK)
    assert drawn == events.BookDrawn(prefix="ZS", number=7, unit="org-office")
    left = fold_stock([drawn], there)
    assert left.on_hand("org-office") == 49
    assert left.accounts[OFFICE].drawn == 1
    assert left.batch("ZS", 7) == BATCH
    assert left.batch("ZS", 101) is None
    assert refusal(stock.draw, left, serial="ZS-000007", unit="org-office", by=CLERK).startswith(
        "not-in-stock: 册号 ZS-000007 不全在 org-office 的库存中（现有：ZS-000001 至"
    )


@pytest.mark.parametrize("serial", ["zs-000001", "ZS-1", "ZS000001", ""])
def test_a_serial_number_has_its_form(serial) -> None:
    assert refusal(stock.parsed, serial).startswith("serial-unfit: 册号")


def test_a_serial_number_is_read_as_it_is_written() -> None:
    assert stock.parsed(stock.serial_of("ZS", 42)) == ("ZS", 42)
