"""The questions over towns and years, answered in plain Python from the rows that towns told."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from told import CHINA

Row = Mapping[str, Any]
Figures = tuple[Any, ...]


def by_hand(question: str, pages: Iterable[Row]) -> list[Figures]:
    """Answer a question from pages of rows: what is counted, and how much, in order."""
    key, figures = BY_HAND[question]
    groups: dict[Figures, list[Row]] = defaultdict(list)
    for page in pages:
        for row in page["items"]:
            groups[page["town"], *key(row)].append({**row, "on": page.get("on")})
    counted = {group: figures(rows) for group, rows in groups.items()}
    return sorted((*group, *found) for group, found in counted.items() if found)


def _village(row: Row) -> Figures:
    return row["village_name"] or "", row["category"], *_year(row)


def _year(row: Row) -> Figures:
    return (int(row["received"][:4]),)


def _quarter(row: Row) -> Figures:
    year, month, _ = row["received"].split("-")
    return (f"{year}-Q{(int(month) + 2) // 3}",)


def _month(row: Row) -> Figures:
    return (f"{datetime.fromisoformat(row['recorded_at']).astimezone(CHINA):%Y-%m}",)


def _matters(rows: Sequence[Row]) -> Figures:
    concluded = sum(row["status"] == "concluded" for row in rows)
    return len(rows), concluded, _late(rows), sum(row["satisfied"] is True for row in rows)


def _limits(rows: Sequence[Row]) -> Figures:
    return len(rows), _late(rows)


def _days(rows: Sequence[Row]) -> Figures:
    told = sorted(row["told_after"] for row in rows if row["told_after"] is not None)
    if not told:
        return ()
    half, nine = (len(told) + 1) // 2, (len(told) * 9 + 9) // 10
    return len(told), told[half - 1], told[nine - 1], told[-1]


def _records(rows: Sequence[Row]) -> Figures:
    return len(rows), len({row["actor"] for row in rows})


def _late(rows: Sequence[Row]) -> int:
    return sum(row["met_late"] > 0 or any(due < row["on"] for due in row["unmet"]) for row in rows)


BY_HAND: Mapping[str, tuple[Callable[[Row], Figures], Callable[[Sequence[Row]], Figures]]] = {
    "villages": (_village, _matters),
    "late": (_quarter, _limits),
    "days": (_year, _days),
    "records": (_month, _records),
}
