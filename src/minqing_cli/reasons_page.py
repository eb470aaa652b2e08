"""Why a matter stands as it does, and who set each of its fields, as pages."""

from collections.abc import Iterator
from typing import Any

from minqing_cli.findings_page import evidence, held
from minqing_cli.knowledge_page import acted
from minqing_cli.table import instant
from minqing_core.views.labels import LABELS, label

Plain = dict[str, Any]
YES = {"yes": "是", "no": "否", "": "无"}
NAMED = frozenset({"owner", "leader", "awaiting", "place", "category"})
CODES = ("status", "kind", "channel", "urgency")
FIELDS = {"status": "状态", "owner": "承办人", "leader": "负领导责任者"}
MEASURES = {"open": "未落实", "done": "已落实", "dropped": "已撤销"}


def lines(page: Plain) -> Iterator[str]:
    """Yield each status with why it is so."""
    yield f"{page['case']}《{page['title']}》为什么是这个状态"
    yield f"截至 {page['on']}，按记录前 {page['position']} 条"
    for one in page["items"]:
        yield f"{_what(one)}：{_value(one, page['names'])}"
        yield f"  {one['because']}"
        yield from evidence(one["evidence"])


def blamed(page: Plain) -> Iterator[str]:
    """Yield each field with who set it, then who knew first and who held it."""
    names = page["names"]
    yield f"{page['case']}《{page['title']}》每一项由谁写定"
    for one in page["items"]:
        field, source = one["field"], one["source"]
        before = f"（原为「{_set(field, one['before'], names)}」）" if one["before"] else ""
        behalf = f"（代{names[one['on_behalf_of']]}）" if one["on_behalf_of"] else ""
        shown = f"{_field(field)}：「{_set(field, one['value'], names)}」{before}"
        yield f"  {shown} {source['on']} {names[one['by']]}{behalf} 第 {source['version']} 步"
    first = page["first_knew"]
    known = f"{names[first['person']]}，{first['first']['on']}"
    yield f"最先知情：{known}，{'，'.join(acted(first))}"
    yield from (held(one, names) for one in page["held"])


def rows(page: Plain) -> list[Plain]:
    """Return each status as a row in words."""
    names = page["names"]
    return [{**one, "what": _what(one), "value": _value(one, names)} for one in page["items"]]


def blamed_rows(page: Plain) -> list[Plain]:
    """Return each field as a row in words, with who set it, when and by which record."""
    names = page["names"]
    return [
        {
            "field": _field(one["field"]),
            "value": _set(one["field"], one["value"], names),
            "before": one["before"] and _set(one["field"], one["before"], names),
            "by": names[one["by"]],
            "on_behalf_of": one["on_behalf_of"] and names[one["on_behalf_of"]],
            "on": one["source"]["on"],
            "position": one["source"]["position"],
        }
        for one in page["items"]
    ]


def _what(one: Plain) -> str:
    if one["duty"] is None:
        return label("reason", one["what"])
    return f"{one['duty']}（{one['what']}）"


def _value(one: Plain, names: Plain) -> str:
    if one["duty"] is not None:
        return label("duty_state", one["value"])
    if one["what"] == "status":
        return label("status", one["value"])
    return YES.get(one["value"]) or names[one["value"]]


def _field(field: str) -> str:
    name, _, number = field.partition(".")
    if number:
        return f"措施 {number}"
    return FIELDS.get(name) or LABELS["fact"].get(name, name)


def _set(field: str, value: str, names: Plain) -> str:
    if not value:
        return "无"
    if field.startswith("measure."):
        return MEASURES[value]
    if field in NAMED:
        return str(names[value])
    if field == "learned_at":
        return instant(value)
    return label(field, value) if field in CODES else value
