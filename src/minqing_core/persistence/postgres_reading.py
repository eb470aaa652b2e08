"""A log in PostgreSQL opened for reading alone."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from eventsourcing.persistence import OperationalError

from minqing_core.persistence.postgres_tables import PostgresTables

_PATIENCE = 10


@contextmanager
def inspecting(address: str) -> Iterator[PostgresTables]:
    """Read whatever is there in one transaction that cannot write."""
    try:
        with psycopg.connect(address, connect_timeout=_PATIENCE) as connection:
            connection.read_only = True
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            yield PostgresTables(connection)
    except psycopg.Error as error:
        raise OperationalError(str(error)) from error
