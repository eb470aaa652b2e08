"""Accounts and sessions at the terminal; passwords never on the command line (S12)."""

from pathlib import Path

import pyotp
import pytest
from tests.cli.terminals import Terminal

from minqing_core.application.sessions import log_in

WORD, OWN = "correct horse 9 battery", "my own words 2024"
pytestmark = pytest.mark.clause("S12")


def begun(terminal: Terminal) -> Terminal:
    """Make the clerk the first security administrator."""
    made = terminal(
        *("account", "init", "王小明", "--login", "wangxm", "--password-file", "-"), given=WORD
    )
    assert "wangxm" in made.stdout
    assert WORD not in made.output
    return terminal


def entered(terminal: Terminal, login: str = "wangxm", password: str = WORD) -> int:
    """Log somebody in, and return the number of the session."""
    with terminal.office() as office:
        door = {"address": "10.0.0.7", "agent": "a browser"}
        return log_in(office, login, password, **door).session.id


def file(terminal: Terminal, words: str) -> str:
    """Return the path of a file with words in it."""
    path: Path = terminal.folder / "words.txt"
    path.write_text(words + "\n", encoding="utf-8")
    return str(path)


def test_a_password_is_asked_for_where_no_terminal_is(terminal: Terminal) -> None:
    words = ("account", "init", "王小明", "--login", "wangxm")
    refused = terminal(*words, exits=1)
    assert "此处无法询问口令，请用 --password-file 指明文件" in refused.stderr
    terminal(*words, "--password", WORD, exits=2)


def test_an_account_is_opened_and_its_first_password_shown_once(terminal: Terminal) -> None:
    begun(terminal)
    opened = terminal.json("account", "open", "陈国强", "--login", "chengq")
    assert (opened["person"], opened["login"], len(opened["password"])) == ("0002", "chengq", 19)
    changed = terminal(
        *("account", "change-password", "--as", "陈国强"),
        *("--current-file", file(terminal, opened["password"]), "--password-file", "-"),
        given=OWN,
    )
    assert "陈国强" in changed.stderr
    assert entered(terminal, "chengq", OWN)
    table = terminal("account", "list").stdout
    assert "chengq" in table
    assert "安全管理员" in table
    again = terminal.json("account", "reset-password", "陈国强")
    assert entered(terminal, "chengq", again["password"])


def test_administrators_are_named_by_their_titles(terminal: Terminal) -> None:
    begun(terminal)
    terminal("account", "open", "何正", "--login", "hezheng")
    named = terminal("account", "role", "何正", "--role", "审计管理员")
    assert "王小明任何正为审计管理员" in named.stdout
    refused = terminal("account", "role", "何正", "--role", "系统管理员", exits=1)
    assert "三员分设" in refused.stderr
    assert "免去何正的审计管理员" in terminal("account", "role", "何正").stdout
    rehearsed = terminal("account", "lock", "何正", "--reason", "暂离岗位", "--dry-run")
    assert "锁定何正的账号（暂离岗位）" in rehearsed.stdout
    terminal("account", "lock", "何正", "--reason", "疑似盗用")
    assert "解锁何正的账号" in terminal("account", "unlock", "何正").stdout
    assert terminal("account", "list", "--as", "陈国强", exits=4)


def test_an_account_is_linked_with_whom_a_provider_knows(terminal: Terminal) -> None:
    begun(terminal)
    where = ("--issuer", "https://sso.example", "--subject", "s1")
    assert "https://sso.example" in terminal("account", "link", "王小明", *where).stdout
    (line,) = terminal.json("account", "list")["items"]
    assert line["issuer"] == "https://sso.example"
    terminal("account", "unlink", "王小明")
    assert terminal("account", "link", "何正", *where, exits=3)


def test_ones_sessions_are_listed_and_ended(terminal: Terminal) -> None:
    number = entered(begun(terminal))
    (line,) = terminal.json("session", "list")["items"]
    assert (line["id"], line["address"], line["agent"]) == (number, "10.0.0.7", "a browser")
    assert "10.0.0.7" in terminal("session", "revoke", str(number)).stdout
    assert terminal.json("session", "list")["items"] == []
    assert terminal("session", "revoke", str(number), exits=3)


def test_one_time_codes_are_enrolled_confirmed_and_given_up(terminal: Terminal) -> None:
    begun(terminal)
    words = file(terminal, WORD)
    offered = terminal.json("account", "codes-enrol", "--current-file", words)
    code = file(terminal, pyotp.TOTP(offered["secret"]).now())
    assert terminal.json("account", "codes-confirm", "--code-file", code)["asked"] is True
    words = file(terminal, WORD)
    assert terminal.json("account", "codes-disable", "--current-file", words)["asked"] is False
