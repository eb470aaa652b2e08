"""The slip that a citizen is handed, and what it shows them."""

from collections.abc import Iterator
from typing import Any

import click

from minqing_cli.desk import Desk
from minqing_cli.fields import number
from minqing_cli.help import examples
from minqing_cli.options import asking

STEPS = {"on": "日期", "step_text": "办到哪一步"}


@click.command(epilog=examples("minqing case slip 2026-000001"))
@number
@asking("case.slip")
def slip(desk: Desk) -> None:
    """给反映人的回执编号：凭它可看办到哪一步，看不到姓名和内容。"""
    desk.show(desk.ask(), columns={"case": "编号", "slip": "回执编号"})


@click.command(epilog=examples("minqing case progress 2026-000001-abcdefghijklmnop"))
@click.argument("slip", metavar="回执编号")
@asking("case.progress")
def progress(desk: Desk) -> None:
    """凭回执编号看一件事办到哪一步；谁都可以看。"""
    answer = desk.ask_openly()
    desk.show(answer, columns=STEPS, rows=answer["steps"], page=_steps)


def _steps(answer: dict[str, Any]) -> Iterator[str]:
    yield f"{answer['case']} {answer['status_text']}"
    for step in answer["steps"]:
        yield f"  {step['on']} {step['step_text']}"
