"""A log in PostgreSQL opened for reading alone."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from minqing_core.persistence.postgres_line import connecting
from minqing_core.persistence.postgres_tables import PostgresTables


@contextmanager
def inspecting(address: str) -> Iterator[PostgresTables]:
    """Read whatever is there in one transaction that cannot write."""
    with connecting(address) as connection:
        connection.read_only = True
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        yield PostgresTables(connection)
