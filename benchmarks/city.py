"""A city: many towns in one PostgreSQL, followed, held against their checkpoints, counted.

``python benchmarks/city.py [--towns 24] [--events 4000] [--times 40] [--workers 1,2,4]
[--kept FOLDER] [--sqlite]``

Each town has a database of its own and answers over HTTP, all from one process; the city is this
one. Whatever is counted in two ways is compared, and a difference ends the run.
"""

import argparse
import os
import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from minqing_core.application.asking import answer
from minqing_core.application.city.board import BoardLine
from minqing_core.application.city.office import City, Followed
from minqing_core.application.witnessing import Witness
from minqing_core.bootstrap import make_witness, open_city, open_witness
from minqing_core.documents.parquet import written
from minqing_core.documents.questions import (
    QUESTIONS,
    Question,
    answered,
    asked,
    counted,
    files_of,
)
from towns import CLERK, Place, addresses, grown, serving

AT_ONCE, ROUNDS, MOST, PART = 8, 3, 1000, 60
MATTER = {
    "kind": "problem",
    "channel": "visit",
    "category": "HOT_DIFFICULT.ROADS",
    "title": "村口路灯不亮",
    "text": "村口路灯坏了三个月，老人夜里不敢出门。",
    "petitioners": [{"kind": "named", "name": "李桂芳", "contact": "13800000000"}],
    "learned_at": "2026-03-11",
    "place": "town",
}
Rows = list[dict[str, Any]]
Engine = Callable[[Question, Path], Rows]


class DisagreementError(Exception):
    """What was counted in two ways is not the same."""


def main() -> None:
    """Grow the towns, do everything once, and print the table."""
    parser = argparse.ArgumentParser(description="many towns, one city")
    parser.add_argument("--towns", type=int, default=24)
    parser.add_argument("--events", type=int, default=4000, help="events of matters in each town")
    parser.add_argument("--times", type=int, default=40, help="how often the files are asked over")
    parser.add_argument("--workers", default="1,2,4", help="processes of Dask; none without it")
    parser.add_argument("--sqlite", action="store_true", help="files instead of PostgreSQL")
    parser.add_argument("--kept", type=Path, help="where the towns are kept, for another time")
    asked_for = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="minqing-city-") as folder:
        for name, figure in measured(Path(folder), asked_for.kept or Path(folder), asked_for):
            print(f"{name:<58}{figure:>22}", flush=True)


def measured(folder: Path, kept: Path, wanted: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """Yield the lines of the table as they are measured."""
    with addresses(kept, wanted.towns, over_sqlite=wanted.sqlite) as urls:
        yield from recorded(folder, kept, urls, wanted.events)
    yield from questions(folder, wanted)


def recorded(
    folder: Path, kept: Path, urls: Sequence[str], events: int
) -> Iterator[tuple[str, str]]:
    """Grow the towns, follow them, have the board, and write their files."""
    spent, places = timed(lambda: [*grown(kept, urls, events)])
    yield "towns, each with a record of its own", f"{len(places)}"
    yield "  grown, signed, tables built", f"{spent:,.0f} s"
    with serving(places) as served, open_city(folder / "mirror.db") as city:
        for town in served:
            city.add(town)
        make_witness(folder / "city.wkey", "city.example/witness")
        with open_witness(folder / "city.wkey") as witness:
            for town in served:
                if town.vkey is not None:
                    witness.trust(town.vkey)
            yield from following(city, witness, places)
        yield from on_the_board(city, places)
    yield from exported(folder, places)


def following(city: City, witness: Witness, places: Sequence[Place]) -> Iterator[tuple[str, str]]:
    """Follow every town from its first record, again when nothing is new, and when one is."""
    spent, found = timed(lambda: followed(city, witness))
    events = sum(one.new for one in found)
    yield "records mirrored, from nothing", f"{events:,}"
    yield "  a second, checkpoints held and cosigned", f"{events / spent:,.0f}"
    spent, again = timed(lambda: followed(city, witness))
    agree("nothing is new", [one.new for one in again], [0] * len(places))
    yield "a round when nothing is new", f"{spent:.2f} s"
    for place in places:
        with place.opened() as office:
            answer(office, "case.record", CLERK, {"matter": MATTER})
        place.sign()
    spent, last = timed(lambda: followed(city, witness))
    agree("one is new", [one.new for one in last], [1] * len(places))
    agree("all is cosigned", [one.cosigned for one in last], [one.size for one in last])
    yield "a round when each town has one more: the lag, at most", f"{spent:.2f} s"


def followed(city: City, witness: Witness) -> list[Followed]:
    """Follow every town, some at once, as the command does."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = [*pool.map(lambda town: city.follow(town, witness), city.towns())]
    agree("nothing is amiss", [one.trouble for one in found if one.trouble], [])
    return found


def on_the_board(city: City, places: Sequence[Place]) -> Iterator[tuple[str, str]]:
    """Have the board, and what each town says of itself."""
    spent, lines = timed(city.board)
    matters = sum(line.counts.matters for line in lines)
    yield f"board of {len(lines)} towns, {matters:,} matters", f"{spent * 1000:,.0f} ms"
    spent, own = timed(lambda: {place.name: own_board(place) for place in places})
    agree("the board", {line.town: shown(line) for line in lines}, own)
    yield "  the same asked of each town, one after the other", f"{spent * 1000:,.0f} ms"


def shown(line: BoardLine) -> tuple[int, ...]:
    """Return the counts of a line that a town is asked for as well."""
    counts = line.counts
    return counts.matters, counts.open, counts.answered, counts.overdue


def own_board(place: Place) -> tuple[int, ...]:
    """Return what a town's own lists and reports say."""
    with place.opened() as office:
        total = answer(office, "case.count", CLERK, {"by": "status"})
        told = answer(office, "case.count", CLERK, {"which": {"answered": True}})["total"]
        open_ = total["total"] - total["by"].get("concluded", 0)
        late, cursor = 0, None
        while True:
            page = answer(office, "report.ladder", CLERK, {"limit": MOST, "cursor": cursor})
            late += sum(item["days_late"] > 0 for item in page["items"])
            cursor = page["next"]
            if cursor is None:
                return total["total"], open_, told, late


def exported(folder: Path, places: Sequence[Place]) -> Iterator[tuple[str, str]]:
    """Write the Parquet files of every town."""
    out, made = folder / "exports", list[dict[str, Any]]()
    begun_at = time.perf_counter()
    for place in places:
        with place.opened() as office:
            upto = office.log.size()
            made.append(written(out, lambda name, o=office, **g: answer(o, name, CLERK, g), upto))
    spent = time.perf_counter() - begun_at
    events, size = sum(one["events"] for one in made), sum(one["bytes"] for one in made)
    yield "export: events and matters written", f"{events:,}"
    yield "  a second, one process", f"{events / spent:,.0f}"
    yield "  as Parquet", f"{size / 1e6:.2f} MB"


def questions(folder: Path, wanted: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """Ask every question of DuckDB, and of Dask with so many worker processes, all in turn."""
    whole = copied(folder / "exports", folder / "many", wanted.times)
    workers = [*map(int, filter(None, wanted.workers.split(",")))]
    with ExitStack() as running:
        engines: dict[str, Engine] = {"DuckDB": asked}
        busy: dict[str, list[float]] = defaultdict(list)
        for number in workers:
            client, name = running.enter_context(cluster(number)), f"Dask, {number} processes"
            engines[name] = partial(spread, client, busy[name])
        for name, question in QUESTIONS.items():
            spent, rows = in_turn(engines, question, whole)
            small = asked(question, folder / "exports")
            agree(f"{name}, of the first {wanted.towns}", [*firsts(rows)], small)
            files = len(files_of(whole, question))
            yield f"{name}: {files:,} files, {len(rows):,} rows", ""
            for engine, best in spent.items():
                yield f"  {engine}", f"{best * 1000:,.0f} ms"
                if busy[engine]:
                    yield (
                        "    of which the busiest computed",
                        f"{min(busy[engine]) * 1000:,.0f} ms",
                    )
                    busy[engine].clear()
    yield "what was counted in two ways", "all the same"


def in_turn(
    engines: Mapping[str, Engine], question: Question, folder: Path
) -> tuple[dict[str, float], Rows]:
    """Ask a question of every engine in turn, some rounds, and return the best of each."""
    spent: dict[str, float] = {}
    rows = asked(question, folder)
    for _ in range(ROUNDS):
        for name, engine in engines.items():
            took, told = timed(lambda ask=engine: ask(question, folder))
            agree(f"{question.title} by {name}", told, rows)
            spent[name] = min(took, spent.get(name, took))
    return spent, rows


def firsts(rows: Rows) -> Iterator[dict[str, Any]]:
    """Yield the rows of the towns that were not copied."""
    return (row for row in rows if "-" not in row["town"])


@contextmanager
def cluster(workers: int) -> Iterator[Any]:
    """Give a cluster of so many processes on this machine."""
    from dask.distributed import Client, LocalCluster  # noqa: PLC0415 - only where it is asked

    with (
        LocalCluster(
            n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None
        ) as processes,
        Client(processes) as client,
    ):
        yield client


def spread(client: Any, busy: list[float], question: Question, folder: Path) -> Rows:  # noqa: ANN401 - untyped
    """Answer a question with what the workers counted, and note how long the busiest computed."""
    files = files_of(folder, question)
    parts = [files[start : start + PART] for start in range(0, len(files), PART)]
    found = client.gather(client.map(partial(weighed, question), parts, pure=False))
    computed: dict[int, float] = defaultdict(float)
    for _, worker, spent in found:
        computed[worker] += spent
    busy.append(max(computed.values()))
    return answered(question, [table for table, _, _ in found])


def weighed(question: Question, files: Sequence[str]) -> tuple[Any, int, float]:
    """Count in some files, and say in which process and how long the processor worked on it."""
    begun_at = time.process_time()
    table = counted(question, files, threads=1)
    return table, os.getpid(), time.process_time() - begun_at


def copied(exports: Path, many: Path, times: int) -> Path:
    """Return the files so many times over, as if of other towns: what years and cities add."""
    for town in exports.iterdir():
        for time_ in range(times):
            more = f"-{time_}" if time_ else ""
            shutil.copytree(town, many / f"{town.name}{more}")
    return many


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return how long something took, and what came of it."""
    begun_at = time.perf_counter()
    made = work()
    return time.perf_counter() - begun_at, made


def agree(what: str, one: object, other: object) -> None:
    """End the run where two ways of counting differ."""
    if one != other:
        raise DisagreementError(f"{what}: {one} != {other}")


if __name__ == "__main__":
    main()
