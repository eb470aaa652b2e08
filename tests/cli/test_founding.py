"""A town from nothing, on the command line."""

import hashlib
import json
import stat
from pathlib import Path

import pytest

from minqing_core.application.scheme.policy import RULES

EVENTS = 70 + len(RULES)


def contents(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()}


def test_a_town_is_founded_without_a_question(nowhere) -> None:
    result = nowhere("db", "init")

    db = nowhere.environment["MINQING_DB"]
    assert result.stdout == (
        f"已建库 {db}：大涌镇，载入方案、类别和工作日历共 {EVENTS} 条记录\n"
        "第一名干事：wang（000001），由系统用户 wang 使用\n"
    )
    assert nowhere.json("roster", "show", "000001")["posts"] == "组织人事办公室干事"


def test_the_first_clerk_and_the_town_have_the_names_given(nowhere) -> None:
    made = json.loads(
        nowhere("db", "init", "--town", "沙溪镇", "--clerk", "王小明", "--json").stdout
    )

    assert made == {
        "town": "沙溪镇",
        "clerk": "000001",
        "name": "王小明",
        "login": "wang",
        "events": EVENTS,
        "db": nowhere.environment["MINQING_DB"],
    }
    assert [unit["name"] for unit in nowhere.json("roster", "units")["items"]] == [
        "沙溪镇",
        "组织人事办公室",
    ]


def test_the_master_key_is_its_owners_alone(nowhere) -> None:
    nowhere("db", "init")

    assert stat.S_IMODE((nowhere.folder / "town.key").stat().st_mode) == 0o600


@pytest.mark.files
def test_a_second_founding_is_refused_and_leaves_things_untouched(terminal) -> None:
    before = contents(terminal.folder)

    result = terminal("db", "init", exits=1)

    db = terminal.environment["MINQING_DB"]
    assert result.stderr == f"✗ {db} 已经存在，未作任何改动 (store-exists)\n"
    assert contents(terminal.folder) == before


@pytest.mark.files
def test_a_founding_that_is_refused_leaves_nothing_behind(nowhere) -> None:
    nowhere("db", "init", "--clerk", " ", exits=1)

    assert list(nowhere.folder.iterdir()) == []


@pytest.mark.files
def test_a_founding_that_fails_half_way_leaves_only_what_was_there(nowhere) -> None:
    (nowhere.folder / "town-views.db").mkdir()

    nowhere("db", "init", exits=1)

    assert [file.name for file in nowhere.folder.iterdir()] == ["town-views.db"]


@pytest.mark.files
def test_where_there_is_no_store_the_remedy_is_named(nowhere) -> None:
    db = nowhere.environment["MINQING_DB"]

    result = nowhere("case", "list", exits=3)

    assert result.stderr == (
        f"✗ {db} 还没有民情日记的库，请先运行 minqing --db {db} db init (store-missing)\n"
    )


@pytest.mark.parametrize("store", ["sqlite", "postgres"])
def test_a_matter_is_kept_in_either_kind_of_store(store, nowhere, request) -> None:
    if store == "postgres":
        nowhere.environment["MINQING_DB"] = request.getfixturevalue("postgres_url")
        nowhere.environment["MINQING_KEY_FILE"] = str(nowhere.folder / "town.key")
    nowhere("db", "init", "--clerk", "王小明")

    number = nowhere.record()

    assert nowhere.json("case", "show", number)["matter"]["title"] == "村口路灯不亮"
    assert nowhere.json("verify")["findings"] == []
    nowhere("db", "init", exits=1)
