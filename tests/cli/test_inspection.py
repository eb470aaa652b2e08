"""Inspections, bulletins and supervision on the command line."""

import pytest

SPAN = ("--since", "2026-01-01", "--until", "2026-06-30")
CHECK, HALF = "2026-000001", "2026-H1"


@pytest.fixture
def inspected(terminal):
    """Give a terminal in a town with a matter, and an inspection that found a problem with it."""
    number = terminal.record(
        "--learned", "2026-03-02T09:30:00+08:00", "--place", "大丰村", "--as", "陈国强"
    )
    terminal(
        *("inspection", "open", "--kind", "督促检查", "--unit", "大丰村", *SPAN),
        *("--sample", "3", "--text", "重点看反馈"),
    )
    terminal(
        *("inspection", "find", CHECK, "--unit", "大丰村", "--case", number, "--clause", "S62"),
        *("--text", "没有反馈"),
    )
    terminal(
        *("inspection", "order", CHECK, "--finding", "1", "--owner", "陈国强"),
        *("--text", "补反馈", "--due", "2026-12-31"),
    )
    return terminal


@pytest.mark.clause("S59", "S61")
def test_an_inspection_reads_from_the_sample_to_what_was_put_right(inspected) -> None:
    inspected(
        *("inspection", "report", CHECK, "--finding", "1", "--text", "已上门", "--as", "陈国强")
    )
    lines = inspected("inspection", "show", CHECK).stdout.splitlines()
    assert lines[0] == f"{CHECK} 督促检查 大丰村（2026-01-01 至 2026-06-30）"
    assert lines[1].startswith("王小明于 ")
    assert lines[2] == "说明：重点看反馈"
    assert lines[3].startswith("从 1 件中抽查，按前 ")
    assert "样本（可见 1 件）" in lines
    assert "发现问题（1 个）" in lines
    assert "  1. 大丰村 S62：没有反馈（民情 2026-000001）" in lines
    assert "     陈国强整改，2026-12-31 前改好：补反馈" in lines
    assert any(line.endswith("报：已上门") for line in lines)
    inspected("inspection", "reject", CHECK, "--finding", "1", "--text", "本人说没有")
    inspected(
        *("inspection", "report", CHECK, "--finding", "1", "--text", "又上门", "--as", "陈国强")
    )
    inspected("inspection", "verify", CHECK, "--finding", "1", "--text", "属实")
    inspected("inspection", "end", CHECK, "--text", "共查 1 件")
    assert "结束：共查 1 件" in inspected("inspection", "show", CHECK).stdout
    (row,) = inspected.json("inspection", "list", "--kind", "督促检查")["items"]
    assert (row["unit_names"], row["unverified"]) == ("大丰村", 0)
    (found,) = inspected.json("inspection", "findings", "--state", "已销号")["items"]
    assert (found["finding_id"], found["owner_name"]) == (f"{CHECK}/1", "陈国强")
    assert inspected("inspection", "findings", "--open").stdout.splitlines()[1:] == []


@pytest.mark.clause("S59")
def test_a_sample_is_drawn_again_and_not_rehearsed(inspected) -> None:
    lines = inspected("inspection", "draw-again", CHECK).stdout.splitlines()
    assert lines[0] == f"{CHECK} 重新抽样，一致：样本是按当时的记录抽出来的"
    assert lines[-1] == "  样本：2026-000001"
    open_ = ("inspection", "open", "--kind", "half-year", "--unit", "大丰村", "--period", HALF)
    refused = inspected(*open_, "--dry-run", exits=4)
    assert "抽样不能演练" in refused.stderr


@pytest.mark.clause("S60")
def test_a_bulletin_is_issued_read_and_reckoned_to_the_same_bytes(inspected) -> None:
    asked = ("report", "bulletin", "--unit", "大丰村", "--period", "2026H1")
    at = ("--position", str(inspected.json(*asked)["position"]))
    first = inspected(*asked, *at, "--json").stdout
    assert inspected(*asked, *at, "--json").stdout == first
    issue = ("bulletin", "issue", "--unit", "大丰村", "--period", HALF, "--title", "上半年通报")
    said = inspected(*issue, "--inspection", CHECK, "--text", "每周核对", "--as", "陈国强").stdout
    assert said.startswith("dafeng-2026-000001 第 1 步\n")
    assert inspected(*asked, *at, "--json").stdout == first
    lines = inspected("bulletin", "show", "dafeng-2026-000001").stdout.splitlines()
    assert lines[:2] == ["上半年通报", "大丰村通报第 1 号（dafeng-2026-000001），2026-H1"]
    assert lines[3].endswith("，重新核算一致")
    assert "  1. S62：没有反馈（整改中）" in lines
    assert lines[-4:-2] == ["改进措施", "  每周核对"]
    (row,) = inspected.json("bulletin", "list", "--period", HALF)["items"]
    assert row["issued_by_name"] == "陈国强"
    shown = inspected(*asked).stdout
    assert "  记下民情：1\n" in shown
    assert "检查发现问题 1，已销号 0，未销号 1，逾期未改 0" in shown
    table = inspected(*asked, "--csv").stdout
    assert "行路难" not in table
    assert "热点难点问题,1" in table


@pytest.mark.clause("S38", "S72")
def test_what_is_to_be_urged_and_what_was_ordered_is_listed(inspected) -> None:
    to = ("2026-000001", "--to", "陈国强")
    inspected("case", "remind", *to, "--text", "快到期了")
    inspected("case", "supervise", *to, "--text", "限期办", "--due", "2026-12-31", "--listed")
    rows = inspected("report", "supervision", "--to", "陈国强", "--listed").stdout.splitlines()
    assert rows[0].split() == [
        *("编号", "督办号", "承办单位", "督办对象", "要求", "下达", "期限", "状态", "答复"),
        *("销号", "逾期天数"),
    ]
    assert "待答复" in rows[1]
    assert inspected("report", "supervision", "--overdue").stdout.splitlines()[1:] == []
    (line,) = inspected.json("report", "ladder", "--unit", "大丰村")["items"]
    assert (line["number"], line["next_text"]) == ("2026-000001", "通报")
    shown = inspected("report", "ladder", "--rung", "通报").stdout
    assert "催办、" in shown
    assert "督办" in shown
    assert inspected("report", "handoffs").stdout.splitlines()[1:] == []
