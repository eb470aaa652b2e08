"""Contact points of leaders, and who is in charge of the programme."""

import click

from minqing_cli.desk import Desk
from minqing_cli.fields import PERSON, UNIT, Code, field
from minqing_cli.help import examples
from minqing_cli.options import reading, recording
from minqing_cli.roster_pages import roles_page

ROLES = {"role_text": "职责", "holder": "由谁", "role": "代码"}


@click.command(
    "contact-point",
    epilog=examples(
        "minqing roster contact-point 何正 --village 东风村 --since 2026-01-01 \\",
        "    --campaign 固本强基工程",
    ),
)
@click.argument("person", metavar="编号或姓名", type=PERSON)
@field("--village", "taken.village", "以哪个村（社区）为挂点", type=UNIT)
@field("--since", "taken.since", "自何日起")
@field("--campaign", "taken.campaigns", "结合什么活动，可多次", multiple=True)
@recording("roster.contact-point")
def contact_point(desk: Desk) -> None:
    """记镇领导挂点。"""
    desk.record()


@click.command(
    "contact-point-end",
    epilog=examples("minqing roster contact-point-end 何正 --village 东风村 --until 2026-12-31"),
)
@click.argument("person", metavar="编号或姓名", type=PERSON)
@field("--village", "left.village", "哪个挂点", type=UNIT)
@field("--until", "left.until", "至何日止")
@recording("roster.contact-point-end")
def contact_point_end(desk: Desk) -> None:
    """记结束挂点。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing roster guide 何正 --village 东风村 --on 2026-03-02 --text 查看路灯修复情况"
    )
)
@click.argument("person", metavar="编号或姓名", type=PERSON)
@field("--village", "visit.village", "到哪个挂点", type=UNIT)
@field("--on", "visit.on", "何日")
@field("--text", "visit.text", "督促指导了什么")
@recording("roster.guide")
def guide(desk: Desk) -> None:
    """记领导到挂点督促指导。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing roster role overall-responsible --person 何正 --since 2026-01-01",
        "minqing roster role carries-out --unit 组织人事办公室 --since 2026-01-01",
    )
)
@click.argument("assigned__role", metavar="职责", type=Code("role"))
@field("--person", "assigned.person", "由谁（负总责、分管）", type=PERSON)
@field("--unit", "assigned.unit", "由哪个单位（具体抓）", type=UNIT)
@field("--since", "assigned.since", "自何日起")
@recording("roster.role")
def role(desk: Desk) -> None:
    """记活动由谁负总责、分管、具体抓。"""
    desk.record()


@click.command(epilog=examples("minqing roster roles --as-of 2025-06-30"))
@reading("roster.roles")
def roles(desk: Desk) -> None:
    """看某日由谁负总责、分管、具体抓，历任是谁。"""
    desk.show(desk.ask(), columns=ROLES, page=roles_page)
