"""A town that takes in foreign files, and rows to hand in."""

from functools import partial
from pathlib import Path
from typing import Any

from tests.stores import empty_office

from minqing_core.application.asking import answer
from minqing_core.application.founding import found_town
from minqing_core.bootstrap import open_office
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId

COLUMNS = ("留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间")
MAPPING: dict[str, Any] = {
    "source": "网络留言",
    "columns": {
        "number": "留言编号",
        "author": "留言用户",
        "subject": "留言主题",
        "time": "留言时间",
        "text": "留言详情",
        "reply": "答复意见",
        "reply_time": "答复时间",
    },
    "defaults": {"category_label": "导入的网络留言"},
    "category": [
        {"code": "HOT_DIFFICULT.ROADS", "words": ["路灯", "公交"]},
        {"code": "HOT_DIFFICULT.WATER", "words": ["停水"]},
    ],
}


ROOT = Path(__file__).parents[2]


class Town:
    """An office with one clerk, asked by name with plain values."""

    def __init__(self, url, **settings):
        """Found it."""
        made = empty_office if url is None else partial(open_office, url, create=True)
        self.office = made(**settings)
        found_town(self.office, town="大涌镇", clerk="王小明", login=None)
        self.founded = self.office.log.size()

    def ask(self, name, act=None, **given):
        """Have a use case done by the clerk."""
        return answer(self.office, name, act or Act(actor=PersonId("000001")), given)

    def check(self, *rows, **given):
        """Check rows of messages."""
        return self.ask("import.check", **self.given(rows, given))

    def apply(self, *rows, **given):
        """Import rows of messages."""
        return self.ask("import.apply", **self.given(rows, given))

    def given(self, rows, others):
        """Return what an import is asked with."""
        return {"sheet": {"columns": COLUMNS, "rows": rows}, "mapping": MAPPING} | others

    def events(self):
        """Return every event since the town was founded."""
        return [envelope.event for envelope in self.envelopes()]

    def envelopes(self):
        """Return every envelope since the town was founded."""
        return list(self.office.log.scan(self.founded))


def row(number="1", **others):
    """Return a good row of messages, with other cells where said."""
    cells = {
        "留言编号": number,
        "留言用户": "A0001",
        "留言主题": "东风村路灯不亮",
        "留言时间": "2019/4/24 16:03:40",
        "留言详情": "村口的路灯坏了三个月。",
        "答复意见": "",
        "答复时间": "",
    } | others
    return tuple(cells[column] for column in COLUMNS)


def answered(number="1", **others):
    """Return a good row of messages that came with a reply."""
    return row(number, **{"答复意见": "已安排检修。", "答复时间": "2019/5/9 9:49:10"} | others)


def counts(result):
    """Return the numbers of a result that are not nought."""
    names = ("rows", "new", "recorded", "unchanged", "changed", "amended", "rejected", "events")
    return {name: result[name] for name in names if result.get(name)}
