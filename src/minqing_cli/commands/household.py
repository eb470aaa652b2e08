"""Households: who lives where, and the dossiers of people's troubles."""

import click

from minqing_cli.commands.case_reading import paged
from minqing_cli.desk import Desk
from minqing_cli.fields import HOUSEHOLD, UNIT, Decorated, field
from minqing_cli.help import LazyGroup, examples
from minqing_cli.options import reading, recording

HERE = "minqing_cli.commands.household"
LAZILY = {
    "enter": (f"{HERE}:enter", "登记住户"),
    "member": (f"{HERE}:member", "登记家庭成员"),
    "move": (f"{HERE}:move", "记住户迁出，或迁入别的村"),
    "show": (f"{HERE}:show", "看一户或其中一人的民情档案"),
    "list": (f"{HERE}:list_", "列出住户，何时走访过"),
    "themes": (f"{HERE}:themes", "看一个村的民情档案，按类别"),
}
HOUSEHOLDS = {
    "household": "编号",
    "name": "户主",
    "village_name": "村",
    "members": "成员",
    "last_on": "最近走访",
    "visits": "走访次数",
}
THEMES = {
    "category_text": "类别",
    "category": "代码",
    "matters": "件数",
    "open": "未办结",
    "closed": "已办结",
    "answered": "已答复结果",
}


@click.group(cls=LazyGroup, lazily=LAZILY)
def household() -> None:
    """住户和民情档案：哪家哪户、有什么困难、办得怎样、谁去看过。"""


def _one(body: Decorated) -> Decorated:
    return click.argument("household", metavar="住户编号", type=HOUSEHOLD)(body)


@click.command(
    epilog=examples(
        "minqing household enter --village 大丰村 --name 李大娘 --address 三队12号 --size 4"
    )
)
@field("--village", "household.village", "哪个村（社区、小组）", type=UNIT)
@field("--name", "household.name", "户主姓名")
@field("--address", "household.address", "住址")
@field("--size", "household.size", "户内人数", metavar="数")
@recording("household.enter")
def enter(desk: Desk) -> None:
    """登记住户，编号由系统给出。"""
    desk.record()


@click.command(
    epilog=examples("minqing household member dafeng-000001 --name 李小军 --contact 13800000000")
)
@_one
@field("--name", "member.name", "姓名")
@field("--contact", "member.contact", "联系电话")
@recording("household.member")
def member(desk: Desk) -> None:
    """登记家庭成员，序号由系统给出。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing household move dafeng-000001 --village 安洋社区 --reason 投靠子女",
        "minqing household move dafeng-000001 --on 2024-02-20 --reason 外迁    # 不写村即为迁出",
    )
)
@_one
@field("--village", "moved.village", "迁入哪个村；不填则为迁出", type=UNIT)
@field("--on", "moved.on", "哪一天；缺省为今天")
@field("--reason", "moved.reason", "迁移原因")
@recording("household.move")
def move(desk: Desk) -> None:
    """记住户迁出，或迁入别的村。"""
    desk.given.setdefault("moved", {})
    desk.record()


@click.command(
    epilog=examples(
        "minqing household show dafeng-000001",
        "minqing household show dafeng-000001 --member 1    # 其中一人的档案",
    )
)
@_one
@field("--member", "member", "只看第几位家庭成员所反映的", metavar="数")
@reading("household.show")
def show(desk: Desk) -> None:
    """看一户的民情档案：家庭成员、反映过的事和结果、谁去走访过。"""
    from minqing_cli.household_page import lines  # noqa: PLC0415 - only for this page

    desk.show(desk.ask(), columns=HOUSEHOLDS, page=lines)


@click.command(
    "list",
    epilog=examples("minqing household list --village 大丰村 --never-reached --csv > 未走访.csv"),
)
@field("--village", "which.village", "村及其下的小组", type=UNIT)
@field("--never-reached", "which.never_reached", "从未走访过的", is_flag=True)
@field("--away", "which.away", "已经迁出的", is_flag=True)
@paged
@reading("household.list")
def list_(desk: Desk) -> None:
    """列出本人任职范围内的住户，先登记的在前。"""
    desk.show(desk.ask(), columns=HOUSEHOLDS)


@click.command(epilog=examples("minqing household themes --village 大丰村 --as-of 2026-06-30"))
@field("--village", "village", "村及其下的小组", type=UNIT)
@reading("household.themes")
def themes(desk: Desk) -> None:
    """看一个村的民情档案：各类事项多少件、办结多少、答复多少。"""
    desk.show(desk.ask(), columns=THEMES)
