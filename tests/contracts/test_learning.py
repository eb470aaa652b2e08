"""What nobody has read before may be read by many threads at once."""

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import msgspec
from attrs import asdict, field, make_class

from minqing_core.kernel.envelope import Act
from minqing_core.kernel.learning import learnt
from minqing_core.persistence.codec import Codec, Place

HALF, KINDS, PARTS = 4, 100, 5
SWITCHING = 1e-6
PLACE = Place(1, "made/1", 1, "test.made.v1")


def test_many_threads_may_read_at_once_what_nobody_has_read_before() -> None:
    """They do so in a process of its own, which dies where they may not."""
    done = subprocess.run(  # noqa: S603 - this file
        [sys.executable, __file__], capture_output=True, text=True, check=False, timeout=120
    )

    assert (done.returncode, done.stderr) == (0, "")


def read_at_once() -> None:
    """Read what is stored and what is given, each into classes that were just made."""
    together = Barrier(2 * HALF)

    def read(reading: Callable[[], bool]) -> bool:
        together.wait()
        return reading()

    with ThreadPoolExecutor(2 * HALF) as pool:
        for _ in range(KINDS):
            readings = [*HALF * [_of_given()], *HALF * [_of_stored()]]
            assert all(pool.map(read, readings))


def _of_stored() -> Callable[[], bool]:
    event = _made()
    codec = Codec({PLACE.name: type(event)}, {})
    state = codec.encode(event, Act(actor="000001"), PLACE, lambda *_: None)
    return lambda: codec.decode(state, PLACE, lambda *_: "").event == event


def _of_given() -> Callable[[], bool]:
    made = _made()
    given = asdict(made)
    return lambda: msgspec.convert(given, learnt(type(made))) == made


def _made() -> Any:
    parts = {
        f"part{n}": make_class(f"Part{n}", {"words": field(type=str), "number": field(type=int)})
        for n in range(PARTS)
    }
    made = make_class("Made", {name: field(type=part) for name, part in parts.items()})
    return made(**{name: part("words", 1) for name, part in parts.items()})


if __name__ == "__main__":
    sys.setswitchinterval(SWITCHING)
    read_at_once()
