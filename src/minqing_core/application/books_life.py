"""What is done with one book: signed for, kept, handed in, taken in, archived (S43–S46)."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from minqing_core.application import custody
from minqing_core.application.catalogue import use_case
from minqing_core.application.office import Office, person_stream
from minqing_core.application.ports import Draft
from minqing_core.application.transact import Recorded, Request, transact
from minqing_core.books import events
from minqing_core.books.decisions import life, stock
from minqing_core.books.state import Book, fold_book
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.standing import Standing
from minqing_core.powers.rules import Power
from minqing_core.roster.decisions import require_unit
from minqing_core.views.books import book_stream, custody_stream
from minqing_core.views.schema import UNITS

Decide = Callable[[Book, Standing], list[Any]]


@use_case("books.sign", Power.BOOKS_HOLD, "S43", records=True)
def sign(office: Office, act: Act, serial: str) -> Recorded:
    """Sign for a book that one was given."""
    return _on_book(
        office,
        act,
        serial,
        ["books.sign", serial],
        lambda book, by: life.sign(book, serial=serial, by=by),
    )


@use_case("books.full", Power.BOOKS_HOLD, "S44", "S45", records=True)
def full(office: Office, act: Act, serial: str) -> Recorded:
    """Say that a book is written full."""
    return _on_book(
        office,
        act,
        serial,
        ["books.full", serial],
        lambda book, by: life.fill(book, serial=serial, by=by),
    )


@use_case("books.lost", Power.BOOKS_HOLD, "S43", records=True)
def lost(office: Office, act: Act, serial: str, *, lost: events.BookLost) -> Recorded:
    """Report a book lost, and how."""
    return _on_book(
        office,
        act,
        serial,
        ["books.lost", serial, lost],
        lambda book, by: life.lose(book, serial=serial, lost=lost, by=by),
    )


@use_case("books.found", Power.BOOKS_HOLD, "S43", records=True)
def found(office: Office, act: Act, serial: str) -> Recorded:
    """Say that a lost book was found."""
    return _on_book(
        office,
        act,
        serial,
        ["books.found", serial],
        lambda book, by: life.find(book, serial=serial, by=by),
    )


@use_case("books.damaged", Power.BOOKS_HOLD, "S43", records=True)
def damaged(office: Office, act: Act, serial: str, *, damaged: events.BookDamaged) -> Recorded:
    """Report a book damaged, and whether it can still be written in."""
    return _on_book(
        office,
        act,
        serial,
        ["books.damaged", serial, damaged],
        lambda book, by: life.damage(book, serial=serial, damaged=damaged, by=by),
    )


@use_case("books.hand-in", Power.BOOKS_HOLD, "S44", "S45", "S46", records=True)
def hand_in(office: Office, act: Act, serial: str, *, handed: events.BookHandedIn) -> Recorded:
    """Hand a book in to the unit that archives it."""
    require_unit(office.units().tree, handed.to)
    return _on_book(
        office,
        act,
        serial,
        ["books.hand-in", serial, handed],
        lambda book, by: life.hand_in(book, serial=serial, handed=handed, by=by),
    )


@use_case("books.refuse", Power.BOOKS_KEEP, "S44", "S45", records=True)
def refuse(office: Office, act: Act, serial: str, *, refused: events.HandInRefused) -> Recorded:
    """Send a book back to its holder that cannot be taken in as it is."""
    return _on_book(
        office,
        act,
        serial,
        ["books.refuse", serial, refused],
        lambda book, by: life.refuse(book, serial=serial, refused=refused, by=by),
    )


@use_case("books.take-in", Power.BOOKS_KEEP, "S44", "S45", "S46", records=True)
def take_in(office: Office, act: Act, serial: str) -> Recorded:
    """Sign for a book that was handed in; only now its holder is rid of it."""

    def decide(book: Book, by: Standing) -> list[Any]:
        gave = custody.by_whom(office, serial, events.BookHandedIn)
        taken = life.take_in(book, serial=serial, by=by, gave=gave)
        if not taken or book.issued is None:
            return taken
        theirs = custody_stream(book.issued.holder)
        return [*taken, Draft(stream=theirs, event=events.BookGivenUp(serial=serial))]

    return _on_book(office, act, serial, ["books.take-in", serial], decide)


@use_case("books.archive", Power.BOOKS_KEEP, "S44", "S45", records=True)
def archive(office: Office, act: Act, serial: str, *, shelf: str | None = None) -> Recorded:
    """Put a book that was taken in into the archive, on a shelf if one is named."""
    return _on_book(
        office,
        act,
        serial,
        ["books.archive", serial, shelf],
        lambda book, by: life.archive(book, serial=serial, shelf=shelf, by=by),
    )


def _on_book(office: Office, act: Act, serial: str, asked: object, decide: Decide) -> Recorded:
    stock.parsed(serial)
    issued = custody.book(office, serial).issued
    theirs = [] if issued is None else [custody_stream(issued.holder)]
    relies_on = office.versions(UNITS, *theirs)
    by = office.standing(act.actor)

    def on_history(history: Sequence[events.BookEvent], at: datetime) -> list[Any]:
        found = decide(custody.at_home(office, fold_book(history)), by)
        if found:
            custody.require_order(office, serial, act, at)
        return found

    request = Request(
        act=act,
        stream=book_stream(serial),
        asked=asked,
        relies_on={**relies_on, person_stream(by.person): by.version},
    )
    return transact(office, request, on_history)
