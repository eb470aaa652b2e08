"""A sheet of text cells, and what is wrong with one of its rows."""

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from minqing_core.kernel.refusals import FieldFault, InvalidInputError, RefusalError
from minqing_core.kernel.text import UNWRITABLE, ForeignText

SHOWN = 40
MOST_ROWS = 200_000
REMARKS = "问题"
ROWS = "rows"


class TooManyRowsError(RefusalError):
    """A sheet is larger than what is taken in at once."""

    code = "too-many-rows"
    text = "共 {rows} 行，超过一次导入的上限 {most} 行，请分成几个文件"


@frozen(kw_only=True)
class Sheet:
    """The rows of a file as text: its column names, and the cells of each row.

    ``first`` is the number that the first row of cells goes by in the file,
    where the column names stand in row 1.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[ForeignText, ...], ...]
    first: int = 2


@frozen(kw_only=True)
class RowFault:
    """One thing wrong with a row: where, what stands there, and what would be right."""

    row: int
    column: str
    value: str
    code: str
    text: str
    sheet: str = ROWS


@frozen(kw_only=True, eq=False)
class Line:
    """A row of a sheet that is not blank, its cells by column."""

    sheet: str
    row: int
    cells: Mapping[str, str]
    surplus: str = ""

    def fault(self, column: str, code: str, text: str) -> RowFault:
        """Return what is wrong with the cell of a column."""
        value = self.cells.get(column, "")
        value = UNWRITABLE.sub("�", value)
        shown = value if len(value) <= SHOWN else f"{value[:SHOWN]}…"
        return RowFault(
            sheet=self.sheet, row=self.row, column=column, value=shown, code=code, text=text
        )


def lines(sheet: Sheet, name: str = ROWS) -> Iterator[Line]:
    """Yield the rows that are not blank, the ends of their cells trimmed."""
    width = len(sheet.columns)
    for row, cells in enumerate(sheet.rows, start=sheet.first):
        trimmed = [cell.strip() for cell in cells]
        if any(trimmed):
            named = dict(zip(sheet.columns, trimmed, strict=False))
            yield Line(sheet=name, row=row, cells=named, surplus="".join(trimmed[width:]))


def require_columns(sheet: Sheet, wanted: Mapping[str, str]) -> None:
    """Refuse a sheet without a column that the mapping names, or with two of that name.

    Raises:
        InvalidInputError: every such column is named, with those that were found.
        TooManyRowsError: there are more rows than are taken in at once.
    """
    if len(sheet.rows) > MOST_ROWS:
        raise TooManyRowsError(rows=len(sheet.rows), most=MOST_ROWS)
    faults = [*_column_faults(sheet, wanted)]
    if faults:
        raise InvalidInputError(faults)


def unused(sheet: Sheet, mapped: Iterable[str]) -> tuple[str, ...]:
    """Return the columns of which nothing is taken over."""
    known = {*mapped, REMARKS, ""}
    return tuple(column for column in sheet.columns if column not in known)


def _column_faults(sheet: Sheet, wanted: Mapping[str, str]) -> Iterator[FieldFault]:
    found = "、".join(column for column in sheet.columns if column) or "无"
    for field, column in wanted.items():
        times = sheet.columns.count(column)
        if times == 0:
            text = f"表中没有「{column}」一列，现有的列：{found}；请改正表头或映射文件"
            yield FieldFault(field=field, code="column-missing", text=text)
        elif times > 1:
            text = f"表中有 {times} 列都叫「{column}」，请只留一列"
            yield FieldFault(field=field, code="column-doubled", text=text)
