"""Several writers at once, each a process of its own."""

import multiprocessing
import os
import signal
import time
from collections.abc import Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random

from tests.faults.ground import Ground
from tests.faults.writer import PAUSE, write

WRITERS = 4
PATIENCE = 120
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.faults.warm"])


def start(
    ground: Ground,
    history: Path,
    chance: Random,
    writers: int = WRITERS,
    most: int | None = None,
) -> list[BaseProcess]:
    """Start writers and wait until every one of them has the office open."""
    ready = [PROCESSES.Event() for _ in range(writers)]
    begun: list[BaseProcess] = []
    for number in range(writers):
        name, seed = f"w{number}", chance.getrandbits(32)
        given = (ground, history / f"{name}.jsonl", name, seed, ready[number], most)
        begun.append(PROCESSES.Process(target=write, args=given, daemon=True))
        begun[-1].start()
    for number in range(writers):
        assert ready[number].wait(PATIENCE), f"writer {number} did not begin"
    return begun


def go_on(history: Path, processes: Sequence[BaseProcess]) -> None:
    """Wait until every writer was answered once more; one that hangs says in its log where."""
    before = _answers(history)
    end = time.monotonic() + PATIENCE
    while not all(more > less for less, more in zip(before, _answers(history), strict=True)):
        there = [process for process in processes if process.is_alive()]
        if len(there) < len(processes):
            message = "a writer ended by itself"
            raise RuntimeError(message)
        if time.monotonic() > end:
            for process in there:
                os.kill(process.pid or 0, signal.SIGUSR1)
            time.sleep(PAUSE)
            message = "a writer is not answered any more"
            raise TimeoutError(message)
        time.sleep(PAUSE)


def _answers(history: Path) -> list[int]:
    return [file.read_bytes().count(b'"answered"') for file in sorted(history.glob("w*.jsonl"))]


def kill(processes: Sequence[BaseProcess]) -> int:
    """Kill processes, none of which can do anything about it; tell how many were still there."""
    there = [process for process in processes if process.is_alive()]
    for process in there:
        process.kill()
    for process in processes:
        process.join()
    return len(there)
