"""Who is logged in on pages."""

import click

from minqing_cli.desk import Desk
from minqing_cli.fields import PERSON, field
from minqing_cli.help import LazyGroup, examples
from minqing_cli.options import asking

HERE = "minqing_cli.commands.session"
COLUMNS = {
    "id": "编号",
    "name": "姓名",
    "created": "登录",
    "last_seen": "最近使用",
    "address": "来自",
    "agent": "设备",
}


@click.group(
    cls=LazyGroup,
    lazily={
        "list": (f"{HERE}:list_", "列出自己在哪里登录着"),
        "revoke": (f"{HERE}:revoke", "使一处登录退出"),
    },
)
def session() -> None:
    """登录：谁在哪里登录着；闲置半小时或满八小时自行失效。"""


@click.command(
    "list", epilog=examples("minqing session list", "minqing session list --person 陈国强")
)
@field("--person", "person", "谁的；缺省为自己的，安全、审计管理员可看他人的", type=PERSON)
@asking("session.list")
def list_(desk: Desk) -> None:
    """列出在哪里登录着，最近的在前。"""
    desk.show(desk.ask(), columns=COLUMNS)


@click.command(epilog=examples("minqing session revoke 3"))
@click.argument("session", metavar="编号")
@asking("session.revoke")
def revoke(desk: Desk) -> None:
    """使一处登录退出：自己的，或由安全管理员使他人的退出。"""
    desk.say_who()
    desk.show(desk.ask(), columns=COLUMNS)
