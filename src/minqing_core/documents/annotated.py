"""A copy of a sheet for the people who keep it: faulty cells in red, reasons beside them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from minqing_core.application.importing.sheet import REMARKS, RowFault, Sheet
from minqing_core.documents.refusals import ExcelAbsentError, FileUnwritableError

PLAIN = {"num_format": "@"}
LOOKS = {
    "plain": PLAIN,
    "heading": {**PLAIN, "bold": True},
    "red": {**PLAIN, "bg_color": "#FFC7CE", "font_color": "#9C0006"},
}
LONGEST = 32_767
SUFFIX = "-批注.xlsx"
Cell: TypeAlias = tuple[str, str]


def annotate(
    sheets: Mapping[str, tuple[Path, Sheet]],
    faults: Iterable[Mapping[str, Any]],
    wanted: Path | None,
) -> Iterator[Path]:
    """Write the copies of the sheets that have faults, and yield where each was written.

    One sheet goes where it is wanted; every other, and by default all of them,
    into the working folder under the name of its file, never over the file itself.
    """
    found = [RowFault(**fault) for fault in faults]
    for number, (name, (path, sheet)) in enumerate(sheets.items()):
        wrong = [fault for fault in found if fault.sheet == name]
        if not wrong and (number or wanted is None):
            continue
        target = wanted if wanted is not None and not number else Path(f"{path.stem}{SUFFIX}")
        if target.exists() and target.samefile(path):
            raise FileUnwritableError(path=target, why="这是原文件，不能覆盖，请另取一个名字")
        write_annotated(target, sheet, wrong)
        yield target


def write_annotated(path: Path, sheet: Sheet, faults: Iterable[RowFault]) -> None:
    """Write a copy of a sheet with its faults; every cell is text, formulas included.

    Raises:
        FileUnwritableError: it cannot be written there.
        ExcelAbsentError: what writes workbooks is not installed.
    """
    if path.suffix.lower() != ".xlsx":
        raise FileUnwritableError(path=path, why="批注副本是 Excel 文件，文件名须以 .xlsx 结尾")
    if not path.absolute().parent.is_dir():
        raise FileUnwritableError(path=path, why="没有这个文件夹")
    try:
        import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ExcelAbsentError from error
    try:
        with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
            looks = {name: book.add_format(look) for name, look in LOOKS.items()}
            page = book.add_worksheet("批注")
            page.freeze_panes(1, 0)
            for row, cells in _rows(sheet, faults):
                for column, (text, look) in enumerate(cells):
                    page.write_string(row, column, text[:LONGEST], looks[look])
    except (OSError, xlsxwriter.exceptions.XlsxWriterException) as error:
        raise FileUnwritableError(path=path, why=error) from error


def _rows(sheet: Sheet, faults: Iterable[RowFault]) -> Iterator[tuple[int, list[Cell]]]:
    found: dict[int, list[RowFault]] = defaultdict(list)
    for fault in faults:
        found[fault.row].append(fault)
    places = [n for n, column in enumerate(sheet.columns) if column != REMARKS]
    yield 0, [(sheet.columns[n], "heading") for n in places] + [(REMARKS, "heading")]
    for row, cells in enumerate(sheet.rows, start=sheet.first):
        wrong = found.get(row, [])
        red = {fault.column for fault in wrong}
        copied = [
            (cells[n] if n < len(cells) else "", "red" if sheet.columns[n] in red else "plain")
            for n in places
        ]
        why = "；".join(f"{fault.column}：{fault.text}" for fault in wrong)
        yield row - sheet.first + 1, [*copied, (why, "red" if wrong else "plain")]
