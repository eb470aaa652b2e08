"""A long log gone through as a whole: all matters as of a date, the audit, a bundle verified."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from itertools import count, islice, takewhile
from pathlib import Path

from alone import ASKED
from attrs import frozen
from measuring import Goal, Line, compared
from raw import Raw
from told import BEGUN, DAYS
from town import Happening, begun, filled, happening

import proof
from minqing_core.application.founding import FIRST
from minqing_core.application.tables import caught_up
from minqing_core.diary.events import MatterRecorded
from minqing_core.kernel.ids import StreamId
from minqing_core.kernel.personal import Personal
from minqing_core.review.events import DiaryReviewed, EntryRead, Grade

READ_TOGETHER = 20
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


def grown(folder: Path, size: int) -> Path:
    """Return the folder of a town with so many events, by our rules and by hand; made once."""
    town, whole = folder / f"town-{size}", folder / f"town-{size}" / "whole"
    if whole.exists():
        return town
    town.mkdir(parents=True)
    office, clock = begun(str(town / "town.db"), town)
    raw = Raw(town / "raw.db")
    with office:
        filled(office, clock, happening(size))
        raw.fill(one.told() for one in happening(size))
        filled(office, clock, reviews(size))
        for seed in takewhile(lambda _: office.log.size() < size, count(2)):
            short = size - office.log.size()
            filled(office, clock, happening(short, seed))
            raw.fill(one.told() for one in happening(short, seed))
        caught_up(office)
    whole.touch()
    return town


def reviews(size: int) -> Iterator[Happening]:
    """Go through reviews in which every matter was read, some with each."""
    opened = (one for one in happening(size) if isinstance(one.event, MatterRecorded))
    while some := [*islice(opened, READ_TOGETHER)]:
        first = some[0]
        event = DiaryReviewed(
            review=1,
            person=first.actor,
            period="2025-Q4",
            reviewer=FIRST,
            entries=tuple(EntryRead(case=one.case, version=1) for one in some),
            upto=1,
            rule="R1",
            clause="S54",
            post="mayor",
            opinion=Personal("已阅"),
            grade=Grade.GOOD,
        )
        at, stream = BEGUN + timedelta(days=DAYS + 60), f"review/{first.actor}-{first.case}"
        yield Happening(at=at, case=first.case, actor=FIRST, event=event, stream=StreamId(stream))


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
