"""The cells of one row, read by what they hold, in the terms that people write."""

from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from minqing_core.application.importing.sheet import Line, RowFault
from minqing_core.application.importing.times import instant_of
from minqing_core.kernel.ids import UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.roster.state import Units
from minqing_core.views.labels import LABELS

Code = TypeVar("Code", bound=StrEnum)
QUOTES = str.maketrans("（）", "()", "“”\"'‘’ ")
DAY_WANTED = "应为日期，如 2024-03-01"


class Unreadable(Exception):  # noqa: N818 - carries the faults of a row to where they are gathered
    """A row cannot be read."""

    def __init__(self, faults: tuple[RowFault, ...]) -> None:
        super().__init__(faults)
        self.faults = faults


class Cells:
    """The cells of one row, read by what they hold; every fault is kept."""

    def __init__(self, line: Line, now: datetime) -> None:
        self._line = line
        self._now = now
        self.faults: list[RowFault] = []

    def text(self, column: str) -> str:
        """Return a cell as it stands."""
        return self._line.cells.get(column, "")

    def required(self, column: str) -> str:
        """Return a cell that must not be blank."""
        if not self.text(column):
            self.fault(column, "blank", "不能为空")
        return self.text(column)

    def day(self, column: str) -> date | None:
        """Return the day that a cell says, None for a blank one."""
        if not self.text(column):
            return None
        found = instant_of(self.text(column), self._now)
        if found is None:
            self.fault(column, "time-unreadable", DAY_WANTED)
            return None
        return civil_date(found)

    def code(self, column: str, kind: type[Code], group: str) -> Code | None:
        """Return the code that a cell gives as such or by its Chinese name."""
        written = self.text(column).translate(QUOTES)
        named = {label.translate(QUOTES): code for code, label in LABELS[group].items()}
        code = named.get(written, written)
        if not written or code in list(kind):
            return kind(code) if written else None
        known = "、".join(LABELS[group][member] for member in kind)
        self.fault(column, "wrong-value", f"「{written}」不对，应为其中之一：{known}")
        return None

    def unit(self, column: str, units: Units) -> UnitId | None:
        """Return the unit that a cell gives by id or name, None for a blank one."""
        wanted = self.text(column)
        if not wanted or UnitId(wanted) in units.known:
            return UnitId(wanted) if wanted else None
        found = [unit for unit in units.known if wanted in units.names(unit)]
        if len(found) == 1:
            return found[0]
        text = f"没有编号或名称为「{wanted}」的单位，请先设立，或在单位表中补上"
        if found:
            text = f"有 {len(found)} 个单位叫「{wanted}」，请改用编号：{'、'.join(found)}"
        self.fault(column, "unit-ambiguous" if found else "unit-unknown", text)
        return None

    def fault(self, column: str, code: str, text: str) -> None:
        """Keep what is wrong with a cell."""
        self.faults.append(self._line.fault(column, code, text))

    def done(self) -> None:
        """Refuse the row if anything was wrong with it."""
        if self.faults:
            raise Unreadable(tuple(self.faults))
