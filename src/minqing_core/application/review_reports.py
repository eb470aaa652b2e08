"""The board and the coverage of a quarter: figures with their position and digest (S53, S72)."""

from collections.abc import Iterator, Mapping
from datetime import date

import attrs
from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.moments import NOW, When
from minqing_core.application.office import Office
from minqing_core.application.review_cells import Cell, cells, diary_at
from minqing_core.application.review_entries import Look, entries_counted, lateness
from minqing_core.application.review_sheet import (
    Sheet,
    digest_of,
    sheet_of,
    states_of,
    unit_names,
)
from minqing_core.duties.matrix import Assignment
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.powers.rules import Power
from minqing_core.views.figures import Metric, by_week, figures, weeks_of
from minqing_core.views.labels import label


@frozen(kw_only=True)
class CoverageLine:
    """A cadre, by which rule their diary is read, and how it stands with each reading."""

    person: PersonId
    name: str
    unit_names: str
    rule: str
    rule_text: str
    clause: str
    readings: tuple[Cell, ...]


@frozen(kw_only=True)
class CoverageReport:
    """Who is to be read by whom in a quarter, every empty cell with its reason (S53)."""

    period: str
    unit: UnitId | None
    unit_name: str
    on: date
    items: tuple[CoverageLine, ...]
    states: Mapping[str, int]
    next: None
    position: int
    digest: str


@frozen(kw_only=True)
class BoardLine:
    """A cadre's quarter: what they wrote, how they assessed it, how it was reviewed.

    ``weeks`` are the entries of each week in the order of the board's weeks.
    """

    person: PersonId
    name: str
    unit_names: str
    figures: Mapping[str, int]
    weeks: tuple[int, ...]
    assessed_on: date | None
    rule: str
    clause: str
    readings: tuple[Cell, ...]


@frozen(kw_only=True)
class QuarterBoard:
    """The board of a quarter: cadre by cadre, with the sums."""

    period: str
    unit: UnitId | None
    unit_name: str
    on: date
    weeks: tuple[str, ...]
    items: tuple[BoardLine, ...]
    sums: Mapping[str, int]
    assessed: int
    states: Mapping[str, int]
    next: None
    position: int
    digest: str


@use_case(
    "report.coverage",
    Power.REVIEW_READ,
    "S53",
    "S54",
    "S55",
    "S56",
    "S57",
    "S58",
    "S72",
    reads=True,
)
def coverage(
    office: Office, act: Act, *, period: str, unit: UnitId | None = None, when: When = NOW
) -> CoverageReport:
    """Show who is to be read by whom in a quarter, and why a reading is wanting."""
    sheet = sheet_of(office, act, period, unit, when)
    items = tuple(_covered(office, sheet))
    report = CoverageReport(
        period=str(sheet.period),
        unit=unit,
        unit_name="" if unit is None else sheet.names(unit),
        on=sheet.moment.today,
        items=items,
        states=states_of(line.readings for line in items),
        next=None,
        position=sheet.moment.position,
        digest="",
    )
    return attrs.evolve(report, digest=digest_of(report))


@use_case("report.quarter", Power.REVIEW_READ, "S39", "S41", "S53", "S72", reads=True)
def board(
    office: Office, act: Act, *, period: str, unit: UnitId | None = None, when: When = NOW
) -> QuarterBoard:
    """Show what each cadre wrote in a quarter, how they assessed it and how it was reviewed."""
    sheet = sheet_of(office, act, period, unit, when)
    made = _board(office, sheet)
    if when.is_now and office.views.position() != sheet.moment.position:
        again = When(position=sheet.moment.position)
        return _board(office, attrs.evolve(sheet, when=again))
    return made


def _board(office: Office, sheet: Sheet) -> QuarterBoard:
    items = tuple(_lines(office, sheet))
    sums = {str(metric): sum(line.figures[metric] for line in items) for metric in Metric}
    report = QuarterBoard(
        period=str(sheet.period),
        unit=sheet.unit,
        unit_name="" if sheet.unit is None else sheet.names(sheet.unit),
        on=sheet.moment.today,
        weeks=tuple(map(str, weeks_of(sheet.period))),
        items=items,
        sums=sums,
        assessed=sum(line.assessed_on is not None for line in items),
        states=states_of(line.readings for line in items),
        next=None,
        position=sheet.moment.position,
        digest="",
    )
    return attrs.evolve(report, digest=digest_of(report))


def _covered(office: Office, sheet: Sheet) -> Iterator[CoverageLine]:
    for assigned in sheet.lines:
        yield CoverageLine(
            person=assigned.person,
            name=sheet.names(assigned.person),
            unit_names=unit_names(sheet, assigned.person),
            rule=assigned.rule,
            rule_text=label("reading-rule", assigned.rule),
            clause=assigned.clause,
            readings=_readings(office, sheet, assigned),
        )


def _lines(office: Office, sheet: Sheet) -> Iterator[BoardLine]:
    look = Look(period=sheet.period, when=sheet.when, moment=sheet.moment)
    rows = entries_counted(office, [one.person for one in sheet.lines], look)
    is_late = lateness(office, sheet.moment)
    for assigned in sheet.lines:
        person = assigned.person
        theirs = rows.get(person, [])
        counted = figures(theirs, sheet.period, is_late)
        file = diary_at(office, person, sheet.period, sheet.moment)
        yield BoardLine(
            person=person,
            name=sheet.names(person),
            unit_names=unit_names(sheet, person),
            figures={str(metric): n for metric, n in counted.items()},
            weeks=by_week(theirs, sheet.period),
            assessed_on=file.assessments[0].on if file.assessments else None,
            rule=assigned.rule,
            clause=assigned.clause,
            readings=cells(sheet.matrix, assigned, file, sheet.names),
        )


def _readings(office: Office, sheet: Sheet, assigned: Assignment) -> tuple[Cell, ...]:
    file = diary_at(office, assigned.person, sheet.period, sheet.moment)
    return cells(sheet.matrix, assigned, file, sheet.names)
