"""What the tables of those who log in do, in memory, in a SQLite file and in PostgreSQL."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.stores import TestClock

from minqing_core.application.account_ports import SignedIn, Whence
from minqing_core.application.ports import AccessEntry
from minqing_core.kernel.ids import PersonId
from minqing_core.persistence.access_log import READINGS, open_access_log
from minqing_core.persistence.account_tables import open_accounts
from minqing_core.persistence.credentials import StoredCredentials
from minqing_core.persistence.master_key import passing_master_key
from minqing_core.persistence.migrations import upgrade
from minqing_core.persistence.sessions import StoredSessions
from minqing_core.persistence.settings import Settings, settings
from minqing_core.persistence.sqlite_vault import SqliteKeyTable
from minqing_core.persistence.vault import Vault

AT = datetime(2026, 3, 12, 1, 0, tzinfo=UTC)
MEMBER, SECRETARY = PersonId("0003"), PersonId("0002")
WORD = "correct horse 9 battery"
MANY = 40


def vault(master: str = "one") -> Vault:
    """Return a vault of which only the master key matters."""
    return Vault(SqliteKeyTable("file:none?mode=memory"), passing_master_key(master))


@pytest.fixture
def database(store: Settings) -> Iterator:
    with closing(open_accounts(store)) as opened:
        yield opened


@pytest.fixture
def credentials(database) -> StoredCredentials:
    return StoredCredentials(database, vault())


@pytest.fixture
def sessions(database, credentials: StoredCredentials) -> StoredSessions:
    credentials.keep(MEMBER, "lixy", WORD, at=AT, must_change=True)
    return StoredSessions(database)


def test_who_logs_in_by_what_is_kept_and_the_password_is_not(credentials, database) -> None:
    assert credentials.keep(MEMBER, "lixy", WORD, at=AT, must_change=True)
    known = credentials.of(MEMBER)
    assert (known, known.login, known.must_change, known.changed, known.totp) == (
        credentials.by_login("lixy"),
        "lixy",
        True,
        AT,
        False,
    )
    assert credentials.listed() == [known]
    assert (credentials.of(SECRETARY), credentials.by_login("chengq")) == (None, None)
    (row,) = database.run("SELECT * FROM credentials")
    assert WORD not in str(row)


def test_a_login_name_is_one_persons(credentials) -> None:
    credentials.keep(MEMBER, "lixy", WORD, at=AT, must_change=True)
    assert not credentials.keep(SECRETARY, "lixy", WORD, at=AT, must_change=True)
    assert credentials.keep(MEMBER, "li.xy", WORD, at=AT, must_change=False)
    assert credentials.keep(SECRETARY, "lixy", WORD, at=AT, must_change=True)
    assert [(one.login, one.must_change) for one in credentials.listed()] == [
        ("li.xy", False),
        ("lixy", True),
    ]


def test_a_password_is_compared_with_its_owners_alone(credentials) -> None:
    credentials.keep(MEMBER, "lixy", WORD, at=AT, must_change=True)
    credentials.keep(SECRETARY, "chengq", "another 9 word", at=AT, must_change=True)
    assert credentials.matches(MEMBER, WORD)
    assert not credentials.matches(SECRETARY, WORD)
    assert not credentials.matches(None, WORD)
    assert not credentials.matches(PersonId("0099"), "\ud800\0")
    credentials.change(MEMBER, "a third 9 word", at=AT, must_change=False)
    assert (credentials.matches(MEMBER, WORD), credentials.matches(MEMBER, "a third 9 word")) == (
        False,
        True,
    )


def test_a_hash_that_is_none_matches_nothing(credentials, database) -> None:
    credentials.keep(MEMBER, "lixy", WORD, at=AT, must_change=True)
    database.run("UPDATE credentials SET hash = ? RETURNING person", "spoilt")
    assert not credentials.matches(MEMBER, WORD)


def test_passwords_that_are_made_up_differ(credentials) -> None:
    made = {credentials.new_password() for _ in range(MANY)}
    assert len(made) == MANY
    assert all(not set("0oil1") & {*one} for one in made)


def attempt(credentials, who: str, origin: str, at: datetime = AT) -> int | None:
    """Note an attempt."""
    number: int | None = credentials.attempt(
        who, origin, at=at, since=at - timedelta(minutes=10), most=(5, 7)
    )
    return number


def test_so_many_attempts_are_borne_of_an_account_and_of_an_origin(credentials) -> None:
    made = [attempt(credentials, "lixy", f"10.0.0.{n}") for n in range(6)]
    assert [number is None for number in made] == [False] * 5 + [True]
    from_one = [attempt(credentials, f"name{n}", "::1") for n in range(8)]
    assert [number is None for number in from_one] == [False] * 7 + [True]
    assert attempt(credentials, "lixy", "10.0.0.9", AT + timedelta(minutes=10)) is not None


def test_an_attempt_that_was_no_failure_is_taken_back(credentials) -> None:
    for _ in range(9):
        number = attempt(credentials, "lixy", "10.0.0.1")
        assert number is not None
        credentials.forgive(number)
    for _ in range(5):
        attempt(credentials, "lixy", "10.0.0.1")
    credentials.succeeded("chengq")
    assert attempt(credentials, "lixy", "10.0.0.1") is None
    credentials.succeeded("lixy")
    assert attempt(credentials, "lixy", "10.0.0.1") is not None


def test_many_attempts_at_once_are_no_more(credentials) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = [*pool.map(lambda n: attempt(credentials, "lixy", f"10.0.0.{n}"), range(MANY))]
    assert len([number for number in made if number is not None]) == 5


def test_the_secret_of_codes_is_sealed(credentials, database) -> None:
    credentials.keep(MEMBER, "lixy", WORD, at=AT, must_change=True)
    assert credentials.totp_secret(MEMBER) is None
    assert credentials.totp_secret(SECRETARY) is None
    secret = credentials.enrol_totp(MEMBER)
    assert credentials.totp_secret(MEMBER) == secret
    ((kept,),) = database.run("SELECT totp_secret FROM credentials")
    assert secret.encode().hex() not in kept
    assert StoredCredentials(database, vault("two")).totp_secret(MEMBER) is None
    database.run("UPDATE credentials SET totp_secret = '00' RETURNING person")
    assert credentials.totp_secret(MEMBER) is None


def test_codes_are_asked_for_once_confirmed_and_no_step_is_used_twice(credentials) -> None:
    credentials.keep(MEMBER, "lixy", WORD, at=AT, must_change=True)
    credentials.confirm_totp(MEMBER)
    assert not credentials.of(MEMBER).totp
    credentials.enrol_totp(MEMBER)
    credentials.confirm_totp(MEMBER)
    assert credentials.of(MEMBER).totp
    used = [credentials.use_step(MEMBER, step) for step in (7, 7, 6, 8)]
    assert used == [True, False, False, True]
    credentials.disable_totp(MEMBER)
    assert (credentials.of(MEMBER).totp, credentials.totp_secret(MEMBER)) == (False, None)


def begin(sessions, at: datetime = AT, most: int = 10, by: SignedIn = "password"):
    """Begin a session."""
    door = Whence("10.0.0.7\0", "x" * 999)
    return sessions.begin(MEMBER, by=by, at=at, door=door, most=most)


def test_a_session_is_found_by_its_secret_alone(sessions, database) -> None:
    begun = begin(sessions)
    found = sessions.found(begun.secret)
    assert found == sessions.one(found.id) == begun.session
    assert (found.person, found.created, found.last_seen) == (MEMBER, AT, AT)
    assert (found.address, len(found.agent), found.must_change) == ("10.0.0.7", 200, True)
    assert sessions.found("\ud800") is sessions.one(found.id + 1) is None
    (row,) = database.run("SELECT * FROM sessions")
    assert begun.secret not in str(row)


def test_a_password_that_was_given_out_is_nothing_to_who_comes_by_another_way(sessions) -> None:
    assert [begin(sessions, by=by).session.must_change for by in ("password", "sso")] == [
        True,
        False,
    ]
    assert [one.by for one in sessions.listed(MEMBER)] == ["sso", "password"]


def test_whom_a_provider_knows_is_one_person(credentials) -> None:
    for person, login in ((MEMBER, "lixy"), (SECRETARY, "chengq")):
        credentials.keep(person, login, WORD, at=AT, must_change=True)
    assert credentials.of(MEMBER).issuer is None
    assert credentials.link(MEMBER, "https://a", "s1")
    assert credentials.link(MEMBER, "https://a", "s1")
    assert not credentials.link(SECRETARY, "https://a", "s1")
    assert credentials.link(SECRETARY, "https://b", "s1")
    assert credentials.by_identity("https://a", "s1") == credentials.of(MEMBER)
    assert credentials.by_identity("https://b", "s1").person == SECRETARY
    assert credentials.of(MEMBER).issuer == "https://a"
    assert credentials.link(MEMBER, "https://a", "s2")
    assert credentials.by_identity("https://a", "s1") is None
    assert [credentials.unlink(MEMBER), credentials.unlink(MEMBER)] == [True, False]
    assert credentials.by_identity("https://a", "s2") is None


def test_sessions_are_seen_ended_and_forgotten(sessions) -> None:
    first, second, third = (begin(sessions, AT + timedelta(minutes=n)) for n in range(3))
    assert [one.id for one in sessions.listed(MEMBER)] == [
        one.session.id for one in (third, second, first)
    ]
    assert sessions.listed(None) == sessions.listed(MEMBER)
    assert sessions.listed(SECRETARY) == []
    sessions.seen(first.session.id, AT + timedelta(hours=1))
    assert sessions.listed(MEMBER)[0].id == first.session.id
    sessions.prune(created=AT, seen=AT + timedelta(minutes=2))
    assert sessions.found(second.secret) is None
    sessions.prune(created=AT + timedelta(seconds=1), seen=AT)
    assert sessions.found(first.secret) is None
    sessions.end(third.session.id)
    assert sessions.found(third.secret) is None
    begin(sessions)
    begin(sessions)
    assert (sessions.end_all(MEMBER), sessions.end_all(MEMBER)) == (2, 0)


def test_of_too_many_sessions_the_one_seen_longest_ago_ends(sessions) -> None:
    begun = [begin(sessions, AT + timedelta(minutes=n), most=2) for n in range(3)]
    assert [sessions.found(one.secret) is not None for one in begun] == [False, True, True]


def test_a_log_of_readings_from_before_there_were_addresses_is_read_on(tmp_path: Path) -> None:
    place = settings(str(tmp_path / "town.db"))
    with closing(sqlite3.connect(tmp_path / "town-readings.db")) as old, old:
        old.execute(
            "CREATE TABLE readings (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL,"
            " actor TEXT NOT NULL, on_behalf_of TEXT, channel TEXT NOT NULL,"
            " use_case TEXT NOT NULL, subject TEXT, outcome TEXT NOT NULL)"
        )
        old.execute(
            "INSERT INTO readings (at, actor, channel, use_case, outcome)"
            " VALUES (1, '0002', 'cli', 'case.list', 'read')"
        )
    with closing(sqlite3.connect(tmp_path / "town-readings.db", isolation_level=None)) as old:
        upgrade(old, READINGS, "town-readings.db")
    clock = TestClock()
    entry = AccessEntry(
        at=clock(),
        actor=MEMBER,
        on_behalf_of=None,
        channel="page",
        use_case="log-in",
        subject=None,
        outcome="done",
        address="10.0.0.7",
    )
    with closing(open_access_log(place)) as log:
        log.note(entry)
    with closing(open_access_log(place)) as log:
        log.note(entry)
        found = log.listed(person=None, subject=None, before=None, limit=9)
    assert [one.address for one in found] == ["10.0.0.7", "10.0.0.7", None]
