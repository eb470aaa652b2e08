"""A record book as a page: how it stands, its life, its entries page by page."""

from collections.abc import Iterator, Mapping
from typing import Any

from minqing_cli.table import table

ENTRIES = {"page": "页", "case": "编号", "title": "标题", "recorded_on": "记录"}


def lines(page: dict[str, Any]) -> Iterator[str]:
    """Yield the page of a book."""
    yield f"记录本 {page['serial']} {page['state_text']}"
    facts = {
        "持有人": page["holder_name"],
        "发放单位": page["unit_name"],
        "归档单位": page["archive_name"],
        "存放": page["shelf"],
        "形式": page["format_text"],
        "页数": f"已用 {page['used']} 页，共 {page['pages']} 页",
    }
    yield from (f"  {name}：{value}" for name, value in facts.items() if value)
    yield from ("", "经过")
    yield from (f"  {item['occurred_on']}  {item['sentence']}" for item in page["items"])
    yield from ("", "逐页记录")
    yield from table(page["entries"], ENTRIES)
    for line in page["reflections"]:
        text = line["text"] or "（只对本人和组织部门公开）"
        yield from ("", f"{line['period']} 自评与心得体会（{line['on']}）", f"  {text}")


def handover(found: dict[str, Any], columns: Mapping[str, str]) -> Iterator[str]:
    """Yield the hand-over list of somebody's books."""
    yield f"记录本移交清册：{found['name']}（{found['person']}） {found['on']}"
    yield from table(found["items"], columns)
