"""Which duties are asked for, and whether somebody may look at them."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cached_property

from attrs import frozen

from minqing_core.application.moments import Moment
from minqing_core.application.office import Office
from minqing_core.application.people import require_person
from minqing_core.application.roster_files import file_at, files_at
from minqing_core.duties.cells import Cell, State
from minqing_core.duties.kinds import KINDS, PERIODIC
from minqing_core.duties.spans import Span
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, PersonId, UnitId
from minqing_core.kernel.periods import Week, period, quarter
from minqing_core.kernel.refusals import PeriodError, RefusalError
from minqing_core.kernel.standing import Standing
from minqing_core.roster.decisions import require_unit
from minqing_core.roster.events import UnitKind
from minqing_core.views.people import TOWN_WIDE, PersonFile

ALL_DUTIES = frozenset(KINDS)
WANTED_PERIOD = "2025-W30、2025-Q3、2025-H1 或 2025"


@frozen(kw_only=True)
class Scope:
    """Whose duties: these people's and these units', of these kinds, that end within a span.

    ``asked_units`` are those of which what anybody of them was asked in a matter is wanted;
    ``alone`` is the one person asked about, whose matters can be looked up; ``owed_since`` is
    the day since when what is due of matters and books is wanted, None for however long ago;
    ``period`` the one that is wanted, where it is a single one; ``served_in`` are the units asked
    about: what people owed while they served elsewhere is not wanted; ``owing`` that of matters
    only what is owed yet is.
    """

    people: Sequence[PersonFile]
    units: frozenset[UnitId]
    within: Span
    owed_since: date | None
    duties: frozenset[str] = ALL_DUTIES
    alone: PersonId | None = None
    asked_units: frozenset[UnitId] = frozenset()
    period: str | None = None
    served_in: frozenset[UnitId] | None = None
    owing: bool = False

    def wants(self, cell: Cell) -> bool:
        """Say whether a cell is asked for."""
        if cell.duty not in self.duties:
            return False
        if cell.duty in PERIODIC:
            return self.period is None or cell.period == self.period
        begun = self.owed_since is None or self.owed_since <= cell.due
        return begun and cell.due <= self.owed_until

    @cached_property
    def owed_until(self) -> date:
        """The last day on which what is due of matters and books is wanted.

        Of a single week it is its Sunday, though what comes round may end on a later day (Q7).
        """
        week = None if self.period is None else period(self.period)
        return self.within.last if week is None else week.last


@frozen(kw_only=True)
class DutyFilter:
    """Which duties: a person's, a unit's with all below it, or a matter's; one's own otherwise.

    ``period`` is a week, a quarter, a half-year or a year, the present quarter where none is
    given; of matters and books it takes in what falls due within it.
    """

    person: PersonId | None = None
    unit: UnitId | None = None
    case: CaseId | None = None
    period: str | None = None
    state: State | None = None
    duty: str | None = None


MINE = DutyFilter()


class DutiesClosedError(RefusalError):
    """Whose duties these are looks at them, who leads them, and who oversees all (S39, S72)."""

    kind = "not-allowed"
    code = "duties-closed"
    text = "{by} 不能查看 {whose} 的职责台账：只对本人、所在单位的领导、组织部门和调查人员公开"


class DutyUnknownError(RefusalError):
    """No duty goes by this code."""

    kind = "not-found"
    code = "duty-unknown"
    text = "没有代码为「{duty}」的职责，可用的有：{known}"


def scope_of(office: Office, act: Act, which: DutyFilter, moment: Moment) -> Scope:
    """Return whose duties of which days are asked for, for somebody who may look at them.

    Raises:
        DutiesClosedError: they are neither theirs nor those of people whom they lead or oversee.
    """
    require_duty(which.duty)
    within, single = _within(which.period, moment.today)
    duties = ALL_DUTIES if which.duty is None else frozenset({which.duty})
    if which.unit is None:
        person = which.person or act.actor
        require_duties_seen(office, act, person)
        return Scope(
            people=(file_at(office, person, moment),),
            units=frozenset(),
            within=within,
            owed_since=within.first,
            duties=duties,
            alone=person,
            period=single,
        )
    units = _units_seen(office, act, which.unit, moment)
    people = tuple(_serving(office, moment, which.unit, units, within))
    return Scope(
        people=[one for one in people if which.person in {None, one.person}],
        units=units if which.person is None else frozenset(),
        within=within,
        owed_since=within.first,
        duties=duties,
        period=single,
        served_in=units,
    )


def require_duty(duty: str | None) -> None:
    """Refuse a duty that nobody has."""
    if duty is not None and duty not in KINDS:
        raise DutyUnknownError(duty=duty, known="、".join(KINDS))


def require_duties_seen(office: Office, act: Act, person: PersonId) -> None:
    """Refuse to show somebody's duties to whoever neither leads them nor oversees all (S72)."""
    require_person(office, person)
    reader = office.standing(act.actor)
    if person == act.actor or oversees(reader):
        return
    if office.place_of(person).units.isdisjoint(reader.leads):
        raise DutiesClosedError(by=act.actor, whose=person)


def oversees(reader: Standing) -> bool:
    """Say whether somebody looks at the duties of all (S72)."""
    return not TOWN_WIDE.isdisjoint(reader.posts)


def require_unit_seen(office: Office, act: Act, unit: UnitId) -> None:
    """Refuse to show a unit's duties to whoever neither leads it nor oversees all (S72)."""
    reader = office.standing(act.actor)
    if not oversees(reader) and unit not in reader.leads:
        raise DutiesClosedError(by=act.actor, whose=unit)


def _units_seen(office: Office, act: Act, unit: UnitId, moment: Moment) -> frozenset[UnitId]:
    require_unit(office.units().tree, unit)
    require_unit_seen(office, act, unit)
    units = office.units(moment.position)
    return units.tree_on(moment.today).within(unit) & frozenset(units.known)


def _within(written: str | None, today: date) -> tuple[Span, str | None]:
    found = quarter(today) if written is None else period(written)
    if found is None:
        raise PeriodError(period=written, wanted=WANTED_PERIOD)
    last = found.last + timedelta(days=6) if isinstance(found, Week) else found.last
    single = str(found) if isinstance(found, Week) else None
    return Span(period=str(found), first=found.first, last=last), single


def _serving(
    office: Office, moment: Moment, unit: UnitId, units: frozenset[UnitId], within: Span
) -> Iterable[PersonFile]:
    whole = office.units(moment.position).known.get(unit)
    top = whole is not None and whole.kind in {UnitKind.TOWN, UnitKind.CITY}
    for file in files_at(office, moment):
        served = (t for t in file.tenures if t.unit in units and _meet(t.since, t.until, within))
        if any(served) or (top and not file.tenures):
            yield file


def _meet(since: date, until: date | None, within: Span) -> bool:
    return since <= within.last and (until is None or within.first <= until)
