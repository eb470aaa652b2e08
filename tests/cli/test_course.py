"""The course of a matter at the terminal: what is typed, and how the page reads."""

import pytest

from minqing_cli.course_page import course_lines

HANDLED = (
    ("case", "step", "{}", "--kind", "cause", "--text", "线路老化"),
    (
        *("case", "feedback", "{}", "--stage", "result", "--means", "visit"),
        *("--text", "灯已修好"),
    ),
    ("case", "conclude", "{}", "--outcome", "resolved", "--effect", "亮了"),
)


@pytest.fixture
def ended(terminal) -> str:
    """Give a matter that was handled, answered and concluded."""
    number: str = terminal.record()
    for words in HANDLED:
        terminal(*(word.format(number) for word in words))
    return number


@pytest.mark.clause("S34")
def test_a_parked_matter_says_until_when_and_its_extension_what_became_of_it(terminal) -> None:
    number = terminal.record()
    terminal(
        *("case", "extend", number, "--duty", "办结", "--until", terminal.day(80)),
        *("--reason", "管材未到货"),
    )
    parking = ("--cause", "自然条件", "--until", terminal.day(10), "--reason", "汛期")
    terminal("case", "park", number, *parking)
    page = terminal("case", "show", number).stdout
    assert page.splitlines()[0] == f"{number}《村口路灯不亮》 挂账"
    assert "  2. " in page
    assert f"管材未到货（办结、第 1 次、至 {terminal.day(80)}）" in page
    assert f"\n办理进程\n  挂账至 {terminal.day(10)}（自然条件：汛期）\n" in page
    assert f"  第 1 次申请延期：「办结」延至 {terminal.day(80)}，待决定\n" in page
    explained = terminal("deadline", "explain", number).stdout
    assert "挂账" in explained


@pytest.mark.clause("S28")
def test_a_revisit_says_whether_the_answer_was_true(terminal, ended) -> None:
    asked = ("case", "revisit", ended, "--means", "visit", "--response", "满意", "--text", "亮着")
    both = terminal(*asked, "--as-told", "--not-as-told", exits=1)
    assert "--as-told 与 --not-as-told 不能同用" in both.stderr
    neither = terminal(*asked, exits=1)
    assert "--as-told" in neither.stderr
    for flag in ("--as-told", "--not-as-told"):
        refused = terminal(*asked, flag, exits=4)
        assert "回访须由没有办理过的人进行" in refused.stderr


@pytest.mark.clause("S26", "S34")
def test_a_reopened_matter_shows_its_rounds_and_how_it_ended_before(terminal, ended) -> None:
    terminal("case", "dispute", ended, "--means", "电话", "--text", "灯又不亮了")
    terminal("case", "reopen", ended, "--reason", "异议属实")
    terminal("case", "recuse", ended, "--person", "王小明", "--reason", "是亲属")
    page = terminal("case", "show", ended).stdout
    assert "王小明 群众异议：灯又不亮了（电话）" in page
    told = page.partition("\n办理进程\n")[2].splitlines()
    assert told[0] == "  第 2 轮办理"
    assert told[1].startswith("  第 1 轮：")
    assert told[1].endswith("王小明 办结（已解决），效果：亮了")
    assert told[2] == "  王小明回避：待决定"
    explained = terminal("deadline", "explain", ended).stdout
    assert "重新办理（第 2 轮）" in explained


@pytest.mark.clause("S30")
def test_bonds_are_shown_on_both_pages(terminal) -> None:
    first, second = terminal.record(), terminal.record("--title", "路灯又坏了")
    terminal("case", "link", second, "--of", first, "--reason", "同一盏灯")
    terminal("case", "merge", second, "--into", first, "--reason", "同一条线路")
    split = terminal.json(
        *("case", "split", first, "--title", "水管漏水", "--text", "还说水管漏水"),
        *("--petitioner", "张大爷", "--reason", "一事一记"),
    )
    part = split["id"]
    assert terminal.json("case", "show", part)["matter"]["petitioners"][0]["name"] == "张大爷"
    page = terminal("case", "show", second).stdout.partition("\n办理进程\n")[2]
    assert page == f"  与 {first} 重复\n  已并入 {first} 办理\n"
    page = terminal("case", "show", first).stdout.partition("\n办理进程\n")[2]
    assert page == f"  {second} 与此事重复\n  {second} 并入此事办理\n  拆出 {part}\n"
    assert terminal("case", "show", part).stdout.endswith(f"  从 {first} 拆出\n")
    whole = terminal("case", "split", first, "--title", "水", "--reason", "两件事", exits=1)
    assert "--text" in whole.stderr


@pytest.mark.clause("S29")
def test_what_was_put_off_shows_when_it_is_looked_at_again(terminal) -> None:
    number = terminal.record()
    terminal("case", "step", number, "--kind", "cause", "--text", "线路老化")
    terminal("case", "explain", number, "--means", "visit", "--text", "资金未到")
    terminal(
        *("case", "conclude", number, "--outcome", "temporarily-unresolvable"),
        *("--effect", "列入计划", "--cause", "funds", "--basis", "预算"),
        *("--next-look", terminal.day(20)),
    )
    terminal("case", "look", number, "--text", "仍未到位", "--next-look", terminal.day(30))
    page = terminal("case", "show", number).stdout
    assert f"复看：仍未到位（{terminal.day(30)} 再看）" in page
    assert page.endswith(f"\n办理进程\n  定于 {terminal.day(30)} 复看\n")


@pytest.mark.clause("S30", "S33", "S36")
def test_what_a_record_lacks_is_listed_with_hints(terminal) -> None:
    number = terminal.record("--text", "灯坏了")
    page = terminal("case", "check", number).stdout
    lines = page.splitlines()
    assert lines[0] == f"{number}《村口路灯不亮》 完整率 66%"
    assert "  缺：地点（S21）" in lines
    assert "  尚未到：办理效果（S27）" in lines
    assert lines[-2:] == [
        "提示",
        "  事由只有 3 字，不足 10 字，看不清是什么事（S36）",
    ]
    assert "提示" not in terminal("case", "check", terminal.record("--place", "town")).stdout
    report = terminal("report", "completeness").stdout.splitlines()
    assert report[0].split() == ["负责人", "件数", "不完整", "完整率（%）"]
    assert report[1].split() == ["王小明", "2", "1", "83"]
    listed = terminal.json("case", "list", "--incomplete")["items"]
    assert [row["number"] for row in listed] == [number]


@pytest.mark.clause("S34")
def test_an_extension_reads_as_far_as_it_came() -> None:
    line = {
        "extension": 1,
        "duty": "conclude",
        "until": "2024-05-20",
        "approved": True,
        "decided_by": "0006",
        "told_on": None,
    }
    told = {**line, "told_on": "2024-04-20"}
    refused = {**line, "approved": False}
    course = {
        "round": 1,
        "closures": [],
        "next_look": None,
        "parking": {
            "cause": "nature",
            "reason": "汛期",
            "until": "2024-04-01",
            "lapsed": True,
        },
        "extensions": [line, told, refused],
        "links": dict.fromkeys(
            ("duplicate_of", "duplicates", "merged_into", "parts", "split_from", "split_off")
        ),
        "recusals": [],
        "people": {"0006": "梁主任"},
    }
    assert list(course_lines(course)) == [
        "",
        "办理进程",
        "  挂账至 2024-04-01（自然条件：汛期），现已到期，时限继续计算",
        "  第 1 次申请延期：「办结」延至 2024-05-20，梁主任批准，尚未告知群众，未生效",
        "  第 1 次申请延期：「办结」延至 2024-05-20，梁主任批准，2024-04-20 已告知群众",
        "  第 1 次申请延期：「办结」延至 2024-05-20，梁主任不批准",
    ]
