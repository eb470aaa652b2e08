"""From the rows of a sheet to messages, each either readable or returned with its faults."""

from collections.abc import Iterator
from datetime import datetime

from attrs import frozen

from minqing_core.application.importing.mapping import MessageMapping
from minqing_core.application.importing.sheet import Line, RowFault, Sheet, lines
from minqing_core.application.importing.times import instant_of
from minqing_core.kernel.refusals import RefusalError
from minqing_core.kernel.text import fault_in_name

TIME_WANTED = "应为时间，如 2019/4/24 16:03:40 或 2019-04-24"
FIELDS = {
    "标题": "subject",
    "事由": "text",
    "获知时间": "time",
    "反馈内容": "reply",
    "title": "subject",
    "text": "text",
}
CODES = {
    "petitioner": "author",
    "before-learned": "reply_time",
    "occurred-in-future": "reply_time",
}


@frozen(kw_only=True)
class Message:
    """A row that could be read: who said what when, and what they were answered when."""

    line: Line
    number: str
    author: str
    title: str
    text: str
    at: datetime
    reply: str
    reply_at: datetime | None

    def says(self, other: "Message") -> bool:
        """Say whether another row tells the same, word for word."""
        return self.line.cells == other.line.cells


class Rows:
    """The rows of a sheet under a mapping."""

    def __init__(self, sheet: Sheet, mapping: MessageMapping, now: datetime) -> None:
        self._sheet = sheet
        self._columns = mapping.columns_in(sheet)
        self._now = now

    def messages(self) -> Iterator[Message | tuple[RowFault, ...]]:
        """Yield each row that is not blank, as a message or as what is wrong with it."""
        for line in lines(self._sheet):
            faults = tuple(self._faults(line))
            yield faults or self._message(line)

    def refused(self, message: Message, refusal: RefusalError) -> RowFault:
        """Return why a message was refused, by the column that it is about."""
        field = str(refusal.facts.get("field", ""))
        what = CODES.get(refusal.code) or FIELDS.get(field, "number")
        column = self._columns.get(what, self._columns["number"])
        return message.line.fault(column, refusal.code, str(refusal))

    def doubled(self, message: Message, first: Message) -> RowFault:
        """Return that a number stands in an earlier row with other words."""
        text = f"与第 {first.line.row} 行编号相同而内容不同，请核对后只留一行或改正编号"
        return message.line.fault(self._columns["number"], "number-doubled", text)

    def _faults(self, line: Line) -> Iterator[RowFault]:
        number = self._cell(line, "number")
        why = fault_in_name(number)
        if why is not None:
            yield line.fault(self._columns["number"], "number-unfit", f"编号{why}")
        if instant_of(self._cell(line, "time"), self._now) is None:
            yield line.fault(self._columns["time"], "time-unreadable", TIME_WANTED)
        if self._cell(line, "reply") and self._answered_at(line) is None:
            column = self._columns.get("reply_time", self._columns["reply"])
            text = f"有答复而没有能读懂的答复时间，{TIME_WANTED}"
            yield line.fault(column, "time-unreadable", text)
        if line.surplus:
            text = "此行的单元格多于表头的列，请核对是否错位"
            yield line.fault(self._columns["number"], "cells-surplus", text)

    def _message(self, line: Line) -> Message:
        at = instant_of(self._cell(line, "time"), self._now)
        return Message(
            line=line,
            number=self._cell(line, "number"),
            author=self._cell(line, "author"),
            title=self._cell(line, "subject"),
            text=self._cell(line, "text"),
            at=at or self._now,
            reply=self._cell(line, "reply"),
            reply_at=self._answered_at(line),
        )

    def _answered_at(self, line: Line) -> datetime | None:
        return instant_of(self._cell(line, "reply_time"), self._now)

    def _cell(self, line: Line, what: str) -> str:
        return line.cells.get(self._columns.get(what, ""), "")
