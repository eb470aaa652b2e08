"""A record book as a reader sees it: who holds it, how it stands, and when it changed hands."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import reduce
from typing import Any, assert_never

import attrs

from minqing_core.books import events
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import PersonId, StreamId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.views.tables import Row

BOOKS = StreamId("books")
PREFIX, CUSTODY = "book/", "custody/"


class BookState(StrEnum):
    """How a book stands (S43)."""

    ISSUED = "issued"
    IN_USE = "in-use"
    FULL = "full"
    DAMAGED = "damaged"
    LOST = "lost"
    HANDED_IN = "handed-in"
    TAKEN_IN = "taken-in"
    ARCHIVED = "archived"
    VOID = "void"


@attrs.frozen(kw_only=True)
class BookFile:
    """Everything that is on record of a book, as of some moment."""

    serial: str
    version: int = 0
    position: int = 0
    issued: events.BookIssued | None = None
    unit: UnitId | None = None
    full: bool = False
    lost: bool = False
    unusable: bool = False
    void: bool = False
    shelf: str | None = None
    issued_on: date | None = None
    signed_on: date | None = None
    handed_in_on: date | None = None
    received_on: date | None = None
    archived_on: date | None = None

    @property
    def holder(self) -> PersonId | None:
        """To whom the book was given, whoever has it now."""
        return None if self.issued is None else self.issued.holder

    @property
    def state(self) -> BookState:
        """How the book stands: of several things that are true the last in its life."""
        states = (
            (self.void, BookState.VOID),
            (self.archived_on is not None, BookState.ARCHIVED),
            (self.received_on is not None, BookState.TAKEN_IN),
            (self.lost, BookState.LOST),
            (self.handed_in_on is not None, BookState.HANDED_IN),
            (self.unusable, BookState.DAMAGED),
            (self.full, BookState.FULL),
            (self.signed_on is not None, BookState.IN_USE),
        )
        return next((state for holds, state in states if holds), BookState.ISSUED)


def book_stream(serial: str) -> StreamId:
    """Return the stream of a book."""
    return StreamId(f"{PREFIX}{serial}")


def custody_stream(person: PersonId) -> StreamId:
    """Return the stream of the books that a person holds."""
    return StreamId(f"{CUSTODY}{person}")


def evolve(file: BookFile, envelope: Envelope[Any]) -> BookFile:
    """Return the book after an event."""
    return attrs.evolve(
        file,
        version=envelope.version,
        position=envelope.position,
        **_changed(envelope.event, civil_date(envelope.occurred_at)),
    )


def fold(serial: str, history: Iterable[Envelope[Any]]) -> BookFile:
    """Return the book that a history makes."""
    return reduce(evolve, history, BookFile(serial=serial))


def received_by(history: Iterable[Envelope[Any]]) -> PersonId | None:
    """Return who signed for a book that was handed in; None where nobody did."""
    took = [one.actor for one in history if isinstance(one.event, events.BookReceived)]
    return took[-1] if took else None


def row(file: BookFile) -> Row:
    """Return the row of a book."""
    return {
        "serial": file.serial,
        "state": file.state,
        "holder": file.holder,
        "unit": file.unit,
        "archive": None if file.issued is None else file.issued.archive,
        "shelf": file.shelf,
        "issued_on": _day(file.issued_on),
        "signed_on": _day(file.signed_on),
        "handed_in_on": _day(file.handed_in_on),
        "received_on": _day(file.received_on),
        "archived_on": _day(file.archived_on),
        "position": file.position,
        "version": file.version,
    }


def _changed(event: events.BookEvent, on: date) -> dict[str, Any]:  # noqa: C901, PLR0911 - one line an event
    match event:
        case events.BookIssued(unit=unit):
            return {"issued": event, "unit": unit, "issued_on": on}
        case events.BookSignedFor():
            return {"signed_on": on}
        case events.BookFull():
            return {"full": True}
        case events.BookLost():
            return {"lost": True}
        case events.BookFound():
            return {"lost": False}
        case events.BookDamaged(usable=usable):
            return {"unusable": not usable}
        case events.BookVoided(unit=unit):
            return {"void": True, "unit": unit}
        case events.BookHandedIn():
            return {"handed_in_on": on}
        case events.HandInRefused():
            return {"handed_in_on": None}
        case events.BookReceived():
            return {"received_on": on}
        case events.BookArchived(shelf=shelf):
            return {"archived_on": on, "shelf": shelf}
        case _:
            assert_never(event)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
