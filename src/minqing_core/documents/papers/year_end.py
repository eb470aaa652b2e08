"""The papers of the end of a year: the appraisal sheet and the town's summary."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from minqing_core.documents.papers.paper import Paper, Section, digest, named, or_none, table

VALUES = {"metric_text": "指标", "share": "结果", "basis": "怎样计算"}
VILLAGES = {"name": "村（社区）", "metric_text": "指标", "share": "结果"}
CATEGORIES = {"label": "类别", "entries": "篇数"}
LACKING = {"metric_text": "指标", "numbers": "民情"}
OBJECTIONS = {"objection": "序号", "on": "提出", "text": "异议", "decision": "答复"}


def sheet(answer: Mapping[str, Any]) -> Paper:
    """Return the appraisal sheet of a person or an organisation (S69, S70)."""
    drawn = answer["sheets"][-1] if answer["sheets"] else None
    return Paper(
        kind="sheet",
        title="年终考核表",
        number=f"{answer['subject']}-{answer['year']}",
        unit=answer["name"],
        sections=(
            Section(
                facts=named(
                    (
                        ("年度", answer["year"]),
                        ("状态", answer["state_text"]),
                        ("定稿", None if drawn is None else f"{drawn['on']} {drawn['by_name']}"),
                        ("指标版本", None if drawn is None else drawn["metrics"]),
                        ("依据", None if drawn is None else _frozen(drawn)),
                    )
                )
            ),
            Section(heading="一、指标", **table(VALUES, _shares(answer["values"]))),
            Section(heading="二、未计入分子的民情", **or_none(table(LACKING, _lacking(answer)))),
            Section(heading="三、异议与答复", **or_none(table(OBJECTIONS, answer["objections"]))),
            Section(heading="说明", texts=(answer["notice"],)),
        ),
        signatures=("本人", "组织人事办公室"),
        position=answer["position"],
        digest=digest(answer),
    )


def summary(answer: Mapping[str, Any]) -> Paper:
    """Return the town's summary of a year, the programme's purpose first (S2, S67)."""
    figures, issued = answer["figures"], answer["issued"]
    texts = tuple(str(part["text"]) for part in issued[-1:])
    return Paper(
        kind="summary",
        title=f"{answer['year']} 年工作总结",
        number=str(answer["year"]),
        unit=answer["title"],
        sections=(
            Section(heading="活动目的", texts=(f"{answer['theme']}：{answer['purpose']}。",)),
            Section(heading="一、总体情况", texts=texts or ("（尚未印发，以下为现有数据）",)),
            Section(
                heading="二、数据",
                facts=named(
                    (
                        ("参加干部", figures["participants"]),
                        ("表彰", figures["commendations"]),
                        ("依据", f"前 {figures['upto']} 条记录，摘要 {figures['digest'][:16]}"),
                    )
                ),
                **table(VALUES, _shares(figures["values"])),
            ),
            Section(heading="三、各村（社区）", **table(VILLAGES, _villages(figures["villages"]))),
            Section(heading="四、各类民情", **table(CATEGORIES, figures["categories"])),
        ),
        signatures=("签发人",),
        position=answer["position"],
        digest=digest(answer),
    )


def _frozen(drawn: Mapping[str, Any]) -> str:
    agrees = "重算一致" if drawn["agrees"] else "重算不一致"
    return f"前 {drawn['upto']} 条记录，摘要 {drawn['digest'][:16]}，{agrees}"


def _lacking(answer: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for one in answer["failed"]:
        if one["cases"]:
            yield {**one, "numbers": "、".join(one["cases"])}


def _shares(values: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for one in values:
        share = str(one["count"]) if one["of"] is None else f"{one['count']}/{one['of']}"
        percent = "" if one["percent"] is None else f"（{one['percent']}%）"
        yield {**one, "share": f"{share}{percent}"}


def _villages(villages: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for village in villages:
        for one in _shares(village["values"]):
            if one["of"]:
                yield {**one, "name": village["name"]}
