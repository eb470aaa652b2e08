"""The growth of costs as pictures: both axes by powers of ten."""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil, floor, log10
from typing import Protocol

from minqing_core.documents.strokes import GREY, INK, NAME, RED, SMALL, long, picture, short, text

LEFT, RIGHT, TOP, DEEP = 60, 330, 14, 300
HEAD, HIGH = 16, 372
STEP = 13


class Growing(Protocol):
    """What one question costs in each town."""

    @property
    def name(self) -> str:
        """What is asked."""

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many events each town has."""

    @property
    def costs(self) -> tuple[float, ...]:
        """What it costs in each, in milliseconds."""

    @property
    def flat(self) -> bool:
        """Whether it should cost the same in all."""


def drawn(tables: Mapping[str, Sequence[Growing]]) -> str:
    """Return the pictures of all tables, one under another, by the same powers of ten.

    What should be flat is drawn in full, what may grow in dashes.
    """
    costs = [cost for lines in tables.values() for line in lines for cost in line.costs]
    powers = range(floor(log10(min(costs))), ceil(log10(max(costs))) + 1)
    parts: list[str] = []
    for number, (name, lines) in enumerate(tables.items()):
        parts += _panel(TOP + number * HIGH, name, lines, powers)
    return picture("Cost by size of the log", len(tables) * HIGH, parts)


def _panel(above: float, name: str, lines: Sequence[Growing], powers: range) -> Iterator[str]:
    sizes, top = lines[0].sizes, above + HEAD

    def x(size: float) -> float:
        span = log10(sizes[-1]) - log10(sizes[0]) or 1
        return LEFT + (RIGHT - LEFT) * (log10(size) - log10(sizes[0])) / span

    def y(cost: float) -> float:
        return top + DEEP * (powers[-1] - log10(cost)) / (powers[-1] - powers[0])

    yield from text(LEFT, above, name, NAME)
    for power in powers:
        yield from _across(y(10**power), _in_words(power))
    for size in sizes:
        yield from text(x(size) - 16, top + DEEP + 16, f"{size:,}")
    yield from text(LEFT, top + DEEP + 30, "events in the log", SMALL, GREY)
    ends = _apart([y(one.costs[-1]) for one in lines], top + DEEP)
    for one, end in zip(lines, ends, strict=True):
        points = [(x(size), y(cost)) for size, cost in zip(one.sizes, one.costs, strict=True)]
        yield from _course(points, flat=one.flat)
        yield from text(RIGHT + 14, end + 3, one.name, SMALL, INK if one.flat else RED)
        yield _stroke([points[-1], (RIGHT + 12, end)], GREY, "1 2")


def _across(y: float, words: str) -> Iterator[str]:
    yield _stroke([(LEFT, y), (RIGHT, y)], "#dedede", "")
    yield from text(LEFT - 8 - long(words, SMALL), y + 3, words, SMALL, GREY)


def _course(points: Sequence[tuple[float, float]], *, flat: bool) -> Iterator[str]:
    colour = INK if flat else RED
    yield _stroke(points, colour, "" if flat else "5 3")
    for x, y in points:
        yield f'<circle cx="{short(x)}" cy="{short(y)}" r="2.2" fill="{colour}"/>'


def _stroke(points: Sequence[tuple[float, float]], colour: str, dashes: str) -> str:
    path = " ".join(f"{short(x)},{short(y)}" for x, y in points)
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-dasharray="{dashes}"/>'


def _apart(heights: Sequence[float], floor: float) -> list[float]:
    """Return where names stand, none over another and none under the floor."""
    placed, order = list(heights), sorted(range(len(heights)), key=heights.__getitem__)
    free = float("-inf")
    for index in order:
        placed[index] = max(placed[index], free)
        free = placed[index] + STEP
    for index in reversed(order):
        placed[index] = min(placed[index], floor)
        floor = placed[index] - STEP
    return placed


def _in_words(power: int) -> str:
    return f"{10.0**power:g} ms" if power < 3 else f"{10 ** (power - 3):,} s"  # noqa: PLR2004
