"""Going on after a restore that lost what was signed."""

import click

from minqing_cli.desk import Desk
from minqing_cli.help import examples
from minqing_cli.options import recording


@click.command(
    epilog=examples(
        "minqing keys init --origin dachong.gov.example/minqing/2 --signing-key signer/2.skey",
        "minqing checkpoint epoch --vkey 'dachong.gov.example/minqing/2+…' --reason 硬盘损坏",
    )
)
@click.option("--vkey", required=True, metavar="公钥", help="新一期的公钥，名称须是没有用过的")
@click.option("--reason", required=True, metavar="原因", help="为何丢失；不要写个人信息")
@recording("checkpoint.epoch")
def epoch(desk: Desk) -> None:
    """恢复之后记录短于检查点的，另起一期：丢失了哪些、为何丢失，都记录在案，不能撤销。"""
    desk.short = True
    desk.record(page=lambda _: ("丢失部分中的删除决定须重新办理：minqing verify 逐一列出",))
