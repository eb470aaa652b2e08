"""Four writers killed with signal 9: whatever was acknowledged is on record, once."""

import time

from tests.faults import writers
from tests.faults.ground import Ground, do, founded, founded_on, lived
from tests.faults.history import History
from tests.faults.judging import sentence
from tests.faults.trial import Tally, Trial
from tests.postgres_server import another_server

LONGEST = 1.0


def on_sqlite(trial: Trial) -> Tally:
    """Kill those who write to a file."""
    return _killed(trial, founded(trial.folder / "town"))


def on_postgres(trial: Trial) -> Tally:
    """Kill those who write to a PostgreSQL server, which stays."""
    with another_server() as server:
        return _killed(trial, founded_on(server, trial.folder / "town"))


def _killed(trial: Trial, ground: Ground) -> Tally:
    """Kill all four at a moment of chance, have the record judged, and let them go on."""
    tally, history = Tally("events"), trial.kept
    observer = History(history / "observer.jsonl")
    with ground.open() as office:
        lived(office, 1, trial.chance)
    told = {"events": 0, "unanswered": 0}
    for number in range(trial.rounds):
        trial.tell(f"{number + 1}/{trial.rounds}")
        begun = writers.start(ground, history, trial.chance)
        time.sleep(trial.chance.uniform(0, LONGEST))
        killed = writers.kill(begun)
        tally.must(
            killed == writers.WRITERS, f"round {number}: {4 - killed} had ended by themselves"
        )
        told = sentence(tally, history, ground.url, f"round {number}")
        tally.also("committed but not acknowledged", told["unanswered"])
        with ground.open() as office:
            size = office.log.size()
            observer.stood(size, office.log.root(size))
        tally.rounds += 1
    with ground.open() as office:
        found = do(office, "verify")["findings"]
    tally.must(not found, f"the record's own verification finds {found[:3]}")
    tally.must(not told.get("failed"), f"{told.get('failed')} requests failed")
    tally.tried = told["events"]
    return tally
