"""Stores of every kind for the tests, each test with its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from minqing_core.persistence.codec import Codec
from minqing_core.persistence.settings import Settings, settings
from minqing_core.persistence.store import create_store, open_log

_databases = count(1)


class TestClock:
    """A clock that is set by hand and otherwise moves a second at each reading."""

    __test__ = False

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 12, 1, 0, tzinfo=UTC)
        self.step = timedelta(seconds=1)

    def __call__(self) -> datetime:
        """Read the clock."""
        self.now += self.step
        return self.now


@pytest.fixture
def clock() -> TestClock:
    """Give a clock at nine in the morning of 12 March 2026, Shanghai."""
    return TestClock()


@pytest.fixture(scope="session")
def postgres_dsn() -> str:
    """Give the address of the tests' PostgreSQL server."""
    from tests.postgres_server import server_dsn  # noqa: PLC0415

    return server_dsn()


@pytest.fixture
def postgres_url(postgres_dsn, worker_name):
    """Give the address of a fresh PostgreSQL database."""
    with fresh_database(postgres_dsn, worker_name) as url:
        yield url


@contextmanager
def fresh_database(postgres_dsn: str, worker_name: str) -> Iterator[str]:
    """Make a PostgreSQL database of one's own and give its address."""
    import psycopg  # noqa: PLC0415
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415
    from tests.postgres_server import is_ours  # noqa: PLC0415

    name = f"minqing_{worker_name}_{next(_databases)}"
    with psycopg.connect(postgres_dsn, autocommit=True) as connection:
        if not is_ours():
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    yield _as_url(conninfo_to_dict(postgres_dsn) | {"dbname": name})
    if not is_ours():
        with psycopg.connect(postgres_dsn, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def worker_name(request) -> str:
    """Give a name that no other process of this test run has."""
    return getattr(request.config, "workerinput", {}).get("workerid", "main")


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def store_url(request, tmp_path: Path) -> str:
    """Give the address of a store of each kind, not yet made."""
    if request.param == "memory":
        return "memory:"
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/town.db"
    return request.getfixturevalue("postgres_url")


@pytest.fixture
def store(store_url: str, tmp_path: Path, clock: TestClock) -> Settings:
    """Give the settings of a store of each kind, made and empty."""
    key_file = None if store_url == "memory:" else tmp_path / "town.key"
    made = settings(store_url, key_file)
    create_store(made, clock)
    return made


@pytest.fixture
def open_store(store: Settings, clock: TestClock):
    """Give a function that opens the log of the test's store, again and again if asked."""
    opened = []

    def opener(codec: Codec | None = None, **others):
        log = open_log(store, others.get("clock", clock), codec=codec)
        opened.append(log)
        return log

    yield opener
    for log in opened:
        log.close()


def _as_url(parts: dict[str, Any]) -> str:
    from urllib.parse import quote, urlencode  # noqa: PLC0415

    user, password = parts.pop("user", ""), parts.pop("password", "")
    database = parts.pop("dbname")
    who = quote(str(user)) + (f":{quote(str(password))}" if password else "")
    return f"postgresql://{who}@/{database}?{urlencode(parts)}"
