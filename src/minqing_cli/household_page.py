"""A household's dossier and a report of visits as pages."""

from collections.abc import Iterator
from typing import Any

from minqing_cli.table import table

Plain = dict[str, Any]
MATTERS = {
    "number": "编号",
    "title": "标题",
    "category_text": "类别",
    "learned_on": "获知",
    "status_text": "状态",
    "outcome_text": "结果",
    "result_on": "答复结果",
}
VISITS = {
    "visit": "编号",
    "made_on": "日期",
    "cadre_name": "干部",
    "companion_names": "同行",
    "form_text": "形式",
    "text": "情况",
}


def lines(page: Plain) -> Iterator[str]:
    """Yield the dossier of a household."""
    away = "（已迁出）" if page["away"] else ""
    size = "" if page["size"] is None else f"，{page['size']} 人"
    yield f"{page['household']} {page['village_name']} {page['name']}户{size}{away}"
    if page["address"]:
        yield f"住址：{page['address']}"
    yield f"最近走访：{page['last_reached_on'] or '从未走访'}"
    for member in page["members"]:
        yield f"  成员 {member['member']}. {' '.join(filter(None, _named(member)))}"
    for title, part in (("未办结", "open"), ("已办结", "closed")):
        yield from ("", f"{title}（{len(page[part])} 件）")
        yield from table(page[part], MATTERS) if page[part] else ()
    yield from ("", f"走访（{len(page['visits'])} 次）")
    yield from table(page["visits"], VISITS) if page["visits"] else ()


def visits(page: Plain) -> Iterator[str]:
    """Yield a report of visits."""
    period = f"{page['made_from'] or '最早'} 至 {page['made_to'] or '今'}"
    yield f"{page['village_name']}走访情况（{period}）"
    yield f"现有住户 {page['households']} 户，走访 {page['visits']} 次"
    for title, name in (("走访到", "reached"), ("未走访到", "missed"), ("从未走访", "never")):
        yield f"{title}：{share(page[name])}"
    yield ""
    rows = [{**one, "shown": share(one["reached"])} for one in page["cadres"]]
    yield from table(rows, {"name": "干部", "visits": "次数", "shown": "走访到的户数"})


def share(found: Plain) -> str:
    """Write so many of so many."""
    percent = "" if found["percent"] is None else f"（{found['percent']}%）"
    return f"{found['count']}/{found['of']} 户{percent}"


def _named(member: Plain) -> tuple[str, str | None]:
    return member["name"], member["contact"]
