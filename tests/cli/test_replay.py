"""Looking into a matter on the command line: what was missed, who could have known, and why."""

import csv
import hashlib
import json
from pathlib import Path

import pytest
from tests.cli.terminals import Terminal

BY = ("--as", "陈国强")


@pytest.fixture
def late(terminal: Terminal) -> str:
    """Give a matter that was learned of a hundred days ago and written down today."""
    number = terminal.record(*BY, "--place", "大丰村", "--learned", terminal.day(-100))
    step = ("case", "step", number, "--kind", "措施", "--text", "换线", *BY)
    terminal(*step, "--owner", "何正", "--due", terminal.day(10), "--occurred", terminal.day(-99))
    return number


@pytest.mark.clause("S25", "S34", "S62", "S66")
def test_findings_are_a_page_of_facts_with_their_records(terminal: Terminal, late: str) -> None:
    lines = terminal("case", "findings", late).stdout.splitlines()
    began, today = terminal.day(-100), terminal.day(0)
    assert lines[0] == f"{late}《村口路灯不亮》在办"
    assert lines[1].startswith(f"截至 {today}，按记录前 ")
    assert lines[1].endswith(" 条；只列事实和依据，不作结论")
    assert lines[3] == "责任区间"
    assert "至今  大丰村 陈国强，" in lines[4]
    assert "应尽职责 5 项，查出 4 项" in lines
    duties = [line.split("：")[1] for line in lines if "：" in line and line[2:5] == began[:3]]
    assert duties == [
        "及时记录（S22）陈国强",
        "向群众反馈处理意见（S62）陈国强",
        "办结（S34）陈国强",
        "向群众反馈办理结果（S62）陈国强",
    ]
    assert any("的数" in line for line in lines) is False
    assert any(f"，{began}，{today} 补记" in line for line in lines)
    assert lines[-2:] == ["客观原因、免责情形和当时的说明", "  记录中没有"]
    (first, *_) = terminal("case", "findings", late, "--jsonl").stdout.splitlines()
    assert json.loads(first)["duty"] == "record.prompt"


@pytest.mark.clause("S66", "S74")
def test_what_is_supposed_is_told_and_never_recorded(
    terminal: Terminal, late: str, tmp_path: Path
) -> None:
    before = terminal.json("verify")
    rule = ("--what-if-rule", "conclude=3000:calendar-day", "--what-if-rule", "record.prompt=300")
    told = terminal("case", "findings", late, *rule).stdout
    assert "假设：规定「办结」（conclude，S34）：60个自然日 → 3000个自然日（未作记录）\n" in told
    assert (
        "假设：规定「及时记录」（record.prompt，S22）：1个自然日 → 300个自然日（未作记录）\n"
        in told
    )
    assert "查出 2 项" in told
    year = terminal.day(-100)[:4]
    shown = tmp_path / "year.json"
    shown.write_text(terminal("calendar", "show", year, "--json").stdout, encoding="utf-8")
    told = terminal("case", "findings", late, "--what-if-calendar", str(shown)).stdout
    assert f"假设：{year} 年工作日历：与公布的相同（未作记录）" in told
    assert terminal.json("verify") == before
    for given in ("[1]", "{", '{"a": 1}'):
        shown.write_text(given, encoding="utf-8")
        asked = ("case", "findings", late, "--what-if-calendar", str(shown))
        assert "(file-malformed)" in terminal(*asked, exits=1).stderr
    refused = terminal("case", "findings", late, "--what-if-rule", "x=1", exits=1)
    assert "(supposed-rule)" in refused.stderr


@pytest.mark.clause("S25", "S53", "S66")
def test_who_could_have_known_is_a_picture_and_a_list(terminal: Terminal, late: str) -> None:
    lines = terminal("case", "knowledge", late, "--as", "何正").stdout.splitlines()
    assert lines[0] == f"{late}《村口路灯不亮》知情情况"
    assert lines[3].strip().startswith(f"{terminal.day(-100)} … {terminal.day(0)}，每格 一周")
    assert lines[4].startswith("陈国强  ")
    assert lines[5].startswith("何正    ")
    assert lines[6] == ("· 尚不知情  + 可能知情之始  - 已可能知情  # 有所办理  * 知情当时即办理")
    assert f"  {terminal.day(-99)} 负责措施" in lines
    assert any(line.startswith("何正：") and "至今没有办理的记录" in line for line in lines)
    again = terminal("case", "knowledge", late, "--as", "何正").stdout
    assert "查阅记录（查阅记录不在不可更改的记录之列，只作线索，不能作证明）" in again
    assert "何正 case.knowledge read" in again
    table = terminal("case", "knowledge", late, "--csv", "--encoding", "utf-8").stdout
    assert table.splitlines()[0] == "谁,何日起,凭什么,首次办理,情形,相隔工作日"
    assert table.splitlines()[1].startswith(f"陈国强,{terminal.day(-100)},获知、记录,")
    days = terminal.record(*BY, "--place", "大丰村")
    assert "每格 一日" in terminal("case", "knowledge", days).stdout
    years = terminal.record(*BY, "--place", "大丰村", "--learned", terminal.day(-500))
    assert "每格 一月" in terminal("case", "knowledge", years).stdout


@pytest.mark.clause("S25", "S66")
def test_the_first_day_of_one_person_is_told_or_that_there_is_none(
    terminal: Terminal, late: str
) -> None:
    told = terminal("case", "bisect", late, "何正").stdout.splitlines()
    assert told[1] == f"何正 最早于 {terminal.day(-99)} 可能知情：负责措施"
    assert told[2].startswith(f"    依据 case/{late} 第 2 步（全部记录第 ")
    never = terminal("case", "bisect", late, "王小明").stdout.splitlines()
    assert never[1].endswith("条，没有记录表明 王小明 可能知情")


@pytest.mark.clause("S25", "S34", "S35")
def test_each_status_says_why_and_each_field_who(terminal: Terminal, late: str) -> None:
    lines = terminal("case", "why", late, *BY).stdout.splitlines()
    assert lines[0] == f"{late}《村口路灯不亮》为什么是这个状态"
    assert lines[2:4] == [
        "办理状态：在办",
        "  自记录、重新办理、恢复或继续办理以来，没有办结、挂账或暂缓的记录",
    ]
    assert "承办人：陈国强" in lines
    assert "负领导责任者：无" in lines
    assert "悬而未办：否" in lines
    assert f"办结（conclude/{late}/1）：逾期未完成" in lines
    terminal(
        *("case", "amend", late, "--field", "title", "--value", "路灯全灭", "--reason", "核实"),
        *BY,
    )
    blamed = terminal("case", "blame", late, *BY).stdout.splitlines()
    today = terminal.day(0)
    assert blamed[1] == f"  标题：「路灯全灭」（原为「村口路灯不亮」） {today} 陈国强 第 3 步"
    assert f"  措施 1：「未落实」 {terminal.day(-99)} 陈国强 第 2 步" in blamed
    assert f"  地点：「大丰村」 {terminal.day(-100)} 陈国强 第 1 步" in blamed
    acted = f"{terminal.day(-99)} 首次办理（{today} 补记），相隔 "
    assert blamed[-2].startswith(f"最先知情：陈国强，{terminal.day(-100)}，{acted}")
    assert f"  类别：「行路难」 {terminal.day(-100)} 陈国强 第 1 步" in blamed
    assert f"  获知时间：「{terminal.day(-100)}」 {terminal.day(-100)} 陈国强 第 1 步" in blamed
    assert "至今  大丰村 陈国强，" in blamed[-1]


@pytest.mark.clause("S25", "S34", "S35")
def test_ledgers_of_reasons_and_fields_hold_words_and_names(terminal: Terminal, late: str) -> None:
    def ledger(*asked: str) -> list[list[str]]:
        text = terminal("case", *asked, late, "--csv", "--encoding", "utf-8").stdout
        return [*csv.reader(text.splitlines())]

    why = ledger("why")
    assert why[1][:2] == ["办理状态", "在办"]
    assert ["承办人", "陈国强"] in [row[:2] for row in why]
    assert [f"办结（conclude/{late}/1）", "逾期未完成"] in [row[:2] for row in why]
    heads, *fields = ledger("blame")
    assert heads == ["哪一项", "现为", "原为", "谁写定", "代谁", "日期", "记录"]
    told = {row[0]: row[1:6] for row in fields}
    assert told["状态"] == ["在办", "", "陈国强", "", terminal.day(-100)]
    assert told["类别"][0] == "行路难"
    assert told["措施 1"][0] == "未落实"
    nobody = terminal.record(*BY, "--place", "大丰村", "--learned", terminal.day(-30))
    last = terminal("case", "blame", nobody, *BY).stdout.splitlines()[-2]
    assert "，至今没有办理的记录，已 " in last


@pytest.mark.clause("S25", "S37")
def test_a_replay_is_a_line_for_each_matter_and_its_digest_that_of_the_lines(
    terminal: Terminal, late: str
) -> None:
    text = terminal("case", "replay").stdout
    (line,) = text.splitlines()
    assert json.loads(line)["case"] == late
    told = terminal.json("case", "replay")
    assert told["sha256"] == hashlib.sha256(text.encode()).hexdigest()
    assert terminal("case", "replay", "--known-by", "2024-01-01").stdout == ""


@pytest.mark.clause("S35", "S37", "S62")
def test_a_signed_report_is_compared_with_what_is_known_now(terminal: Terminal, late: str) -> None:
    asked = ("report", "diff", "指标", "--period", terminal.day(-100)[:4])
    lines = terminal(*asked, "--known-by", terminal.day(-90)).stdout.splitlines()
    assert lines[0].startswith("当时：前 0 条记录；现在：前 ")
    assert lines[1] == "报表的变化"
    of = terminal.day(-100)[:4]
    assert f"  {of} 记民情（记录）：「0」→「1」" in lines
    table = terminal(
        *asked, "--known-by", terminal.day(-90), "--csv", "--encoding", "utf-8"
    ).stdout
    assert f"{of},记民情（记录）,0,1" in table.splitlines()
    assert "其后补记的事" in lines
    assert any(line.startswith(f"  民情 {late} 陈国强记下") for line in lines)
    elsewhere = ("report", "diff", "指标", "--period", "2020", "--known-by", terminal.day(-90))
    told = terminal(*elsewhere).stdout.splitlines()
    assert late not in str(told)
    assert told[-1].startswith("另有 ")
    assert told[-1].endswith(" 条补记不属所问的单位或期间")
    nothing = terminal("report", "diff", "hanging", "--known-by", terminal.day(0)).stdout
    assert nothing.splitlines()[1:] == ["报表没有变化", "其后没有补记的事"]
    assert "(moment-missing)" in terminal("report", "diff", "hanging", exits=1).stderr
