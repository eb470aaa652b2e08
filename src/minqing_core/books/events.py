"""What can happen to the record books.

Every printing and every range passed down is in the one stream ``books``; the life of a book
is in ``book/ZS-000001``; which books a person holds in ``custody/0002``.

Stored for good: never rename, retype or drop a field here; add a new event
or a new version of one (docs/adr/0004).
"""

from enum import StrEnum
from typing import TypeAlias

from attrs import frozen

from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.personal import Personal


class BookFormat(StrEnum):
    """In which form a book is printed (S47)."""

    PAPER = "paper"
    DIGITAL = "digital"


class HandInReason(StrEnum):
    """Why a book is handed in (S44–S46)."""

    FULL = "full"
    YEAR_END = "year-end"
    LEAVING = "leaving"
    DAMAGED = "damaged"


@frozen(kw_only=True)
class BatchPrinted:
    """A batch of books was printed, with numbers in one row."""

    batch: str
    prefix: str
    first: int
    last: int
    issuer: UnitId
    format: BookFormat = BookFormat.PAPER
    pages: int


@frozen(kw_only=True)
class BooksIssued:
    """A row of books was sent down from one unit to another."""

    prefix: str
    first: int
    last: int
    from_unit: UnitId
    to_unit: UnitId


@frozen(kw_only=True)
class BooksReceived:
    """A row of books that was on the way arrived at a unit, or came back to who had sent it."""

    prefix: str
    first: int
    last: int
    unit: UnitId


@frozen(kw_only=True)
class BookDrawn:
    """A single book left the stock of a unit: given to a person, or void, on the way perhaps."""

    prefix: str
    number: int
    unit: UnitId


@frozen(kw_only=True)
class BookIssued:
    """A book was given to a person out of a unit's stock.

    ``kind`` is as which kind of cadre the person took part then, ``archive`` the unit that
    keeps the books of such a person for good: both were relied on.
    """

    serial: str
    holder: PersonId
    unit: UnitId
    kind: str
    archive: UnitId


@frozen(kw_only=True)
class BookSignedFor:
    """The holder signed for the book."""


@frozen(kw_only=True)
class BookFull:
    """The book was written full."""


@frozen(kw_only=True)
class BookLost:
    """The book was reported lost."""

    circumstances: Personal


@frozen(kw_only=True)
class BookFound:
    """The lost book was found again."""


@frozen(kw_only=True)
class BookDamaged:
    """The book was damaged; it can be written in still, or it cannot."""

    circumstances: Personal
    usable: bool


@frozen(kw_only=True)
class BookVoided:
    """The book was declared void; ``unit`` is out of whose stock it had gone, or now went."""

    reason: Personal
    unit: UnitId


@frozen(kw_only=True)
class BookHandedIn:
    """The holder handed the book in; it is theirs until the unit has received it."""

    to: UnitId
    reason: HandInReason


@frozen(kw_only=True)
class HandInRefused:
    """The unit did not take the book in, which stays with its holder."""

    reason: Personal


@frozen(kw_only=True)
class BookReceived:
    """The unit took the book in; the holder is rid of it."""

    unit: UnitId


@frozen(kw_only=True)
class BookArchived:
    """The book was put away in the archive of a unit."""

    unit: UnitId
    shelf: str | None = None


@frozen(kw_only=True)
class BookTakenUp:
    """A person holds a book from now on."""

    serial: str


@frozen(kw_only=True)
class BookGivenUp:
    """A person holds a book no more."""

    serial: str


StockEvent: TypeAlias = BatchPrinted | BooksIssued | BooksReceived | BookDrawn
BookEvent: TypeAlias = (
    BookIssued
    | BookSignedFor
    | BookFull
    | BookLost
    | BookFound
    | BookDamaged
    | BookVoided
    | BookHandedIn
    | HandInRefused
    | BookReceived
    | BookArchived
)
CustodyEvent: TypeAlias = BookTakenUp | BookGivenUp
Event: TypeAlias = StockEvent | BookEvent | CustodyEvent
