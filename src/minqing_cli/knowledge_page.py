"""Who could have known of a matter, as a picture of characters and as a list."""

from collections.abc import Iterator
from typing import Any

from minqing_cli.findings_page import evidence, filled_in
from minqing_cli.table import instant
from minqing_cli.width import padded, width
from minqing_core.views.labels import label

Plain = dict[str, Any]
SIGNS = {"unknown": "·", "first": "+", "knew": "-", "acted": "#", "first-and-acted": "*"}


def lines(page: Plain) -> Iterator[str]:
    """Yield who could have known when and by what, and what they did."""
    names = page["names"]
    yield f"{page['case']}《{page['title']}》知情情况"
    yield f"截至 {page['on']}，按记录前 {page['position']} 条；「可能知情」不等于知情"
    yield from ("", *_picture(page["matrix"], names), "")
    for one in page["knowers"]:
        yield from _knower(one, names)
    if page["unproved"]:
        yield from ("", f"查阅记录（{page['unproved_text']}）")
    for one in page["unproved"]:
        yield f"  {instant(one['at'])} {names[one['person']]} {one['use_case']} {one['outcome']}"


def rows(page: Plain) -> list[Plain]:
    """Return a line for each who could have known."""
    names = page["names"]
    return [
        {
            "person": _who(one, names),
            "on": one["first"]["on"],
            "by": label("known-by", one["first"]["by"]),
            "acted_on": one["first_act"] and one["first_act"]["on"],
            "gap": one["gap"] and label("gap", one["gap"]),
            "gap_days": one["gap_days"],
        }
        for one in page["knowers"]
    ]


def first(page: Plain) -> Iterator[str]:
    """Yield the first day on which somebody could have known."""
    who, found = page["names"][page["person"]], page["first"]
    yield f"{page['case']}《{page['title']}》"
    if found is None:
        yield f"按记录前 {page['position']} 条，没有记录表明 {who} 可能知情"
        return
    yield f"{who} 最早于 {found['on']} 可能知情：{label('known-by', found['by'])}"
    yield from evidence([found["source"]])


def acted(one: Plain) -> Iterator[str]:
    """Yield what came first of somebody, or that nothing did, and how long that took."""
    if one["first_act"] is not None:
        act = one["first_act"]
        yield f"{act['on']} 首次办理{filled_in(act['on'], act)}"
    if one["gap"] not in {None, "acted"}:
        yield label("gap", one["gap"])
    if one["gap_days"] is not None:
        counted = "相隔" if one["gap"] == "acted" else "已" if one["gap"] == "still" else "计"
        yield f"{counted} {one['gap_days']} 个工作日"


def _picture(matrix: Plain, names: Plain) -> Iterator[str]:
    columns = matrix["columns"]
    shown = [_who(row, names) for row in matrix["rows"]]
    broad = max(map(width, shown))
    yield f"{' ' * broad}  {columns[0]['first']} … {columns[-1]['last']}，每格 {_step(columns)}"
    for who, row in zip(shown, matrix["rows"], strict=True):
        yield f"{padded(who, broad)}  {''.join(SIGNS[mark] for mark in row['marks'])}"
    yield "  ".join(f"{sign} {label('mark', mark)}" for mark, sign in SIGNS.items())


def _step(columns: list[Plain]) -> str:
    first_column = columns[len(columns) // 2]
    if first_column["first"] == first_column["last"]:
        return "一日"
    return "一月" if first_column["first"][8:] == "01" and len(columns) > 1 else "一周"


def _knower(one: Plain, names: Plain) -> Iterator[str]:
    told = f"{_who(one, names)}：{one['first']['on']} 起可能知情"
    yield "，".join((told, *acted(one)))
    for knew in one["known"]:
        of = f"（{knew['of']}）" if knew["of"] else ""
        upto = f"，当时所见为前 {knew['version']} 步" if knew["by"] == "review" else ""
        yield f"  {knew['on']} {label('known-by', knew['by'])}{of}{upto}"
        yield from evidence([knew["source"]])


def _who(one: Plain, names: Plain) -> str:
    return str(names[one["person"] or one["unit"]])
