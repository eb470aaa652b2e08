"""The matters that may ever have been somebody's or a unit's: found along the tables."""

from collections.abc import Iterable, Iterator
from typing import Any

from minqing_core.application.listing import EVERYTHING
from minqing_core.application.moments import Moment
from minqing_core.application.office import Office
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import CaseId, PersonId, StreamId, UnitId
from minqing_core.views import cases
from minqing_core.views.bearing import BEARINGS, PERSON, UNIT
from minqing_core.views.tables import Linked, Query, Where

Histories = Iterator[tuple[StreamId, list[Envelope[Any]]]]


def concerning_units(
    office: Office, units: Iterable[UnitId], moment: Moment, *where: Where
) -> Histories:
    """Yield the matters that may have been in the hands of units, as they were at a moment.

    On which units a confidential matter bears stands in no table: each of them is among them, so
    that what was reckoned before a matter became confidential comes out the same again.
    """
    links = Linked(link=BEARINGS, tokens=tuple(f"{UNIT}{unit}" for unit in sorted(units)))
    closed = Where(column="confidential", test="=", value=1)
    yield from _histories(office, moment, where, (links, closed))


def concerning_person(
    office: Office, person: PersonId, moment: Moment, *where: Where
) -> Histories:
    """Yield the matters that may have been in somebody's hands, as they were at a moment."""
    links = Linked(link=BEARINGS, tokens=(f"{PERSON}{person}",))
    yield from _histories(office, moment, where, (links,))


def _histories(
    office: Office, moment: Moment, where: tuple[Where, ...], either: tuple[Where | Linked, ...]
) -> Histories:
    query = Query(
        table="cases",
        where=where,
        either=either,
        order="position",
        descending=False,
        limit=EVERYTHING,
    )
    for row in office.views.rows(query):
        stream = cases.stream_of(CaseId(str(row["number"])))
        yield stream, moment.saw(office.log.stream(stream, moment.position))
