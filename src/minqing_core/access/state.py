"""As much of the accounts as their rules need."""

from collections.abc import Iterable, Mapping
from functools import reduce
from typing import assert_never

import attrs

from minqing_core.access import events
from minqing_core.access.events import AdministratorRole, LockReason
from minqing_core.kernel.ids import PersonId

NOBODY: frozenset[PersonId] = frozenset()


@attrs.frozen(kw_only=True)
class Account:
    """An account: the administrator role it brings, and why it is locked, if it is."""

    role: AdministratorRole | None = None
    locked: LockReason | None = None


@attrs.frozen(kw_only=True)
class Accounts:
    """The accounts, by whose they are, and the numbers of the keys that were revoked."""

    held: Mapping[PersonId, Account] = attrs.field(factory=dict)
    revoked: frozenset[int] = frozenset()

    def of(self, person: PersonId) -> Account | None:
        """Return somebody's account, None when they have none."""
        return self.held.get(person)

    def role(self, person: PersonId) -> AdministratorRole | None:
        """Return the administrator role that somebody has now; none while they are locked out."""
        account = self.held.get(person)
        return None if account is None or account.locked else account.role

    def administrators(
        self, role: AdministratorRole, gone: frozenset[PersonId] = NOBODY
    ) -> list[PersonId]:
        """Return who has an administrator role now, without those who are gone from the town."""
        return [one for one in self.held if self.role(one) is role and one not in gone]


NONE = Accounts()


def evolve(accounts: Accounts, event: events.Event) -> Accounts:
    """Return the accounts after an event; total, and never refuses."""
    held = accounts.held.get(event.person, Account())
    match event:
        case events.AccountOpened():
            changed = held
        case events.AdministratorNamed(role=role):
            changed = attrs.evolve(held, role=role)
        case events.AdministratorRelieved():
            changed = attrs.evolve(held, role=None)
        case events.AccountLocked(reason=reason):
            changed = attrs.evolve(held, locked=reason)
        case events.AccountUnlocked():
            changed = attrs.evolve(held, locked=None)
        case events.KeyIssued(key=key):
            return attrs.evolve(accounts, revoked=accounts.revoked - {key})
        case events.KeyRevoked(key=key):
            return attrs.evolve(accounts, revoked=accounts.revoked | {key})
        case _:
            assert_never(event)
    return attrs.evolve(accounts, held={**accounts.held, event.person: changed})


def fold(history: Iterable[events.Event], accounts: Accounts = NONE) -> Accounts:
    """Return the accounts their history makes."""
    return reduce(evolve, history, accounts)
