"""What a matter puts into the tables of its orders, of how it changed hands and of who held it."""

from collections.abc import Iterator

from minqing_core.views import holding
from minqing_core.views.bearing import BARRED, BEARINGS, linked
from minqing_core.views.case_file import CaseFile
from minqing_core.views.case_tables import ORDERS_BARRED, ORDERS_BEARINGS
from minqing_core.views.tables import Put


def changes(file: CaseFile) -> Iterator[Put]:
    """Yield the orders, the hand-offs and the holders of a matter."""
    yield from _orders(file)
    yield from _hands(file)
    yield from _held(file)


def _orders(file: CaseFile) -> Iterator[Put]:
    bearing = linked(file.bearing)
    links = {ORDERS_BEARINGS: bearing[BEARINGS], ORDERS_BARRED: bearing[BARRED]}
    for line in holding.orders(file.said):
        yield Put(
            table="orders",
            links=links,
            row={
                "order_id": f"{file.case}/{line.order}",
                "case": file.case,
                "order": line.order,
                "unit": file.unit,
                "to": line.to,
                "by": line.by,
                "text": line.text,
                "listed": int(line.listed),
                "state": line.state,
                "ordered_on": line.ordered_on.isoformat(),
                "due": line.due.isoformat(),
                "replied_on": None if line.replied_on is None else line.replied_on.isoformat(),
                "reply": line.reply,
                "closed_on": None if line.closed_on is None else line.closed_on.isoformat(),
                "confidential": int(file.confidential),
                "position": file.position,
            },
        )


def _hands(file: CaseFile) -> Iterator[Put]:
    for change in holding.changes(file.holders, file.said):
        yield Put(
            table="hands",
            row={
                "hand_id": f"{file.case}/{change.version}",
                "case": file.case,
                "kind": change.kind,
                "from_unit": change.from_unit,
                "to_unit": change.to_unit,
                "from_person": change.from_person,
                "to_person": change.to_person,
                "on": change.on.isoformat(),
                "units": f"{change.from_unit} {change.to_unit}",
                "people": f"{change.from_person} {change.to_person}",
                "confidential": int(file.confidential),
                "position": file.position,
            },
        )


def _held(file: CaseFile) -> Iterator[Put]:
    for kind in ("unit", "person"):
        for holder in {str(getattr(one, kind)) for one in file.holders}:
            yield Put(
                table="held",
                row={
                    "held_id": f"{file.case}/{kind}/{holder}",
                    "case": file.case,
                    "kind": kind,
                    "holder": holder,
                    "confidential": int(file.confidential),
                    "position": file.position,
                },
            )
