"""Matters: who holds them, who is told, drawn in, urged and supervised."""

import click

from minqing_cli.desk import Desk
from minqing_cli.fields import PERSON, UNIT, Decorated, Words, field, number
from minqing_cli.help import examples
from minqing_cli.options import recording


def _reason(path: str, help: str) -> Decorated:  # noqa: A002 - as Click calls it
    return field("--reason", path, f"{help}；- 从标准输入读", type=Words())


def _which(flag: str, path: str, what: str) -> Decorated:
    return field(flag, path, f"第几号{what}", metavar="数")


@click.command(
    epilog=examples(
        "minqing case handover 2026-000001 --to 李志明 --unit 规划建设办公室 --reason 属其职责",
        "minqing case handover 2026-000001 --unit 规划建设办公室 --reason 请派人承办",
    )
)
@number
@field("--to", "handover.to", "请谁接手；不填则该单位任何人都可接手", type=PERSON)
@field("--unit", "handover.unit", "以哪个单位名义", type=UNIT)
@_reason("handover.reason", "移交理由")
@recording("case.handover")
def handover(desk: Desk) -> None:
    """请另一人或另一单位接手；对方接手之前，仍由原承办人负责。"""
    desk.record()


@click.command(epilog=examples("minqing case accept 2026-000001"))
@number
@recording("case.accept")
def accept(desk: Desk) -> None:
    """接手一件请我接手的事，从此由我负责。"""
    desk.record()


@click.command(epilog=examples("minqing case decline 2026-000001 --reason 不在本村界内"))
@number
@_reason("refused.reason", "异议理由")
@recording("case.decline")
def decline(desk: Desk) -> None:
    """对接手提出异议，写明理由；须在期限内。"""
    desk.record()


@click.command(epilog=examples("minqing case recall 2026-000001 --reason 仍由本村办理"))
@number
@_reason("withdrawn.reason", "撤回理由")
@recording("case.recall")
def recall(desk: Desk) -> None:
    """撤回还没有答复的移交。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing case assign 2026-000001 --owner 李志明 --unit 规划建设办公室 --reason 指定承办",
    )
)
@number
@field("--owner", "assigned.owner", "由谁负责", type=PERSON)
@field("--unit", "assigned.unit", "以哪个单位名义", type=UNIT)
@_reason("assigned.reason", "指定理由")
@recording("case.assign")
def assign(desk: Desk) -> None:
    """指定承办人，立即生效；限该单位的领导和组织人事办公室。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing case escalate 2026-000001 --to 陈国强 --text 须市里批地 --follow-up 2026-12-20",
    )
)
@number
@field("--to", "report.to", "向哪位上级领导汇报", type=PERSON)
@field("--text", "report.text", "汇报内容；- 从标准输入读", type=Words())
@field("--follow-up", "report.follow_up", "何日跟进")
@recording("case.escalate")
def escalate(desk: Desk) -> None:
    """向上级汇报超出职权的事；先向群众解释，事情仍由本人负责到底。"""
    desk.record()


@click.command(
    epilog=examples("minqing case acknowledge 2026-000001 --report 1 --instruction 下周协调")
)
@number
@_which("--report", "acknowledged.report", "汇报")
@field("--instruction", "acknowledged.instruction", "批示；- 从标准输入读", type=Words())
@recording("case.acknowledge")
def acknowledge(desk: Desk) -> None:
    """签收向我作的汇报，可写批示。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing case assist 2026-000001 --unit 农业办公室 --text 勘查水渠 --due 2026-12-10",
    )
)
@number
@field("--unit", "assistance.unit", "请哪个单位协办", type=UNIT)
@field("--person", "assistance.person", "指明由该单位谁协办", type=PERSON)
@field("--text", "assistance.text", "请对方办什么；- 从标准输入读", type=Words())
@field("--due", "assistance.due", "何日前答复")
@recording("case.assist")
def assist(desk: Desk) -> None:
    """请别的单位协办一项；主办不变。"""
    desk.record()


@click.command("assist-accept", epilog=examples("minqing case assist-accept 2026-000001 --task 1"))
@number
@_which("--task", "accepted.task", "协办")
@recording("case.assist-accept")
def assist_accept(desk: Desk) -> None:
    """签收协办。"""
    desk.record()


@click.command(
    "assist-object",
    epilog=examples("minqing case assist-object 2026-000001 --task 1 --reason 不属本办职责"),
)
@number
@_which("--task", "objected.task", "协办")
@_reason("objected.reason", "异议理由")
@recording("case.assist-object")
def assist_object(desk: Desk) -> None:
    """对协办提出异议，写明理由；须在期限内。"""
    desk.record()


@click.command(
    "assist-reply",
    epilog=examples("minqing case assist-reply 2026-000001 --task 1 --text 已勘查，须换闸门"),
)
@number
@_which("--task", "replied.task", "协办")
@field("--text", "replied.text", "办了什么、结果怎样；- 从标准输入读", type=Words())
@recording("case.assist-reply")
def assist_reply(desk: Desk) -> None:
    """答复协办。"""
    desk.record()


@click.command(
    "assist-end",
    epilog=examples("minqing case assist-end 2026-000001 --task 1 --reason 村里已自行解决"),
)
@number
@_which("--task", "ended.task", "协办")
@_reason("ended.reason", "撤销理由")
@recording("case.assist-end")
def assist_end(desk: Desk) -> None:
    """撤销协办。"""
    desk.record()


@click.command(epilog=examples("minqing case remind 2026-000001 --to 李志明 --text 期限将到"))
@number
@field("--to", "reminder.to", "催谁", type=PERSON)
@field("--text", "reminder.text", "催什么；- 从标准输入读", type=Words())
@recording("case.remind")
def remind(desk: Desk) -> None:
    """催办。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing case supervise 2026-000001 --to 李志明 --text 限期换好 --due 2026-12-20 --listed",
    )
)
@number
@field("--to", "ordering.to", "督办谁", type=PERSON)
@field("--text", "ordering.text", "要求办到什么；- 从标准输入读", type=Words())
@field("--due", "ordering.due", "何日前办到")
@field("--listed", "ordering.listed", "挂牌督办", is_flag=True)
@recording("case.supervise")
def supervise(desk: Desk) -> None:
    """督办：写明对象、要求和期限。"""
    desk.record()


@click.command(
    "supervise-reply",
    epilog=examples("minqing case supervise-reply 2026-000001 --order 1 --text 已换好"),
)
@number
@_which("--order", "replied.order", "督办")
@field("--text", "replied.text", "办了什么、结果怎样；- 从标准输入读", type=Words())
@recording("case.supervise-reply")
def supervise_reply(desk: Desk) -> None:
    """答复督办。"""
    desk.record()


@click.command(
    "supervise-close",
    epilog=examples("minqing case supervise-close 2026-000001 --order 1 --text 现场查看属实"),
)
@number
@_which("--order", "closed.order", "督办")
@field("--text", "closed.text", "凭什么认定已办到；- 从标准输入读", type=Words())
@recording("case.supervise-close")
def supervise_close(desk: Desk) -> None:
    """督办销号，由督办对象以外的人办理。"""
    desk.record()
