"""How people log in, in tables of their own beside the log: they change, and are no events."""

import hashlib
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from minqing_core.application.account_ports import Credential
from minqing_core.kernel.ids import PersonId
from minqing_core.persistence.access_tables import AccessDatabase
from minqing_core.persistence.instants import instant, milliseconds
from minqing_core.persistence.vault import Vault

if TYPE_CHECKING:
    from minqing_core.persistence.passwords import Hashing

_COLUMNS = "c.person, c.login, c.must_change, c.changed, c.totp, i.issuer"
_FOUND = (
    f"SELECT {_COLUMNS} FROM credentials c"  # noqa: S608  (all written here)
    " LEFT JOIN identities i ON i.person = c.person"
)
_OF = f"{_FOUND} WHERE c.person = ?"
_BY_LOGIN = f"{_FOUND} WHERE c.login = ?"
_BY_IDENTITY = f"{_FOUND} WHERE i.issuer = ? AND i.subject = ?"
_LISTED = f"{_FOUND} ORDER BY c.login"
_LINK = (
    "INSERT INTO identities (issuer, subject, person) SELECT ?, ?, ?"
    " WHERE NOT EXISTS"
    " (SELECT 1 FROM identities WHERE issuer = ? AND subject = ? AND person <> ?)"
    " ON CONFLICT (person) DO UPDATE SET issuer = excluded.issuer, subject = excluded.subject"
    " RETURNING person"
)
_UNLINK = "DELETE FROM identities WHERE person = ? RETURNING person"
_KEEP = (
    "INSERT INTO credentials (person, login, hash, must_change, changed) SELECT ?, ?, ?, ?, ?"
    " WHERE NOT EXISTS (SELECT 1 FROM credentials WHERE login = ? AND person <> ?)"
    " ON CONFLICT (person) DO UPDATE SET login = excluded.login, hash = excluded.hash,"
    " must_change = excluded.must_change, changed = excluded.changed"
    " RETURNING person"
)
_CHANGE = (
    "UPDATE credentials SET hash = ?, must_change = ?, changed = ? WHERE person = ?"
    " RETURNING person"
)
_HASH = "SELECT hash FROM credentials WHERE person = ?"
_ATTEMPT = (
    "INSERT INTO attempts (at, account, origin) SELECT ?, ?, ?"
    " WHERE (SELECT count(*) FROM attempts WHERE account = ? AND at > ?) < ?"
    " AND (SELECT count(*) FROM attempts WHERE origin = ? AND at > ?) < ?"
    " RETURNING id"
)
_PAST = "DELETE FROM attempts WHERE at <= ? RETURNING id"
_FORGIVE = "DELETE FROM attempts WHERE id = ? RETURNING id"
_SUCCEEDED = "DELETE FROM attempts WHERE account = ? RETURNING id"
_SECRET = "SELECT totp_secret FROM credentials WHERE person = ?"  # noqa: S105 - no secret
_ENROL = (
    "UPDATE credentials SET totp_secret = ?, totp = 0, totp_step = 0 WHERE person = ?"
    " RETURNING person"
)
_CONFIRM = (
    "UPDATE credentials SET totp = 1 WHERE person = ? AND totp_secret IS NOT NULL RETURNING person"
)
_DISABLE = (
    "UPDATE credentials SET totp = 0, totp_secret = NULL, totp_step = 0 WHERE person = ?"
    " RETURNING person"
)
_STEP = "UPDATE credentials SET totp_step = ? WHERE person = ? AND totp_step < ? RETURNING person"


class StoredCredentials:
    """How the people of a store log in; see the port for what it promises."""

    def __init__(self, database: AccessDatabase, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    def of(self, person: PersonId) -> Credential | None:
        """Return what is on file about somebody, None when there is nothing."""
        return _first(self._database.run(_OF, person))

    def by_login(self, login: str) -> Credential | None:
        """Return what is on file about whoever logs in by this name."""
        return _first(self._database.run(_BY_LOGIN, login))

    def by_identity(self, issuer: str, subject: str) -> Credential | None:
        """Return what is on file about whom a provider of identities knows as this subject."""
        return _first(self._database.run(_BY_IDENTITY, issuer, subject))

    def link(self, person: PersonId, issuer: str, subject: str) -> bool:
        """Let a provider say that it is somebody; False when the subject is another's."""
        known = (issuer, subject, person)
        return bool(self._database.run(_LINK, *known, *known))

    def unlink(self, person: PersonId) -> bool:
        """Let no provider say so any more; False when none could."""
        return bool(self._database.run(_UNLINK, person))

    def listed(self) -> list[Credential]:
        """Return what is on file, by login name."""
        return [_credential(row) for row in self._database.run(_LISTED)]

    def keep(
        self, person: PersonId, login: str, password: str, *, at: datetime, must_change: bool
    ) -> bool:
        """Let somebody log in by a name and a password; False when the name is another's."""
        kept = (person, login, self._hashing.hashed(password), int(must_change), milliseconds(at))
        return bool(self._database.run(_KEEP, *kept, login, person))

    def change(self, person: PersonId, password: str, *, at: datetime, must_change: bool) -> None:
        """Let somebody log in by another password from now on."""
        hashed = self._hashing.hashed(password)
        self._database.run(_CHANGE, hashed, int(must_change), milliseconds(at), person)

    def matches(self, person: PersonId | None, password: str) -> bool:
        """Say whether a password is somebody's; as much work for nobody's as for anybody's."""
        rows = self._database.run(_HASH, person or "-")
        return self._hashing.matches(rows[0][0] if rows else None, password)

    def new_password(self) -> str:
        """Make up a password that nobody can guess and everybody can type."""
        from minqing_core.persistence.passwords import new_password  # noqa: PLC0415 - only then

        return new_password()

    def attempt(
        self, who: str, origin: str, *, at: datetime, since: datetime, most: tuple[int, int]
    ) -> int | None:
        """Note an attempt before it is judged; None when as many failed since."""
        account, now, then = _digest(who), milliseconds(at), milliseconds(since)
        self._database.run(_PAST, then)
        counted = (account, then, most[0], origin, then, most[1])
        rows = self._database.run(_ATTEMPT, now, account, origin, *counted)
        return int(rows[0][0]) if rows else None

    def forgive(self, attempt: int) -> None:
        """Take back one attempt, which was no failure."""
        self._database.run(_FORGIVE, attempt)

    def succeeded(self, who: str) -> None:
        """Forget the attempts with an account."""
        self._database.run(_SUCCEEDED, _digest(who))

    def totp_secret(self, person: PersonId) -> str | None:
        """Return the secret that somebody's one-time codes are made of, confirmed or not."""
        rows = self._database.run(_SECRET, person)
        if not rows or rows[0][0] is None:
            return None
        opened = self._vault.open_beside(bytes.fromhex(rows[0][0]), _about(person))
        return None if opened is None else opened.decode()

    def enrol_totp(self, person: PersonId) -> str:
        """Make a secret for somebody's one-time codes, to be confirmed by one of them."""
        from pyotp import random_base32  # noqa: PLC0415 - only then

        secret = random_base32()
        sealed = self._vault.seal_beside(secret.encode(), _about(person))
        self._database.run(_ENROL, sealed.hex(), person)
        return secret

    def confirm_totp(self, person: PersonId) -> None:
        """Ask for a one-time code from now on."""
        self._database.run(_CONFIRM, person)

    def disable_totp(self, person: PersonId) -> None:
        """Ask for no one-time code any more."""
        self._database.run(_DISABLE, person)

    def use_step(self, person: PersonId, step: int) -> bool:
        """Note the step of a one-time code; False when it or a later one was used before."""
        return bool(self._database.run(_STEP, step, person, step))

    def close(self) -> None:
        """Let the database go."""
        self._database.close()

    @cached_property
    def _hashing(self) -> "Hashing":
        from minqing_core.persistence.passwords import Hashing  # noqa: PLC0415 - dear to import

        return Hashing()


def _about(person: PersonId) -> str:
    return f"minqing/totp|{person}"


def _digest(who: str) -> str:
    """Return what stands for the name that was typed, which may have been a password."""
    return hashlib.sha256(who.encode("utf-8", "surrogatepass")).hexdigest()


def _first(rows: Any) -> Credential | None:  # noqa: ANN401 - rows of a database
    return _credential(rows[0]) if rows else None


def _credential(row: tuple[Any, ...]) -> Credential:
    person, login, must_change, changed, totp, issuer = row
    return Credential(
        person=PersonId(person),
        login=login,
        must_change=bool(must_change),
        changed=instant(changed),
        totp=bool(totp),
        issuer=issuer,
    )
