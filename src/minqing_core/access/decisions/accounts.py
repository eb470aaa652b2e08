"""Opening accounts, naming administrators, locking and unlocking."""

from minqing_core.access import events
from minqing_core.access.decisions.refusals import (
    AccountUnknownError,
    AdministratorRoleHeldError,
    AdministratorThereError,
    LastSecurityAdministratorError,
)
from minqing_core.access.events import AdministratorRole, LockReason
from minqing_core.access.state import NOBODY, Account, Accounts
from minqing_core.kernel.ids import PersonId

SECURITY = AdministratorRole.SECURITY


def found(
    accounts: Accounts, *, person: PersonId, gone: frozenset[PersonId] = NOBODY
) -> list[events.Event]:
    """Make somebody the first security administrator (S12): no account is there by default.

    Raises:
        AdministratorThereError: there is one already.
    """
    there = accounts.administrators(SECURITY, gone)
    if there == [person]:
        return []
    if there:
        raise AdministratorThereError(held="、".join(there))
    opened = open_account(accounts, person=person)
    held = accounts.of(person) or Account()
    if held.role is not None:
        raise AdministratorRoleHeldError(person=person, held=held.role, role=SECURITY)
    freed = [events.AccountUnlocked(person=person)] if held.locked else []
    return [*opened, *freed, events.AdministratorNamed(person=person, role=SECURITY)]


def open_account(accounts: Accounts, *, person: PersonId) -> list[events.Event]:
    """Let somebody log in; who may already is let in no second time."""
    return [] if accounts.of(person) else [events.AccountOpened(person=person)]


def name_administrator(
    accounts: Accounts,
    *,
    person: PersonId,
    role: AdministratorRole | None,
    gone: frozenset[PersonId] = NOBODY,
) -> list[events.Event]:
    """Give somebody one of the three administrator roles, or relieve them of theirs (S12).

    Raises:
        AccountUnknownError: they have no account.
        AdministratorRoleHeldError: they have another of the three.
        LastSecurityAdministratorError: nobody would be left to look after accounts.
    """
    held = _of(accounts, person).role
    if held is role:
        return []
    if role is None:
        _require_another(accounts, person, gone)
        return [events.AdministratorRelieved(person=person, role=held)] if held else []
    if held is not None:
        raise AdministratorRoleHeldError(person=person, held=held, role=role)
    return [events.AdministratorNamed(person=person, role=role)]


def lock(
    accounts: Accounts,
    *,
    person: PersonId,
    reason: LockReason,
    gone: frozenset[PersonId] = NOBODY,
) -> list[events.Event]:
    """Let nobody log in with an account until it is unlocked.

    Raises:
        AccountUnknownError: they have no account.
        LastSecurityAdministratorError: nobody would be left to unlock it.
    """
    if _of(accounts, person).locked is not None:
        return []
    _require_another(accounts, person, gone)
    return [events.AccountLocked(person=person, reason=reason)]


def unlock(accounts: Accounts, *, person: PersonId) -> list[events.Event]:
    """Open a locked account again.

    Raises:
        AccountUnknownError: they have no account.
    """
    locked = _of(accounts, person).locked
    return [] if locked is None else [events.AccountUnlocked(person=person)]


def _of(accounts: Accounts, person: PersonId) -> Account:
    account = accounts.of(person)
    if account is None:
        raise AccountUnknownError(person=person)
    return account


def _require_another(accounts: Accounts, person: PersonId, gone: frozenset[PersonId]) -> None:
    if accounts.administrators(SECURITY, gone) == [person]:
        raise LastSecurityAdministratorError(person=person)
