"""Who read what, and who was refused."""

import click

from minqing_cli.desk import Desk
from minqing_cli.fields import PERSON, Code, field
from minqing_cli.help import LazyGroup, examples
from minqing_cli.options import asking

HERE = "minqing_cli.commands.access"
LINES = {
    "at": "时间",
    "actor_name": "人员",
    "actor": "编号",
    "use_case": "事项",
    "subject": "对象",
    "outcome": "结果",
    "channel": "途径",
}


@click.group(
    cls=LazyGroup,
    lazily={
        "list": (f"{HERE}:list_", "列出谁看过什么、谁被拒绝"),
        "prune": (f"{HERE}:prune", "清理过期的查阅记录"),
    },
)
def access() -> None:
    """查阅记录：不入民情记录，另存一处，至少保存 200 天。"""


@click.command(
    "list",
    epilog=examples(
        "minqing access list --person 王小明",
        "minqing access list --outcome refused --since 2026-01-01",
        "minqing access list --subject case/2026-000001 --csv > 查阅.csv",
    ),
)
@field("--person", "person", "谁查阅的", type=PERSON)
@field("--subject", "subject", "查阅的是什么，如 case/2026-000001、person/000001")
@field("--since", "which.since", "自哪天", metavar="日期")
@field("--until", "which.until", "至哪天", metavar="日期")
@field("--use-case", "which.use_case", "办的是什么，如 case.show", metavar="事项")
@field("--outcome", "which.outcome", "结果", type=Code("access-outcome"))
@field("--cursor", "cursor", "从上一页的 next 续看", metavar="数")
@field("--limit", "limit", "每页条数；缺省 50", metavar="数")
@asking("access.list")
def list_(desk: Desk) -> None:
    """列出谁看过什么、谁被拒绝，最近的在前；这次查阅本身也会记下。"""
    desk.show(desk.ask(), columns=LINES)


@click.command(epilog=examples("minqing access prune", "minqing access prune --days 365"))
@field("--days", "days", "保留最近多少天；缺省 200，不能更少", metavar="数")
@asking("access.prune")
def prune(desk: Desk) -> None:
    """清理过期的查阅记录；最近 200 天的不能清理。"""
    desk.say_who()
    desk.show(desk.ask(), columns={"removed": "清理条数", "before": "早于"})
