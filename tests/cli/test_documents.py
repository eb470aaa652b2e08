"""Papers and ledgers, from the command line."""

from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook


def sheet(path: Path, name: str) -> list[list[Any]]:
    found: list[list[Any]] = CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python()
    return found


@pytest.mark.clause("S18")
def test_a_diary_is_printed_and_kept_as_files(terminal, tmp_path: Path) -> None:
    case = terminal.record()
    shown = terminal("document", "diary", case).stdout
    assert f"编号 {case}" in shown
    assert "三、办理结果" in shown

    pdf, docx = tmp_path / "a.pdf", tmp_path / "a.docx"
    terminal("document", "diary", case, "--pdf", str(pdf), "--docx", str(docx))
    assert (pdf.read_bytes()[:4], docx.read_bytes()[:2]) == (b"%PDF", b"PK")
    first = pdf.read_bytes()
    terminal("document", "diary", case, "--pdf", str(pdf))
    assert pdf.read_bytes() == first

    told = terminal("document", "order", case, exits=3)
    assert "没有第 1 号督办单，已有：无" in told.output
    nowhere = str(tmp_path / "none" / "a.pdf")
    assert "无法写入" in terminal("document", "diary", case, "--pdf", nowhere, exits=1).output


@pytest.mark.clause("S46")
def test_a_hand_over_list_is_a_paper(terminal) -> None:
    paper = terminal.json("document", "leaving", "0002")
    assert (paper["title"], paper["number"]) == ("移交清册", "0002")


def test_a_list_becomes_a_ledger_of_text_with_what_it_stands_on(terminal, tmp_path: Path) -> None:
    terminal.record("--title", "=1+1 路灯不亮")
    path = tmp_path / "台账.xlsx"
    terminal("case", "list", "--xlsx", str(path), "--fields", "number,title")
    [heading, row] = sheet(path, "台账")
    assert (heading, row[1]) == (["编号", "标题"], "=1+1 路灯不亮")
    position = terminal.json("case", "list")["position"]
    meta = {str(name): value for name, value in sheet(path, "_meta")}
    assert (meta["position"], meta["rows"]) == (str(position), "1")
    assert "xlsx" in terminal("case", "list", "--xlsx", str(tmp_path / "a.csv"), exits=1).output
