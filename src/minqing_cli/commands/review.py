"""Diaries of a quarter: assessed by their cadres, reviewed by their leaders."""

import click

from minqing_cli.desk import Desk
from minqing_cli.fields import NUMBER, PERSON, UNIT, Code, Decorated, Words, field
from minqing_cli.help import LazyGroup, examples
from minqing_cli.options import reading, recording

HERE = "minqing_cli.commands.review"
LAZILY = {
    "assess": (f"{HERE}:assess", "自评：写心得体会，篇数由系统统计"),
    "record": (f"{HERE}:record", "审阅：意见、等次、问题，可同时退回补充"),
    "return": (f"{HERE}:return_", "退回补充"),
    "complete": (f"{HERE}:complete", "报告补充情况"),
    "accept": (f"{HERE}:accept", "认可补充"),
    "reply": (f"{HERE}:reply", "回应审阅意见"),
    "show": (f"{HERE}:show", "看一名干部一个季度的日记、自评和审阅"),
    "queue": (f"{HERE}:queue", "待我审阅的日记"),
}
QUEUE = {
    "period": "季度",
    "name": "干部",
    "rule_text": "分工",
    "state_text": "情况",
    "entries": "篇数",
    "unread": "未阅",
    "closed": "不公开",
    "assessed_on": "自评",
    "returned_due": "补充期限",
}


@click.group(cls=LazyGroup, lazily=LAZILY)
def review() -> None:
    """自评与审阅：每季度一次，本人自评、领导审阅、退回补充、本人回应。"""


def _whose(body: Decorated) -> Decorated:
    person = click.argument("person", metavar="编号或姓名", type=PERSON)
    whose: Decorated = person(_quarter(body))
    return whose


def _quarter(body: Decorated) -> Decorated:
    quarter: Decorated = click.argument("period", metavar="季度")(body)
    return quarter


@click.command(
    epilog=examples(
        "minqing review assess 2025-Q3 --text 多到户里坐一坐，事情就清楚了",
        "minqing review assess 2025Q3 --text - --book ZS-000001 < 心得.txt",
    )
)
@_quarter
@field("--text", "reflection.text", "心得体会；- 从标准输入读", type=Words())
@field("--book", "reflection.book", "写在哪册记录本；缺省为在用的一册")
@recording("review.assess")
def assess(desk: Desk) -> None:
    """自评本人一个季度的日记，写下心得体会；篇数等由系统从记录中统计，不能填写。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing review record 李秀英 2025-Q3 --grade 良好 --opinion 事由清楚，办理及时",
        "minqing review record 李秀英 2025-Q3 --grade 一般 --opinion 过程太简略 \\",
        "    --concern 内容简单化 --return-case 2025-000123 --return-text 补写商议经过 \\",
        "    --return-due 2025-10-20",
    )
)
@_whose
@field("--opinion", "opinion.opinion", "审阅意见；- 从标准输入读", type=Words())
@field("--grade", "opinion.grade", "等次", type=Code("grade"))
@field("--concern", "opinion.concerns", "发现的问题，可多次", type=Code("concern"), multiple=True)
@field(
    "--return-case",
    "opinion.returned.cases",
    "退回补充哪一篇，可多次",
    type=NUMBER,
    multiple=True,
    metavar="编号",
)
@field("--return-text", "opinion.returned.text", "要补充什么；不填则不退回", type=Words())
@field("--return-due", "opinion.returned.due", "限哪天前补充", metavar="日期")
@field("--upto", "upto", "阅至记录的第几条：review show 所示；缺省为现在", metavar="条数")
@recording("review.record")
def record(desk: Desk) -> None:
    """审阅一名干部一个季度的日记；只有审阅分工中的人可以审阅，不能审阅本人的。"""
    desk.record()


@click.command(
    "return",
    epilog=examples(
        "minqing review return 李秀英 2025-Q3 --review 1 --case 2025-000123 \\",
        "    --text 补写商议经过 --due 2025-10-20",
    ),
)
@_whose
@field("--review", "review", "第几次审阅", metavar="数")
@field(
    "--case", "returned.cases", "退回哪一篇，可多次", type=NUMBER, multiple=True, metavar="编号"
)
@field("--text", "returned.text", "要补充什么；- 从标准输入读", type=Words())
@field("--due", "returned.due", "限哪天前补充", metavar="日期")
@recording("review.return")
def return_(desk: Desk) -> None:
    """将所阅的日记退回，限期补充。"""
    desk.record()


@click.command(
    epilog=examples("minqing review complete 李秀英 2025-Q3 --review 1 --text 已补写两次商议")
)
@_whose
@field("--review", "reported.review", "第几次审阅", metavar="数")
@field("--text", "reported.text", "补充情况；- 从标准输入读", type=Words())
@recording("review.complete")
def complete(desk: Desk) -> None:
    """报告退回后补充的情况（本人）。"""
    desk.record()


@click.command(epilog=examples("minqing review accept 李秀英 2025-Q3 --review 1"))
@_whose
@field("--review", "accepted.review", "第几次审阅", metavar="数")
@field("--text", "accepted.text", "认可意见", type=Words())
@recording("review.accept")
def accept(desk: Desk) -> None:
    """认可补充的情况（审阅人）。"""
    desk.record()


@click.command(
    epilog=examples("minqing review reply 李秀英 2025-Q3 --review 1 --text 以后当天写完")
)
@_whose
@field("--review", "answered.review", "第几次审阅", metavar="数")
@field("--text", "answered.text", "回应；- 从标准输入读", type=Words())
@recording("review.reply")
def reply(desk: Desk) -> None:
    """回应对本人日记的审阅意见（本人）。"""
    desk.record()


@click.command(
    epilog=examples("minqing review show 李秀英 2025-Q3", "minqing review show 0003 2025Q3 --json")
)
@_whose
@reading("review.show")
def show(desk: Desk) -> None:
    """看一名干部一个季度的日记：逐篇情况、自评、由谁审阅、审阅意见和回应。"""
    from minqing_cli.review_page import ENTRIES, lines  # noqa: PLC0415 - only for this page

    answer = desk.ask()
    desk.show(answer, columns=ENTRIES, rows=answer["entries"], page=lines)


@click.command(
    epilog=examples("minqing review queue", "minqing review queue --period 2025-Q3 --read")
)
@field("--period", "period", "哪个季度；缺省为上季度和本季度", metavar="季度")
@field("--read", "read", "已阅的也列出", is_flag=True)
@reading("review.queue")
def queue(desk: Desk) -> None:
    """列出待我审阅的日记：谁的、多少篇、多少未阅、有没有自评、补充到期没有。"""
    desk.show(desk.ask(), columns=QUEUE)


@click.command(
    epilog=examples(
        "minqing report coverage --period 2025-Q3",
        "minqing report coverage --period 2025-Q3 --unit 大丰村 --json",
    )
)
@field("--period", "period", "哪个季度", metavar="季度")
@field("--unit", "unit", "单位及其下的单位", type=UNIT)
@reading("report.coverage")
def coverage(desk: Desk) -> None:
    """看一个季度谁的日记由谁审阅、阅了没有、没有阅的是什么原因。"""
    from minqing_cli import review_page  # noqa: PLC0415 - only for this page

    answer = desk.ask()
    rows = review_page.coverage_rows(answer)
    desk.show(answer, columns=review_page.COVERAGE, rows=rows, page=review_page.coverage)


@click.command(
    epilog=examples(
        "minqing report quarter 2025Q3 --unit 大丰村",
        "minqing report quarter 2025-Q3 --json > 2025年三季度.json",
    )
)
@_quarter
@field("--unit", "unit", "单位及其下的单位", type=UNIT)
@reading("report.quarter")
def quarter(desk: Desk) -> None:
    """看一个季度每名干部写了多少、办了多少、自评和审阅的情况。"""
    from minqing_cli import review_page  # noqa: PLC0415 - only for this page

    answer = desk.ask()
    rows = review_page.board_rows(answer)
    desk.show(answer, columns=review_page.BOARD, rows=rows, page=review_page.board)
