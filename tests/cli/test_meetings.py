"""Meetings and studies on the command line."""

import json

import pytest

MEMBER = ("--kind", "village-two-committees", "--since", "2020-01-01")
LATER = ("--due", "2999-05-31")


@pytest.fixture
def met(terminal):
    """Give a terminal in a town with two matters, of a village and its secretary."""
    terminal("roster", "person", "0003", "--name", "李秀英", *MEMBER)
    said = ("--as", "陈国强", "--place", "大丰村", "--title")
    terminal.first = terminal.record(*said, "村口路灯不亮")
    terminal.record(*said, "村道积水")
    return terminal


def hold(terminal, *words: str) -> str:
    said = ("--attendant", "李秀英", "--text", "逐件分析。", "--as", "陈国强", *words)
    recorded = terminal("meeting", "hold", "--village", "大丰村", *said, "--json").stdout
    number: str = json.loads(recorded)["id"]
    return number


@pytest.mark.clause("S48", "S49", "S50", "S51", "S52")
def test_minutes_read_from_top_to_bottom(met) -> None:
    second = met.first.replace("000001", "000002")
    pack = met.json("meeting", "pack", "--unit", "大丰村")
    number = hold(
        met,
        *("--combined-with", "支部会议", "--pack", str(pack["position"])),
        *("--item", f"路灯和积水={met.first}，{second}", "--item", "环境卫生"),
    )
    resolve = ("meeting", "resolve", number, "--as", "陈国强", "--owner", "李秀英", *LATER)
    met(*resolve, "--item", "1", "--text", "清淤")
    met(*resolve, "--case", second, "--text", "铺路")
    met("meeting", "carry-out", number, "1", "--text", "已清淤", "--as", "陈国强")
    met("meeting", "drop", number, "2", "--reason", "由镇统一铺", "--as", "陈国强")
    today, quarter = met.day(0), pack["period"]
    shown = met("meeting", "show", number).stdout.splitlines()
    assert shown[:4] == [
        f"民情分析会 {number} 大丰村 {quarter}",
        f"时间：{today}（结合支部会议）",
        "主持：陈国强",
        "出席（2 人）：陈国强、李秀英",
    ]
    assert shown[4:23] == [
        "",
        "议题 1. 路灯和积水",
        f"  {met.first} 村口路灯不亮（在办）",
        f"  {second} 村道积水（在办）",
        "",
        "议题 2. 环境卫生",
        "",
        "记录",
        "逐件分析。",
        "",
        "决议（2 项）",
        "  1. 清淤（议题 1）：李秀英负责，2999-05-31 前完成，已落实",
        f"     {today} 陈国强：已清淤",
        f"     民情 {met.first} 第 1 项措施，{today} 落实",
        f"     民情 {second} 第 1 项措施，{today} 落实",
        "  2. 铺路：李秀英负责，2999-05-31 前完成，已撤销",
        f"     {today} 陈国强：由镇统一铺",
        f"     民情 {second} 第 2 项措施，{today} 撤销",
        "",
    ]
    assert shown[23] == (
        f"会前统计：第 {pack['position']} 条记录为止，摘要 {pack['digest'][:16]}，重算一致"
    )
    step = met("case", "show", second).stdout
    assert f"撤销措施：民情分析会 {number} 决定：由镇统一铺（第 2 项）" in step


@pytest.mark.clause("S50", "S52")
def test_a_pack_is_printed_with_its_position_and_reckoned_anew(met) -> None:
    number = hold(met, "--item", "环境卫生")
    adopted = ("--owner", "李秀英", *LATER, "--text", "清淤", "--as", "陈国强")
    met("meeting", "resolve", number, *adopted)
    pack = met.json("meeting", "pack", "--unit", "大丰村")
    lines = met("meeting", "pack", "--unit", "大丰村").stdout.splitlines()
    assert lines[:6] == [
        f"大丰村 {pack['period']} 民情分析会会前统计",
        f"统计至第 {pack['position']} 条记录（{met.day(0)}），摘要 {pack['digest'][:16]}",
        "",
        "此前决议的落实（1 项）",
        "会议         决议  内容  负责人  期限        状态    了结",
        f"{number}  1     清淤  李秀英  2999-05-31  进行中",
    ]
    assert lines[7:10] == [
        "本季度获知 2 件：办结 0 件，已反馈结果 0 件，记录不完整 0 件",
        "未办结 2 件，其中往季 0 件",
        "类别：行路难 2",
    ]
    assert lines[-4] == "未办结·行路难（2 件）"
    met.record("--as", "陈国强", "--place", "大丰村")
    at = ("meeting", "pack", "--unit", "大丰村", "--position", str(pack["position"]))
    assert met.json(*at)["digest"] == pack["digest"]
    assert met(*at).stdout == met(*at).stdout


@pytest.mark.clause("S48")
def test_the_list_names_the_villages_without_a_meeting(met) -> None:
    met("roster", "unit", "anyang", "--name", "安洋村", *COMMUNITY)
    quarter = met.json("meeting", "pack", "--unit", "大丰村")["period"]
    empty = met("meeting", "list", "--period", quarter).stdout
    assert empty.endswith("\n尚未召开（2 个）：安洋村、大丰村\n")
    number = hold(met, "--item", "环境卫生")
    lines = met("meeting", "list", "--period", quarter).stdout.splitlines()
    assert lines[1].startswith(f"{number}  {met.day(0)}  大丰村  {quarter}  陈国强  2")
    assert lines[-1] == "尚未召开（1 个）：安洋村"
    refused = met("meeting", "list", "--period", "2026", exits=1)
    assert "期间「2026」不对，应写作季度，如 2025-Q3 (period)" in refused.stderr
    assert "（period）" not in refused.stderr


@pytest.mark.clause("S78")
def test_a_study_says_who_is_still_to_be_told(met) -> None:
    lamp, second = met.first, met.first.replace("000001", "000002")
    assert met("study", "suggest").stdout.splitlines()[-1] == "没有"
    opened = ("--title", "各村路灯", "--reason", "热点难点", "--text", "都不亮", "--case", lamp)
    number = json.loads(met("study", "open", *opened, "--json").stdout)["id"]
    met("study", "add", number, "--case", second)
    met("study", "decide", number, "--participant", "陈国强", "--text", "由镇统一更换")
    met("study", "resolve", number, "--text", "更换", "--owner", "李秀英", *LATER)
    told = ("--stage", "result", "--means", "visit", "--text", "由镇更换", "--as", "陈国强")
    met("case", "feedback", lamp, *told)
    today = met.day(0)
    shown = met("study", "show", number).stdout.splitlines()
    assert shown[:6] == [
        f"集体研究 {number} 《各村路灯》（热点难点）",
        f"{today} 王小明提起：都不亮",
        "状态：已决定，待落实和反馈",
        "",
        f"决定（{today}，王小明主持；参加：王小明、陈国强）",
        "由镇统一更换",
    ]
    assert shown[7] == "民情（2 件，1 位群众待反馈）"
    assert shown[9].endswith(f"在办  {met.day(15)}  {today}  已反馈")
    assert shown[10].endswith(f"在办  {met.day(15)}              待反馈")
    assert shown[12:14] == ["决议（1 项）", "  1. 更换：李秀英负责，2999-05-31 前完成，进行中"]
    (row,) = met.json("study", "list")["items"]
    assert (row["owed"], row["status"]) == (1, "decided")
    met("study", "drop", number, "1", "--reason", "另行安排")
    met("study", "carry-out", number, "1", "--text", "已换", exits=1)


@pytest.mark.clause("S14", "S78")
def test_a_cluster_is_suggested_with_its_matters(met) -> None:
    for _ in range(3):
        met.record("--as", "陈国强", "--place", "大丰村")
    lines = met("study", "suggest").stdout.splitlines()
    assert lines[0].endswith("可提请集体研究的同类事项（遍及 3 个村，或达 5 件）")
    assert lines[2].startswith("行路难  热点难点  5     0       大丰村")


COMMUNITY = ("--kind", "village", "--parent", "town", "--since", "2007-06-20")
