"""One event of every kind of the context of accounts."""

from typing import Any

from minqing_core.access import events as access

SECURITY = access.AdministratorRole.SECURITY
SAMPLES: tuple[Any, ...] = (
    access.AccountOpened(person="0004"),
    access.AdministratorNamed(person="0004", role=SECURITY),
    access.AdministratorRelieved(person="0004", role=SECURITY),
    access.AccountLocked(person="0004", reason=access.LockReason.MISUSE),
    access.AccountUnlocked(person="0004"),
)
