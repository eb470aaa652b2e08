"""The record books: printed, passed down, given out, declared void; and how they are read."""

import click

from minqing_cli.desk import Desk
from minqing_cli.fields import PERSON, UNIT, WHOLE, Code, Decorated, Words, field
from minqing_cli.help import LazyGroup, examples
from minqing_cli.options import reading, recording

HERE, LIFE = "minqing_cli.commands.books", "minqing_cli.commands.books_life"
LAZILY = {
    "print": (f"{HERE}:print_", "登记市委组织部印发的一批"),
    "issue": (f"{HERE}:issue", "向下级单位下发"),
    "receive": (f"{HERE}:receive", "签收下发的记录本"),
    "give": (f"{HERE}:give", "发给本人"),
    "sign": (f"{LIFE}:sign", "签收，开始使用"),
    "full": (f"{LIFE}:full", "报告记满"),
    "lost": (f"{LIFE}:lost", "报告遗失"),
    "found": (f"{LIFE}:found", "报告找回"),
    "damaged": (f"{LIFE}:damaged", "报告损坏"),
    "void": (f"{HERE}:void", "作废"),
    "hand-in": (f"{LIFE}:hand_in", "上交归档"),
    "refuse": (f"{LIFE}:refuse", "退回上交的记录本"),
    "take-in": (f"{LIFE}:take_in", "签收上交的记录本"),
    "archive": (f"{LIFE}:archive", "归档"),
    "show": (f"{HERE}:show", "看一册：现状、经过、逐页记录"),
    "list": (f"{HERE}:list_", "列出已发放的记录本"),
    "ledger": (f"{HERE}:ledger", "印发台账：发、存、在手、归档、作废"),
    "handover-list": (f"{HERE}:handover_list", "一人的移交清册"),
}
BOOKS = {
    "serial": "册号",
    "state_text": "现状",
    "holder_name": "持有人",
    "unit_name": "发放单位",
    "issued_on": "发放",
    "archive_name": "归档单位",
}
HANDOVER = {
    "serial": "册号",
    "state_text": "现状",
    "signed_on": "领用签收",
    "handed_in_on": "上交",
    "received_on": "接收签收",
    "receiver_name": "接收人",
    "archive_name": "接收单位",
    "outstanding": "是否交清",
}
LEDGER = {
    "unit_name": "单位",
    "printed": "印制",
    "received": "收到",
    "passed_on": "已下发",
    "on_the_way": "在途",
    "stock": "库存",
    "issued": "发出",
    "held": "在手",
    "archived": "归档",
    "void": "作废",
    "balance": "平衡",
    "next_serial": "下一册",
}


@click.group(cls=LazyGroup, lazily=LAZILY)
def books() -> None:
    """记录本：统一印发、逐级领用、妥善保管、按规定上交归档。"""


def serial(body: Decorated) -> Decorated:
    """Take the serial number of a book."""
    return click.argument("serial", metavar="册号")(body)


def _row(what: str) -> Decorated:
    def declare(body: Decorated) -> Decorated:
        for option in (
            field("--last", f"{what}.last", "止号", type=WHOLE, metavar="数"),
            field("--first", f"{what}.first", "起号", type=WHOLE, metavar="数"),
            field("--prefix", f"{what}.prefix", "册号字头，如 ZS"),
        ):
            body = option(body)
        return body

    return declare


@click.command(
    "print",
    epilog=examples(
        "minqing books print --batch 2024 年第一批 --prefix ZS --first 1 --last 500 \\",
        "    --issuer 市委组织部 --pages 100",
    ),
)
@field("--batch", "batch.batch", "批次名称")
@_row("batch")
@field("--issuer", "batch.issuer", "印发单位：市", type=UNIT)
@field("--format", "batch.format", "纸质或电子；缺省为纸质", type=Code("book-format"))
@field("--pages", "batch.pages", "每册页数", type=WHOLE, metavar="数")
@recording("books.print")
def print_(desk: Desk) -> None:
    """登记市委组织部印发的一批记录本。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing books issue --prefix ZS --first 1 --last 50 --from-unit 市委组织部 \\",
        "    --to-unit 组织人事办公室",
    )
)
@_row("issued")
@field("--from-unit", "issued.from_unit", "由哪个单位", type=UNIT)
@field("--to-unit", "issued.to_unit", "发往哪个单位", type=UNIT)
@recording("books.issue")
def issue(desk: Desk) -> None:
    """从本单位库存向下级单位下发记录本；对方签收后才转入其库存。"""
    desk.record()


@click.command(
    epilog=examples("minqing books receive --prefix ZS --first 1 --last 50 --unit 组织人事办公室")
)
@_row("received")
@field("--unit", "received.unit", "签收单位", type=UNIT)
@recording("books.receive")
def receive(desk: Desk) -> None:
    """签收下发到本单位的记录本。"""
    desk.record()


@click.command(epilog=examples("minqing books give ZS-000001 --holder 陈国强 --unit 东风村"))
@serial
@field("--holder", "giving.holder", "发给谁", type=PERSON)
@field("--unit", "giving.unit", "从哪个单位的库存", type=UNIT)
@recording("books.give")
def give(desk: Desk) -> None:
    """从单位库存将一册记录本发给本人。"""
    desk.record()


@click.command(epilog=examples("minqing books void ZS-000001 --reason 印刷缺页"))
@serial
@field("--reason", "voided.reason", "作废理由", type=Words())
@recording("books.void")
def void(desk: Desk) -> None:
    """将遗失、损坏或库存中印坏的记录本作废。"""
    desk.record()


@click.command(epilog=examples("minqing books show ZS-000001"))
@serial
@reading("books.show")
def show(desk: Desk) -> None:
    """看一册记录本：现状、持有人、经过、逐页记录。"""
    from minqing_cli.book_page import lines  # noqa: PLC0415 - only for this page

    desk.show(desk.ask(), columns={"serial": "册号", "state_text": "现状"}, page=lines)


@click.command(
    "list",
    epilog=examples(
        "minqing books list --unit 东风村 --state 在用",
        "minqing books list --due 组织人事办公室    # 应上交其归档而未上交的",
    ),
)
@field("--unit", "unit", "从哪个单位发放", type=UNIT)
@field("--holder", "holder", "持有人", type=PERSON)
@field("--state", "state", "现状", type=Code("book"))
@field("--due", "due", "应上交哪个单位归档：已记满，或往年发放，尚未上交", type=UNIT)
@field("--cursor", "cursor", "从上一页的 next 续看")
@reading("books.list")
def list_(desk: Desk) -> None:
    """列出已发放或作废的记录本。"""
    desk.show(desk.ask(), columns=BOOKS)


@click.command(epilog=examples("minqing books ledger", "minqing books ledger --unit 东风村"))
@field("--unit", "unit", "只看一个单位", type=UNIT)
@reading("books.ledger")
def ledger(desk: Desk) -> None:
    """印发台账：发出的册数等于在手、归档、作废之和。"""
    answer = desk.ask()
    lines = [*answer["items"], answer["total"]]
    rows = [{**line, "balance": "平" if line["balanced"] else "不平"} for line in lines]
    desk.show(answer, columns=LEDGER, rows=rows)


@click.command("handover-list", epilog=examples("minqing books handover-list 陈国强"))
@click.argument("person", type=PERSON, metavar="编号或姓名")
@reading("books.handover-list")
def handover_list(desk: Desk) -> None:
    """一人历来领用的记录本，领用与上交的双方签收，未交清的列明。"""
    from minqing_cli.book_page import handover  # noqa: PLC0415 - only to show them

    desk.show(desk.ask(), columns=HANDOVER, page=lambda found: handover(found, HANDOVER))
