"""The programs that are compared, each in a process of its own, and whether they agree."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from attrs import define, field, frozen
from measuring import Goal
from model import Model
from starting import SOURCES

HERE = Path(__file__).parent
ENVIRONMENT = os.environ | {"PYTHONPATH": str(SOURCES)}
SHOWN = 300
NEEDED = {"django": "Django", "simple_history": "django-simple-history"}


GOALS: Mapping[str, tuple[Goal, Goal]] = {
    "note": (Goal(2.2, aim=1.5), Goal(3.5, aim=2)),
    "import": (Goal(4, aim=2), Goal(6, aim=3)),
    "history": (Goal(4, aim=2.5), Goal(2, aim=1.5)),
    "state": (Goal(5, aim=2.5), Goal(2, aim=1.5)),
    "states": (Goal(2, aim=1.5), Goal(2, aim=1.5)),
    "dashboard": (Goal(4, aim=2), Goal(4, aim=2)),
    "create": (Goal(1.4, aim=0.8), Goal(2.5, aim=1.5)),
    "read": (Goal(3, aim=1.5), Goal(2.2, aim=1.8)),
    "bytes": (Goal(2.5, aim=1.6), Goal(2.5, aim=1.5)),
}


class DisagreementError(Exception):
    """A program answers otherwise than what happened."""


@frozen(kw_only=True)
class Program:
    """A program, and the file of its own SQLite store."""

    name: str
    script: str
    file: str


OURS = Program(name="ours", script="ours.py", file="town.db")
LIMIT = Program(name="limit", script="limit.py", file="raw.db")
PEERS = (
    Program(name="django", script="peers/django_town.py", file="django.db"),
    Program(name="tutorial", script="peers/tutorial_town.py", file="tutorial.db"),
)


@frozen(kw_only=True)
class Home:
    """Where a program keeps its town: a folder of its own, and a store."""

    program: Program
    folder: Path
    store: str

    @property
    def name(self) -> str:
        """The name of the program."""
        return self.program.name

    def command(self, work: str) -> list[str]:
        """Return how the program is started for a work."""
        return [str(HERE / self.program.script), work, self.store, str(self.folder)]


@define
class Asked:
    """A program that was started and answers questions."""

    name: str
    process: "subprocess.Popen[str]"
    peak: float = 0

    def ask(self, question: str, of: Sequence[Sequence[Any]] = ((),)) -> list[float] | None:
        """Return how long each answer took; nothing where it has none."""
        return self._said(question, of, told=False)["spent"]

    def worked(self, question: str, of: Sequence[Sequence[Any]]) -> list[float]:
        """Return how much of a processor each answer took."""
        busy: list[float] = self._said(question, of, told=False)["busy"]
        return busy

    def told(self, question: str, of: Sequence[Sequence[Any]] = ((),)) -> dict[str, Any]:
        """Return the answers too, in plain words."""
        return self._said(question, of, told=True)

    def _said(self, question: str, of: Sequence[Sequence[Any]], *, told: bool) -> dict[str, Any]:
        assert self.process.stdin is not None  # noqa: S101 - it was started with pipes
        assert self.process.stdout is not None  # noqa: S101 - it was started with pipes
        line = json.dumps({"ask": question, "of": of, "told": told})
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            message = f"{self.name} ended over {question}"
            raise RuntimeError(message)
        found: dict[str, Any] = json.loads(answer)
        self.peak = found.get("peak", self.peak)
        return found


@frozen(kw_only=True)
class Run:
    """What is measured: how much, how often, and on which store."""

    folder: Path
    events: int
    rounds: int
    notes: int
    load: float
    address: str | None = None
    compare: bool = False

    def goal(self, name: str) -> Goal:
        """Return the goal on this store."""
        return GOALS[name][self.address is not None]


@define
class Fed:
    """What happened, the model of it, and the programs that were fed with it."""

    run: Run
    model: Model
    homes: list[Home]
    happened: int
    noted: int = 0
    created: dict[str, int] = field(factory=dict)


def peers() -> tuple[Program, ...]:
    """Return what a user would take instead.

    Raises:
        SystemExit: a package that they need is not installed.
    """
    missing = [package for module, package in NEEDED.items() if find_spec(module) is None]
    if missing:
        sys.exit(
            f"--compare needs {' and '.join(missing)}:"
            " pip install -c constraints.txt -e '.[bench]'"
        )
    return PEERS


def filled(home: Home, told: Path) -> dict[str, Any]:
    """Have a program take in what happened."""
    home.folder.mkdir(parents=True, exist_ok=True)
    with told.open("rb") as lines:
        done = subprocess.run(  # noqa: S603 - this Python, with arguments written here
            [sys.executable, *home.command("fill")],
            stdin=lines,
            stdout=subprocess.PIPE,
            env=ENVIRONMENT,
            check=True,
        )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@contextmanager
def asking(home: Home) -> Iterator[Asked]:
    """Start a program that answers, and end it."""
    process = subprocess.Popen(  # noqa: S603 - this Python, with arguments written here
        [sys.executable, *home.command("ask")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=ENVIRONMENT,
        text=True,
    )
    try:
        yield Asked(home.name, process)
    finally:
        process.communicate()


def require_same(
    name: str, question: str, of: Sequence[Any], answers: list[Any], wanted: list[Any]
) -> None:
    """Refuse to go on where a program answers otherwise than the model.

    Raises:
        DisagreementError: it does.
    """
    expected = json.loads(json.dumps(wanted))
    for values, answer, right in zip(of, answers, expected, strict=True):
        if answer != right:
            one, other = _difference(answer, right)
            message = f"{name}: {question}{tuple(values)} is {one}, and should be {other}"
            raise DisagreementError(message)


def say(what: str) -> None:
    """Tell what is being done."""
    print(what, file=sys.stderr, flush=True)


def _difference(one: Any, other: Any) -> tuple[str, str]:  # noqa: ANN401 - any answer
    if isinstance(one, dict) and isinstance(other, dict):
        keys = [key for key in one | other if one.get(key) != other.get(key)]
        one, other = ({key: found.get(key) for key in keys[:1]} for found in (one, other))
    return str(one)[:SHOWN], str(other)[:SHOWN]
