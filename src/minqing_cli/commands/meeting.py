"""Analysis meetings: the statistics before one, its minutes, what it resolved."""

import click

from minqing_cli.commands.case_reading import paged
from minqing_cli.desk import Desk
from minqing_cli.fields import NUMBER as CASE
from minqing_cli.fields import PERSON, UNIT, WHOLE, Agenda, Code, Decorated, Words, field
from minqing_cli.help import LazyGroup, examples
from minqing_cli.meeting_page import MEETINGS, PLEDGES, lines, list_lines, pack_lines
from minqing_cli.options import reading, recording

HERE = "minqing_cli.commands.meeting"
LAZILY = {
    "pack": (f"{HERE}:pack", "会前统计：本季度记录情况，上次决议落实得怎样"),
    "hold": (f"{HERE}:hold", "记一次民情分析会"),
    "resolve": (f"{HERE}:resolve", "记会上定下的一项措施：谁负责、何时完成"),
    "carry-out": (f"{HERE}:carry_out", "报告决议已落实"),
    "drop": (f"{HERE}:drop", "撤销一项决议，写明理由"),
    "list": (f"{HERE}:list_", "列出民情分析会；哪些村还没有开"),
    "show": (f"{HERE}:show", "看会议记录，统计重算核对"),
}
RESOLUTIONS = {
    "resolution": "决议",
    "text": "内容",
    "owner_name": "负责人",
    "due": "期限",
    "state_text": "状态",
}


@click.group(cls=LazyGroup, lazily=LAZILY)
def meeting() -> None:
    """民情分析会：每季度一次以上，分析记录情况，定出措施并跟踪落实。"""


def _one(body: Decorated) -> Decorated:
    return click.argument("meeting", metavar="会议编号")(body)


def resolving(body: Decorated) -> Decorated:
    """Take a resolution: what, by whom, by when, for which matters."""
    for option in (
        field("--case", "resolution.cases", "只为哪些民情，可多次", type=CASE, multiple=True),
        field("--due", "resolution.due", "何时完成", metavar="日期"),
        field("--owner", "resolution.owner", "由谁负责", type=PERSON),
        field("--text", "resolution.text", "措施；- 从标准输入读", type=Words()),
    ):
        body = option(body)
    return body


@click.command(
    epilog=examples(
        "minqing meeting pack --unit 大丰村 --period 2026-Q1",
        "minqing meeting pack --unit 大丰村 --period 2026-Q1 --position 1234    # 重算，数字不变",
    )
)
@field("--unit", "unit", "哪个村（社区）或单位，连同其下", type=UNIT)
@field("--period", "period", "季度，如 2026-Q1；缺省为本季度", metavar="季度")
@reading("meeting.pack")
def pack(desk: Desk) -> None:
    """会前统计：先列上次决议的落实情况，再列本季度记录情况和未办结的民情。"""
    answer = desk.ask()
    desk.show(answer, columns=PLEDGES, rows=answer["pledges"], page=pack_lines)


@click.command(
    epilog=examples(
        "minqing meeting hold --village 大丰村 --period 2026-Q1 --combined-with 支部会议 \\",
        "    --attendant 李秀英 --attendant 周海 --text 会议记录全文 --pack 1234 \\",
        "    --item 村道积水=2026-000001,2026-000003 --item 环境卫生",
    )
)
@field("--village", "meeting.village", "哪个村（社区）", type=UNIT)
@field("--period", "meeting.period", "分析哪个季度；缺省为开会当季", metavar="季度")
@field("--on", "meeting.held_on", "哪一天；缺省为今天", metavar="日期")
@field("--combined-with", "meeting.combined_with", "结合什么会议", type=Code("combined-with"))
@field("--chair", "meeting.chair", "主持人；缺省为办理人", type=PERSON)
@field("--attendant", "meeting.attendants", "出席人员，可多次", type=PERSON, multiple=True)
@field("--item", "meeting.agenda", "议题，可多次：题目=民情编号,…", type=Agenda(), multiple=True)
@field("--text", "meeting.text", "会议记录；- 从标准输入读", type=Words())
@field("--pack", "meeting.pack", "会前统计的位置；缺省为当日结束时", metavar="条数")
@recording("meeting.hold")
def hold(desk: Desk) -> None:
    """记一次民情分析会：出席、议题、记录，连同会前统计的位置和摘要。"""
    desk.given.setdefault("meeting", {}).setdefault("held_on", desk.today())
    desk.record()


@click.command(
    epilog=examples(
        "minqing meeting resolve 2026-000001 --item 1 --text 清淤并加装排水管 \\",
        "    --owner 李秀英 --due 2026-05-31",
    )
)
@_one
@field("--item", "resolution.item", "第几项议题；其中的民情各列为措施", metavar="数")
@resolving
@recording("meeting.resolve")
def resolve(desk: Desk) -> None:
    """记会上定下的一项措施；议题所列的民情中同时列为措施。"""
    desk.record()


@click.command(
    "carry-out", epilog=examples("minqing meeting carry-out 2026-000001 1 --text 已清淤")
)
@_one
@click.argument("done__resolution", metavar="第几项", type=WHOLE)
@field("--text", "done.text", "落实情况；- 从标准输入读", type=Words())
@recording("meeting.carry-out")
def carry_out(desk: Desk) -> None:
    """报告决议已落实，由负责人或主持人报告。"""
    desk.record()


@click.command(epilog=examples("minqing meeting drop 2026-000001 1 --reason 已由镇统一改造"))
@_one
@click.argument("dropped__resolution", metavar="第几项", type=WHOLE)
@field("--reason", "dropped.reason", "理由")
@recording("meeting.drop")
def drop(desk: Desk) -> None:
    """撤销一项决议，由主持人或主管会议的人办理。"""
    desk.record()


@click.command(
    "list",
    epilog=examples(
        "minqing meeting list --period 2026-Q1    # 末尾列出还没有开会的村（社区）",
        "minqing meeting list --village 大丰村 --unfinished",
    ),
)
@field("--village", "which.village", "村及其下的单位", type=UNIT)
@field("--period", "which.period", "哪个季度的", metavar="季度")
@field("--unfinished", "which.unfinished", "有决议未了的", is_flag=True)
@paged
@reading("meeting.list")
def list_(desk: Desk) -> None:
    """列出本人任职范围内的和本人参加的民情分析会，后记录的在前。"""
    desk.show(desk.ask(), columns=MEETINGS, page=list_lines)


@click.command(epilog=examples("minqing meeting show 2026-000001"))
@_one
@reading("meeting.show")
def show(desk: Desk) -> None:
    """看会议记录：出席、议题、决议及其落实；会前统计重算并核对。"""
    answer = desk.ask()
    desk.show(answer, columns=RESOLUTIONS, rows=answer["resolutions"], page=lines)
