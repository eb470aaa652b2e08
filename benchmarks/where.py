"""Where the time goes: what is asked of ours, under a profiler, by the module that was at work.

``python benchmarks/where.py [--scale 1] [--most 3]``. What C functions take counts to the module
that called them. A profiler slows down what makes many calls: look at shares, not at seconds.
"""

import argparse
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from cProfile import Profile
from functools import partial
from pathlib import Path
from pstats import Stats
from time import process_time
from typing import Any

from measuring import columns
from model import Model
from ours import Ours
from programs import Fed, Run, say
from questions import AGAIN, questions
from table import SIZE
from told import Told
from town import happening, text
from twins import parts

NOTES = 200
C_FUNCTION = "~"
Row = tuple[str, ...]


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description="where the time of ours goes, by module")
    parser.add_argument("--scale", type=float, default=1, help="how many times the town-year")
    parser.add_argument("--most", type=int, default=3, help="how many modules of each line")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="minqing-bench-") as folder:
        rows = [*_rows(Path(folder), int(SIZE * asked.scale), asked.most)]
    heads = ("of the processor, by cProfile", *[""] * asked.most)
    print(columns([heads, *rows]))


def _rows(folder: Path, events: int, most: int) -> Iterator[Row]:
    told = [one.told() for one in happening(events)]
    model, ours = Model(told), Ours(str(folder / "town.db"), folder)
    run = Run(folder=folder, events=events, rounds=1, notes=NOTES, load=0)
    yield _row("bulk import", lambda: _fill(ours, told), most)
    yield _row("tables and search", ours.finish, most)
    open_ones = model.open_with_owner()[:NOTES]
    yield _row("a note", lambda: _note(ours, open_ones), most)
    for question in questions(Fed(run=run, model=model, homes=[], happened=len(told))):
        times = 1 if question.events else AGAIN
        asked = [*question.of] * times
        yield _row(question.name.strip(), partial(_ask, ours, question.ask, asked), most)
    ours.close()


def _fill(ours: Ours, told: list[Told]) -> None:
    for part in parts(told):
        ours.fill(part)


def _note(ours: Ours, open_ones: list[tuple[str, str]]) -> None:
    chance = random.Random(3)  # noqa: S311 - texts of a benchmark
    for number, (case, actor) in enumerate(open_ones):
        ours.note(case, actor, f"{number}", str(text(chance)))


def _ask(ours: Ours, what: str, of: Sequence[Sequence[Any]]) -> None:
    ask = getattr(ours, what)
    for values in of:
        ask(*values)


def _row(name: str, work: Callable[[], object], most: int) -> Row:
    say(name)
    profile = Profile(process_time)
    profile.runcall(work)
    spent = _by_module(Stats(profile))
    whole = sum(spent.values())
    found = [f"{module} {took / whole:.0%}" for module, took in spent.most_common(most)]
    return (name, *found, *[""] * (most - len(found)))


def _by_module(stats: Stats) -> Counter[str]:
    spent: Counter[str] = Counter()
    for (file, _, _), (_, _, own, _, callers) in stats.stats.items():  # type: ignore[attr-defined]
        if file != C_FUNCTION:
            spent[_module(file)] += own
            continue
        for (caller, _, _), (_, _, took, _) in callers.items():
            spent[_module(caller)] += took
    return spent


def _module(file: str) -> str:
    _, ours, inside = file.partition("minqing_core/")
    if ours:
        return inside.removesuffix(".py")
    _, library, inside = file.partition("site-packages/")
    return inside.split("/")[0].removesuffix(".py") if library else Path(file).stem


if __name__ == "__main__":
    main()
