"""Record books on the command line: handed down, written in, read."""

import pytest

ROW = ("--prefix", "ZS", "--first", "1", "--last", "10")


@pytest.fixture
def held(terminal):
    """Give a terminal whose user has signed for a book."""
    terminal(
        "roster", "unit", "city", "--name", "大涌市", "--kind", "city", "--since", "2007-06-20"
    )
    terminal("books", "print", "--batch", "第一批", *ROW, "--issuer", "大涌市", "--pages", "100")
    terminal("books", "issue", *ROW, "--from-unit", "大涌市", "--to-unit", "org-office")
    terminal("books", "receive", *ROW, "--unit", "org-office")
    terminal("books", "give", "ZS-000001", "--holder", "王小明", "--unit", "org-office")
    terminal("books", "sign", "ZS-000001")
    return terminal


@pytest.mark.clause("S22", "S43")
def test_a_book_is_shown_with_its_life_and_its_entries(held) -> None:
    number = held.record()

    page = held("books", "show", "ZS-000001").stdout

    head, life, entries = page.split("\n\n")
    assert head.splitlines()[:2] == ["记录本 ZS-000001 在用", "  持有人：王小明"]
    assert "  页数：已用 1 页，共 100 页" in head
    assert life.splitlines()[-1].endswith("  王小明签收记录本，开始使用")
    assert number in entries
    assert "  记录本：册号 ZS-000001，第 1 页" in held("case", "show", number).stdout


@pytest.mark.clause("S43", "S46", "S47")
def test_lists_the_ledger_and_the_hand_over_list_are_tables(held) -> None:
    assert "在用" in held("books", "list", "--state", "在用").stdout
    ledger = held("books", "ledger").stdout.splitlines()
    assert ledger[0].split()[:3] == ["单位", "印制", "收到"]
    assert ledger[-1].split()[0] == "合计"
    [title, heading, row] = held("books", "handover-list", "王小明").stdout.splitlines()
    assert title.startswith("记录本移交清册：王小明（")
    assert "接收人" in heading
    assert "未交清" in row


@pytest.mark.clause("S43")
def test_damage_that_is_not_said_to_be_slight_ends_the_use(held) -> None:
    held("books", "damaged", "ZS-000001", "--circumstances", "浸水")
    assert held.json("books", "show", "ZS-000001")["state"] == "damaged"
    refused = held(
        "books", "hand-in", "ZS-000001", "--to", "大涌市", "--reason", "damaged", exits=1
    )
    assert "应交 org-office 归档（S44）" in refused.stderr
