"""What every log of who read what does, in memory, in a SQLite file and in PostgreSQL."""

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import attrs
import pytest

from minqing_core.application.ports import AccessEntry
from minqing_core.persistence import access_log
from minqing_core.persistence.access_log import open_access_log

AT = datetime(2026, 3, 12, 1, 0, tzinfo=UTC)
ENTRY = AccessEntry(
    at=AT,
    actor="000001",
    on_behalf_of=None,
    channel="cli",
    use_case="case.show",
    subject="case/2026-000001",
    outcome="read",
)


@pytest.fixture
def opened(store):
    logs = []

    def open_one():
        logs.append(open_access_log(store))
        return logs[-1]

    yield open_one
    for log in logs:
        log.close()


def listed(log, **asked):
    wanted = {"person": None, "subject": None, "before": None, "limit": 1000} | asked
    return [attrs.evolve(entry, id=None) for entry in log.listed(**wanted)]


def test_entries_are_listed_the_latest_first_as_they_were_noted(opened) -> None:
    log = opened()
    other = attrs.evolve(ENTRY, actor="0002", on_behalf_of="0003", subject=None, channel="http")
    log.note(ENTRY)
    log.note(other)
    assert listed(log) == [other, ENTRY]
    assert listed(log, person="0003") == listed(log, person="0002") == [other]
    assert listed(log, subject="case/2026-000001") == [ENTRY]
    assert listed(log, limit=1) == [other]
    (latest, first) = log.listed(person=None, subject=None, before=None, limit=2)
    assert listed(log, before=latest.id) == [ENTRY]
    assert listed(log, before=first.id) == []


def test_what_was_noted_is_there_for_the_next_who_opens_it(opened, store) -> None:
    log, other = opened(), opened()
    log.note(ENTRY)
    log.flush()
    assert listed(other) == [ENTRY]
    log.note(ENTRY)
    if store.backend != "memory":
        log.close()
        assert listed(other) == [ENTRY, ENTRY]


def test_entries_are_kept_before_long_and_at_once_when_there_are_many(opened, monkeypatch) -> None:
    log, other = opened(), opened()
    for _ in range(access_log._MOST):  # noqa: SLF001 - as many as are gathered
        log.note(ENTRY)
    assert len(listed(other)) == access_log._MOST  # noqa: SLF001 - the same
    monkeypatch.setattr(access_log, "_SECONDS", 0.01)
    log.note(ENTRY)
    deadline = time.monotonic() + 10
    while len(listed(other)) == access_log._MOST:  # noqa: SLF001 - the same
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_only_what_is_older_is_forgotten(opened) -> None:
    log = opened()
    for days in (0, 1, 2):
        log.note(attrs.evolve(ENTRY, at=AT + timedelta(days=days)))
    assert log.prune(AT + timedelta(days=1)) == 1
    assert [entry.at - AT for entry in listed(log)] == [timedelta(days=2), timedelta(days=1)]
    assert log.prune(AT) == 0


class Broken:
    """A database that cannot be written to until it is mended."""

    def __init__(self) -> None:
        self.kept: list[object] = []
        self.broken = True

    def run(self, _statement: str, *values: object) -> list[tuple]:
        """Keep the values, or fail."""
        if self.broken:
            raise OSError
        self.kept += values
        return []

    def close(self) -> None:
        """Let nothing go."""


def test_what_cannot_be_kept_is_not_lost_and_does_not_pass_in_silence() -> None:
    """Whoever reads is told that the reading could not be noted."""
    database = Broken()
    log = access_log.StoredAccessLog(database)
    failed = 0
    for _ in range(2 * access_log._MOST):  # noqa: SLF001 - more than are gathered
        try:
            log.note(ENTRY)
        except OSError:
            failed += 1
    assert failed == access_log._MOST + 1  # noqa: SLF001 - from the first that is too many
    database.broken = False
    log.close()
    assert len(database.kept) == 2 * access_log._MOST * 8  # noqa: SLF001 - eight values each


def test_many_threads_note_and_nothing_is_lost(opened) -> None:
    log = opened()

    def note(number: int) -> None:
        for _ in range(50):
            log.note(attrs.evolve(ENTRY, actor=f"{number:04}"))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(note, range(8)))
    for number in range(8):
        assert len(listed(log, person=f"{number:04}")) == 50


def test_reading_writes_once_and_waits_for_no_disk(store, monkeypatch) -> None:
    if store.backend != "sqlite":
        pytest.skip("statements are heard in SQLite")
    heard: list[str] = []
    connect = sqlite3.connect

    def listening(*args, **others):
        made = connect(*args, **others)
        made.set_trace_callback(heard.append)
        return made

    monkeypatch.setattr(sqlite3, "connect", listening)
    log = open_access_log(store)
    for _ in range(3):
        log.note(ENTRY)
    assert heard == []
    log.close()
    assert len([text for text in heard if text.startswith("INSERT")]) == 1
    assert "PRAGMA synchronous=NORMAL" in "".join(heard)
