"""Signals, indicators, late feedback and the proof of closure on the command line."""

import json
import re

import pytest

LONG = "村口的路灯从年初起坏了没有人修，两位老人摔过跤，村里去年答应列入计划，盼着汛期前弄好"
EDITED = LONG.replace("两位老人", "有个孩子")


@pytest.mark.clause("S37")
def test_a_signal_is_listed_and_told_with_both_texts(terminal) -> None:
    first = terminal.record("--text", LONG)
    second = terminal.record("--text", EDITED)
    listed = terminal.json("signals", "list", "--kind", "文字雷同", "--unit", "大丰村")
    assert [item["signal"] for item in listed["items"]] == []
    (item,) = terminal.json("signals", "list", "--kind", "文字雷同")["items"]
    name = f"near-duplicate.{second}.1"
    assert (item["signal"], item["kind_text"], item["person_name"]) == (
        name,
        "文字雷同",
        "王小明",
    )
    shown = terminal("signals", "explain", name).stdout
    said = re.sub(r"\d{4}-\d\d-\d\d", "某日", shown).splitlines()
    assert said[0] == f"{name}  文字雷同（S37）"
    assert said[2] == f"第 1 步的文字与本人 某日 在 {first} 第 1 步所写的有 76% 相同"
    assert said[3] == "依据：文字相同百分之几即提示：60（S37）"
    assert f"    「{LONG}」" in said
    assert f"    「{EDITED}」" in said
    assert said[-1] == "这是线索，不是结论：请向当事人核实。"
    assert "文字雷同" in terminal("signals", "list").stdout
    assert terminal("signals", "list", "--kind", "有错", exits=1).stderr.startswith(
        "✗ 没有「有错」"
    )


@pytest.mark.clause("S17")
def test_proposed_categories_are_shown_in_a_table(terminal) -> None:
    for n in range(10):
        told = ("--text", f"{LONG[n * 3 : n * 3 + 5]}流浪狗伤人", "--title", f"狗{n}")
        terminal.record(*told, "--category", "OTHER", "--category-label", "狗")
    (item,) = terminal.json("signals", "list", "--kind", "other-share")["items"]
    shown = terminal("signals", "explain", item["signal"]).stdout
    assert "可以考虑增设的下级类别" in shown
    assert re.search(r"OTHER\.1 +流浪狗伤人 +10", shown)


@pytest.mark.clause("S3", "S5")
def test_indicators_are_a_table_of_what_they_count_and_of_what(terminal) -> None:
    terminal.record()
    lines = terminal("report", "indicators", "--by", "year").stdout.splitlines()
    assert lines[:2] == [
        "目的：促进我镇农村经济社会协调发展，加强和改进农村基层组织建设",
        "主题：记民情、解民忧、暖民心",
    ]
    assert lines[3].split() == [
        *("单位", "时期", "记", "解", "暖", "有反馈", "所记满意", "回访满意", "重复反映"),
    ]
    assert lines[4].split()[2:] == ["1", *(["0/1", "0.0%"] * 3), "0/0", "0/0", "0/1", "0.0%"]
    rows = terminal("report", "indicators", "--each", "--csv").stdout.splitlines()
    assert len(rows) == 3


@pytest.mark.clause("S62", "S63")
def test_late_feedback_is_counted_and_listed(terminal) -> None:
    number = terminal.record("--learned", terminal.day(-20))
    terminal(
        *("case", "feedback", number, "--stage", "opinion"), "--text", "已安排", "--means", "visit"
    )
    found = terminal.json("report", "late-feedback", "--days", "15")
    assert (found["count"], [item["days"] for item in found["items"]]) == (1, [20])
    lines = terminal("report", "late-feedback", "--days", "15").stdout.splitlines()
    assert lines[0] == "首次反馈晚于 15 天（告知受理情况：15个自然日）：1 件，有反馈的共 1 件"
    assert lines[2].startswith(number)
    assert terminal("report", "late-feedback", "--days", "20").stdout.splitlines() == [
        "首次反馈晚于 20 天：0 件，有反馈的共 1 件"
    ]


@pytest.mark.clause("S63")
def test_what_is_proved_is_nought_and_what_is_not_ends_with_one(terminal) -> None:
    terminal.record("--learned", terminal.day(-100))
    year = terminal.day(0)[:4]
    proved = terminal("prove", "closure", "--quarter", "2019Q4")
    assert proved.stdout == "0\n"
    assert "查 2019-Q4 办结 0 件、应有着落的未办结 0 件，件件有回音、事事有着落" in proved.stderr
    quarter = f"{year}-Q4"
    failed = terminal("prove", "closure", "--quarter", quarter, exits=1)
    assert "已过期限而没有向群众反馈办理结果" in failed.stdout
    assert "例外 1 件" in failed.stderr
    asked = terminal("prove", "closure", "--quarter", quarter, "--json", exits=1)
    assert json.loads(asked.stdout)["count"] == 1
    assert "季度，如 2025-Q3" in terminal("prove", "closure", "--quarter", "春", exits=1).stderr
