"""A report of a quarter: who is on it, as of which position, and the digest of it (S50, S53)."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

import attrs
from attrs import frozen

from minqing_core.application.moments import Moment, When, day_of
from minqing_core.application.names import Directory
from minqing_core.application.office import Office
from minqing_core.application.review_cells import Cell, opens
from minqing_core.application.review_matrix import Matrix, matrix_at, quarter_named
from minqing_core.application.tables import settled
from minqing_core.application.transact import canonical
from minqing_core.duties.matrix import Assignment
from minqing_core.inspection.decisions.requirements import require_reach
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.periods import Months
from minqing_core.review.decisions.refusals import NotBegunError
from minqing_core.roster.decisions import require_unit
from minqing_core.views.reviews import ReadingState


@frozen(kw_only=True)
class Sheet:
    """What both reports are made of: who is on them, in the names of their day."""

    period: Months
    unit: UnitId | None
    moment: Moment
    when: When
    matrix: Matrix
    names: Directory
    lines: tuple[Assignment, ...]


def sheet_of(office: Office, act: Act, period: str, unit: UnitId | None, when: When) -> Sheet:
    """Return who is on a report of a quarter, of those whom somebody may read about.

    Raises:
        PeriodError: the text names no quarter.
        NotBegunError: the quarter has not begun.
        UnitUnknownError: there is no such unit.
        UnitForeignError: it is none of theirs, and nobody in it is theirs to read about.
    """
    quarter, moment = quarter_named(period), settled(office, when)
    if moment.today < quarter.first:
        raise NotBegunError(period=quarter, first=quarter.first, today=moment.today, what="统计")
    units = office.units(moment.position)
    if unit is not None:
        require_unit(units.tree, unit)
    moment = attrs.evolve(moment, today=day_of(office, when, moment))
    matrix = matrix_at(office, moment, quarter)
    lines = tuple(_shown(office, act, matrix, unit))
    if unit is not None and not lines:
        require_reach(office.standing(act.actor), unit)
    return Sheet(
        period=quarter,
        unit=unit,
        moment=moment,
        when=when,
        matrix=matrix,
        names=Directory(office, units, moment.today),
        lines=lines,
    )


def _shown(office: Office, act: Act, matrix: Matrix, unit: UnitId | None) -> Iterator[Assignment]:
    reader, tree = office.standing(act.actor), matrix.roll.tree
    within = None if unit is None else {unit, *tree.within(unit)}
    for assigned in sorted(matrix.all(), key=lambda one: (one.rule, one.person)):
        there = within is None or not within.isdisjoint(_units(matrix, assigned.person))
        if there and opens(matrix, reader, assigned.person):
            yield assigned


def _units(matrix: Matrix, person: PersonId) -> frozenset[UnitId]:
    return matrix.roll.people[person].standing(matrix.period.last, matrix.roll.tree).units


def unit_names(sheet: Sheet, person: PersonId) -> str:
    """Return the units in which somebody served when the quarter ended."""
    return "、".join(sheet.names(unit) for unit in sorted(_units(sheet.matrix, person)))


def states_of(readings: Iterable[tuple[Cell, ...]]) -> dict[str, int]:
    """Count readings by how it stands with them."""
    counted = Counter(cell.state for cells in readings for cell in cells)
    return {str(state): counted[state] for state in ReadingState if counted[state]}


def digest_of(report: object) -> str:
    """Return what a report amounts to, by which two runs of it are compared (S50)."""
    return hashlib.sha256(canonical(report)).hexdigest()
