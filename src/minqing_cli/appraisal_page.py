"""Appraisal sheets, the ranking, the summary of a year and commendations as people read them."""

from collections.abc import Iterator
from typing import Any

from minqing_cli.table import table
from minqing_core.views.labels import LABELS

Plain = dict[str, Any]
NAMES = LABELS["appraisal-metric"]
RATES = tuple(LABELS["appraisal-basis"])
FIGURES = {"metric_text": "指标", "share": "结果"}
VALUES = {"metric_text": "指标", "share": "结果", "basis": "怎样计算"}
WHO = {"rank": "名次", "subject": "编号", "name": "姓名或党组织", "posts": "职务"}
LISTED = {**WHO, **{code: NAMES[code] for code in RATES}, "state_text": "状态"}
COUNTS = {code: name for code, name in NAMES.items() if code not in RATES}
VILLAGE = {"name": "村（社区）", **{code: NAMES[code] for code in (*RATES, "entries", "feedback")}}
EXPORTED = {
    **WHO,
    "year": "年份",
    **{
        f"{code}{part}": f"{NAMES[code]}{title}"
        for code in RATES
        for part, title in (("", "（%）"), (".count", "分子"), (".of", "分母"))
    },
    **COUNTS,
    "state_text": "状态",
    "drawn_on": "定稿日",
    "metrics": "指标版本",
    "upto": "据记录前几条",
    "digest": "摘要",
    "notice": "说明",
}
COMMENDATIONS = {
    "commendation": "编号",
    "name": "表彰对象",
    "title": "名称",
    "state_text": "状态",
    "text": "事迹",
    "based_on": "依据",
    "decided_on": "决定",
    "published_on": "公布",
}


def sheet_lines(page: Plain) -> Iterator[str]:
    """Yield a sheet with everything that was said of it."""
    yield f"{page['subject']} {page['name']} {page['year']} 年考核表（{page['state_text']}）"
    if not page["sheets"]:
        yield f"尚未定稿，以下为截至 {page['on']} 的情况（据记录前 {page['position']} 条）"
    for part in page["sheets"]:
        yield from _drawn(part)
    yield ""
    yield from _figures(page["values"])
    for lacking in page["failed"]:
        if lacking["cases"]:
            yield f"{lacking['metric_text']}未计入分子的民情：{'、'.join(lacking['cases'])}"
    for one in page["objections"]:
        yield ""
        yield from _objection(one)
    yield from ("", page["notice"])


def ranking(page: Plain) -> Iterator[str]:
    """Yield the sheets of a year in the order of their rank."""
    yield f"{page['year']} 年考核表（{len(page['items'])} 份，按各率平均排列，不计数量）"
    yield ""
    yield from table(ranked(page), LISTED)
    yield from ("", page["notice"])


def ranked(page: Plain) -> list[Plain]:
    """Return the rows of a ranking with each share written out."""
    return [_shared(row) for row in _rows(page)]


def exported(page: Plain) -> list[Plain]:
    """Return the rows that are handed on, every number in a column of its own."""
    return [{**row, **_columns(row["values"])} for row in _rows(page)]


def summary_lines(page: Plain) -> Iterator[str]:
    """Yield the summary of a year: the purpose first (S2)."""
    figures = page["figures"]
    yield f"{page['title']} {page['year']} 年总结"
    yield f"目的：{page['purpose']}"
    yield f"主题：{page['theme']}"
    for part in page["issued"]:
        yield ""
        again = "重算一致" if part["agrees"] else "重算不一致"
        yield f"{part['on']} {part['by_name']} 印发（据记录前 {part['upto']} 条，{again}）"
        yield part["text"]
    if not page["issued"]:
        yield from ("", f"尚未印发，以下为截至 {page['on']} 的情况")
    yield ""
    yield f"参加活动 {figures['participants']} 人，公布表彰 {figures['commendations']} 项"
    yield from _figures(figures["values"])
    yield ""
    villages = [_shared(line) for line in figures["villages"]]
    columns = {code: name for code, name in VILLAGE.items() if any(code in v for v in villages)}
    yield from table(villages, columns)
    yield "各类民情：" + (
        "，".join(f"{one['label']} {one['entries']}" for one in figures["categories"]) or "无"
    )
    yield f"指标 {figures['metrics']}，据记录前 {figures['upto']} 条，摘要 {figures['digest']}"


def commended(page: Plain) -> list[Plain]:
    """Return the rows of commendations."""
    return [
        {**row, "based_on": "、".join(row["cases"]) or f"{row['rests_on']} 件"}
        for row in page["items"]
    ]


def _rows(page: Plain) -> list[Plain]:
    rows: list[Plain] = page["items"]
    return rows


def _columns(values: list[Plain]) -> Plain:
    found: Plain = {}
    for one in values:
        name = one["metric"]
        if one["of"] is None:
            found[name] = one["count"]
        else:
            found |= {name: one["percent"], f"{name}.count": one["count"], f"{name}.of": one["of"]}
    return found


def _figures(values: list[Plain]) -> Iterator[str]:
    yield from table(valued(values), FIGURES)
    yield ""
    yield from (f"{one['metric_text']}：{one['basis']}" for one in values if one["basis"])


def valued(values: list[Plain]) -> list[Plain]:
    """Return the rows of figures with each written out."""
    return [{**one, "share": _share(one)} for one in values]


def _share(one: Plain) -> str:
    if one["of"] is None:
        return str(one["count"])
    return f"{one['percent']}%（{one['count']}/{one['of']}）" if one["of"] else "无（0/0）"


def _shared(line: Plain) -> Plain:
    return {**line, **{one["metric"]: _share(one) for one in line["values"]}}


def _drawn(part: Plain) -> Iterator[str]:
    again = "重算一致" if part["agrees"] else "重算不一致"
    yield (
        f"第 {part['sheet']} 次制作 {part['on']} {part['by_name']}：指标 {part['metrics']}，"
        f"据记录前 {part['upto']} 条，{again}，摘要 {part['digest'][:16]}"
    )


def _objection(one: Plain) -> Iterator[str]:
    yield (
        f"第 {one['objection']} 次异议（对第 {one['sheet']} 次制作的表）"
        f" {one['on']} {one['by_name']}：{one['text']}"
    )
    if one["upheld"] is None:
        yield "  尚未答复"
    else:
        how = "成立" if one["upheld"] else "不成立"
        yield f"  {one['decided_on']} {one['decided_by_name']} 答复：{how}，{one['decision']}"
