"""One event of every kind of the books context."""

from typing import Any

from minqing_core.books import events as books
from minqing_core.kernel.personal import Personal

SAMPLES: tuple[Any, ...] = (
    books.BatchPrinted(
        batch="2024 年第一批", prefix="ZS", first=1, last=500, issuer="city", pages=100
    ),
    books.BooksIssued(prefix="ZS", first=1, last=50, from_unit="city", to_unit="org-office"),
    books.BooksReceived(prefix="ZS", first=1, last=50, unit="org-office"),
    books.BookDrawn(prefix="ZS", number=1, unit="org-office"),
    books.BookIssued(
        serial="ZS-000001",
        holder="0002",
        unit="org-office",
        kind="village-two-committees",
        archive="dafeng",
    ),
    books.BookSignedFor(),
    books.BookFull(),
    books.BookLost(circumstances=Personal("下乡途中遗失")),
    books.BookFound(),
    books.BookDamaged(circumstances=Personal("封面脱落"), usable=True),
    books.BookVoided(reason=Personal("印刷缺页"), unit="org-office"),
    books.BookHandedIn(to="dafeng", reason=books.HandInReason.FULL),
    books.HandInRefused(reason=Personal("缺第 3 页")),
    books.BookReceived(unit="dafeng"),
    books.BookArchived(unit="dafeng", shelf="三号柜"),
    books.BookTakenUp(serial="ZS-000001"),
    books.BookGivenUp(serial="ZS-000001"),
)
