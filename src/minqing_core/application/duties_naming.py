"""The one duty that an id names, whoever owes it and whenever it is due."""

from collections.abc import Iterator
from datetime import date

import attrs

from minqing_core.application.duties import asked_for
from minqing_core.application.duties_assigned import of_body
from minqing_core.application.duties_ledger import gathered, of_case
from minqing_core.application.duties_rules import rulebook
from minqing_core.application.duties_scope import (
    DutyFilter,
    Scope,
    require_duties_seen,
    require_unit_seen,
)
from minqing_core.application.listing import visible
from minqing_core.application.moments import Moment
from minqing_core.application.office import Office
from minqing_core.application.roster_files import file_at
from minqing_core.duties.cells import Cell
from minqing_core.duties.kinds import (
    BOOK_FULL,
    COMPLETE,
    LEAVING_BOOK,
    OF_MATTERS,
    PERIODIC,
    RECTIFY,
    RESOLVED,
    TELL_STUDIED,
)
from minqing_core.duties.spans import Span
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, PersonId, StreamId, UnitId
from minqing_core.views import books
from minqing_core.views.inspections import PREFIX as INSPECTION
from minqing_core.views.reviews import PREFIX as REVIEW


def named(office: Office, act: Act, wanted: str, moment: Moment) -> list[Cell]:
    """Return the duty with this id, for somebody who may look at it; none where there is none.

    An id says whose duty it is and of which period, matter, book or record.
    """
    return [cell for cell in _near(office, act, wanted, moment) if cell.id == wanted]


def _near(office: Office, act: Act, wanted: str, moment: Moment) -> Iterator[Cell]:
    match wanted.split("/"):
        case [duty, whose, period, *_] if duty in PERIODIC:
            yield from _round(office, act, DutyFilter(duty=duty, period=period), whose, moment)
        case [duty, case, *_] if duty in OF_MATTERS or duty == TELL_STUDIED:
            if visible(office, act, [case]):
                yield from of_case(office, CaseId(case), moment)
        case [duty, serial] if duty == BOOK_FULL:
            holder = books.fold(serial, office.log.stream(books.book_stream(serial))).holder
            if holder is not None:
                yield from _of_books(office, act, holder, moment, duty)
        case [duty, person, _, *_] if duty == LEAVING_BOOK:
            yield from _of_books(office, act, PersonId(person), moment, duty)
        case [duty, body, number, _] if duty == RESOLVED:
            yield from _laid(office, act, wanted, f"{body}/{number}", moment)
        case [duty, number, _, _] if duty == RECTIFY:
            yield from _laid(office, act, wanted, f"{INSPECTION}{number}", moment)
        case [duty, person, period, _, _] if duty == COMPLETE:
            yield from _laid(office, act, wanted, f"{REVIEW}{person}-{period}", moment)
        case _:
            pass


def _round(
    office: Office, act: Act, which: DutyFilter, whose: str, moment: Moment
) -> Iterator[Cell]:
    """Yield what comes round of a person or a unit; of one's own also a unit's one headed once."""
    if whose not in office.units().known:
        which = attrs.evolve(which, person=PersonId(whose))
        yield from asked_for(office, act, which, moment)
        return
    own = [cell for cell in asked_for(office, act, which, moment) if cell.unit == whose]
    of_unit = attrs.evolve(which, unit=UnitId(whose))
    yield from own or asked_for(office, act, of_unit, moment)


def _of_books(
    office: Office, act: Act, person: PersonId, moment: Moment, duty: str
) -> Iterator[Cell]:
    require_duties_seen(office, act, person)
    scope = Scope(
        people=(file_at(office, person, moment),),
        units=frozenset(),
        within=Span(period="", first=moment.today, last=date.max),
        owed_since=None,
        duties=frozenset({duty}),
        alone=person,
    )
    yield from gathered(office, act, moment, scope)


def _laid(office: Office, act: Act, wanted: str, stream: str, moment: Moment) -> Iterator[Cell]:
    for cell in of_body(office, moment, rulebook(office, moment), StreamId(stream)):
        if cell.id == wanted:
            if cell.unit is not None and cell.person != act.actor:
                require_unit_seen(office, act, cell.unit)
            else:
                assert cell.person is not None  # noqa: S101 - it is somebody's or some unit's
                require_duties_seen(office, act, cell.person)
            yield cell
