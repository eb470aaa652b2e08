"""A person, a unit, a list of who leaves and the roles in the programme, as pages."""

from collections.abc import Iterator
from typing import Any

from minqing_cli.table import table

Plain = dict[str, Any]


def person_page(page: Plain) -> Iterator[str]:
    """Yield the page of a person."""
    yield f"{page['name']}（{page['person']}） {page['on']}"
    yield f"干部类别：{page['kind_text'] or '不参加民情日记活动'}"
    yield f"现任：{page['posts'] or '无'}"
    for tenure in page["tenures"]:
        yield f"  {_term(tenure)}  {tenure['unit_name']}{tenure['post_text']}"
    for leave in page["absences"]:
        yield f"准假：{_term(leave)}  {leave['kind_text']}，{leave['approver_name']}批准"
    for contact in page["contact_points"]:
        yield f"挂点：{_term(contact)}  {contact['village_name']}{_campaigns(contact)}"
    for visit in page["visits"]:
        yield f"  {visit['on']} 到{visit['village_name']}：{visit['text']}"
    if page["last_day"] is not None:
        closed = f"，{page['closed']} 办结离任" if page["closed"] else ""
        yield f"已调离：最后一日 {page['last_day']}{closed}"
    yield f"经手民情：{_counts(page['matters'])}"


def unit_page(page: Plain) -> Iterator[str]:
    """Yield the page of a unit."""
    unit = page["unit"]
    former = [name for name in page["names"] if name != unit["name"]]
    yield f"{unit['name']}（{unit['unit']}）"
    if former:
        yield f"其他名称：{'、'.join(former)}"
    if page["dissolved"] is not None:
        yield f"自 {page['dissolved']} 起已撤销，其事项由 {page['continues']} 承接"
    if page["inherited"]:
        yield f"承接：{'、'.join(page['inherited'])}"
    below = "、".join(f"{one['name']}（{one['unit']}）" for one in page["below"])
    yield f"下属：{below or '无'}"
    for contact in page["contact_points"]:
        yield f"挂点领导：{contact['name']} {_term(contact)}{_campaigns(contact)}"
    for visit in page["visits"]:
        yield f"  {visit['on']} {visit['name']}：{visit['text']}"
    yield f"民情：{_counts(page['matters'])}"
    yield f"主题：{_counts(page['theme'])}"
    yield ""
    yield from table(page["people"], {"person": "编号", "name": "姓名", "posts": "职务"})


def leaving_page(page: Plain) -> Iterator[str]:
    """Yield the list of somebody who leaves."""
    yield f"离任清单：{page['name']}（{page['person']}） {page['on']}"
    yield from _going(page)
    if page["closed"] is not None:
        yield f"{page['closed']} 办结离任"
    yield "已清" if page["clear"] else "未清："
    for item in page["items"]:
        if item["open"]:
            theirs = f"，属{item['village_name']}" if item["village"] else ""
            yield f"  {_thing(item)}（{item['status_text']}{theirs}）"
    if page["hidden"]:
        yield f"  无权查看的民情 {page['hidden']} 件"
    for item in page["items"]:
        if not item["open"]:
            to = f"，{item['receiver_name']}接收" if item["receiver"] else ""
            yield f"  {item['done_on']} 办清 {_thing(item)}{to}"


def _thing(item: Plain) -> str:
    return " ".join(filter(None, (item["what_text"], item["id"], item["title"])))


def roles_page(page: Plain) -> Iterator[str]:
    """Yield who was in charge on a day, and all who ever were."""
    yield f"{page['on']} 的分工"
    for role in page["items"]:
        yield f"{role['role_text']}：{role['holder'] or '无'}"
        for term in role["terms"]:
            yield f"  {_term(term)}  {term['name']}"


def _going(page: Plain) -> Iterator[str]:
    if page["until"] is not None:
        yield f"调往{page['destination']}，在本镇至 {page['until']}"
        return
    if not page["left"]:
        yield "尚未办理调离"
    for left in page["left"]:
        yield f"调离{left['village_name']}：最后一日 {left['until']}"


def _term(stretch: Plain) -> str:
    return f"{stretch['since']} 至 {stretch['until'] or '今'}"


def _campaigns(contact: Plain) -> str:
    return f"（结合{'、'.join(contact['campaigns'])}）" if contact["campaigns"] else ""


def _counts(counts: dict[str, int]) -> str:
    return "、".join(f"{name} {count} 件" for name, count in counts.items()) or "无"
