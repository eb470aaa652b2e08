"""The course of a matter: its clock, its looks, what follows its end, its category."""

import click

from minqing_cli.desk import Desk
from minqing_cli.fields import Code, Words, field, number
from minqing_cli.help import examples
from minqing_cli.options import recording
from minqing_cli.refusals import Refusal


@click.command(
    epilog=examples(
        "minqing case park 2026-000001 --cause authority --until 2026-12-31 \\",
        "    --reason 等待市水务局批复",
    )
)
@number
@field("--cause", "parked.cause", "客观原因", type=Code("cause"))
@field("--until", "parked.until", "挂账到哪一天为止")
@field("--reason", "parked.reason", "为什么现在办不下去；- 从标准输入读", type=Words())
@recording("case.park")
def park(desk: Desk) -> None:
    """挂账：因客观原因停算时限，到所定之日为止。"""
    desk.record()


@click.command(epilog=examples("minqing case resume 2026-000001 --reason 批复已到"))
@number
@field("--reason", "resumed.reason", "为什么可以继续办理；- 从标准输入读", type=Words())
@recording("case.resume")
def resume(desk: Desk) -> None:
    """恢复：时限继续计算。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing case extend 2026-000001 --duty conclude --until 2026-12-31 --reason 管材未到货",
    )
)
@number
@field("--duty", "asking.duty", "哪一项时限", type=Code("duty"))
@field("--until", "asking.until", "延到哪一天")
@field("--reason", "asking.reason", "为什么不能按期完成；- 从标准输入读", type=Words())
@recording("case.extend")
def extend(desk: Desk) -> None:
    """申请延期：期限届满前提出，由主管负责人批准并告知群众后生效。"""
    desk.record()


@click.command(
    "extend-approve",
    epilog=examples("minqing case extend-approve 2026-000001 --extension 1 --basis 情况属实"),
)
@number
@field("--extension", "approval.extension", "第几次申请", metavar="数")
@field("--basis", "approval.basis", "批准意见", type=Words())
@recording("case.extend-approve")
def extend_approve(desk: Desk) -> None:
    """批准延期：由主管负责人办理，申请人和此事的负责人不能自己批准。"""
    desk.record()


@click.command(
    "extend-refuse",
    epilog=examples("minqing case extend-refuse 2026-000001 --extension 1 --reason 可以按期完成"),
)
@number
@field("--extension", "refused.extension", "第几次申请", metavar="数")
@field("--reason", "refused.reason", "为什么不能延期；- 从标准输入读", type=Words())
@recording("case.extend-refuse")
def extend_refuse(desk: Desk) -> None:
    """不批准延期。"""
    desk.record()


@click.command(
    "extend-tell",
    epilog=examples(
        "minqing case extend-tell 2026-000001 --extension 1 --means telephone \\",
        "    --text 管材下月才到，要多等二十天",
    ),
)
@number
@field("--extension", "told.extension", "第几次申请", metavar="数")
@field("--means", "told.means", "以什么方式；匿名的用公示", type=Code("means"))
@field("--text", "told.text", "怎样向群众说明延期及其原因；- 从标准输入读", type=Words())
@recording("case.extend-tell")
def extend_tell(desk: Desk) -> None:
    """告知群众延期及其原因；告知后延期方才生效。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing case look 2026-000001 --text 资金仍未到位 --next-look 2027-03-01",
    )
)
@number
@field("--text", "look.text", "复看时情况如何；- 从标准输入读", type=Words())
@field("--next-look", "look.next_look", "下次何日再看")
@recording("case.look")
def look(desk: Desk) -> None:
    """复看：暂缓的事再看一次，定下次复看的日子。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing case revisit 2026-000001 --means telephone --response satisfied --as-told \\",
        "    --text 灯一直亮着",
        "minqing case revisit 2026-000001 --means visit --response 不满意 --not-as-told \\",
        "    --text 灯只亮了两天",
    )
)
@number
@field("--means", "revisit.means", "以什么方式", type=Code("means"))
@field("--response", "revisit.response", "群众的态度", type=Code("response"))
@field("--as-told", "revisit.as_told", "答复与实际一致", is_flag=True)
@field("--not-as-told", "not_as_told", "答复与实际不一致", is_flag=True)
@field("--text", "revisit.text", "群众怎么说、实际如何；- 从标准输入读", type=Words())
@recording("case.revisit")
def revisit(desk: Desk) -> None:
    """回访：办结之后由没有办理过此事的人问群众。"""
    if desk.given.pop("not_as_told", False):
        revisited = desk.given.setdefault("revisit", {})
        if revisited.get("as_told"):
            raise Refusal("as-told-twice", "--as-told 与 --not-as-told 不能同用")
        revisited["as_told"] = False
    desk.record()


@click.command(
    epilog=examples("minqing case dispute 2026-000001 --means telephone --text 灯又不亮了")
)
@number
@field("--means", "dispute.means", "群众以什么方式提出", type=Code("means"))
@field("--text", "dispute.text", "群众不同意什么、要求什么；- 从标准输入读", type=Words())
@recording("case.dispute")
def dispute(desk: Desk) -> None:
    """记群众对办理结果的异议。"""
    desk.record()


@click.command(epilog=examples("minqing case reopen 2026-000001 --reason 群众异议属实"))
@number
@field("--reason", "reopened.reason", "为什么要重新办理；- 从标准输入读", type=Words())
@recording("case.reopen")
def reopen(desk: Desk) -> None:
    """重新办理：原来的办结保留，结果须重新反馈，时限重新计算。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing case recategorise 2026-000001 --category HOT_DIFFICULT.WATER --reason 是水管的事",
        "minqing case recategorise 2026-000001 --category OTHER --label 宠物管理 --reason 无此类",
    )
)
@number
@field("--category", "recategorisation.category", "改归何类，见 programme categories")
@field("--label", "recategorisation.label", "类别说明，类别为其他时须填")
@field("--reason", "recategorisation.reason", "为什么改归此类；- 从标准输入读", type=Words())
@recording("case.recategorise")
def recategorise(desk: Desk) -> None:
    """改归类别；原类别保留，两者都看得到。"""
    desk.record()
