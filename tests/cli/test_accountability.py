"""Inquiries on the command line."""

from typing import Any

import pytest

FOUNDED = ("--since", "2020-01-01")
CIVIL = ("--kind", "town-office-civil-servant")
INCIDENT = ("accountability", "incident", "--kind", "不良后果", "--unit", "大丰村")


@pytest.mark.clause("S66")
def test_an_inquiry_is_opened_found_heard_decided_and_read(terminal) -> None:  # noqa: PLR0915 - a story
    person = ("roster", "person")
    leader = ("--post", "deputy-secretary", "--unit", "town", *CIVIL)
    terminal(*person, "0102", "--name", "钱副", *leader, *FOUNDED)
    number, today = terminal.record("--as", "陈国强", "--place", "大丰村"), terminal.day(0)
    at = ("--evidence", f"case/{number}@1")
    told = terminal(
        *("accountability", "incident", "--kind", "不良后果", "--unit", "大丰村"),
        *("--on", today, "--case", number, "--text", "有人跌伤"),
    ).stdout
    assert f"的不良后果，涉及民情 {number}：有人跌伤" in told
    (line,) = terminal.json("accountability", "incidents")["items"]
    terminal(
        *("accountability", "open", "--case", number, "--person", "陈国强"),
        *("--incident", line["incident"], "--text", "没有回音"),
    )
    (line,) = terminal.json("accountability", "list", "--state", "调查中")["items"]
    inquiry = line["inquiry"]
    find = ("accountability", "find", inquiry, "--text", "如材料")
    terminal(*find, "--element", "个人失误", "--holds", "成立", *at)
    terminal(*find, "--element", "当时的责任人", "--holds", "成立", *at, "--on", today)
    terminal(*find, "--element", "客观原因", "--holds", "不成立")
    late = ("--element", "处理不及时", "--holds", "成立", *at, "--on", today)
    refused = terminal(*find, *late, exits=1)
    assert "(nothing-overdue)" in refused.stderr
    terminal(*find, *late, "--without-limit", "答应当天去看而没有去")
    terminal("accountability", "show-evidence", inquiry)
    terminal("accountability", "hear", inquiry, "--text", "找过供电所", "--as", "陈国强")
    said = ("--text", "要件不齐", "--as", "钱副")
    terminal("accountability", "decide", inquiry, "--outcome", "不予追究", *said)
    page = terminal("accountability", "show", inquiry, "--as", "陈国强").stdout.splitlines()
    assert page[0] == f"问责调查 {inquiry} 陈国强（0002）民情 {number}"
    assert page[1] == "情况：已决定：不予追究"
    assert page[6:8] == ["  个人失误：成立", f"    第 1 项 成立：{today} 王小明：如材料"]
    assert page[8].startswith(f"      case/{number}@1 {today} 陈国强记下")
    assert "      当日没有逾期职责，仍认定失职的理由：答应当天去看而没有去" in page
    assert "立案时各项职责及其完成情况" in page
    assert f"    第 2 项 成立 {today} 陈国强：{today} 王小明：如材料" in page
    assert (
        page[-7:]
        == [
            "  免责情形：未认定",
            "",
            "记录中的客观原因和请假、延期等情形",
            "  无",
            "",
            f"出示材料 {today}",
            *(f"陈述申辩 {today} 陈国强：找过供电所", f"决定：不予追究 {today} 钱副：要件不齐"),
        ][-7:]
    )
    facts = terminal("accountability", "suggest", number).stdout
    assert f"    case/{number}@1" in facts
    terminal("accountability", "appeal", inquiry, "--text", "不服", "--as", "陈国强")
    refused = terminal(
        *("accountability", "appeal-decide", inquiry, "--outcome", "不予追究", *said), exits=4
    )
    assert "(first-decider)" in refused.stderr


@pytest.mark.clause("S66")
def test_an_inquiry_that_was_dropped_or_tolerated_says_so() -> None:
    from minqing_cli.inquiry_page import lines  # noqa: PLC0415 - a page by itself

    said = {"by_name": "王小明", "on": "2024-06-20", "text": "轻微", "declined": True}
    ruling = {"outcome_text": "容错免责", "said": said, "tolerance": "没有私利"}
    page = {
        "inquiry": "2024-000001",
        "name": "陈国强",
        "person": "0002",
        "case": "2024-000001",
        "state_text": "申诉已决定",
        "outcome": "tolerated",
        "outcome_text": "容错免责",
        "opened": said,
        "upto": 9,
        "incident": None,
        "elements": [],
        "duties": [],
        "beside": [],
        "shown": [],
        "statements": [said],
        "decision": ruling,
        "appeal": said,
        "appeal_decision": ruling,
        "dropped": said,
    }
    assert [*lines(page)][-7:] == [
        "放弃陈述申辩 2024-06-20 王小明：轻微",
        "决定：容错免责 2024-06-20 王小明：轻微",
        "  容错理由：没有私利",
        "申诉 2024-06-20 王小明：轻微",
        "申诉决定：容错免责 2024-06-20 王小明：轻微",
        "  容错理由：没有私利",
        "撤销 2024-06-20 王小明：轻微",
    ]


@pytest.fixture
def incident(terminal) -> tuple[str, str, str]:
    """Give an incident of today and its matters, the first left lying for a hundred days."""
    by, today = ("--as", "陈国强"), terminal.day(0)
    number = terminal.record(*by, "--place", "大丰村", "--learned", terminal.day(-100))
    other = terminal.record(*by, "--place", "大丰村")
    told = ("--on", today, "--case", number, "--case", other, "--text", "有人跌伤")
    terminal(*INCIDENT, *told)
    (line,) = terminal.json("accountability", "incidents")["items"]
    return line["incident"], number, other


@pytest.mark.clause("S25", "S34", "S62", "S66")
def test_findings_of_an_incident_are_a_page_of_facts_with_their_records(
    terminal, incident
) -> None:
    incident, number, other = incident
    lines = terminal("accountability", "findings", incident).stdout.splitlines()
    assert lines[0] == f"事件 {incident} {terminal.day(0)} 不良后果 大丰村：有人跌伤"
    assert lines[1].startswith(f"    依据 incident/{incident} 第 1 步（全部记录第 ")
    assert lines[2].endswith(" 条；只列事实和依据，不作结论")
    assert lines[3] == f"所涉民情：{number}、{other}"
    assert lines[5] == "事件之前的逾期和不符（只列先后，不说明因果）"
    prompt, opinion = lines[6:8]
    assert f" 民情 {number} 及时记录（S22）陈国强：距事件 " in prompt
    assert opinion.endswith(" 个工作日，事发之日以前尚未完成")
    assert lines.count("责任区间") == 2
    assert f"{other}《村口路灯不亮》在办" in lines
    terminal(*INCIDENT, "--on", terminal.day(0), "--text", "有人围观")
    none = terminal.json("accountability", "incidents")["items"][0]["incident"]
    empty = terminal("accountability", "findings", none).stdout.splitlines()
    assert empty[3:] == ["所涉民情：无", "", lines[5], "  记录中没有"]


@pytest.mark.clause("S66")
def test_findings_of_an_incident_are_a_ledger_and_json(terminal, incident) -> None:
    incident, number, other = incident
    asked = ("accountability", "findings", incident)
    ledger = terminal(*asked, "--csv", "--encoding", "utf-8").stdout.splitlines()
    assert ledger[0] == "民情,期限,职责,情况,责任人,完成,逾期工作日,条款,距事件工作日"
    first = f"{number},{terminal.day(-99)},及时记录,逾期才办,陈国强,{terminal.day(0)},"
    assert ledger[1].startswith(first)
    page = terminal.json(*asked)
    assert [one["case"] for one in page["matters"]] == [number, other]
    assert [one["case"] for one in page["came_after"]] == [number] * 4
    refused = terminal(*asked, "--known-by", terminal.day(-1), exits=3)
    assert "(incident-not-yet)" in refused.stderr


@pytest.mark.clause("S66")
def test_what_was_done_before_the_incident_says_when() -> None:
    from minqing_cli.incident_page import lines  # noqa: PLC0415 - a page by itself

    finding: dict[str, Any] = {
        "id": "conclude/2024-000001/1",
        "kind": "late",
        "title": "办结",
        "clause": "S34",
        "person": "0002",
        "unit": None,
        "holder": "0002",
        "due": "2024-03-08",
        "met_on": "2024-03-11",
        "recorded_on": "2024-03-11",
        "late_days": 1,
        "tentative": False,
        "says": "办结",
        "days": [],
        "evidence": [],
    }
    matter = {
        "case": "2024-000001",
        "title": "路灯不亮",
        "status_text": "已办结",
        "owed": 1,
        "held": [],
        "findings": [finding],
        "beside": [],
        "what_if": {"rules": [], "calendar": []},
        "supposed": [],
        "names": {"0002": "陈国强"},
        "on": "2024-03-12",
        "position": 9,
    }
    incident = {
        "incident": "2024-000001",
        "kind_text": "不良后果",
        "unit_name": "大丰村",
        "on": "2024-03-12",
        "cases": ["2024-000001"],
        "text": "有人跌伤",
    }
    source = {
        "stream": "incident/2024-000001",
        "version": 1,
        "position": 9,
        "on": "2024-03-12",
        "recorded_on": "2024-03-12",
    }
    after = {"case": "2024-000001", "finding": finding["id"], "due": "2024-03-08"}
    page = {
        "incident": incident,
        "source": source,
        "came_after": [{**after, "gap_days": 2, "undone": False}],
        "matters": [matter],
        "on": "2024-03-12",
        "position": 9,
    }
    assert (
        "  2024-03-08 民情 2024-000001 办结（S34）陈国强：距事件 2 个工作日，2024-03-11 完成"
        in [*lines(page)]
    )
