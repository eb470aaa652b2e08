"""A real terminal: boxes, colour, and questions for what was left out."""

import os
import select
import sys

import pytest
from tests.cli.terminals import Terminal

pty = pytest.importorskip("pty")


def typed(terminal: Terminal, *words: str, answers: tuple[str, ...] = (), **others: str) -> str:
    """Run a command on a terminal, type the answers, and return all that is seen."""
    environment = {k: v for k, v in (os.environ | terminal.environment).items() if v is not None}
    command = [sys.executable, "-m", "minqing_cli.main", *words]
    child, screen = pty.fork()
    if child == 0:
        os.execve(sys.executable, command, environment | {"COLUMNS": "120"} | others)  # noqa: S606
    seen, left = b"", list(answers)
    while select.select([screen], [], [], 20)[0]:
        try:
            read = os.read(screen, 4096)
        except OSError:
            break
        if not read:
            break
        seen += read
        if left and seen.endswith(b": "):
            os.write(screen, f"{left.pop(0)}\n".encode())
    os.waitpid(child, 0)
    os.close(screen)
    return seen.decode()


def test_a_terminal_gets_a_box_and_colour(terminal) -> None:
    terminal.record()

    assert "│ 在办 │ 村口路灯不亮 │" in typed(terminal, "case", "list")
    assert typed(terminal, "case", "show", "x").startswith("\x1b[31m✗ 没有编号为 x 的民情日记")


def test_whoever_wants_no_colour_gets_none(terminal) -> None:
    assert "\x1b" not in typed(terminal, "case", "list", NO_COLOR="1")
    assert "\x1b" not in typed(terminal, "case", "show", "x", NO_COLOR="1")


def test_what_was_left_out_is_asked_for(terminal) -> None:
    number = terminal.record()

    seen = typed(terminal, "case", "step", number, "--text", "线路老化", answers=("cause",))

    assert "--kind: " in seen
    assert "王小明写明原因：线路老化" in seen


def test_nothing_is_asked_for_where_that_was_said(terminal) -> None:
    seen = typed(terminal, "case", "step", "2026-000001", "--text", "x", "--yes")

    assert "--kind：必须填写" in seen
