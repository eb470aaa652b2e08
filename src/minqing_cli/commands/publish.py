"""What the public is told: written, approved, released; and the board."""

from collections.abc import Iterator
from typing import Any

import click

from minqing_cli.commands.case_reading import paged
from minqing_cli.desk import Desk
from minqing_cli.fields import NUMBER, UNIT, Code, Decorated, Words, field
from minqing_cli.help import LazyGroup, examples
from minqing_cli.options import asking, reading, recording
from minqing_core.views.labels import label

HERE = "minqing_cli.commands.publish"
LAZILY = {
    "draft": (f"{HERE}:draft", "编写公开稿，自动略去姓名、联系方式、住址"),
    "rewrite": (f"{HERE}:rewrite", "改稿"),
    "approve": (f"{HERE}:approve", "审核通过"),
    "refuse": (f"{HERE}:refuse", "退回"),
    "release": (f"{HERE}:release", "公开"),
    "withdraw": (f"{HERE}:withdraw", "撤下"),
    "list": (f"{HERE}:list_", "列出本单位的公开稿"),
    "show": (f"{HERE}:show", "看一篇，附略去了什么、为何"),
    "board": (f"{HERE}:board", "公开栏：已公开的，好做法也在其中"),
}
KIND, STAGE, TEXT = Code("publication_kind"), Code("publication_stage"), Words()
COLUMNS = {
    "publication": "编号",
    "kind_text": "种类",
    "unit_name": "单位",
    "stage_text": "状态",
    "title": "标题",
    "case": "依据",
    "released_on": "公开日期",
}
BOARD = {
    "publication": "编号",
    "released_on": "日期",
    "kind_text": "种类",
    "unit_name": "单位",
    "title": "标题",
    "text": "正文",
}


@click.group(cls=LazyGroup, lazily=LAZILY)
def publish() -> None:
    """公开：方案与要求、动态、办理结果、好做法；先脱敏、再审核、后公开。"""


def _one(body: Decorated) -> Decorated:
    return click.argument("publication", metavar="编号")(body)


@click.command(
    epilog=examples(
        "minqing publish draft --kind matter --unit 大丰村 --case 2026-000001 \\",
        "    --title 村口路灯修好了 --text 群众反映路灯不亮，三日内修复。",
    )
)
@field("--kind", "publication.kind", "种类", type=KIND)
@field("--unit", "publication.unit", "哪个单位", type=UNIT)
@field("--case", "publication.case", "依据哪件事", type=NUMBER, metavar="编号")
@field("--title", "publication.title", "标题", type=TEXT)
@field("--text", "publication.text", "正文", type=TEXT)
@field("--omit", "publication.omitted", "另须略去的文字，可多次", multiple=True)
@recording("publish.draft")
def draft(desk: Desk) -> None:
    """编写公开稿；自动略去诉求人和住户的姓名、联系方式、住址，以及证件号码、银行账号。"""
    desk.record()


@click.command(epilog=examples("minqing publish rewrite 2026-000001 --title 路灯亮了 --text -"))
@_one
@field("--title", "rewriting.title", "标题", type=TEXT)
@field("--text", "rewriting.text", "正文", type=TEXT)
@field("--omit", "rewriting.omitted", "另须略去的文字，可多次", multiple=True)
@recording("publish.rewrite")
def rewrite(desk: Desk) -> None:
    """改稿；改后须重新审核。"""
    desk.record()


@click.command(epilog=examples("minqing publish approve 2026-000001"))
@_one
@field("--text", "approved.text", "意见", type=TEXT)
@recording("publish.approve")
def approve(desk: Desk) -> None:
    """审核通过；编写人不能审核自己的稿。"""
    desk.given.setdefault("approved", {})
    desk.record()


@click.command(epilog=examples("minqing publish refuse 2026-000001 --reason 数字未核实"))
@_one
@field("--reason", "refused.reason", "理由", type=TEXT)
@recording("publish.refuse")
def refuse(desk: Desk) -> None:
    """退回，写明理由。"""
    desk.record()


@click.command(epilog=examples("minqing publish release 2026-000001"))
@_one
@recording("publish.release")
def release(desk: Desk) -> None:
    """公开已审核的稿；仍有姓名等的不予公开。"""
    desk.record()


@click.command(epilog=examples("minqing publish withdraw 2026-000001 --reason 情况有变"))
@_one
@field("--reason", "withdrawn.reason", "理由", type=TEXT)
@recording("publish.withdraw")
def withdraw(desk: Desk) -> None:
    """从公开栏撤下，写明理由；公开过的记录仍在。"""
    desk.record()


@click.command("list", epilog=examples("minqing publish list --stage 待审核"))
@field("--kind", "which.kind", "种类", type=KIND)
@field("--stage", "which.stage", "状态", type=STAGE)
@field("--unit", "which.unit", "单位", type=UNIT)
@field("--case", "which.case", "依据哪件事", type=NUMBER, metavar="编号")
@paged
@reading("publish.list")
def list_(desk: Desk) -> None:
    """列出本人任职范围内的公开稿，后写的在前。"""
    desk.show(desk.ask(), columns=COLUMNS)


@click.command(epilog=examples("minqing publish show 2026-000001"))
@_one
@reading("publish.show")
def show(desk: Desk) -> None:
    """看一篇公开稿：正文、略去了什么、经过谁的手。"""
    desk.show(desk.ask(), columns=COLUMNS, page=_lines)


@click.command(epilog=examples("minqing publish board --kind 好做法 --words 路灯"))
@field("--kind", "kind", "种类", type=KIND)
@field("--words", "words", "含有的字词", metavar="字词")
@paged
@asking("publish.board")
def board(desk: Desk) -> None:
    """公开栏：现在公开的，谁都可以看。"""
    desk.show(desk.ask_openly(), columns=BOARD, page=_board)


def _board(page: dict[str, Any]) -> Iterator[str]:
    for one in page["items"]:
        yield f"{one['publication']}《{one['title']}》"
        yield f"{one['released_on']} {one['unit_name']} {one['kind_text']}"
        yield from ("", one["text"], "")


def _lines(page: dict[str, Any]) -> Iterator[str]:
    about = f"，依据 {page['case']}" if page["case"] else ""
    yield f"{page['publication']}《{page['title']}》 {page['stage_text']}"
    yield f"{page['unit_name']} {page['kind_text']}{about}"
    yield from ("", page["text"], "")
    for line in page["removals"]:
        what = label("removed", line["removed"])
        yield f"  第 {line['version']} 步略去{what} {line['times']} 处：{line['reason']}"
    yield from (f"  {item['occurred_on']} {item['sentence']}" for item in page["items"])
