"""The house keeps its own rules: format, lint, types, walls, and nothing of one machine."""

import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
PIN = re.compile(r"[A-Za-z0-9._-]+==[A-Za-z0-9.!+_-]+")

PLACES = [
    re.compile(pattern.encode())
    for pattern in (
        r"/wor[k]/",
        r"/tm[p]/v\b",
        r"file:///op[t]",
        r"pypi-mor[e]",
        r"index-ur[l]",
        r"/roo[t]/",
    )
]

# A smoke run must not find what only the extras bring, installed though it is.
BARE = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {absent}:
            raise ModuleNotFoundError(f"{{name}} belongs to an extra", name=name)

sys.meta_path.insert(0, Absent())
sys.argv = ["minqing", *{arguments}]
from minqing_cli.main import run
run()
"""


def tool(*command: str) -> None:
    """Run a tool over the checkout, and fail with all it printed when it complains."""
    environment = os.environ | {"PYTHONPATH": "src", "COLUMNS": "100", "NO_COLOR": "1"}
    done = subprocess.run(  # noqa: S603  # the commands are spelled out below
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.fail(f"{' '.join(command)}\n{done.stdout}{done.stderr}", pytrace=False)


def committed_files() -> list[Path]:
    """Return every file that git keeps and that is still there."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607  # whichever git there is
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    paths = [ROOT / os.fsdecode(name) for name in listed.stdout.split(b"\0") if name]
    return [path for path in paths if path.is_file()]


def installed_closure(wanted: list[str]) -> set[str]:
    """Return the installed distributions that requirements bring with them, by canonical name."""
    found: set[tuple[str, str]] = set()
    open_requirements = [(Requirement(text), "") for text in wanted]
    while open_requirements:
        requirement, extra = open_requirements.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        for part in ["", *requirement.extras]:
            if (name, part) not in found:
                found.add((name, part))
                open_requirements += [(Requirement(text), part) for text in requires(name, part)]
    return {name for name, _ in found} - {PROJECT["name"]}


def requires(name: str, extra: str) -> list[str]:
    """Return what a distribution needs; our own needs are read from pyproject.toml."""
    if name == PROJECT["name"]:
        return EXTRAS[extra] if extra else PROJECT["dependencies"]
    try:
        return distribution(name).requires or []
    except PackageNotFoundError:
        return []


def top_level_modules(names: set[str]) -> set[str]:
    """Return the modules and packages that distributions install."""
    files = [file for name in names for file in distribution(name).files or []]
    return {
        file.parts[0].removesuffix(".py")
        for file in files
        if file.suffix == ".py" and file.parts[0] != ".."
    }


def test_ruff_finds_nothing() -> None:
    tool(sys.executable, "-m", "ruff", "check", "--no-cache", ".")


def test_the_format_is_the_formatters() -> None:
    tool(sys.executable, "-m", "ruff", "format", "--check", "--no-cache", ".")


def test_the_sources_are_strictly_typed() -> None:
    tool(sys.executable, "-m", "mypy")


def test_the_tests_are_typed() -> None:
    tool(sys.executable, "-m", "mypy", "tests")


def test_the_walls_stand() -> None:
    tool(str(Path(sys.executable).with_name("lint-imports")), "--no-cache")


def test_no_committed_file_names_a_machine_or_a_registry() -> None:
    named = [
        f"{path.relative_to(ROOT)}: {place.pattern.decode()}"
        for path in committed_files()
        for place in PLACES
        if place.search(path.read_bytes())
    ]

    assert named == []


def test_constraints_are_plain_pins() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if not PIN.fullmatch(line)] == []


def test_constraints_pin_all_that_is_installed_with_the_extras() -> None:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    pinned = {canonicalize_name(line.partition("==")[0]) for line in text.splitlines()}

    assert installed_closure(["minqing[all,dev]"]) - pinned == set()


def test_the_check_for_every_change_runs_what_the_readme_says() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    check = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    commands = [
        "python3 -m venv .venv",
        ".venv/bin/pip install -q -c constraints.txt -e '.[all,dev]'",
        ".venv/bin/minqing demo",
        ".venv/bin/pytest -q",
    ]

    assert [command for command in commands if command not in readme] == []
    assert [command for command in commands if command not in check] == []


def test_the_base_dependencies_suffice(tmp_path: Path) -> None:
    """Help and a new store need nothing that only an extra installs."""
    base = installed_closure(["minqing"])
    extra = installed_closure(["minqing[all,dev]"]) - base
    absent = top_level_modules(extra) - top_level_modules(base)

    for arguments in (["--help"], ["--db", str(tmp_path / "town.db"), "db", "init"]):
        tool(sys.executable, "-c", BARE.format(absent=sorted(absent), arguments=arguments))
