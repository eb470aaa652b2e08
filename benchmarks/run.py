"""The one runner: ours against the limit, line by line, in one table.

``python benchmarks/run.py [--quick] [--events 100000] [--json] [--only WORD] [--postgres]
[--kept FOLDER]``
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import commands
import load
import readings
import replay
import starting
from measuring import Line, printed
from raw import Raw
from town import Town, founded, happenings

import proof

QUICK = 10_000
MANY = 1_000_000
ALONE = {"http", "postgres", "replay"}


def main() -> None:
    """Measure and print the table."""
    asked = _asked()
    lines: list[Line] = []
    with tempfile.TemporaryDirectory(prefix="minqing-bench-") as folder:
        for line in _lines(asked, Path(folder)):
            lines.append(line)
            print(f"{line.name}: {line.ratio:.2f}", file=sys.stderr)
    if asked.json:
        print(json.dumps([line.plain() for line in lines], ensure_ascii=False, indent=1))
    else:
        print(printed(lines))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="ours against the limit, in one run")
    parser.add_argument("--quick", action="store_true", help="a small log and few rounds")
    parser.add_argument("--events", type=int, help="events of matters in the log")
    parser.add_argument("--rounds", type=int, help="rounds of which the median is taken")
    parser.add_argument("--json", action="store_true", help="JSON instead of the table")
    parser.add_argument(
        "--only",
        default="",
        help="starting, commands, readings, proof, replay, http or postgres",
    )
    parser.add_argument("--kept", type=Path, help="where the towns of replay are kept for again")
    parser.add_argument("--postgres", action="store_true", help="PostgreSQL as well")
    asked = parser.parse_args()
    asked.events = asked.events or (QUICK if asked.quick else 100_000)
    asked.rounds = asked.rounds or (3 if asked.quick else 5)
    asked.headers = MANY // 10 if asked.quick else MANY
    return asked


def _lines(asked: argparse.Namespace, folder: Path) -> Iterator[Line]:
    wanted = asked.only.split(",") if asked.only else ["starting", "readings", "proof", "commands"]
    if "replay" in wanted:
        yield from replay.lines(folder, asked.kept or folder, asked.events, asked.rounds)
    if not ALONE.issuperset(wanted):
        yield from _over_sqlite(asked, folder, wanted)
    if "http" in wanted:
        yield from load.lines(folder, load.SECONDS, over_postgres=asked.postgres)
    elif asked.postgres or "postgres" in wanted:
        import postgres  # noqa: PLC0415 - only where it is asked for

        yield from postgres.lines(folder, asked.rounds)


def _over_sqlite(asked: argparse.Namespace, folder: Path, wanted: list[str]) -> Iterator[Line]:
    town, raw = _made(folder, asked.events)
    if "readings" in wanted:
        beside = folder / "small"
        beside.mkdir()
        small = founded(str(beside / "town.db"), beside, size=asked.events // 10)
        yield from readings.lines(town, small, raw, asked.rounds)
        small.office.close()
    if "proof" in wanted:
        yield from proof.lines(town, raw, asked.rounds, asked.headers)
    if "starting" in wanted:
        yield from starting.lines(town, asked.rounds)
    if "commands" in wanted:
        yield from commands.lines(town, raw, asked.rounds)
    town.office.close()


def _made(folder: Path, size: int) -> tuple[Town, Raw]:
    town, raw = founded(str(folder / "town.db"), folder, size=size), Raw(folder / "raw.db")
    raw.fill(happenings(size))
    return town, raw


if __name__ == "__main__":
    main()
