"""Visits: going among the people, and whom it reached."""

import click

from minqing_cli.commands.case_reading import paged
from minqing_cli.desk import Desk
from minqing_cli.fields import HOUSEHOLD, PERSON, UNIT, Code, Words, field
from minqing_cli.help import LazyGroup, examples
from minqing_cli.options import reading, recording

HERE = "minqing_cli.commands.visit"
LAZILY = {
    "record": (f"{HERE}:record", "记一次走访"),
    "list": (f"{HERE}:list_", "列出走访"),
}
VISITS = {
    "visit": "编号",
    "made_on": "日期",
    "village_name": "村",
    "cadre_name": "干部",
    "companion_names": "同行",
    "form_text": "形式",
    "reached": "户数",
    "text": "情况",
}
CADRES = {"cadre": "编号", "name": "干部", "visits": "次数", "reached": "走访到的户数"}


@click.group(cls=LazyGroup, lazily=LAZILY)
def visit() -> None:
    """走访：串百家门、知百家情。"""


@click.command(
    epilog=examples(
        "minqing visit record --village 大丰村 --form household --household dafeng-000001 \\",
        "    --household dafeng-000002 --companion 李秀英 --text 问了收成",
        "minqing visit record --village 大丰村 --form 座谈 --on 2026-03-01 --text 村民小组座谈",
    )
)
@field("--village", "visit.village", "到哪个村（社区、小组）", type=UNIT)
@field("--form", "visit.form", "形式", type=Code("visit_form"))
@field("--on", "visit.on", "哪一天；缺省为今天")
@field("--household", "visit.households", "走访的住户，可多次", type=HOUSEHOLD, multiple=True)
@field("--companion", "visit.companions", "同行的干部，可多次", type=PERSON, multiple=True)
@field("--text", "visit.text", "情况；- 从标准输入读", type=Words())
@recording("visit.record")
def record(desk: Desk) -> None:
    """记一次走访：到哪个村、哪些户、与谁同行。"""
    desk.given.setdefault("visit", {}).setdefault("on", desk.today())
    desk.record()


@click.command(
    "list", epilog=examples("minqing visit list --village 大丰村 --made-from 2026-01-01")
)
@field("--village", "which.village", "村及其下的小组", type=UNIT)
@field("--cadre", "which.cadre", "哪位干部的", type=PERSON)
@field("--form", "which.form", "形式", type=Code("visit_form"))
@field("--made-from", "which.made_from", "走访日期不早于")
@field("--made-to", "which.made_to", "走访日期不晚于")
@paged
@reading("visit.list")
def list_(desk: Desk) -> None:
    """列出本人任职范围内的走访，和本人的走访，后记录的在前。"""
    desk.show(desk.ask(), columns=VISITS)


@click.command(
    epilog=examples(
        "minqing report visits --village 大丰村 --made-from 2026-01-01 --made-to 2026-03-31"
    )
)
@field("--village", "village", "村及其下的小组", type=UNIT)
@field("--made-from", "made_from", "走访日期不早于")
@field("--made-to", "made_to", "走访日期不晚于")
@reading("report.visits")
def visits(desk: Desk) -> None:
    """统计一个村的走访：到过多少户、还有多少户从未到过，合计和各位干部。"""
    from minqing_cli.household_page import visits as page  # noqa: PLC0415 - only for this page

    answer = desk.ask()
    desk.show(answer, columns=CADRES, rows=answer["cadres"], page=page)
