"""A duty explained, and a year of a cadre, as pages."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import click

from minqing_cli.pages import value_of
from minqing_cli.table import instant
from minqing_cli.width import padded
from minqing_core.duties.kinds import OF_BODIES, READ
from minqing_core.views.labels import label

Plain = dict[str, Any]
LETTERS = {
    "met": ("成", "green"),
    "met-late": ("迟", "yellow"),
    "missed": ("缺", "red"),
    "open": ("待", "cyan"),
    "excused": ("免", "bright_black"),
    "not-due": ("－", None),
}
SHOWN = {
    "record.weekly": "每周记录",
    "self-assessment.quarterly": "自评",
    "review.quarterly": "审阅",
    "meeting.quarterly": "分析会",
    "inspection.half-yearly": "通报",
    "summary.yearly": "总结",
}


def explained(page: Plain) -> Iterator[str]:
    """Yield the page of a duty: whose, by which rule, day by day, and on what it rests."""
    item, rule = page["item"], page["rule"]
    whose = item["person_name"] or item["unit_name"]
    of = "".join(filter(None, (item["about_name"], item["case"] or _of_body(item))))
    yield f"{whose} {item['title']}{f'：{of}' if of else ''} {item['period'] or ''}".rstrip()
    tentative = "（暂定：日历尚未公布）" if item["tentative"] else ""
    yield f"  条款 {item['clause']}，自 {item['start']}，期限 {item['due']}{tentative}"
    yield f"  {item['state_text']}{_met(item)}"
    if item["note"]:
        yield f"  说明：{item['note']}"
    yield f"  {page['says']}"
    if rule is not None:
        laid_by = f"，{rule['laid_by_name']}所定" if rule["laid_by_name"] else ""
        says = f"  规定 {rule['rule']}：{value_of(rule['value'], rule['rule'])}{laid_by}"
        yield f"{says}，{rule['effective_from']} 起施行"
        yield f"  原文：{rule['quote']}"
    yield from _days(page["days"])
    if page["records"]:
        yield "记录"
    for record in page["records"]:
        at = f"第 {record['position']} 条，{instant(record['recorded_at'])} 记录"
        yield f"  {record['occurred_on']}  {record['sentence']}（{at}）"


def calendar(page: Plain) -> Iterator[str]:
    """Yield a year of a cadre: a line for each month's weeks, then what came round otherwise."""
    yield f"{page['person_name']}（{page['person']}）{page['year']} 年"
    weekly = [item for item in page["items"] if item["duty"] == "record.weekly"]
    for month, weeks in groupby(weekly, key=lambda item: item["due"][:7]):
        shown = "  ".join(f"{item['period'][5:]} {_letter(item)}" for item in weeks)
        yield f"  {padded(f'{int(month[5:])} 月', 7)}{shown}"
    others = [item for item in page["items"] if item["duty"] not in {"record.weekly", READ}]
    ordered = sorted(others, key=_duty)
    for (duty, unit), items in groupby(ordered, key=lambda i: (i["duty"], i["unit_name"])):
        shown = "  ".join(f"{item['period'][5:] or '全年'} {_letter(item)}" for item in items)
        yield f"  {padded(SHOWN[duty], 7)}{shown}{f'（{unit}）' if unit else ''}"
    yield from _read(item for item in page["items"] if item["duty"] == READ)
    yield "  图例：" + "、".join(
        f"{letter} {label('duty_state', state)}" for state, (letter, _) in LETTERS.items()
    )
    counts = [f"{label('duty_state', state)} {n}" for state, n in page["counts"].items()]
    yield f"  合计：{'、'.join(counts) or '无'}"


def _read(items: Iterable[Plain]) -> Iterator[str]:
    """Yield whose diaries were to be read: a line for each quarter and each way it stands."""
    ordered = sorted(items, key=lambda item: (item["period"], item["state"]))
    for (period, _), found in groupby(ordered, key=lambda item: (item["period"], item["state"])):
        these = [*found]
        whose = "、".join(item["about_name"] for item in these)
        stands = f"{period[5:]} {_letter(these[0])} {len(these)} 人"
        yield f"  {padded(SHOWN[READ], 7)}{stands}：{whose}"


def _of_body(item: Plain) -> str | None:
    return item["item"] if item["duty"] in OF_BODIES else None


def _duty(item: Plain) -> tuple[str, str, str, str]:
    return item["unit_name"] or "", item["duty"], item["due"], item["id"]


def _letter(item: Plain) -> str:
    letter, colour = LETTERS[item["state"]]
    return letter if colour is None else click.style(letter, fg=colour)


def _met(item: Plain) -> str:
    if item["met_on"] is None:
        return f"，还有 {item['days_left']} 天" if item["state"] == "open" else ""
    return f"，{item['met_on']}（第 {'、'.join(map(str, item['met_by'])) or '—'} 条）"


def _days(days: list[Plain]) -> Iterator[str]:
    if days:
        yield "逐日"
    for day in days:
        number = "不计" if day["number"] is None else f"第 {day['number']} 天"
        yield f"  {day['day']}  {padded(number, 9)}{day['reason']}"
