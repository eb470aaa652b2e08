"""Bad rows come back as a copy with red cells and reasons."""

from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from minqing_core.application.importing.sheet import Sheet
from minqing_core.documents.annotated import annotate, write_annotated
from minqing_core.documents.refusals import FileUnwritableError
from minqing_core.documents.sheets import read_sheet
from minqing_core.kernel.text import ForeignText

CELLS = [("1", "=HYPERLINK(1)"), (), ("2",), ("3", "http://例.cn"), ("4", "好", "多余")]
SHEET = Sheet(
    columns=("留言编号", "留言主题"),
    rows=tuple(
        tuple(map(ForeignText, cells))
        for cells in (
            ("1", "=HYPERLINK(1)"),
            (),
            ("2",),
            ("3", "http://例.cn"),
            ("4", "好", "多余"),
        )
    ),
)
FAULTS = [
    {"row": 4, "column": "留言主题", "value": "", "code": "blank", "text": "不能为空"},
    {"row": 4, "column": "留言编号", "value": "2", "code": "x", "text": "重复"},
]


def test_the_copy_holds_every_row_as_text_with_the_reasons_beside(tmp_path) -> None:
    source = tmp_path / "留言.csv"
    target = tmp_path / "批注.xlsx"

    assert list(annotate({"rows": (source, SHEET)}, FAULTS, target)) == [target]

    page = CalamineWorkbook.from_path(target).get_sheet_by_index(0)
    assert page.to_python() == [
        ["留言编号", "留言主题", "问题"],
        ["1", "=HYPERLINK(1)", ""],
        ["", "", ""],
        ["2", "", "留言主题：不能为空；留言编号：重复"],
        ["3", "http://例.cn", ""],
        ["4", "好", ""],
    ]
    xml = ZipFile(target).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml
    assert xml.count('s="3"') == 3


def test_a_corrected_copy_is_read_as_the_file_was_and_keeps_one_column_of_reasons(
    tmp_path,
) -> None:
    target = tmp_path / "批注.xlsx"
    list(annotate({"rows": (tmp_path / "留言.csv", SHEET)}, FAULTS, target))
    again = read_sheet(target)

    second = tmp_path / "再批.xlsx"
    list(annotate({"rows": (target, again)}, [], second))

    assert read_sheet(second).columns == ("留言编号", "留言主题", "问题")
    assert [row[2] for row in read_sheet(second).rows] == ["", "", "", "", ""]


def test_by_default_it_goes_into_the_working_folder_and_only_for_sheets_with_faults(
    tmp_path, monkeypatch
) -> None:
    there = tmp_path / "here"
    there.mkdir()
    monkeypatch.chdir(there)
    sheets = {"people": (tmp_path / "人员.csv", SHEET), "units": (tmp_path / "单位.csv", SHEET)}
    faults = [fault | {"sheet": "units"} for fault in FAULTS]

    assert [str(path) for path in annotate(sheets, faults, None)] == ["单位-批注.xlsx"]
    assert (there / "单位-批注.xlsx").exists()


def test_the_file_itself_is_never_written_over(tmp_path) -> None:
    source = tmp_path / "留言.csv"
    source.write_text("x", encoding="utf-8")

    with pytest.raises(FileUnwritableError):
        list(annotate({"rows": (source, SHEET)}, FAULTS, source))
    with pytest.raises(FileUnwritableError):
        list(annotate({"rows": (source, SHEET)}, FAULTS, tmp_path / "没有" / "批注.xlsx"))
    assert source.read_text(encoding="utf-8") == "x"


def test_a_copy_is_a_workbook_and_is_called_one(tmp_path) -> None:
    with pytest.raises(FileUnwritableError, match=r"\.xlsx"):
        write_annotated(tmp_path / "批注.csv", SHEET, ())

    assert not (tmp_path / "批注.csv").exists()
