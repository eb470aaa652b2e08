"""The statistics before a meeting, its minutes, and a list of meetings as pages."""

from collections.abc import Iterator
from typing import Any

from minqing_cli.table import table

Plain = dict[str, Any]
MEETINGS = {
    "meeting": "编号",
    "held_on": "日期",
    "village_name": "村",
    "period": "季度",
    "chair_name": "主持",
    "attendants": "出席",
    "matters": "民情",
    "resolutions": "决议",
    "unfinished": "未了",
}
PLEDGES = {
    "meeting": "会议",
    "resolution": "决议",
    "text": "内容",
    "owner_name": "负责人",
    "due": "期限",
    "state_text": "状态",
    "ended_on": "了结",
}
COUNTED = {
    "by_category": "类别",
    "by_kind": "性质",
    "by_channel": "渠道",
    "by_urgency": "缓急",
    "by_outcome": "办结结果",
    "by_recorder": "记录人",
    "open_by_category": "未办结的类别",
}
OPEN = {
    "number": "编号",
    "title": "标题",
    "learned_on": "获知",
    "status_text": "状态",
    "owner_name": "承办人",
}


def pack_lines(page: Plain) -> Iterator[str]:
    """Yield the statistics before a meeting."""
    yield f"{page['unit_name']} {page['period']} 民情分析会会前统计"
    yield f"统计至第 {page['position']} 条记录（{page['on']}），摘要 {page['digest'][:16]}"
    yield from _figures(page)
    for group in page["matters"]:
        yield from ("", f"未办结·{group['category_text']}（{len(group['cases'])} 件）")
        yield from table(group["cases"], OPEN)


def list_lines(page: Plain) -> Iterator[str]:
    """Yield meetings, and the villages that have held none."""
    yield from table(page["items"], MEETINGS)
    if page["without"]:
        names = "、".join(unit["name"] for unit in page["without"])
        yield from ("", f"尚未召开（{len(page['without'])} 个）：{names}")


def lines(page: Plain) -> Iterator[str]:
    """Yield the minutes of a meeting."""
    combined = page["combined_with_text"]
    yield f"民情分析会 {page['meeting']} {page['village_name']} {page['period']}"
    yield f"时间：{page['held_on']}{f'（结合{combined}）' if combined else ''}"
    yield f"主持：{page['chair_name']}"
    names = "、".join(person["name"] for person in page["attendants"])
    yield f"出席（{len(page['attendants'])} 人）：{names}"
    for item in page["agenda"]:
        yield from ("", f"议题 {item['item']}. {item['title']}")
        for matter in item["matters"]:
            yield f"  {matter['case']} {matter['title']}（{matter['status_text']}）"
    yield from ("", "记录", page["text"], "")
    yield from resolution_lines(page["resolutions"])
    yield from ("", *_pack(page["pack"]))


def resolution_lines(resolutions: list[Plain]) -> Iterator[str]:
    """Yield what was resolved and what came of it."""
    yield f"决议（{len(resolutions)} 项）"
    for one in resolutions:
        item = f"（议题 {one['item']}）" if one["item"] else ""
        yield (
            f"  {one['resolution']}. {one['text']}{item}：{one['owner_name']}负责，"
            f"{one['due']} 前完成，{one['state_text']}"
        )
        if one["ended_on"]:
            yield f"     {one['ended_on']} {one['ended_by_name']}：{one['ended_text']}"
        for measure in one["measures"]:
            shown = f"民情 {measure['case']} 第 {measure['measure']} 项措施"
            yield f"     {shown}，{_came_of(measure)}"


def _pack(pack: Plain) -> Iterator[str]:
    agrees = "一致" if pack["agrees"] else f"不一致：重算为 {pack['reckoned'][:16]}"
    yield (f"会前统计：第 {pack['position']} 条记录为止，摘要 {pack['digest'][:16]}，重算{agrees}")
    yield from _figures(pack)


def _figures(pack: Plain) -> Iterator[str]:
    yield from ("", f"此前决议的落实（{len(pack['pledges'])} 项）")
    yield from table(pack["pledges"], PLEDGES) if pack["pledges"] else ()
    numbers = pack["statistics"]
    yield ""
    yield (
        f"本季度获知 {numbers['learned']} 件：办结 {numbers['concluded']} 件，"
        f"已反馈结果 {numbers['answered']} 件，记录不完整 {numbers['incomplete']} 件"
    )
    yield f"未办结 {numbers['open']} 件，其中往季 {numbers['open_before']} 件"
    for name, title in COUNTED.items():
        counts = pack["counts"][name]
        if counts:
            yield f"{title}：{_listed(counts)}"


def _came_of(measure: Plain) -> str:
    if measure["done_on"]:
        return f"{measure['done_on']} 落实"
    return f"{measure['dropped_on']} 撤销" if measure["dropped_on"] else "未落实"


def _listed(counts: list[Plain]) -> str:
    return "，".join(f"{one['text']} {one['count']}" for one in counts)
