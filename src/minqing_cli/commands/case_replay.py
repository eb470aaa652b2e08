"""Matters looked into: what was missed, who could have known, why it stands as it does."""

import click

from minqing_cli.desk import Desk
from minqing_cli.fields import PERSON, Supposed, field, number, read_object
from minqing_cli.help import examples
from minqing_cli.options import reading
from minqing_cli.output import is_plain
from minqing_cli.refusals import Refusal

REASONS = {"what": "哪一项", "value": "现为", "because": "为什么"}
FIELDS = {
    "field": "哪一项",
    "value": "现为",
    "before": "原为",
    "by": "谁写定",
    "on_behalf_of": "代谁",
    "on": "日期",
    "position": "记录",
}
KNOWERS = {
    "person": "谁",
    "on": "何日起",
    "by": "凭什么",
    "acted_on": "首次办理",
    "gap": "情形",
    "gap_days": "相隔工作日",
}


@click.command(
    epilog=examples(
        "minqing case findings 2026-000001",
        "minqing case findings 2026-000001 --known-by 2026-06-30",
        "minqing case findings 2026-000001 --what-if-rule feedback.opinion=10",
        "minqing case findings 2026-000001 --what-if-calendar 2026.json",
    )
)
@number
@field(
    "--what-if-rule",
    "what_if.rules",
    "假设一项规定的数是另一个，如 conclude=30:calendar-day，可多次；不作记录",
    type=Supposed(),
    multiple=True,
)
@field(
    "--what-if-calendar",
    "what_if.calendar",
    "假设一年的工作日历是另一个：calendar show --json 那样的文件，可多个；不作记录",
    metavar="文件",
    multiple=True,
)
@reading("case.findings")
def findings(desk: Desk) -> None:
    """查一件民情：哪些职责逾期或与所记不符、当时由谁负责、期限怎样算、凭哪些记录；不作结论。"""
    from minqing_cli.findings_page import (  # noqa: PLC0415 - only for this page
        FINDINGS,
        lines,
        rows,
    )

    what_if = desk.given.get("what_if", {})
    if "calendar" in what_if:
        what_if["calendar"] = [_year(path) for path in what_if["calendar"]]
    answer = desk.ask()
    desk.show(answer, columns=FINDINGS, rows=rows(answer), page=lines)


def _year(path: str) -> dict[str, object]:
    """Return the year of the working calendar in a file, without what else is said there."""
    found = read_object(path)
    if "year" not in found:
        raise Refusal(
            "file-malformed",
            f"{path} 不是一年的工作日历：缺 year（年份）；"
            "可用 minqing calendar show 2026 --json 的输出改成",
        )
    return {name: found[name] for name in ("year", "off", "work") if name in found}


@click.command(
    epilog=examples(
        "minqing case knowledge 2026-000001",
        "minqing case knowledge 2026-000001 --known-by 2026-06-30 --csv > 知情.csv",
    )
)
@number
@reading("case.knowledge")
def knowledge(desk: Desk) -> None:
    """看谁从何时起可能知情、凭什么、何时才办；另列查阅记录，只作线索。"""
    from minqing_cli.knowledge_page import lines, rows  # noqa: PLC0415 - only for this page

    answer = desk.ask()
    desk.show(answer, columns=KNOWERS, rows=rows(answer), page=lines)


@click.command(epilog=examples("minqing case bisect 2026-000001 李秀英"))
@number
@click.argument("person", metavar="编号或姓名", type=PERSON)
@reading("case.bisect")
def bisect(desk: Desk) -> None:
    """找出某人最早哪天可能知情、凭哪条记录。"""
    from minqing_cli.knowledge_page import first  # noqa: PLC0415 - only for this page

    answer = desk.ask()
    desk.show(answer, columns={"on": "日期", "by": "凭什么"}, rows=answer["known"], page=first)


@click.command(epilog=examples("minqing case why 2026-000001 --as-of 2026-06-30"))
@number
@reading("case.why")
def why(desk: Desk) -> None:
    """为什么是这个状态：状态、承办人、悬而未办、每个期限等，各由哪些记录得出。"""
    from minqing_cli.reasons_page import lines, rows  # noqa: PLC0415 - only for this page

    answer = desk.ask()
    desk.show(answer, columns=REASONS, rows=rows(answer), page=lines)


@click.command(epilog=examples("minqing case blame 2026-000001"))
@number
@reading("case.blame")
def blame(desk: Desk) -> None:
    """看每一项由谁在何时写定、谁先知情、谁负责了多少个工作日。"""
    from minqing_cli.reasons_page import blamed, blamed_rows  # noqa: PLC0415 - only for this page

    answer = desk.ask()
    desk.show(answer, columns=FIELDS, rows=blamed_rows(answer), page=blamed)


@click.command(
    epilog=examples(
        "minqing case replay --as-of 2026-06-30 > 六月底.jsonl",
        "minqing case replay --position 5000 | sha256sum",
    )
)
@reading("case.replay")
def replay(desk: Desk) -> None:
    """重放记录：某一时刻全部民情的状态，每件一行 JSON，键有序；同样的记录在哪里都逐字节相同。"""
    if is_plain(desk.common):
        desk.pour()
    else:
        desk.show(desk.ask(), columns={"sha256": "摘要"}, page=_lines)


def _lines(page: dict[str, str]) -> list[str]:
    return page["text"].removesuffix("\n").split("\n") if page["text"] else []
