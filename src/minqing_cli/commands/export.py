"""The record as rows for statistics: page by page, or the whole of it as Parquet files."""

from pathlib import Path

import click

from minqing_cli import output
from minqing_cli.desk import Desk
from minqing_cli.fields import WHOLE, field
from minqing_cli.help import LazyGroup, examples
from minqing_cli.options import asking

HERE = "minqing_cli.commands.export"
EVENTS = {
    "position": "位置",
    "recorded_at": "记录时间",
    "name": "种类",
    "stream": "记录",
    "village_name": "村",
    "category": "类别",
    "actor": "办理人",
}
MATTERS = {
    "matter": "编号",
    "received": "获知",
    "village_name": "村",
    "category": "类别",
    "status": "状态",
    "told_after": "几日后反馈",
    "met": "按时",
    "met_late": "逾期办到",
}
FILES = {"town": "镇", "position": "条数", "events": "记录", "matters": "民情", "folder": "目录"}
AFTER = field("--after", "after", "从第几条之后起；缺省从头", type=WHOLE)
UPTO = field("--upto", "upto", "到第几条为止；缺省到末条", type=WHOLE)
LIMIT = field("--limit", "limit", "至多几条；缺省 100", type=WHOLE)


@click.group(
    cls=LazyGroup,
    lazily={
        "events": (f"{HERE}:events", "某一位置之后记录了什么，没有文字和姓名"),
        "matters": (f"{HERE}:matters", "各件民情怎样，没有文字和姓名"),
        "parquet": (f"{HERE}:parquet", "全部写成 Parquet 文件，按镇和年份分开"),
    },
)
def export() -> None:
    """统计用数据：没有文字、姓名和联系方式，不含反映干部的事。"""


@click.command(epilog=examples("minqing export events --after 1200 --jsonl"))
@AFTER
@UPTO
@LIMIT
@asking("export.events")
def events(desk: Desk) -> None:
    """某一位置之后记录了什么：何时、何人、哪一类，没有文字和姓名。"""
    desk.show(desk.ask(), columns=EVENTS, cursor="--after")


@click.command(epilog=examples("minqing export matters --jsonl"))
@AFTER
@UPTO
@LIMIT
@asking("export.matters")
def matters(desk: Desk) -> None:
    """某一位置之后有记录的民情怎样：何时获知、哪一村、哪一类、是否按时，没有文字和姓名。"""
    desk.show(desk.ask(), columns=MATTERS, cursor="--after")


@click.command(epilog=examples("minqing export parquet --out 统计"))
@click.option(
    "--out",
    required=True,
    metavar="目录",
    type=click.Path(file_okay=False, path_type=Path),
    help="写到哪里；此镇原有的文件由新的代替",
)
@asking("export.events")
def parquet(desk: Desk) -> None:
    """全部写成 Parquet 文件，每镇每年两个：记录和民情；须装 minqing[city]。"""
    from minqing_core.documents.parquet import written  # noqa: PLC0415 - an extra

    upto, out = desk.office.log.size(), desk.given.pop("out")
    with desk.taking("parquet") as export:
        made = written(out, desk.ask_also, upto, progress=output.progress)
        export.rows = made["events"] + made["matters"]
    desk.show(made, columns=FILES)
