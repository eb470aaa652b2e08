"""A town in a store of its own, and a terminal before it."""

import shutil
from pathlib import Path

import pytest
from tests.cli.terminals import Terminal

VILLAGE = ("--kind", "village", "--parent", "town", "--since", "2007-06-20")
SECRETARY = (
    *("--kind", "village-two-committees", "--since", "2020-01-01"),
    *("--post", "village-secretary", "--unit", "大丰村"),
)
INVESTIGATOR = ("--since", "2020-01-01", "--post", "investigator", "--unit", "town")


@pytest.fixture(scope="session")
def founded(tmp_path_factory) -> Path:
    """Give a folder with a town just founded, to be copied."""
    folder = tmp_path_factory.mktemp("founded")
    terminal = Terminal(folder)
    terminal("db", "init", "--clerk", "王小明")
    terminal("roster", "unit", "dafeng", "--name", "大丰村", *VILLAGE)
    terminal("roster", "person", "0002", "--name", "陈国强", *SECRETARY)
    terminal("roster", "person", "0004", "--name", "何正", *INVESTIGATOR)
    return folder


@pytest.fixture
def terminal(founded: Path, tmp_path: Path) -> Terminal:
    """Give a terminal before a town with a village, a secretary and an investigator."""
    for file in founded.iterdir():
        shutil.copy2(file, tmp_path)
    return Terminal(tmp_path)


@pytest.fixture
def nowhere(tmp_path: Path) -> Terminal:
    """Give a terminal where there is no town yet."""
    return Terminal(tmp_path)
