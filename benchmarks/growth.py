"""Growth: the same questions of ever larger towns; what should be flat is flat, or this fails.

``python benchmarks/growth.py [--sizes 10000,100000,1000000] [--kept FOLDER] [--svg FILE]``
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

from attrs import define, field, frozen
from growth_chart import drawn
from measuring import columns, figure
from programs import OURS, Asked, Home, asking, say
from questions import HALFWAY, SLOW, TODAY, YEAR
from replay import grown
from town import case_id, matters_in, text

SIZES = "10000,100000,1000000"
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


def main() -> None:
    """Measure, print the table, draw it, and fail where something grows that should not."""
    parser = argparse.ArgumentParser(description="the same questions of ever larger towns")
    parser.add_argument("--sizes", default=SIZES, help="events of the towns, the smallest first")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only", default="", help="questions, as note,history,state")
    parser.add_argument("--kept", type=Path, help="where the towns are kept for again")
    parser.add_argument("--svg", type=Path, help="where the picture goes")
    given = parser.parse_args()
    sizes = [int(size) for size in given.sizes.split(",")]
    only = given.only.split(",") if given.only else ()
    with tempfile.TemporaryDirectory(prefix="minqing-growth-") as folder:
        found = [*_lines(given.kept or Path(folder), sizes, given.rounds, only)]
    print(_printed(found))
    if given.svg:
        given.svg.write_text(drawn(found), encoding="utf-8")
    if grew := [line.name for line in found if not line.met]:
        sys.exit(f"grows more than it should: {', '.join(grew)}")


def _lines(kept: Path, sizes: Sequence[int], rounds: int, only: Sequence[str]) -> Iterator[Grown]:
    with ExitStack() as running:
        towns = [_opened(running, kept, size) for size in sizes]
        for name, ask, of, flat in _asked():
            if only and ask not in only:
                continue
            say(name)
            spent: list[list[float]] = [[] for _ in towns]
            for _ in range(rounds):
                for town, found in zip(towns, spent, strict=True):
                    if not found or sum(found[-1:]) < SLOW:
                        found.append(median(town.asked.worked(ask, of(town))))
            costs = tuple(median(found) * 1000 for found in spent)
            yield Grown(name=name, sizes=tuple(sizes), costs=costs, flat=flat)


def _opened(running: ExitStack, kept: Path, size: int) -> Town:
    say(f"a town of {size:,} events")
    folder = grown(kept, size)
    home = Home(program=OURS, folder=folder, store=str(folder / OURS.file))
    asked = running.enter_context(asking(home))
    early = matters_in(size) // 3
    some = random.Random(7).sample(range(1, early), min(EACH, early - 1))  # noqa: S311 - a town
    cases = [str(case_id(number, matters_in(size))) for number in some]
    left = [str(case_id(number, matters_in(size))) for number in range(4, min(4 * EACH, early), 4)]
    stories = asked.told("history", [(case,) for case in left])["answers"]
    open_ones = [(case, story[0][1]) for case, story in zip(left, stories, strict=True)]
    return Town(size=size, asked=asked, cases=cases, open_ones=open_ones)


def _asked() -> Iterator[tuple[str, str, Any, bool]]:
    yield "single durable command: a note", "note", Town.notes, True
    yield "history of one matter", "history", lambda town: [(case,) for case in town.cases], True
    yield (
        "one matter as of a moment",
        "state",
        lambda town: [(case, HALFWAY) for case in town.cases],
        True,
    )
    yield "list, newest 50", "newest", lambda _: [()] * EACH, True
    for column in ("place", "category", "owner"):
        of = [(column,)]
        yield f"open matters by {column}", "open_by", lambda _, of=of: of * TEN, False
    yield "overdue, 50 and how many", "overdue", lambda _: [(TODAY,)] * TEN, False
    yield "duty ledger: a cadre's year", "entries", lambda _: [(PERSON, YEAR)] * TEN, False
    yield "all matters as of a date", "gone_through", lambda _: [(HALFWAY,)], False
    yield "audit", "audit", lambda _: [()], False


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
