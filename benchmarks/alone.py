"""One work in a process of its own: how long it takes, and how much memory at its height.

``python benchmarks/alone.py WORK FOLDER`` prints the seconds, those of the processor, and the KiB.
"""

import atexit
import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from itertools import islice
from pathlib import Path

from raw import Raw
from told import BEGUN, DAYS

from minqing_core.application.asking import pieces
from minqing_core.application.case_knowledge import case_knowledge
from minqing_core.application.founding import FIRST
from minqing_core.application.office import Office
from minqing_core.application.verification import verify
from minqing_core.bootstrap import open_office
from minqing_core.kernel.envelope import Act
from minqing_core.views.cases import PREFIX, case_of

ACT = Act(actor=FIRST)
DATE = BEGUN + timedelta(days=DAYS - 30)
ASKED = 200


def main() -> None:
    """Do the work that is named."""
    work = WORKS[sys.argv[1]](Path(sys.argv[2]))
    begun, busy = time.perf_counter(), time.process_time()
    work()
    print(time.perf_counter() - begun, time.process_time() - busy, _peak())


def replayed(folder: Path) -> Callable[[], object]:
    """Write the state of all matters as of a date."""
    office, when = _office(folder), {"when": {"as_of": DATE.isoformat()}}
    return lambda: _thrown_away(pieces(office, "case.replay", ACT, when))


def verified(folder: Path) -> Callable[[], object]:
    """Check every byte of the log."""
    office = _office(folder)

    def work() -> None:
        found = verify(office, ACT).findings
        if found:
            raise RuntimeError(found)

    return work


def known(folder: Path) -> Callable[[], object]:
    """Ask of some matters who could have known of them."""
    office = _office(folder)
    later = office.log.scan(office.log.size() // 2, prefix=PREFIX)
    matters = [*islice((case_of(one.stream) for one in later if one.version == 1), ASKED)]
    return lambda: [case_knowledge(office, ACT, case) for case in matters]


def replayed_by_hand(folder: Path) -> Callable[[], object]:
    """Write plain words as of a date."""
    raw = Raw(folder / "raw.db")
    return lambda: _thrown_away(raw.replayed(int(DATE.timestamp() * 1000)))


def verified_by_hand(folder: Path) -> Callable[[], object]:
    """Hash and decode plain words."""
    return Raw(folder / "raw.db").audited


def _office(folder: Path) -> Office:
    office = open_office(str(folder / "town.db"), key_file=folder / "town.key")
    atexit.register(office.close)
    return office


def _thrown_away(lines: Iterable[bytes]) -> None:
    with Path(os.devnull).open("wb") as out:
        out.writelines(lines)


def _peak() -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0])


WORKS: Mapping[str, Callable[[Path], Callable[[], object]]] = {
    "replay": replayed,
    "audit": verified,
    "knowledge": known,
    "replay-by-hand": replayed_by_hand,
    "audit-by-hand": verified_by_hand,
}

if __name__ == "__main__":
    main()
