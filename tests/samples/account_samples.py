"""One event of every kind of the context of accounts."""

from datetime import date
from typing import Any

from minqing_core.access import events as access

SECURITY = access.AdministratorRole.SECURITY
SAMPLES: tuple[Any, ...] = (
    access.AccountOpened(person="0004"),
    access.AdministratorNamed(person="0004", role=SECURITY),
    access.AdministratorRelieved(person="0004", role=SECURITY),
    access.AccountLocked(person="0004", reason=access.LockReason.MISUSE),
    access.AccountUnlocked(person="0004"),
    access.KeyIssued(person="0004", key=3, scopes=("read-only",), expires=date(2026, 12, 31)),
    access.KeyRevoked(person="0004", key=3),
)
