"""What was recorded, in the order of the log, for other systems."""

import click

from minqing_cli.desk import Desk
from minqing_cli.fields import WHOLE, field
from minqing_cli.help import LazyGroup, examples
from minqing_cli.options import asking

HERE = "minqing_cli.commands.events"
EVENTS = {
    "id": "位置",
    "time": "记录时间",
    "type": "种类",
    "subject": "记录",
    "version": "步",
    "sentence": "经过",
}


@click.group(
    cls=LazyGroup, lazily={"follow": (f"{HERE}:follow", "某一位置之后记录了什么，依次列出")}
)
def events() -> None:
    """变动：依记录的先后告知别的系统，形式为 CloudEvents 1.0。"""


@click.command(
    epilog=examples(
        "minqing events follow --after 1200 --jsonl",
        "minqing events follow --after 1200 --sentences",
    )
)
@field("--after", "after", "从第几条之后起；缺省从头", type=WHOLE)
@field("--limit", "limit", "至多几条；缺省 100", type=WHOLE)
@field("--sentences", "sentences", "附上经过的文字", is_flag=True)
@asking("events.follow")
def follow(desk: Desk) -> None:
    """某一位置之后记录了什么，依次列出；办理人看不到的不列。"""
    answer = desk.ask()
    scripted = desk.common["format_"] in {"json", "jsonl"}
    rows = None if scripted else [{**item, **item["data"]} for item in answer["items"]]
    desk.show(answer, columns=EVENTS, rows=rows, cursor="--after")
