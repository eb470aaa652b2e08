"""What is written for a spreadsheet has its figures: no empty column, and words in every cell."""

import csv
import io
import json
from pathlib import Path

import pytest
from tests.demo.test_demo_command import FEW, run

WITHOUT_CSV = {"document", "demo", "serve"}


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> tuple[Path, str, list[list[str]]]:
    """Give a folder with a town in it, its store, and the commands of its tour."""
    folder = tmp_path_factory.mktemp("kept")
    store = str(folder / "demo.db")
    toured = run(folder, "demo", "--no-serve", "--db", store, *FEW)
    lines = [line.split()[1:] for line in toured.stdout.splitlines()]
    return folder, store, [words for words in lines if words[:1] == ["--db"]]


def _rows(folder: Path, words: list[str]) -> list[list[str]]:
    done = run(folder, *words, "--csv")
    assert done.exit_code in {0, 1}, (words, done.output)
    return list(csv.reader(io.StringIO(done.stdout.removeprefix("\ufeff"))))


def _judged(folder: Path, words: list[str]) -> list[str]:
    rows = _rows(folder, words)
    head, body = (rows[0], rows[1:]) if rows else ([], [])
    told = " ".join(words[2:])
    raw = [f"{told}: {cell[:40]}" for row in body for cell in row if cell.startswith(("{", "[{"))]
    mute = f"{told}: nothing at all" if body and not any(map(any, body)) else ""
    filled = sum(any(row[n] for row in body) for n in range(len(head)))
    thin = f"{told}: {head}" if body and filled * 2 < len(head) else ""
    return [*raw, *filter(None, (mute, thin))]


@pytest.mark.clause("S69", "S70")
def test_what_the_tour_shows_is_a_ledger_too(kept) -> None:
    folder, _, shown = kept
    read = [words for words in shown if words[2] not in WITHOUT_CSV]
    assert len(read) >= 12
    faults = [fault for words in read for fault in _judged(folder, words)]
    assert "\n".join(faults) == ""


def test_so_is_every_page(kept) -> None:
    folder, store, _ = kept

    def first(*words: str, key: str) -> str:
        found = json.loads(run(folder, "--db", store, *words, "--json").stdout)["items"]
        return str(found[0][key])

    case = first("case", "list", key="number")
    person = first("roster", "people", key="person")
    asked = [
        ("case", "show", case),
        ("case", "log", case),
        ("case", "check", case),
        ("accountability", "suggest", case),
        ("accountability", "incidents"),
        ("report", "quarter", "2025Q3"),
        ("report", "coverage", "--period", "2025Q3"),
        ("report", "indicators", "--period", "2025", "--each"),
        ("appraisal", "summary", "show", "--year", "2025"),
        ("appraisal", "list", "--year", "2025"),
        ("appraisal", "export", "--year", "2025"),
        ("bulletin", "show", first("bulletin", "list", key="bulletin")),
        ("inspection", "show", first("inspection", "list", key="inspection")),
        ("publish", "show", first("publish", "list", key="publication")),
        ("study", "list"),
        ("meeting", "show", first("meeting", "list", key="meeting")),
        ("duties", "list", "--person", person),
        ("roster", "show", person),
        ("books", "list"),
        ("programme", "show"),
        ("document", "diary", case),
        ("document", "summary", "2025"),
    ]
    faults = [f for words in asked for f in _judged(folder, ["--db", store, *words])]
    assert "\n".join(faults) == ""


def test_a_ledger_holds_every_page_of_a_list(kept) -> None:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - an extra

    folder, store, _ = kept
    path = folder / "duties.xlsx"
    duties = ("--db", store, "duties", "list", "--period", "2025", "--unit", "town")
    whole = run(folder, *duties, "--xlsx", str(path))
    assert whole.exit_code == 0, whole.output

    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("台账").to_python()
    page = json.loads(run(folder, *duties, "--json").stdout)
    assert page["next"] is not None
    assert len(rows) - 1 > len(page["items"])
