"""A program that is compared, in a process of its own: what it is asked and how it answers.

``python PROGRAM.py WORK STORE FOLDER``: *fill* takes in what happened and ends, *ask* answers
one line of JSON after another, *serve* answers over HTTP, *list* prints the newest matters.
STORE is a file of SQLite, or the address of a PostgreSQL database; FOLDER is the program's own.
"""

import gc
import json
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from measuring import seconds
from told import Told, read

CHUNK = 1000


class Twin(ABC):
    """One program over one store. What it cannot answer it does not have.

    What is asked is timed; ``plain`` then turns the answer into words that all have in common.
    """

    def make(self) -> None:  # noqa: B027 - most have nothing to do
        """Make the store."""

    @abstractmethod
    def fill(self, part: list[Told]) -> None:
        """Keep many happenings in one durable transaction."""

    @abstractmethod
    def note(self, case: str, actor: str, key: str, text: str) -> object:
        """Keep a note of a matter durably: only by its owner, while it is open, once for a key."""

    @abstractmethod
    def history(self, case: str) -> object:
        """Return what happened to a matter, with every word of it."""

    @abstractmethod
    def state(self, case: str, at: int) -> object:
        """Return a matter as it was at an instant."""

    @abstractmethod
    def states(self, at: int) -> object:
        """Return all matters as they were at an instant."""

    @abstractmethod
    def newest(self) -> object:
        """Return the newest fifty matters."""

    @abstractmethod
    def open_by(self, column: str) -> object:
        """Count the open matters by place, category or owner."""

    @abstractmethod
    def overdue(self, today: str) -> object:
        """Return the newest fifty open matters that nothing keeps any more, and how many are."""

    @abstractmethod
    def entries(self, owner: str, year: int) -> object:
        """Return the ledger of a cadre: in which weeks of a year there was an entry."""

    @abstractmethod
    def plain(self, asked: str, answer: Any) -> Any:  # noqa: ANN401 - as each answers
        """Return an answer in plain words, a number or a text as it is."""

    @abstractmethod
    def serve(self) -> None:
        """Answer POST /v1/cases and GET /v1/cases/{id} on a free port, and say where."""

    def finish(self) -> None:  # noqa: B027 - most have nothing to do
        """Do what is still to be done after filling: make the tables from which is read."""

    def close(self) -> None:  # noqa: B027 - most have nothing to do
        """Leave the store."""


def main(program: Callable[[str, Path], Twin]) -> None:
    """Do the work that is named."""
    work, store, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    twin = program(store, folder)
    if work == "fill":
        twin.make()
        _said(_filled(twin))
    elif work == "ask":
        for line in sys.stdin:
            _said(_answered(twin, json.loads(line)))
    elif work == "list":
        _said({"answer": twin.plain("newest", twin.newest())})
    elif work == "serve":
        twin.serve()
    twin.close()


def parts(happened: Iterable[Told]) -> Iterator[list[Told]]:
    """Yield what happened, as much as goes into one transaction at a time."""
    waiting = iter(happened)
    while part := list(islice(waiting, CHUNK)):
        yield part


def _filled(twin: Twin) -> dict[str, Any]:
    spent, told = 0.0, 0
    for part in parts(read(sys.stdin.buffer)):
        told += len(part)
        begun = time.perf_counter()
        twin.fill(part)
        spent += time.perf_counter() - begun
    return {"filled": spent, "told": told, "finished": seconds(twin.finish), "peak": _peak()}


def _answered(twin: Twin, asked: dict[str, Any]) -> dict[str, Any]:
    ask = getattr(twin, asked["ask"], None)
    if ask is None:
        return {"spent": None}
    answers, spent, busy = [], [], []
    gc.collect()
    gc.freeze()
    for values in asked["of"]:
        begun, worked = time.perf_counter(), time.process_time()
        answer = ask(*values)
        spent.append(time.perf_counter() - begun)
        busy.append(time.process_time() - worked)
        if asked["told"]:
            answers.append(answer)
    gc.unfreeze()
    told = [twin.plain(asked["ask"], answer) for answer in answers]
    return {"spent": spent, "busy": busy, "answers": told, "peak": _peak()}


def _said(found: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()


def _peak() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024
