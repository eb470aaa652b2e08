"""A bulletin as a page: figures, what was found, the matters named, what is to be better."""

from collections.abc import Iterator
from typing import Any

from minqing_cli.table import table

Plain = dict[str, Any]
COUNTS = {
    "learned": "记下民情",
    "answered": "已答复办理结果",
    "hanging": "悬而未办",
    "older": "以前获知、仍未办结",
    "handoffs": "转手",
    "returns": "退回别人",
    "orders": "督办",
    "orders_open": "督办未销号",
    "orders_overdue": "督办逾期未答复",
    "inspections": "检查次数",
}
FINDINGS = {"found": "检查发现问题", "verified": "已销号", "open": "未销号", "overdue": "逾期未改"}
LIMITS = {
    "title": "时限",
    "met": "按期",
    "met_late": "逾期办",
    "missed": "逾期未办",
    "open": "未到期",
}
RECORDERS = {"name": "干部", "matters": "篇数"}
NAMED = {
    "number": "编号",
    "title": "标题",
    "unit_name": "单位",
    "owner_name": "负责人",
    "learned_on": "获知",
}


def lines(page: Plain) -> Iterator[str]:
    """Yield a bulletin."""
    yield f"{page['title']}"
    yield f"{page['unit_name']}通报第 {page['number']} 号（{page['bulletin']}），{page['period']}"
    yield f"{page['issued_by_name']}于 {page['issued_on']} 印发"
    agrees = "重新核算一致" if page["agrees"] else "✗ 重新核算不一致，请核验记录（minqing verify）"
    yield f"数据截至 {page['on']}，按前 {page['upto']} 条记录，{agrees}"
    yield from _figures(page["figures"], page["names"])
    if page["inspection"]:
        yield from ("", f"检查 {page['inspection']} 发现的问题（{len(page['findings'])} 个）")
        for found in page["findings"]:
            told = f"{found['clause']}：{found['text']}（{found['state_text']}）"
            yield f"  {found['finding']}. {told}"
    if page["named"]:
        yield from ("", f"点名通报（{len(page['named'])} 件）", *table(page["named"], NAMED))
    yield from ("", "改进措施", f"  {page['text']}")
    yield from ("", f"摘要：{page['digest']}")


def report(page: Plain) -> Iterator[str]:
    """Yield the figures that a bulletin would give."""
    figures = page["figures"]
    yield f"{page['names'][figures['unit']]} {figures['period']} 通报数据"
    yield f"数据截至 {figures['on']}，按前 {page['position']} 条记录"
    yield from _figures(figures, page["names"])
    if figures["named"]:
        yield from ("", f"应点名通报：{'、'.join(figures['named'])}")
    yield from ("", f"摘要：{page['digest']}")


def rows(page: Plain) -> list[Plain]:
    """Return the figures one by one."""
    figures, names = page["figures"], page["names"]
    found = [{"name": title, "value": figures[name]} for name, title in COUNTS.items()]
    found += [{"name": t, "value": figures["findings"][n]} for n, t in FINDINGS.items()]
    for group in ("status", "outcome", "category"):
        found += [{"name": names[code], "value": n} for code, n in figures[group].items()]
    return found


def _figures(figures: Plain, names: dict[str, str]) -> Iterator[str]:
    yield ""
    for name, title in COUNTS.items():
        yield f"  {title}：{figures[name]}"
    found = figures["findings"]
    yield f"  {'，'.join(f'{title} {found[name]}' for name, title in FINDINGS.items())}"
    for title, group in (("状态", "status"), ("结果", "outcome"), ("类别", "category")):
        counts = [f"{names[code]} {n}" for code, n in figures[group].items()]
        if counts:
            yield f"  {title}：{'、'.join(counts)}"
    if figures["limits"]:
        limits = [{**one, "title": names[one["duty"]]} for one in figures["limits"]]
        yield from ("", *table(limits, LIMITS))
    if figures["recorders"]:
        made = [{**one, "name": names[one["person"]]} for one in figures["recorders"]]
        yield from ("", *table(made, RECORDERS))
