"""Reading workbooks as text, as far as they are what they claim to be."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from minqing_core.application.importing.sheet import MOST_ROWS, TooManyRowsError
from minqing_core.documents.archives import require_modest
from minqing_core.documents.refusals import (
    ExcelAbsentError,
    FileUnreadableError,
    SheetEmptyError,
    SheetUnknownError,
)

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook


def workbook_rows(path: Path, sheet: str | None) -> Iterator[tuple[str, ...]]:
    """Read the rows of a sheet, the first one by default.

    Raises:
        RefusalError: the workbook cannot be read, or has no such sheet.
    """
    try:
        from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ExcelAbsentError from error
    require_modest(path)
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            cells = workbook.get_sheet_by_name(_named(workbook, sheet, path))
            if cells.total_height > MOST_ROWS + 1:
                raise TooManyRowsError(rows=cells.total_height - 1, most=MOST_ROWS)
            rows = cells.to_python(skip_empty_area=False)
    except CalamineError as error:
        raise FileUnreadableError(
            path=path, why="不是有效的表格文件，或已损坏、加了密码"
        ) from error
    return (tuple(written(cell) for cell in row) for row in rows)


def written(cell: Any) -> str:  # noqa: ANN401 - whatever a spreadsheet holds
    """Return a cell as people would write it; whole numbers without a point."""
    match cell:
        case None:
            return ""
        case bool():
            return str(cell).upper()
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime():
            return cell.isoformat(sep=" ")
        case _:
            return str(cell)


def _named(workbook: "CalamineWorkbook", sheet: str | None, path: Path) -> str:
    names: list[str] = workbook.sheet_names
    if not names:
        raise SheetEmptyError(path=path)
    if sheet is None:
        return names[0]
    if sheet not in names:
        raise SheetUnknownError(path=path, sheet=sheet, known="、".join(names))
    return sheet
