"""The checker, run as a process of its own."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.faults.trial import Tally

CHECKER = Path(__file__).with_name("checker.py")


def judged(history: Path, database: str) -> dict[str, Any]:
    """Return what the checker says of a record and the histories of a folder."""
    done = subprocess.run(  # noqa: S603 - a file of this folder
        [sys.executable, str(CHECKER), str(history), database],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in {0, 6}:
        raise RuntimeError(done.stderr)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def sentence(
    tally: Tally, history: Path, database: str, where: str, others: int = 0
) -> dict[str, Any]:
    """Have a record judged to which others wrote so many events; note what is wrong with it."""
    told = judged(history, database)
    tally.lost += len(told["lost"])
    tally.doubled += len(told["doubled"])
    for kind in ("lost", "doubled"):
        tally.must(not told[kind], f"{where}: {kind} {told[kind][:5]}")
    strays = len(told["strays"])
    tally.must(strays == others, f"{where}: {strays} events belong to no request")
    tally.wrong += [f"{where}: {what}" for what in told["wrong"]]
    return told
