"""The town's summary of a year, and commendations."""

import click

from minqing_cli.appraisal_page import (
    COMMENDATIONS,
    VALUES,
    commended,
    summary_lines,
    valued,
)
from minqing_cli.commands.appraisal import judge, of_year
from minqing_cli.commands.case_reading import paged
from minqing_cli.desk import Desk
from minqing_cli.fields import NUMBER, PERSON, UNIT, Code, Decorated, Words, field
from minqing_cli.help import LazyGroup, examples
from minqing_cli.options import reading, recording

HERE = "minqing_cli.commands.appraisal_honours"
SUMMARY = {
    "issue": (f"{HERE}:issue", "印发总结，数字定稿"),
    "show": (f"{HERE}:show", "看总结，数字重算核对"),
}


@click.group(cls=LazyGroup, lazily=SUMMARY)
def summary() -> None:
    """镇的年度总结：先写目的，数字从记录中统计并定稿。"""


def _one(body: Decorated) -> Decorated:
    return click.argument("commendation", metavar="表彰编号")(body)


@click.command(
    epilog=examples(
        "minqing appraisal summary issue --year 2025 --text 一年来，干部走访更勤了",
        "minqing appraisal summary issue --year 2025 --text - < 总结.txt",
    )
)
@of_year
@field("--text", "text", "总结正文；- 从标准输入读", type=Words())
@recording("appraisal.summary-issue")
def issue(desk: Desk) -> None:
    """印发一年的总结（12 月 1 日起）。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing appraisal summary show --year 2025",
        "minqing appraisal summary show --year 2025 --json",
    )
)
@of_year
@reading("appraisal.summary-show")
def show(desk: Desk) -> None:
    """看一年的总结：活动目的、正文、数字；按定稿时的位置重算核对。"""
    answer = desk.ask()
    rows = valued(answer["figures"]["values"])
    desk.show(answer, columns=VALUES, rows=rows, page=summary_lines)


@click.command(
    epilog=examples(
        "minqing appraisal commend --person 李秀英 --title 民情工作先进个人 \\",
        "    --case 2025-000123 --text 三个月修好了全村路灯",
        "minqing appraisal commend --unit 大丰村 --title 先进党组织 --case 2025-000123 --text …",
    )
)
@field("--person", "person", "表彰谁", type=PERSON)
@field("--unit", "unit", "表彰哪个党组织", type=UNIT)
@field("--title", "title", "表彰名称", metavar="名称")
@field("--case", "cases", "依据哪件民情，可多次", type=NUMBER, multiple=True, metavar="编号")
@field("--text", "text", "事迹；- 从标准输入读", type=Words())
@recording("appraisal.commend")
def commend(desk: Desk) -> None:
    """提名表彰：写明所依据的、已办结的民情；保密事项不能作依据。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing appraisal commend-decide 2025-000001 --granted --text 事迹属实",
        "minqing appraisal commend-decide 2025-000001 --refused --text 依据不足",
    )
)
@_one
@field("--granted", "decided.granted", "批准", is_flag=True)
@field("--refused", "denied", "不予表彰", is_flag=True)
@field("--text", "decided.text", "理由；- 从标准输入读", type=Words())
@recording("appraisal.commend-decide")
def commend_decide(desk: Desk) -> None:
    """决定是否表彰；提名人和被提名人不能决定。"""
    judge(desk, "granted", "--granted 和 --refused")
    desk.record()


@click.command(
    epilog=examples("minqing appraisal commend-publish 2025-000001 --text 在公示栏公布")
)
@_one
@field("--text", "published.text", "公布说明", type=Words())
@recording("appraisal.commend-publish")
def commend_publish(desk: Desk) -> None:
    """公布已批准的表彰。"""
    desk.record()


@click.command(epilog=examples("minqing appraisal commend-revoke 2025-000001 --reason 事迹不实"))
@_one
@field("--reason", "revoked.reason", "撤销理由；- 从标准输入读", type=Words())
@recording("appraisal.commend-revoke")
def commend_revoke(desk: Desk) -> None:
    """撤销表彰，写明理由；曾经表彰仍在记录中。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing appraisal commendations", "minqing appraisal commendations --state 已公布 --json"
    )
)
@field("--state", "which.state", "状态", type=Code("commendation-state"))
@field("--person", "which.person", "表彰谁", type=PERSON)
@field("--unit", "which.unit", "表彰哪个党组织", type=UNIT)
@paged
@reading("appraisal.commendations")
def commendations(desk: Desk) -> None:
    """列出表彰：已公布的人人可看，其余只对组织部门、提名人和本人。"""
    answer = desk.ask()
    desk.show(answer, columns=COMMENDATIONS, rows=commended(answer))
