"""Into which book an entry is written (S22)."""

from collections.abc import Mapping

from minqing_core.books.decisions import refusals
from minqing_core.books.state import Book
from minqing_core.kernel.ids import PersonId


def book_for(
    held: Mapping[str, Book], *, wanted: str | None, author: PersonId, closed: bool = False
) -> str | None:
    """Return the book that an author's entry goes into, the one named or the oldest usable (S22).

    A closed matter goes into none: books are handed round and archived for all to read.
    """
    usable = [serial for serial, book in held.items() if book.usable]
    if wanted is not None and wanted not in usable:
        raise refusals.NotUsableError(
            serial=wanted, person=author, usable="、".join(usable) or "无"
        )
    if closed and wanted is not None:
        raise refusals.ClosedEntryError(serial=wanted)
    return None if closed else wanted or next(iter(usable), None)
