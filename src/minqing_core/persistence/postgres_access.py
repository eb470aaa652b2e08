"""The tables of keys, of who read what and of who logs in in PostgreSQL, in their own schema."""

import threading
from collections.abc import Sequence
from typing import Any

import psycopg
from eventsourcing.persistence import OperationalError

SCHEMA = "minqing_access"


class PostgresAccess:
    """One connection for all threads, opened when first needed."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._lock = threading.Lock()
        self._connection: psycopg.Connection[Any] | None = None

    def run(self, statement: str, *values: object) -> Sequence[tuple[Any, ...]]:
        """Run a statement by itself and return its rows; once more when the server was away."""
        wanted = statement.replace("?", "%s")
        with self._lock:
            try:
                return self._opened().execute(wanted, values).fetchall()
            except psycopg.OperationalError:
                self._forget()
            try:
                return self._opened().execute(wanted, values).fetchall()
            except psycopg.Error as error:
                raise OperationalError(str(error)) from error

    def close(self) -> None:
        """Let the connection go."""
        with self._lock:
            self._forget()

    def _opened(self) -> psycopg.Connection[Any]:
        if self._connection is None:
            connection = psycopg.connect(self._address, autocommit=True)
            connection.execute(f"SET search_path TO {SCHEMA}")
            self._connection = connection
        return self._connection

    def _forget(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
