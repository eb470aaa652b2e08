"""Who leaves the town or a village, gathered from the roster (S46)."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from minqing_core.application.moments import Moment
from minqing_core.application.office import Office, person_stream
from minqing_core.application.villages import left_villages, village_of
from minqing_core.duties.leaving import Departure, departure, transfer
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.roster.events import PostLeft, StationingEnded
from minqing_core.views import people

DAY = timedelta(days=1)


def departures(office: Office, moment: Moment, person: PersonId) -> Iterator[Departure]:
    """Yield how somebody leaves the town and villages, as was known at a moment (S46).

    Who leaves a village with the town, or after it, leaves the town alone.
    """
    history = office.log.stream(person_stream(person), moment.position)
    gone = transfer(person, history)
    if gone is not None:
        yield gone
    for one in _from_villages(office, moment, person, history):
        if gone is None or one.until < gone.until:
            yield one


def _from_villages(
    office: Office, moment: Moment, person: PersonId, history: Sequence[Envelope[Any]]
) -> Iterator[Departure]:
    ends = [(unit, e) for e in history if (unit := _left(e.event)) is not None]
    if not ends:
        return
    file, units = people.fold(person, history), office.units(moment.position)
    named = [day for t in file.tenures for day in (t.since, t.until) if day is not None]
    on = max(moment.today, *named) + DAY
    within = {unit: village_of(units, unit, on) for unit in units.known}
    for left in left_villages(file, units, on):
        recorded = [e for unit, e in ends if within.get(unit) == left.village]
        places = frozenset(unit for unit in within if within[unit] == left.village)
        for last in recorded[-1:]:
            yield departure(person, left.until, last, left.village, places)


def _left(event: object) -> UnitId | None:
    match event:
        case PostLeft(unit=unit) | StationingEnded(village=unit):
            return unit
        case _:
            return None
