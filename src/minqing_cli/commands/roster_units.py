"""How units change: renamed, split, merged, abolished; and what each is competent for."""

import click

from minqing_cli.desk import Desk
from minqing_cli.fields import UNIT, field
from minqing_cli.help import examples
from minqing_cli.options import reading, recording

FUNCTIONS = {
    "category_text": "类别",
    "category": "代码",
    "unit_name": "单位",
    "unit": "单位代码",
    "since": "自",
}


@click.command(epilog=examples("minqing roster rename 东风村 --name 东风社区 --since 2026-01-01"))
@click.argument("renamed__unit", metavar="单位", type=UNIT)
@field("--name", "renamed.name", "新名称")
@field("--since", "renamed.since", "自何日起")
@recording("roster.rename")
def rename(desk: Desk) -> None:
    """单位更名，自某日起；以前的记录仍用旧名。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing roster split 东风村 --into 东一村 --into 东二村 --heir 东一村 \\",
        "    --since 2026-01-01",
    )
)
@click.argument("split__unit", metavar="单位", type=UNIT)
@field("--into", "split.into", "分立为哪些单位，须先设立，可多次", type=UNIT, multiple=True)
@field("--heir", "split.heir", "其中哪个单位承接原有事项", type=UNIT)
@field("--since", "split.since", "自何日起")
@recording("roster.split")
def split(desk: Desk) -> None:
    """单位分立，写明由谁承接原有事项。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing roster merge --unit 东一村 --unit 东二村 --into 东风村 --since 2026-01-01"
    )
)
@field("--unit", "merged.units", "并入的单位，可多次", type=UNIT, multiple=True)
@field("--into", "merged.into", "并入哪个单位，其事项由它承接", type=UNIT)
@field("--since", "merged.since", "自何日起")
@recording("roster.merge")
def merge(desk: Desk) -> None:
    """单位合并，原有事项由并入后的单位承接。"""
    desk.record()


@click.command(epilog=examples("minqing roster abolish 农机站 --heir 农业办 --since 2026-01-01"))
@click.argument("abolished__unit", metavar="单位", type=UNIT)
@field("--heir", "abolished.heir", "哪个单位承接原有事项", type=UNIT)
@field("--since", "abolished.since", "自何日起")
@recording("roster.abolish")
def abolish(desk: Desk) -> None:
    """单位撤销，写明由谁承接原有事项。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing roster function 规划建设办 --category HOT_DIFFICULT.ROADS --since 2024-01-01",
        "minqing roster function 规划建设办 --since 2026-01-01    # 不再管任何类别",
    )
)
@click.argument("laid__unit", metavar="单位", type=UNIT)
@field("--category", "laid.categories", "类别代码，含其下各类，可多次", multiple=True)
@field("--since", "laid.since", "自何日起")
@recording("roster.function")
def function(desk: Desk) -> None:
    """确定单位自某日起管哪些类别的事；须写全，以前确定的不再算。"""
    desk.given["laid"].setdefault("categories", [])
    desk.record()


@click.command(epilog=examples("minqing roster functions --category HOT_DIFFICULT.ROADS"))
@field("--category", "category", "某类事由谁管，最贴近的在前")
@reading("roster.functions")
def functions(desk: Desk) -> None:
    """看哪类事由哪个单位管；移交、商请协办前可先查。"""
    desk.show(desk.ask(), columns=FUNCTIONS)
