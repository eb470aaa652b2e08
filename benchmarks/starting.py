"""How long the command line takes to say something, against a bare Python.

Both find their bytecode, as they do where they are installed.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import repeat
from pathlib import Path

from measuring import Goal, Line, Rounds, per_item
from town import Town

from minqing_core.application.founding import FIRST

SOURCES = Path(__file__).parents[1] / "src"
LEAST = 7
HELP = Goal(10, aim=5.5)
LIST = Goal(15, aim=9)


def lines(town: Town, rounds: int) -> Iterator[Line]:
    """Compare help, and a list of matters, with a Python that does nothing."""
    store = ["--db", str(town.folder / "town.db")]
    for name, arguments, goal in (
        ("minqing --help", ["--help"], HELP),
        ("minqing case list", [*store, "case", "list", "--as", FIRST], LIST),
        ("minqing case list --json", [*store, "case", "list", "--as", FIRST, "--json"], LIST),
    ):
        yield per_item(
            f"{name}; the limit is a bare python",
            repeated(town.folder, "-m", "minqing_cli.main", *arguments),
            repeated(town.folder, "-c", "pass"),
            rounds=max(rounds, LEAST),
            goal=goal,
        )


def repeated(folder: Path, *arguments: str) -> Rounds:
    """Give the same command for every round."""
    environment = os.environ | {
        "PYTHONPATH": str(SOURCES),
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
    }

    def work() -> None:
        subprocess.run(  # noqa: S603 - this Python, with arguments written here
            [sys.executable, *arguments], env=environment, check=True, capture_output=True
        )

    work()
    return repeat(work)
