"""A copy of a sheet for the people who keep it: faulty cells in red, reasons beside them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from minqing_core.application.import_sheet import REMARKS, RowFault, Sheet
from minqing_core.documents.refusals import ExcelAbsentError, FileUnwritableError

PLAIN = {"num_format": "@"}
LOOKS = {
    "plain": PLAIN,
    "heading": {**PLAIN, "bold": True},
    "red": {**PLAIN, "bg_color": "#FFC7CE", "font_color": "#9C0006"},
}
LONGEST = 32_767
Cell: TypeAlias = tuple[str, str]


def write_annotated(path: Path, sheet: Sheet, faults: Iterable[RowFault]) -> None:
    """Write a copy of a sheet with its faults; every cell is text, formulas included.

    Raises:
        FileUnwritableError: it cannot be written there.
        ExcelAbsentError: what writes workbooks is not installed.
    """
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
        why = ";".join(f"{fault.column}:{fault.text}" for fault in wrong)
        yield row - sheet.first + 1, [*copied, (why, "red" if wrong else "plain")]
