"""Which books there are and who holds them, read from their own streams."""

from datetime import datetime

import attrs
from attrs import frozen

from minqing_core.application.moments import Moment
from minqing_core.application.office import Office, facts
from minqing_core.application.villages import left_villages
from minqing_core.books import events
from minqing_core.books.decisions.refusals import BookDayError
from minqing_core.books.decisions.stock import SERIAL
from minqing_core.books.decisions.using import book_for
from minqing_core.books.state import Book, Stock, fold_book, fold_custody, fold_stock
from minqing_core.diary import events as diary
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId, StreamId
from minqing_core.kernel.periods import civil_date
from minqing_core.views.books import BOOKS, book_stream, custody_stream


@frozen(kw_only=True)
class WrittenIn:
    """The book that an entry goes into, if any, and the streams that this was read from."""

    book: str | None
    relies_on: dict[StreamId, int]


def held_by(office: Office, person: PersonId) -> tuple[str, ...]:
    """Return the books that a person answers for now, the earliest first (S43, S46)."""
    return office.folded(custody_stream(person), fold_custody)


def book(office: Office, serial: str) -> Book:
    """Return a book as it now stands."""
    return office.folded(book_stream(serial), fold_book)


def holds(office: Office, person: PersonId, serial: object) -> bool:
    """Say whether somebody holds the book of this serial number, if it is one."""
    known = isinstance(serial, str) and SERIAL.fullmatch(serial) is not None
    return known and book(office, str(serial)).holder == person


def at_home(office: Office, book: Book) -> Book:
    """Return a book with its archive of today: the unit that continues the one named (S84)."""
    if book.issued is None:
        return book
    archive = office.units().continues(book.issued.archive, civil_date(office.now()))
    return attrs.evolve(book, issued=attrs.evolve(book.issued, archive=archive))


def by_whom(office: Office, serial: str, *what: type[events.BookEvent]) -> frozenset[PersonId]:
    """Return who last did one of some things to a book, and for whom."""
    history = office.history(book_stream(serial))
    last = [e for e in history if isinstance(e.event, what)][-1:]
    return frozenset(who for e in last for who in (e.actor, e.on_behalf_of) if who is not None)


def require_order(office: Office, serial: str, act: Act, at: datetime) -> None:
    """Refuse that something is said to have happened to a book before what happened last (S43)."""
    days = [civil_date(e.occurred_at) for e in office.history(book_stream(serial))]
    on = civil_date(act.occurred_at or at)
    if days and on < max(days):
        raise BookDayError(serial=serial, last=max(days), on=on)


def stock(office: Office, moment: Moment | None = None) -> Stock:
    """Return the stocks of all units, now or at a moment."""
    if moment is None:
        return office.folded(BOOKS, fold_stock)
    return fold_stock(facts(moment.saw(office.log.stream(BOOKS, moment.position))))


def held_then(office: Office, person: PersonId, moment: Moment) -> tuple[str, ...]:
    """Return the books that a person answered for at a moment, the earliest first (S43, S46)."""
    history = office.log.stream(custody_stream(person), moment.position)
    return fold_custody(facts(moment.saw(history)))


def written_in(
    office: Office, author: PersonId, wanted: str | None, *, closed: bool = False
) -> WrittenIn:
    """Find the book that an author's entry goes into: the one named, or the oldest usable (S22).

    A closed matter goes into none.

    Raises:
        ClosedEntryError: a book is named for a closed matter.
        NotUsableError: the author cannot write in the book that is named.
        BookLeftBehindError: it belongs to a village in which the author serves no more.
    """
    relies_on = office.versions(custody_stream(author))
    held = held_by(office, author)
    relies_on |= office.versions(*map(book_stream, held))
    units, today = office.units(), civil_date(office.now())
    left = left_villages(office.person(author), units, today)
    found = book_for(
        {serial: at_home(office, book(office, serial)) for serial in held},
        wanted=wanted,
        author=author,
        closed=closed,
        left={one.village for one in left},
    )
    return WrittenIn(book=found, relies_on=relies_on)


def in_book(event: diary.Event, book: str | None) -> diary.Event:
    """Return what was recorded with the book that it is in (S22)."""
    return attrs.evolve(event, book=book) if isinstance(event, diary.MatterRecorded) else event
