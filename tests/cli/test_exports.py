"""What the command line writes as a file is noted as taken along, once, with form and rows."""

from pathlib import Path

import pytest


def noted(terminal) -> list[tuple[str, str | None, str]]:
    """Return what was noted, the first thing first."""
    with terminal.office() as office:
        found = office.access.listed(person=None, subject=None, before=None, limit=50)
    return [(one.use_case, one.subject, one.outcome) for one in found][::-1]


@pytest.mark.clause("S12")
@pytest.mark.parametrize(
    ("words", "use_case", "about", "outcome"),
    [
        ("case list --csv", "case.list", None, "exported:csv:2"),
        ("case list --jsonl", "case.list", None, "exported:ndjson:2"),
        ("case list --xlsx {folder}/a.xlsx", "case.list", None, "exported:xlsx:2"),
        ("case list --json", "case.list", None, "read"),
        ("case list", "case.list", None, "read"),
        ("case show {case} --csv", "case.show", "case/{case}", "exported:csv"),
        ("export matters", "export.matters", None, "exported:json:2"),
        ("export matters --csv", "export.matters", None, "exported:csv:2"),
        (
            "document diary {case} --docx {folder}/a.docx",
            "case.show",
            "case/{case}",
            "exported:docx",
        ),
        ("document diary {case}", "case.show", "case/{case}", "read"),
    ],
)
def test_a_file_format_is_an_export(
    terminal, tmp_path: Path, words: str, use_case: str, about: str | None, outcome: str
) -> None:
    case = terminal.record()
    terminal.record()
    before = noted(terminal)

    terminal(*words.format(case=case, folder=tmp_path).split())

    subject = None if about is None else about.format(case=case)
    assert noted(terminal)[len(before) :] == [(use_case, subject, outcome)]


@pytest.mark.clause("S12")
def test_a_ledger_of_many_pages_is_one_export(
    terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        terminal.record()
    monkeypatch.setattr("minqing_core.application.listing.MOST", 2)

    terminal("case", "list", "--xlsx", str(tmp_path / "a.xlsx"))

    assert noted(terminal)[-1] == ("case.list", None, "exported:xlsx:3")
    assert [one for one in noted(terminal) if one[0] == "case.list"] == noted(terminal)[-1:]


@pytest.mark.clause("S12")
def test_the_whole_record_as_parquet_is_one_export(terminal, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    terminal.record()
    before = noted(terminal)

    made = terminal.json("export", "parquet", "--out", str(tmp_path / "out"))

    rows = made["events"] + made["matters"]
    assert noted(terminal)[len(before) :] == [("export.events", None, f"exported:parquet:{rows}")]


@pytest.mark.clause("S12")
def test_what_is_refused_is_noted_as_that_and_not_as_taken(terminal, tmp_path: Path) -> None:
    before = noted(terminal)

    terminal("export", "parquet", "--out", str(tmp_path), "--as", "0002", exits=4)

    assert noted(terminal)[len(before) :] == [("export.matters", None, "refused:not-allowed")]


@pytest.mark.clause("S12")
def test_a_dossier_is_one_export(terminal, tmp_path: Path) -> None:
    case = terminal.record()

    terminal("case", "dossier", case, "--out", str(tmp_path / "out"))

    found = [one for one in noted(terminal) if one[0] == "case.dossier"]
    assert found == [("case.dossier", f"case/{case}", "exported:folder")]
