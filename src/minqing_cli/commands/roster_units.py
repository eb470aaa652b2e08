"""How units change: renamed, split, merged, abolished."""

import click

from minqing_cli.desk import Desk
from minqing_cli.fields import UNIT, field
from minqing_cli.help import examples
from minqing_cli.options import recording


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
