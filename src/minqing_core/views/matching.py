"""Whether a row is what a query asks for: the meaning that the tables' own search must have."""

from collections.abc import Callable, Iterable
from operator import eq, ge, gt, le, lt
from typing import Any

from minqing_core.views.tables import Query, Row, Value, Where

COMPARED: dict[str, Callable[[Any, Any], bool]] = {"=": eq, "<": lt, "<=": le, ">": gt, ">=": ge}


def matches(row: Row, where: Iterable[Where]) -> bool:
    """Say whether a row meets every condition."""
    return all(_meets(row[condition.column], condition) for condition in where)


def selected(rows: Iterable[Row], query: Query, key: str) -> list[Row]:
    """Return the rows that a query asks for, in its order; phrases are not looked at."""

    def place(row: Row) -> tuple[bool, Value, Value]:
        return (row[query.order] is not None, row[query.order] or "", row[key])

    found = sorted(
        (row for row in rows if matches(row, query.where)), key=place, reverse=query.descending
    )
    if query.after is not None:
        seen = (query.after[0] is not None, query.after[0] or "", query.after[1])
        found = [row for row in found if (place(row) < seen) == query.descending]
        found = [row for row in found if place(row) != seen]
    return found[: query.limit]


def _meets(value: Value, condition: Where) -> bool:
    wanted = condition.value
    match condition.test:
        case "null" | "not-null":
            return (value is None) == (condition.test == "null")
        case "<>":
            return value != wanted
        case "in":
            return isinstance(wanted, tuple) and value in wanted
        case "not-in":
            return isinstance(wanted, tuple) and value not in wanted
        case "prefix":
            return isinstance(value, str) and value.startswith(str(wanted))
        case _:
            return value is not None and COMPARED[condition.test](value, wanted)
