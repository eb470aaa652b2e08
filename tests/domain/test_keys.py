"""Who may have a key issued, and what is on record of it (S12)."""

from datetime import date

import pytest

from minqing_core.access import events
from minqing_core.access.decisions import keys as deciding
from minqing_core.access.decisions.refusals import AdministratorKeyError
from minqing_core.access.events import AdministratorRole, LockReason
from minqing_core.access.state import Accounts, fold
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.standing import Standing
from minqing_core.powers.rules import Power, beyond
from minqing_core.roster.events import Post

HOLDER, OTHER = PersonId("000001"), PersonId("0002")
UNTIL = date(2026, 12, 31)
ISSUED = events.KeyIssued(person=HOLDER, key=3, scopes=("read-only",), expires=UNTIL)
REVOKED = events.KeyRevoked(person=HOLDER, key=3)
pytestmark = pytest.mark.clause("S12")


def issue(accounts: Accounts, by: PersonId) -> list[events.Event]:
    scopes = ("read-only",)
    return deciding.issue_key(accounts, person=HOLDER, by=by, key=3, scopes=scopes, expires=UNTIL)


def test_a_key_is_issued_to_somebody_with_or_without_an_account() -> None:
    assert issue(Accounts(), OTHER) == [ISSUED]
    assert issue(fold([events.AccountOpened(person=HOLDER)]), OTHER) == [ISSUED]
    assert fold([ISSUED]).of(HOLDER) is None


@pytest.mark.parametrize("role", AdministratorRole)
def test_no_key_of_an_administrator_is_in_anybody_elses_hand(role: AdministratorRole) -> None:
    named = events.AdministratorNamed(person=HOLDER, role=role)
    locked = events.AccountLocked(person=HOLDER, reason=LockReason.AWAY)
    for history in ([named], [named, locked]):
        with pytest.raises(AdministratorKeyError):
            issue(fold(history), OTHER)
        assert issue(fold(history), HOLDER) == [ISSUED]


def test_a_key_is_revoked_once() -> None:
    assert deciding.revoke_key(Accounts(), person=HOLDER, key=3) == [REVOKED]
    assert deciding.revoke_key(fold([ISSUED]), person=HOLDER, key=3) == [REVOKED]
    assert deciding.revoke_key(fold([ISSUED, REVOKED]), person=HOLDER, key=3) == []
    assert deciding.revoke_key(fold([REVOKED, ISSUED]), person=HOLDER, key=3) == [REVOKED]


def standing(*posts: str, administers: str | None = None) -> Standing:
    return Standing(person=HOLDER, posts=posts, administers=administers)


def test_the_office_gives_keys_to_those_who_may_no_more_than_it() -> None:
    clerk = standing(Post.ORG_OFFICE_CLERK)
    lent = {post for post in Post if not beyond(clerk, standing(post))}

    assert {*Post} - lent == {
        *(Post.PARTY_SECRETARY, Post.DEPUTY_SECRETARY, Post.ORGANISATION_COMMISSIONER),
        *(Post.LEADER_IN_CHARGE, Post.LEADING_GROUP_MEMBER, Post.INVESTIGATOR),
        Post.ORG_OFFICE_CLERK,
    }


@pytest.mark.parametrize("post", Post)
def test_no_key_lends_the_reading_of_complaints(post: Post) -> None:
    """A complaint about one is closed to oneself, and would be read by the key of an equal."""
    lends = Power.CONFIDENTIAL_READ in beyond(standing(*Post), standing(post))

    reads = {Post.ORG_OFFICE_CLERK, Post.ORGANISATION_COMMISSIONER}
    assert lends == (post in reads | {Post.INVESTIGATOR, Post.PARTY_SECRETARY})


def test_what_somebody_looks_after_is_beyond_who_does_not() -> None:
    security = standing(administers=AdministratorRole.SECURITY)

    assert Power.ACCOUNTS_KEEP in beyond(standing(*Post), security)
    assert Power.DIARY_READ in beyond(security, standing(Post.STAFF))
