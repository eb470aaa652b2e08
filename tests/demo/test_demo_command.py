"""The command grows a town, leads through it, keeps it where told, and serves it."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.pages.visiting import Visitor

from minqing_cli.main import cli

FEW = ("--matters", "20")
NUMBER = re.compile(r"20\d\d-\d{6}")
PATIENCE = 60


def run(folder: Path, *words: str) -> Result:
    environment = {
        "MINQING_DB": str(folder / "other.db"),
        "MINQING_KEY_FILE": None,
        "MINQING_AS": None,
        "LOGNAME": "wang",
        "TMPDIR": str(folder),
        "XDG_CONFIG_HOME": str(folder / "config"),
    }
    return CliRunner().invoke(cli, words, prog_name="minqing", env=environment)


def test_without_a_store_the_tour_is_all_that_stays(tmp_path: Path) -> None:
    done = run(tmp_path, "demo", "--no-serve", *FEW)

    assert done.exit_code == 0, done.output
    assert "三件办得不好的" in done.stdout
    assert len(set(NUMBER.findall(done.stdout))) >= 5
    assert "正在生成" in done.stderr
    assert not list(tmp_path.glob("**/*.db"))


def test_a_kept_town_answers_the_commands_of_the_tour(tmp_path: Path) -> None:
    kept = str(tmp_path / "demo.db")
    toured = run(tmp_path, "demo", "--no-serve", "--db", kept, *FEW)
    shown = [
        line.split()[1:] for line in toured.stdout.splitlines() if line.split()[:1] == ["minqing"]
    ]

    assert toured.exit_code == 0, toured.output
    assert len(shown) >= 40
    answers = {" ".join(words[2:]): run(tmp_path, *words) for words in shown}
    assert not {asked: told.output for asked, told in answers.items() if told.exit_code}
    assert _told(answers, "--known-by 2024-08-06").count("逾期未完成") == 1
    assert _told(answers, "--duty record.weekly --as-of").count("逾期完成") == 1
    assert "每周记录篇数：不少于 1 次" in _told(answers, "duties explain")
    assert "第 2 次制作" in _told(answers, "appraisal sheet")
    assert "0 位群众待反馈" in _told(answers, "study show")
    assert _told(answers, "prove closure").startswith("0\n")


def test_the_same_seed_prints_the_same_tour(tmp_path: Path) -> None:
    tours = [run(tmp_path, "demo", "--no-serve", "--seed", "5", *FEW).stdout for _ in range(2)]

    assert tours[0] == tours[1]


def test_a_store_that_holds_something_is_refused(tmp_path: Path) -> None:
    kept = str(tmp_path / "demo.db")
    run(tmp_path, "demo", "--no-serve", "--db", kept, *FEW)

    again = run(tmp_path, "--db", kept, "demo", "--no-serve", *FEW)

    assert again.exit_code == 1
    assert "town-exists" in again.stderr
    assert again.stdout == ""


@pytest.mark.parametrize("store_url", ["postgres"], indirect=True)
def test_the_town_grows_in_postgresql_too(tmp_path: Path, store_url: str) -> None:
    key = ("--key-file", str(tmp_path / "demo.key"))
    done = run(tmp_path, *key, "demo", "--no-serve", "--db", store_url, *FEW)

    assert done.exit_code == 0, done.output
    counted = run(tmp_path, *key, "--db", store_url, "case", "count", "--json")
    assert json.loads(counted.stdout)["total"] == 20


def test_without_no_serve_it_is_served_with_a_log_in_for_each_role(tmp_path: Path) -> None:
    port = _free_port()
    words = [sys.executable, "-m", "minqing_cli.main", "demo", *FEW, "--port", str(port)]
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    with subprocess.Popen(  # noqa: S603 - the words are spelled out above
        words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            told = (line.split() for line in process.stdout if " demo-" in line)
            logins = [*islice(told, 6)]
            shown = _first_page(port, *logins[0][:2])
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=PATIENCE)

    assert [line[0] for line in logins] == [
        *("clerk", "secretary", "village", "cadre", "department", "investigator"),
    ]
    assert "今日要办" in shown
    assert not list(tmp_path.glob("**/*.db"))


def _told(answers: dict[str, Result], part: str) -> str:
    return next(told.stdout for asked, told in answers.items() if part in asked)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _first_page(port: int, login: str, password: str) -> str:
    _await(port)
    visitor = Visitor(port).log_in(login, password)
    return visitor.get("/").words


def _await(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port)):
                return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
