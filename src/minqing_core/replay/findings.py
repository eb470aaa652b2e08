"""What was owed in a matter and was missed or late, or told late, and what was not as told.

Facts with their records, never verdicts (S66).
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from attrs import frozen

from minqing_core.diary import events
from minqing_core.duties import kinds
from minqing_core.duties.answering import (
    Answerable,
    Arrived,
    LastDay,
    answerable_on,
    taken_over_on,
)
from minqing_core.duties.cells import Cell, State
from minqing_core.kernel.calendar import CountedDay, WorkingCalendar
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.replay.sources import Source, Sources
from minqing_core.views.case_file import CaseFile
from minqing_core.views.said import Said

NOT_AS_TOLD = "outcome.not-as-told"


class FindingKind(StrEnum):
    """What kind of fact it is."""

    MISSED = "missed"
    LATE = "late"
    FILLED_IN = "filled-in"
    NOT_AS_TOLD = "not-as-told"


@frozen(kw_only=True)
class Finding:
    """A duty that was missed or late, or an end that was found not to be as it was told.

    One met in time, by a record that was made only after its day, is *filled in*: it stays met,
    and rests on what was written later. ``person`` or ``unit`` owed it, ``holder`` answered for
    the matter on that day, if anybody did. ``days`` are counted one by one where a rule of days
    says by when; ``late_days`` are the working days past ``due``, up to the day it was met, or
    filled in, or where it never was, up to the day asked about. ``recorded_on`` is the day on
    which what met it was put on record; ``evidence`` is what it began with, and what met it or
    showed it.
    """

    id: str
    kind: FindingKind
    duty: str
    title: str
    clause: str
    person: PersonId | None
    unit: UnitId | None
    holder: PersonId | None
    start: date
    due: date
    met_on: date | None
    recorded_on: date | None
    late_days: int
    tentative: bool
    says: str
    laid_by: UnitId | None
    days: tuple[CountedDay, ...]
    evidence: tuple[Source, ...]


@frozen(kw_only=True)
class Read:
    """A matter as it is read: its file, where its records stand, the calendar, what day it is.

    ``left`` are the records by which those who held it were transferred away; ``arrived`` says
    since when somebody has been in the roster, ``last_day`` until when.
    """

    file: CaseFile
    sources: Sources
    left: Mapping[PersonId, Source]
    calendar: WorkingCalendar
    today: date
    arrived: Arrived
    last_day: LastDay

    def answerable_on(self, on: date) -> Answerable:
        """Return who answered for the matter at the end of a day, or else its unit."""
        return answerable_on(self.file, on, self.arrived, self.last_day)


FAILED: Mapping[State, FindingKind] = {
    State.MISSED: FindingKind.MISSED,
    State.MET_LATE: FindingKind.LATE,
}
Cells: TypeAlias = Iterable[Cell]


def findings(read: Read, cells: Cells) -> tuple[Finding, ...]:
    """Return what was missed, late, filled in or not as told, by the day (S25, S37, S66)."""
    owed = filter(None, (_owed(read, cell) for cell in cells))
    found = [*owed, *_not_as_told(read)]
    return tuple(sorted(found, key=lambda finding: (finding.due, finding.id)))


def _owed(read: Read, cell: Cell) -> Finding | None:
    recorded_on = _recorded_on(read, cell)
    filled_in = cell.state is State.MET and _came_after(read, recorded_on, cell.due)
    kind = FindingKind.FILLED_IN if filled_in else FAILED.get(cell.state)
    if kind is None:
        return None
    until = recorded_on if filled_in else cell.met_on
    return Finding(
        id=cell.id,
        kind=kind,
        duty=cell.duty,
        title=kinds.KINDS[cell.duty].title,
        clause=cell.clause,
        person=cell.person,
        unit=cell.unit,
        holder=read.answerable_on(cell.due).person,
        start=cell.start,
        due=cell.due,
        met_on=cell.met_on,
        recorded_on=recorded_on,
        late_days=read.calendar.working_days_between(cell.due, until or read.today),
        tentative=cell.ground.tentative,
        says=cell.ground.says,
        laid_by=cell.ground.laid_by,
        days=cell.ground.days,
        evidence=records_of(read, cell),
    )


def records_of(read: Read, cell: Cell) -> tuple[Source, ...]:
    """Return the records of a matter by which a duty began, and was met or no longer asked for."""
    return _at(read, (cell.began, *cell.met_by, cell.released_by))


def _recorded_on(read: Read, cell: Cell) -> date | None:
    """Return the day on which what met a duty was put on record, if it was."""
    return min((source.recorded_on for source in _at(read, cell.met_by)), default=None)


def _came_after(read: Read, recorded_on: date | None, due: date) -> bool:
    """Say whether something was filled in here after its day, not taken over from elsewhere."""
    here = recorded_on != taken_over_on(read.file)
    return recorded_on is not None and recorded_on > due and here


def _at(read: Read, positions: Iterable[int | None]) -> tuple[Source, ...]:
    known = (*read.sources.values(), *read.left.values())
    at = {source.position: source for source in known}
    return tuple(at[p] for p in dict.fromkeys(positions) if p in at)


def _not_as_told(read: Read) -> Iterator[Finding]:
    """Yield each end that a revisit found not to be as it was told (S28, S37)."""
    for number, said in enumerate(read.file.rounds, start=1):
        ended = next((one for one in said if isinstance(one.fact, events.CaseConcluded)), None)
        looked = (one for one in said if isinstance(one.fact, events.Revisited))
        for seen in looked:
            if ended is not None and not seen.fact.as_told:
                yield _contradicted(read, ended, seen, number)


def _contradicted(read: Read, ended: Said, seen: Said, number: int) -> Finding:
    on = civil_date(ended.at)
    return Finding(
        id=f"{NOT_AS_TOLD}/{read.file.case}/{number}/{seen.version}",
        kind=FindingKind.NOT_AS_TOLD,
        duty=NOT_AS_TOLD,
        title="办结所记与回访所见不符",
        clause="S37",
        person=ended.on_behalf_of or ended.by,
        unit=None,
        holder=read.answerable_on(on).person,
        start=on,
        due=on,
        met_on=None,
        recorded_on=None,
        late_days=0,
        tentative=False,
        says=f"{on} 办结，{civil_date(seen.at)} 回访记明与办结所记不符",
        laid_by=None,
        days=(),
        evidence=(read.sources[ended.version], read.sources[seen.version]),
    )
