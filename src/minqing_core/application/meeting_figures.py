"""The numbers before an analysis meeting, reckoned at a position of the log (S50, S52)."""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256

import attrs
from attrs import frozen

from minqing_core.application.listing import EVERYTHING, files_at
from minqing_core.application.moments import Moment, When
from minqing_core.application.office import Office
from minqing_core.application.tables import rows_then
from minqing_core.application.transact import canonical
from minqing_core.kernel.ids import UnitId
from minqing_core.kernel.periods import Months, end_of_day
from minqing_core.views.case_rows import case_row
from minqing_core.views.matching import matches, selected
from minqing_core.views.packs import Statistics, learned_in, open_by, statistics
from minqing_core.views.tables import Query, Row, Where

PLEDGED = ("resolution_id", "owner", "due", "ended", "ended_on")
UNENDED = Where(column="ended", test="null")


@frozen(kw_only=True)
class Reckoned:
    """The numbers of a pack, the resolutions before it, and the digest of both."""

    statistics: Statistics
    pledges: tuple[Row, ...]
    unended: tuple[Row, ...]
    digest: str


def reckoned(office: Office, unit: UnitId, period: Months, moment: Moment, when: When) -> Reckoned:
    """Return the numbers of a pack as the record had them at a moment.

    Everything in the digest follows from the record up to the position, and no words that may
    be forgotten one day are in it.
    """
    tree = office.units(moment.position).tree_on(min(moment.today, period.last))
    within = tuple(sorted({unit, *tree.within(unit)}))
    learned, unended = _matters(office, within, period, when, moment)
    pledges = tuple(_pledges(office, within, when, moment))
    numbers = statistics(learned, unended, period)
    facts = [[row[name] for name in PLEDGED] for row in pledges]
    said = [unit, str(period), moment.position, attrs.asdict(numbers), facts]
    return Reckoned(
        statistics=numbers,
        pledges=pledges,
        unended=tuple(unended),
        digest=sha256(canonical(said)).hexdigest(),
    )


def as_on_its_day(position: int, held_on: date) -> tuple[Moment, When]:
    """Return the moment of a meeting: what was on record at its pack's position, on its day."""
    when = When(position=position, as_of=end_of_day(held_on))
    return Moment(position=position, until=end_of_day(held_on), today=held_on), when


def _matters(
    office: Office, within: tuple[UnitId, ...], period: Months, when: When, moment: Moment
) -> tuple[list[Row], list[Row]]:
    there = tuple(Where(column=name, test="in", value=within) for name in ("place", "unit"))
    then = () if when.is_now else [case_row(file) for file in files_at(office, moment)]

    def rows_of(where: tuple[Where, ...]) -> list[Row]:
        if not when.is_now:
            found = (row for row in then if matches(row, where))
            return [row for row in found if any(matches(row, (one,)) for one in there)]
        query = Query(table="cases", where=where, either=there, order="position", limit=EVERYTHING)
        return office.views.rows(query)

    return rows_of(learned_in(period)), rows_of(open_by(period))


def _pledges(
    office: Office, within: tuple[UnitId, ...], when: When, moment: Moment
) -> Iterator[Row]:
    """Yield what the last meeting of each village resolved, and what is open of earlier ones."""
    then = None if when.is_now else rows_then(office, "resolutions", moment)
    village = Where(column="village", test="in", value=within)

    def rows_of(*where: Where, order: str = "position", limit: int = EVERYTHING) -> list[Row]:
        query = Query(table="resolutions", where=where, order=order, limit=limit)
        if then is None:
            return office.views.rows(query)
        return selected(then, query, "resolution_id")

    found = {row["resolution_id"]: row for row in rows_of(village, UNENDED)}
    for one in within:
        its = Where(column="village", test="=", value=one)
        for last in rows_of(its, order="held_on", limit=1):
            same = Where(column="within", test="=", value=last["within"])
            found |= {row["resolution_id"]: row for row in rows_of(same)}
    yield from sorted(found.values(), key=_order)


def _order(row: Row) -> tuple[str, int, str]:
    return str(row["held_on"]), int(row["position"] or 0), str(row["resolution_id"])
