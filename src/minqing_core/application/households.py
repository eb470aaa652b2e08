"""Households and visits as the use cases need them: on record, and within somebody's sight."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import attrs
from attrs import field, frozen

from minqing_core.application.moments import Moment, When
from minqing_core.application.office import Office, facts
from minqing_core.application.tables import rows_then
from minqing_core.diary.events import Matter
from minqing_core.households.decisions.keeping import require_in_reach, require_seen
from minqing_core.households.decisions.refusals import VisitHiddenError, VisitUnknownError
from minqing_core.households.events import HouseholdEvent, HouseholdMoved
from minqing_core.households.state import Household, fold, fold_visit
from minqing_core.kernel.envelope import Act, Envelope
from minqing_core.kernel.ids import HouseholdId, StreamId, UnitId, VisitId
from minqing_core.kernel.periods import civil_date, end_of_day
from minqing_core.roster.decisions import require_live, require_unit
from minqing_core.roster.events import UnitKind
from minqing_core.views import households
from minqing_core.views.households import household_stream, visit_stream
from minqing_core.views.matching import matches
from minqing_core.views.tables import Query, Value, Where

VILLAGES = frozenset({UnitKind.VILLAGE, UnitKind.COMMUNITY, UnitKind.GROUP})
EVERYTHING = 10**9


@frozen(kw_only=True)
class Named:
    """What a matter names: the members of the household, whom the visit reached, and where.

    Of a household out of sight neither the members are told nor where it lives.
    """

    members: tuple[int, ...] = ()
    village: UnitId | None = None
    visited: frozenset[HouseholdId] | None = None
    relies_on: Mapping[StreamId, int] = field(factory=dict)


def household(office: Office, household: HouseholdId, moment: Moment | None = None) -> Household:
    """Return a household as it stands, or stood at a moment; nothing when it was not entered."""
    history = office.log.stream(household_stream(household))
    return fold(_dated(history if moment is None else moment.saw(history)))


def named(office: Office, act: Act, matter: Matter) -> Named:
    """Return what a matter names, and the versions at which it was read.

    It names visits and households that the author sees, and whom the visit reached (S4, S23).

    Raises:
        HouseholdUnknownError: there is no such household, or it is neither seen nor visited.
        VisitUnknownError: there is no such visit, or it is not theirs to see.
    """
    streams, home, visited = [], Household(), None
    if matter.household is not None:
        streams.append(household_stream(matter.household))
    if matter.visit is not None:
        streams.append(visit_stream(matter.visit))
    relies_on, by = office.versions(*streams), office.standing(act.actor)
    if matter.visit is not None:
        visited = fold_visit(facts(_seen_visit(office, act, matter.visit)))
    if matter.household is not None:
        home = household(office, matter.household)
        if home.version == 0 or matter.household not in (visited or ()):
            require_seen(home, matter.household, by)
    if home.village not in by.reach:
        return Named(visited=visited, relies_on=relies_on)
    return Named(
        members=tuple(home.members), village=home.village, visited=visited, relies_on=relies_on
    )


def in_village(office: Office, unit: UnitId, on: date) -> bool:
    """Say whether a unit is a village or a part of one, on a day (S84).

    Raises:
        UnitUnknownError: there is no such unit.
        UnitDissolvedError: it was dissolved by then.
    """
    units = office.units()
    require_live(units, unit, on)
    return units.known[unit].kind in VILLAGES


def on_its_day(office: Office, act: Act, day: date | None) -> Act:
    """Return an act that happened on a day: at its end, or now when it is today."""
    if act.occurred_at is not None or day is None:
        return act
    return attrs.evolve(act, occurred_at=min(end_of_day(day), office.now()))


def within_reach(office: Office, act: Act, village: UnitId | None) -> tuple[UnitId, ...]:
    """Return the places whose households somebody may see, within a village if one is named.

    Raises:
        UnitUnknownError: there is no such unit.
        VillageForeignError: their posts do not look over it.
    """
    by, units = office.standing(act.actor), office.units()
    tree = units.tree_on(civil_date(office.now()))
    if village is None:
        return tuple(sorted(by.reach))
    require_unit(tree, village)
    require_in_reach(by, village)
    return tuple(sorted(by.reach & tree.within(village)))


def require_household_seen(
    office: Office, act: Act, wanted: HouseholdId, moment: Moment
) -> Household:
    """Return a household, unless it is not there or not within somebody's sight (S23)."""
    found = household(office, wanted, moment)
    require_seen(found, wanted, office.standing(act.actor))
    return found


def require_visit_seen(office: Office, act: Act, wanted: VisitId, moment: Moment) -> None:
    """Refuse a visit that is not there, or neither one's own nor within one's sight (S4)."""
    _seen_visit(office, act, wanted, moment)


def counted(
    office: Office, query: Query, by: str, when: When, moment: Moment
) -> Mapping[Value, int]:
    """Count such rows by the values of a column."""
    if when.is_now:
        return office.views.count(query, by)
    return Counter(
        row[by] for row in rows_then(office, query.table, moment) if matches(row, query.where)
    )


def among(column: str, values: tuple[Value, ...]) -> Where:
    """Return the condition that a column has one of these values."""
    return Where(column=column, test="in", value=values)


def _dated(history: Iterable[Envelope[Any]]) -> Iterator[HouseholdEvent]:
    for envelope in history:
        match envelope.event:
            case HouseholdMoved(on=None):
                yield attrs.evolve(envelope.event, on=civil_date(envelope.recorded_at))
            case event:
                yield event


def _seen_visit(
    office: Office, act: Act, wanted: VisitId, moment: Moment | None = None
) -> list[Envelope[Any]]:
    found = office.log.stream(visit_stream(wanted))
    history = [*found] if moment is None else [*moment.saw(found)]
    reach, own = office.standing(act.actor).reach, {act.actor, act.on_behalf_of}
    if not any(e.event.village in reach or households.cadre_of(e) in own for e in history):
        raise (VisitHiddenError if history else VisitUnknownError)(visit=wanted)
    return history
