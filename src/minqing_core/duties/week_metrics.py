"""What the weeks of the ledger of duties give to the metrics of an appraisal (S39, S69)."""

from collections.abc import Iterator
from datetime import date

from minqing_core.duties.cells import Cell, State
from minqing_core.duties.metrics import Metric, Point
from minqing_core.kernel.ids import UnitId

OWED = frozenset({State.MET, State.MET_LATE, State.MISSED})


def week_points(cell: Cell, unit: UnitId | None, today: date) -> Iterator[Point]:
    """Yield what a week that is over counts for: written in it, caught up later or missed (S39).

    Weeks that were not owed count for nothing; what is written afterwards fills none.
    """
    if cell.state not in OWED or today <= cell.due:
        return
    met = cell.state is State.MET
    yield Point(metric=Metric.WEEKLY, on=cell.due, person=cell.person, unit=unit, good=met)
    if cell.state is State.MET_LATE:
        yield Point(metric=Metric.CAUGHT_UP, on=cell.due, person=cell.person, unit=unit)
