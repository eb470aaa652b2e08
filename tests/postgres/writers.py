"""What processes write to one record, and what they were told in return."""

import threading
from pathlib import Path

import psycopg
import psycopg_pool
from attrs import frozen
from eventsourcing.persistence import PersistenceError
from tests.crowds import attempts
from tests.http.serving import CLERK, MATTER

from minqing_core import open_office
from minqing_core.application.asking import answer
from minqing_core.application.office import Office
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.refusals import RefusalError

AWAY = (PersistenceError, psycopg.Error, psycopg_pool.PoolTimeout, RefusalError)


@frozen
class Acknowledged:
    """A request, and the number it was answered with."""

    key: str
    number: str


def recorded(office: Office, key: str) -> Acknowledged:
    """Record a matter whose title is the request's key."""
    act = Act(actor=CLERK, key=key)
    told = answer(office, "case.record", act, {"matter": {**MATTER, "title": key}})
    return Acknowledged(key, told["id"])


def wrote(url: str, key_file: Path, who: int, many: int) -> list[Acknowledged]:
    """Record so many matters, every third one under a key that all the others use too.

    After each the list has to show it, whoever brought the tables up.
    """
    told = []
    with open_office(url, key_file=key_file) as office:
        for n in range(many):
            told.append(recorded(office, f"all-{n}" if n % 3 == 0 else f"{who}-{n}"))
            listed = answer(office, "case.list", Act(actor=CLERK), {"limit": 200})["items"]
            assert told[-1].number in {one["number"] for one in listed}
    return told


def went_on(url: str, key_file: Path, who: int, ground: Path) -> list[Acknowledged]:
    """Record matters until told to stop; what gets no answer is asked again under its key."""
    told: list[Acknowledged] = []
    office = open_office(url, key_file=key_file)
    with office:
        while not (ground / "stop").exists():
            for _ in attempts():
                try:
                    told.append(recorded(office, f"{who}-{len(told)}"))
                    break
                except AWAY:
                    continue
            (ground / f"{who}.told").write_text(str(len(told)))
    return told


def crowded(url: str, key_file: Path, threads: int, many: int) -> int:
    """Record and read with many threads of one process, and return how many matters there are."""
    with open_office(url, key_file=key_file) as office:

        def work(who: int) -> None:
            for n in range(many):
                recorded(office, f"{who}-{n}")
                answer(office, "case.list", Act(actor=CLERK), {})
                office.keys.listed()
                office.credentials.listed()
                office.webhooks.listed()

        working = [threading.Thread(target=work, args=(who,)) for who in range(threads)]
        for thread in working:
            thread.start()
        for thread in working:
            thread.join()
        return office.log.size()


def numbers(told: list[list[Acknowledged]]) -> dict[str, str]:
    """Return what every request was answered, the same one to whoever asked."""
    found: dict[str, str] = {}
    for one in (one for list_ in told for one in list_):
        assert found.setdefault(one.key, one.number) == one.number
    return found


def whole(office: Office, acknowledged: dict[str, str]) -> dict[str, str]:
    """See that the record holds all that was acknowledged, once and without a hole."""
    assert office.log.audit().findings == ()
    positions: list[int] = []
    kept: dict[str, str] = {}
    for envelope in office.log.scan():
        positions.append(envelope.position)
        if envelope.stream.startswith("case/") and envelope.key is not None:
            assert envelope.key not in kept
            kept[envelope.key.partition(":")[2]] = envelope.stream.removeprefix("case/")
    assert positions == list(range(1, office.log.size() + 1))
    assert acknowledged.items() <= kept.items()
    assert sorted(int(number[5:]) for number in kept.values()) == [*range(1, len(kept) + 1)]
    return kept
