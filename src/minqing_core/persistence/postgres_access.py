"""The tables of keys, of who read what and of who logs in in PostgreSQL, in their own schema."""

import threading
from collections.abc import Sequence
from typing import Any

import psycopg
from eventsourcing.persistence import OperationalError

_SCHEMA = (
    "SELECT pg_advisory_xact_lock(hashtext('minqing_access'))",
    "CREATE SCHEMA IF NOT EXISTS minqing_access",
    """CREATE TABLE IF NOT EXISTS minqing_access.keys (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        hash text NOT NULL UNIQUE,
        person text NOT NULL,
        label text NOT NULL,
        issued_by text NOT NULL,
        created text NOT NULL,
        expires text,
        last_used text,
        revoked_by text,
        revoked text)""",
    "ALTER TABLE minqing_access.keys ADD COLUMN IF NOT EXISTS scopes text NOT NULL DEFAULT ''",
    """CREATE TABLE IF NOT EXISTS minqing_access.readings (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at bigint NOT NULL,
        actor text NOT NULL,
        on_behalf_of text,
        channel text NOT NULL,
        use_case text NOT NULL,
        subject text,
        outcome text NOT NULL,
        address text)""",
    "ALTER TABLE minqing_access.readings ADD COLUMN IF NOT EXISTS address text",
    """CREATE TABLE IF NOT EXISTS minqing_access.webhooks (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        url text NOT NULL,
        key bigint NOT NULL,
        secret text NOT NULL,
        reached bigint NOT NULL,
        trouble text,
        added_by text NOT NULL,
        added bigint NOT NULL,
        ended_by text,
        ended bigint)""",
    """CREATE TABLE IF NOT EXISTS minqing_access.deliveries (
        webhook bigint NOT NULL,
        position bigint NOT NULL,
        state text NOT NULL,
        attempts bigint NOT NULL,
        due bigint NOT NULL,
        tried bigint,
        status bigint,
        trouble text,
        PRIMARY KEY (webhook, position))""",
    "CREATE INDEX IF NOT EXISTS deliveries_due ON minqing_access.deliveries (state, due)",
    """CREATE TABLE IF NOT EXISTS minqing_access.tries (
        webhook bigint NOT NULL,
        position bigint NOT NULL,
        at bigint NOT NULL,
        status bigint,
        trouble text)""",
    "CREATE INDEX IF NOT EXISTS tries_of ON minqing_access.tries (webhook, position)",
    "CREATE INDEX IF NOT EXISTS readings_by_subject ON minqing_access.readings (subject, id)",
    "CREATE INDEX IF NOT EXISTS readings_by_actor ON minqing_access.readings (actor, id)",
    """CREATE TABLE IF NOT EXISTS minqing_access.credentials (
        person text PRIMARY KEY,
        login text NOT NULL UNIQUE,
        hash text NOT NULL,
        must_change bigint NOT NULL,
        changed bigint NOT NULL,
        totp_secret text,
        totp bigint NOT NULL DEFAULT 0,
        totp_step bigint NOT NULL DEFAULT 0)""",
    """CREATE TABLE IF NOT EXISTS minqing_access.identities (
        issuer text NOT NULL,
        subject text NOT NULL,
        person text NOT NULL UNIQUE,
        PRIMARY KEY (issuer, subject))""",
    """CREATE TABLE IF NOT EXISTS minqing_access.attempts (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at bigint NOT NULL,
        account text NOT NULL,
        origin text NOT NULL)""",
    "CREATE INDEX IF NOT EXISTS attempts_by_account ON minqing_access.attempts (account, at)",
    "CREATE INDEX IF NOT EXISTS attempts_by_origin ON minqing_access.attempts (origin, at)",
    """CREATE TABLE IF NOT EXISTS minqing_access.sessions (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        hash text NOT NULL UNIQUE,
        person text NOT NULL,
        created bigint NOT NULL,
        last_seen bigint NOT NULL,
        address text NOT NULL,
        agent text NOT NULL)""",
    """ALTER TABLE minqing_access.sessions
        ADD COLUMN IF NOT EXISTS way text NOT NULL DEFAULT 'password'""",
    "CREATE INDEX IF NOT EXISTS sessions_by_person ON minqing_access.sessions (person, last_seen)",
)


class PostgresAccess:
    """One connection for all threads, opened and prepared when first needed."""

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
            with connection.transaction():
                for statement in _SCHEMA:
                    connection.execute(statement)
            connection.execute("SET search_path TO minqing_access")
            self._connection = connection
        return self._connection

    def _forget(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
