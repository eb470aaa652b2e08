"""The register of supervision over all matters: every order and what came of it (S72)."""

from collections.abc import Iterator
from datetime import date

import attrs
from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.filtering import after_cursor
from minqing_core.application.households import among
from minqing_core.application.listing import files_at, require_limit, visible
from minqing_core.application.moments import NOW, Moment, When
from minqing_core.application.names import directory
from minqing_core.application.office import Office
from minqing_core.application.people import require_person
from minqing_core.application.sight import seen
from minqing_core.application.tables import settled
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.powers.rules import Power
from minqing_core.roster.decisions import require_unit
from minqing_core.views import holding_rows
from minqing_core.views.bearing import BARRED, BEARINGS
from minqing_core.views.case_tables import ORDERS_BARRED, ORDERS_BEARINGS
from minqing_core.views.holding import OrderState
from minqing_core.views.labels import label
from minqing_core.views.matching import selected, tabled
from minqing_core.views.schema import BY_NAME
from minqing_core.views.tables import Linked, Query, Row, Where

LINKS = {BEARINGS: ORDERS_BEARINGS, BARRED: ORDERS_BARRED}


@frozen(kw_only=True)
class OrderFilter:
    """Which orders: every condition given must hold; a unit takes in what lies below it.

    ``open`` are those not closed, ``overdue`` those without a reply whose day is past; ``unit``
    is that which answers for the matter, ``to`` the addressee (S72).
    """

    open: bool = False
    listed: bool = False
    overdue: bool = False
    state: OrderState | None = None
    unit: UnitId | None = None
    to: PersonId | None = None


EVERY = OrderFilter()


@frozen(kw_only=True)
class OrderList:
    """A page of supervision orders, those of the latest matter first."""

    items: tuple[Row, ...]
    next: str | None
    position: int


@use_case("report.supervision", Power.DIARY_READ, "S72", "S75", reads=True)
def supervision(
    office: Office,
    act: Act,
    *,
    which: OrderFilter = EVERY,
    cursor: str | None = None,
    limit: int = 50,
    when: When = NOW,
) -> OrderList:
    """List the supervision orders: to whom, by when, the reply, the closing, whether overdue."""
    require_limit(limit)
    moment, mine = settled(office, when), seen(office, act.actor)
    query = Query(
        table="orders",
        where=tuple(_conditions(office, which, moment)),
        either=tuple(_of_orders(one) for one in mine.either),
        unlinked=tuple(attrs.evolve(one, link=LINKS[one.link]) for one in mine.unlinked),
        order="position",
        after=after_cursor(cursor),
        limit=limit + 1,
    )
    rows = office.views.rows(query) if when.is_now else _rows_at(office, act, query, moment)
    further = rows[limit - 1] if len(rows) > limit else None
    return OrderList(
        items=tuple(_told(office, rows[:limit], moment.today)),
        next=None if further is None else f"{further['position']}.{further['order_id']}",
        position=moment.position,
    )


def _conditions(office: Office, which: OrderFilter, moment: Moment) -> Iterator[Where]:
    if which.open:
        yield Where(column="state", test="<>", value=OrderState.CLOSED)
    if which.listed:
        yield Where(column="listed", test="=", value=1)
    if which.overdue:
        yield Where(column="state", test="=", value=OrderState.OPEN)
        yield Where(column="due", test="<", value=moment.today.isoformat())
    if which.state is not None:
        yield Where(column="state", test="=", value=which.state)
    if which.unit is not None:
        require_unit(office.units().tree, which.unit)
        tree = office.units(moment.position).tree_on(moment.today)
        yield among("unit", tuple(sorted({which.unit, *tree.within(which.unit)})))
    if which.to is not None:
        require_person(office, which.to)
        yield Where(column="to", test="=", value=which.to)


def _of_orders(one: Where | Linked) -> Where | Linked:
    return one if isinstance(one, Where) else attrs.evolve(one, link=LINKS[one.link])


def _rows_at(office: Office, act: Act, query: Query, moment: Moment) -> list[Row]:
    made = (c for file in files_at(office, moment) for c in holding_rows.changes(file))
    table = BY_NAME["orders"]
    found = tabled(made, table)
    mine = visible(office, act, sorted({str(row["case"]) for row in found}))
    return selected((row for row in found if row["case"] in mine), query, table.key)


def _told(office: Office, rows: list[Row], today: date) -> Iterator[Row]:
    names = directory(office)
    for row in rows:
        due = date.fromisoformat(str(row["due"]))
        until = next((str(row[c]) for c in ("replied_on", "closed_on") if row[c]), None)
        answered = today if until is None else date.fromisoformat(until)
        yield {
            **row,
            "unit_name": names(str(row["unit"])),
            "to_name": names(str(row["to"])),
            "by_name": names(str(row["by"])),
            "state_text": label("order", str(row["state"])),
            "days_left": (due - today).days,
            "days_over": max(0, (answered - due).days),
        }
