"""What is done with a book, and cannot be as it stands now."""

from collections.abc import Iterator

from minqing_core.books.state import Book
from minqing_core.kernel.ids import PersonId

WHILE_HELD = (
    *("books.sign", "books.full", "books.lost", "books.found", "books.damaged"),
    "books.hand-in",
)
ONCE_HANDED_IN = ("books.refuse", "books.take-in")


def not_now(book: Book, reader: PersonId) -> Iterator[str]:
    """Yield the use cases that would be refused to a reader as the book stands, or change nothing.

    Nobody signs for another (S43); what nobody holds is neither kept nor handed in, what was not
    handed in is not taken in, and what was not taken in not archived (S44, S45).
    """
    if book.holder is None:
        yield from WHILE_HELD
    else:
        yield from _of_a_holder(book, signs=book.holder == reader)
    if not book.coming:
        yield from ONCE_HANDED_IN
    if book.received is None:
        yield "books.archive"


def _of_a_holder(book: Book, *, signs: bool) -> Iterator[str]:
    if book.signed or not signs:
        yield "books.sign"
    if not book.usable:
        yield "books.full"
    yield "books.lost" if book.lost else "books.found"
    if book.lost or book.handed_in is not None:
        yield "books.hand-in"
