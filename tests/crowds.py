"""Programs that begin together, each a process of its own."""

import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import get_context
from typing import Any

PATIENCE = 90
_PROCESSES = get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.contracts.starters", "tests.postgres.writers"])


def together(*programs: tuple[Callable[..., Any], Sequence[Any]]) -> list[Any]:
    """Have each program begin when all are there, and return what they came to, in order."""
    begin = _PROCESSES.Barrier(len(programs))
    told = _PROCESSES.SimpleQueue()
    started = [
        _PROCESSES.Process(target=_run, args=(number, program, given, begin, told))
        for number, (program, given) in enumerate(programs)
    ]
    for process in started:
        process.start()
    found = dict(told.get() for _ in started)
    for process in started:
        process.join(PATIENCE)
    died = [found[n] for n, process in enumerate(started) if process.exitcode != 0]
    assert not died, died[0]
    return [found[number] for number in range(len(started))]


def attempts() -> Iterator[None]:
    """Go on until patience is at an end."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        yield
        time.sleep(0.02)
    raise TimeoutError


def _run(number: int, program: Any, given: Sequence[Any], begin: Any, told: Any) -> None:
    try:
        begin.wait(PATIENCE)
        told.put((number, program(*given)))
    except BaseException:
        told.put((number, traceback.format_exc()))
        raise
