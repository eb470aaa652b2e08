"""Supervision over all matters: the register, the ladder, the league of hand-offs."""

import click

from minqing_cli.commands.case_reading import paged
from minqing_cli.desk import Desk
from minqing_cli.fields import PERSON, UNIT, Code, field
from minqing_cli.help import examples
from minqing_cli.options import reading

ORDERS = {
    "case": "编号",
    "order": "督办号",
    "unit_name": "承办单位",
    "to_name": "督办对象",
    "text": "要求",
    "ordered_on": "下达",
    "due": "期限",
    "state_text": "状态",
    "replied_on": "答复",
    "closed_on": "销号",
    "days_over": "逾期天数",
}
LADDER = {
    "number": "编号",
    "title": "标题",
    "unit_name": "单位",
    "person_name": "责任人",
    "limit": "时限",
    "due": "到期",
    "days_late": "逾期工作日",
    "done": "已办",
    "next_text": "下一步",
    "next_on": "从何日起",
    "is_due": "是否已到",
}
LEAGUE = {
    "name": "单位或人员",
    "held": "经手",
    "handoffs": "转手",
    "rate": "件均转手",
    "taken": "接手",
    "returns": "退回别人",
    "refused": "被退回",
    "to": "退给谁",
    "by": "被谁退回",
}
RUNGS = {"urge": "催办", "supervise": "督办", "name": "通报"}


@click.command(
    epilog=examples(
        "minqing report handoffs",
        "minqing report handoffs --by person --json",
    )
)
@field("--by", "by", "按单位 unit（缺省）还是按人 person")
@reading("report.handoffs")
def handoffs(desk: Desk) -> None:
    """转手、退回排名，退回多的在前；退给谁、被谁退回。"""
    answer = desk.ask()
    rows = [
        {
            **one,
            "name": one["unit_name"] or one["person_name"],
            "to": _times(one["returned_to"]),
            "by": _times(one["refused_by"]),
        }
        for one in answer["items"]
    ]
    desk.show(answer, columns=LEAGUE, rows=rows)


@click.command(
    epilog=examples(
        "minqing report supervision --open --listed",
        "minqing report supervision --overdue --unit 大丰村 --csv > 督办.csv",
        "minqing report supervision --to 陈国强 --as-of 2026-06-30",
    )
)
@field("--open", "which.open", "只看未销号的", is_flag=True)
@field("--listed", "which.listed", "只看挂牌督办的", is_flag=True)
@field("--overdue", "which.overdue", "只看过了期限还没有答复的", is_flag=True)
@field("--state", "which.state", "状态", type=Code("order"))
@field("--unit", "which.unit", "承办单位及其下的单位", type=UNIT)
@field("--to", "which.to", "督办对象", type=PERSON)
@paged
@reading("report.supervision")
def supervision(desk: Desk) -> None:
    """督办登记：每一件督办的对象、要求、期限、答复、销号，是否逾期。"""
    desk.show(desk.ask(), columns=ORDERS)


@click.command(
    epilog=examples(
        "minqing report ladder --due",
        "minqing report ladder --rung 督办 --unit 大丰村 --csv > 应督办.csv",
    )
)
@field("--unit", "which.unit", "承办单位及其下的单位", type=UNIT)
@field("--owner", "which.owner", "负责人", type=PERSON)
@field("--rung", "which.rung", "下一步", type=Code("rung"))
@field("--due", "which.due", "只看下一步的日子已到的", is_flag=True)
@paged
@reading("report.ladder")
def ladder(desk: Desk) -> None:
    """催办、督办、通报：期限将到或已过的每件事，办过哪一步，下一步是什么、从何日起。"""
    answer = desk.ask()
    rows = [{**one, "done": _taken(one["taken"])} for one in answer["items"]]
    desk.show(answer, columns=LADDER, rows=rows)


def _times(pairs: list[dict[str, str]]) -> str:
    return "、".join(f"{one['name']} {one['times']} 次" for one in pairs)


def _taken(taken: list[dict[str, str]]) -> str:
    return "、".join(f"{one['on']} {RUNGS[one['rung']]}" for one in taken)
