"""Webhooks: to where what is recorded is pushed."""

from collections.abc import Iterable, Iterator
from typing import Any

import click

from minqing_cli import output
from minqing_cli.desk import Desk
from minqing_cli.fields import WHOLE, Code, field
from minqing_cli.help import LazyGroup, examples
from minqing_cli.options import asking

HERE = "minqing_cli.commands.webhook"
HOOKS = {
    "id": "编号",
    "url": "地址",
    "key": "密钥",
    "cursor": "已取到",
    "trouble": "停取原因",
    "added_by": "设立人",
    "added": "设立",
    "ended": "停止",
}
ADDED = {"secret": "密文", "id": "编号", "url": "地址", "cursor": "从此之后"}
DELIVERIES = {
    "position": "位置",
    "state": "状态",
    "attempts": "次数",
    "tried": "最近一次",
    "status": "答复",
    "trouble": "原因",
    "due": "下一次",
    "tries": "历次",
}
STATE = Code("delivery_state")


@click.group(
    cls=LazyGroup,
    lazily={
        "add": (f"{HERE}:add", "设立推送，签名用的密文只显示这一次"),
        "list": (f"{HERE}:list_", "列出推送"),
        "deliveries": (f"{HERE}:deliveries", "推送了什么，怎样了"),
        "redeliver": (f"{HERE}:redeliver", "再次推送"),
        "end": (f"{HERE}:end", "停止推送"),
    },
)
def webhook() -> None:
    """推送：把变动发往别的系统（Standard Webhooks），由 minqing serve 发出。"""


@click.command(epilog=examples("minqing webhook add https://oa.example.cn/minqing --key 3"))
@click.argument("url", metavar="地址")
@field("--key", "key", "按哪把密钥所能看到的推送：密钥编号", type=WHOLE)
@field("--after", "after", "从第几条之后起；缺省从现在起", type=WHOLE)
@asking("webhook.add")
def add(desk: Desk) -> None:
    """设立推送；签名用的密文只显示这一次。"""
    desk.say_who()
    desk.show(desk.ask(), columns=ADDED, page=_added)
    output.say("请把密文交给接收方核对签名，不会再次显示")


def _added(answer: dict[str, Any]) -> Iterator[str]:
    """Tell everything on lines of its own: no table may cut a secret short."""
    yield from (f"{title}：{answer[name]}" for name, title in ADDED.items())


@click.command("list", epilog=examples("minqing webhook list"))
@asking("webhook.list")
def list_(desk: Desk) -> None:
    """列出推送，各取到了第几条。"""
    desk.show(desk.ask(), columns=HOOKS)


@click.command(epilog=examples("minqing webhook deliveries 1 --state failed"))
@click.argument("webhook", metavar="编号")
@field("--state", "state", "只要哪种状态的", type=STATE)
@field("--cursor", "cursor", "从哪里续看", type=WHOLE)
@field("--limit", "limit", "至多几条；缺省 50", type=WHOLE)
@asking("webhook.deliveries")
def deliveries(desk: Desk) -> None:
    """推送了什么，历次何时、答复如何，下一次何时再试。"""
    found = desk.ask()
    rows = [{**one, "tries": [*_tried(one["tries"])]} for one in found["items"]]
    desk.show(found, columns=DELIVERIES, rows=rows)


def _tried(tries: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Tell of each time when it was, and what was answered or why nothing was."""
    yield from (f"{one['at']} {one['status'] or one['trouble']}" for one in tries)


@click.command(
    epilog=examples(
        "minqing webhook redeliver 1 --since 1200",
        "minqing webhook redeliver 1 --since 1 --upto 1200 --state failed",
    )
)
@click.argument("webhook", metavar="编号")
@field("--since", "since", "从第几条起", type=WHOLE)
@field("--upto", "upto", "到第几条；缺省只这一条", type=WHOLE)
@field("--state", "state", "只要哪种状态的", type=STATE)
@asking("webhook.redeliver")
def redeliver(desk: Desk) -> None:
    """再次推送；已送达的也再送，编号不变。"""
    desk.say_who()
    desk.show(desk.ask(), columns={"webhook": "编号", "deliveries": "再送几条"})


@click.command(epilog=examples("minqing webhook end 1"))
@click.argument("webhook", metavar="编号")
@asking("webhook.end")
def end(desk: Desk) -> None:
    """停止推送；还没有送达的不再送。"""
    desk.say_who()
    desk.show(desk.ask(), columns=HOOKS)
