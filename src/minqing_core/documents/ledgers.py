"""A list as a workbook: frozen heading, filters, every cell text, and what it stands on."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from minqing_core.documents.papers.paper import digest
from minqing_core.documents.refusals import ExcelAbsentError, FileUnwritableError

LONGEST, WIDEST = 32_767, 60
TEXT = {"num_format": "@", "text_wrap": True, "valign": "top"}
HEADING = {"bold": True, "bg_color": "#EFEFEF", "num_format": "@"}


def write_ledger(
    path: Path,
    columns: Mapping[str, str],
    rows: Sequence[Mapping[str, str]],
    *,
    answer: Mapping[str, Any],
) -> None:
    """Write a list as a workbook; formulas are text, and ``_meta`` has position and digest.

    Raises:
        FileUnwritableError: it cannot be written there.
        ExcelAbsentError: what writes workbooks is not installed.
    """
    if path.suffix.lower() != ".xlsx":
        raise FileUnwritableError(path=path, why="文件名须以 .xlsx 结尾")
    made = ledger(columns, rows, answer=answer)
    try:
        path.write_bytes(made)
    except OSError as error:
        raise FileUnwritableError(path=path, why=error) from error


def ledger(
    columns: Mapping[str, str],
    rows: Sequence[Mapping[str, str]],
    *,
    answer: Mapping[str, Any],
) -> bytes:
    """Return a list as a workbook.

    Raises:
        ExcelAbsentError: what writes workbooks is not installed.
    """
    try:
        import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ExcelAbsentError from error
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        heading, text = book.add_format(HEADING), book.add_format(TEXT)
        page = book.add_worksheet("台账")
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, len(rows), max(0, len(columns) - 1))
        for column, (name, title) in enumerate(columns.items()):
            cells = [row[name][:LONGEST] for row in rows]
            page.set_column(column, column, _width([title, *cells]))
            page.write_string(0, column, title, heading)
            for number, cell in enumerate(cells, start=1):
                page.write_string(number, column, cell, text)
        meta = book.add_worksheet("_meta")
        for number, (name, value) in enumerate(_meta(answer, len(rows)).items()):
            meta.write_string(number, 0, name)
            meta.write_string(number, 1, value)
    return made.getvalue()


def _meta(answer: Mapping[str, Any], rows: int) -> dict[str, str]:
    return {
        "position": str(answer.get("position", "")),
        "sha256": digest(answer),
        "rows": str(rows),
        "next": str(answer.get("next") or ""),
    }


def _width(cells: Sequence[str]) -> int:
    longest = max(sum(1 if sign.isascii() else 2 for sign in cell) for cell in cells)
    return min(WIDEST, longest + 2)
