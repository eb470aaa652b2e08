"""The course of a matter on its page: rounds, stops, extensions, bonds, recusals."""

from collections.abc import Iterator
from typing import Any

from minqing_core.views.labels import label

Plain = dict[str, Any]
BONDS = {
    "duplicate_of": "与 {} 重复",
    "duplicates": "{} 与此事重复",
    "merged_into": "已并入 {} 办理",
    "parts": "{} 并入此事办理",
    "split_from": "从 {} 拆出",
    "split_off": "拆出 {}",
}
DECIDED = {None: "待决定", True: "批准", False: "不批准"}
RECUSED = {None: "待决定", True: "已回避", False: "不必回避"}


def course_lines(course: Plain) -> Iterator[str]:
    """Yield what a matter's page says of its course, nothing where it went straight."""
    told = [
        *_ends(course),
        *_clock(course),
        *_bonds(course["links"]),
        *_recusals(course),
    ]
    if told:
        yield from ("", "办理进程")
        yield from (f"  {line}" for line in told)


def _ends(course: Plain) -> Iterator[str]:
    if course["round"] > 1:
        yield f"第 {course['round']} 轮办理"
        for end in course["closures"]:
            who, how = course["people"][end["by"]], label("outcome", end["outcome"])
            yield f"第 {end['round']} 轮：{end['on']} {who} 办结（{how}），效果：{end['effect']}"
    if course["next_look"]:
        yield f"定于 {course['next_look']} 复看"


def _clock(course: Plain) -> Iterator[str]:
    parking = course["parking"]
    if parking:
        lapsed = "，现已到期，时限继续计算" if parking["lapsed"] else ""
        cause = label("cause", parking["cause"])
        yield f"挂账至 {parking['until']}（{cause}：{parking['reason']}）{lapsed}"
    for line in course["extensions"]:
        told = f"，{line['told_on']} 已告知群众" if line["told_on"] else ""
        if line["approved"] and not told:
            told = "，尚未告知群众，未生效"
        by = course["people"].get(line["decided_by"], "")
        yield (
            f"第 {line['extension']} 次申请延期：「{label('duty', line['duty'])}」"
            f"延至 {line['until']}，{by}{DECIDED[line['approved']]}{told}"
        )


def _bonds(links: Plain) -> Iterator[str]:
    for name, text in BONDS.items():
        found = links[name]
        if found:
            yield text.format(found if isinstance(found, str) else "、".join(found))


def _recusals(course: Plain) -> Iterator[str]:
    for line in course["recusals"]:
        yield f"{course['people'][line['person']]}回避：{RECUSED[line['granted']]}"
