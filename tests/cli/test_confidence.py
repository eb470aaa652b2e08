"""A complaint about a cadre, and who read what, on the command line."""

import json

import pytest

COMPLAINT = (
    *("--kind", "problem", "--channel", "letter", "--category", "VILLAGE_GOVERNANCE.CONDUCT"),
    *("--title", "反映干部优亲厚友", "--text", "低保名额给了亲戚。"),
    *("--petitioner", "李大娘", "--contact", "13800000000"),
)


@pytest.fixture
def complaint(terminal):
    """Give a terminal and the number of a complaint about the village secretary."""
    asked = ("case", "record", *COMPLAINT, "--accused", "陈国强", "--json")
    return terminal, json.loads(terminal(*asked).stdout)["id"]


@pytest.mark.clause("S12")
def test_a_complaint_is_shown_sealed_and_to_the_accused_not_at_all(complaint) -> None:
    terminal, number = complaint
    page = terminal("case", "show", number).stdout
    assert "  诉求人：〔已密封〕 〔已密封〕" in page
    assert "  被反映人：陈国强" in page
    assert "一名受保护的反映人" in terminal("case", "log", number).stdout
    hidden = terminal("case", "show", number, "--as", "陈国强", exits=3).stderr
    assert hidden == f"✗ 没有编号为 {number} 的民情日记，请核对编号 (case-unknown)\n"
    assert terminal.json("case", "list", "--as", "陈国强")["items"] == []


@pytest.mark.clause("S12")
def test_an_identity_is_opened_for_a_reason_that_is_recorded(complaint) -> None:
    terminal, number = complaint
    asked = ("case", "identity", number, "--reason", "上门核实")
    assert terminal(*asked, "--dry-run").stdout == (
        f"{number} 第 2 步\n  王小明查看第 1 位反映人的身份，理由：上门核实\n"
    )
    assert terminal(*asked).stdout == (
        f"{number} 第 2 步\n  王小明查看第 1 位反映人的身份，理由：上门核实\n"
        "第 1 位：李大娘 13800000000\n"
    )
    assert "  2. " in terminal("case", "show", number).stdout
    assert "查看身份：上门核实" in terminal("case", "show", number).stdout


@pytest.mark.clause("S12", "S23")
def test_the_household_of_a_sealed_matter_is_told_with_the_identity(complaint) -> None:
    terminal, _ = complaint
    home = terminal.json("household", "enter", "--village", "dafeng", "--name", "李大娘家")["id"]
    number = terminal.record("--household", home, "--category", "VILLAGE_GOVERNANCE.CONDUCT")
    assert home not in terminal("case", "show", number).stdout
    opened = terminal("case", "identity", number, "--reason", "上门核实").stdout
    assert opened.endswith(f"住户：{home}\n")


@pytest.mark.clause("S12", "S46")
def test_the_list_of_who_leaves_counts_for_the_office_what_it_may_not_see(terminal) -> None:
    colleague = ("--since", "2020-01-01", "--post", "org-office-clerk", "--unit", "org-office")
    terminal("roster", "person", "0005", "--name", "赵刚", *colleague)
    asked = (
        "case",
        "record",
        *COMPLAINT,
        "--accused",
        "赵刚",
        "--owner",
        "何正",
        "--unit",
        "town",
    )
    number = terminal.json(*asked, "--as", "陈国强")["id"]
    lines = terminal("roster", "leaving", "何正").stdout.splitlines()
    assert lines[2:] == ["未清：", "  无权查看的民情 1 件"]
    own = terminal("roster", "leaving", "何正", "--as", "何正").stdout.splitlines()
    assert own[2:] == ["未清：", f"  民情 {number} 反映干部优亲厚友（在办）"]


@pytest.mark.clause("S12")
def test_whom_a_matter_complains_about_is_named_later(terminal) -> None:
    number = terminal.record()
    terminal("case", "accuse", number, "--accused", "陈国强", "--reason", "来电反映")
    page = terminal("case", "show", number).stdout
    assert "被反映人：来电反映（反映的是陈国强）" in page
    assert "  诉求人：〔已密封〕" in page


@pytest.mark.clause("S12")
def test_who_read_what_is_listed_for_those_who_watch_over_it(complaint) -> None:
    terminal, number = complaint
    terminal("case", "show", number, "--as", "陈国强", exits=3)
    terminal("case", "show", number)
    lines = terminal.json("access", "list", "--subject", f"case/{number}", "--as", "何正")["items"]
    assert [(line["actor_name"], line["outcome"]) for line in lines] == [
        ("王小明", "read"),
        ("陈国强", "refused:case-unknown"),
    ]
    head = terminal("access", "list", "--as", "何正").stdout.splitlines()[0]
    assert head.split() == ["时间", "人员", "编号", "事项", "对象", "结果", "途径"]
    terminal("access", "list", exits=4)
    assert terminal.json("access", "prune")["removed"] == 0
    terminal("access", "prune", "--days", "30", exits=1)
