"""Collective studies: what gives reason to one, what was decided, who is still to be told."""

import click

from minqing_cli.commands.case_reading import paged
from minqing_cli.commands.meeting import RESOLUTIONS, resolving
from minqing_cli.desk import Desk
from minqing_cli.fields import NUMBER, PERSON, WHOLE, Code, Decorated, Words, field
from minqing_cli.help import LazyGroup, examples
from minqing_cli.options import reading, recording
from minqing_cli.study_page import cluster_lines, lines

HERE = "minqing_cli.commands.study"
LAZILY = {
    "suggest": (f"{HERE}:suggest", "找出一个季度里多村、多件的同类事项"),
    "open": (f"{HERE}:open_", "提起一项集体研究"),
    "add": (f"{HERE}:add", "把别的民情一并列入"),
    "decide": (f"{HERE}:decide", "记研究决定，各件民情中同时写明"),
    "resolve": (f"{HERE}:resolve", "记研究定下的一项措施"),
    "carry-out": (f"{HERE}:carry_out", "报告措施已落实"),
    "drop": (f"{HERE}:drop", "撤销一项措施，写明理由"),
    "list": (f"{HERE}:list_", "列出集体研究，还有几位群众待反馈"),
    "show": (f"{HERE}:show", "看一项集体研究：决定、措施、逐件反馈"),
}
STUDIES = {
    "study": "编号",
    "title": "题目",
    "reason_text": "缘由",
    "opened_on": "提起",
    "held_on": "研究",
    "matters": "民情",
    "owed": "待反馈",
    "unfinished": "措施未了",
    "status_text": "状态",
}
CLUSTERS = {
    "category": "代码",
    "category_text": "类别",
    "reason_text": "缘由",
    "count": "件数",
    "before": "上季度",
    "village_names": "村（社区）",
    "cases": "民情",
    "studied": "已列入的研究",
}


@click.group(cls=LazyGroup, lazily=LAZILY)
def study() -> None:
    """集体研究：热点难点、全局性、倾向性的问题一起研究，逐件反馈群众。"""


def _one(body: Decorated) -> Decorated:
    return click.argument("study", metavar="研究编号")(body)


@click.command(epilog=examples("minqing study suggest --period 2026-Q1"))
@field("--period", "period", "季度，如 2026-Q1；缺省为本季度", metavar="季度")
@reading("study.suggest")
def suggest(desk: Desk) -> None:
    """找出一个季度里遍及多个村、或件数多的同类事项，标准见活动方案。"""
    desk.show(desk.ask(), columns=CLUSTERS, page=cluster_lines)


@click.command(
    "open",
    epilog=examples(
        "minqing study open --title 各村路灯 --reason 热点难点 --text 三个村都反映路灯不亮 \\",
        "    --case 2026-000001 --case 2026-000007",
    ),
)
@field("--title", "study.title", "题目")
@field("--reason", "study.reason", "缘由", type=Code("study-reason"))
@field("--text", "study.text", "为何一起研究；- 从标准输入读", type=Words())
@field("--case", "study.cases", "哪些民情，可多次", type=NUMBER, multiple=True)
@recording("study.open")
def open_(desk: Desk) -> None:
    """提起一项集体研究，编号由系统给出。"""
    desk.record()


@click.command(epilog=examples("minqing study add 2026-000001 --case 2026-000009"))
@_one
@field("--case", "added.cases", "哪些民情，可多次", type=NUMBER, multiple=True)
@recording("study.add")
def add(desk: Desk) -> None:
    """把别的民情一并列入，须在作出决定之前。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing study decide 2026-000001 --participant 陈镇 --participant 李秀英 \\",
        "    --text 由镇统一更换，分两批完成",
    )
)
@_one
@field("--on", "decision.held_on", "哪一天；缺省为今天", metavar="日期")
@field("--chair", "decision.chair", "主持人；缺省为办理人", type=PERSON)
@field("--participant", "decision.participants", "参加研究，可多次", type=PERSON, multiple=True)
@field("--text", "decision.text", "决定；- 从标准输入读", type=Words())
@recording("study.decide")
def decide(desk: Desk) -> None:
    """记研究决定；未办结的各件民情中同时写明，此后须逐件反馈群众。"""
    desk.given.setdefault("decision", {}).setdefault("held_on", desk.today())
    desk.record()


@click.command(
    epilog=examples(
        "minqing study resolve 2026-000001 --text 更换路灯 --owner 李秀英 --due 2026-05-31"
    )
)
@_one
@resolving
@recording("study.resolve")
def resolve(desk: Desk) -> None:
    """记研究定下的一项措施；未办结的各件民情中同时列为措施。"""
    desk.record()


@click.command("carry-out", epilog=examples("minqing study carry-out 2026-000001 1 --text 已更换"))
@_one
@click.argument("done__resolution", metavar="第几项", type=WHOLE)
@field("--text", "done.text", "落实情况；- 从标准输入读", type=Words())
@recording("study.carry-out")
def carry_out(desk: Desk) -> None:
    """报告措施已落实，由负责人或主持人报告。"""
    desk.record()


@click.command(epilog=examples("minqing study drop 2026-000001 1 --reason 已列入市政工程"))
@_one
@click.argument("dropped__resolution", metavar="第几项", type=WHOLE)
@field("--reason", "dropped.reason", "理由")
@recording("study.drop")
def drop(desk: Desk) -> None:
    """撤销一项措施，由主持人或主管集体研究的人办理。"""
    desk.record()


@click.command("list", epilog=examples("minqing study list --reason 热点难点 --undecided"))
@field("--reason", "which.reason", "缘由", type=Code("study-reason"))
@field("--undecided", "which.undecided", "尚未作出决定的", is_flag=True)
@paged
@reading("study.list")
def list_(desk: Desk) -> None:
    """列出集体研究，后提起的在前。"""
    desk.show(desk.ask(), columns=STUDIES)


@click.command(epilog=examples("minqing study show 2026-000001"))
@_one
@reading("study.show")
def show(desk: Desk) -> None:
    """看一项集体研究：决定、措施，每件民情的群众是否已反馈、何时到期。"""
    answer = desk.ask()
    desk.show(answer, columns=RESOLUTIONS, rows=answer["resolutions"], page=lines)
