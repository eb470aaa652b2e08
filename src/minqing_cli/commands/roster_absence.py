"""Leave, substitutes, and who takes part."""

import click

from minqing_cli.desk import Desk
from minqing_cli.fields import PERSON, UNIT, Code, field
from minqing_cli.help import examples
from minqing_cli.options import reading, recording

PARTICIPANTS = {
    "person": "编号",
    "name": "姓名",
    "kind_text": "干部类别",
    "posts": "职务",
    "leave_text": "请假",
    "leave_until": "假至",
}


@click.command(
    epilog=examples(
        "minqing roster absence 李秀英 --kind illness --since 2026-03-02 --until 2026-03-13 \\",
        "    --reason 住院 --approver 陈国强",
    )
)
@click.argument("person", metavar="编号或姓名", type=PERSON)
@field("--kind", "granted.kind", "何种假", type=Code("leave"))
@field("--since", "granted.since", "自何日起")
@field("--until", "granted.until", "至何日止")
@field("--reason", "granted.reason", "事由")
@field("--approver", "granted.approver", "由谁批准", type=PERSON)
@recording("roster.absence")
def absence(desk: Desk) -> None:
    """记准假：这些日子不欠民情日记。"""
    desk.record()


@click.command(
    "absence-end",
    epilog=examples(
        "minqing roster absence-end 李秀英 --since 2026-03-02 --until 2026-03-06",
        "minqing roster absence-end 李秀英 --since 2026-03-02 --until 2026-03-01    # 未休",
    ),
)
@click.argument("person", metavar="编号或姓名", type=PERSON)
@field("--since", "ended.since", "从何日开始的假")
@field("--until", "ended.until", "提前到何日结束；未休的填开始日的前一天")
@recording("roster.absence-end")
def absence_end(desk: Desk) -> None:
    """记提前销假。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing roster substitute 李秀英 --post village-secretary --unit 东风村 \\",
        "    --instead-of 陈国强 --since 2026-03-02 --until 2026-03-13 --approver 何正",
    )
)
@click.argument("person", metavar="编号或姓名", type=PERSON)
@field("--post", "named.post", "代理何职", type=Code("post"))
@field("--unit", "named.unit", "哪个单位的", type=UNIT)
@field("--instead-of", "named.instead_of", "代理谁", type=PERSON)
@field("--since", "named.since", "自何日起")
@field("--until", "named.until", "至何日止")
@field("--approver", "named.approver", "由谁批准", type=PERSON)
@recording("roster.substitute")
def substitute(desk: Desk) -> None:
    """记代理：只在这些日子有此职务之权。"""
    desk.record()


@click.command(
    "substitute-end",
    epilog=examples(
        "minqing roster substitute-end 李秀英 --post village-secretary --unit 东风村 \\",
        "    --until 2026-03-06",
    ),
)
@click.argument("person", metavar="编号或姓名", type=PERSON)
@field("--post", "ended.post", "代理何职", type=Code("post"))
@field("--unit", "ended.unit", "哪个单位的", type=UNIT)
@field("--until", "ended.until", "提前到何日结束")
@recording("roster.substitute-end")
def substitute_end(desk: Desk) -> None:
    """记提前结束代理。"""
    desk.record()


@click.command(epilog=examples("minqing roster participants --as-of 2025-06-30"))
@field("--kind", "kind", "干部类别", type=Code("cadre"))
@reading("roster.participants")
def participants(desk: Desk) -> None:
    """列出某日参加民情日记活动的人：一人一行，不论兼任几职。"""
    desk.show(desk.ask(), columns=PARTICIPANTS)
