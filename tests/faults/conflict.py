"""Twenty who saw the same write at once: one wins, the others are told what changed."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from tests.faults.ground import CLERK, MATTER, do, founded
from tests.faults.history import History
from tests.faults.judging import sentence
from tests.faults.server import serving
from tests.faults.trial import Tally, Trial
from tests.http.process import Server
from tests.http.serving import Told

AT_ONCE = 20
MOVED = {409, 412}


def run(trial: Trial) -> Tally:
    """Let twenty write over two processes; who lost looks again and writes, until all are in."""
    tally, ground = Tally("requests"), founded(trial.folder / "town")
    with ground.open() as office:
        key = do(office, "key.issue", person=CLERK, label="faults")["key"]
    with (
        serving(ground, key, trial.kept / "one.log") as one,
        serving(ground, key, trial.kept / "other.log") as other,
        ThreadPoolExecutor(AT_ONCE) as people,
    ):
        writing = Writing([one, other], History(trial.kept / "client.jsonl"), people)
        for number in range(trial.rounds):
            trial.tell(f"{number + 1}/{trial.rounds}")
            case = writing.open_case(number)
            left, seen = [*range(AT_ONCE)], 1
            while left:
                told = writing.at_once(case, seen, left, number)
                tally.tried += len(told)
                won = [who for who, answer in told.items() if answer.status == 200]
                status = Counter(answer.status for answer in told.values())
                where = f"round {number}, step {seen + 1}: {dict(status)}"
                tally.must(len(won) == 1 and {*status} <= {200, *MOVED}, where)
                lost = [answer for answer in told.values() if answer.status in MOVED]
                named = all(len(answer.body["meanwhile"]) == 1 for answer in lost)
                tally.must(named, f"{where}: not told what changed")
                tally.also("told what changed", len(lost))
                left, seen = [who for who in left if who not in won], seen + 1
                if len(won) != 1 or number >= 3:
                    break
            tally.rounds += 1
    sentence(tally, trial.kept, ground.url, "at the end")
    return tally


class Writing:
    """Twenty people at two servers, with what they note."""

    def __init__(
        self, servers: list[Server], history: History, people: ThreadPoolExecutor
    ) -> None:
        """Take the servers in turn."""
        self._servers, self._history, self._people = servers, history, people

    def open_case(self, number: int) -> str:
        """Record a matter."""
        key = f"c{number}-000000-00000000"
        matter = {"matter": {**MATTER, "title": f"第 {number} 件"}}
        told = self._noted(0, key, "/v1/cases", matter, None)
        case: str = told.body["id"]
        return case

    def at_once(self, case: str, seen: int, who: list[int], number: int) -> dict[int, Told]:
        """Have them write at once, each of what all of them saw."""

        def write(person: int) -> Told:
            key = f"c{number}-{person + 1:06d}-{seen:08x}"
            step = {"step": {"kind": "note", "text": f"第 {person} 人到场"}}
            return self._noted(person, key, f"/v1/cases/{case}/steps", step, f'"{seen}"')

        return dict(zip(who, self._people.map(write, who), strict=True))

    def _noted(self, person: int, key: str, path: str, body: object, seen: str | None) -> Told:
        named, headers = f"{CLERK}:{key}", {} if seen is None else {"If_Match": seen}
        self._history.asked(named, path=path, body=body, seen=seen)
        told = self._servers[person % 2].post(path, body, Idempotency_Key=key, **headers)
        if told.status in {200, 201}:
            place = {what: told.body[what] for what in ("stream", "version", "position")}
            self._history.answered(named, **place)
        else:
            self._history.refused(named, told.body["code"])
        return told
