"""Signals, indicators, and the proof that everything was answered."""

import click

from minqing_cli import output
from minqing_cli.commands.case_reading import filters, paged
from minqing_cli.desk import Desk
from minqing_cli.fields import PERSON, UNIT, Code, field
from minqing_cli.help import LazyGroup, examples
from minqing_cli.options import reading

HERE = "minqing_cli.commands.signals"
LAZILY = {
    "list": (f"{HERE}:list_", "列出信号"),
    "explain": (f"{HERE}:explain", "看一个信号：比较了哪些记录、依据哪一条"),
}
SIGNALS = {
    "signal": "编号",
    "kind_text": "信号",
    "on": "日期",
    "unit_name": "单位",
    "person_name": "谁写的",
    "text": "情况",
}
COMPARED = {
    "stream": "记录",
    "version": "步",
    "position": "位置",
    "occurred_on": "日期",
    "sentence": "发生了什么",
    "text": "原文",
}
LATE = {
    "case": "编号",
    "title": "标题",
    "owner_name": "负责人",
    "learned_on": "获知",
    "told_on": "首次反馈",
    "days": "天数",
}
INDICATORS = {
    "unit_name": "单位",
    "period": "时期",
    "recorded": "记",
    "handled": "解（办结）",
    "fed_back": "暖（反馈结果）",
    "told": "有反馈",
    "satisfied": "所记满意",
    "revisit_satisfied": "回访满意",
    "repeated": "重复反映",
}
LOOSE = {
    "case": "编号",
    "title": "标题",
    "unit_name": "单位",
    "owner_name": "负责人",
    "text": "原因",
}


@click.group(cls=LazyGroup, lazily=LAZILY)
def signals() -> None:
    """信号：相同的文字、补记、突击、审阅后改动等，值得再问一句；是线索，不是结论。"""


@click.command(
    "list",
    epilog=examples(
        "minqing signals list --unit 大丰村 --period 2026-Q3",
        "minqing signals list --kind near-duplicate --person 陈国强",
        "minqing signals list --known-by 2026-06-30 --json",
    ),
)
@field("--kind", "which.kind", "哪一种", type=Code("signal"))
@field("--unit", "which.unit", "承办单位及其下的单位", type=UNIT)
@field("--person", "which.person", "谁写的", type=PERSON)
@field("--period", "which.period", "哪一时期记下的民情：2026-Q3、2026-H1、2026、2026-W30")
@paged
@reading("signals.list")
def list_(desk: Desk) -> None:
    """列出信号，先是各单位的，再是各件民情的，最近的在前。"""
    desk.show(desk.ask(), columns=SIGNALS)


@click.command(epilog=examples("minqing signals explain near-duplicate.2026-000012.3"))
@click.argument("signal", metavar="编号")
@reading("signals.explain")
def explain(desk: Desk) -> None:
    """看一个信号：比较了哪些记录、各写了什么、依据哪一条。"""
    from minqing_cli.signal_pages import lines  # noqa: PLC0415 - only for this page

    answer = desk.ask()
    desk.show(answer, columns=COMPARED, rows=answer["compares"], page=lines)


@click.command(
    epilog=examples(
        "minqing report indicators --unit 大丰村 --period 2025 --by quarter",
        "minqing report indicators --each --period 2024 --to 2025 --by half-year --csv > 指标.csv",
    )
)
@field("--unit", "scope.unit", "哪个单位及其下的单位；缺省为全部", type=UNIT)
@field("--each", "scope.each", "其下的单位各列一行", is_flag=True)
@field("--period", "scope.period", "哪一时期获知的：2025、2025-H1、2025-Q3；缺省为今年")
@field("--to", "scope.to", "到哪一时期为止")
@field("--by", "scope.by", "按什么分期：quarter、half-year、year")
@reading("report.indicators")
def indicators(desk: Desk) -> None:
    """记民情、解民忧、暖民心各多少，反馈率、满意率、重复反映，每项都有分子分母。"""
    from minqing_cli.signal_pages import (  # noqa: PLC0415 - only for this page
        indicator_rows,
    )
    from minqing_cli.signal_pages import indicators as page  # noqa: PLC0415 - only for this page

    answer = desk.ask()
    desk.show(answer, columns=INDICATORS, rows=indicator_rows(answer), page=page)


@click.command(
    epilog=examples(
        "minqing report late-feedback --days 15 --json",
        "minqing report late-feedback --days 60 --unit 大丰村 --csv > 迟复.csv",
    )
)
@field("--days", "days", "晚于多少个自然日；缺省为反馈办理结果的期限", metavar="数")
@filters
@paged
@reading("report.late-feedback")
def late_feedback(desk: Desk) -> None:
    """列出首次反馈晚于获知之日多少天的民情，最晚的在前。"""
    from minqing_cli.signal_pages import late  # noqa: PLC0415 - only for this page

    desk.show(desk.ask(), columns=LATE, page=late)


@click.group(cls=LazyGroup, lazily={"closure": (f"{HERE}:closure", "一个季度是否件件有回音")})
def prove() -> None:
    """证明：一句话查全，没有例外即得证。"""


@click.command(
    epilog=examples(
        "minqing prove closure --quarter 2025Q3",
        "minqing prove closure --quarter 2025-Q3 --unit 大丰村 --json",
    )
)
@field("--quarter", "quarter", "季度，如 2025-Q3", required=True)
@field("--unit", "unit", "承办单位及其下的单位", type=UNIT)
@reading("prove.closure")
def closure(desk: Desk) -> None:
    """证明一个季度办结的都有回音、到期的都有着落：印出 0，或逐件列出例外并以 1 退出。"""
    from minqing_cli.signal_pages import proof, proved  # noqa: PLC0415 - only for this page

    answer = desk.ask()
    desk.show(answer, columns=LOOSE, page=proof)
    output.say(proved(answer))
    if answer["count"]:
        click.get_current_context().exit(1)
