"""A half-year's bulletin （通报）: figures, what was found, who is named, what is to be better."""

from collections.abc import Iterator, Mapping
from typing import Any

from minqing_core.documents.papers.paper import (
    Facts,
    Paper,
    Section,
    digest,
    named,
    or_none,
    table,
)

COUNTS = {
    "learned": "记下民情",
    "answered": "已答复办理结果",
    "hanging": "悬而未办",
    "older": "以前获知、仍未办结",
    "handoffs": "转手",
    "returns": "退回",
    "orders": "督办",
    "orders_overdue": "督办逾期未答复",
    "inspections": "检查次数",
}
LIMITS = {
    "title": "时限",
    "met": "按期",
    "met_late": "逾期办",
    "missed": "逾期未办",
    "open": "未到期",
}
FOUND = {"finding": "序号", "clause": "条款", "text": "问题", "state_text": "整改"}
NAMED = {"number": "编号", "title": "标题", "unit_name": "单位", "owner_name": "负责人"}


def paper(answer: Mapping[str, Any]) -> Paper:
    """Return a bulletin as it is circulated (S60, S61)."""
    figures = answer["figures"]
    agrees = "一致" if answer["agrees"] else "不一致"
    return Paper(
        kind="bulletin",
        title="通报",
        number=f"{answer['unit_name']}〔{str(answer['issued_on'])[:4]}〕{answer['number']} 号",
        unit=answer["unit_name"],
        sections=(
            Section(
                heading=answer["title"],
                facts=named(
                    (
                        ("期间", answer["period"]),
                        ("印发", f"{answer['issued_on']} {answer['issued_by_name']}"),
                        ("截至", f"{answer['on']}（前 {answer['upto']} 条记录）"),
                        ("重新核算", agrees),
                    )
                ),
            ),
            Section(heading="一、基本情况", facts=_counted(figures)),
            Section(heading="时限完成情况", **table(LIMITS, _limits(answer))),
            Section(heading="二、检查发现的问题", **or_none(table(FOUND, answer["findings"]))),
            Section(heading="三、点名通报", **or_none(table(NAMED, answer["named"]))),
            Section(heading="四、改进措施", texts=(answer["text"],)),
        ),
        signatures=("签发人",),
        position=answer["position"],
        digest=digest(answer),
    )


def _counted(figures: Mapping[str, Any]) -> Facts:
    return tuple((title, str(figures[name])) for name, title in COUNTS.items())


def _limits(answer: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for one in answer["figures"]["limits"]:
        yield {**one, "title": answer["names"][one["duty"]]}
