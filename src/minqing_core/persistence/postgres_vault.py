"""The vault's table in PostgreSQL, in a schema of its own."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg

from minqing_core.persistence.migrations import Tables
from minqing_core.persistence.postgres_line import Line
from minqing_core.persistence.postgres_migrations import upgrade
from minqing_core.persistence.unreadable import NO_VAULT, DatabaseDamagedError
from minqing_core.persistence.vault import KeyRow, KeyState

SCHEMA = "minqing_vault"
FIRST_KEY = "INSERT INTO minqing_vault.vault VALUES (0, %s)"
_FOR_GOOD = """CREATE OR REPLACE TRIGGER shredded_for_good BEFORE UPDATE ON minqing_vault.keys
        FOR EACH ROW WHEN (OLD.state = 'shredded') EXECUTE FUNCTION minqing_vault.refuse()"""
_RISEN = """SELECT 1 FROM minqing_vault.keys
    WHERE state = 'shredded' AND wrapped IS NOT NULL AND key_id = ANY(%s) LIMIT 1"""
_BURY = """UPDATE minqing_vault.keys SET wrapped = NULL
    WHERE state = 'shredded' AND wrapped IS NOT NULL AND key_id = ANY(%s)"""
_MARKED = """SELECT key_id, CASE WHEN wrapped IS NULL THEN 'shredded'
        WHEN state = 'shredded' THEN 'risen' ELSE state END
    FROM minqing_vault.keys WHERE state <> 'active' OR wrapped IS NULL ORDER BY key_id"""
VAULT = Tables(
    "vault",
    {
        1: (
            """CREATE TABLE IF NOT EXISTS minqing_vault.keys (
                key_id bigint PRIMARY KEY,
                wrapped bytea,
                state text NOT NULL CHECK (state IN ('active', 'restricted', 'shredded')),
                CHECK ((wrapped IS NULL) = (state = 'shredded')))""",
            """CREATE TABLE IF NOT EXISTS minqing_vault.vault (
                generation bigint NOT NULL, master bytea NOT NULL)""",
            """CREATE OR REPLACE FUNCTION minqing_vault.refuse() RETURNS trigger
                LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'a shredded key stays shredded'; END $$""",
            _FOR_GOOD,
            """CREATE OR REPLACE TRIGGER keys_stay BEFORE DELETE OR TRUNCATE
                ON minqing_vault.keys
                FOR EACH STATEMENT EXECUTE FUNCTION minqing_vault.refuse()""",
        ),
        2: ("CREATE TABLE IF NOT EXISTS minqing_vault.carried_out (position bigint PRIMARY KEY)",),
    },
)


class PostgresKeyTable:
    """One connection for all threads, opened when first needed: keys are few and cached."""

    def __init__(self, address: str) -> None:
        self._line = Line(address)

    def create(self, check: bytes) -> None:
        """Make the empty vault."""
        with self._line.connected() as connection, connection.transaction():
            upgrade(connection, SCHEMA, VAULT, SCHEMA)
            connection.execute(FIRST_KEY, (check,))

    @contextmanager
    def changing(self) -> Iterator[psycopg.Connection[Any]]:
        """Hold the vault alone; what is done inside is kept whole or not at all."""
        with self._line.connected() as connection, connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(hashtext('minqing_vault'))")
            yield connection

    def standing(self) -> tuple[int, bytes]:
        """Return how often keys were changed, and the fingerprint of the master key."""
        rows = self._ask("SELECT generation, master FROM minqing_vault.vault")
        if not rows:
            raise DatabaseDamagedError(NO_VAULT)
        return rows[0][0], rows[0][1]

    def keys(self, first: int, many: int) -> Mapping[int, KeyRow]:
        """Return so many wrapped keys and their states, the first of them with this id if any."""
        found = self._ask(
            "SELECT key_id, wrapped, state FROM minqing_vault.keys"
            " WHERE key_id >= %s AND key_id < %s",
            first,
            first + many,
        )
        return {key_id: (wrapped, state) for key_id, wrapped, state in found}

    def highest(self) -> int:
        """Return the highest id of a key, 0 when there is none."""
        found: int | None = self._ask("SELECT max(key_id) FROM minqing_vault.keys")[0][0]
        return found or 0

    def add(self, wrapped: Sequence[tuple[int, bytes]]) -> None:
        """Add active keys."""
        ids, boxes = [key_id for key_id, _ in wrapped], [box for _, box in wrapped]
        with self._line.connected() as connection:
            connection.execute(
                "INSERT INTO minqing_vault.keys SELECT id, box, 'active'"
                " FROM unnest(%s::bigint[], %s::bytea[]) AS made (id, box)",
                (ids, boxes),
            )

    def mark(self, key_ids: Sequence[int], before: Sequence[str], after: str) -> None:
        """Change the state of keys, erase those shredded, and count the change."""
        with self._line.connected() as connection:
            if after == KeyState.SHREDDED:
                _bury(connection, list(key_ids))
            connection.execute(
                "UPDATE minqing_vault.keys SET state = %(after)s, wrapped ="
                " CASE WHEN %(after)s = 'shredded' THEN NULL ELSE wrapped END"
                " WHERE key_id = ANY(%(ids)s) AND state = ANY(%(before)s)",
                {"after": str(after), "ids": list(key_ids), "before": [str(b) for b in before]},
            )
            connection.execute("UPDATE minqing_vault.vault SET generation = generation + 1")

    def marked(self) -> Sequence[tuple[int, str]]:
        """Return the keys that are not active, with their states."""
        return self._ask(_MARKED)

    def carried_out(self) -> int:
        """Return the position of the log up to which orders were carried out."""
        found: int | None = self._ask("SELECT max(position) FROM minqing_vault.carried_out")[0][0]
        return found or 0

    def note_carried_out(self, position: int, *, anew: bool = False) -> None:
        """Note the position up to which orders were carried out; *anew* also an earlier one."""
        with self.changing() as connection:
            if anew:
                connection.execute("DELETE FROM minqing_vault.carried_out")
            connection.execute(
                "INSERT INTO minqing_vault.carried_out VALUES (%s) ON CONFLICT DO NOTHING",
                (position,),
            )

    def close(self) -> None:
        """Let the connection go."""
        self._line.close()

    def _ask(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with self._line.connected() as connection:
            return connection.execute(statement, values).fetchall()


def _bury(connection: psycopg.Connection[Any], key_ids: list[int]) -> None:
    """Erase bytes that came back; who put them back took the guard away, it stands again."""
    if connection.execute(_RISEN, (key_ids,)).fetchone() is not None:
        connection.execute("DROP TRIGGER IF EXISTS shredded_for_good ON minqing_vault.keys")
        connection.execute(_BURY, (key_ids,))
        connection.execute(_FOR_GOOD)
