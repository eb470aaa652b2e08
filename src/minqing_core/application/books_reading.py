"""Readings of the record books: one book, lists, the ledger, a person's hand-over list."""

from collections import Counter
from datetime import date

from attrs import frozen

from minqing_core.application import custody
from minqing_core.application.catalogue import use_case
from minqing_core.application.moments import NOW, Moment, When, found
from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.application.people import require_person
from minqing_core.application.tables import caught_up
from minqing_core.application.told import TimelineItem, timeline_item
from minqing_core.books.decisions.refusals import BookUnknownError
from minqing_core.books.decisions.stock import parsed
from minqing_core.books.state import Stock
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.powers.rules import Power
from minqing_core.views import books
from minqing_core.views.books import BookState
from minqing_core.views.labels import label
from minqing_core.views.sentences import Names
from minqing_core.views.tables import Query, Row, Where

PAGE, EVERYTHING = 500, 10**9
ARCHIVED = (BookState.TAKEN_IN, BookState.ARCHIVED)


@frozen(kw_only=True)
class EntryLine:
    """An entry of a book: which page, which matter."""

    page: int
    case: str
    title: str
    recorded_on: date


@frozen(kw_only=True)
class BookPage:
    """A book: who holds it, how it stands, its life in sentences, its entries page by page."""

    serial: str
    version: int
    state: BookState
    state_text: str
    holder: PersonId | None
    holder_name: str
    unit: UnitId | None
    unit_name: str
    archive_name: str
    shelf: str | None
    format_text: str
    pages: int
    used: int
    entries: tuple[EntryLine, ...]
    items: tuple[TimelineItem, ...]
    position: int


@frozen(kw_only=True)
class BookList:
    """Books by number; ``next`` is the number after which the list goes on."""

    items: tuple[Row, ...]
    next: str | None
    position: int


@frozen(kw_only=True)
class LedgerLine:
    """A unit's account: what came, what went, what is there; ``issued`` singly (S47)."""

    unit: UnitId | None
    unit_name: str
    printed: int
    received: int
    passed_on: int
    on_the_way: int
    stock: int
    issued: int
    held: int
    archived: int
    void: int
    balanced: bool


@frozen(kw_only=True)
class Ledger:
    """Every unit's account, and the sum."""

    items: tuple[LedgerLine, ...]
    total: LedgerLine
    next: None = None
    position: int


@use_case("books.show", Power.BOOKS_READ, "S22", "S43")
def show(office: Office, act: Act, serial: str, *, when: When = NOW) -> BookPage:
    """Show a book: holder, state, pages used, its life and its entries."""
    prefix, number = parsed(serial)
    moment, names = found(office, when), directory(office)
    history = moment.saw(office.log.stream(books.book_stream(serial)))
    if not history:
        raise BookUnknownError(serial=serial)
    file, entries = books.fold(serial, history), _entries(office, serial, moment)
    batch = custody.stock(office).batch(prefix, number)
    assert batch is not None  # noqa: S101 - only what was printed is given or void
    return BookPage(
        serial=serial,
        version=file.version,
        state=file.state,
        state_text=label("book", file.state),
        holder=file.holder,
        holder_name="" if file.holder is None else names(file.holder),
        unit=file.unit,
        unit_name=names(file.unit),
        archive_name="" if file.issued is None else names(file.issued.archive),
        shelf=file.shelf,
        format_text=label("book-format", batch.format),
        pages=batch.pages,
        used=len(entries),
        entries=entries,
        items=tuple(timeline_item(envelope, names) for envelope in history),
        position=moment.position,
    )


@use_case("books.list", Power.BOOKS_READ, "S43")
def list_books(
    office: Office,
    act: Act,
    *,
    unit: UnitId | None = None,
    holder: PersonId | None = None,
    state: BookState | None = None,
    cursor: str | None = None,
) -> BookList:
    """List the books that were given out or declared void, by number."""
    position = caught_up(office)
    wanted = {"unit": unit, "holder": holder, "state": state}
    where = [Where(column=c, test="=", value=v) for c, v in wanted.items() if v is not None]
    rows = _rows(office, *where, after=cursor, limit=PAGE + 1)
    following = rows[PAGE - 1]["serial"] if len(rows) > PAGE else None
    return BookList(
        items=tuple(rows[:PAGE]),
        next=None if following is None else str(following),
        position=position,
    )


@use_case("books.ledger", Power.BOOKS_READ, "S47")
def ledger(office: Office, act: Act, *, unit: UnitId | None = None) -> Ledger:
    """Draw up the account of the books, unit by unit and in all."""
    position = caught_up(office)
    stock, names = custody.stock(office, position), directory(office)
    units = sorted(stock.accounts)
    wanted = [u for u in units if unit in (None, u)]
    return Ledger(
        items=tuple(_line(office, stock, [u], u, names(u)) for u in wanted),
        total=_line(office, stock, units, None, "合计"),
        position=position,
    )


@use_case("books.handover-list", Power.BOOKS_READ, "S46")
def handover_list(office: Office, act: Act, person: PersonId) -> BookList:
    """List every book a person was ever given, with both receipts, for the hand-over."""
    require_person(office, person)
    position = caught_up(office)
    held = custody.held_by(office, person)
    rows = _rows(office, Where(column="holder", test="=", value=person))
    return BookList(
        items=tuple(
            {**row, "outstanding": "未交清" if row["serial"] in held else "已了结"} for row in rows
        ),
        next=None,
        position=position,
    )


def page_of(office: Office, serial: str, position: int) -> int:
    """Return on which page of a book the entry at a position of the log is (S22)."""
    caught_up(office)
    where = (
        Where(column="book", test="=", value=serial),
        Where(column="position", test="<=", value=position),
    )
    return sum(office.views.count(Query(table="cases", where=where, order="position")).values())


def _entries(office: Office, serial: str, moment: Moment) -> tuple[EntryLine, ...]:
    caught_up(office)
    where = (
        Where(column="book", test="=", value=serial),
        Where(column="position", test="<=", value=moment.position),
    )
    rows = office.views.rows(
        Query(table="cases", where=where, order="position", descending=False, limit=EVERYTHING)
    )
    return tuple(
        EntryLine(
            page=page,
            case=str(row["number"]),
            title=str(row["title"]),
            recorded_on=date.fromisoformat(str(row["recorded_on"])),
        )
        for page, row in enumerate(rows, start=1)
    )


def _rows(
    office: Office, *where: Where, after: str | None = None, limit: int = EVERYTHING
) -> list[Row]:
    names = directory(office)
    query = Query(
        table="books",
        where=where,
        order="serial",
        descending=False,
        after=None if after is None else (after, after),
        limit=limit,
    )
    return [
        {
            **row,
            "state_text": label("book", str(row["state"])),
            "holder_name": _named(names, row["holder"]),
            "unit_name": _named(names, row["unit"]),
            "archive_name": _named(names, row["archive"]),
        }
        for row in office.views.rows(query)
    ]


def _line(
    office: Office, stock: Stock, units: list[UnitId], unit: UnitId | None, name: str
) -> LedgerLine:
    accounts = [stock.accounts[one] for one in units]
    printed, received = sum(a.printed for a in accounts), sum(a.received for a in accounts)
    passed_on, drawn = sum(a.passed_on for a in accounts), sum(a.drawn for a in accounts)
    on_the_way = sum(map(stock.on_the_way, units))
    on_hand = sum(map(stock.on_hand, units))
    states: Counter[str] = Counter()
    for one in units:
        where = (Where(column="unit", test="=", value=one),)
        counts = office.views.count(Query(table="books", where=where, order="serial"), by="state")
        states.update({str(state): count for state, count in counts.items()})
    archived, void = sum(states[state] for state in ARCHIVED), states[BookState.VOID]
    held = states.total() - archived - void
    there = passed_on + on_the_way + on_hand + drawn
    return LedgerLine(
        unit=unit,
        unit_name=name,
        printed=printed,
        received=received,
        passed_on=passed_on,
        on_the_way=on_the_way,
        stock=on_hand,
        issued=drawn,
        held=held,
        archived=archived,
        void=void,
        balanced=printed + received == there and drawn == held + archived + void,
    )


def _named(names: Names, code: object) -> str:
    return "" if code is None else names(str(code))
