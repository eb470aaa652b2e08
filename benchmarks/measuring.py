"""How a line of the table is measured: ours and the limit in turn, medians of rounds.

A side is an iterator of works: what it does to make the next one is not timed. What the
benchmark itself holds in memory is kept out of the garbage collector's sight meanwhile.
"""

import gc
import time
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any, Literal

from attrs import frozen

Goal = tuple[Literal["≤", "≥"], float]
Work = Callable[[], object]
Rounds = Iterator[Work]


@frozen(kw_only=True)
class Line:
    """One comparison: ours against the limit, in one unit, with the goal for their ratio."""

    name: str
    unit: str
    ours: float
    limit: float
    ratio: float
    goal: Goal | None = None
    aim: Goal | None = None

    @property
    def met(self) -> str:
        """Say how far the ratio comes."""
        if self.goal is None:
            return "–"
        if self.aim is not None and _holds(self.ratio, self.aim):
            return "aim"
        return "yes" if _holds(self.ratio, self.goal) else "NO"

    def plain(self) -> dict[str, Any]:
        """Return the line for JSON."""
        return {
            "name": self.name,
            "unit": self.unit,
            "ours": self.ours,
            "limit": self.limit,
            "ratio": round(self.ratio, 3),
            "goal": _shown(self.goal),
            "aim": _shown(self.aim),
            "met": self.met,
        }


def per_item(
    name: str, ours: Rounds, limit: Rounds, *, items: int = 1, rounds: int, **goals: Goal
) -> Line:
    """Compare what one item costs, in microseconds."""
    costs = [
        (one * 1e6 / items, other * 1e6 / items) for one, other in _in_turn(ours, limit, rounds)
    ]
    return compared(name, "µs", costs, **goals)


def per_second(
    name: str, ours: Rounds, limit: Rounds, *, items: int, rounds: int, **goals: Goal
) -> Line:
    """Compare how many items are done in a second."""
    rates = [(items / one, items / other) for one, other in _in_turn(ours, limit, rounds)]
    return compared(name, "/s", rates, **goals)


def compared(name: str, unit: str, pairs: list[tuple[float, float]], **goals: Goal) -> Line:
    """Make a line of figures taken in pairs: the medians, and the median of the ratios."""
    return Line(
        name=name,
        unit=unit,
        ours=median(one for one, _ in pairs),
        limit=median(other for _, other in pairs),
        ratio=median(one / other for one, other in pairs),
        **goals,
    )


def printed(lines: list[Line]) -> str:
    """Return the table as it is printed."""
    rows = [("", "ours", "limit", "unit", "ratio", "goal", "aim", "met")]
    rows += [
        (
            line.name,
            _figure(line.ours),
            _figure(line.limit),
            line.unit,
            f"{line.ratio:.2f}",
            _shown(line.goal),
            _shown(line.aim),
            line.met,
        )
        for line in lines
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def _in_turn(ours: Rounds, limit: Rounds, rounds: int) -> list[tuple[float, float]]:
    pairs = []
    for _ in range(rounds):
        one, other = next(ours), next(limit)
        pairs.append((_seconds(one), _seconds(other)))
    return pairs


def _seconds(work: Work) -> float:
    gc.collect()
    gc.freeze()
    begun = time.perf_counter()
    work()
    spent = time.perf_counter() - begun
    gc.unfreeze()
    return spent


def _holds(ratio: float, goal: Goal) -> bool:
    sign, bound = goal
    return ratio <= bound if sign == "≤" else ratio >= bound


def _shown(goal: Goal | None) -> str:
    return "" if goal is None else f"{goal[0]} {goal[1]:g}"


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"  # noqa: PLR2004
