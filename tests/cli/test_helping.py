"""Help in Chinese, in aligned columns, with examples; and what is said of a mistyped command."""

import ast
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from minqing_cli.chinese import TRADE, WORDS
from minqing_cli.help import LazyGroup
from minqing_cli.main import cli
from minqing_cli.width import width


def commands(group: click.Group = cli, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the words of every command there is."""
    assert isinstance(group, LazyGroup)
    for name, (place, _) in group.lazily.items():
        if find_spec(place.partition(":")[0]) is None:
            continue
        command = group.get_command(click.Context(group), name)
        if isinstance(command, LazyGroup):
            yield from commands(command, (*words, name))
        elif not isinstance(command, click.Group):
            yield (*words, name)


def msgids() -> set[str]:
    """Return every message that the parts of Click in use can say."""
    folder = Path(click.__file__).parent
    found = set()
    for name in TRADE:
        for node in ast.walk(ast.parse((folder / f"{name}.py").read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                count = {"_": 1, "ngettext": 2}.get(node.func.id, 0)
                given = [arg for arg in node.args[:count] if isinstance(arg, ast.Constant)]
                found |= {str(arg.value) for arg in given}
    return found


FOR_PROGRAMMERS = (
    "Name '",
    "Could not determine name",
    "No options defined",
    "Boolean option",
    "Arguments take",
    "DeprecationWarning",
    "Unknown color",
    "Invalid start character",
)


def test_every_message_of_click_that_people_see_is_in_chinese() -> None:
    said = {text for text in msgids() if text and not text.startswith(FOR_PROGRAMMERS)}

    assert said - WORDS.keys() == set()


@pytest.mark.parametrize("words", list(commands()), ids=" ".join)
def test_every_command_explains_itself_in_chinese(terminal, words) -> None:
    page = terminal(*words, "--help").stdout

    assert page.startswith(f"用法：minqing {' '.join(words)}")
    assert "Options" not in page
    assert "Show this" not in page
    assert max(map(width, page.splitlines())) <= 100


def test_the_first_page_stands_in_columns(terminal) -> None:
    lines = terminal("--help").stdout.splitlines()

    start = lines.index("命令：") + 1
    listed = lines[start : lines.index("", start)]
    assert {len(line) - len(line[2:].partition(" ")[2].lstrip()) for line in listed} == {18}
    assert lines[0] == "用法：minqing [选项] 命令 …"
    assert "  例：" in lines


def test_options_stand_in_columns_under_han_characters(terminal) -> None:
    lines = terminal("db", "init", "--help").stdout.splitlines()

    assert [line for line in lines if line.startswith("  --")] == [
        "  --town 镇名   镇名；缺省大涌镇",
        "  --clerk 姓名  第一名干事；缺省为系统用户名",
        "  --json        以 JSON 输出",
    ]


def test_codes_are_listed_with_their_names(terminal) -> None:
    page = terminal("case", "feedback", "--help").stdout

    assert "反馈什么：opinion 处理意见、result 办理结果" in page


def test_a_mistyped_command_is_met_with_those_spelled_alike(terminal) -> None:
    result = terminal("case", "shwo", exits=2)

    assert result.stderr == (
        "用法：minqing case [选项] 命令 …\n用 minqing case --help 查看帮助。\n\n"
        "✗ 没有此命令：shwo。 您要的是不是 'show'?\n"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("case", "show"), "✗ 缺少参数 '编号'."),
        (
            ("case", "list", "--statsu", "x"),
            "✗ 没有此选项：--statsu。 您要的是不是其中之一：'--as', '--status'?",
        ),
        (("case", "show", "1", "2"), "✗ 多出了参数：2"),
        (("case", "step", "1", "--seen", "x"), "✗ '--seen' 的值不对：「x」不是 整数。"),
        (("completion", "tcsh"), "应为其中之一：'bash', 'zsh', 'fish', 'powershell'。"),
        (("nonsense",), "✗ 没有此命令：nonsense。"),
    ],
)
def test_a_mistake_in_use_is_told_in_chinese(terminal, words, said) -> None:
    assert terminal(*words, exits=2).stderr.splitlines()[-1].endswith(said)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_each_shell_has_its_completion(terminal, shell) -> None:
    script = terminal("completion", shell).stdout

    assert "_MINQING_COMPLETE" in script
    assert "minqing" in script


@pytest.mark.parametrize(
    ("written", "offered"),
    [
        (("ca",), {"case", "calendar"}),
        (("case", "step", "2026-000001", "--kind", "l"), {"leader"}),
        (("case", "list", "--unit", "da"), {"dafeng"}),
        (("case", "list", "--owner", "陈"), {"陈国强"}),
        (("roster", "show", ""), {"000001", "0002", "0004"}),
    ],
)
def test_the_shell_is_offered_what_there_is(terminal, written, offered) -> None:
    assert complete(terminal, *written) == offered


def test_the_numbers_of_matters_are_offered(terminal) -> None:
    number = terminal.record()

    assert complete(terminal, "case", "show", "") == {number}


def test_the_shell_is_offered_nothing_where_the_office_refuses(nowhere) -> None:
    assert complete(nowhere, "case", "show", "") == set()


def complete(terminal, *written: str) -> set[str]:
    """Return what the shell is offered for the last word."""
    *words, incomplete = written
    with CliRunner().isolation(env=terminal.environment):
        found = ShellComplete(cli, {}, "minqing", "X").get_completions(words, incomplete)
    return {item.value for item in found}
