"""The tables of a store are brought up on the command line, when a program says so."""

import sqlite3
from contextlib import closing

import pytest
from tests.cli.terminals import Terminal

pytestmark = pytest.mark.files


def aged(terminal: Terminal, version: int) -> None:
    """Let the vault be of another version."""
    with closing(sqlite3.connect(terminal.folder / "town-vault.db")) as vault:
        vault.execute(f"PRAGMA user_version = {version}")


def test_an_earlier_store_is_refused_until_it_is_upgraded(terminal: Terminal) -> None:
    aged(terminal, 1)

    said = terminal("case", "list", exits=1).output
    shown = terminal("db", "upgrade").stdout
    done = terminal.json("db", "upgrade")["items"]

    assert "（vault）是第 1 版，本程序用第 2 版" in said
    assert "再运行 minqing db upgrade (schema-older)" in said
    assert "vault" in shown
    assert {"tables": "vault", "before": 2, "after": 2} in done
    terminal("case", "list")


@pytest.mark.parametrize("command", [("case", "list"), ("db", "upgrade")])
def test_a_later_store_is_left_alone(terminal: Terminal, command: tuple[str, ...]) -> None:
    aged(terminal, 3)

    said = terminal(*command, exits=1).output

    assert "只认识到第 2 版；请改用新版程序，未作任何改动 (schema-newer)" in said


def test_where_there_is_no_store_nothing_is_upgraded(nowhere: Terminal) -> None:
    assert "(store-missing)" in nowhere("db", "upgrade", exits=3).output
