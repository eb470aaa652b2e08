"""One record book: signed for, kept, handed in, archived."""

import click

from minqing_cli.commands.books import serial
from minqing_cli.desk import Desk
from minqing_cli.fields import UNIT, Code, Words, field
from minqing_cli.help import examples
from minqing_cli.options import recording


@click.command(epilog=examples("minqing books sign ZS-000001"))
@serial
@recording("books.sign")
def sign(desk: Desk) -> None:
    """签收发给本人的记录本，开始使用。"""
    desk.record()


@click.command(epilog=examples("minqing books full ZS-000001"))
@serial
@recording("books.full")
def full(desk: Desk) -> None:
    """报告记录本已记录完毕。"""
    desk.record()


@click.command(epilog=examples("minqing books lost ZS-000001 --circumstances 下乡途中遗失"))
@serial
@field("--circumstances", "lost.circumstances", "遗失经过", type=Words())
@recording("books.lost")
def lost(desk: Desk) -> None:
    """报告记录本遗失。"""
    desk.record()


@click.command(epilog=examples("minqing books found ZS-000001"))
@serial
@recording("books.found")
def found(desk: Desk) -> None:
    """报告遗失的记录本已找回。"""
    desk.record()


@click.command(
    epilog=examples("minqing books damaged ZS-000001 --circumstances 封面脱落 --usable")
)
@serial
@field("--circumstances", "damaged.circumstances", "损坏情况", type=Words())
@field("--usable", "damaged.usable", "尚可书写", is_flag=True)
@recording("books.damaged")
def damaged(desk: Desk) -> None:
    """报告记录本损坏；不注明尚可书写的，不再使用。"""
    desk.given.setdefault("damaged", {}).setdefault("usable", False)
    desk.record()


@click.command(
    "hand-in", epilog=examples("minqing books hand-in ZS-000001 --to 东风村 --reason full")
)
@serial
@field("--to", "handed.to", "交哪个单位", type=UNIT)
@field("--reason", "handed.reason", "为何上交", type=Code("hand-in"))
@recording("books.hand-in")
def hand_in(desk: Desk) -> None:
    """上交记录本归档：镇机关和驻村干部交组织人事办公室，村（社区）“两委”干部交本村（社区）。"""
    desk.record()


@click.command(epilog=examples("minqing books refuse ZS-000001 --reason 缺第 3 页"))
@serial
@field("--reason", "refused.reason", "退回理由", type=Words())
@recording("books.refuse")
def refuse(desk: Desk) -> None:
    """退回上交的记录本，仍由本人保管。"""
    desk.record()


@click.command("take-in", epilog=examples("minqing books take-in ZS-000001"))
@serial
@recording("books.take-in")
def take_in(desk: Desk) -> None:
    """签收上交的记录本，自此由单位保管。"""
    desk.record()


@click.command(epilog=examples("minqing books archive ZS-000001 --shelf 三号柜"))
@serial
@field("--shelf", "shelf", "存放何处")
@recording("books.archive")
def archive(desk: Desk) -> None:
    """将收回的记录本归档。"""
    desk.record()
