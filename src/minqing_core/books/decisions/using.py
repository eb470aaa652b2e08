"""Into which book an entry is written (S22)."""

from collections.abc import Container, Mapping

from minqing_core.books.decisions import refusals
from minqing_core.books.state import Book
from minqing_core.kernel.ids import PersonId, UnitId


def book_for(
    held: Mapping[str, Book],
    *,
    wanted: str | None,
    author: PersonId,
    closed: bool = False,
    left: Container[UnitId] = (),
) -> str | None:
    """Return the book that an author's entry goes into, the one named or the oldest usable (S22).

    A closed matter goes into none: books are handed round and archived for all to read. Nor does
    any go into one that belongs to a village which the author has ``left`` (S46).
    """
    behind = {
        s: b.issued.archive for s, b in held.items() if b.issued and b.issued.archive in left
    }
    if wanted in behind:
        raise refusals.BookLeftBehindError(serial=wanted, archive=behind[wanted], person=author)
    usable = [serial for serial, book in held.items() if book.usable and serial not in behind]
    if wanted is not None and wanted not in usable:
        raise refusals.NotUsableError(
            serial=wanted, person=author, usable="、".join(usable) or "无"
        )
    if closed and wanted is not None:
        raise refusals.ClosedEntryError(serial=wanted)
    return None if closed else wanted or next(iter(usable), None)
