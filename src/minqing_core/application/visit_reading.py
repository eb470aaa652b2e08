"""Readings of visits: which were made, and which households they reached (S4)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.filtering import after_cursor
from minqing_core.application.households import EVERYTHING, among, counted, within_reach
from minqing_core.application.listing import require_limit
from minqing_core.application.moments import NOW, When
from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.application.people import require_person
from minqing_core.application.shares import Share, share
from minqing_core.application.tables import rows, settled
from minqing_core.households.events import VisitForm
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.powers.rules import Power
from minqing_core.views.labels import label
from minqing_core.views.tables import Query, Row, Value, Where


@frozen(kw_only=True)
class VisitFilter:
    """Which visits: every condition given must hold; a village takes in what lies below it."""

    village: UnitId | None = None
    cadre: PersonId | None = None
    form: VisitForm | None = None
    made_from: date | None = None
    made_to: date | None = None


ANY = VisitFilter()


@frozen(kw_only=True)
class VisitList:
    """A page of visits, the cursor to the next, and the position of the log it stands at."""

    items: tuple[Row, ...]
    next: str | None
    position: int


@frozen(kw_only=True)
class CadreReach:
    """How many visits a cadre made, and how many of the households they reached."""

    cadre: PersonId
    name: str
    visits: int
    reached: Share


@frozen(kw_only=True)
class VisitReport:
    """The households of a village that were reached in a period, by whom, and those never reached.

    Households that moved away are not counted; ``missed`` were not reached in the period,
    ``never`` not at all. Without a period it is all one: those reached ever, wherever they lived.
    """

    village: UnitId
    village_name: str
    made_from: date | None
    made_to: date | None
    households: int
    visits: int
    reached: Share
    missed: Share
    never: Share
    cadres: tuple[CadreReach, ...]
    position: int


@use_case("visit.list", Power.HOUSEHOLD_READ, "S4", reads=True)
def list_visits(
    office: Office,
    act: Act,
    *,
    which: VisitFilter = ANY,
    cursor: str | None = None,
    limit: int = 50,
    when: When = NOW,
) -> VisitList:
    """List visits, the latest recorded first: those of one's villages, or one's own."""
    require_limit(limit)
    query = Query(
        table="visits",
        where=tuple(_conditions(office, act, which)),
        order="position",
        after=after_cursor(cursor),
        limit=limit + 1,
    )
    moment = settled(office, when)
    listed = rows(office, query, when, moment)
    further = listed[limit - 1] if len(listed) > limit else None
    return VisitList(
        items=tuple(visit_rows(office, listed[:limit])),
        next=None if further is None else f"{further['position']}.{further['visit']}",
        position=moment.position,
    )


@use_case("report.visits", Power.HOUSEHOLD_READ, "S4", reads=True)
def report_visits(
    office: Office,
    act: Act,
    *,
    village: UnitId,
    made_from: date | None = None,
    made_to: date | None = None,
    when: When = NOW,
) -> VisitReport:
    """Count the households of a village that were reached and never reached, by cadre."""
    places = within_reach(office, act, village)
    moment = settled(office, when)
    there = (among("village", places), Where(column="away", test="=", value=0))
    query = Query(table="households", where=there, order="position", limit=EVERYTHING)
    homes = {str(r["household"]): r["last_on"] for r in rows(office, query, when, moment)}
    period = (among("village", places), *_period(made_from, made_to))

    def count(table: str, by: str) -> Mapping[Value, int]:
        asked = Query(table=table, where=period, order="position")
        return counted(office, asked, by, when, moment)

    pairs = {tuple(str(pair).split(" ")) for pair in count("reached", "pair")}
    met = {(cadre, home) for cadre, home in pairs if home in homes}
    ever = len(homes) - (never := [*homes.values()].count(None))
    whole = made_from is None and made_to is None
    reached = ever if whole else len({home for _, home in met})
    return VisitReport(
        village=village,
        village_name=office.units(moment.position).name_on(village, moment.today),
        made_from=made_from,
        made_to=made_to,
        households=len(homes),
        visits=sum((made := count("visits", "cadre")).values()),
        reached=share(reached, len(homes)),
        missed=share(len(homes) - reached, len(homes)),
        never=share(never, len(homes)),
        cadres=tuple(_cadres(office, made, Counter(cadre for cadre, _ in met), len(homes))),
        position=moment.position,
    )


def visit_rows(office: Office, listed: list[Row]) -> Iterator[Row]:
    """Yield visits as people read them."""
    names = directory(office)
    for row in listed:
        companions = [names(person) for person in str(row["companions"]).split("、") if person]
        yield {
            **row,
            "village_name": names(str(row["village"])),
            "cadre_name": names(str(row["cadre"])),
            "form_text": label("visit_form", str(row["form"])),
            "companion_names": "、".join(companions),
        }


def _conditions(office: Office, act: Act, which: VisitFilter) -> Iterator[Where]:
    if which.cadre is not None:
        require_person(office, which.cadre)
        yield Where(column="cadre", test="=", value=which.cadre)
    if which.village is not None or which.cadre != act.actor:
        yield among("village", within_reach(office, act, which.village))
    if which.form is not None:
        yield Where(column="form", test="=", value=which.form)
    yield from _period(which.made_from, which.made_to)


def _period(made_from: date | None, made_to: date | None) -> Iterator[Where]:
    if made_from is not None:
        yield Where(column="made_on", test=">=", value=made_from.isoformat())
    if made_to is not None:
        yield Where(column="made_on", test="<=", value=made_to.isoformat())


def _cadres(
    office: Office, visits: Mapping[Value, int], met: Mapping[str, int], of: int
) -> Iterator[CadreReach]:
    names = directory(office)
    for cadre, made in sorted(visits.items(), key=lambda pair: (-met[str(pair[0])], str(pair[0]))):
        yield CadreReach(
            cadre=PersonId(str(cadre)),
            name=names(str(cadre)),
            visits=made,
            reached=share(met[str(cadre)], of),
        )
