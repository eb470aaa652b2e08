"""Files are read as rows of text, or refused with what would be right."""

import struct
import zlib
from datetime import date, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from minqing_core.documents import archives, sheets
from minqing_core.documents.mappings import read_mapping
from minqing_core.documents.sheets import read_sheet
from minqing_core.kernel.refusals import RefusalError

ROOT = Path(__file__).parents[2]


def refused(path, sheet=None) -> RefusalError:
    with pytest.raises(RefusalError) as raised:
        read_sheet(path, sheet)
    return raised.value


def workbook(path, *rows, name="留言", more=()):
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet(name)
        look = book.add_format({"num_format": "yyyy/m/d h:mm:ss"})
        for at, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    page.write_datetime(at, column, cell, look)
                else:
                    page.write(at, column, cell)
        for other in more:
            book.add_worksheet(other)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_these_encodings(tmp_path, encoding) -> None:
    path = tmp_path / "留言.csv"
    path.write_bytes('编号,详情\r\n1,"䶮,他说""好""\n第二行"\r\n\r\n3\r\n'.encode(encoding))

    found = read_sheet(path)

    assert found.columns == ("编号", "详情")
    assert found.rows == (("1", '䶮,他说"好"\n第二行'), (), ("3",))
    assert found.first == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_bytes_that_are_no_text_are_refused_by_row(tmp_path, encoding) -> None:
    path = tmp_path / "留言.csv"
    path.write_bytes('编号,详情\n1,"甲\n乙"\n2,丙丁'.encode(encoding) + b"\xff\xff\n3,x\n")

    refusal = refused(path)

    assert refusal.code == "characters-unreadable"
    assert (refusal.facts["row"], refusal.facts["byte"]) == (3, 0xFF)


def test_a_quotation_that_does_not_end_is_refused_by_row(tmp_path) -> None:
    path = tmp_path / "留言.csv"
    path.write_text('编号,详情\n1,好\n2,"没有完\n3,好\n', encoding="utf-8")

    assert (refused(path).code, refused(path).facts["row"]) == ("row-unreadable", 3)


def test_a_text_longer_than_any_usual_limit_is_read(tmp_path) -> None:
    path = tmp_path / "留言.csv"
    path.write_text(f"编号,详情\n1,{'长' * 200_000}\n", encoding="utf-8")

    assert len(read_sheet(path).rows[0][1]) == 200_000


def test_cells_of_a_workbook_are_read_as_people_would_write_them(tmp_path) -> None:
    path = workbook(
        tmp_path / "留言.xlsx",
        [],
        ["编号", "时间", "详情", ""],
        [2554.0, datetime(2019, 4, 24, 16, 3, 40), "\n\t内容\n", 1.5],  # noqa: DTZ001
        ["0012", date(2019, 4, 24), True, None],
    )

    found = read_sheet(path)

    assert (found.columns, found.first) == (("编号", "时间", "详情"), 3)
    assert found.rows == (
        ("2554", "2019-04-24 16:03:40", "\n\t内容\n", "1.5"),
        ("0012", "2019-04-24", "TRUE", ""),
    )


def test_a_sheet_is_found_by_name_and_a_missing_one_told_with_those_there(tmp_path) -> None:
    path = workbook(tmp_path / "留言.xlsx", ["编号"], ["1"], more=["说明"])

    assert read_sheet(path, "留言").rows == (("1",),)
    assert str(refused(path, "回复")) == f"{path} 中没有工作表「回复」，现有：留言、说明"
    assert refused(path, "说明").code == "sheet-empty"


def test_an_open_document_is_read_too(tmp_path) -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = "".join(f"<table:table-row>{cell.format(t)}</table:table-row>" for t in ("编号", "1"))
    space = "urn:oasis:names:tc:opendocument:xmlns"
    path = tmp_path / "留言.ods"
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
        packed.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{space}:office:1.0"'
            f' xmlns:table="{space}:table:1.0" xmlns:text="{space}:text:1.0"><office:body>'
            f'<office:spreadsheet><table:table table:name="一">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )

    assert read_sheet(path).rows == (("1",),)


def test_missing_empty_and_foreign_files_are_refused(tmp_path) -> None:
    empty, strange, folder = tmp_path / "空.csv", tmp_path / "a.pdf", tmp_path / "b.csv"
    empty.write_text("\n \n", encoding="utf-8")
    strange.write_bytes(b"%PDF")
    folder.mkdir()

    assert refused(tmp_path / "没有.csv").code == "file-missing"
    assert refused(empty).code == "sheet-empty"
    assert refused(strange).code == "format-unknown"
    assert refused(folder).code == "file-unreadable"


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods", ".xlsb"])
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and no more", b"no workbook at all"])
def test_what_only_claims_to_be_a_workbook_is_refused(tmp_path, suffix, content) -> None:
    path = tmp_path / f"留言{suffix}"
    path.write_bytes(content)

    assert refused(path).code == "file-unreadable"


def test_a_file_too_large_or_with_too_many_rows_is_refused(tmp_path, monkeypatch) -> None:
    path = tmp_path / "留言.csv"
    path.write_text("编号\n1\n2\n3\n", encoding="utf-8")
    book = workbook(tmp_path / "留言.xlsx", ["编号"], *[[str(n)] for n in range(3)])

    monkeypatch.setattr(sheets, "MOST_ROWS", 2)
    assert (refused(path).code, refused(book).code) == ("too-many-rows", "too-many-rows")
    monkeypatch.setattr(sheets, "MOST_BYTES", 10)
    assert refused(path).code == "file-too-large"


def packed_with(path, name, content) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        packed.writestr(name, content)
    return path


def test_a_file_that_declares_to_unpack_to_too_much_is_refused(tmp_path, monkeypatch) -> None:
    path = packed_with(tmp_path / "弹.xlsx", "xl/worksheets/sheet1.xml", b" " * 2**20)

    monkeypatch.setattr(archives, "MOST_UNPACKED", 2**19)

    assert refused(path).code == "file-too-large"


def test_a_file_that_unpacks_to_more_than_it_declares_is_refused(tmp_path, monkeypatch) -> None:
    path = packed_with(tmp_path / "弹.xlsx", "xl/worksheets/sheet1.xml", b" " * 2**20)
    declared, lie = struct.pack("<L", 2**20), struct.pack("<L", 7)
    path.write_bytes(path.read_bytes().replace(declared, lie))

    monkeypatch.setattr(archives, "MOST_UNPACKED", 2**19)

    assert refused(path).code == "file-too-large"


def test_two_cells_a_world_apart_are_refused(tmp_path) -> None:
    cells = b'<row r="1"><c r="A1"/></row><row r="1048576"><c s="1" r="XFD1048576"/></row>'
    path = packed_with(
        tmp_path / "远.xlsx", "xl/worksheets/sheet1.xml", b" " * (2**20 - 60) + cells
    )

    assert refused(path).code == "file-too-large"


def test_a_damaged_member_is_refused(tmp_path) -> None:
    path = packed_with(tmp_path / "坏.xlsx", "xl/workbook.xml", b"content " * 99)
    packed = zlib.compress(b"content " * 99, wbits=-15)
    path.write_bytes(path.read_bytes().replace(packed, b"\xff" * len(packed)))

    assert refused(path).code == "file-unreadable"


@pytest.mark.parametrize("name", ["messages.toml", "roster.toml"])
def test_the_mapping_that_ships_is_the_example(name) -> None:
    assert read_mapping(None, name) == read_mapping(ROOT / "examples" / name, name)


def test_a_mapping_file_that_cannot_be_read_is_refused(tmp_path) -> None:
    broken = tmp_path / "映射.toml"
    broken.write_text("source = ", encoding="utf-8")

    for path, code in ((broken, "mapping-unreadable"), (tmp_path / "无", "file-missing")):
        with pytest.raises(RefusalError) as raised:
            read_mapping(path, "messages.toml")
        assert raised.value.code == code
