"""The tables of keys, of who read what and of who logs in in PostgreSQL, in their own schema."""

from collections.abc import Sequence
from typing import Any

from minqing_core.persistence.postgres_line import Line

SCHEMA = "minqing_access"


class PostgresAccess:
    """One connection for all threads, opened when first needed."""

    def __init__(self, address: str) -> None:
        self._line = Line(address, SCHEMA)

    def run(self, statement: str, *values: object) -> Sequence[tuple[Any, ...]]:
        """Run a statement by itself and return its rows."""
        with self._line.connected() as connection:
            return connection.execute(statement.replace("?", "%s"), values).fetchall()

    def close(self) -> None:
        """Let the connection go."""
        self._line.close()
