"""The entries of a record book, page by page: an entry's page is its rank in the book (S22)."""

from datetime import date

from attrs import frozen

from minqing_core.application.moments import Moment
from minqing_core.application.office import Office
from minqing_core.application.tables import caught_up
from minqing_core.views.case_file import CaseFile
from minqing_core.views.tables import Query, Where

EVERYTHING = 10**9


@frozen(kw_only=True)
class EntryLine:
    """An entry of a book: which page, which matter."""

    page: int
    case: str
    title: str
    recorded_on: date


@frozen(kw_only=True)
class BookPart:
    """The record book that a matter is in, and on which page."""

    serial: str
    page: int


def book_part(office: Office, file: CaseFile) -> BookPart | None:
    """Return where a matter stands in its record book, if it is in one (S22)."""
    if file.opened is None or file.opened.book is None:
        return None
    caught_up(office)
    serial = file.opened.book
    page = sum(office.views.count(_upto(serial, file.position)).values())
    return BookPart(serial=serial, page=page)


def entries_of(office: Office, serial: str, moment: Moment) -> tuple[EntryLine, ...]:
    """Return what had been entered in a book by a moment, in page order."""
    caught_up(office)
    return tuple(
        EntryLine(
            page=page,
            case=str(row["number"]),
            title=str(row["title"]),
            recorded_on=date.fromisoformat(str(row["recorded_on"])),
        )
        for page, row in enumerate(office.views.rows(_upto(serial, moment.position)), start=1)
    )


def _upto(serial: str, position: int) -> Query:
    where = (
        Where(column="book", test="=", value=serial),
        Where(column="position", test="<=", value=position),
    )
    return Query(table="cases", where=where, order="position", descending=False, limit=EVERYTHING)
