"""Bits flipped in the database's file: everything that matters is found, and the event named."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from attrs import frozen
from tests.faults.ground import Ground, do, founded, lived
from tests.faults.trial import Tally, Trial

from minqing_core.kernel.refusals import DamagedRecordError, RefusalError

COMMANDS = 60
LOG = ("stored_events", "leaf", "frontier")
BESIDE = ("numbers", "requests")
NAMED = 0.95


@frozen
class Content:
    """The rows of the log's tables by position, what lies beside it, and what SQLite finds."""

    rows: Mapping[tuple[str, Any], tuple[Any, ...]]
    beside: tuple[Any, ...]
    damage: bytes

    @property
    def damaged(self) -> bool:
        """Whether SQLite finds anything."""
        return self.damage != b"ok"

    @property
    def torn_tree(self) -> bool:
        """Whether rows may be out of reach for who looks them up by position."""
        return b"tree page" in self.damage.lower()

    def changed(self, other: "Content") -> set[int]:
        """Return the positions at which the log has other rows."""
        keys = {*self.rows} | {*other.rows}
        return {
            key[1]
            for key in keys
            if self.rows.get(key) != other.rows.get(key) and isinstance(key[1], int)
        }


class Text(bytes):
    """A text as it is found, which is no other value of the same bytes."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return type(other) is Text and bytes(self) == bytes(other)

    def __hash__(self) -> int:
        return hash((Text, bytes(self)))


@frozen
class Said:
    """What the product said: that it does not open, or findings by position."""

    found: bool
    named: frozenset[int]


def run(trial: Trial) -> Tally:
    """Flip one bit anywhere in the file, and see who notices."""
    tally, ground = Tally("flips"), founded(trial.folder / "town")
    with ground.open() as office:
        lived(office, COMMANDS, trial.chance)
    whole = ground.file.read_bytes()
    before = content(ground.file)
    assert before is not None
    for number in range(trial.rounds):
        if number % 20 == 0:
            trial.tell(f"{number}/{trial.rounds}")
        at, bit = trial.chance.randrange(len(whole)), trial.chance.randrange(8)
        put(ground, whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :])
        after = content(ground.file)
        _judge(tally, before, after, said(ground), f"bit {bit} of byte {at}")
        tally.tried += 1
    tally.rounds = tally.tried
    content_flips = tally.beside.get("of the content, found", 0)
    by_name = tally.beside.get("of the content, the event named", 0)
    share = f"{by_name} of {content_flips} flips of the content name the event"
    tally.must(by_name >= NAMED * content_flips, share)
    return tally


def _judge(tally: Tally, before: Content, after: Content | None, told: Said, where: str) -> None:
    if after is None:
        tally.also("the file cannot be read, found", told.found)
        if not tally.must(told.found, f"{where}: unreadable, and not found"):
            tally.undetected += 1
        return
    changed = before.changed(after)
    if changed or before.rows != after.rows:
        tally.also("of the content, found", told.found)
        tally.also("of the content, the event named", bool(told.named & changed))
    elif after.damaged:
        tally.also("of structure and indexes only, found", told.found)
    else:
        beside = "in tables beside the log" if after.beside != before.beside else "without effect"
        tally.also(f"{beside}, found" if told.found else f"{beside}, not looked for")
    if (changed or after.damaged or before.rows != after.rows) and not told.found:
        tally.undetected += 1
        tally.wrong.append(f"{where}: not found")
    accused = told.named - consequences(before, changed)
    if after.torn_tree:
        tally.also("events out of reach on a damaged page, named too", len(accused))
        return
    tally.accused += len(accused)
    tally.must(not accused, f"{where}: positions {sorted(accused)[:5]} are accused")


def consequences(before: Content, changed: set[int]) -> set[int]:
    """Return positions that may be named: those changed, and those that come next."""
    streams = {
        row[1] for (table, at), row in before.rows.items() if at in changed and table == LOG[0]
    }
    after = {
        at
        for (table, at), row in before.rows.items()
        if table == LOG[0] and row[1] in streams and changed and at > min(changed)
    }
    return changed | {at + 1 for at in changed} | after


def content(file: Path) -> Content | None:
    """Read the tables as they are found, None when they cannot be read."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)) as sql:
        sql.text_factory = Text
        try:
            rows = {
                (table, row[0]): row
                for table in LOG
                for row in sql.execute(f"SELECT * FROM {table} NOT INDEXED")
            }
            beside = tuple(
                row for table in BESIDE for row in sql.execute(f"SELECT * FROM {table}")
            )
            damage = b"\n".join(bytes(row[0]) for row in sql.execute("PRAGMA integrity_check"))
        except (sqlite3.Error, UnicodeDecodeError):
            return None
    return Content(rows, beside, damage)


def put(ground: Ground, data: bytes) -> None:
    """Put other bytes in the place of the log's database."""
    for kind in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            ground.file.with_name(f"{ground.file.name}{kind}").unlink()
    ground.file.write_bytes(data)


def said(ground: Ground, **how: Any) -> Said:
    """Open the office and have it verify itself."""
    try:
        with ground.open(**how) as office:
            findings = do(office, "verify")["findings"]
    except (RefusalError, DamagedRecordError):
        return Said(found=True, named=frozenset())
    named = frozenset(one["position"] for one in findings if one["position"] is not None)
    return Said(bool(findings), named)
