"""A town in a store of its own, and a terminal before it."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.cli.terminals import Terminal
from tests.stores import STORE, copied_database, fresh_database

VILLAGE = ("--kind", "village", "--parent", "town", "--since", "2007-06-20")
SECRETARY = (
    *("--kind", "village-two-committees", "--since", "2020-01-01"),
    *("--post", "village-secretary", "--unit", "大丰村"),
)
INVESTIGATOR = ("--since", "2020-01-01", "--post", "investigator", "--unit", "town")


@pytest.fixture(scope="session")
def founded(request, tmp_path_factory) -> Iterator[Terminal]:
    """Give a terminal before a town just founded, to be copied."""
    folder = tmp_path_factory.mktemp("founded")
    with ExitStack() as stack:
        terminal = Terminal(folder)
        if STORE == "postgres":
            where = [request.getfixturevalue(name) for name in ("postgres_dsn", "worker_name")]
            terminal.settle(stack.enter_context(fresh_database(*where)))
        terminal("db", "init", "--clerk", "王小明")
        terminal("roster", "unit", "dafeng", "--name", "大丰村", *VILLAGE)
        terminal("roster", "person", "0002", "--name", "陈国强", *SECRETARY)
        terminal("roster", "person", "0004", "--name", "何正", *INVESTIGATOR)
        yield terminal


@pytest.fixture
def terminal(founded: Terminal, tmp_path: Path) -> Iterator[Terminal]:
    """Give a terminal before a town with a village, a secretary and an investigator."""
    for file in founded.folder.iterdir():
        shutil.copy2(file, tmp_path)
    terminal = Terminal(tmp_path)
    if STORE != "postgres":
        yield terminal
        return
    with copied_database(str(founded.environment["MINQING_DB"])) as url:
        terminal.settle(url)
        yield terminal


@pytest.fixture
def nowhere(request, tmp_path: Path) -> Terminal:
    """Give a terminal where there is no town yet."""
    terminal = Terminal(tmp_path)
    if STORE == "postgres":
        terminal.settle(request.getfixturevalue("postgres_url"))
    return terminal
