"""The office above follows a town over HTTP on the command line, and carries back its line."""

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.http.serving import CLERK, Served
from tests.proof.conftest import Signed
from tests.proof.superior import Superior, forked, signed_anew

from minqing_core.bootstrap import open_office

TOWN = "大涌镇"
SCOPES = ("record.export", "record.verify")


@contextmanager
def serving(town: Signed) -> Iterator[Served]:
    """Serve a town's own record, with a key that is good for following it and no more."""
    office = open_office(str(town.folder / "town.db"), checkpoints=town.checkpoints)
    with Served(office, founded=False) as served:
        served.key = served.issue(CLERK, SCOPES)
        yield served
    office.close()


def added(superior: Superior, served: Served, *more: str, name: str = TOWN) -> None:
    """Have the city follow what is served."""
    superior.terminal.environment["MINQING_MIRROR"] = str(superior.folder / "mirror.db")
    address = f"http://127.0.0.1:{served.port}/"
    key = ("--api-key-file", "-")
    superior.terminal("city", "add", name, "--address", address, *key, *more, given=served.key)


def followed(superior: Superior, *, exits: int = 0) -> dict[str, Any]:
    """Have the city follow its one town."""
    answered = superior.terminal("city", "follow", "--json", exits=exits)
    (item,) = json.loads(answered.stdout)["items"]
    return dict(item)


@pytest.mark.clause("S37")
def test_the_city_follows_over_http_and_carries_back_what_it_cosigned(
    town: Signed, superior: Superior
) -> None:
    town.terminal.record()
    size = town.sign()
    with serving(town) as served:
        added(superior, served, "--vkey", town.vkey)
        assert followed(superior) == {
            "town": TOWN,
            "size": size,
            "new": size,
            "matters": 1,
            "signed": size,
            "cosigned": size,
            "trouble": None,
        }
        (line,) = superior.terminal.json("city", "board")["items"]
        assert line["counts"]["matters"] == town.terminal.json("case", "count")["total"] == 1
        board = superior.terminal("city", "board").stdout
        assert TOWN in board
        assert "逾期未办" in board
    assert oct((superior.folder / "mirror.db").stat().st_mode & 0o777) == "0o600"

    back = str(superior.folder / "back.checkpoint")
    superior.terminal("city", "cosigned", TOWN, "--out", back)
    taken = ("--witness", back, "--witness-vkey", superior.vkey)
    assert town.terminal.json("checkpoint", "cosign", *taken)["size"] == size


def test_a_town_that_is_away_or_turns_the_key_down_is_told_and_stops_nobody(
    town: Signed, superior: Superior
) -> None:
    with serving(town) as served:
        added(superior, served)
        assert followed(superior)["signed"] == 0
        for name, address in (("甲镇", "https://x:port"), ("乙镇", "http://127.0.0.1:1")):
            key = ("--api-key-file", "-")
            superior.terminal("city", "add", name, "--address", address, *key, given="mq_x")
        served.do("key.issue", person=CLERK, label="另一把")
        served.do("key.revoke", key=served.do("key.list")["items"][1]["id"])
        answered = superior.terminal("city", "follow", "--json", exits=7)
    troubles = {one["town"]: one["trouble"] for one in json.loads(answered.stdout)["items"]}
    assert {one["code"] for one in troubles.values()} == {"town-answer"}
    assert "地址不对" in troubles["甲镇"]["text"]
    assert "Connection refused" in troubles["乙镇"]["text"]
    assert "401" in troubles[TOWN]["text"]
    assert (
        "已有名为「甲镇」"
        in superior.terminal(
            *("city", "add", "甲镇", "--address", "https://x", "--api-key-file", "-"),
            given="mq_x",
            exits=1,
        ).output
    )


@pytest.mark.clause("S12")
def test_a_key_that_would_travel_readable_is_not_taken(superior: Superior) -> None:
    superior.terminal.environment["MINQING_MIRROR"] = str(superior.folder / "mirror.db")
    asked = ("city", "add", TOWN, "--address", "http://dachong.gov.example")
    refused = superior.terminal(*asked, "--api-key-file", "-", given="mq_x", exits=1)
    assert "应以 https:// 开头" in refused.output
    assert superior.terminal.json("city", "board")["items"] == []


@pytest.mark.clause("S37")
def test_a_rebuilt_past_is_found_by_the_city_without_a_checkpoint(
    town: Signed, superior: Superior
) -> None:
    town.sign()
    with serving(town) as served:
        added(superior, served, "--vkey", town.vkey)
        size = followed(superior)["size"]
    there = forked(town)
    there.checkpoints.mkdir()
    with serving(there) as served:
        rebuilt = ("UPDATE towns SET address = ?", (f"http://127.0.0.1:{served.port}",))
        moved(superior.folder / "mirror.db", *rebuilt, served.key)
        assert followed(superior)["signed"] == size
        there.terminal.record()
        signed_anew(there)
        found = followed(superior, exits=6)
    assert found["trouble"]["code"] == "city-root"
    assert found["trouble"]["broken"]
    board = superior.terminal("city", "board", "--csv").stdout.lstrip("\ufeff")
    (shown,) = csv.DictReader(board.splitlines())
    assert shown["断改"] == "1"
    assert shown["异常"].endswith("签的是另一个过去")
    (line,) = superior.terminal.json("city", "board")["items"]
    assert [one["code"] for one in line["broken"]] == ["city-root"]


def moved(mirror: Path, statement: str, values: tuple[str, ...], key: str) -> None:
    """Let the town answer at another address, with another key, behind the city's back."""
    import sqlite3  # noqa: PLC0415
    from contextlib import closing  # noqa: PLC0415

    with closing(sqlite3.connect(mirror)) as sql, sql:
        sql.execute(f"{statement}, api_key = ?", (*values, key))


def test_statistics_are_written_and_asked_on_the_command_line(
    town: Signed, tmp_path: Path
) -> None:
    pytest.importorskip("pyarrow")
    pytest.importorskip("duckdb")
    town.terminal.record()
    out = str(tmp_path / "统计")

    made = town.terminal.json("export", "parquet", "--out", out)

    assert (made["matters"], made["town"]) == (1, made["town"])
    assert made["events"] <= made["position"]
    for question, words in {
        "villages": "HOT_DIFFICULT.ROADS",
        "late": "逾期率",
        "days": "一半不超过",
        "records": "办理人",
    }.items():
        assert words in town.terminal("city", "ask", question, "--exports", out).stdout
    rows = town.terminal.json("city", "ask", "late", "--exports", out)["items"]
    assert [row["matters"] for row in rows] == [1]
    matters = town.terminal.json("export", "matters")["items"]
    assert [row["village"] for row in matters] == [None]
    assert len(town.terminal.json("export", "events", "--limit", "3")["items"]) == 3
    leaves = town.terminal.json("checkpoint", "leaves", "--limit", "2")["items"]
    assert [len(leaf) for leaf in leaves] == [64, 64]
    assert "指纹" in town.terminal("checkpoint", "leaves", "--limit", "2").stdout
    refused = town.terminal("city", "ask", "late", "--exports", str(tmp_path), exits=3)
    assert "没有统计文件" in refused.output
