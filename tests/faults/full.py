"""A disk that is full: it is said so, nothing is half written, and with room all goes on."""

import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults import writers
from tests.faults.ground import CLERK, MATTER, Ground, do, environment, founded, lived
from tests.faults.history import read
from tests.faults.judging import sentence
from tests.faults.server import serving
from tests.faults.trial import Tally, Trial
from tests.http.process import Server

from minqing_core.kernel.refusals import StoreFullError

TOLD = f"StoreFullError: {StoreFullError()}"
SMALLEST, LARGEST = 150_000, 900_000
ROOM = "64m"
PAGE = 4096
PATIENCE = 60
FAILURES = 3
TRIES = 100
NO_DISK = "rounds without a disk of their own, for want of the right to mount"
NEVER_FULL = "the disk was never full"
WRITERS = 2
RECORD = (
    *("case", "record", "--kind", "problem", "--channel", "visit", "--title", "路灯不亮"),
    *("--category", "HOT_DIFFICULT.ROADS", "--text", "坏了三个月", "--petitioner", "李大娘"),
    *("--place", "town"),
)


def run(trial: Trial) -> Tally:
    """Let writers run into a file that may grow no more, and into a disk that takes no more."""
    tally, made = Tally("events"), founded(trial.folder / "town")
    with made.open() as office:
        lived(office, 1, trial.chance)
        key = do(office, "key.issue", person=CLERK, label="faults")["key"]
    for number in range(trial.rounds):
        folder = trial.round(number)
        most = trial.chance.randint(SMALLEST, LARGEST)
        _limited(trial, tally, made.copied(folder / "limited"), most)
        with _small_disk(folder / "disk", _length(made) + most) as disk:
            if disk is None:
                tally.also(NO_DISK)
            else:
                _on_disk(trial, tally, made.copied(disk / "town"), key)
        tally.rounds += 1
    return tally


def _limited(trial: Trial, tally: Tally, ground: Ground, most: int) -> None:
    history = trial.kept / f"limited-{tally.rounds}"
    history.mkdir()
    begun = writers.start(ground, history, trial.chance, WRITERS, most)
    _until_full(history)
    _judge(tally, history, ground, f"files of at most {most} bytes")
    for process in begun:
        assert process.pid is not None
        unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, unlimited)
    _goes_on(tally, history, ground, begun)


def _on_disk(trial: Trial, tally: Tally, ground: Ground, key: str) -> None:
    history = trial.kept / f"disk-{tally.rounds}"
    history.mkdir()
    begun = writers.start(ground, history, trial.chance, WRITERS)
    _until_full(history)
    _judge(tally, history, ground, "a full disk")
    with serving(ground, key, history / "server.log") as server:
        taken = _taken_before(lambda: _told_over_http(tally, server))
        taken += _taken_before(lambda: _told_by_command(tally, ground))
        subprocess.run(  # noqa: S603
            ["mount", "-o", f"remount,size={ROOM}", str(ground.file.parent.parent)],  # noqa: S607
            check=True,
        )
        _goes_on(tally, history, ground, begun, taken)
        tally.must(server.post("/v1/cases", {"matter": dict(MATTER)}).status == 201, "with room")
        tally.must(_record(ground)[0] == 0, "with room the command line")


def _taken_before(told: Callable[[], bool]) -> int:
    """Ask until told to be full, and return how many were taken before.

    A write-ahead log that is begun anew has room for a while.
    """
    for taken in range(TRIES):
        if told():
            return taken
    raise TimeoutError(NEVER_FULL)


def _told_over_http(tally: Tally, server: Server) -> bool:
    told = server.post("/v1/cases", {"matter": dict(MATTER)})
    if told.status == 201:
        return False
    said = (told.status, told.body.get("code"), str(StoreFullError()) in told.text)
    tally.must(said == (503, "not-ready", True), f"over HTTP it is told {said}")
    tally.also("told to be full over HTTP")
    return True


def _told_by_command(tally: Tally, ground: Ground) -> bool:
    code, wrong = _record(ground)
    if code == 0:
        return False
    tally.must((code, "(store-full)" in wrong) == (70, True), f"on the command line {wrong}")
    tally.also("told to be full on the command line")
    return True


def _goes_on(tally: Tally, history: Path, ground: Ground, begun: list, taken: int = 0) -> None:
    writers.go_on(history, begun)
    tally.must(writers.kill(begun) == WRITERS, "a writer ended by itself")
    tally.tried += _judge(tally, history, ground, "with room", taken)
    with ground.open() as office:
        tally.must(not do(office, "verify")["findings"], "the record's own verification finds")


def _judge(tally: Tally, history: Path, ground: Ground, where: str, taken: int = 0) -> int:
    """Have the record judged, in which so many matters may be of others than the writers."""
    told = sentence(tally, history, ground.url, where, taken)
    said = {line["why"] for line in read(history) if "why" in line}
    tally.must(said <= {TOLD}, f"{where}: said {said}")
    events: int = told["answered"]
    return events


def _until_full(history: Path) -> None:
    """Wait until every writer was told more than once that nothing can be written."""
    end = time.monotonic() + PATIENCE
    files = sorted(history.glob("w*.jsonl"))
    while not all(file.read_bytes().count(b'"failed"') >= FAILURES for file in files):
        assert time.monotonic() < end, NEVER_FULL
        time.sleep(0.01)


def _record(ground: Ground) -> tuple[int, str]:
    """Record a matter by the command line, and return how it ends and what it says is wrong."""
    own = {"LOGNAME": "wang", "XDG_CONFIG_HOME": "/nowhere", "MINQING_DB": ground.url}
    done = subprocess.run(  # noqa: S603 - the command line itself
        [sys.executable, "-m", "minqing_cli.main", *RECORD],
        env={**environment(), **own},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


def _length(ground: Ground) -> int:
    pages = [-(-file.stat().st_size // PAGE) for file in ground.file.parent.iterdir()]
    return sum(pages) * PAGE


@contextmanager
def _small_disk(folder: Path, size: int) -> Iterator[Path | None]:
    """Give a disk of its own so large, None to whom may not mount one."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    done = subprocess.run(mount, check=False, capture_output=True)  # noqa: S603
    if done.returncode:
        yield None
        return
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)  # noqa: S603, S607
