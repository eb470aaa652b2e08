"""The record in numbers."""

import click

from minqing_cli.desk import Desk
from minqing_cli.help import examples
from minqing_cli.options import asking

GAUGES = {
    "size": "记录条数",
    "unsigned": "检查点之后的条数",
    "signed_seconds": "距检查点的秒数",
    "behind": "查询表未读入的条数",
}


@click.command(epilog=examples("minqing metrics", "minqing metrics --json"))
@asking("metrics")
def metrics(desk: Desk) -> None:
    """记录的规模：共多少条，检查点之后多少条，查询表落后多少条。"""
    desk.show(desk.ask(), columns=GAUGES)
