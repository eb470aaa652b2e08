"""Growth: the same questions of ever larger towns; what should be flat is flat, or this fails.

``python benchmarks/growth.py [--sizes 10000,100000,1000000] [--shapes busier,older]
[--kept FOLDER] [--svg FILE]``
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import count, islice
from pathlib import Path
from statistics import median
from typing import Any

from attrs import define, field, frozen
from growing import course_of, grown
from growth_chart import drawn
from measuring import columns, figure
from page import page_shown
from programs import OURS, Asked, Home, asking, say
from questions import SLOW, TODAY, YEAR
from told import milliseconds
from town import Course, text

SIZES = "10000,100000,1000000"
BUSIER, OLDER = "busier", "older"
SHAPES: Mapping[str, str] = {
    BUSIER: "ever busier: all in the same two years, and ever more matters open at a time",
    OLDER: "ever older: as much a year over ever more years, and as many matters open at a time",
}
ROUNDS, EACH, TEN = 3, 100, 10
AT_MOST = 2.0
PERSON = "000101"


@frozen(kw_only=True)
class Grown:
    """What one question costs in each town, in milliseconds of the processor.

    What is flat costs the same however long the log; what is not may cost as many times more as
    there is more to go through.
    """

    name: str
    sizes: tuple[int, ...]
    costs: tuple[float, ...]
    flat: bool

    @property
    def times(self) -> float:
        """How many times the cost of the smallest town that of the largest is."""
        return self.costs[-1] / self.costs[0]

    @property
    def met(self) -> bool:
        """Whether it grows no more than it should."""
        expected = 1 if self.flat else self.sizes[-1] / self.sizes[0]
        return self.times <= AT_MOST * expected


@define
class Town:
    """A town of some size, and what of it is asked about."""

    size: int
    course: Course
    home: Home
    asked: Asked
    cases: list[str]
    open_ones: list[Any]
    keys: "count[int]" = field(factory=lambda: count(random.SystemRandom().getrandbits(60)))

    def notes(self) -> list[tuple[str, str, str, str]]:
        """Return notes to be made of open matters."""
        chance = random.Random(4)  # noqa: S311 - texts of a benchmark
        return [
            (case, owner, f"{next(self.keys):x}", str(text(chance)))
            for case, owner in self.open_ones
        ]

    @property
    def halfway(self) -> int:
        """The moment that is asked about, when half of the matters had come."""
        return milliseconds(self.course.halfway)


def _nothing(_: Town) -> Sequence[Sequence[Any]]:
    return [()]


@frozen(kw_only=True)
class Question:
    """What is asked of a town, and in which shapes of towns the answer may cost ever more."""

    name: str
    ask: str
    of: Callable[[Town], Sequence[Sequence[Any]]] = _nothing
    grows: frozenset[str] = frozenset()

    def cost(self, town: Town) -> float:
        """Return how much of a processor an answer takes; of a page, the server's."""
        if self.ask == "page":
            return median(page_shown(town.home, town.asked, TEN))
        return median(town.asked.worked(self.ask, self.of(town)))


def main() -> None:
    """Measure, print the tables, draw them, and fail where something grows that should not."""
    parser = argparse.ArgumentParser(description="the same questions of ever larger towns")
    parser.add_argument("--sizes", default=SIZES, help="events of the towns, the smallest first")
    parser.add_argument("--shapes", default=",".join(SHAPES), help="how the towns are larger")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only", default="", help="questions, as note,history,state")
    parser.add_argument("--kept", type=Path, help="where the towns are kept for again")
    parser.add_argument("--svg", type=Path, help="where the picture goes")
    given = parser.parse_args()
    sizes = [int(size) for size in given.sizes.split(",")]
    only = given.only.split(",") if given.only else ()
    asked = [one for one in _questions() if not only or one.ask in only]
    tables: dict[str, list[Grown]] = {}
    with tempfile.TemporaryDirectory(prefix="minqing-growth-") as folder:
        for shape in given.shapes.split(","):
            said = SHAPES[shape]
            kept = given.kept or Path(folder)
            tables[said] = [*_lines(kept, sizes, shape, asked, given.rounds)]
            print(f"{said}\n\n{_printed(tables[said])}\n", flush=True)
    if given.svg:
        given.svg.write_text(drawn(tables), encoding="utf-8")
    if grew := [line.name for table in tables.values() for line in table if not line.met]:
        sys.exit(f"grows more than it should: {', '.join(grew)}")


def _lines(
    kept: Path, sizes: Sequence[int], shape: str, asked: Sequence[Question], rounds: int
) -> Iterator[Grown]:
    with ExitStack() as running:
        living = sizes[0] if shape == OLDER else None
        towns = [_opened(running, kept, size, living) for size in sizes]
        for one in asked:
            say(one.name)
            spent: list[list[float]] = [[] for _ in towns]
            for _ in range(rounds):
                for town, found in zip(towns, spent, strict=True):
                    if not found or found[-1] < SLOW:
                        found.append(one.cost(town))
            costs = tuple(median(found) * 1000 for found in spent)
            flat = shape not in one.grows
            yield Grown(name=one.name, sizes=tuple(sizes), costs=costs, flat=flat)


def _opened(running: ExitStack, kept: Path, size: int, living: int | None) -> Town:
    say(f"a town of {size:,} events")
    folder, course = grown(kept, size, living), course_of(size, living)
    home = Home(program=OURS, folder=folder, store=str(folder / OURS.file))
    asked = running.enter_context(asking(home))
    early = course.matters // 3
    some = random.Random(7).sample(range(1, early), min(EACH, early - 1))  # noqa: S311 - a town
    cases = [str(course.case(number)) for number in some]
    left = filter(course.is_open, range(1, course.matters + 1))
    open_ones = [str(course.case(number)) for number in islice(left, EACH)]
    stories = asked.told("history", [(case,) for case in open_ones])["answers"]
    return Town(
        size=size,
        course=course,
        home=home,
        asked=asked,
        cases=cases,
        open_ones=[(case, story[0][1]) for case, story in zip(open_ones, stories, strict=True)],
    )


def _questions() -> Iterator[Question]:
    both = frozenset(SHAPES)
    counts = frozenset({BUSIER})
    yield Question(name="single durable command: a note", ask="note", of=Town.notes)
    yield Question(
        name="history of one matter",
        ask="history",
        of=lambda town: [(case,) for case in town.cases],
    )
    yield Question(
        name="one matter as of a moment",
        ask="state",
        of=lambda town: [(case, town.halfway) for case in town.cases],
    )
    yield Question(name="list, newest 50", ask="newest", of=lambda _: [()] * EACH)
    yield Question(name="one page over HTTP: the list of matters", ask="page")
    for column in ("place", "category", "owner"):
        yield Question(
            name=f"open matters by {column}",
            ask="open_by",
            of=lambda _, column=column: [(column,)] * TEN,
            grows=counts,
        )
    yield Question(
        name="overdue, 50 and how many", ask="overdue", of=lambda _: [(TODAY,)] * TEN, grows=counts
    )
    yield Question(
        name="duty ledger: a cadre's year",
        ask="entries",
        of=lambda _: [(PERSON, YEAR)] * TEN,
        grows=counts,
    )
    yield Question(
        name="all matters as of a date",
        ask="gone_through",
        of=lambda town: [(town.halfway,)],
        grows=both,
    )
    yield Question(name="audit", ask="audit", grows=both)
    yield Question(name="rebuild of the views", ask="rebuilt", grows=both)


def _printed(found: Sequence[Grown]) -> str:
    rows = [("ms", *(f"{size:,}" for size in found[0].sizes), "×", "should be", "met")]
    rows += [
        (
            line.name,
            *map(figure, line.costs),
            f"{line.times:.2f}",
            "flat" if line.flat else "linear",
            "yes" if line.met else "NO",
        )
        for line in found
    ]
    return columns(rows)


if __name__ == "__main__":
    main()
