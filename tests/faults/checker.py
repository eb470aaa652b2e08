"""Judge a record by the histories of those who wrote to it.

usage: python tests/faults/checker.py HISTORIES DATABASE

It imports nothing of the product: it reads the files of histories and the tables, derives every
hash anew, and prints one JSON object. Exit code 6 says that something is wrong.
"""

import json
import re
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

KEY = re.compile(rb"\d{6}:[a-z]+\d+-\d{6}-[0-9a-f]{8}")
KEY_REUSED = "key-reused"
_COLUMNS = "{position}, originator_id, originator_version, topic, state, logged_at, hash"


class Event(NamedTuple):
    """An event and its leaf as they are stored."""

    position: int
    stream: str
    version: int
    name: str
    state: bytes
    logged_at: int
    leaf: bytes


class Stored(NamedTuple):
    """A record as its tables have it."""

    events: Sequence[Event]
    leaves: int
    size: int
    nodes: bytes
    requests: dict[str, tuple[int, int]]


def stored(database: str) -> Stored:
    """Read the tables of a record in SQLite or PostgreSQL."""
    if database.startswith("postgresql:"):
        import psycopg  # noqa: PLC0415 - only with PostgreSQL

        with psycopg.connect(database) as connection:
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            return _stored(connection.execute, "minqing.", "notification_id")
    with closing(sqlite3.connect(f"file:{database}?mode=rw", uri=True)) as opened:
        opened.execute("BEGIN")
        return _stored(opened.execute, "", "e.position")


def _stored(execute: Any, schema: str, position: str) -> Stored:
    events = execute(
        f"SELECT {_COLUMNS.format(position=position)} FROM {schema}stored_events e"
        f" JOIN {schema}leaf l ON l.position = {position} ORDER BY {position}"
    ).fetchall()
    [(leaves,)] = execute(f"SELECT count(*) FROM {schema}leaf").fetchall()
    [(rows,)] = execute(f"SELECT count(*) FROM {schema}stored_events").fetchall()
    [(size, nodes)] = execute(f"SELECT size, nodes FROM {schema}frontier").fetchall()
    requests = execute(f"SELECT key, first_position, events FROM {schema}requests").fetchall()
    return Stored(
        [Event(*row) for row in events],
        max(leaves, rows),
        size,
        bytes(nodes),
        {key: (first, count) for key, first, count in requests},
    )


class Judgement:
    """What is wrong with a record, told by those who wrote to it."""

    def __init__(self, lines: Iterable[dict[str, Any]], record: Stored) -> None:
        """Sort the lines of the histories by what they say."""
        self.record = record
        self.asked: dict[str, int] = {}
        self.answers: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.refused: dict[str, str] = {}
        self.failed = 0
        self.stood: list[tuple[int, str]] = []
        self.wrong: list[str] = []
        self.lost: set[str] = set()
        self.doubled: set[str] = set()
        self.strays: list[int] = []
        for line in lines:
            self._hear(line)
        self.found: dict[str, list[int]] = defaultdict(list)
        self.keyless: list[int] = []
        for event in record.events:
            keys = [*map(bytes.decode, KEY.findall(event.state))]
            for key in keys:
                self.found[key].append(event.position)
            if not keys:
                self.keyless.append(event.position)

    def _hear(self, line: dict[str, Any]) -> None:
        key = next((line[kind] for kind in ("asked", "answered", "refused") if kind in line), "")
        if "asked" in line:
            self.asked[key] = min(self.asked.get(key, line["at"]), line["at"])
        elif "answered" in line:
            self.answers[key].append(line)
        elif "refused" in line:
            if line["code"] != KEY_REUSED:
                self.refused[key] = line["code"]
        elif "failed" in line:
            self.failed += 1
        else:
            self.stood.append((line["size"], line["root"]))

    def judge(self) -> dict[str, Any]:
        """Say what is wrong, and how much there was."""
        self._whole()
        self._tree()
        self._acknowledged()
        self._once()
        self._in_order()
        silent = [key for key in self.found if key not in self.answers]
        return {
            "events": len(self.record.events),
            "before": sum(
                at < min(map(min, self.found.values()), default=0) for at in self.keyless
            ),
            "asked": len(self.asked),
            "answered": len(self.answers),
            "unanswered": len(silent),
            "failed": self.failed,
            "lost": sorted(self.lost),
            "doubled": sorted(self.doubled),
            "strays": self.strays,
            "wrong": self.wrong,
        }

    def _whole(self) -> None:
        """No holes: positions, leaves and steps of a stream are dense, times never fall."""
        record, versions, before = self.record, Counter[str](), 0
        if not record.leaves == len(record.events) == record.size:
            told = (
                f"{record.leaves} rows, {len(record.events)} with a leaf, registered {record.size}"
            )
            self.wrong.append(told)
        for number, event in enumerate(record.events, 1):
            versions[event.stream] += 1
            if event.position != number:
                self.wrong.append(f"position {number} is {event.position}")
                return
            if event.version != versions[event.stream]:
                self.wrong.append(f"position {number}: step {event.version} of {event.stream}")
            if event.logged_at < before:
                self.wrong.append(f"position {number}: earlier than the one before")
            before = event.logged_at

    def _tree(self) -> None:
        """Every leaf is that of its event, every root ever told of its prefix."""
        sizes, roots = {size for size, _ in self.stood}, {0: sha256(b"").hexdigest()}
        nodes: list[bytes] = []
        for number, event in enumerate(self.record.events, 1):
            leaf = _leaf(event)
            if leaf != event.leaf:
                self.wrong.append(f"position {number}: its leaf is another's")
            _grow(nodes, leaf, number - 1)
            if number in sizes:
                roots[number] = _root(nodes)
        if b"".join(nodes) != self.record.nodes:
            self.wrong.append("the registered tree is not that of the events")
        for size, root in self.stood:
            if size > len(self.record.events):
                gone = range(len(self.record.events) + 1, size + 1)
                self.lost.update(f"position {n}" for n in gone)
            if roots.get(size) != root:
                self.wrong.append(f"the root of the first {size} is no longer {root}")

    def _acknowledged(self) -> None:
        """Whatever was answered stands where the answer said, and was never answered otherwise."""
        by_position = {event.position: event for event in self.record.events}
        for key, answers in self.answers.items():
            told = {(a["stream"], a["version"], a["position"]) for a in answers}
            if len(told) > 1:
                self.wrong.append(f"{key} was answered in {len(told)} ways")
            for stream, version, position in told:
                event = by_position.get(position)
                if event is None or key.encode() not in event.state:
                    self.lost.add(key)
                elif (event.stream, event.version) != (stream, version):
                    self.wrong.append(f"{key} is at {event.stream} {event.version}")

    def _once(self) -> None:
        """Each key has its events once, as many as were registered; none is there unasked."""
        first = min((at for places in self.found.values() for at in places), default=None)
        for key, places in self.found.items():
            begun, count = self.record.requests.get(key, (None, 0))
            if key not in self.asked:
                self.wrong.append(f"{key} is on record and was never asked")
            if places != [*range(begun or 0, (begun or 0) + count)]:
                self.doubled.add(key)
            if key in self.refused:
                self.wrong.append(f"{key} was refused ({self.refused[key]}) and is on record")
        self.strays = [at for at in self.keyless if first is not None and at > first]

    def _in_order(self) -> None:
        """What was asked after another was answered stands after it."""
        placed = sorted((places[0], key) for key, places in self.found.items())
        answered = float("inf")
        for _, key in reversed(placed):
            if self.asked.get(key, 0) > answered:
                self.wrong.append(f"{key} stands before what was answered before it was asked")
            times = [answer["at"] for answer in self.answers.get(key, ())]
            answered = min([answered, *times])


def _leaf(event: Event) -> bytes:
    state = sha256(event.state).hexdigest()
    facts = (event.stream, event.version, event.name, event.logged_at, state)
    lines = "".join(f"{fact}\n" for fact in ("minqing-leaf/v1", *facts))
    return sha256(b"\0" + lines.encode()).digest()


def _grow(nodes: list[bytes], leaf: bytes, size: int) -> None:
    while size % 2:
        leaf = sha256(b"\1" + nodes.pop() + leaf).digest()
        size //= 2
    nodes.append(leaf)


def _root(nodes: Sequence[bytes]) -> str:
    reached = nodes[-1]
    for left in reversed(nodes[:-1]):
        reached = sha256(b"\1" + left + reached).digest()
    return reached.hex()


def lines_of(folder: Path) -> Iterator[dict[str, Any]]:
    """Go through the histories of a folder; a line that a kill cut short is none."""
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_bytes().split(b"\n")[:-1]:
            yield json.loads(line)


def heard(folder: Path, database: str) -> Judgement:
    """Hear the histories and read the record, to which some may still write.

    What was answered is heard before the record is read, what was asked after it.
    """
    answered = [line for line in lines_of(folder) if "asked" not in line]
    record = stored(database)
    asked = [line for line in lines_of(folder) if "asked" in line]
    return Judgement([*asked, *answered], record)


def main(words: Sequence[str]) -> int:
    """Judge, print the judgement, and return the exit code."""
    folder, database = words
    told = heard(Path(folder), database).judge()
    sys.stdout.write(f"{json.dumps(told, ensure_ascii=False)}\n")
    return 6 if any(told[kind] for kind in ("wrong", "strays", "lost", "doubled")) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
