"""Our recorders pass the library's own tests, and keep a leaf for whatever it hands in."""

import sys
from time import sleep
from typing import Any

import psycopg
import pytest
from eventsourcing import cryptography
from eventsourcing.persistence import ProgrammingError, StoredEvent
from eventsourcing.utils import Environment

from minqing_core.integrity.merkle import leaf_hash, leaf_preimage
from minqing_core.persistence.postgres_recorder import LogFactory, postgres_recorder
from minqing_core.persistence.sqlite_store import SqliteStore

# The library's tests import its pycryptodome cipher, which we neither install nor use.
sys.modules.setdefault("eventsourcing.cipher", cryptography)

from eventsourcing.tests.persistence import (  # noqa: E402
    AggregateRecorderTestCase,
    ApplicationRecorderTestCase,
    NonInterleavingNotificationIDsBaseCase,
)

CASES = (
    (AggregateRecorderTestCase, "test_insert_and_select"),
    (ApplicationRecorderTestCase, "test_insert_select"),
    (ApplicationRecorderTestCase, "test_concurrent_no_conflicts"),
    (ApplicationRecorderTestCase, "test_concurrent_throughput"),
    (NonInterleavingNotificationIDsBaseCase, "test"),
)


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def recorder(request, tmp_path, clock):
    """Give an empty recorder of each kind."""
    made: Any
    if request.param == "postgres":
        made = postgres_recorder(request.getfixturevalue("postgres_url"), clock, create=True)
    elif request.param == "sqlite":
        made = SqliteStore((tmp_path / "town.db").as_uri(), clock).recorder
        made.create_table()
    else:
        place = f"file:{tmp_path.name}?mode=memory&cache=shared"
        made = SqliteStore(place, clock).recorder
        made.create_table()
    yield made
    made.close()


class NoIds:
    """A recorder as the library tests those of aggregates: it tells no positions."""

    def __init__(self, recorder) -> None:
        self._recorder = recorder
        self.select_events = recorder.select_events

    def insert_events(self, events) -> None:
        """Insert, and say nothing of the positions."""
        self._recorder.insert_events(events)


@pytest.mark.parametrize(("case", "method"), CASES)
def test_the_recorder_passes_the_librarys_own_tests(case, method, recorder) -> None:
    told = NoIds(recorder) if case is AggregateRecorderTestCase else recorder

    class WithTextIds(case):  # type: ignore[misc] # one of the library's
        """The library's case with our ids."""

        def new_originator_id(self) -> str:
            return f"case/{super().new_originator_id()}"

        def create_recorder(self):
            return told

    WithTextIds(method).debug()


def test_what_the_library_inserts_has_its_leaf(recorder) -> None:
    recorder.insert_events([StoredEvent("case/1", 1, "x.v1", b"one")])

    with recorder.reading() as tables:
        [(position, logged_at, hashed)] = tables.leaves(1, 10, 10)
        size = tables.size()
    expected = leaf_hash(
        leaf_preimage(stream="case/1", version=1, name="x.v1", logged_at=logged_at, state=b"one")
    )
    assert (position, hashed, size) == (1, expected, 1)


def test_database_functions_that_would_bypass_the_leaves_are_refused() -> None:
    settings = {
        "POSTGRES_DBNAME": "x",
        "POSTGRES_HOST": "x",
        "POSTGRES_USER": "x",
        "POSTGRES_PASSWORD": "x",
        "POSTGRES_ENABLE_DB_FUNCTIONS": "y",
    }

    with pytest.raises(ProgrammingError):
        LogFactory(Environment(env=settings)).application_recorder()


def test_connections_that_the_server_closed_are_not_used_again(postgres_url, clock) -> None:
    recorder = postgres_recorder(postgres_url, clock, create=True)
    recorder.insert_events([StoredEvent("case/1", 1, "x.v1", b"one")])
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    sleep(0.2)

    recorder.insert_events([StoredEvent("case/1", 2, "x.v1", b"two")])

    assert recorder.max_notification_id() == 2
    recorder.close()
