"""As much of the books as their rules need: the stocks, one book, one person's custody."""

from collections.abc import Iterable, Mapping
from functools import reduce
from typing import assert_never

import attrs

from minqing_core.books import events
from minqing_core.kernel.ids import PersonId, UnitId


@attrs.frozen(kw_only=True)
class Row:
    """Books with numbers in one row, in a unit's stock or on the way to another unit."""

    prefix: str
    first: int
    last: int
    unit: UnitId
    to: UnitId | None = None

    @property
    def count(self) -> int:
        """How many books they are."""
        return self.last - self.first + 1

    def within(self, prefix: str, first: int, last: int) -> "Row | None":
        """Return the part of the row that lies between two numbers."""
        low, high = max(self.first, first), min(self.last, last)
        if self.prefix != prefix or low > high:
            return None
        return attrs.evolve(self, first=low, last=high)

    def without(self, prefix: str, first: int, last: int) -> tuple["Row", ...]:
        """Return what is left of the row outside two numbers."""
        part = self.within(prefix, first, last)
        if part is None:
            return (self,)
        pieces = (
            attrs.evolve(self, last=part.first - 1),
            attrs.evolve(self, first=part.last + 1),
        )
        return tuple(piece for piece in pieces if piece.count)


@attrs.frozen(kw_only=True)
class Account:
    """How many books came to a unit and left it, as a whole."""

    printed: int = 0
    received: int = 0
    passed_on: int = 0
    drawn: int = 0


@attrs.frozen(kw_only=True)
class Stock:
    """Every book that is with a unit or between two, and each unit's account."""

    batches: tuple[events.BatchPrinted, ...] = ()
    rows: tuple[Row, ...] = ()
    accounts: Mapping[UnitId, Account] = attrs.field(factory=dict)

    def parts(self, prefix: str, first: int, last: int) -> tuple[Row, ...]:
        """Return where the books between two numbers are, part by part."""
        found = (row.within(prefix, first, last) for row in self.rows)
        return tuple(part for part in found if part is not None)

    def on_hand(self, unit: UnitId) -> int:
        """Return how many books a unit has in stock."""
        return sum(row.count for row in self.rows if row.unit == unit and row.to is None)

    def on_the_way(self, unit: UnitId) -> int:
        """Return how many books a unit has sent that have not arrived."""
        return sum(row.count for row in self.rows if row.unit == unit and row.to is not None)

    def batch(self, prefix: str, number: int) -> events.BatchPrinted | None:
        """Return the batch that a book was printed in."""
        return next(
            (b for b in self.batches if b.prefix == prefix and b.first <= number <= b.last), None
        )


@attrs.frozen(kw_only=True)
class Book:
    """One book, as its events left it."""

    issued: events.BookIssued | None = None
    signed: bool = False
    full: bool = False
    lost: bool = False
    damage: events.BookDamaged | None = None
    handed_in: events.BookHandedIn | None = None
    received: UnitId | None = None
    archived: events.BookArchived | None = None
    void: bool = False

    @property
    def holder(self) -> PersonId | None:
        """Who answers for the book now."""
        ended = self.issued is None or self.void or self.received is not None
        return None if self.issued is None or ended else self.issued.holder

    @property
    def usable(self) -> bool:
        """Say whether something can be written down in it."""
        fit = self.damage is None or self.damage.usable
        held = self.holder is not None and self.handed_in is None
        return held and self.signed and not self.full and not self.lost and fit

    @property
    def coming(self) -> bool:
        """Say whether it was handed in and neither taken in, nor lost on the way."""
        return self.holder is not None and self.handed_in is not None and not self.lost


NO_STOCK, NO_BOOK = Stock(), Book()


def evolve_stock(stock: Stock, event: events.StockEvent) -> Stock:
    """Return the stocks after an event; total, and never refuses."""
    match event:
        case events.BatchPrinted(prefix=prefix, first=first, last=last, issuer=unit):
            row = Row(prefix=prefix, first=first, last=last, unit=unit)
            stock = attrs.evolve(stock, batches=(*stock.batches, event), rows=(*stock.rows, row))
            return _counted(stock, unit, printed=row.count)
        case events.BooksIssued(prefix=prefix, first=first, last=last, from_unit=unit):
            row = Row(prefix=prefix, first=first, last=last, unit=unit, to=event.to_unit)
            return attrs.evolve(stock, rows=(*_without(stock, prefix, first, last), row))
        case events.BooksReceived(prefix=prefix, first=first, last=last, unit=unit):
            return _received(stock, Row(prefix=prefix, first=first, last=last, unit=unit))
        case events.BookDrawn(prefix=prefix, number=number, unit=unit):
            stock = attrs.evolve(stock, rows=_without(stock, prefix, number, number))
            return _counted(stock, unit, drawn=1)
        case _:
            assert_never(event)


def evolve_book(book: Book, event: events.BookEvent) -> Book:  # noqa: C901, PLR0911 - one line an event
    """Return the book after an event; total, and never refuses."""
    match event:
        case events.BookIssued():
            return attrs.evolve(book, issued=event)
        case events.BookSignedFor():
            return attrs.evolve(book, signed=True)
        case events.BookFull():
            return attrs.evolve(book, full=True)
        case events.BookLost():
            return attrs.evolve(book, lost=True)
        case events.BookFound():
            return attrs.evolve(book, lost=False)
        case events.BookDamaged():
            return attrs.evolve(book, damage=event)
        case events.BookVoided():
            return attrs.evolve(book, void=True)
        case events.BookHandedIn():
            return attrs.evolve(book, handed_in=event)
        case events.HandInRefused():
            return attrs.evolve(book, handed_in=None)
        case events.BookReceived(unit=unit):
            return attrs.evolve(book, received=unit)
        case events.BookArchived():
            return attrs.evolve(book, archived=event)
        case _:
            assert_never(event)


def evolve_custody(held: tuple[str, ...], event: events.CustodyEvent) -> tuple[str, ...]:
    """Return the books that a person holds after an event; total, and never refuses."""
    rest = tuple(serial for serial in held if serial != event.serial)
    return (*rest, event.serial) if isinstance(event, events.BookTakenUp) else rest


def fold_stock(history: Iterable[events.StockEvent], stock: Stock = NO_STOCK) -> Stock:
    """Return the stocks that their history makes."""
    return reduce(evolve_stock, history, stock)


def fold_book(history: Iterable[events.BookEvent], book: Book = NO_BOOK) -> Book:
    """Return the book that its history makes."""
    return reduce(evolve_book, history, book)


def fold_custody(history: Iterable[events.CustodyEvent]) -> tuple[str, ...]:
    """Return the books that a person holds, the earliest first."""
    held: tuple[str, ...] = ()
    return reduce(evolve_custody, history, held)


def _received(stock: Stock, row: Row) -> Stock:
    parts = stock.parts(row.prefix, row.first, row.last)
    rows = (*_without(stock, row.prefix, row.first, row.last), row)
    stock = attrs.evolve(stock, rows=rows)
    for part in parts:
        stock = _counted(stock, part.unit, passed_on=part.count)
    return _counted(stock, row.unit, received=row.count)


def _without(stock: Stock, prefix: str, first: int, last: int) -> tuple[Row, ...]:
    return tuple(piece for row in stock.rows for piece in row.without(prefix, first, last))


def _counted(stock: Stock, unit: UnitId, **more: int) -> Stock:
    account = stock.accounts.get(unit, Account())
    counted = {name: getattr(account, name) + count for name, count in more.items()}
    accounts = {**stock.accounts, unit: attrs.evolve(account, **counted)}
    return attrs.evolve(stock, accounts=accounts)
