"""PostgreSQL stopped, crashed and killed under four writers: nothing lost, nothing doubled."""

import time

from tests.faults import writers
from tests.faults.ground import do, founded_on, lived
from tests.faults.history import History
from tests.faults.judging import sentence
from tests.faults.trial import Tally, Trial
from tests.postgres_server import OwnServer, another_server

LONGEST = 1.5
WAYS = ("fast", "immediate", "kill")


def run(trial: Trial) -> Tally:
    """Restart the database under writers who go on by themselves; have the record judged."""
    with another_server() as server:
        return _restarted(trial, server)


def _restarted(trial: Trial, server: OwnServer) -> Tally:
    ground = founded_on(server, trial.folder / "town")
    with ground.open() as office:
        lived(office, 1, trial.chance)
    tally, observer = Tally("events"), History(trial.kept / "observer.jsonl")
    begun = writers.start(ground, trial.kept, trial.chance)
    for number in range(trial.rounds):
        trial.tell(f"{number + 1}/{trial.rounds}")
        time.sleep(trial.chance.uniform(0.2, LONGEST))
        way = WAYS[number % len(WAYS)]
        _restart(server, way)
        with ground.open() as office:
            size = office.log.size()
            observer.stood(size, office.log.root(size))
        writers.go_on(trial.kept, begun)
        sentence(tally, trial.kept, ground.url, f"round {number}, {way}")
        tally.rounds += 1
    tally.must(writers.kill(begun) == writers.WRITERS, "a writer ended by itself")
    told = sentence(tally, trial.kept, ground.url, "at the end")
    with ground.open() as office:
        tally.must(not do(office, "verify")["findings"], "the record's own verification finds")
    tally.tried = told["events"]
    tally.also("asked again because the database was away", told["failed"])
    return tally


def _restart(server: OwnServer, way: str) -> None:
    if way == "kill":
        server.kill()
    else:
        server.stop(way)
    server.start()
