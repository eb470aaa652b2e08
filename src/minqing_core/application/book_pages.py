"""The entries of a record book, page by page: an entry's page is its rank in the book (S22)."""

from collections.abc import Iterator
from datetime import date, timedelta

import attrs
from attrs import frozen

from minqing_core.application.moments import Moment
from minqing_core.application.office import Office
from minqing_core.application.review_cells import diary_at
from minqing_core.application.review_matrix import oversees
from minqing_core.application.sight import seen
from minqing_core.application.tables import caught_up
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.periods import Months, quarter
from minqing_core.views.books import BookFile
from minqing_core.views.case_file import CaseFile
from minqing_core.views.tables import Query, Where

EVERYTHING = 10**9
BEFORE = timedelta(days=366)


@frozen(kw_only=True)
class EntryLine:
    """An entry of a book: which page, which matter, if it is the reader's to see."""

    page: int
    case: str | None
    title: str | None
    recorded_on: date


@frozen(kw_only=True)
class ReflectionLine:
    """A self-assessment written in a book at the end of a quarter, for those who may read it."""

    period: str
    on: date
    text: str | None


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


def entries_of(
    office: Office, reader: PersonId, serial: str, moment: Moment
) -> tuple[EntryLine, ...]:
    """Return what had been entered in a book by a moment, in page order.

    A matter that is not the reader's to see is a page without words (S25).
    """
    caught_up(office)
    entered, mine = _upto(serial, moment.position), seen(office, reader)
    visible = attrs.evolve(entered, either=mine.either, unlinked=mine.unlinked)
    theirs = {row["number"] for row in office.views.rows(visible)}
    return tuple(
        EntryLine(
            page=page,
            case=str(row["number"]) if row["number"] in theirs else None,
            title=str(row["title"]) if row["number"] in theirs else None,
            recorded_on=date.fromisoformat(str(row["recorded_on"])),
        )
        for page, row in enumerate(office.views.rows(entered), start=1)
    )


def reflections_of(
    office: Office, reader: PersonId, file: BookFile, moment: Moment
) -> Iterator[ReflectionLine]:
    """Yield what the holder of a book wrote in it at the end of each quarter (S42).

    The words are for the holder and those who answer for the reviews of all.
    """
    if file.holder is None or file.issued_on is None:
        return
    theirs = reader == file.holder or oversees(office, reader)
    for period in _quarters(file.issued_on, moment.today):
        for line in diary_at(office, file.holder, period, moment).assessments:
            if line.assessed.book == file.serial:
                text = line.assessed.text.text if theirs else None
                yield ReflectionLine(period=str(period), on=line.on, text=text)


def _quarters(since: date, until: date) -> Iterator[Months]:
    period = quarter(since - BEFORE)
    while period.first <= until:
        yield period
        period = quarter(period.last + timedelta(days=1))


def _upto(serial: str, position: int) -> Query:
    where = (
        Where(column="book", test="=", value=serial),
        Where(column="position", test="<=", value=position),
    )
    return Query(table="cases", where=where, order="position", descending=False, limit=EVERYTHING)
