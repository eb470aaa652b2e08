"""A long log gone through as a whole: all matters as of a date, the audit, a bundle verified."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from alone import ASKED
from attrs import frozen
from growing import grown
from measuring import Goal, Line, compared

import proof

HERE = Path(__file__).parent
FLAT = Goal(1.5)
WORKS = {
    "replay": ("case.replay as of a date", "the limit writes plain words"),
    "audit": ("verify, the whole log", "the limit hashes and decodes plain words"),
}


@frozen
class Cost:
    """What a work took: seconds, those of the processor, and MiB at its height."""

    seconds: float
    busy: float
    peak: float


def lines(folder: Path, kept: Path, size: int, rounds: int) -> Iterator[Line]:
    """Compare each with plain words in time, and with a tenth of the log in memory."""
    large, small = grown(kept, size), grown(kept, size // 10)
    for work, (name, limit) in WORKS.items():
        yield from _compared(f"{name}, {size:,} events", limit, work, (large, small), rounds)
    yield _flat(large, small)
    yield from proof.verified_lines(folder, rounds, size)


def _compared(
    name: str, limit: str, work: str, towns: tuple[Path, Path], rounds: int
) -> Iterator[Line]:
    large, small = towns
    size = int(large.name.partition("-")[2])
    pairs = [(_alone(work, large), _alone(f"{work}-by-hand", large)) for _ in range(rounds)]
    rates = [(size / ours.seconds, size / plain.seconds) for ours, plain in pairs]
    yield compared(f"{name}; {limit}", "/s", rates)
    seconds = [(ours.seconds, plain.seconds) for ours, plain in pairs]
    yield compared("  the same in seconds", "s", seconds)
    busy = [(ours.busy, plain.busy) for ours, plain in pairs]
    yield compared("  of these of the processor", "s", busy)
    peaks = [(ours.peak, _alone(work, small).peak) for ours, _ in pairs]
    yield compared("  its memory; the limit is a tenth of the log", "MiB", peaks, goal=FLAT)


def _flat(large: Path, small: Path) -> Line:
    one, other = (_alone("knowledge", town).busy * 1e6 / ASKED for town in (large, small))
    name = "case.knowledge, processor; the limit is ours on a tenth of the log"
    return compared(name, "µs", [(one, other)], goal=FLAT)


def _alone(work: str, town: Path) -> Cost:
    """Return what a work took in a process of its own."""
    done = subprocess.run(  # noqa: S603 - this Python, with arguments written here
        [sys.executable, str(HERE / "alone.py"), work, str(town)],
        check=True,
        capture_output=True,
        text=True,
    )
    seconds, busy, peak = map(float, done.stdout.split())
    return Cost(seconds, busy, peak / 1024)
