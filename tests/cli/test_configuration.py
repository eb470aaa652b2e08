"""Where settings come from: flag, environment, the folder's file, the user's file, default."""

import json

import pytest
from tests.cli.terminals import Terminal

pytestmark = pytest.mark.files


@pytest.fixture
def settled(terminal, monkeypatch) -> Terminal:
    """Give a terminal in a folder of its own, with nothing set in the environment."""
    monkeypatch.chdir(terminal.folder)
    terminal.environment["MINQING_DB"] = None
    return terminal


def origin(terminal: Terminal, *words: str) -> dict[str, str]:
    result = terminal(*words, "config", "show", "--origin", "--json")
    found = {row["name"]: row for row in json.loads(result.stdout)["items"]}
    return {"value": found["db"]["value"], "origin": found["db"]["origin"]}


def test_each_place_gives_way_to_the_one_before(settled) -> None:
    assert origin(settled)["origin"] == "缺省"

    users = settled.folder / "config" / "minqing" / "minqing.toml"
    users.parent.mkdir(parents=True)
    users.write_text('db = "user.db"\n', encoding="utf-8")
    assert origin(settled) == {"value": "user.db", "origin": str(users)}

    (settled.folder / "minqing.toml").write_text('db = "here.db"\n', encoding="utf-8")
    assert origin(settled) == {"value": "here.db", "origin": "minqing.toml"}

    settled.environment["MINQING_DB"] = "env.db"
    assert origin(settled) == {"value": "env.db", "origin": "环境变量 MINQING_DB"}
    assert origin(settled, "--db", "x.db") == {"value": "x.db", "origin": "选项 --db"}


@pytest.mark.parametrize("text", ["db = 1\n", "colour = 'red'\n", "db =\n"])
def test_a_settings_file_that_cannot_be_meant_is_refused(settled, text) -> None:
    (settled.folder / "minqing.toml").write_text(text, encoding="utf-8")

    assert "设置文件 minqing.toml" in settled("config", "show", exits=1).stderr


def test_the_store_of_the_folder_is_used(settled) -> None:
    (settled.folder / "minqing.toml").write_text('db = "town.db"\n', encoding="utf-8")

    assert settled("case", "count").stdout == "分项  件数\n合计  0\n"
