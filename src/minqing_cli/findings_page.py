"""What was missed in a matter, who answered for it, and what stands beside it, as a page."""

from collections.abc import Iterator, Sequence
from typing import Any

from minqing_cli.table import instant
from minqing_core.duties.answering import NOBODY
from minqing_core.views.labels import label

Plain = dict[str, Any]
FINDINGS = {
    "due": "期限",
    "title": "职责",
    "kind_text": "情况",
    "whose": "责任人",
    "met_on": "完成",
    "late_days": "逾期工作日",
    "clause": "条款",
}


def lines(page: Plain) -> Iterator[str]:
    """Yield the findings of a matter."""
    names = page["names"]
    yield f"{page['case']}《{page['title']}》{page['status_text']}"
    yield f"截至 {page['on']}，按记录前 {page['position']} 条；只列事实和依据，不作结论"
    yield from (f"假设：{supposed}（未作记录）" for supposed in page["supposed"])
    yield from ("", "责任区间")
    yield from (held(one, names) for one in page["held"])
    yield from ("", f"应尽职责 {page['owed']} 项，查出 {len(page['findings'])} 项")
    for finding in page["findings"]:
        yield from _finding(finding, names)
    yield from ("", "客观原因、免责情形和当时的说明")
    for one in page["beside"]:
        yield f"  {one['on']} {one['kind_text']}：{one['text']}（{names[one['person']]}）"
        yield from evidence(one["evidence"])
    if not page["beside"]:
        yield "  记录中没有"


def rows(page: Plain) -> list[Plain]:
    """Return the findings of a matter as rows, with whose they are."""
    return [_row(one, page["names"]) for one in page["findings"]]


def evidence(sources: Sequence[Plain]) -> Iterator[str]:
    """Yield the records that something rests on."""
    for one in sources:
        late = "" if one["on"] == one["recorded_on"] else f"，{one['recorded_on']} 补记"
        where = f"{one['stream']} 第 {one['version']} 步（全部记录第 {one['position']} 条）"
        yield f"    依据 {where}，{one['on']}{late}"


def filled_in(on: str, source: Plain) -> str:
    """Return that something was put on record on another day than it is said to be of."""
    return "" if source["recorded_on"] in {None, on} else f"（{source['recorded_on']} 补记）"


def held(one: Plain, names: Plain) -> str:
    """Return who answered for a matter from when until when."""
    ended = "" if one["ended"] is None else label("held-until", one["ended"])
    until = "至今" if one["until"] is None else f"至 {instant(one['until'])} {ended}"
    who = f"{names[one['unit']]} {names.get(one['person'], NOBODY)}"
    since = f"{instant(one['since'])} {until}"
    return f"  {since}  {who}，{one['working_days']} 个工作日（第 {one['source']['position']} 条）"


def _finding(one: Plain, names: Plain) -> Iterator[str]:
    row = _row(one, names)
    done = f"，{one['met_on']} 完成{filled_in(one['met_on'], one)}" if one["met_on"] else ""
    after = "期限后" if one["kind"] == "filled-in" else "逾期"
    late = f"，{after} {one['late_days']} 个工作日" if one["late_days"] else ""
    what = f"{row['kind_text']}：{one['title']}"
    yield f"  {one['due']} {what}（{one['clause']}）{row['whose']}"
    tentative = "（暂定：日历尚未公布）" if one["tentative"] else ""
    yield f"    {one['says']}{tentative}{done}{late}"
    if one["days"]:
        counted = sum(day["number"] is not None for day in one["days"])
        left = len(one["days"]) - counted
        yield f"    自 {one['start']} 次日起算，计 {counted} 日，不计 {left} 日"
    if one["holder"] not in {None, one["person"]}:
        yield f"    当时此事由 {names[one['holder']]} 负责"
    yield from evidence(one["evidence"])


def _row(one: Plain, names: Plain) -> Plain:
    whose = names[one["person"] or one["unit"]]
    return {**one, "kind_text": label("finding", one["kind"]), "whose": whose}
