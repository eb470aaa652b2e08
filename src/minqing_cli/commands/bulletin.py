"""Bulletins: issued with frozen figures, listed, read, and reckoned beforehand."""

import click

from minqing_cli.commands.case_reading import paged
from minqing_cli.desk import Desk
from minqing_cli.fields import BULLETIN, INSPECTION, UNIT, Decorated, Words, field
from minqing_cli.help import LazyGroup, examples
from minqing_cli.options import reading, recording

HERE = "minqing_cli.commands.bulletin"
LAZILY = {
    "issue": (f"{HERE}:issue", "印发通报，编号由系统给出"),
    "list": (f"{HERE}:list_", "列出通报"),
    "show": (f"{HERE}:show", "看一份通报，数据重新核算"),
}
BULLETINS = {
    "bulletin": "编号",
    "number": "号",
    "unit_name": "单位",
    "period": "期间",
    "title": "标题",
    "issued_on": "印发",
    "issued_by_name": "印发人",
    "named": "点名",
}
FIGURES = {"name": "项目", "value": "数"}


@click.group(cls=LazyGroup, lazily=LAZILY)
def bulletin() -> None:
    """通报：半年检查通报，数据按当时的记录定格，随时可以重新核算。"""


@click.command(
    epilog=examples(
        "minqing bulletin issue --unit 大丰村 --period 2026-H1 --inspection 2026-000001 \\",
        "    --title 大丰村2026年上半年民情日记检查通报 --text 每周例会核对反馈",
    )
)
@field("--unit", "bulletin.unit", "哪个单位的通报", type=UNIT)
@field("--period", "bulletin.period", "期间，如 2026-H1", metavar="期间")
@field("--title", "bulletin.title", "标题", metavar="文字")
@field("--inspection", "bulletin.inspection", "根据哪一次检查", type=INSPECTION)
@field("--text", "bulletin.text", "改进措施；- 从标准输入读", type=Words())
@recording("bulletin.issue")
def issue(desk: Desk) -> None:
    """印发通报：数据、问题和点名的事按现在的记录定格，写明改进措施。"""
    desk.record()


@click.command("list", epilog=examples("minqing bulletin list --period 2026-H1"))
@field("--unit", "which.unit", "哪个单位的", type=UNIT)
@field("--period", "which.period", "哪个期间的，如 2026-H1", metavar="期间")
@paged
@reading("bulletin.list")
def list_(desk: Desk) -> None:
    """列出本人所在、所管单位和上级单位的通报，最近的在前。"""
    desk.show(desk.ask(), columns=BULLETINS)


def _one(body: Decorated) -> Decorated:
    return click.argument("bulletin", metavar="通报编号", type=BULLETIN)(body)


@click.command(epilog=examples("minqing bulletin show dafeng-2026-000001"))
@_one
@reading("bulletin.show")
def show(desk: Desk) -> None:
    """看一份通报，并按当时的记录重新核算，看数据是否一致。"""
    from minqing_cli.bulletin_page import lines  # noqa: PLC0415 - only for this page

    desk.show(desk.ask(), columns=BULLETINS, page=lines)


@click.command(
    "bulletin",
    epilog=examples(
        "minqing report bulletin --unit 大丰村 --period 2026-H1",
        "minqing report bulletin --unit 大丰村 --period 2026-H1 --position 1200 --json",
    ),
)
@field("--unit", "unit", "哪个单位及其下的单位", type=UNIT)
@field("--period", "period", "期间，如 2026-H1", metavar="期间")
@reading("report.bulletin")
def figures(desk: Desk) -> None:
    """核算一个单位一段时间的通报数据；按同一位置的记录核算，结果总是一样。"""
    from minqing_cli.bulletin_page import report, rows  # noqa: PLC0415 - only for this page

    answer = desk.ask()
    desk.show(answer, columns=FIGURES, rows=rows(answer), page=report)
