"""The dossiers of people's troubles （民情档案） by household and person (S23)."""

from collections.abc import Iterator

from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.filtering import CaseFilter, after_cursor
from minqing_core.application.households import (
    EVERYTHING,
    among,
    counted,
    require_household_seen,
    within_reach,
)
from minqing_core.application.listing import MOST, listed, require_limit
from minqing_core.application.moments import NOW, Moment, When
from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.application.tables import rows, settled
from minqing_core.application.visit_reading import visit_rows
from minqing_core.households.decisions.keeping import require_member
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import HouseholdId, UnitId
from minqing_core.powers.rules import Power
from minqing_core.views import households
from minqing_core.views.case_file import Status
from minqing_core.views.households import household_stream
from minqing_core.views.tables import Query, Row, Where


@frozen(kw_only=True)
class HouseholdFilter:
    """Which households: every condition given must hold; a village takes in what lies below it."""

    village: UnitId | None = None
    never_reached: bool = False
    away: bool = False


ANY = HouseholdFilter()


@frozen(kw_only=True)
class HouseholdList:
    """A page of households, the cursor to the next, and the position of the log it stands at."""

    items: tuple[Row, ...]
    next: str | None
    position: int


@frozen(kw_only=True)
class MemberLine:
    """Somebody who belongs to a household, by number."""

    member: int
    name: str
    contact: str | None


@frozen(kw_only=True)
class Dossier:
    """A household's 民情档案: who lives there, what troubled them and what came of it, the visits.

    Asked for one member it holds the matters that this person brought.
    """

    household: HouseholdId
    version: int
    village: UnitId | None
    village_name: str
    away: bool
    name: str
    address: str | None
    size: int | None
    members: tuple[MemberLine, ...]
    open: tuple[Row, ...]
    closed: tuple[Row, ...]
    last_reached_on: str | None
    visits: tuple[Row, ...]
    position: int


@use_case("household.show", Power.HOUSEHOLD_READ, "S4", "S23", reads=True)
def show(
    office: Office,
    act: Act,
    household: HouseholdId,
    *,
    member: int | None = None,
    when: When = NOW,
) -> Dossier:
    """Show the dossier of a household, or of one person in it."""
    moment = settled(office, when)
    found = require_household_seen(office, act, household, moment)
    if member is not None:
        require_member(found, household, member)
    history = office.log.stream(household_stream(household))
    file = households.fold(household, moment.saw(history))
    matters = [m for m in _matters(office, act, household, when) if _brought(m, member)]
    closed = [m for m in matters if m["status"] == Status.CONCLUDED]
    visits = tuple(_visits(office, household, when, moment))
    return Dossier(
        household=household,
        version=file.version,
        village=file.village,
        village_name=directory(office)(file.village),
        away=file.away,
        name=str(file.name),
        address=None if file.address is None else file.address.text,
        size=file.size,
        members=tuple(_members(file, member)),
        open=tuple(m for m in matters if m not in closed),
        closed=tuple(closed),
        last_reached_on=max((str(row["made_on"]) for row in visits), default=None),
        visits=visits,
        position=moment.position,
    )


@use_case("household.list", Power.HOUSEHOLD_READ, "S4", "S23", reads=True)
def list_households(
    office: Office,
    act: Act,
    *,
    which: HouseholdFilter = ANY,
    cursor: str | None = None,
    limit: int = 50,
    when: When = NOW,
) -> HouseholdList:
    """List the households of one's villages, with the day on which each was last reached."""
    require_limit(limit)
    where = [among("village", within_reach(office, act, which.village))]
    where.append(Where(column="away", test="=", value=int(which.away)))
    if which.never_reached:
        where.append(Where(column="last_on", test="null"))
    query = Query(
        table="households",
        where=tuple(where),
        order="position",
        descending=False,
        after=after_cursor(cursor),
        limit=limit + 1,
    )
    moment = settled(office, when)
    found = rows(office, query, when, moment)
    further = found[limit - 1] if len(found) > limit else None
    return HouseholdList(
        items=tuple(_listed(office, found[:limit], when, moment)),
        next=None if further is None else f"{further['position']}.{further['household']}",
        position=moment.position,
    )


def _matters(office: Office, act: Act, household: HouseholdId, when: When) -> Iterator[Row]:
    cursor, which = None, CaseFilter(household=household)
    while True:
        page = listed(office, act, which=which, cursor=cursor, limit=MOST, when=when)
        yield from page.items
        if (cursor := page.next) is None:
            return


def _brought(matter: Row, member: int | None) -> bool:
    return member is None or str(member) in str(matter["members"] or "").split("、")


def _members(file: households.HouseholdFile, member: int | None) -> Iterator[MemberLine]:
    for one in file.members:
        if member is None or one.member == member:
            contact = None if one.contact is None else one.contact.text
            yield MemberLine(member=one.member, name=one.name.text, contact=contact)


def _visits(office: Office, household: HouseholdId, when: When, moment: Moment) -> Iterator[Row]:
    that = (Where(column="household", test="=", value=household),)
    reached = Query(table="reached", where=that, order="made_on", limit=EVERYTHING)
    numbers = tuple(row["visit"] for row in rows(office, reached, when, moment))
    visits = Query(
        table="visits", where=(among("visit", numbers),), order="made_on", limit=EVERYTHING
    )
    yield from visit_rows(office, rows(office, visits, when, moment))


def _listed(office: Office, found: list[Row], when: When, moment: Moment) -> Iterator[Row]:
    those = (among("household", tuple(row["household"] for row in found)),)
    reached = Query(table="reached", where=those, order="made_on")
    visits = counted(office, reached, "household", when, moment)
    units = office.units(moment.position)
    for row in found:
        village = UnitId(str(row["village"]))
        yield {
            **row,
            "village_name": units.name_on(village, moment.today),
            "visits": visits.get(row["household"], 0),
        }
