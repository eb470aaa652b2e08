"""The faults that are tried, by name, each with how often in short and in long."""

import time
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from attrs import frozen
from tests.faults.trial import Tally, Trial


@frozen
class Program:
    """A program of faults: what it shows, where it stands, and how often it tries."""

    shows: str
    short: int
    long: int
    module: str
    function: str = "run"


PROGRAMS = {
    "kill": Program("four writers killed with signal 9", 3, 60, "kill", "on_sqlite"),
    "killpg": Program("the same on PostgreSQL", 3, 60, "kill", "on_postgres"),
    "wal": Program("the write-ahead log cut anywhere", 10, 300, "wal", "torn"),
    "walrot": Program("a bit flipped in the write-ahead log", 20, 300, "wal", "rotten"),
    "full": Program("no room on the disk", 1, 5, "full"),
    "flip": Program("a bit flipped in the database", 100, 1000, "rot"),
    "delete": Program("an event deleted", 5, 100, "tampered", "deleted"),
    "swap": Program("two events exchanged", 5, 100, "tampered", "swapped"),
    "cut": Program("the end cut off", 5, 100, "tampered", "cut"),
    "insider": Program("the past changed, every hash rebuilt", 1, 25, "past", "rebuilt"),
    "witness": Program("forks and rollbacks at the witness", 1, 25, "past", "witnessed"),
    "verifier": Program("what the verifier is handed, spoilt", 100, 1000, "fuzz"),
    "clock": Program("a clock that jumps", 1, 25, "clock"),
    "repeat": Program("one key, twenty times at once and after a crash", 1, 10, "repeat"),
    "conflict": Program("twenty who saw the same write at once", 2, 10, "conflict"),
    "restart": Program("PostgreSQL stopped, crashed and killed", 3, 9, "restart"),
    "shred": Program("words destroyed", 1, 4, "shred"),
}


def tried(
    name: str,
    *,
    long: bool = False,
    seed: int = 0,
    kept: Path | None = None,
    tell=lambda _: None,
) -> Tally:
    """Run a program in a scratch folder and return what came of it."""
    program = PROGRAMS[name]
    with TemporaryDirectory(prefix=f"minqing-{name}-") as scratch:
        trial = Trial(
            folder=Path(scratch),
            kept=(Path(scratch, "kept") if kept is None else kept) / name,
            rounds=program.long if long else program.short,
            chance=Random(f"{name} {seed}"),
            tell=tell,
        )
        trial.kept.mkdir(parents=True)
        begun = time.monotonic()
        run = getattr(import_module(f"tests.faults.{program.module}"), program.function)
        tally = _run(run, trial)
        tally.seconds = time.monotonic() - begun
    return tally


def _run(run: Callable[[Trial], Tally], trial: Trial) -> Tally:
    """Run a program; one that breaks down keeps no other from being tried."""
    try:
        return run(trial)
    except Exception as failure:  # noqa: BLE001 - whatever it is, it must not be
        where = "".join(traceback.format_exception(failure))
        return Tally("nothing", wrong=[f"the program broke down: {where}"])
