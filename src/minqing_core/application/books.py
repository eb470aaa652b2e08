"""What is done with the record books: printed, passed down, given out, declared void (S47)."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from minqing_core.application import custody
from minqing_core.application.catalogue import use_case
from minqing_core.application.office import Office, person_stream
from minqing_core.application.people import require_person, require_staying
from minqing_core.application.ports import Draft
from minqing_core.application.transact import Recorded, Request, transact
from minqing_core.books import events
from minqing_core.books.decisions import life, stock
from minqing_core.books.state import Stock, fold_book, fold_stock
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.standing import Standing
from minqing_core.powers.rules import Power
from minqing_core.roster.decisions import require_unit
from minqing_core.roster.events import UnitKind
from minqing_core.views.books import BOOKS, book_stream, custody_stream
from minqing_core.views.schema import UNITS

PLACES = {UnitKind.VILLAGE, UnitKind.COMMUNITY}


@use_case("books.print", Power.BOOKS_PRINT, "S47", records=True)
def print_(office: Office, act: Act, *, batch: events.BatchPrinted) -> Recorded:
    """Enter a batch of books that the city's organisation department printed."""
    require_unit(office.units().tree, batch.issuer)
    kinds = _kinds(office)
    return _on_stock(
        office,
        act,
        ["books.print", batch],
        lambda state, by: stock.print_batch(state, batch=batch, by=by, kinds=kinds),
    )


@use_case("books.issue", Power.BOOKS_ISSUE, "S47", records=True)
def issue(office: Office, act: Act, *, issued: events.BooksIssued) -> Recorded:
    """Send a row of books down from one unit to another."""
    tree, kinds = office.units().tree, _kinds(office)
    for unit in (issued.from_unit, issued.to_unit):
        require_unit(tree, unit)
    return _on_stock(
        office,
        act,
        ["books.issue", issued],
        lambda state, by: stock.issue(state, issued=issued, by=by, tree=tree, kinds=kinds),
    )


@use_case("books.receive", Power.BOOKS_ISSUE, "S47", records=True)
def receive(office: Office, act: Act, *, received: events.BooksReceived) -> Recorded:
    """Sign for a row of books that was sent to a unit."""
    require_unit(office.units().tree, received.unit)
    return _on_stock(
        office,
        act,
        ["books.receive", received],
        lambda state, by: stock.receive(state, received=received, by=by),
    )


@use_case("books.give", Power.BOOKS_ISSUE, "S43", "S47", records=True)
def give(office: Office, act: Act, serial: str, *, giving: life.Giving) -> Recorded:
    """Give a book out of a unit's stock to a person."""
    holder = giving.holder
    require_person(office, holder)
    require_staying(office, holder)
    require_unit(office.units().tree, giving.unit)
    stock.parsed(serial)
    theirs = custody_stream(holder)
    relies_on = office.versions(BOOKS, UNITS, person_stream(holder), theirs)
    by, books = office.standing(act.actor), custody.stock(office)
    kind = office.person(holder).kind(civil_date(office.now()))
    archive = _archive(office, holder, kind)

    def decide(history: Sequence[events.BookEvent], _: datetime) -> list[Any]:
        given = life.give(
            fold_book(history), serial=serial, giving=giving, kind=kind, archive=archive
        )
        if not given:
            return []
        drawn = stock.draw(books, serial=serial, unit=giving.unit, by=by)
        taken = events.BookTakenUp(serial=serial)
        return [*given, Draft(stream=BOOKS, event=drawn), Draft(stream=theirs, event=taken)]

    request = Request(
        act=act,
        stream=book_stream(serial),
        asked=["books.give", serial, giving],
        relies_on={**relies_on, person_stream(by.person): by.version},
    )
    return transact(office, request, decide)


@use_case("books.void", Power.BOOKS_KEEP, "S43", "S47", records=True)
def void(office: Office, act: Act, serial: str, *, voided: life.Voiding) -> Recorded:
    """Declare a book void: lost, unusable, or misprinted and still in stock."""
    prefix, number = stock.parsed(serial)
    relies_on = office.versions(BOOKS)
    by, books, held = office.standing(act.actor), custody.stock(office), None
    issued = custody.book(office, serial).issued
    if issued is not None:
        held = custody_stream(issued.holder)
        relies_on |= office.versions(held)
    unit = _stocked(books, prefix, number)

    def decide(history: Sequence[events.BookEvent], _: datetime) -> list[Any]:
        state = fold_book(history)
        found = life.void(state, serial=serial, reason=voided.reason, unit=unit, by=by)
        if found and held is None and unit is not None:
            drawn = stock.draw(books, serial=serial, unit=unit, by=by)
            return [*found, Draft(stream=BOOKS, event=drawn)]
        given_up = events.BookGivenUp(serial=serial)
        return [*found, Draft(stream=held, event=given_up)] if found and held else found

    request = Request(
        act=act,
        stream=book_stream(serial),
        asked=["books.void", serial, voided],
        relies_on={**relies_on, person_stream(by.person): by.version},
    )
    return transact(office, request, decide)


def _on_stock(
    office: Office,
    act: Act,
    asked: object,
    decide: Callable[[Stock, Standing], list[events.StockEvent]],
) -> Recorded:
    relies_on = office.versions(UNITS)
    by = office.standing(act.actor)

    def on_history(history: Sequence[events.StockEvent], _: datetime) -> list[events.StockEvent]:
        return decide(fold_stock(history), by)

    relies_on[person_stream(by.person)] = by.version
    return transact(
        office, Request(act=act, stream=BOOKS, asked=asked, relies_on=relies_on), on_history
    )


def _kinds(office: Office) -> dict[UnitId, str]:
    return {unit: facts.kind for unit, facts in office.units().known.items()}


def _archive(office: Office, person: PersonId, kind: str | None) -> UnitId | None:
    units = office.units()
    offices = sorted(
        unit for unit, f in units.known.items() if f.kind is UnitKind.ORG_PERSONNEL_OFFICE
    )
    above = (
        place
        for unit in sorted(units.live(office.standing(person).units, civil_date(office.now())))
        for place in units.tree.upwards(unit)
        if units.known[place].kind in PLACES
    )
    return life.archive_of(kind, village=next(above, None), office=next(iter(offices), None))


def _stocked(books: Stock, prefix: str, number: int) -> UnitId | None:
    parts = books.parts(prefix, number, number)
    return parts[0].unit if parts else None
