"""Lists of inspections, and of what they found and is still open (S61)."""

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.filtering import after_cursor
from minqing_core.application.households import among
from minqing_core.application.inspections import findings_of, inspections_of
from minqing_core.application.listing import require_limit, visible
from minqing_core.application.moments import NOW, Moment, When
from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.application.people import require_person
from minqing_core.application.tables import rows, settled
from minqing_core.inspection.events import InspectionKind
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import InspectionId, PersonId, UnitId
from minqing_core.powers.rules import Power
from minqing_core.roster.decisions import require_unit
from minqing_core.views.inspections import FindingState
from minqing_core.views.labels import label
from minqing_core.views.tables import Query, Row, Where


@frozen(kw_only=True)
class FindingFilter:
    """Which findings: every condition given must hold; a unit takes in what lies below it.

    ``open`` are those not verified yet, ``overdue`` those of them whose day is past (S61).
    """

    unit: UnitId | None = None
    owner: PersonId | None = None
    state: FindingState | None = None
    inspection: InspectionId | None = None
    open: bool = False
    overdue: bool = False


EVERY = FindingFilter()


@frozen(kw_only=True)
class InspectionList:
    """A page of inspections or of findings, the cursor to the next, and where the log stood."""

    items: tuple[Row, ...]
    next: str | None
    position: int


@use_case("inspection.list", Power.INSPECTION_READ, "S59", "S60", reads=True)
def list_inspections(
    office: Office,
    act: Act,
    *,
    kind: InspectionKind | None = None,
    cursor: str | None = None,
    limit: int = 50,
    when: When = NOW,
) -> InspectionList:
    """List the inspections of one's units, the latest first."""
    where = () if kind is None else (Where(column="kind", test="=", value=kind),)
    query = Query(
        table="inspections",
        where=where,
        either=(inspections_of(office.standing(act.actor)),),
        order="position",
        after=after_cursor(cursor),
        limit=_limit(limit),
    )
    moment = settled(office, when)
    found, names = rows(office, query, when, moment), directory(office)
    items = [
        {
            **row,
            "kind_text": label("inspection_kind", str(row["kind"])),
            "unit_names": "、".join(map(names, str(row["units"]).split("、"))),
            "opened_by_name": names(str(row["opened_by"])),
        }
        for row in found[:limit]
    ]
    return _page(items, found, limit, "inspection", moment)


@use_case("inspection.findings", Power.INSPECTION_READ, "S61", reads=True)
def findings(
    office: Office,
    act: Act,
    *,
    which: FindingFilter = EVERY,
    cursor: str | None = None,
    limit: int = 50,
    when: When = NOW,
) -> InspectionList:
    """List what inspections found, with its age and whether it is overdue, the latest first."""
    moment = settled(office, when)
    query = Query(
        table="findings",
        where=tuple(_conditions(office, which, moment)),
        either=findings_of(office.standing(act.actor)),
        order="position",
        after=after_cursor(cursor),
        limit=_limit(limit),
    )
    found = rows(office, query, when, moment)
    items = list(finding_rows(office, act, found[:limit], moment.today))
    return _page(items, found, limit, "finding_id", moment)


def finding_rows(office: Office, act: Act, found: Sequence[Row], today: date) -> Iterator[Row]:
    """Yield findings with names, age and days over; none that names a matter closed to the reader.

    Age counts from the day of finding until it was verified, days over from the day it was due.
    """
    seen = visible(office, act, [str(row["case"]) for row in found if row["case"] is not None])
    names = directory(office)
    for row in found:
        if row["case"] is None or row["case"] in seen:
            until = _date(row["verified_on"]) or today
            due = _date(row["due"])
            yield {
                **row,
                "unit_name": names(str(row["unit"])),
                "owner_name": None if row["owner"] is None else names(str(row["owner"])),
                "state_text": label("finding_state", str(row["state"])),
                "age_days": (until - date.fromisoformat(str(row["found_on"]))).days,
                "days_over": 0 if due is None else max(0, (until - due).days),
            }


def _conditions(office: Office, which: FindingFilter, moment: Moment) -> Iterator[Where]:
    if which.unit is not None:
        require_unit(office.units().tree, which.unit)
        tree = office.units(moment.position).tree_on(moment.today)
        yield among("unit", tuple(sorted({which.unit, *tree.within(which.unit)})))
    if which.owner is not None:
        require_person(office, which.owner)
    for column in ("owner", "state", "inspection"):
        if (value := getattr(which, column)) is not None:
            yield Where(column=column, test="=", value=value)
    if which.open or which.overdue:
        yield Where(column="state", test="<>", value=FindingState.VERIFIED)
    if which.overdue:
        yield Where(column="due", test="<", value=moment.today.isoformat())


def _limit(limit: int) -> int:
    require_limit(limit)
    return limit + 1


def _page(
    items: Sequence[Row], found: Sequence[Row], limit: int, key: str, moment: Moment
) -> InspectionList:
    further = found[limit - 1] if len(found) > limit else None
    return InspectionList(
        items=tuple(items),
        next=None if further is None else f"{further['position']}.{further[key]}",
        position=moment.position,
    )


def _date(day: object) -> date | None:
    return None if day is None else date.fromisoformat(str(day))
