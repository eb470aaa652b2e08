"""An inspection as a page, and the proof of its sample."""

from collections.abc import Iterator
from typing import Any

from minqing_cli.table import table

Plain = dict[str, Any]
SAMPLE = {
    "number": "编号",
    "title": "标题",
    "owner_name": "负责人",
    "learned_on": "获知",
    "status_text": "状态",
    "result_on": "答复结果",
}
DRAWN = {
    "upto": "抽样时的记录位置",
    "root": "该处的根值",
    "seed": "种子",
    "population": "总数",
    "sample": "样本",
}


def lines(page: Plain) -> Iterator[str]:
    """Yield the page of an inspection."""
    drawn, units = page["drawn"], "、".join(page["unit_names"])
    yield f"{page['inspection']} {page['kind_text']} {units}（{page['since']} 至 {page['until']}）"
    yield f"{page['opened_by_name']}于 {page['opened_on']} 开展"
    if page["text"]:
        yield f"说明：{page['text']}"
    yield f"从 {drawn['population']} 件中抽查，按前 {drawn['upto']} 条记录的根值 {drawn['root']}"
    if page["left_out"]:
        yield f"另有反映干部的 {page['left_out']} 件不在抽查之列，另行保密办理"
    yield from ("", f"样本（可见 {len(page['sample'])} 件）")
    yield from table(page["sample"], SAMPLE) if page["sample"] else ()
    yield from ("", f"发现问题（{len(page['findings'])} 个）")
    for found in page["findings"]:
        yield from _finding(found)
    if page["ended_on"]:
        yield from ("", f"{page['ended_on']} 结束：{page['conclusion']}")
    yield from ("", "经过")
    yield from (f"  {item['occurred_on']}  {item['sentence']}" for item in page["items"])


def drawn_again(page: Plain) -> Iterator[str]:
    """Yield whether the sample of an inspection is the one that the log gives."""
    agrees = "一致：样本是按当时的记录抽出来的" if page["agrees"] else "不一致"
    yield f"{page['inspection']} 重新抽样，{agrees}"
    for name, title in DRAWN.items():
        kept, again = (_shown(page[side][name]) for side in ("recorded", "drawn"))
        if name in page["differences"]:
            yield f"  ✗ {title}：所记 {kept}，重抽 {again}"
        else:
            yield f"  {title}：{kept}"


def _finding(found: Plain) -> Iterator[str]:
    case = f"（民情 {found['case']}）" if found["case"] else ""
    yield f"  {found['finding']}. {found['unit_name']} {found['clause']}：{found['text']}{case}"
    if found["owner_name"]:
        over = f"，逾期 {found['days_over']} 天" if found["days_over"] else ""
        yield f"     {found['owner_name']}整改，{found['due']} 前改好{over}：{found['order']}"
    if found["report"]:
        yield f"     {found['reported_on']} 报：{found['report']}"
    yield f"     {found['state_text']}，已 {found['age_days']} 天"


def _shown(value: object) -> str:
    return "、".join(value) or "无" if isinstance(value, list | tuple) else str(value)
