"""Duties: who owed what by when, and how it stands."""

import click

from minqing_cli.commands.case_reading import paged
from minqing_cli.desk import Desk, Plain
from minqing_cli.fields import NUMBER, PERSON, UNIT, Code, Decorated, field
from minqing_cli.help import LazyGroup, examples
from minqing_cli.options import reading

HERE = "minqing_cli.commands.duties"
LAZILY = {
    "list": (f"{HERE}:list_", "列出职责：谁、何时、办了没有"),
    "due": (f"{HERE}:due", "提醒：快到期和已逾期的"),
    "inbox": (f"{HERE}:inbox", "别人转来、请我答复的：请办什么、谁请的、还有几天"),
    "explain": (f"{HERE}:explain", "逐日说明一项职责：哪条规定、怎么算、凭什么"),
    "grid": (f"{HERE}:grid", "一名干部一年的日历"),
    "feed": (f"{HERE}:feed", "日历订阅（.ics）"),
}
DUTIES = {
    "due": "期限",
    "title": "职责",
    "whose": "责任人",
    "of": "所指",
    "period": "期间",
    "state_text": "状态",
    "met_on": "完成",
    "clause": "条款",
    "note": "说明",
}


INBOX = {
    "title": "职责",
    "case": "民情",
    "matter": "标题",
    "text": "请办什么",
    "asked_by_name": "谁请的",
    "due": "期限",
    "days_left": "还有几日",
    "state_text": "状态",
}


@click.group(cls=LazyGroup, lazily=LAZILY)
def duties() -> None:
    """职责台账：谁到哪天该做什么，做了没有；不另行记录，随时推算。"""


def whose(body: Decorated) -> Decorated:
    """Take whose duties are meant, of which period and kind."""
    for option in reversed(
        (
            field("--person", "which.person", "谁的；缺省为本人", type=PERSON),
            field("--unit", "which.unit", "哪个单位及其下的", type=UNIT),
            field("--case", "which.case", "哪件民情的", type=NUMBER),
            field("--period", "which.period", "2025-W30、2025-Q3、2025-H1 或 2025；缺省为本季度"),
            field("--state", "which.state", "状态", type=Code("duty_state")),
            field("--duty", "which.duty", "职责代码，如 record.weekly、feedback.result"),
        )
    ):
        body = option(body)
    return body


@click.command(
    "list",
    epilog=examples(
        "minqing duties list --person 李秀英 --period 2025-Q3",
        "minqing duties list --unit 大丰村 --state missed --csv > 逾期.csv",
        "minqing duties list --person 李秀英 --period 2025-W30 --known-by 2025-08-01",
        "minqing duties list --ics > 职责.ics",
    ),
)
@whose
@paged
@click.option("--ics", is_flag=True, help="以日历文件（.ics）输出")
@reading("duties.list")
def list_(desk: Desk) -> None:
    """列出职责，先到期的在前。"""
    if desk.given.pop("ics", False):
        _calendar(desk)
    else:
        answer = desk.ask()
        desk.show(answer, columns=DUTIES, rows=_rows(answer), page=None)


@click.command(
    epilog=examples("minqing duties due --within 3d", "minqing duties due --unit 大涌镇")
)
@field("--within", "within", "几天之内到期的；缺省 3d", metavar="天数")
@field("--person", "whose.person", "谁的；缺省为本人", type=PERSON)
@field("--unit", "whose.unit", "哪个单位及其下的", type=UNIT)
@paged
@reading("duties.due")
def due(desk: Desk) -> None:
    """提醒：先列几天之内到期的，再列已经逾期还没有做的；本村（镇）该办的也提醒其党组织书记。"""
    answer = desk.ask()
    desk.show(answer, columns={"left": "还有", **DUTIES}, rows=_rows(answer))


@click.command(epilog=examples("minqing duties inbox", "minqing duties inbox --overdue"))
@field("--words", "which.words", "标题、请办的事或谁请的中含有的字", metavar="文字")
@field("--duty", "which.duty", "哪一种，如 assist.reply", metavar="职责")
@field("--overdue", "which.overdue", "只看已逾期的", is_flag=True)
@reading("duties.inbox")
def inbox(desk: Desk) -> None:
    """列出转来的、要我答复的：签收、协办、督办、接手和要我落实的措施，先到期的在前。"""
    desk.show(desk.ask(), columns=INBOX)


@click.command(
    epilog=examples(
        "minqing duties explain --duty record.weekly --person 李秀英 --period 2025-W30",
        "minqing duties explain --case 2025-000001 --duty feedback.result",
    )
)
@field("--id", "id", "哪一项：duties list --json 所示的 id，写了它就不必再写别的", metavar="编号")
@whose
@reading("duties.explain")
def explain(desk: Desk) -> None:
    """逐日说明一项职责：依哪条规定、哪一层所定，哪天算、哪天不算，凭哪些记录。"""
    from minqing_cli.duties_page import explained  # noqa: PLC0415 - only for this page

    answer = desk.ask()
    desk.show(answer, columns=DUTIES, rows=_rows({"items": [answer["item"]]}), page=explained)


@click.command(epilog=examples("minqing duties grid --person 李秀英 --year 2025"))
@field("--person", "person", "哪名干部", type=PERSON, required=True)
@field("--year", "year", "哪一年；缺省为今年", metavar="年份")
@reading("duties.grid")
def grid(desk: Desk) -> None:
    """看一名干部一年的日历：每周的记录、每季度的自评和审阅，以及任书记的村（镇）该办的。"""
    from minqing_cli.duties_page import calendar  # noqa: PLC0415 - only for this page

    answer = desk.ask()
    desk.show(answer, columns=DUTIES, rows=_rows(answer), page=calendar)


@click.command(epilog=examples("minqing duties feed --person 李秀英 > 职责.ics"))
@whose
@reading("duties.feed")
def feed(desk: Desk) -> None:
    """把职责做成日历文件，供手机和办公软件的日历订阅。"""
    _calendar(desk)


def _calendar(desk: Desk) -> None:
    desk.use_case = "duties.feed"
    for turned in ("cursor", "limit"):
        desk.given.pop(turned, None)
    answer = desk.ask()
    if desk.common["format_"] == "json":
        desk.show(answer, columns={"text": "日历"})
    else:
        click.echo(answer["text"], nl=False)


def _rows(answer: Plain) -> list[Plain]:
    return [
        {
            **item,
            "whose": item["person_name"] or item["unit_name"],
            "of": item["about_name"]
            or item["case"]
            or (item["item"] if not item["period"] else ""),
            "left": f"{item['days_left']} 天",
        }
        for item in answer["items"]
    ]
