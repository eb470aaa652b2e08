"""Logging in and out, and who is logged in (S12)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from statistics import median
from time import perf_counter

import pytest
from tests.acceptance.test_accounts import HERE, KEEPER, MOVED, OWN, WORD, kept, opened, settled
from tests.towns import CLERK, INVESTIGATOR, MEMBER, SECRETARY, Town, by

from minqing_core.application.account_ports import LoggedIn
from minqing_core.application.sessions import (
    LogInRefusedError,
    LogInThrottledError,
    PasswordMustChangeError,
    SessionOverError,
    log_in,
    log_out,
    origin_of,
    session_holder,
)
from minqing_core.persistence.access_tables import AccessDatabase
from minqing_core.persistence.credentials import StoredCredentials

__all__ = ["kept"]
pytestmark = pytest.mark.clause("S12")


@pytest.fixture
def member(kept: Town) -> Town:
    """Give a town in which a member of a village has an account."""
    settled(kept)
    return kept


def enter(town: Town, **others: str) -> LoggedIn:
    """Log the member in."""
    return log_in(town.office, "lixy", OWN, **{**HERE, **others})


def database(town: Town) -> AccessDatabase:
    """Return where credentials are kept."""
    kept = town.office.credentials
    assert isinstance(kept, StoredCredentials)
    return kept._database  # noqa: SLF001 - what lies in the tables is what is asked


def is_in(town: Town, begun: LoggedIn) -> bool:
    """Say whether a session still holds."""
    try:
        return session_holder(town.office, begun.secret).person == MEMBER
    except SessionOverError:
        return False


def wrong(town: Town, login: str = "lixy", address: str = "10.0.0.9") -> type[Exception]:
    """Try a wrong password, and return how it was refused."""
    with pytest.raises((LogInRefusedError, LogInThrottledError)) as raised:
        log_in(town.office, login, "not this one 1", address=address, agent="")
    return raised.type


def test_whoever_logs_in_is_known_by_a_secret_that_is_kept_nowhere(member: Town) -> None:
    begun = enter(member)
    held = session_holder(member.office, begun.secret)
    assert (held, held.person, held.address, held.agent) == (
        begun.session,
        MEMBER,
        "10.0.0.7",
        "a browser",
    )
    assert (len(begun.secret), begun.secret in repr(begun)) == (43, False)
    assert enter(member).secret != begun.secret
    with pytest.raises(SessionOverError):
        session_holder(member.office, begun.secret[:-1] + "?")


def test_a_session_unused_for_half_an_hour_is_over(member: Town) -> None:
    begun = enter(member)
    for _ in range(3):
        member.later(minutes=29)
        assert is_in(member, begun)
    member.later(minutes=30)
    assert not is_in(member, begun)
    assert member.office.sessions.listed(None) == []


def test_a_session_is_over_after_eight_hours_however_much_it_is_used(member: Town) -> None:
    begun = enter(member)
    for _ in range(23):
        member.later(minutes=20)
        assert is_in(member, begun)
    member.later(minutes=20)
    assert not is_in(member, begun)


def test_its_use_is_noted_once_a_minute_and_not_at_every_step(member: Town) -> None:
    begun = enter(member)
    member.later(seconds=59)
    assert session_holder(member.office, begun.secret).last_seen == begun.session.last_seen
    member.later(seconds=1)
    session_holder(member.office, begun.secret)
    held = member.office.sessions.one(begun.session.id)
    assert held is not None
    assert held.last_seen - begun.session.last_seen == timedelta(minutes=1)


def test_after_logging_out_the_secret_is_worth_nothing(member: Town) -> None:
    begun, other = enter(member), enter(member)
    log_out(member.office, begun.secret)
    log_out(member.office, begun.secret)
    assert (is_in(member, begun), is_in(member, other)) == (False, True)


def test_a_secret_from_before_the_log_in_is_never_taken_over(member: Town) -> None:
    """Nobody can plant a session and wait for somebody to log in with it."""
    planted = enter(member)
    begun = enter(member, previous=planted.secret)
    assert (is_in(member, planted), is_in(member, begun)) == (False, True)
    assert is_in(member, enter(member, previous="made up"))


@pytest.mark.parametrize("change", ["password", "reset", "lock", "role", "close"])
def test_what_changes_an_account_ends_its_sessions(member: Town, change: str) -> None:
    member.set("2024-03-01T23:50")
    begun, *_ = enter(member), enter(member)
    if change == "password":
        ended = member.do("account.change-password", act=by(MEMBER), current=OWN, password=WORD)
        assert ended == {"person": MEMBER, "ended": 2}
    elif change == "reset":
        member.do("account.reset-password", act=KEEPER, person=MEMBER)
    elif change == "lock":
        member.do("account.lock", act=KEEPER, person=MEMBER, reason="misuse")
    elif change == "role":
        member.do("account.role", act=KEEPER, person=MEMBER, role="audit")
    else:
        member.do("roster.transfer", person=MEMBER, transferred=MOVED)
        member.later(minutes=15)
        assert is_in(member, begun)
        member.do("roster.close", person=MEMBER, closed={"on": "2024-03-02"})
    assert not is_in(member, begun)


def test_who_was_given_a_password_can_do_nothing_but_choose_their_own(kept: Town) -> None:
    begun = log_in(kept.office, "lixy", opened(kept), **HERE)
    assert begun.session.must_change
    with pytest.raises(PasswordMustChangeError):
        session_holder(kept.office, begun.secret)
    assert session_holder(kept.office, begun.secret, changing=True) == begun.session


def test_nobody_learns_what_was_wrong(member: Town) -> None:
    opened(member, SECRETARY, "chengq")
    member.do("account.lock", act=KEEPER, person=SECRETARY, reason="away")
    told = set()
    for login, password in (
        ("lixy", WORD),
        ("nobody", OWN),
        ("chengq", OWN),
        ("", ""),
        ("\ud800", ""),
    ):
        with pytest.raises(LogInRefusedError) as raised:
            log_in(member.office, login, password, address=f"10.1.0.{len(login)}", agent="")
        told.add(str(raised.value))
    assert told == {"登录名或口令不对，或账号已停用"}


def test_a_locked_account_is_closed_to_the_right_password_too(member: Town) -> None:
    member.do("account.lock", act=KEEPER, person=MEMBER, reason="misuse")
    with pytest.raises(LogInRefusedError):
        enter(member)
    member.do("account.unlock", act=KEEPER, person=MEMBER)
    assert enter(member).session.person == MEMBER


def test_after_five_failures_an_account_is_closed_for_ten_minutes(member: Town) -> None:
    tried = [wrong(member, address=f"10.0.0.{n}") for n in range(7)]
    assert tried == [LogInRefusedError] * 5 + [LogInThrottledError] * 2
    with pytest.raises(LogInThrottledError) as raised:
        enter(member)
    assert "请 10 分钟后再试" in str(raised.value)
    member.later(minutes=10)
    assert enter(member).session.person == MEMBER


def test_the_security_administrator_opens_it_at_once(member: Town) -> None:
    for n in range(5):
        wrong(member, address=f"10.0.0.{n}")
    assert member.do("account.unlock", act=KEEPER, person=MEMBER)["events"] == ()
    assert enter(member).session.person == MEMBER


def test_one_who_fails_shuts_out_nobody_else_of_the_same_house(member: Town) -> None:
    for _ in range(8):
        wrong(member, "nobody", "10.0.0.7")
    assert enter(member, address="10.0.0.7").session.person == MEMBER


def test_after_fifty_failures_a_network_is_closed_whichever_names_it_tries(member: Town) -> None:
    tried = [wrong(member, f"name{n}", f"2001:db8::{n}") for n in range(51)]
    assert tried == [LogInRefusedError] * 50 + [LogInThrottledError]
    assert wrong(member, "name9", "2001:db8:0:1::1") is LogInRefusedError
    assert enter(member).session.person == MEMBER
    assert len(member.office.sessions.listed(None)) == 1


def test_a_right_password_forgets_the_failures_of_its_account_alone(member: Town) -> None:
    for _ in range(4):
        wrong(member, address="10.0.0.7")
    enter(member)
    assert [wrong(member, address="10.0.0.7") for _ in range(4)] == [LogInRefusedError] * 4
    enter(member)
    for n in range(50):
        wrong(member, f"name{n}", "10.0.0.7")
    with pytest.raises(LogInThrottledError):
        enter(member, address="10.0.0.7")


def test_many_at_once_are_no_more_than_five(member: Town) -> None:
    with ThreadPoolExecutor(8) as pool:
        tried = list(pool.map(lambda n: wrong(member, address=f"10.2.0.{n}"), range(24)))
    assert tried.count(LogInRefusedError) == 5


def test_the_table_of_failures_does_not_grow_without_bound(member: Town) -> None:
    for n in range(12):
        wrong(member, f"name{n}", f"10.3.0.{n}")
        member.later(minutes=3)
    rows = database(member).run("SELECT account FROM attempts")
    assert len(rows) == 4
    assert all(len(account) == 64 for (account,) in rows)


def test_somebody_has_ten_sessions_at_the_most(member: Town) -> None:
    first, *rest = [enter(member) for _ in range(11)]
    assert not is_in(member, first)
    assert all(is_in(member, one) for one in rest)


def test_a_name_that_nobody_has_takes_as_long_as_one_that_somebody_has(member: Town) -> None:
    def took(login: str, n: int) -> float:
        member.later(minutes=11)
        began = perf_counter()
        wrong(member, login, f"10.4.0.{n}")
        return perf_counter() - began

    took("nobody", 0)
    known = median(took("lixy", n) for n in range(9))
    unknown = median(took("nobody", n) for n in range(9))
    assert 0.5 < unknown / known < 2


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("10.0.0.7", "10.0.0.7"),
        ("::ffff:10.0.0.7", "10.0.0.7"),
        ("2001:db8:1:2:3::9", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_an_address_is_counted_by_what_one_line_has(address: str, origin: str) -> None:
    assert origin_of(address) == origin


def test_log_ins_and_refusals_are_noted_with_whence(member: Town) -> None:
    begun = enter(member)
    wrong(member)
    wrong(member, "13800001234", "10.0.0.8")
    log_out(member.office, begun.secret)
    found = member.office.access.listed(person=None, subject=None, before=None, limit=4)
    assert [(one.use_case, one.actor, one.outcome, one.address, one.channel) for one in found] == [
        ("log-out", MEMBER, "done", "10.0.0.7", "page"),
        ("log-in", "-", "refused:log-in-refused", "10.0.0.8", "page"),
        ("log-in", MEMBER, "refused:log-in-refused", "10.0.0.9", "page"),
        ("log-in", MEMBER, "done", "10.0.0.7", "page"),
    ]


def test_ones_own_sessions_are_listed_and_ended(member: Town) -> None:
    phone, desk = enter(member, agent="a phone"), enter(member)
    told = member.do("session.list", act=by(MEMBER))["items"]
    assert [(one["id"], one["name"], one["agent"]) for one in told] == [
        (desk.session.id, "李秀英", "a browser"),
        (phone.session.id, "李秀英", "a phone"),
    ]
    member.do("session.revoke", act=by(MEMBER), session=phone.session.id)
    assert (is_in(member, phone), is_in(member, desk)) == (False, True)
    member.later(hours=1)
    assert member.do("session.list", act=by(MEMBER))["items"] == ()


def test_the_sessions_of_others_are_seen_and_ended_by_the_administrator_alone(
    member: Town,
) -> None:
    begun = enter(member)
    assert member.refused("session.list", act=by(CLERK), person=MEMBER).code == "not-allowed"
    for session in (begun.session.id, 99):
        refused = member.refused("session.revoke", act=by(CLERK), session=session)
        assert (refused.kind, refused.code) == ("not-found", "session-unknown")
    (line,) = member.do("session.list", act=KEEPER, person=MEMBER)["items"]
    member.do("session.revoke", act=by(INVESTIGATOR), session=line["id"])
    assert not is_in(member, begun)
