"""The programme and a year as pages."""

from collections.abc import Iterator
from typing import Any

from minqing_cli.table import table

Plain = dict[str, Any]


def programme_page(page: Plain) -> Iterator[str]:
    """Yield the page of the programme."""
    established = page["established"]
    if established is not None:
        yield f"《{established['title']}》 {established['issuer']} {established['dated']}"
        yield f"主题：{established['theme']}"
        yield f"目的：{established['purpose']}"
    yield ""
    yield "依据"
    for basis in page["bases"]:
        yield f"  {basis['issuer']}《{basis['title']}》（{basis['number']}）"
    yield ""
    yield f"规定（{page['on']} 施行）"
    rows = [{**rule, "shown": value_of(rule["value"], rule["rule"])} for rule in page["rules"]]
    titles = {
        "rule": "代码",
        "title": "名称",
        "shown": "内容",
        "clause": "条款",
        "unit_name": "由谁定",
        "quote": "原文",
    }
    yield from table(rows, titles)


def calendar_page(page: Plain) -> Iterator[str]:
    """Yield the page of a year's calendar."""
    yield f"{page['year']} 年{'' if page['published'] else '：尚未公布，期限为暂定'}"
    for name, kind in (("off", "放假的平日"), ("work", "上班的周末")):
        days = page[name]
        yield f"{kind}（{len(days)} 天）：{'、'.join(days) or '无'}"


def value_of(value: Plain | None, rule: str) -> str:
    """Return the value of a rule as people read it; nothing where there is none."""
    from minqing_core.views.labels import counted, label  # noqa: PLC0415 - only for this page

    if value is None:
        return ""
    if value["choice"]:
        return str(value["choice"])
    return f"{value['amount']} {label('days', value['unit']) or counted(rule)}"
