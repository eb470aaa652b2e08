"""Leaving the town: the transfer, the list of what is still in hand, the closing (S46)."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.in_hand import in_hand, matters_of
from minqing_core.application.moments import NOW, Moment, When, found
from minqing_core.application.office import Office, person_stream
from minqing_core.application.on_person import on_person
from minqing_core.application.transact import Recorded, Request, transact
from minqing_core.books.events import BookTakenUp
from minqing_core.kernel.envelope import Act, Envelope
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.periods import civil_date
from minqing_core.powers.rules import Power
from minqing_core.roster import decisions, events
from minqing_core.roster.decisions import PersonUnknownError
from minqing_core.roster.state import fold_person
from minqing_core.views import books, people
from minqing_core.views.case_file import Status
from minqing_core.views.labels import label
from minqing_core.views.tables import Row


class Outstanding(StrEnum):
    """What somebody who leaves has to hand over."""

    MATTER = "matter"
    BOOK = "book"


@frozen(kw_only=True)
class LeavingItem:
    """One thing to hand over: still open, or done and since when."""

    what: Outstanding
    what_text: str
    id: str
    status_text: str
    open: bool
    done_on: date | None


@frozen(kw_only=True)
class LeavingPage:
    """The list of somebody who leaves （离任清单）: what is open and what was done (S46)."""

    person: PersonId
    version: int
    name: str
    destination: str | None
    until: date | None
    closed: date | None
    clear: bool
    items: tuple[LeavingItem, ...]
    on: date
    position: int


@use_case("roster.transfer", Power.ROSTER_KEEP, "S46", records=True)
def transfer(
    office: Office, act: Act, person: PersonId, *, transferred: events.CadreTransferredAway
) -> Recorded:
    """Transfer a person away, which opens the list of what they have to hand over."""
    return on_person(
        office,
        act,
        person,
        ["roster.transfer", person, transferred],
        lambda state, _: decisions.transfer(state, person_id=person, transferred=transferred),
    )


@use_case("roster.leaving", Power.ROSTER_READ, "S46")
def leaving(office: Office, act: Act, person: PersonId, *, when: When = NOW) -> LeavingPage:
    """Show what somebody who leaves still has in hand, and what was done since."""
    moment = found(office, when)
    history = office.log.stream(person_stream(person), moment.position)
    file = people.fold(person, history)
    if file.since is None:
        raise PersonUnknownError(person=person)
    rows, opened_on = matters_of(office, person, moment, now=when.is_now), _opened_on(history)
    found_items = (*_matters(rows), *_books(office, person, moment))
    items = tuple(item for item in found_items if _counts(item, opened_on))
    transferred = file.transferred
    return LeavingPage(
        person=person,
        version=len(history),
        name=file.name,
        destination=None if transferred is None else transferred.destination,
        until=file.last_day,
        closed=file.closed,
        clear=not any(item.open for item in items),
        items=items,
        on=moment.today,
        position=moment.position,
    )


@use_case("roster.close", Power.ROSTER_KEEP, "S46", records=True)
def close(office: Office, act: Act, person: PersonId, *, closed: events.PersonClosed) -> Recorded:
    """Close the file of somebody who left, once nothing is in their hands any more."""

    def decide(history: Sequence[events.PersonEvent], at: datetime) -> list[events.PersonEvent]:
        return decisions.close(
            fold_person(history),
            person_id=person,
            closed=closed,
            in_hand=in_hand(office, person),
            today=civil_date(at),
        )

    request = Request(
        act=act,
        stream=person_stream(person),
        asked=["roster.close", person, closed],
        whole_log=True,
    )
    return transact(office, request, decide)


def _opened_on(history: Sequence[Envelope[Any]]) -> date | None:
    transfers = (e for e in history if isinstance(e.event, events.CadreTransferredAway))
    return next((civil_date(envelope.recorded_at) for envelope in transfers), None)


def _counts(item: LeavingItem, opened_on: date | None) -> bool:
    if item.done_on is None:
        return True
    return opened_on is not None and item.done_on >= opened_on


def _matters(rows: Sequence[Row]) -> Iterator[LeavingItem]:
    for row in rows:
        ended = row["status"] == Status.CONCLUDED
        done_on = date.fromisoformat(str(row["last_on"])) if ended else None
        status = label("status", str(row["status"]))
        yield _item(Outstanding.MATTER, str(row["number"]), status, done_on)


def _books(office: Office, person: PersonId, moment: Moment) -> Iterator[LeavingItem]:
    given_up: dict[str, date | None] = {}
    for envelope in office.log.stream(books.custody_stream(person), moment.position):
        held = isinstance(envelope.event, BookTakenUp)
        given_up[envelope.event.serial] = None if held else civil_date(envelope.recorded_at)
    for serial, done_on in given_up.items():
        history = office.log.stream(books.book_stream(serial), moment.position)
        state = label("book", books.fold(serial, history).state)
        yield _item(Outstanding.BOOK, serial, state, done_on)


def _item(what: Outstanding, number: str, status: str, done_on: date | None) -> LeavingItem:
    return LeavingItem(
        what=what,
        what_text=label("outstanding", what),
        id=number,
        status_text=status,
        open=done_on is None,
        done_on=done_on,
    )
