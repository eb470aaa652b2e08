"""One valid request of each kind that may be made of a record book."""

from collections.abc import Hashable, Sequence

from tools.states.exploring import Command, Diagram

from minqing_core.books import events
from minqing_core.books.decisions import life
from minqing_core.books.state import NO_BOOK, Book, evolve_book
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.standing import Standing

SERIAL, HOLDER, VILLAGE = "ZS-000001", PersonId("0003"), UnitId("dafeng")
KIND = "village-two-committees"
BY = Standing(person=HOLDER, units=frozenset({VILLAGE}))
KEEPER = Standing(person=PersonId("0002"), units=frozenset({VILLAGE}), leads=frozenset({VILLAGE}))
WHY = Personal("浸水")


def _give(book: Book) -> Sequence[events.BookEvent]:
    giving = life.Giving(holder=HOLDER, unit=VILLAGE)
    return life.give(book, serial=SERIAL, giving=giving, kind=KIND, archive=VILLAGE)


def _sign(book: Book) -> Sequence[events.BookEvent]:
    return life.sign(book, serial=SERIAL, by=BY)


def _full(book: Book) -> Sequence[events.BookEvent]:
    return life.fill(book, serial=SERIAL, by=BY)


def _lost(book: Book) -> Sequence[events.BookEvent]:
    return life.lose(book, serial=SERIAL, lost=events.BookLost(circumstances=WHY), by=BY)


def _found(book: Book) -> Sequence[events.BookEvent]:
    return life.find(book, serial=SERIAL, by=BY)


def _damaged(book: Book) -> Sequence[events.BookEvent]:
    damaged = events.BookDamaged(circumstances=WHY, usable=False)
    return life.damage(book, serial=SERIAL, damaged=damaged, by=BY)


def _void(book: Book) -> Sequence[events.BookEvent]:
    return life.void(book, serial=SERIAL, reason=WHY, unit=VILLAGE, by=KEEPER)


def _hand_in(book: Book) -> Sequence[events.BookEvent]:
    handed = events.BookHandedIn(to=VILLAGE, reason=events.HandInReason.YEAR_END)
    return life.hand_in(book, serial=SERIAL, handed=handed, by=BY)


def _refuse(book: Book) -> Sequence[events.BookEvent]:
    return life.refuse(book, serial=SERIAL, refused=events.HandInRefused(reason=WHY), by=KEEPER)


def _take_in(book: Book) -> Sequence[events.BookEvent]:
    return life.take_in(book, serial=SERIAL, by=KEEPER)


def _archive(book: Book) -> Sequence[events.BookEvent]:
    return life.archive(book, serial=SERIAL, shelf="三号柜", by=KEEPER)


def _node(book: Book, _: Sequence[events.BookEvent]) -> str:
    return life.state_of(book)


def _facts(book: Book) -> Hashable:
    return book.signed, book.full, book.damage is None, book.handed_in is None, book.lost


DIAGRAM = Diagram(
    context="books",
    of="a record book",
    about="Drawn is how a book stands; the archive takes in, who else acts holds the book."
    " Damage is such that it cannot be written in any more; it is handed in at a year's end.",
    initial=NO_BOOK,
    evolve=evolve_book,
    node=_node,
    facts=_facts,
    commands=(
        Command("give", _give),
        Command("sign", _sign),
        Command("full", _full),
        Command("lost", _lost),
        Command("found", _found),
        Command("damaged", _damaged),
        Command("void", _void),
        Command("hand-in", _hand_in),
        Command("refuse", _refuse),
        Command("take-in", _take_in),
        Command("archive", _archive),
    ),
)
