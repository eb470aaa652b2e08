"""Reading a sheet of a file as rows of text, whatever wrote it."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from minqing_core.application.importing.sheet import MOST_ROWS, Sheet, TooManyRowsError
from minqing_core.documents.csv_rows import csv_rows
from minqing_core.documents.refusals import (
    FileMissingError,
    FileTooLargeError,
    FileUnreadableError,
    FormatUnknownError,
    SheetEmptyError,
)
from minqing_core.documents.workbooks import workbook_rows
from minqing_core.kernel.text import ForeignText

MOST_BYTES = 64 * 2**20
TEXTS = frozenset({".csv", ".txt"})
WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et"})


def read_sheet(path: Path, sheet: str | None = None) -> Sheet:
    """Read a sheet, the first by default; its first row that is not blank names the columns.

    Raises:
        RefusalError: the file is missing, too large, empty or cannot be read.
    """
    _require_file(path)
    rows = _rows(path, sheet)
    first, columns = _header(rows, path)
    cells = tuple(tuple(map(ForeignText, row)) for row in islice(rows, MOST_ROWS + 1))
    if len(cells) > MOST_ROWS:
        raise TooManyRowsError(rows=f"{MOST_ROWS} 以上", most=MOST_ROWS)
    return Sheet(columns=columns, rows=cells, first=first + 1)


def _require_file(path: Path) -> None:
    try:
        size = path.stat().st_size
    except (OSError, ValueError) as error:
        raise FileMissingError(path=path) from error
    if not path.is_file():
        raise FileUnreadableError(path=path, why="不是文件")
    if size > MOST_BYTES:
        raise FileTooLargeError(path=path, what="", most=f"{MOST_BYTES >> 20} MiB")


def _rows(path: Path, sheet: str | None) -> Iterator[tuple[str, ...]]:
    kind = path.suffix.lower()
    try:
        if kind in TEXTS:
            return csv_rows(path)
        if kind in WORKBOOKS:
            return workbook_rows(path, sheet)
    except OSError as error:
        raise FileUnreadableError(path=path, why=error.strerror or str(error)) from error
    raise FormatUnknownError(path=path)


def _header(rows: Iterable[tuple[str, ...]], path: Path) -> tuple[int, tuple[str, ...]]:
    for number, cells in enumerate(rows, start=1):
        columns = [cell.strip() for cell in cells]
        while columns and not columns[-1]:
            columns.pop()
        if columns:
            return number, tuple(columns)
    raise SheetEmptyError(path=path)
