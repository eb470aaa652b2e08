"""Who holds a matter and who is drawn in, on its page."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from minqing_cli.table import instant
from minqing_core.views.labels import label

Plain = dict[str, Any]


def hands_lines(page: Plain) -> Iterator[str]:
    """Yield what a matter's page says of who held it and who was drawn in."""
    hands, names = page["hands"], page["hands"]["names"]
    told = [
        *_holders(hands),
        *(_report(line, names) for line in page["reports"]),
        *(_task(line, names) for line in page["tasks"]),
        *map(_order, page["orders"]),
    ]
    if told:
        yield from ("", "承办与配合")
        yield from (f"  {line}" for line in told)


def _holders(hands: Plain) -> Iterator[str]:
    if hands["handoffs"] or hands["returns"]:
        yield f"转手 {hands['handoffs']} 次，退回 {hands['returns']} 次"
        yield from map(_holder, hands["holders"])
    if hands["awaiting_name"]:
        yield f"已请{hands['awaiting_name']}接手，尚未答复"


def _holder(held: Plain) -> str:
    since, until = held["since"], held["until"]
    if until is None:
        return f"{instant(since)} 起 {held['unit_name']} {held['name']}"
    days = (datetime.fromisoformat(until) - datetime.fromisoformat(since)).days
    return f"{instant(since)} 至 {instant(until)} {held['unit_name']} {held['name']}（{days} 天）"


def _report(line: Plain, names: dict[str, str]) -> str:
    signed = f"{line['acknowledged_on']} 已签收" if line["acknowledged_on"] else "未签收"
    said = f"，批示：{line['instruction']}" if line["instruction"] else ""
    return (
        f"第 {line['report']} 号汇报 {names[line['to']]}：{line['text']}"
        f"（{line['follow_up']} 跟进，{signed}{said}）"
    )


def _task(line: Plain, names: dict[str, str]) -> str:
    whom = f"{names[line['unit']]}{names.get(line['person'], '')}"
    answer = f"：{line['answer']}" if line["answer"] else ""
    return (
        f"第 {line['task']} 号协办 {whom}：{line['text']}"
        f"（{line['due']} 前答复，{label('task', line['state'])}{answer}）"
    )


def _order(line: Plain) -> str:
    listed = "挂牌督办" if line["listed"] else "督办"
    reply = f"：{line['reply']}" if line["reply"] else ""
    over = f"，逾期 {line['overdue_days']} 天" if line["overdue_days"] else ""
    return (
        f"第 {line['order']} 号{listed} {line['by_name']}对{line['to_name']}：{line['text']}"
        f"（{line['due']} 前办到，{label('order', line['state'])}{over}{reply}）"
    )
