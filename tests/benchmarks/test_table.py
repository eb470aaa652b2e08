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
    "view tables and search built; the limit is its import",
    "  every word written out (case.replay)",
    "audit",
    "minqing --help; the limit is a bare python",
}


def test_growth_is_drawn_and_what_is_flat_is_flat(tmp_path: Path) -> None:
    picture = tmp_path / "growth.svg"
    told = run(
        *(str(RUN.with_name("growth.py")), "--sizes", "300,900", "--rounds", "1"),
        *("--only", "history,gone_through", "--svg", str(picture)),
    )

    assert told.returncode == 0, told.stderr
    rows = [line.split() for line in told.stdout.splitlines()[1:]]
    assert [(row[-2], row[-1]) for row in rows] == [("flat", "yes"), ("linear", "yes")]
    drawn = ET.parse(picture).getroot()  # noqa: S314 - our own picture
    assert drawn.tag.endswith("svg")
    assert "history of one matter" in [*drawn.itertext()]


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
    return json.loads(done.stdout)


def test_a_tiny_town_gives_a_whole_table_beside_the_limit(table) -> None:
    assert len(table) == 25
    assert all(line["ours"]["figure"] > 0 and line["limit"] > 0 for line in table)


def test_the_peers_answer_the_same_and_stand_in_every_line_that_they_can(table) -> None:
    for peer in ("django", "tutorial"):
        assert {line["name"] for line in table if peer not in line} == ALONE


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
