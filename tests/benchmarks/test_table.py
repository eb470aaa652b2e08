"""The table of the benchmarks: every program answers the same, and says so where it does not."""

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

ROOT = Path(__file__).parents[2]
RUN = ROOT / "benchmarks" / "run.py"
TINY = ("--quick", "--scale", "0.002", "--json")
WITHOUT_PEERS = f"""
import importlib.util, runpy, sys
importlib.util.find_spec = lambda name: None
sys.path.insert(0, {str(RUN.parent)!r})
sys.argv = ["run.py", "--compare"]
runpy.run_path({str(RUN)!r}, run_name="__main__")
"""
ALONE = {
    "  ours into the log alone, 1,000 events at a time",
    "  ours from the log into the tables; the limit is its import",
    "  in sentences (case.log)",
    "  every word written out (case.replay)",
    "audit",
    "minqing --help; the limit is a bare python",
}


def test_growth_is_drawn_and_what_is_flat_is_flat(tmp_path: Path) -> None:
    picture = tmp_path / "growth.svg"
    told = run(
        *(str(RUN.with_name("growth.py")), "--sizes", "300,900", "--rounds", "1"),
        *("--only", "history,page,rebuilt", "--svg", str(picture)),
    )

    assert told.returncode == 0, told.stderr
    busier, older = (table.splitlines() for table in told.stdout.split("\n\never "))
    for table in (busier, older):
        rows = [line.split() for line in table if line.endswith(("yes", "NO"))]
        assert [(row[-2], row[-1]) for row in rows] == [
            *[("flat", "yes")] * 2,
            ("linear", "yes"),
        ]
    drawn = ET.parse(picture).getroot()  # noqa: S314 - our own picture
    assert drawn.tag.endswith("svg")
    assert [*drawn.itertext()].count("history of one matter") == 2


def test_an_older_town_has_as_many_open_matters_and_as_many_a_day(monkeypatch) -> None:
    monkeypatch.syspath_prepend(str(RUN.parent))
    growing = importlib.import_module("growing")

    small, large = growing.course_of(10_000, 10_000), growing.course_of(100_000, 10_000)
    busy = growing.course_of(100_000)

    assert open_in(small) == pytest.approx(open_in(large), abs=1)
    assert open_in(busy) == pytest.approx(10 * open_in(small), rel=0.01)
    assert small.matters / small.days == pytest.approx(large.matters / large.days)
    assert large.begun < small.begun


def open_in(course) -> int:
    return sum(map(course.is_open, range(1, course.matters + 1)))


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run the benchmarks on the sources of this checkout."""
    return subprocess.run(  # noqa: S603 - this Python, with arguments written here
        [sys.executable, *arguments],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def table() -> list[dict]:
    done = run(str(RUN), *TINY, "--compare")

    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["lines"]


def test_a_tiny_town_gives_a_whole_table_beside_the_limit(table) -> None:
    assert len(table) == 27
    assert all(line["ours"]["figure"] > 0 and line["limit"] > 0 for line in table)


def test_the_peers_answer_the_same_and_stand_in_every_line_that_they_can(table) -> None:
    for peer in ("django", "tutorial"):
        assert {line["name"] for line in table if peer not in line} == ALONE


def test_where_the_time_goes_is_said_of_every_question() -> None:
    done = run(str(RUN.with_name("where.py")), "--scale", "0.002")

    assert done.returncode == 0, done.stderr
    rows = done.stdout.splitlines()[1:]
    assert len(rows) == 15
    assert all(row.count("%") == 3 for row in rows)


def test_a_part_that_there_is_not_is_refused() -> None:
    done = run(str(RUN), "--only", "http,speed")

    assert done.returncode == 2
    assert "speed: there are only starting, commands, readings, proof, http, " in done.stderr


def test_without_the_peers_it_is_said_what_to_install() -> None:
    done = run("-c", WITHOUT_PEERS)

    assert done.returncode == 1
    assert done.stderr == (
        "--compare needs Django and django-simple-history:"
        " pip install -c constraints.txt -e '.[bench]'\n"
    )


def test_an_answer_that_is_not_the_models_fails_the_run(monkeypatch) -> None:
    monkeypatch.syspath_prepend(str(RUN.parent))
    programs = importlib.import_module("programs")
    asked, right = [("2024-1000001",)], [[["MatterRecorded", "000101", "2024-01-02", "路灯"]]]

    programs.require_same("django", "history", asked, right, right)
    with pytest.raises(programs.DisagreementError) as refused:
        programs.require_same("django", "history", asked, [[]], right)

    assert str(refused.value) == (
        "django: history('2024-1000001',) is [], and should be "
        "[['MatterRecorded', '000101', '2024-01-02', '路灯']]"
    )
