"""A clerk who writes until killed, and notes what was asked and what was told.

What the history left open is asked again first, with the same key and the same words.
"""

import faulthandler
import os
import resource
import signal
import time
from collections.abc import Generator
from multiprocessing.synchronize import Event
from pathlib import Path
from random import Random
from typing import Any

from tests.faults.ground import CLERK, MATTER, Ground
from tests.faults.history import History, open_requests, read_file

from minqing_core.application.asking import answer
from minqing_core.application.office import Office
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import StreamId
from minqing_core.kernel.refusals import RefusalError, StoreTroubleError

PAUSE = 0.2
CASES = "case/"


def requests(
    office: Office, name: str, begun: int, chance: Random
) -> Generator[dict[str, Any], dict[str, Any] | None, None]:
    """Go through what a clerk asks: new matters, steps of their own, steps of a matter of all."""
    own: list[str] = []
    shared = next(office.log.scan(prefix=CASES)).stream.removeprefix(CASES)
    for number in range(begun, 10**6):
        asked: dict[str, Any] = {"key": f"{name}-{number:06d}-{chance.getrandbits(32):08x}"}
        kind = chance.random()
        if kind < 0.5 or not own:
            matter = {**MATTER, "title": f"{name} 的第 {number} 件"}
            asked |= {"use_case": "case.record", "seen": None, "given": {"matter": matter}}
            answered = yield asked
            if answered is not None:
                own.append(answered["id"])
        else:
            case = shared if kind > 0.8 else chance.choice(own[-5:])
            step = {"kind": "note", "text": f"{name} 第 {number} 次到场"}
            seen = _seen(office, StreamId(f"{CASES}{case}"))
            given = {"case": case, "step": step}
            yield asked | {"use_case": "case.step", "seen": seen, "given": given}


def _seen(office: Office, stream: StreamId) -> int:
    """Look how far a matter has come, again and again while nobody can say."""
    while True:
        try:
            return office.log.version(stream)
        except StoreTroubleError:
            time.sleep(PAUSE)


class Writer:
    """One clerk at one office."""

    def __init__(self, office: Office, history: History) -> None:
        """Take the office and where everything is noted."""
        self._office, self._history = office, history

    def ask(self, asked: dict[str, Any]) -> dict[str, Any] | None:
        """Ask until there is an answer or a refusal, however often it fails meanwhile."""
        key = asked["key"]
        act = Act(actor=CLERK, channel="faults", key=key, seen=asked["seen"])
        named = f"{CLERK}:{key}"
        self._history.asked(named, **asked)
        while True:
            try:
                told = answer(self._office, asked["use_case"], act, asked["given"])
            except RefusalError as refusal:
                self._history.refused(named, refusal.code)
                return None
            except Exception as error:  # noqa: BLE001 - whatever a fault makes of it
                self._history.failed(named, f"{type(error).__name__}: {error}")
                time.sleep(PAUSE)
                continue
            place = {name: told[name] for name in ("stream", "version", "position")}
            self._history.answered(named, **place)
            found: dict[str, Any] = told
            return found


def write(
    ground: Ground, history: Path, name: str, seed: int, ready: Event, most: int | None
) -> None:
    """Write until killed, no file longer than that, if that is said."""
    os.dup2(os.open(history.with_suffix(".log"), os.O_WRONLY | os.O_APPEND | os.O_CREAT), 2)
    if most is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
    faulthandler.register(signal.SIGUSR1)
    left = open_requests(history)
    begun = sum("asked" in line for line in read_file(history))
    with ground.open() as office:
        writer = Writer(office, History(history))
        ready.set()
        for asked in left:
            writer.ask({name: asked[name] for name in ("key", "use_case", "seen", "given")})
        coming = requests(office, name, begun, Random(seed))
        asked = next(coming)
        while True:
            asked = coming.send(writer.ask(asked))
