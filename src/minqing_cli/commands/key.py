"""API keys: who may speak for whom through the HTTP door."""

from collections.abc import Iterator
from typing import Any

import click

from minqing_cli import output
from minqing_cli.desk import Desk
from minqing_cli.fields import PERSON, field
from minqing_cli.help import LazyGroup, examples
from minqing_cli.options import asking

HERE = "minqing_cli.commands.key"
KEYS = {
    "id": "编号",
    "person": "人员",
    "label": "用途",
    "scopes": "范围",
    "issued_by": "发放人",
    "created": "发放",
    "expires": "有效期至",
    "revoked": "吊销",
    "last_used": "最近使用",
}


ISSUED = {"key": "密钥", "id": "编号", "person": "人员", "label": "用途", "scopes": "范围"}


@click.group(
    cls=LazyGroup,
    lazily={
        "issue": (f"{HERE}:issue", "发放一把密钥，只显示这一次"),
        "list": (f"{HERE}:list_", "列出发放过的密钥"),
        "revoke": (f"{HERE}:revoke", "吊销一把密钥"),
    },
)
def key() -> None:
    """接口密钥：程序凭它以某人的身份办理。"""


@click.command(
    epilog=examples(
        "minqing key issue 王小明 --label 镇政府网站",
        "minqing key issue 王小明 --label 大屏 --scope read-only --scope 'report.*'",
    )
)
@click.argument("person", type=PERSON, metavar="编号或姓名")
@field("--label", "label", "用途")
@field(
    "--scope",
    "scopes",
    "只用于：read-only、职权（diary.read）或事项组（case.*），可多次",
    multiple=True,
)
@field("--expires", "expires", "有效期至何日")
@asking("key.issue")
def issue(desk: Desk) -> None:
    """发放一把密钥；密钥只显示这一次，库中只留其摘要。"""
    desk.say_who()
    desk.show(desk.ask(), columns=ISSUED, page=_issued)
    output.say("请妥善保管，不会再次显示")


def _issued(answer: dict[str, Any]) -> Iterator[str]:
    """Tell everything on lines of its own: no table may cut a key short."""
    told = {**answer, "scopes": "、".join(answer["scopes"]) or "本人所能办的一切"}
    yield from (f"{title}：{told[name]}" for name, title in ISSUED.items())


@click.command("list", epilog=examples("minqing key list"))
@field("--person", "person", "谁的", type=PERSON)
@field("--valid", "valid", "只看有效的", is_flag=True)
@asking("key.list")
def list_(desk: Desk) -> None:
    """列出发放过的密钥。"""
    desk.show(desk.ask(), columns=KEYS)


@click.command(epilog=examples("minqing key revoke 3"))
@click.argument("key", metavar="编号")
@asking("key.revoke")
def revoke(desk: Desk) -> None:
    """吊销一把密钥。"""
    desk.say_who()
    desk.show(desk.ask(), columns=KEYS)
