"""A collective study, and what gives reason to one, as pages."""

from collections.abc import Iterator
from typing import Any

from minqing_cli.meeting_page import resolution_lines
from minqing_cli.table import table

Plain = dict[str, Any]
MATTERS = {
    "case": "编号",
    "title": "标题",
    "unit_name": "单位",
    "owner_name": "承办人",
    "status_text": "状态",
    "due": "反馈期限",
    "told_on": "反馈",
    "state_text": "情况",
}
SHOWN = {
    "category_text": "类别",
    "reason_text": "缘由",
    "count": "件数",
    "before": "上季度",
    "names": "村（社区）",
    "numbers": "民情",
    "studies": "已列入的研究",
}


def lines(page: Plain) -> Iterator[str]:
    """Yield the page of a study."""
    yield f"集体研究 {page['study']} 《{page['title']}》（{page['reason_text']}）"
    yield f"{page['opened_on']} {page['opened_by_name']}提起：{page['text']}"
    yield f"状态：{page['status_text']}"
    decision = page["decision"]
    if decision is not None:
        names = "、".join(decision["participant_names"])
        yield ""
        yield f"决定（{decision['held_on']}，{decision['chair_name']}主持；参加：{names}）"
        yield decision["text"]
    yield ""
    yield f"民情（{page['matters']} 件，{page['owed']} 位群众待反馈）"
    yield from table(page["cases"], MATTERS) if page["cases"] else ()
    yield ""
    yield from resolution_lines(page["resolutions"])


def cluster_lines(page: Plain) -> Iterator[str]:
    """Yield what a quarter gives reason to study together."""
    yield (
        f"{page['period']} 可提请集体研究的同类事项"
        f"（遍及 {page['least_villages']} 个村，或达 {page['least_matters']} 件）"
    )
    rows = [
        {
            **one,
            "names": "、".join(one["village_names"]),
            "numbers": "、".join(one["cases"]),
            "studies": "、".join(one["studied"]),
        }
        for one in page["items"]
    ]
    yield from table(rows, SHOWN) if rows else ("没有",)
