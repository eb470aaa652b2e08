"""The tables of matters: themselves, their orders, whose hands they passed, how they ended."""

from minqing_core.views.bearing import AUTHORS, BARRED, BEARINGS
from minqing_core.views.tables import Table

ORDERS_BEARINGS, ORDERS_BARRED = "orders_bearings", "orders_barred"
BOUND, OWING = "bound_until", "is_owing"
MARKS = {
    "unacknowledged": "reports_open",
    "assisted": "tasks_open",
    "supervised": "orders_open",
    "disputed": "disputed",
    "dissatisfied": "dissatisfied",
}


def marked(flag: str) -> str:
    """Return the column that is set where a matter is marked so, and nowhere else."""
    return f"is_{flag}"


UNSHOWN = (BOUND, OWING, *map(marked, MARKS))
CASES = Table(
    name="cases",
    key="number",
    texts=(
        *("title", "status", "kind", "channel", "category", "place", "unit", "owner"),
        *("recorder", "diary_of", "entered_on", "urgency", "outcome", "learned_on"),
        *("recorded_on", "kept_until", "opinion_on", "result_on", "source_system"),
        *("source_number", "last_on", "book", "household", "visit", "members"),
        *("since", "parked_until", "merged_into", "duplicate_of", "awaiting"),
        *("told_on", "response", "revisit_response", BOUND),
    ),
    numbers=(
        *("position", "version", "confidential", "sealed", "complete", "closures"),
        *("handoffs", "returns", "reports_open", "tasks_open", "orders_open"),
        *("told_after", "repeated", "disputed", "dissatisfied"),
        *(OWING, *map(marked, MARKS)),
    ),
    links=(BEARINGS, BARRED, AUTHORS),
    words=True,
    indexes=(
        ("position",),
        (BOUND, "position", "kept_until", "since", "merged_into", "status"),
        ("status", "position"),
        ("unit", "position"),
        ("owner", "position"),
        ("diary_of", "entered_on"),
        ("place", "position"),
        ("category", "position"),
        ("status", "learned_on"),
        ("status", "since"),
        ("status", "place", "category", "owner"),
        ("source_system", "source_number"),
        ("book", "position"),
        ("household", "position"),
        ("visit", "position"),
        ("awaiting", "position"),
        ("told_after",),
        ("recorder", "recorded_on"),
    ),
    sparse=tuple((column, "position") for column in (OWING, *map(marked, MARKS))),
)
TABLES = (
    CASES,
    Table(
        name="orders",
        key="order_id",
        texts=(
            *("case", "unit", "to", "by", "text", "state", "ordered_on", "due"),
            *("replied_on", "reply", "closed_on"),
        ),
        numbers=("order", "listed", "confidential", "position"),
        links=(ORDERS_BEARINGS, ORDERS_BARRED),
        indexes=(
            ("position",),
            ("listed", "position"),
            ("state", "position"),
            ("to", "position"),
            ("unit", "position"),
            ("due",),
        ),
    ),
    Table(
        name="hands",
        key="hand_id",
        texts=(
            *("case", "kind", "from_unit", "to_unit", "from_person", "to_person", "on"),
            *("units", "people"),
        ),
        numbers=("confidential", "position"),
        indexes=(("confidential", "kind", "units"), ("confidential", "kind", "people")),
    ),
    Table(
        name="held",
        key="held_id",
        texts=("case", "kind", "holder"),
        numbers=("confidential", "position"),
        indexes=(("confidential", "kind", "holder"),),
    ),
    Table(
        name="endings",
        key="ending",
        texts=("case", "unit", "on", "outcome", "by"),
        numbers=("version", "answered", "position"),
        indexes=(("on",), ("unit", "on")),
    ),
    Table(name="accused", key="person", numbers=("position",), indexes=(("position",),)),
)
SHOWN = tuple(
    column for column in (CASES.key, *CASES.texts, *CASES.numbers) if column not in UNSHOWN
)
