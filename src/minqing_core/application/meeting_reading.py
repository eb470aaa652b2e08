"""Readings of analysis meetings: which were held, by whom not yet, and one as its minutes."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.filtering import after_cursor
from minqing_core.application.listing import EVERYTHING, require_limit
from minqing_core.application.meetings import (
    meetings_of,
    require_reach,
)
from minqing_core.application.moments import NOW, Moment, When
from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.application.tables import rows, settled
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import UnitId
from minqing_core.kernel.standing import Standing
from minqing_core.meetings.decisions.holding import quarter_of
from minqing_core.powers.rules import Power
from minqing_core.roster.events import UnitKind
from minqing_core.views.labels import label
from minqing_core.views.tables import Query, Row, Where

VILLAGES = frozenset({UnitKind.VILLAGE, UnitKind.COMMUNITY})


@frozen(kw_only=True)
class MeetingFilter:
    """Which meetings: every condition given must hold; a unit takes in what lies below it."""

    village: UnitId | None = None
    period: str | None = None
    unfinished: bool = False


ANY = MeetingFilter()


@frozen(kw_only=True)
class UnitLine:
    """A unit by its name."""

    unit: UnitId
    name: str


@frozen(kw_only=True)
class MeetingList:
    """A page of meetings; where a quarter is asked for, the villages that have none of it."""

    items: tuple[Row, ...]
    without: tuple[UnitLine, ...]
    next: str | None
    position: int


@use_case("meeting.list", Power.MEETING_READ, "S48", reads=True)
def list_meetings(
    office: Office,
    act: Act,
    *,
    which: MeetingFilter = ANY,
    cursor: str | None = None,
    limit: int = 50,
    when: When = NOW,
) -> MeetingList:
    """List the meetings of one's villages and those one had a part in, the latest first."""
    require_limit(limit)
    by, moment = office.standing(act.actor), settled(office, when)
    query = Query(
        table="meetings",
        where=tuple(_conditions(office, by, which, moment)),
        either=meetings_of(by),
        order="position",
        after=after_cursor(cursor),
        limit=limit + 1,
    )
    listed = rows(office, query, when, moment)
    further = listed[limit - 1] if len(listed) > limit else None
    return MeetingList(
        items=tuple(_listed(office, listed[:limit], moment)),
        without=tuple(_without(office, by, which, when, moment)),
        next=None if further is None else f"{further['position']}.{further['meeting']}",
        position=moment.position,
    )


def _conditions(
    office: Office, by: Standing, which: MeetingFilter, moment: Moment
) -> Iterator[Where]:
    if which.village is not None:
        require_reach(office, by, which.village)
        yield Where(column="village", test="in", value=_within(office, which.village, moment))
    if which.period is not None:
        period = str(quarter_of(which.period, moment.today))
        yield Where(column="period", test="=", value=period)
    if which.unfinished:
        yield Where(column="unfinished", test=">", value=0)


def _within(office: Office, unit: UnitId, moment: Moment) -> tuple[UnitId, ...]:
    tree = office.units(moment.position).tree_on(moment.today)
    return tuple(sorted({unit, *tree.within(unit)}))


def _listed(office: Office, listed: list[Row], moment: Moment) -> Iterator[Row]:
    names, units = directory(office), office.units(moment.position)
    for row in listed:
        held_on = date.fromisoformat(str(row["held_on"]))
        combined = None if row["combined_with"] is None else str(row["combined_with"])
        yield {
            **{name: value for name, value in row.items() if name != "people"},
            "village_name": units.name_on(UnitId(str(row["village"])), held_on),
            "chair_name": names(str(row["chair"])),
            "combined_with_text": label("combined-with", combined),
        }


def _without(
    office: Office, by: Standing, which: MeetingFilter, when: When, moment: Moment
) -> Iterator[UnitLine]:
    """Yield the villages of one's reach that have no meeting of the quarter asked for (S48)."""
    if which.period is None:
        return
    period, units = quarter_of(which.period, moment.today), office.units(moment.position)
    on = min(moment.today, period.last)
    within = by.reach if which.village is None else {*_within(office, which.village, moment)}
    same = Where(column="period", test="=", value=str(period))
    query = Query(table="meetings", where=(same,), order="position", limit=EVERYTHING)
    held = {UnitId(str(row["village"])) for row in rows(office, query, when, moment)}
    missing = units.live(within, on) - {units.continues(unit, on) for unit in held}
    for unit in sorted(missing):
        facts = units.known[unit]
        if facts.kind in VILLAGES and facts.since <= on:
            yield UnitLine(unit=unit, name=units.name_on(unit, on))
