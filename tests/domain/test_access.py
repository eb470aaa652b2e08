"""What may happen to accounts (S12)."""

import pytest

from minqing_core.access import events
from minqing_core.access.decisions import accounts as deciding
from minqing_core.access.decisions.refusals import (
    AccountUnknownError,
    AdministratorRoleHeldError,
    AdministratorThereError,
    LastSecurityAdministratorError,
)
from minqing_core.access.events import AdministratorRole, LockReason
from minqing_core.access.state import Accounts, fold
from minqing_core.kernel.ids import PersonId

FIRST, OTHER = PersonId("000001"), PersonId("0002")
SECURITY, AUDIT = AdministratorRole.SECURITY, AdministratorRole.AUDIT
OPENED = events.AccountOpened(person=FIRST)
NAMED = events.AdministratorNamed(person=FIRST, role=SECURITY)
LOCKED = events.AccountLocked(person=FIRST, reason=LockReason.LOST)
BEGUN = fold([OPENED, NAMED])
pytestmark = pytest.mark.clause("S12")


def other(*history: events.Event) -> Accounts:
    """Return the accounts after the first one and somebody else's."""
    return fold([events.AccountOpened(person=OTHER), *history], BEGUN)


def test_the_first_security_administrator_is_made_once() -> None:
    assert deciding.found(Accounts(), person=FIRST) == [OPENED, NAMED]
    assert deciding.found(BEGUN, person=FIRST) == []
    with pytest.raises(AdministratorThereError):
        deciding.found(BEGUN, person=OTHER)


def test_another_first_one_is_made_when_the_last_is_gone() -> None:
    gone = frozenset({FIRST})
    opened = events.AccountOpened(person=OTHER)
    named = events.AdministratorNamed(person=OTHER, role=SECURITY)
    assert deciding.found(BEGUN, person=OTHER, gone=gone) == [opened, named]
    assert deciding.found(other(), person=OTHER, gone=gone) == [named]
    locked = events.AccountLocked(person=OTHER, reason=LockReason.AWAY)
    assert deciding.found(other(locked), person=OTHER, gone=gone) == [
        events.AccountUnlocked(person=OTHER),
        named,
    ]
    audit = events.AdministratorNamed(person=OTHER, role=AUDIT)
    with pytest.raises(AdministratorRoleHeldError):
        deciding.found(other(audit), person=OTHER, gone=gone)


def test_what_is_so_already_is_recorded_no_second_time() -> None:
    assert deciding.open_account(BEGUN, person=FIRST) == []
    assert deciding.name_administrator(BEGUN, person=FIRST, role=SECURITY) == []
    assert deciding.name_administrator(other(), person=OTHER, role=None) == []
    assert deciding.unlock(BEGUN, person=FIRST) == []
    assert deciding.lock(fold([OPENED, LOCKED]), person=FIRST, reason=LockReason.AWAY) == []


@pytest.mark.parametrize("decide", [deciding.lock, deciding.unlock, deciding.name_administrator])
def test_there_is_nothing_to_change_without_an_account(decide) -> None:
    more = {
        deciding.lock: {"reason": LockReason.AWAY},
        deciding.name_administrator: {"role": AUDIT},
    }
    with pytest.raises(AccountUnknownError):
        decide(BEGUN, person=OTHER, **more.get(decide, {}))


def test_who_is_gone_or_locked_out_does_not_look_after_accounts() -> None:
    second = events.AdministratorNamed(person=OTHER, role=SECURITY)
    both = other(second)
    assert both.administrators(SECURITY) == [FIRST, OTHER]
    assert deciding.lock(both, person=FIRST, reason=LockReason.LOST) == [LOCKED]
    for alone in (fold([LOCKED], both), both):
        gone = frozenset({FIRST})
        with pytest.raises(LastSecurityAdministratorError):
            deciding.name_administrator(alone, person=OTHER, role=None, gone=gone)
        with pytest.raises(LastSecurityAdministratorError):
            deciding.lock(alone, person=OTHER, reason=LockReason.AWAY, gone=gone)
    assert fold([LOCKED], both).role(FIRST) is None
    assert fold([LOCKED, events.AccountUnlocked(person=FIRST)], both).role(FIRST) is SECURITY


def test_a_role_is_given_up_and_another_taken() -> None:
    relieved = events.AdministratorRelieved(person=OTHER, role=AUDIT)
    audit = events.AdministratorNamed(person=OTHER, role=AUDIT)
    assert deciding.name_administrator(other(), person=OTHER, role=AUDIT) == [audit]
    assert deciding.name_administrator(other(audit), person=OTHER, role=None) == [relieved]
    system = AdministratorRole.SYSTEM
    assert deciding.name_administrator(other(audit, relieved), person=OTHER, role=system) == [
        events.AdministratorNamed(person=OTHER, role=system)
    ]
