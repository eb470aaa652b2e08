"""Whether a row is what a query asks for: the meaning that the tables' own search must have."""

from collections.abc import Callable, Iterable, Mapping
from operator import eq, ge, gt, le, lt
from typing import Any

from minqing_core.views.tables import (
    Change,
    Linked,
    Put,
    Query,
    Raise,
    Row,
    Table,
    Value,
    Where,
    Words,
)

NONE: frozenset[str] = frozenset()
COMPARED: dict[str, Callable[[Any, Any], bool]] = {"=": eq, "<": lt, "<=": le, ">": gt, ">=": ge}


def matches(row: Row, where: Iterable[Where]) -> bool:
    """Say whether a row meets every condition."""
    return all(_meets(row[condition.column], condition) for condition in where)


def opens(row: Row, links: Mapping[str, frozenset[str]], either: Iterable[Where | Linked]) -> bool:
    """Say whether a row with these links meets one of several conditions, if there are any."""
    ways = [
        matches(row, (way,))
        if isinstance(way, Where)
        else not links.get(way.link, NONE).isdisjoint(way.tokens)
        for way in either
    ]
    return any(ways) or not ways


def selected(rows: Iterable[Row], query: Query, key: str) -> list[Row]:
    """Return of rows those that a query asks for, in its order; phrases are not looked at."""

    def place(row: Row) -> tuple[bool, Value, Value]:
        return (row[query.order] is not None, row[query.order] or "", row[key])

    found = sorted(
        (row for row in rows if matches(row, query.where)), key=place, reverse=query.descending
    )
    if query.after is not None:
        seen = (query.after[0] is not None, query.after[0] or "", query.after[1])
        found = [row for row in found if (place(row) < seen) == query.descending]
        found = [row for row in found if place(row) != seen]
    page = found[: query.limit]
    return [{column: row[column] for column in query.only} for row in page] if query.only else page


def _meets(value: Value, condition: Where) -> bool:
    wanted = condition.value
    match condition.test:
        case "null" | "not-null":
            return (value is None) == (condition.test == "null")
        case "<>":
            return value != wanted
        case "in" | "not-in":
            among = isinstance(wanted, tuple) and value in wanted
            return among == (condition.test == "in")
        case "prefix":
            return isinstance(value, str) and value.startswith(str(wanted))
        case _:
            return value is not None and COMPARED[condition.test](value, wanted)


def tabled(changes: Iterable[Change], table: Table) -> list[Row]:
    """Return the rows that changes make of an empty table, words left out."""
    columns = (table.key, *table.texts, *table.numbers, *table.raised)
    rows: dict[str, dict[str, Value]] = {}
    for change in changes:
        if change.table != table.name or isinstance(change, Words):
            continue
        key = change.key if isinstance(change, Raise) else str(change.row[table.key])
        row = rows.setdefault(key, dict.fromkeys(columns))
        if isinstance(change, Put):
            row.update(change.row)
        else:
            row[change.column] = max(change.value, str(row[change.column] or ""))
    return [*rows.values()]
