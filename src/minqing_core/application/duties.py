"""Readings of the ledger of duties: who owed what by when, and how it stands."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

import attrs
from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.duties_items import DutyItem, items_of
from minqing_core.application.duties_ledger import gathered, of_case
from minqing_core.application.duties_scope import (
    ALL_DUTIES,
    MINE,
    DutyFilter,
    require_duty,
    scope_of,
)
from minqing_core.application.filtering import CursorError
from minqing_core.application.listing import require_limit
from minqing_core.application.moments import NOW, Moment, When
from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.application.tables import settled
from minqing_core.duties.cells import Cell, State
from minqing_core.duties.kinds import PERIODIC
from minqing_core.duties.spans import Span
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.periods import FIRST_YEAR, LAST_YEAR, Months, quarter
from minqing_core.kernel.refusals import PeriodError, RefusalError
from minqing_core.powers.rules import Power

CURSOR = re.compile(r"(\d{4}-\d\d-\d\d)\.(.+)", re.ASCII)
WITHIN = re.compile(r"(\d{1,3})\s*(?:d|天|日)?", re.ASCII | re.IGNORECASE)
OWED = frozenset({State.OPEN, State.MISSED})
DAY = timedelta(days=1)


class WithinError(RefusalError):
    """So many days ahead are looked for, and no more."""

    code = "duties-within"
    text = "「{within}」不对，应写作天数，如 3d（0 至 999 天）"


@frozen(kw_only=True)
class DutyList:
    """A page of duties in the order in which they fall due, and the cursor to the next."""

    items: tuple[DutyItem, ...]
    next: str | None
    on: date
    position: int


@frozen(kw_only=True)
class Whose:
    """A person's duties, or a unit's with all below it; one's own otherwise."""

    person: PersonId | None = None
    unit: UnitId | None = None


OWN = Whose()


@frozen(kw_only=True)
class DutyGrid:
    """A year of a cadre: what came round in it, and how many duties stand how."""

    person: PersonId
    person_name: str
    year: int
    items: tuple[DutyItem, ...]
    counts: Mapping[str, int]
    on: date
    position: int


@use_case(
    "duties.list",
    Power.DUTIES_READ,
    *("S22", "S24", "S34", "S38", "S39", "S40", "S41", "S42", "S44", "S45", "S46", "S48"),
    *("S52", "S53", "S54", "S55", "S56", "S57", "S58", "S60", "S61", "S62", "S64", "S65"),
    *("S67", "S72", "S76", "S77", "S78", "S83"),
    reads=True,
)
def list_duties(
    office: Office,
    act: Act,
    *,
    which: DutyFilter = MINE,
    cursor: str | None = None,
    limit: int = 50,
    when: When = NOW,
) -> DutyList:
    """List the duties of a person, a unit or a matter, and how each of them stood."""
    require_limit(limit)
    moment = settled(office, when)
    cells = asked_for(office, act, which, moment)
    return _page(office, cells, moment, cursor=cursor, limit=limit)


@use_case("duties.due", Power.DUTIES_READ, "S34", "S39", "S48", "S60", "S62", "S67", reads=True)
def due(
    office: Office,
    act: Act,
    *,
    within: str = "3d",
    whose: Whose = OWN,
    cursor: str | None = None,
    limit: int = 50,
    when: When = NOW,
) -> DutyList:
    """List what falls due soon, then what is overdue: one's own, or a person's or a unit's.

    Of what comes round it looks back to the last quarter; a matter is named until it is done.
    """
    require_limit(limit)
    moment, days = settled(office, when), _days(within)
    cells = falling_due(office, act, moment, days=days, whose=whose)
    return _page(office, cells, moment, cursor=cursor, limit=limit, overdue_last=True)


@use_case("duties.grid", Power.DUTIES_READ, "S39", "S41", "S48", "S60", "S67", reads=True)
def grid(
    office: Office, act: Act, person: PersonId, *, year: int | None = None, when: When = NOW
) -> DutyGrid:
    """Show a year of a cadre as a calendar: each week and quarter, and how it stood."""
    moment = settled(office, when)
    wanted = moment.today.year if year is None else year
    if not FIRST_YEAR <= wanted <= LAST_YEAR:
        raise PeriodError(period=year, wanted=f"{FIRST_YEAR} 至 {LAST_YEAR} 之间的年份")
    which = DutyFilter(person=person, period=str(Months(wanted, 1, 12)))
    scope = attrs.evolve(scope_of(office, act, which, moment), duties=frozenset(PERIODIC))
    cells = in_order(gathered(office, act, moment, scope))
    names = directory(office)
    counts = {state: sum(cell.state is state for cell in cells) for state in State}
    return DutyGrid(
        person=person,
        person_name=names(person),
        year=wanted,
        items=tuple(items_of(cells, names, moment.today)),
        counts={str(state): n for state, n in counts.items() if n},
        on=moment.today,
        position=moment.position,
    )


def asked_for(office: Office, act: Act, which: DutyFilter, moment: Moment) -> list[Cell]:
    """Return the duties that a filter names, in the order in which they fall due."""
    require_duty(which.duty)
    if which.case is not None:
        found = of_case(office, which.case, moment)
        cells = in_order(cell for cell in found if which.person in {None, cell.person})
        cells = [cell for cell in cells if which.duty in {None, cell.duty}]
    else:
        cells = in_order(gathered(office, act, moment, scope_of(office, act, which, moment)))
    return [cell for cell in cells if which.state in {None, cell.state}]


def falling_due(
    office: Office,
    act: Act,
    moment: Moment,
    *,
    days: int,
    whose: Whose,
    duties: frozenset[str] = ALL_DUTIES,
) -> Iterator[Cell]:
    """Yield what is owed of these kinds within so many days of a moment, or overdue by then."""
    last = moment.today + days * DAY
    back = quarter(quarter(moment.today).first - DAY).first
    which = DutyFilter(person=whose.person, unit=whose.unit)
    scope = scope_of(office, act, which, moment)
    within = Span(period="", first=back, last=last)
    mine = office.place_of(whose.person or act.actor).units if whose.unit is None else scope.units
    scope = attrs.evolve(
        scope, within=within, owed_since=None, asked_units=mine, owing=True, duties=duties
    )
    found = gathered(office, act, moment, scope)
    yield from (cell for cell in found if cell.state in OWED and cell.due <= last)


def in_order(cells: Iterable[Cell]) -> list[Cell]:
    """Return duties in the order in which they fall due."""
    return sorted(cells, key=lambda cell: (cell.due, cell.id))


def _page(
    office: Office,
    cells: Iterable[Cell],
    moment: Moment,
    *,
    cursor: str | None,
    limit: int,
    overdue_last: bool = False,
) -> DutyList:
    today = str(moment.today)

    def place(due: str, which: str) -> tuple[bool, str, str]:
        return overdue_last and due < today, due, which

    after = None if cursor is None else place(*_after(cursor))
    placed = sorted(cells, key=lambda cell: place(str(cell.due), cell.id))
    rest = [c for c in placed if after is None or place(str(c.due), c.id) > after]
    shown, last = rest[:limit], rest[limit - 1] if len(rest) > limit else None
    return DutyList(
        items=tuple(items_of(shown, directory(office), moment.today)),
        next=None if last is None else f"{last.due}.{last.id}",
        on=moment.today,
        position=moment.position,
    )


def _after(cursor: str) -> tuple[str, str]:
    read = CURSOR.fullmatch(cursor)
    if read is None:
        raise CursorError(cursor=cursor)
    return read[1], read[2]


def _days(within: str) -> int:
    read = WITHIN.fullmatch(within.strip())
    if read is None:
        raise WithinError(within=within)
    return int(read[1])
