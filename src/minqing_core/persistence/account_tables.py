"""The tables of those who log in, in a database of their own beside the log."""

from minqing_core.persistence.access_tables import AccessDatabase, SqliteAccess
from minqing_core.persistence.migrations import Added, Tables
from minqing_core.persistence.settings import Settings

ACCOUNTS = Tables(
    "accounts",
    {
        1: (
            """CREATE TABLE IF NOT EXISTS credentials (
                person TEXT PRIMARY KEY,
                login TEXT NOT NULL UNIQUE,
                hash TEXT NOT NULL,
                must_change INTEGER NOT NULL,
                changed INTEGER NOT NULL,
                totp_secret TEXT,
                totp INTEGER NOT NULL DEFAULT 0,
                totp_step INTEGER NOT NULL DEFAULT 0)""",
            """CREATE TABLE IF NOT EXISTS identities (
                issuer TEXT NOT NULL,
                subject TEXT NOT NULL,
                person TEXT NOT NULL UNIQUE,
                PRIMARY KEY (issuer, subject))""",
            """CREATE TABLE IF NOT EXISTS attempts (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                at INTEGER NOT NULL,
                account TEXT NOT NULL,
                origin TEXT NOT NULL)""",
            "CREATE INDEX IF NOT EXISTS attempts_by_account ON attempts (account, at)",
            "CREATE INDEX IF NOT EXISTS attempts_by_origin ON attempts (origin, at)",
            """CREATE TABLE IF NOT EXISTS sessions (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                hash TEXT NOT NULL UNIQUE,
                person TEXT NOT NULL,
                created INTEGER NOT NULL,
                last_seen INTEGER NOT NULL,
                address TEXT NOT NULL,
                agent TEXT NOT NULL)""",
            "CREATE INDEX IF NOT EXISTS sessions_by_person ON sessions (person, last_seen)",
        ),
        2: (Added(table="sessions", column="way", kind="TEXT NOT NULL DEFAULT 'password'"),),
    },
)


def open_accounts(place: Settings) -> AccessDatabase:
    """Give the database of those who log in; nothing is opened before it is needed."""
    if place.backend == "postgresql":
        from minqing_core.persistence.postgres_access import PostgresAccess  # noqa: PLC0415

        return PostgresAccess(place.accounts)
    return SqliteAccess(place.accounts, ACCOUNTS)
