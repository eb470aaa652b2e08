"""Issuing keys, by which programs speak for people, and revoking them."""

from collections.abc import Sequence
from datetime import date

from minqing_core.access import events
from minqing_core.access.decisions.refusals import AdministratorKeyError
from minqing_core.access.state import Accounts
from minqing_core.kernel.ids import PersonId


def issue_key(
    accounts: Accounts,
    *,
    person: PersonId,
    by: PersonId,
    key: int,
    scopes: Sequence[str],
    expires: date | None,
) -> list[events.Event]:
    """Let a program speak for somebody; for an administrator only by their own hand (S12).

    Every key is another one, so that issuing is never done already.

    Raises:
        AdministratorKeyError: somebody else would speak for an administrator.
    """
    held = accounts.of(person)
    if by != person and held is not None and held.role is not None:
        raise AdministratorKeyError(person=person, role=held.role)
    return [events.KeyIssued(person=person, key=key, scopes=(*scopes,), expires=expires)]


def revoke_key(accounts: Accounts, *, person: PersonId, key: int) -> list[events.Event]:
    """Let no program speak for somebody with a key any more."""
    return [] if key in accounts.revoked else [events.KeyRevoked(person=person, key=key)]
