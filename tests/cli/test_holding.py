"""Handing over, reporting, sharing, urging and supervising at the terminal."""

from datetime import date, timedelta

import pytest

SOON = (date.today() + timedelta(days=9)).isoformat()  # noqa: DTZ011, TID251 - as at the terminal


@pytest.fixture
def wide(terminal):
    """Give a town with a village, its secretary and a leader above."""
    terminal(
        *("roster", "person", "0007", "--name", "郑书记", "--post", "party-secretary"),
        *("--unit", "town", "--kind", "town-office-civil-servant", "--since", "2020-01-01"),
    )
    return terminal


@pytest.mark.clause("S25", "S38", "S64", "S72", "S76")
def test_a_matter_is_passed_on_and_its_page_tells_who_had_it(wide) -> None:
    number = wide.record()
    wide(
        "case", "handover", number, *("--to", "陈国强", "--unit", "大丰村", "--reason", "属大丰村")
    )
    assert "已请陈国强接手，尚未答复" in wide("case", "show", number).stdout
    wide("case", "decline", number, "--reason", "不在界内", "--as", "陈国强")
    wide("case", "handover", number, *("--unit", "大丰村", "--reason", "已核实在界内"))
    wide("case", "accept", number, "--as", "陈国强")
    wide("case", "explain", number, *("--means", "visit", "--text", "须镇里定", "--as", "陈国强"))
    wide(
        *("case", "escalate", number, "--to", "郑书记", "--text", "须镇里出钱"),
        *("--follow-up", SOON, "--as", "陈国强"),
    )
    wide(
        "case",
        "acknowledge",
        number,
        *("--report", "1", "--instruction", "列入计划"),
        "--as",
        "0007",
    )
    wide(
        *("case", "assist", number, "--unit", "组织人事办公室", "--text", "查档"),
        *("--due", SOON, "--as", "陈国强"),
    )
    wide("case", "assist-reply", number, *("--task", "1", "--text", "无档"))
    wide(
        "case",
        "supervise",
        number,
        *("--to", "陈国强", "--text", "限期办结", "--due", SOON),
    )

    assert "限期办结" in wide("report", "supervision", "--open").stdout
    assert wide.json("report", "handoffs")["items"][0]["unit_name"] == "大丰村"
    _, _, told = wide("case", "show", number).stdout.partition("承办与配合\n")
    shown = [line.split("（")[0] for line in told.partition("\n\n")[0].splitlines()]
    assert [shown[0], *(" ".join(line.split(" ")[-2:]) for line in shown[1:3]), *shown[3:]] == [
        "  转手 1 次，退回 1 次",
        "组织人事办公室 王小明",
        "大丰村 陈国强",
        "  第 1 号汇报 郑书记：须镇里出钱",
        "  第 1 号协办 组织人事办公室：查档",
        "  第 1 号督办 王小明对陈国强：限期办结",
    ]
    for said in ("（0 天）", "已签收，批示：列入计划）", "已答复：无档）", "待答复）"):
        assert said in told
