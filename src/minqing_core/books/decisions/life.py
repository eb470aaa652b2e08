"""The life of one book: given, signed for, kept, handed in, archived (S43–S46)."""

from typing import NoReturn

from attrs import frozen

from minqing_core.books import events
from minqing_core.books.decisions import refusals
from minqing_core.books.decisions.stock import require_unit_of
from minqing_core.books.state import Book
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.standing import Standing

VILLAGE_CADRE = "village-two-committees"
NOBODY: frozenset[PersonId] = frozenset()


@frozen(kw_only=True)
class Giving:
    """To whom a book is given, and out of which unit's stock."""

    holder: PersonId
    unit: UnitId


@frozen(kw_only=True)
class Voiding:
    """Why a book is declared void."""

    reason: Personal


def state_of(book: Book) -> str:
    """Return in a word how the book stands (S43)."""
    states = (
        (book.void, "作废"),
        (book.archived is not None, "已归档"),
        (book.received is not None, "已收回"),
        (book.lost, "遗失"),
        (book.handed_in is not None, "已上交待签收"),
        (book.damage is not None and not book.damage.usable, "损坏"),
        (book.full, "记满"),
        (book.signed, "在用"),
        (book.issued is not None, "已发待签收"),
    )
    return next((word for holds, word in states if holds), "未发放")


def give(
    book: Book, *, serial: str, giving: Giving, kind: str | None, archive: UnitId | None
) -> list[events.BookEvent]:
    """Give a book to one who takes part in the diaries (S43, S47)."""
    holder = giving.holder
    if book.holder == holder:
        return []
    if kind is None:
        raise refusals.KindWantedError(person=holder)
    if archive is None:
        where = "现职所在的村（社区）" if kind == VILLAGE_CADRE else "镇组织人事办公室"
        raise refusals.ArchiveWantedError(person=holder, where=where)
    if book.issued is not None or book.void:
        raise refusals.BookGivenAlreadyError(serial=serial, state=state_of(book), person=holder)
    return [
        events.BookIssued(
            serial=serial, holder=holder, unit=giving.unit, kind=kind, archive=archive
        )
    ]


def sign(book: Book, *, serial: str, by: Standing) -> list[events.BookEvent]:
    """Sign for a book that one was given; nobody signs for another (S43)."""
    issued = _require_holder(book, serial, by)
    if by.person != issued.holder:
        raise refusals.SignedByHolderError(serial=serial, holder=issued.holder, person=by.person)
    if book.signed:
        return []
    if book.lost or book.handed_in is not None:
        _refuse(book, serial, "领用签收", "已发待签收")
    return [events.BookSignedFor()]


def fill(book: Book, *, serial: str, by: Standing) -> list[events.BookEvent]:
    """Say that a book is written full, so that it is due at its archive (S44)."""
    _require_holder(book, serial, by)
    if book.full:
        return []
    if not book.usable:
        _refuse(book, serial, "记满", "在用")
    return [events.BookFull()]


def lose(
    book: Book, *, serial: str, lost: events.BookLost, by: Standing
) -> list[events.BookEvent]:
    """Report a book lost; reported once, it is lost until found (S43)."""
    _require_holder(book, serial, by)
    _require_words("遗失经过", lost.circumstances, "何时何地怎样遗失")
    return [] if book.lost else [lost]


def find(book: Book, *, serial: str, by: Standing) -> list[events.BookEvent]:
    """Say that a lost book was found; one that is not lost is there already (S43)."""
    _require_holder(book, serial, by)
    return [events.BookFound()] if book.lost else []


def damage(
    book: Book, *, serial: str, damaged: events.BookDamaged, by: Standing
) -> list[events.BookEvent]:
    """Report a book damaged, and whether it can still be written in (S43)."""
    _require_holder(book, serial, by)
    _require_words("损坏情况", damaged.circumstances, "怎样损坏、是否尚可书写")
    if book.damage == damaged:
        return []
    if book.lost:
        _refuse(book, serial, "报告损坏", "已找回")
    return [damaged]


def void(
    book: Book,
    *,
    serial: str,
    reason: Personal,
    unit: UnitId | None,
    by: Standing,
    told: frozenset[PersonId] = NOBODY,
) -> list[events.BookEvent]:
    """Declare a lost or unusable book void, or one misprinted that nobody was given (S43, S47).

    ``unit`` is in whose stock, or on the way from where, the book is that nobody was given;
    ``told`` are those who reported it lost or damaged: another declares it void.
    """
    _require_words("作废理由", reason, "为什么作废")
    if book.void:
        return []
    if book.issued is None and unit is not None:
        require_unit_of(by, unit)
        return [events.BookVoided(reason=reason, unit=unit)]
    issued = _require_issued(book, serial)
    require_unit_of(by, issued.archive)
    spoilt = book.damage is not None and not book.damage.usable and book.handed_in is None
    if book.holder is None or not (book.lost or spoilt):
        _refuse(book, serial, "作废", "遗失或损坏，且不在上交途中")
    _require_another(book, serial, by, told, "作废")
    return [events.BookVoided(reason=reason, unit=issued.unit)]


def hand_in(
    book: Book, *, serial: str, handed: events.BookHandedIn, by: Standing
) -> list[events.BookEvent]:
    """Hand a book in to the unit that archives it, and no other (S44–S46)."""
    issued = _require_holder(book, serial, by)
    if handed.to != issued.archive:
        clause = "S45" if issued.kind == VILLAGE_CADRE else "S44"
        raise refusals.WrongArchiveError(
            serial=serial, right=issued.archive, to=handed.to, clause=clause
        )
    if book.handed_in is not None:
        return []
    if book.lost:
        _refuse(book, serial, "上交", "已找回")
    if handed.reason is events.HandInReason.FULL and not book.full:
        _refuse(book, serial, "因记满上交", "记满")
    if handed.reason is events.HandInReason.DAMAGED and book.damage is None:
        _refuse(book, serial, "因损坏上交", "损坏")
    return [handed]


def refuse(
    book: Book, *, serial: str, refused: events.HandInRefused, by: Standing
) -> list[events.BookEvent]:
    """Send a book back to its holder that cannot be taken in as it is (S44, S45).

    Not idempotent: a book that was not handed in again cannot be refused again.
    """
    issued = _require_issued(book, serial)
    require_unit_of(by, issued.archive)
    _require_words("退回理由", refused.reason, "为什么不能收")
    if not book.coming:
        _refuse(book, serial, "退回", "已上交待签收")
    return [refused]


def take_in(
    book: Book, *, serial: str, by: Standing, gave: frozenset[PersonId] = NOBODY
) -> list[events.BookEvent]:
    """Sign for a book that was handed in: only now its holder is rid of it (S44–S46).

    Neither the holder signs for it, nor those who handed it in: ``gave``.
    """
    issued = _require_issued(book, serial)
    require_unit_of(by, issued.archive)
    if book.received is not None:
        return []
    if not book.coming:
        _refuse(book, serial, "收回", "已上交待签收")
    _require_another(book, serial, by, gave, "收回")
    return [events.BookReceived(unit=issued.archive)]


def archive(book: Book, *, serial: str, shelf: str | None, by: Standing) -> list[events.BookEvent]:
    """Put a book that was taken in into the archive, or on another shelf of it (S44, S45)."""
    issued = _require_issued(book, serial)
    require_unit_of(by, issued.archive)
    if book.received is None:
        _refuse(book, serial, "归档", "已收回")
    archived = events.BookArchived(unit=book.received, shelf=shelf)
    return [] if book.archived == archived else [archived]


def archive_of(
    kind: str | None, *, village: UnitId | None, office: UnitId | None
) -> UnitId | None:
    """Return who archives the books of such a cadre: a village cadre's his village (S44, S45)."""
    return village if kind == VILLAGE_CADRE else office


def _require_issued(book: Book, serial: str) -> events.BookIssued:
    if book.issued is None and book.void:
        _refuse(book, serial, "此事", "已发放")
    if book.issued is None:
        raise refusals.BookUnknownError(serial=serial)
    return book.issued


def _require_holder(book: Book, serial: str, by: Standing) -> events.BookIssued:
    issued = _require_issued(book, serial)
    if book.holder is None:
        _refuse(book, serial, "此事", "本人持有")
    keeper = by.coordinates or issued.archive in by.leads
    if by.person != issued.holder and not keeper:
        raise refusals.NotHolderError(serial=serial, holder=issued.holder, person=by.person)
    return issued


def _require_another(
    book: Book, serial: str, by: Standing, others: frozenset[PersonId], what: str
) -> None:
    if by.person in {book.holder, *others}:
        raise refusals.BothReceiptsError(serial=serial, person=by.person, what=what)


def _require_words(field: str, words: Personal, wanted: str) -> None:
    if not words.text.strip():
        raise refusals.BlankWordsError(field=field, wanted=wanted)


def _refuse(book: Book, serial: str, what: str, wanted: str) -> NoReturn:
    raise refusals.BookStateError(serial=serial, state=state_of(book), what=what, wanted=wanted)
