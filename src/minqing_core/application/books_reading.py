"""Readings of the record books: one book, lists, and a person's hand-over list."""

from datetime import date

from attrs import frozen

from minqing_core.application import custody
from minqing_core.application.book_pages import (
    EntryLine,
    ReflectionLine,
    entries_of,
    reflections_of,
)
from minqing_core.application.book_ways import not_now
from minqing_core.application.catalogue import use_case
from minqing_core.application.moments import NOW, Moment, When, found
from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.application.people import require_person
from minqing_core.application.tables import rows, settled
from minqing_core.application.told import TimelineItem, timeline_item
from minqing_core.books.decisions.refusals import BookUnknownError
from minqing_core.books.decisions.stock import parsed
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.powers.rules import Power
from minqing_core.roster.decisions import require_unit
from minqing_core.views import books
from minqing_core.views.books import BookState
from minqing_core.views.labels import label
from minqing_core.views.sentences import Names
from minqing_core.views.tables import Query, Row, Where

PAGE, EVERYTHING = 500, 10**9
STILL_HELD = (BookState.ISSUED, BookState.IN_USE, BookState.FULL, BookState.DAMAGED)


@frozen(kw_only=True)
class BookPage:
    """A book: who holds it, how it stands, its life in sentences, its entries page by page.

    ``not_now`` are the use cases that would be refused to the reader as it now stands, or change
    nothing.
    """

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
    reflections: tuple[ReflectionLine, ...]
    items: tuple[TimelineItem, ...]
    not_now: tuple[str, ...]
    position: int


@frozen(kw_only=True)
class BookList:
    """Books by number; ``next`` is the number after which the list goes on."""

    items: tuple[Row, ...]
    next: str | None
    position: int


@frozen(kw_only=True)
class HandoverList:
    """Every book that a person was ever given, with who gave and took it."""

    person: PersonId
    name: str
    items: tuple[Row, ...]
    on: date
    position: int


@use_case("books.show", Power.BOOKS_READ, "S22", "S42", "S43", reads=True)
def show(office: Office, act: Act, serial: str, *, when: When = NOW) -> BookPage:
    """Show a book: holder, state, pages used, its life and its entries."""
    prefix, number = parsed(serial)
    moment, names = found(office, when), directory(office)
    history = moment.saw(office.log.stream(books.book_stream(serial)))
    if not history:
        raise BookUnknownError(serial=serial)
    file, entries = books.fold(serial, history), entries_of(office, act.actor, serial, moment)
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
        archive_name=_archive_name(office, file.issued and file.issued.archive),
        shelf=file.shelf,
        format_text=label("book-format", batch.format),
        pages=batch.pages,
        used=len(entries),
        entries=entries,
        reflections=tuple(reflections_of(office, act.actor, file, moment)),
        items=tuple(timeline_item(envelope, names) for envelope in history),
        not_now=tuple(not_now(custody.book(office, serial), act.actor)),
        position=moment.position,
    )


@use_case("books.list", Power.BOOKS_READ, "S43", "S44", "S45", reads=True)
def list_books(  # noqa: PLR0913 - what may be asked, one by one, and when
    office: Office,
    act: Act,
    *,
    unit: UnitId | None = None,
    holder: PersonId | None = None,
    state: BookState | None = None,
    due: UnitId | None = None,
    cursor: str | None = None,
    when: When = NOW,
) -> BookList:
    """List the books that were given out or declared void, by number.

    Those ``due`` at an archive are full, or of a year that is over, and not handed in.
    """
    moment = settled(office, when)
    wanted = {"unit": unit, "holder": holder, "state": state}
    where = [Where(column=c, test="=", value=v) for c, v in wanted.items() if v is not None]
    either: tuple[Where, ...] = ()
    if due is not None:
        where.append(_archived_by(office, due))
        where.append(Where(column="state", test="in", value=STILL_HELD))
        either = _full_or_of_an_earlier_year(moment.today)
    asked = _asked(*where, either=either, after=cursor, limit=PAGE + 1)
    listed = _rows(office, asked, when, moment)
    following = listed[PAGE - 1]["serial"] if len(listed) > PAGE else None
    return BookList(
        items=tuple(listed[:PAGE]),
        next=None if following is None else str(following),
        position=moment.position,
    )


@use_case("books.handover-list", Power.BOOKS_READ, "S46", reads=True)
def handover_list(office: Office, act: Act, person: PersonId, *, when: When = NOW) -> HandoverList:
    """List every book a person was ever given, with both receipts, for the hand-over."""
    require_person(office, person)
    moment = settled(office, when)
    held = custody.held_then(office, person, moment)
    asked = _asked(Where(column="holder", test="=", value=person))
    return HandoverList(
        person=person,
        name=directory(office)(person),
        items=tuple(
            {
                **row,
                "receiver_name": _receiver(office, str(row["serial"]), moment),
                "outstanding": "未交清" if row["serial"] in held else "已了结",
            }
            for row in _rows(office, asked, when, moment)
        ),
        on=moment.today,
        position=moment.position,
    )


def _receiver(office: Office, serial: str, moment: Moment) -> str:
    took = books.received_by(moment.saw(office.log.stream(books.book_stream(serial))))
    return "" if took is None else directory(office)(took)


def _archived_by(office: Office, archive: UnitId) -> Where:
    units = office.units()
    require_unit(units.tree, archive)
    continued = units.tree_on(civil_date(office.now())).continued_by({archive})
    return Where(column="archive", test="in", value=tuple(sorted(continued)))


def _full_or_of_an_earlier_year(today: date) -> tuple[Where, ...]:
    return (
        Where(column="state", test="=", value=BookState.FULL),
        Where(column="issued_on", test="<", value=date(today.year, 1, 1).isoformat()),
    )


def _asked(
    *where: Where,
    either: tuple[Where, ...] = (),
    after: str | None = None,
    limit: int = EVERYTHING,
) -> Query:
    return Query(
        table="books",
        where=where,
        either=either,
        order="serial",
        descending=False,
        after=None if after is None else (after, after),
        limit=limit,
    )


def _rows(office: Office, asked: Query, when: When, moment: Moment) -> list[Row]:
    names = directory(office)
    return [
        {
            **row,
            "state_text": label("book", str(row["state"])),
            "holder_name": _named(names, row["holder"]),
            "unit_name": _named(names, row["unit"]),
            "archive_name": _archive_name(office, row["archive"]),
        }
        for row in rows(office, asked, when, moment)
    ]


def _archive_name(office: Office, archive: object) -> str:
    if archive is None:
        return ""
    today = civil_date(office.now())
    return directory(office)(office.units().continues(UnitId(str(archive)), today))


def _named(names: Names, code: object) -> str:
    return "" if code is None else names(str(code))
