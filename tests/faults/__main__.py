"""Try faults and print what came of them.

usage: python -m tests.faults [--long] [--only kill,wal,…] [--seed N] [--kept FOLDER] [--json]
"""

import argparse
import json
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import attrs
from tests.faults.programs import PROGRAMS, tried
from tests.faults.trial import Tally

HEAD = ("fault", "rounds", "tried", "lost", "doubled", "undetected", "falsely accused", "seconds")


def main(words: Sequence[str]) -> int:
    """Run the programs that are wanted; the exit code is 1 when anything is as it must not be."""
    asked = _asked(words)
    tallies: dict[str, Tally] = {}
    for name in asked.only:

        def tell(where: str, name: str = name) -> None:
            sys.stderr.write(f"\r\x1b[K{name}: {where}")
            sys.stderr.flush()

        tell("…")
        tallies[name] = tried(name, long=asked.long, seed=asked.seed, kept=asked.kept, tell=tell)
        sys.stderr.write(f"\r\x1b[K{name}: {tallies[name].seconds:.0f} s\n")
    if asked.json:
        told = {name: attrs.asdict(tally) for name, tally in tallies.items()}
        print(json.dumps(told, ensure_ascii=False))
    else:
        print("\n".join(report(tallies)))
    return 1 if any(tally.wrong for tally in tallies.values()) else 0


def report(tallies: Mapping[str, Tally]) -> list[str]:
    """Return the table, what was counted beside it, and what is wrong."""
    at = datetime.now(UTC).date()  # noqa: TID251 - a table is of a day
    machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    rows = [HEAD, *(_row(name, tally) for name, tally in tallies.items())]
    widths = [max(len(row[n]) for row in rows) for n in range(len(HEAD))]
    lines = [f"{at}, {machine}", ""]
    for row in rows:
        first, *rest = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        lines.append("  ".join((row[0].ljust(len(first)), *rest)))
    beside = [
        f"{name}: {', '.join(f'{count:,} {what}' for what, count in tally.beside.items())}"
        for name, tally in tallies.items()
        if tally.beside
    ]
    wrong = [f"WRONG {name}: {what}" for name, tally in tallies.items() for what in tally.wrong]
    return [*lines, "", *beside, *wrong]


def _row(name: str, tally: Tally) -> tuple[str, ...]:
    counts = (tally.lost, tally.doubled, tally.undetected, tally.accused)
    tried = f"{tally.tried:,} {tally.of}"
    return name, str(tally.rounds), tried, *map(str, counts), f"{tally.seconds:.1f}"


def _asked(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.faults",
        description="Try faults and print what came of them.",
        epilog="\n".join(f"{name:9} {program.shows}" for name, program in PROGRAMS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--long", action="store_true", help="as often as docs/reliability.md")
    parser.add_argument("--only", type=_names, default=[*PROGRAMS], help=", ".join(PROGRAMS))
    parser.add_argument("--seed", type=int, default=0, help="another chance")
    parser.add_argument("--kept", type=Path, help="a new folder for the histories")
    parser.add_argument("--json", action="store_true", help="as JSON")
    return parser.parse_args(words)


def _names(text: str) -> list[str]:
    names = text.split(",")
    unknown = sorted({*names} - {*PROGRAMS})
    if unknown:
        raise argparse.ArgumentTypeError(f"no such fault: {', '.join(unknown)}")
    return names


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
