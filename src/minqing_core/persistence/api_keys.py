"""API keys in a table of their own, beside the log: they change, and are no events."""

import hashlib
import secrets
from datetime import date, datetime
from typing import Any

from minqing_core.application.ports import ApiKey
from minqing_core.kernel.ids import PersonId
from minqing_core.persistence.access_tables import AccessDatabase, SqliteAccess
from minqing_core.persistence.migrations import Added, Tables
from minqing_core.persistence.settings import Settings

_PREFIX = "mq_"
_ENTROPY = 32
_COLUMNS = "id, person, label, scopes, issued_by, created, expires, last_used, revoked_by, revoked"
_FIRST = """CREATE TABLE IF NOT EXISTS keys (
    id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    person TEXT NOT NULL,
    label TEXT NOT NULL,
    issued_by TEXT NOT NULL,
    created TEXT NOT NULL,
    expires TEXT,
    last_used TEXT,
    revoked_by TEXT,
    revoked TEXT)"""
KEYS = Tables(
    "keys",
    {
        1: (_FIRST,),
        2: (Added(table="keys", column="scopes", kind="TEXT NOT NULL DEFAULT ''"),),
    },
)
_ISSUE = (
    "INSERT INTO keys (hash, person, label, scopes, issued_by, created, expires)"  # noqa: S608  (all written here)
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
    f" RETURNING {_COLUMNS}"
)
_LISTED = f"SELECT {_COLUMNS} FROM keys ORDER BY id"  # noqa: S608  (all written here)
_FOUND = f"SELECT {_COLUMNS} FROM keys WHERE hash = ?"  # noqa: S608  (all written here)
_REVOKE = (
    "UPDATE keys SET revoked = coalesce(revoked, ?), revoked_by = coalesce(revoked_by, ?)"  # noqa: S608  (all written here)
    " WHERE id = ?"
    f" RETURNING {_COLUMNS}"
)
_USED = "UPDATE keys SET last_used = ? WHERE id = ? RETURNING id"


class StoredApiKeys:
    """The API keys of a store; see the port for what they promise."""

    def __init__(self, database: AccessDatabase) -> None:
        self._database = database

    def issue(
        self,
        *,
        person: PersonId,
        label: str,
        scopes: tuple[str, ...],
        by: PersonId,
        at: datetime,
        expires: date | None,
    ) -> tuple[ApiKey, str]:
        """Make a key for a person and return it with the secret, which is nowhere kept."""
        secret = _PREFIX + secrets.token_urlsafe(_ENTROPY)
        until = None if expires is None else expires.isoformat()
        kept = (_hash(secret), person, label, " ".join(scopes), by, at.isoformat(), until)
        rows = self._database.run(_ISSUE, *kept)
        return _key(rows[0]), secret

    def listed(self) -> list[ApiKey]:
        """Return every key that was ever issued, the first one first."""
        return [_key(row) for row in self._database.run(_LISTED)]

    def found(self, secret: str) -> ApiKey | None:
        """Return the key with this secret, valid or not."""
        rows = self._database.run(_FOUND, _hash(secret))
        return _key(rows[0]) if rows else None

    def used(self, key: int, on: date) -> None:
        """Note the day on which a key was last used."""
        self._database.run(_USED, on.isoformat(), key)

    def revoke(self, key: int, *, by: PersonId, at: datetime) -> ApiKey | None:
        """Let a key be of no use from now on; None when there is no such key."""
        rows = self._database.run(_REVOKE, at.isoformat(), by, key)
        return _key(rows[0]) if rows else None

    def close(self) -> None:
        """Let the database go."""
        self._database.close()


def open_api_keys(place: Settings) -> StoredApiKeys:
    """Give the API keys of a store; nothing is opened before it is needed."""
    if place.backend == "postgresql":
        from minqing_core.persistence.postgres_access import PostgresAccess  # noqa: PLC0415

        return StoredApiKeys(PostgresAccess(place.access))
    return StoredApiKeys(SqliteAccess(place.access, KEYS))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _key(row: tuple[Any, ...]) -> ApiKey:
    key, person, label, scopes, issued_by, created, expires, last_used, revoked_by, revoked = row
    return ApiKey(
        id=key,
        person=PersonId(person),
        label=label,
        scopes=tuple(scopes.split()),
        issued_by=PersonId(issued_by),
        created=datetime.fromisoformat(created),
        expires=None if expires is None else date.fromisoformat(expires),
        last_used=None if last_used is None else date.fromisoformat(last_used),
        revoked_by=None if revoked_by is None else PersonId(revoked_by),
        revoked=None if revoked is None else datetime.fromisoformat(revoked),
    )
