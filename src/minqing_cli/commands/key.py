"""API keys: who may speak for whom through the HTTP door."""

from collections.abc import Iterator
from typing import Any

import click

from minqing_cli import output
from minqing_cli.commands.account import ask_for, secret_file
from minqing_cli.desk import Desk
from minqing_cli.fields import PERSON, Decorated, field
from minqing_cli.help import LazyGroup, examples
from minqing_cli.options import asking

HERE = "minqing_cli.commands.key"
KEYS = {
    "id": "编号",
    "person_name": "人员",
    "label": "用途",
    "scopes": "范围",
    "issued_by_name": "发放人",
    "created": "发放",
    "expires": "有效期至",
    "revoked": "吊销",
    "last_used": "最近使用",
}


ISSUED = {"key": "密钥", "id": "编号", "person": "人员", "label": "用途", "scopes": "范围"}

OWN = {
    "id": "编号",
    "label": "用途",
    "scopes": "范围",
    "issued_by_name": "发放人",
    "created": "发放",
    "expires": "有效期至",
    "revoked": "吊销",
    "last_used": "最近使用",
}
LABEL = field("--label", "label", "用途")
SCOPE = field(
    "--scope",
    "scopes",
    "只用于：read-only、职权（diary.read）或事项组（case.*），可多次",
    multiple=True,
)
EXPIRES = field("--expires", "expires", "有效期至何日")


@click.group(
    cls=LazyGroup,
    lazily={
        "issue": (f"{HERE}:issue", "发放一把密钥，只显示这一次"),
        "list": (f"{HERE}:list_", "列出发放过的密钥"),
        "revoke": (f"{HERE}:revoke", "吊销一把密钥"),
        "own": (f"{HERE}:own", "列出凭自己名义的密钥"),
        "own-issue": (f"{HERE}:own_issue", "凭口令领取一把自己的密钥"),
        "own-revoke": (f"{HERE}:own_revoke", "吊销一把自己的密钥"),
    },
)
def key() -> None:
    """接口密钥：程序凭它以某人的身份办理。"""


def _wanted(body: Decorated) -> Decorated:
    for option in reversed((LABEL, SCOPE, EXPIRES)):
        body = option(body)
    return body


@click.command(
    epilog=examples(
        "minqing key issue 王小明 --label 镇政府网站",
        "minqing key issue 王小明 --label 大屏 --scope read-only --scope 'report.*'",
    )
)
@click.argument("person", type=PERSON, metavar="编号或姓名")
@_wanted
@asking("key.issue")
def issue(desk: Desk) -> None:
    """发放一把密钥；密钥只显示这一次，库中只留其摘要；不为管理员，也不为职权大于自己的人发放。"""
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


@click.command(epilog=examples("minqing key own"))
@asking("key.own")
def own(desk: Desk) -> None:
    """列出哪些密钥凭自己的名义办事，是谁发放的。"""
    desk.show(desk.ask(), columns=OWN)


@click.command(
    "own-issue",
    epilog=examples("minqing key own-issue --label 分析 --scope read-only --expires 2026-12-31"),
)
@_wanted
@secret_file("--current-file", "current", "口令")
@asking("key.own-issue")
def own_issue(desk: Desk) -> None:
    """凭自己的口令领取一把自己的密钥；密钥只显示这一次。"""
    desk.say_who()
    ask_for(desk, "current", "口令", "--current-file")
    desk.show(desk.ask(), columns=ISSUED, page=_issued)
    output.say("请妥善保管，不会再次显示")


@click.command("own-revoke", epilog=examples("minqing key own-revoke 3"))
@click.argument("key", metavar="编号")
@asking("key.own-revoke")
def own_revoke(desk: Desk) -> None:
    """吊销一把自己的密钥。"""
    desk.say_who()
    desk.show(desk.ask(), columns=OWN)
