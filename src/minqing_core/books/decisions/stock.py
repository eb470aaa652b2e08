"""Printing books and passing them down (S47)."""

import re
from collections.abc import Callable, Iterable, Mapping

from minqing_core.books import events
from minqing_core.books.decisions import refusals
from minqing_core.books.state import Row, Stock
from minqing_core.kernel.ids import UnitId
from minqing_core.kernel.places import UnitTree
from minqing_core.kernel.standing import Standing
from minqing_core.kernel.text import fault_in_name

PREFIX, SERIAL = re.compile(r"[A-Z]{1,8}"), re.compile(r"([A-Z]{1,8})-([0-9]{6})")
LAST_NUMBER = 999_999
MOST_PAGES = 10_000
CITY, ORG_OFFICE = "city", "org-personnel-office"


def serial_of(prefix: str, number: int) -> str:
    """Return the serial number of a book (S47)."""
    return f"{prefix}-{number:06}"


def parsed(serial: str) -> tuple[str, int]:
    """Return prefix and number of a serial number, or refuse what is none (S47)."""
    found = SERIAL.fullmatch(serial)
    if found is None:
        wanted = "为大写英文字母、连字符和六位数字，如 ZS-000001"
        raise refusals.SerialUnfitError(field="册号", given=serial, wanted=wanted)
    return found[1], int(found[2])


def require_unit_of(by: Standing, unit: UnitId) -> None:
    """Refuse those who neither serve in the unit nor stand over it (S47)."""
    if not is_theirs(by, unit):
        raise refusals.UnitNotYoursError(person=by.person, unit=unit)


def is_theirs(by: Standing, unit: UnitId) -> bool:
    """Say whether somebody serves in the unit or stands over it (S47)."""
    return unit in by.units | by.leads or by.coordinates


def print_batch(
    stock: Stock, *, batch: events.BatchPrinted, by: Standing, kinds: Mapping[UnitId, str]
) -> list[events.StockEvent]:
    """Enter a batch that the city printed; numbers are never printed twice (S47)."""
    require_unit_of(by, batch.issuer)
    if kinds.get(batch.issuer) != CITY:
        cities = "、".join(sorted(unit for unit, kind in kinds.items() if kind == CITY))
        raise refusals.IssuerUnfitError(unit=batch.issuer, cities=cities or "无，请先设立")
    _require_batch(batch)
    if batch in stock.batches:
        return []
    for other in stock.batches:
        if other.batch == batch.batch or _overlap(other, batch):
            raise refusals.BatchOverlapsError(
                given=_range(batch), batch=other.batch, taken=_range(other)
            )
    return [batch]


def issue(
    stock: Stock,
    *,
    issued: events.BooksIssued,
    by: Standing,
    tree: UnitTree,
    kinds: Mapping[UnitId, str],
) -> list[events.StockEvent]:
    """Send a row of books down from one unit's stock to another unit (S47).

    What a dissolved unit had goes to the unit that continues it (S84).
    """
    require_unit_of(by, issued.from_unit)
    _require_range(issued)
    if not _downwards(tree, kinds, issued.from_unit, issued.to_unit):
        raise refusals.NotDownwardsError(from_unit=issued.from_unit, to_unit=issued.to_unit)
    there, to = issued.from_unit, issued.to_unit
    if _all(stock, issued, lambda row: (row.unit, row.to) == (there, to)):
        return []
    _require_stock(stock, issued, there)
    return [issued]


def receive(
    stock: Stock, *, received: events.BooksReceived, by: Standing, tree: UnitTree
) -> list[events.StockEvent]:
    """Take a row of books into stock that was on its way to the unit, or back to it (S47).

    What was on the way to or from a dissolved unit, the unit that continues it takes (S84).
    """
    require_unit_of(by, received.unit)
    _require_range(received)
    if _all(stock, received, lambda row: (row.unit, row.to) == (received.unit, None)):
        return []

    def coming_or_back(row: Row) -> bool:
        ends = () if row.to is None else (row.to, row.unit)
        return received.unit in map(tree.continues, ends)

    if not _all(stock, received, coming_or_back):
        coming = _listed(filter(coming_or_back, stock.rows))
        raise refusals.NotOnTheWayError(given=_range(received), unit=received.unit, coming=coming)
    return [received]


def draw(stock: Stock, *, serial: str, unit: UnitId, by: Standing) -> events.BookDrawn:
    """Take one book out of a unit's stock to give it to a person (S47).

    Not idempotent: what was drawn is in stock no more; whoever asks looks at the book first.
    """
    prefix, number = parsed(serial)
    require_unit_of(by, unit)
    one = events.BooksReceived(prefix=prefix, first=number, last=number, unit=unit)
    _require_stock(stock, one, unit)
    return drawn(serial, unit)


def drawn(serial: str, unit: UnitId) -> events.BookDrawn:
    """Return that a book leaves a unit's stock, or is no longer on the way from it (S47)."""
    prefix, number = parsed(serial)
    return events.BookDrawn(prefix=prefix, number=number, unit=unit)


Span = events.BatchPrinted | events.BooksIssued | events.BooksReceived


def _require_batch(batch: events.BatchPrinted) -> None:
    why = fault_in_name(batch.batch)
    if why is not None:
        raise refusals.SerialUnfitError(
            field="批次", given=batch.batch, wanted=f"为批次名称：现{why}"
        )
    _require_range(batch)
    if not 1 <= batch.pages <= MOST_PAGES:
        wanted = f"在 1 至 {MOST_PAGES} 之间"
        raise refusals.SerialUnfitError(field="页数", given=batch.pages, wanted=wanted)


def _require_range(span: Span) -> None:
    if not PREFIX.fullmatch(span.prefix):
        wanted = "为 1 至 8 个大写英文字母，如 ZS"
        raise refusals.SerialUnfitError(field="册号字头", given=span.prefix, wanted=wanted)
    if not 1 <= span.first <= span.last <= LAST_NUMBER:
        wanted = f"从小到大，在 1 至 {LAST_NUMBER} 之间"
        raise refusals.SerialUnfitError(
            field="起止号", given=f"{span.first} 至 {span.last}", wanted=wanted
        )


def _require_stock(stock: Stock, span: Span, unit: UnitId) -> None:
    if not _all(stock, span, lambda row: (row.unit, row.to) == (unit, None)):
        on_hand = _listed(row for row in stock.rows if (row.unit, row.to) == (unit, None))
        raise refusals.NotInStockError(given=_range(span), unit=unit, stock=on_hand)


def _all(stock: Stock, span: Span, fits: Callable[[Row], bool]) -> bool:
    parts = stock.parts(span.prefix, span.first, span.last)
    return sum(part.count for part in parts if fits(part)) == span.last - span.first + 1


def _downwards(
    tree: UnitTree, kinds: Mapping[UnitId, str], from_unit: UnitId, to_unit: UnitId
) -> bool:
    if to_unit == from_unit:
        return False
    if tree.continues(from_unit) == to_unit:
        return True
    if tree.is_within(to_unit, from_unit):
        return True
    if kinds.get(from_unit) == CITY:
        return to_unit in tree and kinds.get(to_unit) != CITY
    town = tree.parents.get(from_unit)
    below = town is not None and to_unit != town and tree.is_within(to_unit, town)
    return kinds.get(from_unit) == ORG_OFFICE and below


def _overlap(one: Span, other: Span) -> bool:
    return one.prefix == other.prefix and one.first <= other.last and other.first <= one.last


def _range(span: Span | Row) -> str:
    first, last = serial_of(span.prefix, span.first), serial_of(span.prefix, span.last)
    return first if first == last else f"{first} 至 {last}"


def _listed(rows: Iterable[Row]) -> str:
    return "、".join(_range(row) for row in rows) or "无"
