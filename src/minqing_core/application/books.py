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
from minqing_core.application.villages import villages_of
from minqing_core.books import events
from minqing_core.books.decisions import life, stock
from minqing_core.books.state import Stock, fold_book, fold_stock
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.standing import Standing
from minqing_core.powers.rules import Power
from minqing_core.roster.decisions import require_live, require_unit
from minqing_core.roster.events import UnitKind
from minqing_core.views.books import BOOKS, book_stream, custody_stream
from minqing_core.views.schema import UNITS


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
    units, today, kinds = office.units(), civil_date(office.now()), _kinds(office)
    require_unit(units.tree, issued.from_unit)
    require_live(units, issued.to_unit, today)
    tree = units.tree_on(today)
    return _on_stock(
        office,
        act,
        ["books.issue", issued],
        lambda state, by: stock.issue(state, issued=issued, by=by, tree=tree, kinds=kinds),
    )


@use_case("books.receive", Power.BOOKS_ISSUE, "S47", records=True)
def receive(office: Office, act: Act, *, received: events.BooksReceived) -> Recorded:
    """Sign for a row of books that was sent to a unit, or take back what did not arrive."""
    units, today = office.units(), civil_date(office.now())
    require_live(units, received.unit, today)
    tree = units.tree_on(today)
    return _on_stock(
        office,
        act,
        ["books.receive", received],
        lambda state, by: stock.receive(state, received=received, by=by, tree=tree),
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
    """Declare a book void: lost, unusable, or misprinted and in stock still or on the way."""
    prefix, number = stock.parsed(serial)
    relies_on = office.versions(BOOKS, UNITS)
    by, books, held = office.standing(act.actor), custody.stock(office), None
    issued = custody.book(office, serial).issued
    if issued is not None:
        held = custody_stream(issued.holder)
        relies_on |= office.versions(held)
    unit = _stocked(books, prefix, number)

    def decide(history: Sequence[events.BookEvent], at: datetime) -> list[Any]:
        state = custody.at_home(office, fold_book(history))
        told = custody.by_whom(office, serial, events.BookLost, events.BookDamaged)
        found = life.void(state, serial=serial, reason=voided.reason, unit=unit, by=by, told=told)
        if found:
            custody.require_order(office, serial, act, at)
        if found and held is None and unit is not None:
            return [*found, Draft(stream=BOOKS, event=stock.drawn(serial, unit))]
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
    units, today = office.units(), civil_date(office.now())
    offices = sorted(
        units.continues(unit, today)
        for unit, facts in units.known.items()
        if facts.kind is UnitKind.ORG_PERSONNEL_OFFICE
    )
    villages = sorted(villages_of(office, person))
    return life.archive_of(
        kind, village=next(iter(villages), None), office=next(iter(offices), None)
    )


def _stocked(books: Stock, prefix: str, number: int) -> UnitId | None:
    parts = books.parts(prefix, number, number)
    return parts[0].unit if parts else None
