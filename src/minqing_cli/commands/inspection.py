"""Inspections: drawn, carried out, put right, verified."""

import click

from minqing_cli.commands.case_reading import paged
from minqing_cli.desk import Desk
from minqing_cli.fields import INSPECTION, NUMBER, PERSON, UNIT, Code, Decorated, Words, field
from minqing_cli.help import LazyGroup, examples
from minqing_cli.options import asking, reading, recording

HERE = "minqing_cli.commands.inspection"
LAZILY = {
    "open": (f"{HERE}:open_", "开展检查，随机抽样"),
    "find": (f"{HERE}:find", "记下发现的问题"),
    "order": (f"{HERE}:order", "责成某人限期整改"),
    "report": (f"{HERE}:report", "报整改情况"),
    "verify": (f"{HERE}:verify", "核查，整改到位"),
    "reject": (f"{HERE}:reject", "核查，整改不到位，退回"),
    "end": (f"{HERE}:end", "结束检查"),
    "list": (f"{HERE}:list_", "列出检查"),
    "show": (f"{HERE}:show", "看一次检查：样本、问题、整改"),
    "findings": (f"{HERE}:findings", "列出发现的问题：多少天、是否逾期"),
    "draw-again": (f"{HERE}:draw_again", "重新抽样，证明样本不是挑出来的"),
}
INSPECTIONS = {
    "inspection": "编号",
    "kind_text": "种类",
    "unit_names": "单位",
    "since": "自",
    "until": "至",
    "opened_on": "开展",
    "opened_by_name": "检查人",
    "sample": "抽查",
    "population": "总数",
    "findings": "问题",
    "unverified": "未销号",
}
FINDINGS = {
    "finding_id": "编号",
    "unit_name": "单位",
    "case": "民情",
    "clause": "条款",
    "text": "问题",
    "state_text": "状态",
    "owner_name": "整改人",
    "due": "期限",
    "age_days": "天数",
    "days_over": "逾期天数",
}


@click.group(cls=LazyGroup, lazily=LAZILY)
def inspection() -> None:
    """检查：镇里不定期督促检查，村（社区）每半年检查；发现问题，限期整改，另人核查。"""


def _one(body: Decorated) -> Decorated:
    return click.argument("inspection", metavar="检查编号", type=INSPECTION)(body)


def _finding(path: str) -> Decorated:
    return field("--finding", path, "第几个问题", metavar="数")


def _text(path: str, help: str) -> Decorated:  # noqa: A002 - as Click calls it
    return field("--text", path, f"{help}；- 从标准输入读", type=Words())


@click.command(
    "open",
    epilog=examples(
        "minqing inspection open --kind 督促检查 --unit 大丰村 --unit 安洋社区 \\",
        "    --since 2026-01-01 --until 2026-03-31 --sample 10 --text 重点看反馈",
        "minqing inspection open --kind half-year --unit 大丰村 --period 2026-H1",
    ),
)
@field("--kind", "opening.kind", "种类", type=Code("inspection_kind"))
@field("--unit", "opening.units", "检查哪个单位及其下的单位，可多次", type=UNIT, multiple=True)
@field("--period", "opening.period", "期间，如 2026-H1；或用 --since 和 --until", metavar="期间")
@field("--since", "opening.since", "获知日期不早于", metavar="日期")
@field("--until", "opening.until", "获知日期不晚于", metavar="日期")
@field("--sample", "opening.sample", "抽查几件；缺省 5", metavar="数")
@_text("opening.text", "检查说明")
@recording("inspection.open")
def open_(desk: Desk) -> None:
    """开展检查：按记录的根值随机抽样，谁也挑不了，谁都可以重抽核对。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing inspection find 2026-000001 --unit 大丰村 --case 2026-000012 --clause S62 \\",
        "    --text 办理结果没有向群众反馈",
    )
)
@_one
@field("--unit", "problem.unit", "哪个单位的问题", type=UNIT)
@field("--case", "problem.case", "哪一件民情；与具体民情无关的不填", type=NUMBER)
@field("--clause", "problem.clause", "不符合哪一条", metavar="条款")
@_text("problem.text", "存在的问题")
@recording("inspection.find")
def find(desk: Desk) -> None:
    """记下检查发现的问题。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing inspection order 2026-000001 --finding 1 --owner 陈国强 --text 补反馈 \\",
        "    --due 2026-04-15",
    )
)
@_one
@_finding("ordered.finding")
@field("--owner", "ordered.owner", "由谁整改", type=PERSON)
@_text("ordered.text", "整改要求")
@field("--due", "ordered.due", "何日前改好", metavar="日期")
@recording("inspection.order")
def order(desk: Desk) -> None:
    """责成某人限期整改；尚未销号的可以改派、改期。"""
    desk.record()


@click.command(
    epilog=examples("minqing inspection report 2026-000001 --finding 1 --text 已逐户反馈")
)
@_one
@_finding("reported.finding")
@_text("reported.text", "整改情况")
@recording("inspection.report")
def report(desk: Desk) -> None:
    """报整改情况，由整改人本人办理。"""
    desk.record()


@click.command(
    epilog=examples("minqing inspection verify 2026-000001 --finding 1 --text 问过本人，属实")
)
@_one
@_finding("verified.finding")
@_text("verified.text", "核查情况")
@recording("inspection.verify")
def verify(desk: Desk) -> None:
    """核查，整改到位，销号；须由整改人以外的人办理。"""
    desk.record()


@click.command(
    epilog=examples("minqing inspection reject 2026-000001 --finding 1 --text 本人说没有来过")
)
@_one
@_finding("rejected.finding")
@_text("rejected.text", "退回理由")
@recording("inspection.reject")
def reject(desk: Desk) -> None:
    """核查，整改不到位，退回继续整改。"""
    desk.record()


@click.command(epilog=examples("minqing inspection end 2026-000001 --text 共查 10 件"))
@_one
@_text("ended.text", "检查结论")
@recording("inspection.end")
def end(desk: Desk) -> None:
    """结束检查；已发现的问题继续整改，直到销号。"""
    desk.record()


@click.command("list", epilog=examples("minqing inspection list --kind 半年检查"))
@field("--kind", "kind", "种类", type=Code("inspection_kind"))
@paged
@reading("inspection.list")
def list_(desk: Desk) -> None:
    """列出本人任职范围内的检查，最近的在前。"""
    desk.show(desk.ask(), columns=INSPECTIONS)


@click.command(epilog=examples("minqing inspection show 2026-000001"))
@_one
@reading("inspection.show")
def show(desk: Desk) -> None:
    """看一次检查：从多少件中抽了哪几件，发现什么问题，改到哪一步。"""
    from minqing_cli.inspection_page import lines  # noqa: PLC0415 - only for this page

    desk.show(desk.ask(), columns=INSPECTIONS, page=lines)


@click.command(
    epilog=examples("minqing inspection findings --open --csv > 未销号问题.csv"),
)
@field("--unit", "which.unit", "单位及其下的单位", type=UNIT)
@field("--owner", "which.owner", "整改人", type=PERSON)
@field("--state", "which.state", "状态", type=Code("finding_state"))
@field("--inspection", "which.inspection", "哪一次检查的", type=INSPECTION)
@field("--open", "which.open", "只看未销号的", is_flag=True)
@field("--overdue", "which.overdue", "只看过了期限还没有销号的", is_flag=True)
@paged
@reading("inspection.findings")
def findings(desk: Desk) -> None:
    """列出检查发现的问题：谁整改、何时到期、多少天了、逾期多少天。"""
    desk.show(desk.ask(), columns=FINDINGS)


@click.command("draw-again", epilog=examples("minqing inspection draw-again 2026-000001"))
@_one
@asking("inspection.draw-again")
def draw_again(desk: Desk) -> None:
    """从当时的记录重新抽样，看与所记的样本是否一致。"""
    from minqing_cli.inspection_page import drawn_again  # noqa: PLC0415 - only for this page

    columns = {"inspection": "编号", "agrees": "是否一致", "differences": "不一致的项"}
    desk.show(desk.ask(), columns=columns, page=drawn_again)
