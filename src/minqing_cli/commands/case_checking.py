"""Whether records are complete: of one matter, and cadre by cadre."""

from collections.abc import Iterator
from typing import Any

import click

from minqing_cli.commands.case_reading import filters
from minqing_cli.desk import Desk
from minqing_cli.fields import number
from minqing_cli.help import examples
from minqing_cli.options import reading

PARTS = {"part_text": "应有内容", "state_text": "情况", "clause": "条款"}
CADRES = {
    "owner_name": "负责人",
    "cases": "件数",
    "incomplete": "不完整",
    "complete": "完整率（%）",
}


@click.command(epilog=examples("minqing case check 2026-000001"))
@number
@reading("case.check")
def check(desk: Desk) -> None:
    """看一件民情的记录缺什么，以及哪里值得再问；只是提示，不妨碍办理。"""
    desk.show(desk.ask(), columns=PARTS, page=_checked)


@click.command(epilog=examples("minqing report completeness --csv > 完整率.csv"))
@filters
@reading("report.completeness")
def completeness(desk: Desk) -> None:
    """看每名干部所负责的民情记录是否完整。"""
    desk.show(desk.ask(), columns=CADRES)


def _checked(answer: dict[str, Any]) -> Iterator[str]:
    yield f"{answer['case']}《{answer['title']}》 完整率 {answer['complete']}%"
    for item in answer["items"]:
        yield f"  {item['state_text']}：{item['part_text']}（{item['clause']}）"
    if answer["hints"]:
        yield from ("", "提示")
        yield from (f"  {hint['text']}（{hint['clause']}）" for hint in answer["hints"])
