"""Stores of every kind for the tests, each test with its own."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from minqing_core.application.office import Office
from minqing_core.bootstrap import open_office
from minqing_core.persistence.codec import Codec
from minqing_core.persistence.settings import Settings, settings
from minqing_core.persistence.store import create_store, open_log

if TYPE_CHECKING:
    from tests.postgres_server import OwnServer

STORE = os.environ.get("MINQING_TEST_STORE", "memory")
"""Where the tests that need some store have theirs: memory, sqlite or postgres."""

IDLE = (
    "SELECT datname FROM pg_database d WHERE datname = ANY(%s) AND NOT EXISTS"
    " (SELECT FROM pg_stat_activity a WHERE a.datid = d.oid) LIMIT 1"
)
EMPTIED = """DO $$ DECLARE made record; BEGIN
    SET LOCAL session_replication_role = replica;
    FOR made IN SELECT oid::regclass AS name, relkind FROM pg_class
        WHERE relkind IN ('r', 'S') AND starts_with(relnamespace::regnamespace::text, 'minqing')
        AND relname NOT IN ('schema_versions', 'frontier', 'vault', 'minqing_standing')
    LOOP
        IF made.relkind = 'S' THEN PERFORM setval(made.name, 1, false);
        ELSE EXECUTE format('DELETE FROM %s', made.name); END IF;
    END LOOP;
    UPDATE minqing.frontier SET size = 0, nodes = '', logged_at = 0;
    UPDATE minqing_vault.vault SET generation = 0;
    UPDATE minqing_views.minqing_standing SET position = 0, leaf = '';
END $$"""
_lent: dict[str, Path] = {}
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


@contextmanager
def copied_database(source: str) -> Iterator[str]:
    """Copy a PostgreSQL database that nobody is connected to, for as long as this lasts."""
    import psycopg  # noqa: PLC0415
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415
    from tests.postgres_server import server_dsn  # noqa: PLC0415

    of = conninfo_to_dict(source)["dbname"]
    name = f"{of}_copy_{next(_databases)}"
    with psycopg.connect(server_dsn(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {of} STRATEGY FILE_COPY")
        yield source.replace(f"/{of}?", f"/{name}?")
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def own() -> "Iterator[OwnServer]":
    """Give a server of the test alone, which may be stopped and whose files may be read."""
    from tests.postgres_server import another_server  # noqa: PLC0415

    with another_server() as server:
        yield server


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


def empty_office(**settings: Any) -> Office:
    """Open an office over an empty store of the kind that this run is about."""
    if STORE == "postgres":
        url, key_file = lent_store()
        return open_office(url, key_file=key_file, **settings)
    if STORE == "sqlite":
        folder = Path(tempfile.mkdtemp(dir=_ground()))
        return open_office(str(folder / "town.db"), create=True, **settings)
    return open_office("memory:", **settings)


def lent_store() -> tuple[str, Path]:
    """Return the address of an empty store in PostgreSQL, and its master key.

    Stores whose offices were closed are emptied and lent again, which is ten times as quick as
    making the tables: a run opens thousands of offices.
    """
    import psycopg  # noqa: PLC0415
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415
    from tests.postgres_server import server_dsn  # noqa: PLC0415

    dsn, prefix = server_dsn(), f"minqing_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_lent_"
    with psycopg.connect(dsn, autocommit=True) as connection:
        idle = connection.execute(IDLE, (list(_lent),)).fetchone()
        name = idle[0] if idle else f"{prefix}{next(_databases)}"
        if idle is None:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE {name}")
    url = _as_url(conninfo_to_dict(dsn) | {"dbname": name})
    if idle is None:
        _lent[name] = _ground() / f"{name}.key"
        open_office(url, key_file=_lent[name], create=True).close()
    else:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(EMPTIED)
    return url, _lent[name]


@lru_cache(maxsize=1)
def _ground() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="minqing-stores-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _as_url(parts: dict[str, Any]) -> str:
    from urllib.parse import quote, urlencode  # noqa: PLC0415

    user, password = parts.pop("user", ""), parts.pop("password", "")
    database = parts.pop("dbname")
    who = quote(str(user)) + (f":{quote(str(password))}" if password else "")
    return f"postgresql://{who}@/{database}?{urlencode(parts)}"
