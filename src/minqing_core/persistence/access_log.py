"""Who read what, in a table of its own beside the log: gathered, then kept a batch at a time."""

import threading
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from minqing_core.application.ports import EVERY_ENTRY, AccessEntry, AccessFilter
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.periods import end_of_day, start_of_day
from minqing_core.persistence.access_tables import AccessDatabase, SqliteAccess
from minqing_core.persistence.instants import instant, milliseconds
from minqing_core.persistence.migrations import Added, Tables
from minqing_core.persistence.settings import Settings

_MOST = 200
_SECONDS = 2.0
_FIELDS = "at, actor, on_behalf_of, channel, use_case, subject, outcome, address"
READINGS = Tables(
    "readings",
    {
        1: (
            """CREATE TABLE IF NOT EXISTS readings (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                at INTEGER NOT NULL,
                actor TEXT NOT NULL,
                on_behalf_of TEXT,
                channel TEXT NOT NULL,
                use_case TEXT NOT NULL,
                subject TEXT,
                outcome TEXT NOT NULL)""",
            "CREATE INDEX IF NOT EXISTS readings_by_subject ON readings (subject, id)",
            "CREATE INDEX IF NOT EXISTS readings_by_actor ON readings (actor, id)",
        ),
        2: (Added(table="readings", column="address", kind="TEXT"),),
    },
)
_PRUNE = "DELETE FROM readings WHERE at < ? RETURNING id"


class StoredAccessLog:
    """Who read what of a store; see the port for what it promises."""

    def __init__(self, database: AccessDatabase) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._waiting: list[AccessEntry] = []
        self._timer: threading.Timer | None = None

    def note(self, entry: AccessEntry) -> None:
        """Note an entry, to be kept with others before long, at the latest when it is closed."""
        with self._lock:
            self._waiting.append(entry)
            if len(self._waiting) >= _MOST:
                self._flush()
            elif self._timer is None:
                self._timer = threading.Timer(_SECONDS, self.flush)
                self._timer.daemon = True
                self._timer.start()

    def flush(self) -> None:
        """Keep what was noted; what cannot be kept waits for the next time."""
        with self._lock:
            self._flush()

    def listed(
        self,
        *,
        person: PersonId | None,
        subject: str | None,
        before: int | None,
        limit: int,
        which: AccessFilter = EVERY_ENTRY,
    ) -> list[AccessEntry]:
        """Return entries with an id less than *before*, the latest first."""
        self.flush()
        wanted: list[tuple[str, Sequence[object]]] = [*_wanted(which)]
        if person is not None:
            wanted.append(("(actor = ? OR on_behalf_of = ?)", (person, person)))
        if subject is not None:
            wanted.append(("subject = ?", (subject,)))
        if before is not None:
            wanted.append(("id < ?", (before,)))
        where = " AND ".join(text for text, _values in wanted) or "1 = 1"
        statement = f"SELECT id, {_FIELDS} FROM readings WHERE {where} ORDER BY id DESC LIMIT ?"  # noqa: S608  (all written here)
        values = [value for _text, bound in wanted for value in bound]
        return [_entry(row) for row in self._database.run(statement, *values, limit)]

    def prune(self, before: datetime) -> int:
        """Forget the entries of before an instant, and return how many there were."""
        self.flush()
        return len(self._database.run(_PRUNE, milliseconds(before)))

    def close(self) -> None:
        """Keep what was noted and let the database go."""
        try:
            self.flush()
        finally:
            self._database.close()

    def _flush(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        while batch := self._waiting[:_MOST]:
            marks = ", ".join(["(?, ?, ?, ?, ?, ?, ?, ?)"] * len(batch))
            statement = f"INSERT INTO readings ({_FIELDS}) VALUES {marks} RETURNING id"  # noqa: S608  (all written here)
            self._database.run(statement, *(v for entry in batch for v in _values(entry)))
            del self._waiting[: len(batch)]


def _wanted(which: AccessFilter) -> Iterator[tuple[str, Sequence[object]]]:
    if which.since is not None:
        yield "at >= ?", (milliseconds(start_of_day(which.since)),)
    if which.until is not None:
        yield "at <= ?", (milliseconds(end_of_day(which.until)),)
    if which.use_case is not None:
        yield "use_case = ?", (which.use_case,)
    if which.outcome is not None:
        yield "outcome LIKE ?", (f"{which.outcome}%",)


def open_access_log(place: Settings) -> StoredAccessLog:
    """Give the log of who read what in a store; nothing is opened before it is needed."""
    if place.backend == "postgresql":
        from minqing_core.persistence.postgres_access import PostgresAccess  # noqa: PLC0415

        return StoredAccessLog(PostgresAccess(place.access))
    return StoredAccessLog(SqliteAccess(place.readings, READINGS, "NORMAL"))


def _values(entry: AccessEntry) -> Sequence[object]:
    return (
        milliseconds(entry.at),
        entry.actor,
        entry.on_behalf_of,
        entry.channel,
        entry.use_case,
        entry.subject,
        entry.outcome,
        entry.address,
    )


def _entry(row: tuple[Any, ...]) -> AccessEntry:
    number, at, actor, on_behalf_of, channel, use_case, subject, outcome, address = row
    return AccessEntry(
        id=number,
        at=instant(at),
        actor=PersonId(actor),
        on_behalf_of=None if on_behalf_of is None else PersonId(on_behalf_of),
        channel=channel,
        use_case=use_case,
        subject=subject,
        outcome=outcome,
        address=address,
    )
