"""Leaving the town: the transfer, the list of what is still in hand, the closing (S46)."""

from collections.abc import Callable, Container, Sequence
from datetime import date
from typing import Any

from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.in_hand import (
    files_of,
    holds_up,
    in_hand,
    parted,
    resolved_on,
    to_put_right,
)
from minqing_core.application.leaving_things import (
    Outstanding,
    Thing,
    asked,
    books_of,
    matters,
    put_right,
    resolved,
)
from minqing_core.application.moments import NOW, When
from minqing_core.application.names import Directory, directory
from minqing_core.application.office import Office, person_stream
from minqing_core.application.on_person import on_person
from minqing_core.application.ports import Draft
from minqing_core.application.roster_files import everybody, unit_names
from minqing_core.application.roster_keepers import require_kept_without
from minqing_core.application.roster_standing_in import relieved
from minqing_core.application.tables import rows, settled
from minqing_core.application.transact import Recorded
from minqing_core.application.villages import left_villages, village_of
from minqing_core.kernel.envelope import Act, Envelope
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.powers.rules import Power, holds
from minqing_core.roster import decisions, events
from minqing_core.roster.decisions import PersonUnknownError
from minqing_core.roster.state import Person, Units
from minqing_core.views import people
from minqing_core.views.labels import label


@frozen(kw_only=True)
class LeavingItem:
    """One thing to hand over: still open, or done and since when.

    ``title`` is that of its matter, ``receiver`` who took it over. ``village`` is the village that
    the person left and to which it belongs, if it does.
    """

    what: Outstanding
    what_text: str
    id: str
    title: str
    status_text: str
    open: bool
    done_on: date | None
    receiver: PersonId | None
    receiver_name: str
    village: UnitId | None
    village_name: str


@frozen(kw_only=True)
class LeftPart:
    """A village in which somebody serves no more, and their last day there."""

    village: UnitId
    village_name: str
    until: date


@frozen(kw_only=True)
class LeavingPage:
    """The list of somebody who leaves （离任清单）: what is open and what was done (S46).

    They leave the town, once transferred away, or the villages that they have ``left``.
    ``hidden`` is how many open matters the organisation office has still to see to without being
    told which: those that are not theirs to see (S12, S25). To others it is nothing.
    """

    person: PersonId
    version: int
    name: str
    destination: str | None
    until: date | None
    left: tuple[LeftPart, ...]
    closed: date | None
    clear: bool
    hidden: int
    items: tuple[LeavingItem, ...]
    on: date
    position: int


Belonging = Callable[[UnitId | None], UnitId | None]


@use_case("roster.transfer", Power.ROSTER_KEEP, "S46", records=True)
def transfer(
    office: Office, act: Act, person: PersonId, *, transferred: events.CadreTransferredAway
) -> Recorded:
    """Transfer a person away, which opens the list of what they have to hand over."""

    def decide(state: Person, _: date) -> Sequence[events.PersonEvent]:
        found = decisions.transfer(state, person_id=person, transferred=transferred)
        if found:
            require_kept_without(everybody(office), person, transferred.until)
        return found

    asked = ["roster.transfer", person, transferred]
    return on_person(office, act, person, asked, decide, whole_log=True)


@use_case("roster.leaving", Power.ROSTER_READ, "S46", reads=True)
def leaving(office: Office, act: Act, person: PersonId, *, when: When = NOW) -> LeavingPage:
    """Show what somebody who leaves the town or a village has in hand, and what was done since."""
    moment = settled(office, when)
    history = office.log.stream(person_stream(person), moment.position)
    file = people.fold(person, history)
    if file.since is None:
        raise PersonUnknownError(person=person)
    units, names = office.units(moment.position), unit_names(office, moment)
    named = directory(office)
    left = tuple(left_villages(file, units, moment.today))
    belongs = _belonging(units, {one.village for one in left}, moment.today)
    opened_on = _opened_on(history, belongs)
    seen, unseen = parted(office, act, files_of(office, person, None if when.is_now else moment))
    keeps = holds(office.standing(act.actor), Power.ROSTER_KEEP)
    hidden = sum(holds_up(one, person) for one in unseen) if keeps else 0
    items = tuple(
        _item(one, village=belongs(one.unit), names=names, named=named)
        for one in (
            *matters(seen, person),
            *books_of(office, person, moment),
            *asked(seen, file, moment.today, named),
            *resolved(rows(office, resolved_on(person), when, moment)),
            *put_right(rows(office, to_put_right(person), when, moment)),
        )
        if one.done_on is None or (opened_on is not None and one.done_on >= opened_on)
    )
    transferred = file.transferred
    return LeavingPage(
        person=person,
        version=len(history),
        name=file.name,
        destination=None if transferred is None else transferred.destination,
        until=file.last_day,
        left=tuple(
            LeftPart(village=one.village, village_name=names[one.village], until=one.until)
            for one in left
        ),
        closed=file.closed,
        clear=not hidden and not any(item.open for item in items),
        hidden=hidden,
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
            in_hand=in_hand(office, act, person),
            today=today,
        )
        return [*found, *relieved(everybody(office), person, closed.on)] if found else []

    return on_person(office, act, person, ["roster.close", person, closed], decide, whole_log=True)


def _belonging(units: Units, left: Container[UnitId], on: date) -> Belonging:
    def belongs(unit: UnitId | None) -> UnitId | None:
        village = None if unit is None else village_of(units, unit, on)
        return village if village in left else None

    return belongs


def _opened_on(history: Sequence[Envelope[Any]], belongs: Belonging) -> date | None:
    def opens(event: object) -> bool:
        match event:
            case events.CadreTransferredAway():
                return True
            case events.PostLeft(unit=unit) | events.StationingEnded(village=unit):
                return belongs(unit) is not None
            case _:
                return False

    return next((civil_date(e.recorded_at) for e in history if opens(e.event)), None)


def _item(
    one: Thing, *, village: UnitId | None, names: dict[str, str], named: Directory
) -> LeavingItem:
    return LeavingItem(
        what=one.what,
        what_text=label("outstanding", one.what),
        id=one.number,
        title=one.title,
        status_text=one.status,
        open=one.done_on is None,
        done_on=one.done_on,
        receiver=one.receiver,
        receiver_name="" if one.receiver is None else named(one.receiver),
        village=village,
        village_name="" if village is None else names[village],
    )
