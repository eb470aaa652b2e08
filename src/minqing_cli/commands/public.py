"""What everybody may see, as other systems show it."""

import click

from minqing_cli.desk import Desk
from minqing_cli.fields import WHOLE, field
from minqing_cli.help import LazyGroup, examples
from minqing_cli.options import asking

HERE = "minqing_cli.commands.public"
SERVICES = {"code": "代码", "label": "类别", "group": "大类"}
MATTERS = {
    "publication": "编号",
    "released_on": "公开日期",
    "unit_name": "单位",
    "kind_text": "种类",
    "title": "题目",
}
TICKET = {"ticket": "回执号", "label": "类别", "recorded_at": "记录时间", "concluded": "已办结"}


@click.group(
    cls=LazyGroup,
    lazily={
        "services": (f"{HERE}:services", "群众可以反映的类别"),
        "matters": (f"{HERE}:matters", "公开了的事"),
        "ticket": (f"{HERE}:ticket", "凭回执号看办结没有"),
    },
)
def public() -> None:
    """公众可见的：同 Open311 接口所告知的一样。"""


@click.command(epilog=examples("minqing public services"))
@asking("public.services")
def services(desk: Desk) -> None:
    """群众可以反映的类别；反映干部的不在其内。"""
    desk.show(desk.ask_openly(), columns=SERVICES)


@click.command(epilog=examples("minqing public matters --since 2026-01-01"))
@field("--publication", "publications", "只要哪一篇；可写多次", metavar="编号", multiple=True)
@field("--since", "since", "从哪天起公开的", metavar="日期")
@field("--until", "until", "到哪天为止公开的", metavar="日期")
@field("--limit", "limit", "至多几件；缺省 1000", type=WHOLE)
@asking("public.matters")
def matters(desk: Desk) -> None:
    """公开了的事和好做法，后公开的在前。"""
    desk.show(desk.ask_openly(), columns=MATTERS)


@click.command(epilog=examples("minqing public ticket 9c1Zr0mYd7aXw2Qe5tUv8g"))
@click.argument("ticket", metavar="回执号")
@asking("public.ticket")
def ticket(desk: Desk) -> None:
    """凭回执号看办结没有；别的一概不说。"""
    desk.show(desk.ask_openly(), columns=TICKET)
