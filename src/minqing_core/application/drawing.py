"""Drawing the sample of an inspection from the log as it stands, and again as it stood (S59)."""

from collections.abc import Iterable, Iterator
from datetime import date

from minqing_core.application.households import among
from minqing_core.application.listing import EVERYTHING, files_at
from minqing_core.application.moments import FOREVER, Moment, recorded_on
from minqing_core.application.office import Office
from minqing_core.application.tables import caught_up
from minqing_core.inspection.decisions.drawing import Drawn, Scope, draw
from minqing_core.kernel.ids import CaseId, UnitId
from minqing_core.views.case_rows import case_row
from minqing_core.views.matching import matches
from minqing_core.views.tables import Query, Where


def drawn_now(office: Office, scope: Scope) -> Drawn:
    """Draw a sample from the log as it stands."""
    position = caught_up(office)
    where = tuple(population(office, scope, position))
    query = Query(table="cases", where=where, order="position", limit=EVERYTHING)
    numbers = (CaseId(str(number)) for number in office.views.count(query, by="number"))
    return draw(scope, numbers, upto=position, root=office.log.root(position))


def drawn_at(office: Office, scope: Scope, upto: int) -> Drawn:
    """Draw a sample from the log as it stood at a position, from the stored events alone."""
    where = tuple(population(office, scope, upto))
    moment = Moment(position=upto, until=FOREVER, today=recorded_on(office, upto))
    found = (file for file in files_at(office, moment) if matches(case_row(file), where))
    return draw(scope, (file.case for file in found), upto=upto, root=office.log.root(upto))


def population(
    office: Office, scope: Scope, upto: int, *, confidential: bool = False
) -> Iterator[Where]:
    """Yield what is true of the matters drawn from, or of the complaints left aside (S12)."""
    yield among("unit", places_at(office, scope.units, upto))
    yield Where(column="learned_on", test=">=", value=scope.since.isoformat())
    yield Where(column="learned_on", test="<=", value=scope.until.isoformat())
    yield Where(column="confidential", test="=", value=int(confidential))


def places_at(
    office: Office, units: Iterable[UnitId], upto: int, on: date | None = None
) -> tuple[UnitId, ...]:
    """Return units with all that lay below them when the log stood at a position; on which day."""
    tree = office.units(upto).tree_on(on or recorded_on(office, upto))
    return tuple(sorted({place for unit in units for place in tree.within(unit)}))
