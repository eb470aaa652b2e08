"""The same request again: twenty times at once, and after a crash between commit and reply."""

import http.client
import os
import signal
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from itertools import count
from typing import Any, TypeAlias

import attrs
from tests.faults.ground import CLERK, MATTER, Ground, do, founded
from tests.faults.history import History
from tests.faults.judging import sentence
from tests.faults.server import serving
from tests.faults.trial import Tally, Trial
from tests.faults.writers import PROCESSES
from tests.http.process import Server
from tests.http.serving import Told

from minqing_core.application.asking import answer
from minqing_core.application.office import Office
from minqing_core.kernel.envelope import Act

Matter: TypeAlias = Mapping[str, Any]
AT_ONCE = 20
PATIENCE = 60
TRIES = 20


def run(trial: Trial) -> Tally:
    """One event and one answer for a key, whatever happens meanwhile; another body is refused."""
    tally, ground = Tally("requests"), founded(trial.folder / "town")
    with ground.open() as office:
        key = do(office, "key.issue", person=CLERK, label="faults")["key"]
    keys = (f"r{n}-000000-{trial.chance.getrandbits(32):08x}" for n in count())
    with ThreadPoolExecutor(AT_ONCE) as people, closing(_reading(ground)) as sql:
        client = Client(History(trial.kept / "client.jsonl"), tally, people)
        with serving(ground, key, trial.kept / "server.log") as stays:
            for number in range(trial.rounds):
                trial.tell(f"{number + 1}/{trial.rounds}")
                matter = {**MATTER, "title": f"第 {number} 件"}
                client.before_answer(ground, next(keys), matter)
                log = trial.kept / f"doomed-{number}.log"
                begun = (serving(ground, key, log) for _ in range(TRIES))
                caught = any(client.crashed(sql, one, stays, keys, matter) for one in begun)
                tally.must(caught, f"round {number}: no server was caught before it replied")
                tally.rounds += 1
    told = sentence(tally, trial.kept, ground.url, "at the end")
    tally.must(told["events"] == told["asked"] + told["before"], "not one event for a key")
    with ground.open() as office:
        tally.must(not do(office, "verify")["findings"], "the record's own verification finds")
    return tally


class Client:
    """Who asks by HTTP and notes everything."""

    def __init__(self, history: History, tally: Tally, people: ThreadPoolExecutor) -> None:
        """Take where it is noted, and who may ask at once."""
        self._history, self._tally, self._people = history, tally, people

    def together(self, servers: Sequence[Server], key: str, matter: Matter) -> str:
        """Ask the same twenty times at once, and return the one answer."""
        asking = [servers[n % len(servers)] for n in range(AT_ONCE)]
        told = [*self._people.map(lambda server: self.ask(server, key, matter), asking)]
        self._tally.must({one.status for one in told} == {201}, f"{key}: {told[0].text}")
        self._tally.must(len({one.text for one in told}) == 1, f"{key}: answered differently")
        return told[0].text

    def crashed(
        self,
        sql: sqlite3.Connection,
        doomed: Server,
        stays: Server,
        keys: Iterator[str],
        matter: Matter,
    ) -> bool:
        """Ask two servers, one of which is killed then; tell whether it had not replied yet."""
        with doomed:
            key = next(keys)
            self.together([stays, doomed], key, matter)
            self.refused(stays, key, {**matter, "title": "另一件"})
            return self.before_reply(sql, doomed, stays, next(keys), matter)

    def before_reply(
        self, sql: sqlite3.Connection, doomed: Server, stays: Server, key: str, matter: Matter
    ) -> bool:
        """Have a server killed as soon as it committed, and ask another one the same."""
        before = _size(sql)
        asked = self._people.submit(self.ask, doomed, key, matter)
        _wait(sql, before, asked)
        doomed.kill()
        reply = _outcome(asked)
        caught = reply is None and _size(sql) > before
        self._tally.also("servers killed between commit and reply", caught)
        told = self.together([stays], key, matter)
        self._tally.must(reply in {None, told}, f"{key}: answered anew after the crash")
        return caught

    def before_answer(self, ground: Ground, key: str, matter: Matter) -> None:
        """Have a process die when it committed, and ask the office the same twenty times."""

        def ask(_: int) -> tuple[str, int, int]:
            self._history.asked(f"{CLERK}:{key}", matter=matter)
            told = record(office, key, matter)
            self._history.answered(f"{CLERK}:{key}", **told)
            return told["stream"], told["version"], told["position"]

        dies_after_commit(ground, key, matter)
        with ground.open() as office:
            answers = [*self._people.map(ask, range(AT_ONCE))]
        self._tally.also("processes that died between commit and answer")
        self._tally.tried += AT_ONCE
        self._tally.must(len({*answers}) == 1, f"{key}: answered differently")

    def refused(self, server: Server, key: str, matter: Matter) -> None:
        """Ask something else with a key that was used."""
        told = self.ask(server, key, matter)
        code = (told.status, told.body["code"])
        self._tally.must(code == (422, "key-reused"), f"{key}: another body is told {code}")

    def ask(self, server: Server, key: str, matter: Matter) -> Told:
        """Ask, and note what is answered."""
        named = f"{CLERK}:{key}"
        self._tally.tried += 1
        self._history.asked(named, matter=matter)
        try:
            told = server.post("/v1/cases", {"matter": matter}, Idempotency_Key=key)
        except (OSError, http.client.HTTPException) as error:
            self._history.failed(named, str(error))
            raise
        if told.status == 201:
            place = {what: told.body[what] for what in ("stream", "version", "position")}
            self._history.answered(named, **place)
        else:
            self._history.refused(named, told.body["code"])
        return told


class Doomed:
    """A log whose process dies as soon as something is committed, before anybody is told."""

    def __init__(self, log: Any) -> None:
        """Take the log."""
        self._log = log

    def __getattr__(self, name: str) -> Any:
        return getattr(self._log, name)

    def append(self, batches: Any) -> Any:
        """Commit, and die."""
        self._log.append(batches)
        os.kill(os.getpid(), signal.SIGKILL)


def dies_after_commit(ground: Ground, key: str, matter: Matter) -> None:
    """Have a process record a matter and be killed before it knows that it did."""
    process = PROCESSES.Process(target=_record_and_die, args=(ground, key, matter))
    process.start()
    process.join(PATIENCE)
    assert process.exitcode == -signal.SIGKILL, process.exitcode


def _record_and_die(ground: Ground, key: str, matter: Matter) -> None:
    with ground.open() as office:
        record(attrs.evolve(office, log=Doomed(office.log)), key, matter)


def record(office: Office, key: str, matter: Matter) -> dict[str, Any]:
    """Record a matter under a key, and return where it stands."""
    act = Act(actor=CLERK, channel="faults", key=key)
    told = answer(office, "case.record", act, {"matter": matter})
    return {what: told[what] for what in ("stream", "version", "position")}


def _reading(ground: Ground) -> sqlite3.Connection:
    return sqlite3.connect(ground.file, isolation_level=None, check_same_thread=False)


def _outcome(asked: "Future[Told]") -> str | None:
    try:
        return asked.result(PATIENCE).text
    except (OSError, http.client.HTTPException):
        return None


def _size(sql: sqlite3.Connection) -> int:
    size: int = sql.execute("SELECT size FROM frontier").fetchone()[0]
    return size


def _wait(sql: sqlite3.Connection, before: int, asked: "Future[Told]") -> None:
    """Wait until something is committed or answered."""
    end = time.monotonic() + PATIENCE
    while _size(sql) == before and not asked.done() and time.monotonic() < end:
        time.sleep(0.0001)
