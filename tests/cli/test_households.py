"""Households, visits and dossiers on the command line."""

import pytest

LI = "dafeng-000001"
COMMUNITY = ("--kind", "community", "--parent", "town", "--since", "2007-06-20")


@pytest.fixture
def visited(terminal):
    """Give a terminal in a town with two households, of which one was visited."""
    enter = ("household", "enter", "--village", "大丰村", "--name")
    terminal(*enter, "李大娘", "--address", "三队 12 号", "--size", "4")
    terminal(*enter, "王老五")
    terminal("household", "member", LI, "--name", "李小军", "--contact", "13800000000")
    terminal(
        *("visit", "record", "--village", "大丰村", "--form", "入户走访", "--on", "2026-03-01"),
        *("--household", LI, "--companion", "陈国强", "--text", "问了收成"),
    )
    return terminal


@pytest.mark.clause("S4", "S23")
def test_a_dossier_reads_from_top_to_bottom(visited) -> None:
    number = visited.record(
        *("--household", LI, "--visit", "2026-000001", "--member", "1"),
        *("--learned", "2026-03-02T09:30:00+08:00"),
    )
    shown = visited("case", "show", number).stdout
    assert f"  住户：{LI}\n  走访：2026-000001\n" in shown
    assert visited("household", "show", LI).stdout.splitlines() == [
        f"{LI} 大丰村 李大娘户，4 人",
        "住址：三队 12 号",
        "最近走访：2026-03-01",
        "  成员 1. 李小军 13800000000",
        "",
        "未办结（1 件）",
        "编号         标题          类别    获知        状态  结果  答复结果",
        f"{number}  村口路灯不亮  行路难  2026-03-02  在办",
        "",
        "已办结（0 件）",
        "",
        "走访（1 次）",
        "编号         日期        干部    同行    形式      情况",
        "2026-000001  2026-03-01  王小明  陈国强  入户走访  问了收成",
    ]
    bare = visited("household", "show", "dafeng-000002").stdout.splitlines()
    assert bare[:2] == ["dafeng-000002 大丰村 王老五户", "最近走访：从未走访"]
    assert visited.json("case", "list", "--household", LI)["items"][0]["number"] == number
    (theme,) = visited.json("household", "themes", "--village", "大丰村")["items"]
    assert (theme["category_text"], theme["open"]) == ("行路难", 1)


@pytest.mark.clause("S4")
def test_a_report_says_whom_a_village_reached_and_never_reached(visited) -> None:
    report = ("report", "visits", "--village", "大丰村")
    assert visited(*report, "--made-from", "2026-01-01").stdout.splitlines() == [
        "大丰村走访情况（2026-01-01 至 今）",
        "现有住户 2 户，走访 1 次",
        "走访到：1/2 户（50.0%）",
        "未走访到：1/2 户（50.0%）",
        "从未走访：1/2 户（50.0%）",
        "",
        "干部    次数  走访到的户数",
        "王小明  1     1/2 户（50.0%）",
    ]
    visited("roster", "unit", "anyang", "--name", "安洋社区", *COMMUNITY)
    empty = visited("report", "visits", "--village", "安洋社区").stdout
    assert "走访到：0/0 户\n" in empty
    listed = visited("household", "list", "--never-reached").stdout.splitlines()
    assert listed == [
        "编号           户主    村      成员  最近走访  走访次数",
        "dafeng-000002  王老五  大丰村  0               0",
    ]
    (row,) = visited.json("visit", "list", "--cadre", "王小明")["items"]
    assert (row["households"], row["companion_names"]) == (LI, "陈国强")


@pytest.mark.clause("S23")
def test_a_household_moves_away_without_a_village(visited) -> None:
    said = visited("household", "move", LI, "--reason", "外迁").stdout
    assert said.splitlines()[1] == "  王小明记明该户已经迁出，原因：外迁"
    assert visited("household", "show", LI).stdout.startswith(
        f"{LI} 大丰村 李大娘户，4 人（已迁出"
    )
    refused = visited("visit", "record", "--village", "大丰村", "--form", "household", exits=1)
    assert refused.stderr.endswith("（households），至少一户 (visit-empty)\n")
    refused = visited("household", "show", "dafeng-000009", exits=3)
    assert "没有编号为 dafeng-000009 的住户" in refused.stderr
