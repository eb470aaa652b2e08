"""Leaving the town: the transfer, the list of what is still in hand, the closing (S46)."""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.in_hand import (
    files_of,
    has_task,
    in_hand,
    is_handing_over,
    is_open,
)
from minqing_core.application.moments import NOW, Moment, When, found
from minqing_core.application.office import Office, person_stream
from minqing_core.application.on_person import on_person
from minqing_core.application.ports import Draft
from minqing_core.application.roster_files import everybody
from minqing_core.application.roster_keepers import require_kept_without
from minqing_core.application.roster_standing_in import relieved
from minqing_core.application.transact import Recorded
from minqing_core.books.events import BookTakenUp
from minqing_core.kernel.envelope import Act, Envelope
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.periods import civil_date
from minqing_core.powers.rules import Power
from minqing_core.roster import decisions, events
from minqing_core.roster.decisions import PersonUnknownError
from minqing_core.roster.state import Person
from minqing_core.views import books, people
from minqing_core.views.case_file import CaseFile
from minqing_core.views.labels import label


class Outstanding(StrEnum):
    """What somebody who leaves has to hand over."""

    MATTER = "matter"
    HANDOVER = "handover"
    TASK = "task"
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
    opened_on = _opened_on(history)
    items = tuple(
        item
        for item in _items(office, person, moment, now=when.is_now)
        if item.done_on is None or (opened_on is not None and item.done_on >= opened_on)
    )
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

    def decide(state: Person, today: date) -> Sequence[events.PersonEvent | Draft]:
        found = decisions.close(
            state,
            person_id=person,
            closed=closed,
            in_hand=in_hand(office, person),
            today=today,
        )
        if not found:
            return []
        files = tuple(everybody(office))
        require_kept_without(files, person, closed.on)
        return [*found, *relieved(files, person, closed.on)]

    return on_person(office, act, person, ["roster.close", person, closed], decide, whole_log=True)


def _opened_on(history: Sequence[Envelope[Any]]) -> date | None:
    transfers = (e for e in history if isinstance(e.event, events.CadreTransferredAway))
    return next((civil_date(envelope.recorded_at) for envelope in transfers), None)


def _items(
    office: Office, person: PersonId, moment: Moment, *, now: bool
) -> Iterator[LeavingItem]:
    files = tuple(files_of(office, person, None if now else moment))
    for file in files:
        yield from _matter(file, person)
    for file in files:
        if is_handing_over(file, person):
            yield _item(Outstanding.HANDOVER, file.case, label("status", file.status), None)
        if has_task(file, person):
            yield _item(Outstanding.TASK, file.case, label("status", file.status), None)
    yield from _books(office, person, moment)


def _matter(file: CaseFile, person: PersonId) -> Iterator[LeavingItem]:
    held = [one for one in file.holders if one.person == person]
    if not held:
        return
    last, status = held[-1], label("status", file.status)
    if last.until is not None:
        yield _item(Outstanding.MATTER, file.case, "已移交", civil_date(last.until))
    else:
        done_on = None if is_open(file) else civil_date(file.last_at or last.since)
        yield _item(Outstanding.MATTER, file.case, status, done_on)


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
