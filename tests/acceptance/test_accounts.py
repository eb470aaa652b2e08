"""Whose accounts there are, and who looks after the system and over whom (S12, S72)."""

from collections.abc import Sequence
from typing import Any

import attrs
import pytest
from tests.towns import CLERK, INVESTIGATOR, MEMBER, RETIRED, SECRETARY, Town, by

from minqing_core.access.decisions.refusals import LoginTakenError
from minqing_core.application.account_ports import Credentials
from minqing_core.application.ports import Batch, EventLog
from minqing_core.application.sessions import LogInRefusedError, log_in
from minqing_core.application.transact import canonical
from minqing_core.kernel.secret import Secret
from minqing_core.persistence.credentials import StoredCredentials

WORD, OWN = "correct horse 9 battery", "my own words 2024"
HERE = {"address": "10.0.0.7", "agent": "a browser"}
MOVED = {"until": "2024-03-01", "destination": "市纪委"}
KEEPER = by(INVESTIGATOR)
pytestmark = pytest.mark.clause("S12")


def opened(town: Town, person: str = MEMBER, login: str = "lixy") -> str:
    """Give somebody an account, and return the password that they were given."""
    given: str = town.do("account.open", act=KEEPER, person=person, login=login)["password"]
    return given


def settled(town: Town, person: str = MEMBER, login: str = "lixy") -> str:
    """Give somebody an account with a password of their own."""
    given = opened(town, person, login)
    town.do("account.change-password", act=by(person), current=given, password=OWN)
    return OWN


@pytest.fixture
def kept(town: Town) -> Town:
    """Give a town whose accounts are looked after."""
    town.do("account.init", person=INVESTIGATOR, login="HeZheng ", password=WORD)
    return town


def test_no_account_is_there_by_default_and_nobody_looks_after_any(town: Town) -> None:
    assert town.office.accounts().held == {}
    assert town.refused("account.open", person=MEMBER, login="lixy").code == "not-allowed"
    with pytest.raises(LogInRefusedError):
        log_in(town.office, "admin", "admin", **HERE)


def test_the_first_security_administrator_opens_all_others(kept: Town) -> None:
    assert log_in(kept.office, " hezheng", WORD, **HERE).session.person == INVESTIGATOR
    refused = kept.refused("account.init", person=CLERK, login="wangxm", password=WORD)
    assert (refused.code, str(refused)) == (
        "administrator-there",
        "已有安全管理员（0004），账号由其开立",
    )
    again = kept.refused("account.init", person=INVESTIGATOR, login="hezheng", password=OWN)
    assert again.code == "administrator-there"
    assert kept.refused("account.init", act=by(MEMBER), person=MEMBER, login="x", password=WORD)


def test_an_opened_account_is_on_record_and_how_one_logs_in_is_not(kept: Town) -> None:
    given = opened(kept)

    *_, last = kept.office.log.scan()
    assert (last.stream, last.event.person, attrs.asdict(last.event)) == (
        "accounts",
        MEMBER,
        {"person": MEMBER},
    )
    assert len(given) == 19
    assert opened(kept) != given
    assert kept.refused("account.open", act=KEEPER, person="0099", login="x99").code == (
        "person-unknown"
    )


def test_a_repeated_opening_gives_a_password_anew_until_its_owner_has_their_own(
    kept: Town,
) -> None:
    act = by(INVESTIGATOR, key="k1")
    size = kept.office.log.size() + 1
    first = kept.do("account.open", act=act, person=MEMBER, login="lixy")
    again = kept.do("account.open", act=act, person=MEMBER, login="lixy")
    assert (first["login"], kept.office.log.size()) == (again["login"], size)
    assert first["password"] != again["password"]
    kept.do("account.change-password", act=by(MEMBER), current=again["password"], password=OWN)
    refused = kept.refused("account.open", act=KEEPER, person=MEMBER, login="lixy")
    assert (refused.code, refused.facts["login"]) == ("account-there", "lixy")


@pytest.mark.parametrize("login", ["", "li", "3li", "李秀英", "a b c", "x" * 33, "li\n"])
def test_a_login_name_can_be_typed_on_every_keyboard(kept: Town, login: str) -> None:
    if login != "li\n":
        refused = kept.refused("account.open", act=KEEPER, person=MEMBER, login=login)
        assert refused.code == "login-unfit"


def test_two_people_never_log_in_by_one_name(kept: Town) -> None:
    opened(kept)
    refused = kept.refused("account.open", act=KEEPER, person=SECRETARY, login="LiXY")
    assert (refused.code, refused.facts) == ("login-taken", {"login": "lixy"})
    assert not kept.office.credentials.keep(SECRETARY, "lixy", OWN, at=kept.at, must_change=False)


@pytest.mark.parametrize(
    ("password", "trouble"),
    [
        ("short 1", "应为 10 至 128 个字符"),
        ("x1" * 65, "应为 10 至 128 个字符"),
        ("abab121212", "至少应有 6 个不同的字符"),
        ("my LiXY 2024", "不能含有登录名"),
        ("13800001234", "不能只用数字或只用字母"),
        ("onlyLettersHere", "不能只用数字或只用字母"),
    ],
)
def test_a_password_that_is_easily_guessed_is_refused(
    kept: Town, password: str, trouble: str
) -> None:
    given = opened(kept)
    refused = kept.refused(
        "account.change-password", act=by(MEMBER), current=given, password=password
    )
    assert (refused.code, str(refused)) == ("password-weak", f"口令（password）{trouble}")


def test_words_of_one_s_own_in_chinese_are_a_password(kept: Town) -> None:
    given, words = opened(kept), "东风村口那棵老榕树下"
    kept.do("account.change-password", act=by(MEMBER), current=given, password=words)
    assert log_in(kept.office, "lixy", words, **HERE).session.person == MEMBER


def test_the_three_administrators_are_never_one_person(kept: Town) -> None:
    settled(kept)
    kept.do("account.role", act=KEEPER, person=MEMBER, role="audit")
    refused = kept.refused("account.role", act=KEEPER, person=MEMBER, role="system")
    assert (refused.kind, refused.code) == ("conflict", "administrator-role-held")
    same = kept.do("account.role", act=KEEPER, person=MEMBER, role="audit")
    assert same["events"] == ()
    kept.do("account.role", act=KEEPER, person=MEMBER)
    told = kept.do("account.role", act=KEEPER, person=MEMBER, role="system")
    assert [e["sentence"] for e in told["events"]] == ["何正任李秀英为系统管理员"]
    opened(kept, CLERK, "wangxm")
    assert kept.do("account.role", act=KEEPER, person=CLERK)["events"] == ()


def test_each_of_the_three_may_do_what_the_others_may_not(kept: Town) -> None:
    """Nobody of them reads what people told, which belongs to the posts."""
    roles = {SECRETARY: "system", MEMBER: "audit", INVESTIGATOR: "security"}
    for person, login in ((SECRETARY, "chengq"), (MEMBER, "lixy")):
        opened(kept, person, login)
        kept.do("account.role", act=KEEPER, person=person, role=roles[person])
    standing = {role: kept.office.standing(person) for person, role in roles.items()}
    assert {role: one.administers for role, one in standing.items()} == {
        role: role for role in roles.values()
    }
    may = {
        "access.list": {"audit", "security"},
        "account.list": {"audit", "security"},
        "key.list": {"security"},
    }
    for name, allowed in may.items():
        for person, role in roles.items():
            if role in allowed:
                kept.do(name, act=by(person))
            else:
                assert kept.refused(name, act=by(person)).code == "not-allowed", (name, role)
    kept.do("account.lock", act=KEEPER, person=MEMBER, reason="away")
    assert kept.office.standing(MEMBER).administers is None


def test_somebody_is_left_to_look_after_accounts(kept: Town) -> None:
    for name, more in (("account.role", {}), ("account.lock", {"reason": "away"})):
        refused = kept.refused(name, act=KEEPER, person=INVESTIGATOR, **more)
        assert refused.code == "last-security-administrator"
    opened(kept)
    kept.do("account.role", act=KEEPER, person=MEMBER, role="security")
    kept.do("account.role", act=KEEPER, person=INVESTIGATOR)
    assert kept.office.standing(INVESTIGATOR).administers is None


def test_when_nobody_is_left_in_the_town_another_first_one_is_made(kept: Town) -> None:
    opened(kept)
    kept.do("account.lock", act=KEEPER, person=MEMBER, reason="lost")
    kept.do("roster.transfer", person=INVESTIGATOR, transferred=MOVED)
    kept.set("2024-03-02")
    assert kept.refused("account.list", act=KEEPER).code == "not-allowed"

    kept.do("account.init", person=MEMBER, login="lixy", password=OWN)

    assert log_in(kept.office, "lixy", OWN, **HERE).session.person == MEMBER
    assert kept.office.standing(MEMBER).administers == "security"


def test_a_lost_password_is_given_anew_and_changed_at_once(kept: Town) -> None:
    settled(kept)
    begun = log_in(kept.office, "lixy", OWN, **HERE)
    given = kept.do("account.reset-password", act=KEEPER, person=MEMBER)

    assert (given["login"], kept.office.sessions.one(begun.session.id)) == ("lixy", None)
    with pytest.raises(LogInRefusedError):
        log_in(kept.office, "lixy", OWN, **HERE)
    assert log_in(kept.office, "lixy", given["password"], **HERE).session.must_change
    assert kept.refused("account.reset-password", act=KEEPER, person=RETIRED).code == (
        "account-unknown"
    )


def test_ones_own_password_is_changed_only_by_who_knows_it(kept: Town) -> None:
    settled(kept)
    refused = kept.refused(
        "account.change-password", act=by(MEMBER), current="not this one 1", password=WORD
    )
    assert (refused.kind, refused.code) == ("not-allowed", "password-wrong")
    assert kept.refused(
        "account.change-password", act=by(CLERK), current=OWN, password=WORD
    ).code == ("account-unknown")


def test_accounts_are_listed_with_how_they_stand(kept: Town) -> None:
    settled(kept)
    log_in(kept.office, "lixy", OWN, **HERE)
    kept.do("account.role", act=KEEPER, person=MEMBER, role="audit")
    kept.do("account.lock", act=KEEPER, person=MEMBER, reason="away")
    member, keeper = kept.do("account.list", act=KEEPER)["items"]
    assert {**keeper, "changed": ""} == {
        "person": INVESTIGATOR,
        "name": "何正",
        "login": "hezheng",
        "role": "security",
        "role_text": "安全管理员",
        "locked": None,
        "locked_text": "",
        "must_change": False,
        "changed": "",
        "totp": False,
        "issuer": None,
        "sessions": 0,
    }
    assert (member["role_text"], member["locked_text"]) == ("审计管理员", "暂离岗位")


class Overheard:
    """A log that keeps what is asked of it."""

    def __init__(self, log: EventLog) -> None:
        self._log, self.asked = log, b""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._log, name)

    def append(self, batches: Sequence[Batch]) -> Any:
        """Keep them, and remember how they were asked for."""
        self.asked += b"".join(batch.request for batch in batches)
        return self._log.append(batches)


def test_a_password_is_no_part_of_what_is_asked(town: Town) -> None:
    """Neither in the log, nor in the fingerprint by which a repeated request is known."""
    overheard = Overheard(town.office.log)
    town.office = attrs.evolve(town.office, log=overheard)
    act = by(CLERK, key="k1")
    town.do("account.init", act=act, person=INVESTIGATOR, login="hezheng", password=WORD)
    known = canonical(["account.init", {"person": INVESTIGATOR, "login": "hezheng"}])
    assert overheard.asked == canonical([known, None, None])


def test_a_password_is_not_shown_where_it_is_refused(town: Town) -> None:
    assert repr(Secret(WORD)) == str(Secret(WORD)) == "Secret()"
    assert {Secret(WORD)} == {Secret(WORD)} != {WORD}
    refused = town.refused("account.init", person=CLERK, login="wangxm", password=[WORD])
    assert str(refused) == "所填内容有 1 处不符合要求：password：应为文字"


def test_what_is_tried_and_not_recorded_changes_no_password(kept: Town) -> None:
    settled(kept)
    rehearsing = attrs.evolve(kept.office, rehearsing=True)
    kept.office = rehearsing
    kept.do("account.lock", act=KEEPER, person=MEMBER, reason="away")
    kept.do("account.unlock", act=KEEPER, person=MEMBER)
    kept.do("account.reset-password", act=KEEPER, person=MEMBER)
    kept.do("account.change-password", act=by(MEMBER), current=OWN, password=WORD)
    kept.do("account.open", act=KEEPER, person=SECRETARY, login="chengq")
    assert log_in(kept.office, "lixy", OWN, **HERE).session.person == MEMBER
    assert kept.office.credentials.of(SECRETARY) is None


def test_the_hash_costs_what_a_server_can_bear(kept: Town) -> None:
    assert isinstance(kept.office.credentials, StoredCredentials)
    rows = kept.office.credentials._database.run("SELECT hash FROM credentials")  # noqa: SLF001
    assert [row[0].rpartition("$")[0].rpartition("$")[0] for row in rows] == [
        "$argon2id$v=19$m=19456,t=2,p=1"
    ]


class Late:
    """Credentials in which a name is taken between the look and the keeping."""

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials

    def __getattr__(self, name: str) -> Any:
        return getattr(self._credentials, name)

    def by_login(self, login: str) -> None:
        """See nobody."""


def test_a_name_taken_at_the_same_instant_is_refused_and_the_opening_is_made_again(
    kept: Town,
) -> None:
    opened(kept)
    office = kept.office
    kept.office = attrs.evolve(office, credentials=Late(office.credentials))
    with pytest.raises(LoginTakenError):
        kept.do("account.open", act=KEEPER, person=SECRETARY, login="lixy")
    kept.office = office
    assert opened(kept, SECRETARY, "chengq")
    assert [one.login for one in office.credentials.listed()] == ["chengq", "hezheng", "lixy"]


def test_a_checkup_says_which_administrator_is_wanting(town: Town) -> None:
    def told() -> tuple[str, str]:
        (check,) = (one for one in town.do("doctor")["items"] if one["check"] == "accounts")
        return check["state"], check["text"]

    assert told() == ("ok", "没有账号，网页上无人可以登录")
    town.do("account.init", person=INVESTIGATOR, login="hezheng", password=WORD)
    assert told() == (
        "attention",
        "尚无系统管理员、审计管理员，请由安全管理员办理 minqing account role",
    )
    for person, login, role in ((MEMBER, "lixy", "audit"), (SECRETARY, "chengq", "system")):
        opened(town, person, login)
        town.do("account.role", act=KEEPER, person=person, role=role)
    assert told() == ("ok", "共 3 个，系统、安全、审计管理员都有人担任")


@pytest.mark.clause("S12")
def test_accounts_are_found_by_whose_they_are_what_they_look_after_and_whether_locked(
    kept: Town,
) -> None:
    settled(kept)
    kept.do("account.lock", act=KEEPER, person=MEMBER, reason="away")

    def listed(**asked) -> list[str]:
        return [line["person"] for line in kept.do("account.list", act=KEEPER, **asked)["items"]]

    assert listed(words="何正") == listed(words="HEZHENG") == [INVESTIGATOR]
    assert listed(role="security") == [INVESTIGATOR]
    assert listed(locked=True) == [MEMBER]
    assert listed(locked=True, words="hezheng") == []
