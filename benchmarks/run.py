"""The one runner: ours, and what others would take instead, against the limit, in one table.

``python benchmarks/run.py [--scale 1] [--quick] [--compare] [--postgres] [--json]`` prints the
table of the town-year; ``--only WORDS`` goes into one part of it.
"""

import argparse
import json
import os
import platform
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import commands
import load
import readings
import replay
import starting
import table
from measuring import Line, figure, printed
from programs import peers
from raw import Raw
from town import Town, founded, happening

import proof

MANY = 1_000_000
ALONE = {"http", "postgres", "replay"}
PARTS = ("starting", "commands", "readings", "proof", *sorted(ALONE))


def main() -> None:
    """Measure and print the table."""
    asked = _asked()
    lines: list[Line] = []
    with tempfile.TemporaryDirectory(prefix="minqing-bench-") as folder:
        machine = _machine(asked, Path(folder))
        found = _parts(asked, Path(folder)) if asked.only else table.lines(_run(asked, folder))
        for line in found:
            lines.append(line)
            print(f"  {line.name}: ours {figure(line.ours.figure)} {line.unit}", file=sys.stderr)
    if asked.json:
        told = {"measured": machine, "lines": [line.plain() for line in lines]}
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        print(f"{machine}\n\n{printed(lines)}")


def _machine(asked: argparse.Namespace, folder: Path) -> str:
    """Return when and on what this was measured."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    loads = " ".join(f"{load:.1f}" for load in os.getloadavg())
    return (
        f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, {memory:.0f} GiB,"
        f" Python {platform.python_version()}, {_database(asked, folder)},"
        f" {asked.rounds} rounds; load {loads}"
    )


def _database(asked: argparse.Namespace, folder: Path) -> str:
    used = [f"SQLite {sqlite3.sqlite_version}"] if asked.only or not asked.postgres else []
    if asked.postgres or "postgres" in asked.only:
        import postgres  # noqa: PLC0415 - only where it is asked for

        used.append(f"PostgreSQL {postgres.version(postgres.server_address(folder))}")
    return ", ".join(used)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="ours against the limit, in one run")
    parser.add_argument(
        "--scale", type=float, default=1, help="how many times the town-year, some 90,000 events"
    )
    parser.add_argument("--quick", action="store_true", help="one round of everything")
    parser.add_argument("--compare", action="store_true", help="Django and a tutorial's way too")
    parser.add_argument("--postgres", action="store_true", help="over PostgreSQL")
    parser.add_argument("--rounds", type=int, help="rounds of which the median is taken")
    parser.add_argument("--json", action="store_true", help="JSON instead of the table")
    parser.add_argument(
        "--only", type=_named, default=(), help=f"lines of some parts: {', '.join(PARTS)}"
    )
    parser.add_argument("--kept", type=Path, help="where the towns of replay are kept for again")
    asked = parser.parse_args()
    if asked.postgres and asked.only and "http" not in asked.only:
        parser.error("--postgres goes with the whole table, or with --only http")
    asked.rounds = asked.rounds or (1 if asked.quick else 3)
    asked.events = int(table.SIZE * asked.scale)
    asked.headers = MANY // 10 if asked.quick else MANY
    if asked.compare:
        peers()
    return asked


def _named(words: str) -> list[str]:
    """Return the parts that are named.

    Raises:
        ArgumentTypeError: there is no such part.
    """
    named = words.split(",")
    if unknown := {*named} - {*PARTS}:
        message = f"{', '.join(sorted(unknown))}: there are only {', '.join(PARTS)}"
        raise argparse.ArgumentTypeError(message)
    return named


def _run(asked: argparse.Namespace, folder: str) -> table.Run:
    address = None
    if asked.postgres:
        import postgres  # noqa: PLC0415 - only where it is asked for

        address = postgres.server_address(Path(folder))
    return table.Run(
        folder=Path(folder),
        events=asked.events,
        rounds=asked.rounds,
        notes=20 if asked.quick else 200,
        load=0.1 if asked.quick else 1,
        address=address,
        compare=asked.compare,
    )


def _parts(asked: argparse.Namespace, folder: Path) -> Iterator[Line]:
    wanted = asked.only
    if "replay" in wanted:
        yield from replay.lines(folder, asked.kept or folder, asked.events, asked.rounds)
    if not ALONE.issuperset(wanted):
        yield from _over_sqlite(asked, folder, wanted)
    if "http" in wanted:
        yield from load.lines(folder, over_postgres=asked.postgres)
    if "postgres" in wanted:
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
    raw.fill(one.told() for one in happening(size))
    return town, raw


if __name__ == "__main__":
    main()
