"""How a line of the table is measured: ours and the limit in turn, medians of rounds.

A side is an iterator of works: what it does to make the next one is not timed. What the
benchmark itself holds in memory is kept out of the garbage collector's sight meanwhile.
"""

import gc
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from statistics import median
from typing import Any

from attrs import field, frozen

Work = Callable[[], object]
Rounds = Iterator[Work]
MORE_IS_BETTER = "/s"


@frozen
class Goal:
    """How many times the limit may be taken, and what we are out for; or an absolute bound."""

    bound: float
    aim: float | None = None
    absolute: bool = False

    def __str__(self) -> str:
        """Say the bound, with the aim behind it."""
        sign = "≤ " if self.absolute else "×"
        aim = "" if self.aim is None else f" ({sign.strip()}{self.aim:g})"
        return f"{sign}{self.bound:g}{aim}"


@frozen(kw_only=True)
class Side:
    """What a program needed, and how many times what the limit needs."""

    figure: float
    times: float | None


@frozen(kw_only=True)
class Line:
    """One comparison: ours and others against the limit, in one unit, with the goal for ours.

    ``sides`` has ours first; a program that cannot answer at all is not among them.
    """

    name: str
    unit: str
    limit: float | None
    sides: Mapping[str, Side] = field(converter=dict)
    goal: Goal | None = None

    @property
    def ours(self) -> Side:
        """What we needed."""
        return self.sides["ours"]

    @property
    def met(self) -> str:
        """Say how far ours comes."""
        reached = self.ours.times
        if self.goal is not None and self.goal.absolute:
            reached = self.ours.figure
        if self.goal is None or reached is None:
            return "–"
        if self.goal.aim is not None and reached <= self.goal.aim:
            return "aim"
        return "yes" if reached <= self.goal.bound else "NO"

    def plain(self) -> dict[str, Any]:
        """Return the line for JSON."""
        return {
            "name": self.name,
            "unit": self.unit,
            "limit": _rounded(self.limit),
            **{
                name: {"figure": _rounded(side.figure), "times": _rounded(side.times)}
                for name, side in self.sides.items()
            },
            "goal": None if self.goal is None else str(self.goal),
            "met": self.met,
        }


def per_item(
    name: str,
    ours: Rounds,
    limit: Rounds,
    *,
    items: int = 1,
    rounds: int,
    goal: Goal | None = None,
) -> Line:
    """Compare what one item costs, in microseconds."""
    costs = [
        (one * 1e6 / items, other * 1e6 / items) for one, other in _in_turn(ours, limit, rounds)
    ]
    return compared(name, "µs", costs, goal=goal)


def per_second(
    name: str, ours: Rounds, limit: Rounds, *, items: int, rounds: int, goal: Goal | None = None
) -> Line:
    """Compare how many items are done in a second."""
    rates = [(items / one, items / other) for one, other in _in_turn(ours, limit, rounds)]
    return compared(name, MORE_IS_BETTER, rates, goal=goal)


def compared(
    name: str, unit: str, pairs: Sequence[tuple[float, float]], *, goal: Goal | None = None
) -> Line:
    """Make a line of figures of ours and of the limit taken in pairs."""
    figures = {"ours": [one for one, _ in pairs], "limit": [other for _, other in pairs]}
    return beside(name, unit, figures, goal=goal)


def beside(
    name: str, unit: str, figures: Mapping[str, Sequence[float]], *, goal: Goal | None = None
) -> Line:
    """Make a line of what each program needed in the same rounds.

    The figures are medians; how many times the limit is the median of the rounds.
    """
    limits = figures.get("limit", ())
    return Line(
        name=name,
        unit=unit,
        limit=median(limits) if limits else None,
        sides={
            system: Side(figure=median(taken), times=_times(unit, taken, limits))
            for system, taken in figures.items()
            if system != "limit"
        },
        goal=goal,
    )


def printed(lines: Sequence[Line]) -> str:
    """Return the table as it is printed."""
    others = list(dict.fromkeys(name for line in lines for name in line.sides if name != "ours"))
    between = [head for name in others for head in (name, "×limit")]
    rows = [("", "unit", "ours", "limit", "×limit", *between, "goal", "met")]
    return columns(rows + [_row(line, others) for line in lines])


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Return rows with their cells under each other."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def seconds(work: Work) -> float:
    """Return how long a work took."""
    gc.collect()
    gc.freeze()
    begun = time.perf_counter()
    work()
    spent = time.perf_counter() - begun
    gc.unfreeze()
    return spent


def figure(value: float | None) -> str:
    """Return a figure as it is printed."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"  # noqa: PLR2004


def _rounded(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.4g}")


def _in_turn(ours: Rounds, limit: Rounds, rounds: int) -> list[tuple[float, float]]:
    pairs = []
    for _ in range(rounds):
        one, other = next(ours), next(limit)
        pairs.append((seconds(one), seconds(other)))
    return pairs


def _times(unit: str, taken: Sequence[float], limits: Sequence[float]) -> float | None:
    if not limits:
        return None
    turned = unit == MORE_IS_BETTER
    pairs = zip(taken, limits, strict=True)
    return median(limit / one if turned else one / limit for one, limit in pairs)


def _row(line: Line, others: Sequence[str]) -> tuple[str, ...]:
    between = [cell for name in others for cell in _cells(line.sides.get(name))]
    goal = "" if line.goal is None else str(line.goal)
    ours = _cells(line.ours)
    return (line.name, line.unit, ours[0], figure(line.limit), ours[1], *between, goal, line.met)


def _cells(side: Side | None) -> tuple[str, str]:
    if side is None:
        return "–", "–"
    return figure(side.figure), "–" if side.times is None else f"{side.times:.2f}"
