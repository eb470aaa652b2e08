"""Every use case has its command, and every command its use case."""

import click
import pytest

from minqing_cli.main import cli
from minqing_cli.surface import COMMANDS
from minqing_core.application.catalogue import CATALOGUE


def test_every_use_case_has_a_command_and_no_other() -> None:
    assert set(COMMANDS) == set(CATALOGUE)


@pytest.mark.parametrize(("use_case", "words"), sorted(COMMANDS.items()))
def test_the_command_does_the_use_case(use_case, words) -> None:
    command: click.Command | None = cli
    for word in words.split():
        assert isinstance(command, click.Group)
        command = command.get_command(click.Context(command), word)

    assert command is not None
    assert getattr(command.callback, "use_case", use_case) == use_case
