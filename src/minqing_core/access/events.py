"""What can happen to accounts, in the stream ``accounts``.

Login names, passwords, sessions and the keys themselves are no facts of the record: they lie
beside it, and go when they are done with. Stored for good: never rename, retype or drop a field
here; add a new event or a new version of one (docs/adr/0004).
"""

from datetime import date
from enum import StrEnum
from typing import TypeAlias

from attrs import frozen

from minqing_core.kernel.ids import PersonId


class AdministratorRole(StrEnum):
    """The three who look after the system, each kept from what the other two do."""

    SYSTEM = "system"
    SECURITY = "security"
    AUDIT = "audit"


class LockReason(StrEnum):
    """Why an account is locked."""

    MISUSE = "misuse"
    LOST = "lost"
    AWAY = "away"
    OWN_WISH = "own-wish"


@frozen(kw_only=True)
class AccountOpened:
    """Somebody in the roster may log in."""

    person: PersonId


@frozen(kw_only=True)
class AdministratorNamed:
    """The holder of an account looks after a part of the system."""

    person: PersonId
    role: AdministratorRole


@frozen(kw_only=True)
class AdministratorRelieved:
    """The holder of an account looks after that part no more."""

    person: PersonId
    role: AdministratorRole


@frozen(kw_only=True)
class AccountLocked:
    """Nobody logs in with an account until it is unlocked."""

    person: PersonId
    reason: LockReason


@frozen(kw_only=True)
class AccountUnlocked:
    """A locked account is open again."""

    person: PersonId


@frozen(kw_only=True)
class KeyIssued:
    """A program may speak for somebody with a key: for what is in its scopes, or for all."""

    person: PersonId
    key: int
    scopes: tuple[str, ...]
    expires: date | None


@frozen(kw_only=True)
class KeyRevoked:
    """No program speaks for somebody with that key any more."""

    person: PersonId
    key: int


Event: TypeAlias = (
    AccountOpened
    | AdministratorNamed
    | AdministratorRelieved
    | AccountLocked
    | AccountUnlocked
    | KeyIssued
    | KeyRevoked
)
