"""What those who run it are told to run is there, option by option."""

import re
from pathlib import Path

import click
import pytest

from minqing_cli.main import cli

HERE = Path(__file__).parents[2]
TOLD = [HERE / "docs/operations.md", *filter(Path.is_file, (HERE / "deploy").rglob("*"))]
CALL = re.compile(r"(?:bin/minqing|`minqing|^minqing) ((?:--)?[a-z][^`'\n]*)", re.MULTILINE)


def calls() -> list[str]:
    return [call for path in TOLD for call in CALL.findall(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("call", calls())
def test_a_command_that_is_told_of_is_there_with_its_options(call: str) -> None:
    command: click.Command = cli
    words = [word for word in call.split() if word not in {"-c", "exec"}]
    context = click.Context(cli)
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        inner = command.get_command(context, words.pop(0))
        assert inner is not None, call
        command = inner
    options = {name for parameter in command.params for name in parameter.opts}
    options |= {name for parameter in cli.params for name in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= options


def test_the_commands_that_are_told_of_are_found() -> None:
    for path in (TOLD[0], *(HERE / "deploy").glob("*.service")):
        assert CALL.search(path.read_text(encoding="utf-8")), path
