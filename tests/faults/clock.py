"""A clock that jumps: the times of the record never fall, and the check-up says so."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

from tests.faults.ground import CLERK, MATTER, Ground, do, founded
from tests.faults.history import History
from tests.faults.judging import sentence
from tests.faults.trial import Tally, Trial

from minqing_core.application.office import Office
from minqing_core.kernel.periods import OFFICE_ZONE

BEGUN = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
JUMPED = 8
JUMPS = {
    "an hour back": timedelta(hours=-1),
    "a second back": timedelta(seconds=-1),
    "ten years ahead": timedelta(days=3653),
    "as it should be": timedelta(),
}


class Clock:
    """A clock that goes on a little at every reading, and jumps."""

    def __init__(self) -> None:
        """Begin on a working day."""
        self.true, self.wrong_by = BEGUN, timedelta()

    def __call__(self) -> datetime:
        """Read it."""
        self.true += timedelta(milliseconds=40)
        return self.true + self.wrong_by


def run(trial: Trial) -> Tally:
    """Let the clock jump about, in a town of its own each round: one ahead leaves its mark."""
    tally = Tally("events")
    for number in range(trial.rounds):
        folder, history = trial.round(number), trial.kept / f"town-{number}"
        history.mkdir()
        clock, noted = Clock(), History(history / "clerk.jsonl")
        ground = founded(folder / "town", clock=clock)
        with ground.open(clock=clock) as office:
            for step in range(JUMPED):
                jump = trial.chance.choice([*JUMPS])
                clock.wrong_by = JUMPS[jump]
                _record(office, noted, f"j{number}-{step + 1:06d}-{step:08x}")
                last, before, said, now = _last(ground), clock(), _said(office), clock()
                if not before < last <= now:
                    _judge(tally, said, now, f"round {number}, {jump}", behind=last > now)
            noted.stood(office.log.size(), office.log.root(office.log.size()))
        tally.tried += sentence(tally, history, ground.url, f"round {number}")["answered"]
        tally.rounds += 1
    return tally


def _judge(tally: Tally, said: dict[str, str], now: datetime, where: str, *, behind: bool) -> None:
    """A clock behind the record is a fault; one years ahead comes to years without a calendar."""
    told = said["clock"] == "fault"
    tally.must(told == behind, f"{where}: the check-up says {said['clock']}")
    tally.undetected += behind and not told
    tally.accused += told and not behind
    tally.also("clocks behind the record, warned of", told and behind)
    year = now.astimezone(OFFICE_ZONE).year
    if year > BEGUN.year:
        calendar = said.get(f"calendar-{year}")
        tally.must(calendar == "fault", f"{where}: {year} passes for a year like any other")
        tally.also("clocks ahead, told by the year that has no calendar")


def _record(office: Office, noted: History, key: str) -> None:
    noted.asked(f"{CLERK}:{key}")
    told = do(office, "case.record", key=key, matter=MATTER)
    noted.answered(f"{CLERK}:{key}", **{n: told[n] for n in ("stream", "version", "position")})


def _last(ground: Ground) -> datetime:
    """Return when the last event was recorded, as its leaf says; the check-up is not asked."""
    with closing(sqlite3.connect(ground.file)) as tables:
        [(milliseconds,)] = tables.execute("SELECT max(logged_at) FROM leaf").fetchall()
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def _said(office: Office) -> dict[str, str]:
    return {check["check"]: check["state"] for check in do(office, "doctor")["items"]}
