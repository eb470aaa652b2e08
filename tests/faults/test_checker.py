"""The checker of histories finds what is wrong, and only that."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest
from attrs import frozen
from tests.faults.ground import MATTER, Ground, do, founded, lived
from tests.faults.history import History, read
from tests.faults.judging import judged
from tests.faults.writer import Writer, requests
from tests.proof.insider import Insider


@frozen
class Past:
    """A record and the history of who wrote it."""

    ground: Ground
    history: Path

    def told(self) -> dict[str, Any]:
        """Return what the checker says."""
        return judged(self.history, self.ground.url)

    def lines(self, change: Callable[[dict[str, Any]], dict[str, Any] | None]) -> None:
        """Change the lines of the history, or leave some out."""
        file = self.history / "w0.jsonl"
        lines = [change(json.loads(line)) for line in file.read_text("utf-8").splitlines()]
        text = "".join(f"{json.dumps(line)}\n" for line in lines if line is not None)
        file.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Path:
    """Give a folder with a record of a writer's ten requests, to be copied and spoilt."""
    folder = tmp_path_factory.mktemp("written")
    (folder / "history").mkdir()
    ground, history = founded(folder / "town"), History(folder / "history" / "w0.jsonl")
    with ground.open() as office:
        lived(office, 1, Random(0))
        writer, coming = Writer(office, history), requests(office, "w0", 0, Random(1))
        asked = next(coming)
        for _ in range(10):
            asked = coming.send(writer.ask(asked))
        history.stood(office.log.size() - 5, office.log.root(office.log.size() - 5))
    history.close()
    return folder


@pytest.fixture
def past(written: Path, tmp_path: Path) -> Past:
    """Give a copy."""
    shutil.copytree(written, tmp_path, dirs_exist_ok=True)
    town = tmp_path / "town"
    return Past(Ground(str(town / "town.db"), town / "town.key"), tmp_path / "history")


def test_a_true_record_is_told_to_be_one(past: Past) -> None:
    told = past.told()

    assert (told["wrong"], told["lost"], told["doubled"]) == ([], [], [])
    assert (told["answered"], told["unanswered"]) == (10, 0)


def test_what_was_answered_and_is_gone_is_lost_though_the_tree_was_rebuilt(past: Past) -> None:
    size = past.told()["events"]
    Insider(past.ground.file).cut(size - 1)

    told = past.told()

    assert ([*map(len, (told["lost"], told["doubled"]))], told["wrong"]) == ([1, 0], [])


def test_a_prefix_that_was_told_and_is_another_is_wrong(past: Past) -> None:
    insider = Insider(past.ground.file)
    insider.flip(50)
    assert any("its leaf is another's" in what for what in past.told()["wrong"])
    insider.rebuild()

    [wrong] = past.told()["wrong"]

    assert wrong.startswith("the root of the first ")


def test_a_request_that_is_there_twice_is_doubled(past: Past) -> None:
    size = past.told()["events"]
    with closing(sqlite3.connect(past.ground.file)) as sql, sql:
        copied = "SELECT position + 1, 'case/another', 1, topic, state FROM stored_events"
        sql.execute(f"INSERT INTO stored_events {copied} WHERE position = {size}")
        sql.execute(f"INSERT INTO leaf SELECT {size + 1}, logged_at, hash FROM leaf LIMIT 1")
        last = f"(SELECT logged_at FROM leaf WHERE position = {size})"
        sql.execute("DROP TRIGGER leaf_update_refused")
        sql.execute(f"UPDATE leaf SET logged_at = {last} WHERE position = {size + 1}")
    Insider(past.ground.file).rebuild()

    told = past.told()

    assert (len(told["doubled"]), told["lost"], told["wrong"]) == (1, [], [])


def test_what_nobody_asked_for_is_told(past: Past) -> None:
    with past.ground.open() as office:
        do(office, "case.record", matter=MATTER)

    told = past.told()

    assert (told["strays"], told["wrong"]) == ([told["events"]], [])


def test_a_hole_is_wrong(past: Past) -> None:
    with closing(sqlite3.connect(past.ground.file)) as sql, sql:
        sql.execute("DROP TRIGGER stored_events_delete_refused")
        sql.execute("DELETE FROM stored_events WHERE position = 60")

    assert "position 60 is 61" in past.told()["wrong"]


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (
            "UPDATE leaf SET logged_at = 1 WHERE position = 60",
            "position 60: earlier than the one before",
        ),
        (
            "UPDATE stored_events SET originator_version = 99 WHERE position = 60",
            "position 60: step 99 of ",
        ),
        ("UPDATE frontier SET nodes = zeroblob(32)", "the registered tree is not that of "),
        ("UPDATE frontier SET size = 60", "registered 60"),
    ],
)
def test_tables_that_do_not_fit_one_another_are_wrong(past: Past, change: str, wrong: str) -> None:
    with closing(sqlite3.connect(past.ground.file)) as sql, sql:
        for table in ("stored_events", "leaf"):
            sql.execute(f"DROP TRIGGER {table}_update_refused")
        sql.execute(change)

    assert any(wrong in what for what in past.told()["wrong"])


def test_a_key_that_was_answered_in_two_ways_is_wrong(past: Past) -> None:
    """Though one of the answers is the true one."""
    [first, *_] = [line for line in read(past.history) if "answered" in line]
    other = {"stream": first["stream"], "version": first["version"], "position": 60}
    History(past.history / "w1.jsonl").answered(first["answered"], **other)

    assert f"{first['answered']} was answered in 2 ways" in past.told()["wrong"]


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (lambda line: None if "asked" in line else line, "was never asked"),
        (
            lambda line: {**line, "version": 9} if "answered" in line else line,
            "is at case/",
        ),
        (
            lambda line: (
                {"refused": line["answered"], "code": "x", "at": line["at"]}
                if "answered" in line
                else line
            ),
            "was refused (x) and is on record",
        ),
        (
            lambda line: {**line, "at": -line["at"]} if "at" in line else line,
            "stands before what was answered before it was asked",
        ),
    ],
)
def test_a_history_that_says_otherwise_is_believed(past: Past, change, wrong: str) -> None:
    past.lines(change)

    assert any(wrong in what for what in past.told()["wrong"])
