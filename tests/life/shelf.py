"""Where every record book is, number by number, read from the books' events alone."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import attrs

from minqing_core.books import events

STOCK, WAY, DRAWN = "stock", "on_the_way", "issued"


@attrs.define
class Book:
    """A book that left the stock."""

    unit: str
    holder: str | None = None
    archive: str = ""
    signed: bool = False
    full: bool = False
    lost: bool = False
    spoilt: bool = False
    handed_in: bool = False
    archived: bool = False
    void: bool = False
    gave: str = ""
    told: str = ""

    @property
    def usable(self) -> bool:
        """Whether its holder can write in it."""
        amiss = self.full or self.lost or self.spoilt or self.handed_in
        return self.holder is not None and self.signed and not amiss


@attrs.define
class Shelf:
    """Every book that was printed, and who had it."""

    places: dict[str, tuple[str, str, str]] = attrs.Factory(dict)
    books: dict[str, Book] = attrs.Factory(dict)
    custody: dict[str, set[str]] = attrs.Factory(dict)
    counts: Counter[tuple[str, str]] = attrs.Factory(Counter)

    def hear_of_stock(self, event: Any, heir: Callable[[str], str]) -> Iterator[str]:
        """Take in what happened to a row of books, and yield what is wrong with that."""
        match event:
            case events.BatchPrinted(issuer=unit):
                yield from self._moved(event, (), (STOCK, unit, ""), {(unit, "printed"): 1})
            case events.BooksIssued(from_unit=unit, to_unit=to):
                yield from self._moved(event, (STOCK, unit, ""), (WAY, unit, to), {})
            case events.BooksReceived(unit=unit):
                yield from self._arrived(event, unit, heir)
            case events.BookDrawn(prefix=prefix, number=number, unit=unit):
                serial = f"{prefix}-{number:06d}"
                if self.places.get(serial, ())[:2] not in {(STOCK, unit), (WAY, unit)}:
                    yield f"{serial} was not with {unit}"
                self.places[serial] = (DRAWN, unit, "")

    def hear_of_book(self, serial: str, event: Any, actor: str) -> Iterator[str]:
        """Take in what somebody did to a book, and yield what is wrong with that."""
        yield from _signed_by_another(self.books.get(serial, Book(unit="")), event, actor)
        match event:
            case events.BookIssued(holder=holder, unit=unit, archive=archive):
                if serial in self.books:
                    yield "has two holders"
                self.books[serial] = Book(unit=unit, holder=holder, archive=archive)
            case events.BookVoided(unit=unit):
                book = self.books.setdefault(serial, Book(unit=unit))
                if book.void or book.archived:
                    yield "was counted twice"
                book.holder, book.void = None, True
            case events.BookReceived():
                book = self.books.get(serial, Book(unit=""))
                if book.holder is None:
                    yield "was taken in from nobody"
                book.holder, book.archived = None, True
            case _ if serial in self.books:
                _changed(self.books[serial], event, actor)
            case _:
                yield "nobody was given it"

    def hear_of_custody(self, person: str, event: Any) -> None:
        """Take in that somebody has a book from now on, or no longer."""
        held = self.custody.setdefault(person, set())
        if isinstance(event, events.BookTakenUp):
            held.add(event.serial)
        else:
            held.discard(event.serial)

    def reckon(self) -> Iterator[str]:
        """Yield what does not balance: a book in two hands, in none, or drawn for nobody."""
        for serial in {**self.places, **self.books}:
            book, place = self.books.get(serial), self.places.get(serial)
            if place is None:
                yield f"book/{serial}: was never printed"
            elif (place[0] == DRAWN) != (book is not None):
                yield f"book/{serial}: the ledger does not balance"
            holder = None if book is None else book.holder
            having = sorted(who for who, held in self.custody.items() if serial in held)
            if having != ([] if holder is None else [holder]):
                yield f"book/{serial}: held by {having}, given to {holder}"

    def line(self, unit: str) -> dict[str, int]:
        """Return the account of a unit, what is nought left out."""
        found: Counter[str] = Counter()
        for (where, what), count in self.counts.items():
            found[what] += count if where == unit else 0
        found.update(state for state, where, _ in self.places.values() if where == unit)
        for book in self.books.values():
            if book.unit == unit:
                state = "void" if book.void else "archived" if book.archived else "held"
                found[state] += 1
        return {what: count for what, count in found.items() if count}

    def held_by(self, person: str) -> list[str]:
        """Return the books that somebody answers for."""
        return [serial for serial, book in self.books.items() if book.holder == person]

    def _arrived(
        self, event: events.BooksReceived, unit: str, heir: Callable[[str], str]
    ) -> Iterator[str]:
        for serial in _serials(event):
            state, sender, to = self.places.get(serial, ("", "", ""))
            if state != WAY or unit not in {heir(to), heir(sender)}:
                yield f"{serial} was not on the way to {unit}"
            self.places[serial] = (STOCK, unit, "")
            self.counts[sender, "passed_on"] += 1
            self.counts[unit, "received"] += 1

    def _moved(
        self, event: Any, was: tuple, now: tuple, counted: dict[tuple[str, str], int]
    ) -> Iterator[str]:
        for serial in _serials(event):
            if self.places.get(serial, ()) != was:
                yield f"{serial} was elsewhere"
            self.places[serial] = now
            self.counts.update(counted)


def _serials(event: Any) -> Iterator[str]:
    return (f"{event.prefix}-{number:06d}" for number in range(event.first, event.last + 1))


def _signed_by_another(book: Book, event: Any, actor: str) -> Iterator[str]:
    held = {} if book.holder is None else {book.holder}
    match event:
        case events.BookSignedFor() if actor != book.holder:
            yield f"{actor} signed for {book.holder}"
        case events.BookReceived() if actor in {*held, book.gave}:
            yield f"{actor} gave both receipts"
        case events.BookVoided() if actor in {*held, book.told}:
            yield f"{actor} reported it and declared it void"
        case _:
            pass


def _changed(book: Book, event: Any, actor: str) -> None:
    match event:
        case events.BookSignedFor():
            book.signed = True
        case events.BookFull():
            book.full = True
        case events.BookLost() | events.BookFound():
            book.lost = isinstance(event, events.BookLost)
            book.told = actor if book.lost else book.told
        case events.BookDamaged(usable=usable):
            book.spoilt, book.told = not usable, actor
        case events.BookHandedIn() | events.HandInRefused():
            book.handed_in = isinstance(event, events.BookHandedIn)
            book.gave = actor if book.handed_in else book.gave
        case _:
            pass
