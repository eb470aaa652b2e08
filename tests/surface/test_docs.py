"""The generated pages say what the code says, and no clause has a hole."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
LAST_CLAUSE = 84


@pytest.fixture(scope="module")
def pages() -> ModuleType:
    spec = importlib.util.spec_from_file_location("write_docs", ROOT / "tools/write_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_generated_pages_are_current(pages: ModuleType) -> None:
    assert pages.stale() == [], "run tools/write_docs.py"


def test_no_clause_has_a_hole(pages: ModuleType) -> None:
    rows = [line.split(" | ") for line in pages.rules().splitlines() if line.startswith("| S")]
    holes = [(row[0], n) for row in rows for n, cell in enumerate(row) if not cell.strip(" |")]

    assert [row[0].strip("| ") for row in rows] == [f"S{n}" for n in range(1, LAST_CLAUSE + 1)]
    assert holes == []
