"""Leaving the town: transfer, what is still in hand, closing."""

import click

from minqing_cli.desk import Desk
from minqing_cli.fields import PERSON, field
from minqing_cli.help import examples
from minqing_cli.options import reading, recording
from minqing_cli.roster_pages import leaving_page

ITEMS = {
    "what_text": "事项",
    "id": "编号",
    "status_text": "状态",
    "open": "未清",
    "done_on": "办清日期",
}


@click.command(
    epilog=examples("minqing roster transfer 王小明 --until 2026-06-30 --destination 市水务局")
)
@click.argument("person", metavar="编号或姓名", type=PERSON)
@field("--until", "transferred.until", "在本镇的最后一日")
@field("--destination", "transferred.destination", "调往哪里")
@field("--reason", "transferred.reason", "事由")
@recording("roster.transfer")
def transfer(desk: Desk) -> None:
    """记调离：自此开列离任清单，最后一日之后不再接手新的民情。"""
    desk.record()


@click.command(epilog=examples("minqing roster leaving 王小明"))
@click.argument("person", metavar="编号或姓名", type=PERSON)
@reading("roster.leaving")
def leaving(desk: Desk) -> None:
    """看离任清单：还有什么未清，办清了什么。"""
    answer = desk.ask()
    desk.show(answer, columns=ITEMS, rows=answer["items"], page=leaving_page)


@click.command(epilog=examples("minqing roster close 王小明 --on 2026-07-03"))
@click.argument("person", metavar="编号或姓名", type=PERSON)
@field("--on", "closed.on", "何日办结")
@recording("roster.close")
def close(desk: Desk) -> None:
    """办结离任：清单全部办清后，任职随之终止。"""
    desk.record()
