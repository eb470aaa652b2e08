"""A city: many towns in one PostgreSQL, followed, held against their checkpoints, counted.

``python benchmarks/city.py [--towns 24] [--events 4000] [--times 40] [--workers 1,2,4]
[--kept FOLDER] [--sqlite]``

Each town has a database of its own and answers over HTTP, all from one process; the city is this
one. What is counted in two ways is compared, and a difference ends the run: the board with each
town's own lists and ladder, DuckDB's answers with plain Python's, those of Dask with DuckDB's.
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

from by_hand import by_hand

from minqing_core.application.asking import answer
from minqing_core.application.city.board import BoardLine
from minqing_core.application.city.office import City, Followed
from minqing_core.application.listing import MOST
from minqing_core.application.office import Office
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

AT_ONCE, ROUNDS, PART = 8, 3, 60
EVENTS = "events of matters in each town; about a tenth fewer, for one matter in four is left open"
WORKERS = "how many worker processes Dask has, a cluster for each number; '' for no Dask"
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
Engine = Callable[[Question, Path], tuple[Rows, float]]  # and its busiest process, in seconds


class DisagreementError(Exception):
    """What was counted in two ways is not the same."""


def main() -> None:
    """Grow the towns, do everything once, and print the table."""
    parser = argparse.ArgumentParser(description="many towns, one city")
    parser.add_argument("--towns", type=int, default=24)
    parser.add_argument("--events", type=int, default=4000, help=EVENTS)
    parser.add_argument("--times", type=int, default=40, help="how often the files are asked over")
    parser.add_argument("--workers", type=numbers, default="1,2,4", help=WORKERS)
    parser.add_argument("--sqlite", action="store_true", help="files instead of PostgreSQL")
    parser.add_argument("--kept", type=Path, help="where the towns are kept, for another time")
    asked_for = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="minqing-city-") as folder:
        for name, figure in measured(Path(folder), asked_for.kept or Path(folder), asked_for):
            print(f"{name:<58}{figure:>22}", flush=True)


def numbers(text: str) -> list[int]:
    """Return numbers as they are given, a comma between them; none of nothing."""
    return [int(number) for number in text.split(",") if number]


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
    """Return what a town's own lists and ladder say."""
    with place.opened() as office:
        every = answer(office, "case.count", CLERK, {"by": "status"})
        told = answer(office, "case.count", CLERK, {"which": {"answered": True}})
        late = sum(item["days_late"] > 0 for item in ladder(office))
    matters = every["total"]
    return matters, matters - every["by"].get("concluded", 0), told["total"], late


def ladder(office: Office) -> Iterator[Mapping[str, Any]]:
    """Go through a town's ladder, page by page."""
    cursor = None
    while True:
        page = answer(office, "report.ladder", CLERK, {"limit": MOST, "cursor": cursor})
        yield from page["items"]
        cursor = page["next"]
        if cursor is None:
            return


def exported(folder: Path, places: Sequence[Place]) -> Iterator[tuple[str, str]]:
    """Write the Parquet files of every town, and ask them what the rows come to by hand."""
    out, pages = folder / "exports", defaultdict[str, list[Any]](list)
    spent, made = timed(lambda: [export(place, out, pages) for place in places])
    events, size = sum(one["events"] for one in made), sum(one["bytes"] for one in made)
    yield "export: events written, the matters beside them", f"{events:,}"
    yield "  events a second, one process", f"{events / spent:,.0f}"
    yield "  as Parquet", f"{size / 1e6:.2f} MB"
    for name, question in QUESTIONS.items():
        # the rate is not told apart: it is the quotient of the two before it
        counts = [column for column in question.columns if column != "rate"]
        found = [tuple(row[column] for column in counts) for row in asked(question, out)]
        agree(f"{name}, by hand", found, by_hand(name, pages[f"export.{question.table}"]))


def export(place: Place, out: Path, pages: Mapping[str, list[Any]]) -> dict[str, Any]:
    """Write the files of a town, and keep the pages that they are written from."""
    with place.opened() as office:

        def told(use_case: str, **given: object) -> Any:  # noqa: ANN401 - whatever is asked
            page = answer(office, use_case, CLERK, given)
            pages[use_case].append(page)
            return page

        return written(out, told, office.log.size())


def questions(folder: Path, wanted: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """Ask every question of DuckDB, and of Dask with so many worker processes, all in turn."""
    exports = folder / "exports"
    whole = copied(exports, folder / "many", wanted.times)
    with ExitStack() as running:
        engines: dict[str, Engine] = {"DuckDB": alone}
        for number in wanted.workers:
            client = running.enter_context(cluster(number))
            engines[f"Dask, {number} process{'es' * (number > 1)}"] = partial(spread, client)
        for name, question in QUESTIONS.items():
            rows = asked(question, whole)
            agree(f"{name}, of the first {wanted.towns}", firsts(rows), asked(question, exports))
            yield f"{name}: {len(files_of(whole, question)):,} files, {len(rows):,} rows", ""
            for engine, (spent, busiest) in in_turn(engines, question, whole, rows).items():
                yield f"  {engine}", f"{spent * 1000:,.0f} ms"
                if busiest:
                    yield "    processor time of the busiest process", f"{busiest * 1000:,.0f} ms"
    yield "what was counted in two ways", "all the same"


def in_turn(
    engines: Mapping[str, Engine], question: Question, folder: Path, rows: Rows
) -> dict[str, list[float]]:
    """Ask every engine in turn, some rounds, and return the least of each figure it took."""
    spent: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for _ in range(ROUNDS):
        for name, engine in engines.items():
            took, (told, busiest) = timed(partial(engine, question, folder))
            agree(f"{question.title} by {name}", told, rows)
            spent[name].append((took, busiest))
    return {name: [*map(min, *found)] for name, found in spent.items()}


def firsts(rows: Rows) -> Rows:
    """Return the rows of the towns that were not copied."""
    return [row for row in rows if "-" not in row["town"]]


def alone(question: Question, folder: Path) -> tuple[Rows, float]:
    """Answer a question in this process."""
    return asked(question, folder), 0


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


def spread(client: Any, question: Question, folder: Path) -> tuple[Rows, float]:  # noqa: ANN401 - untyped
    """Answer a question with what the workers counted, and say how long the busiest computed."""
    files = files_of(folder, question)
    parts = [files[start : start + PART] for start in range(0, len(files), PART)]
    found = client.gather(client.map(partial(weighed, question), parts, pure=False))
    computed: dict[int, float] = defaultdict(float)
    for _, worker, spent in found:
        computed[worker] += spent
    return answered(question, [table for table, _, _ in found]), max(computed.values())


def weighed(question: Question, files: Sequence[str]) -> tuple[Any, int, float]:
    """Count in some files, and say in which process, and its processor time meanwhile.

    That of all its threads: DuckDB has some that read, though one alone counts.
    """
    begun_at = time.process_time()
    table = counted(question, files, threads=1)
    return table, os.getpid(), time.process_time() - begun_at


def copied(exports: Path, many: Path, times: int) -> Path:
    """Return the files so many times over, as if of other towns: what years and cities add."""
    for town in exports.iterdir():
        for number in range(times):
            more = f"-{number}" if number else ""
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
