"""An inquiry, and what the log shows of a matter, as pages."""

from collections.abc import Iterator, Sequence
from typing import Any

Plain = dict[str, Any]
ELEMENTS = {"element": "代码", "element_text": "要件", "holds": "成立", "findings": "认定"}
HOLDING = {True: "成立", False: "不成立", None: "未认定"}


def lines(page: Plain) -> Iterator[str]:
    """Yield an inquiry."""
    outcome = f"：{page['outcome_text']}" if page["outcome"] else ""
    yield f"问责调查 {page['inquiry']} {page['name']}（{page['person']}）民情 {page['case']}"
    yield f"情况：{page['state_text']}{outcome}"
    yield f"立案 {_said(page['opened'])}（以记录前 {page['upto']} 条为准）"
    if page["incident"]:
        told = page["incident"]
        yield f"事件 {told['incident']} {told['on']} {told['sentence']}"
    yield from ("", "要件（各项分别认定）")
    for part in page["elements"]:
        yield from _element(part)
    yield from ("", "立案时各项职责及其完成情况")
    yield from facts(page["duties"])
    yield from ("", "记录中的客观原因和请假、延期等情形")
    yield from facts(page["beside"])
    yield ""
    yield from _course(page)


def facts(found: Sequence[Plain]) -> Iterator[str]:
    """Yield what the log shows, each with its events."""
    for fact in found:
        bears = f"  可能有关：{fact['bears_on_text']}" if fact["bears_on"] else ""
        yield f"  {fact['on']} {fact['kind_text']}：{fact['text']}（{fact['name']}）{bears}"
        yield from (f"    {one['stream']}@{one['version']}" for one in fact["evidence"])
    if not found:
        yield "  无"


def fact_rows(found: Sequence[Plain]) -> list[Plain]:
    """Return what the log shows as rows, each with its events by name."""
    return [{**fact, "evidence": "、".join(map(_named, fact["evidence"]))} for fact in found]


def element_rows(elements: Sequence[Plain]) -> list[Plain]:
    """Return the elements as rows, each with what was found of it."""
    return [
        {
            **part,
            "holds": HOLDING[part["holds"]],
            "findings": "；".join(line.strip() for line in _found(part)),
        }
        for part in elements
    ]


def _named(evidence: Plain) -> str:
    return f"{evidence['stream']}@{evidence['version']}"


def _element(part: Plain) -> Iterator[str]:
    yield f"  {part['element_text']}：{HOLDING[part['holds']]}"
    yield from _found(part)


def _found(part: Plain) -> Iterator[str]:
    for found in part["findings"]:
        stands = "" if found["stands"] else "（已改）"
        shown = "" if found["shown"] else "（未出示）"
        held = f" {found['on']}" if found["on"] else ""
        who = f" {found['person_name']}" if found["person"] else ""
        yield (
            f"    第 {found['finding']} 项{stands}{shown} {HOLDING[found['holds']]}{held}{who}："
            f"{_said(found['said'])}"
        )
        if found["without_limit"]:
            yield f"      当日没有逾期职责，仍认定失职的理由：{found['without_limit']}"
        for one in found["evidence"]:
            later = "（立案后记录）" if one["later"] else ""
            yield f"      {one['stream']}@{one['version']} {one['on']} {one['sentence']}{later}"


def _course(page: Plain) -> Iterator[str]:
    yield from (f"出示材料 {on}" for on in page["shown"])
    for said in page["statements"]:
        yield f"{'放弃陈述申辩' if said['declined'] else '陈述申辩'} {_said(said)}"
    for title, ruling in (("决定", page["decision"]), ("申诉决定", page["appeal_decision"])):
        if title == "申诉决定" and page["appeal"]:
            yield f"申诉 {_said(page['appeal'])}"
        if ruling:
            yield f"{title}：{ruling['outcome_text']} {_said(ruling['said'])}"
        if ruling and ruling["tolerance"]:
            yield f"  容错理由：{ruling['tolerance']}"
    if page["dropped"]:
        yield f"撤销 {_said(page['dropped'])}"


def _said(said: Plain) -> str:
    return f"{said['on']} {said['by_name']}：{said['text']}"
