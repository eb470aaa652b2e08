"""Personal data on the command line: restricted, lifted, and not destroyed before its day."""

import json
import sqlite3

import pytest

LAW = "个人信息保护法第四十七条"
SINCE = ("--kind", "town-office-civil-servant", "--since", "2020-01-01", "--unit", "town")
HIDDEN = "〔个人信息已限制处理〕"


@pytest.fixture
def committee(terminal):
    """Give a terminal in a town with an organisation commissioner, a deputy and a matter."""
    commissioner = ("--name", "林组委", "--post", "organisation-commissioner")
    terminal("roster", "person", "0010", *commissioner, *SINCE)
    terminal(
        "roster", "person", "0012", "--name", "周副书记", "--post", "deputy-secretary", *SINCE
    )
    terminal.case = terminal.record()
    return terminal


@pytest.mark.clause("S12", "S44")
def test_words_are_restricted_and_lifted_and_kept_until_their_day(committee) -> None:
    today, subject = committee.day(0), f"case:{committee.case}"
    order = ("privacy", "restrict", subject, "--ground", "本人撤回同意", "--basis", LAW)
    committee(*order, "--as", "林组委")
    assert committee.json("case", "show", committee.case)["matter"]["title"] == HIDDEN
    refused = committee(
        *("privacy", "shred", subject, "--ground", "保存期限已届满", "--basis", LAW),
        *("--as", "林组委", "--json"),
        exits=1,
    )
    assert json.loads(refused.stderr.splitlines()[-1])["code"] == "still-in-use"
    shown = committee("privacy", "show", subject, "--as", "周副书记").stdout.splitlines()
    assert shown == [
        f"{subject} 民情 已限制处理",
        "尚未办结，保存期限尚未起算",
        f"  {today} 林组委限制处理其个人信息，理由：本人撤回同意，依据：{LAW}",
    ]
    listed = committee("privacy", "list", "--state", "已限制处理", "--as", "林组委").stdout
    assert subject in listed
    committee("privacy", "approve", subject, "--as", "周副书记", exits=1)
    refuse = ("privacy", "refuse", subject, "--objection", "仍须使用", "--as", "周副书记")
    committee(*refuse, exits=1)
    withdraw = ("privacy", "withdraw", subject, "--objection", "对象有误", "--as", "林组委")
    committee(*withdraw, exits=1)
    committee("privacy", "lift", subject, "--basis", LAW, "--as", "林组委")
    assert committee.json("case", "show", committee.case)["matter"]["title"] == "村口路灯不亮"


@pytest.mark.clause("S44")
def test_the_page_says_from_which_day_on_words_may_be_destroyed(committee) -> None:
    case = committee.case
    committee("case", "step", case, "--kind", "note", "--text", "看过")
    told = ("--stage", "result", "--means", "visit", "--text", "修好", "--response", "satisfied")
    committee("case", "feedback", case, *told)
    committee("case", "conclude", case, "--outcome", "resolved", "--effect", "亮了")
    today = committee.day(0)
    page = committee.json("privacy", "show", f"case:{case}", "--as", "林组委")
    shown = committee("privacy", "show", f"case:{case}", "--as", "林组委").stdout.splitlines()
    assert shown == [
        f"case:{case} 民情 未限制",
        f"{today} 起保存 10 年，{page['allowed_from']} 起可以删除",
    ]


@pytest.mark.files
@pytest.mark.clause("S37")
def test_a_key_closed_by_hand_is_a_finding_without_a_place(committee) -> None:
    vault = sqlite3.connect(committee.folder / "town-vault.db")
    vault.execute("UPDATE keys SET state = 'restricted' WHERE key_id = 1")
    vault.commit()
    vault.close()
    lines = committee("verify", exits=6).stdout.splitlines()
    assert lines[-1].startswith("✗ 密钥 1 在密钥库中已限制处理，而记录中没有这样的决定（")
