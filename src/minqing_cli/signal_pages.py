"""A signal, the indicators and what was proved, as pages."""

from collections.abc import Iterator
from typing import Any

from minqing_cli.table import table

Plain = dict[str, Any]
SHARES = ("handled", "fed_back", "told", "satisfied", "revisit_satisfied", "repeated")
TITLES = {
    "unit_name": "单位",
    "period": "时期",
    "recorded": "记",
    "handled": "解",
    "fed_back": "暖",
    "told": "有反馈",
    "satisfied": "所记满意",
    "revisit_satisfied": "回访满意",
    "repeated": "重复反映",
}
LATE = {
    "case": "编号",
    "title": "标题",
    "unit_name": "单位",
    "owner_name": "负责人",
    "learned_on": "获知",
    "told_on": "首次反馈",
    "days": "天数",
}
LOOSE = {
    "case": "编号",
    "title": "标题",
    "unit_name": "单位",
    "owner_name": "负责人",
    "text": "原因",
}
PROPOSED = {"code": "代码", "label": "名称", "matters": "件数"}


def lines(signal: Plain) -> Iterator[str]:
    """Yield a signal with what it compares."""
    yield f"{signal['signal']}  {signal['kind_text']}（{signal['clause']}）"
    yield f"{signal['unit_name']} {signal['person_name']}，{signal['on']}"
    yield signal["text"]
    yield f"依据：{signal['rule']}"
    yield ""
    yield f"所比较的记录（{len(signal['compares'])} 条）"
    for one in signal["compares"]:
        yield f"  {one['stream']} 第 {one['version']} 步（总第 {one['position']} 条）"
        yield f"    {one['occurred_on']}  {one['sentence']}"
        if one["text"]:
            yield f"    「{one['text']}」"
    if signal["proposals"]:
        yield from ("", "可以考虑增设的下级类别", *table(signal["proposals"], PROPOSED))
    yield from ("", "这是线索，不是结论：请向当事人核实。")


def indicators(page: Plain) -> Iterator[str]:
    """Yield the purpose and the indicators."""
    yield f"目的：{page['purpose']}"
    yield f"主题：{page['theme']}"
    yield ""
    yield from table(indicator_rows(page), TITLES)


def indicator_rows(page: Plain) -> list[Plain]:
    """Return the rows of the indicators with each share written out."""
    return [{**row, **{name: _share(row[name]) for name in SHARES}} for row in page["items"]]


def late(page: Plain) -> Iterator[str]:
    """Yield who was told late."""
    rule = "" if page["rule"] is None else f"（{page['rule']}）"
    yield f"首次反馈晚于 {page['days']} 天{rule}：{page['count']} 件，有反馈的共 {page['told']} 件"
    yield from table(page["items"], LATE) if page["items"] else ()


def proof(page: Plain) -> Iterator[str]:
    """Yield nought, or every exception."""
    if not page["items"]:
        yield "0"
        return
    yield from table(page["items"], LOOSE)


def proved(page: Plain) -> str:
    """Say what was looked at, and what came of it."""
    looked = (
        f"查 {page['quarter']} 办结 {page['concluded']} 件、应有着落的未办结 {page['open']} 件"
    )
    result = f"例外 {page['count']} 件" if page["count"] else "件件有回音、事事有着落"
    return f"{page['unit_name']}：{looked}，{result}（截至第 {page['position']} 条记录）"


def _share(share: Plain) -> str:
    percent = "" if share["percent"] is None else f" {share['percent']}%"
    return f"{share['count']}/{share['of']}{percent}"
