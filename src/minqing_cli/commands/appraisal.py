"""The end of the year: appraisal sheets and what is said of them."""

import click

from minqing_cli.appraisal_page import (
    EXPORTED,
    LISTED,
    VALUES,
    exported,
    ranked,
    ranking,
    sheet_lines,
    valued,
)
from minqing_cli.desk import Desk
from minqing_cli.fields import SUBJECT, WHOLE, Decorated, Words, field
from minqing_cli.help import LazyGroup, examples
from minqing_cli.options import reading, recording
from minqing_cli.refusals import Refusal

HERE, BESIDE = "minqing_cli.commands.appraisal", "minqing_cli.commands.appraisal_honours"
LAZILY = {
    "draw": (f"{HERE}:draw", "制作考核表，数字定稿"),
    "sheet": (f"{HERE}:sheet", "看一个人或一个党组织的考核表，重算核对"),
    "list": (f"{HERE}:list_", "一年的考核表，按办结、效果、反馈排列"),
    "object": (f"{HERE}:object_", "对考核表提出异议"),
    "decide": (f"{HERE}:decide", "答复异议"),
    "export": (f"{HERE}:export", "导出，供干部考核、任用参考"),
    "summary": (f"{BESIDE}:summary", "镇的年度总结：印发、查看"),
    "commend": (f"{BESIDE}:commend", "提名表彰，写明依据哪些民情"),
    "commend-decide": (f"{BESIDE}:commend_decide", "决定是否表彰"),
    "commend-publish": (f"{BESIDE}:commend_publish", "公布表彰"),
    "commend-revoke": (f"{BESIDE}:commend_revoke", "撤销表彰"),
    "commendations": (f"{BESIDE}:commendations", "列出表彰"),
}


@click.group(cls=LazyGroup, lazily=LAZILY)
def appraisal() -> None:
    """年终：镇的总结，个人和党组织的考核表，异议和答复，表彰。"""


def _whose(body: Decorated) -> Decorated:
    subject = click.argument("subject", metavar="人员或单位", type=SUBJECT)
    whose: Decorated = subject(of_year(body))
    return whose


def of_year(body: Decorated) -> Decorated:
    """Take the year that is asked about."""
    asked: Decorated = field("--year", "year", "哪一年", type=WHOLE, metavar="年份")(body)
    return asked


def judge(desk: Desk, granted: str, flags: str) -> None:
    """Let a decision be the one flag or the other."""
    if desk.given.pop("denied", False):
        decided = desk.given.setdefault("decided", {})
        if decided.get(granted):
            raise Refusal("both-flags", f"{flags} 只能写一个")
        decided[granted] = False


def _of_organisations(body: Decorated) -> Decorated:
    units: Decorated = field(
        "--organisations", "organisations", "党组织的；缺省为个人的", is_flag=True
    )(body)
    return units


@click.command(
    epilog=examples(
        "minqing appraisal draw 李秀英 --year 2025", "minqing appraisal draw 大丰村 --year 2025"
    )
)
@_whose
@recording("appraisal.draw")
def draw(desk: Desk) -> None:
    """制作一个人或一个党组织的年度考核表：数字从记录中统计并定稿；年内制作的，年后可再制作一次，此外异议成立后才能重新制作。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing appraisal sheet 李秀英 --year 2025",
        "minqing appraisal sheet dafeng --year 2025 --json",
    )
)
@_whose
@reading("appraisal.sheet")
def sheet(desk: Desk) -> None:
    """看考核表：各率的分子分母、差在哪些民情、异议和答复；按定稿时的位置重算核对。"""
    answer = desk.ask()
    desk.show(answer, columns=VALUES, rows=valued(answer["values"]), page=sheet_lines)


@click.command(
    "list",
    epilog=examples(
        "minqing appraisal list --year 2025",
        "minqing appraisal list --year 2025 --organisations --json",
    ),
)
@of_year
@_of_organisations
@reading("appraisal.list")
def list_(desk: Desk) -> None:
    """列出一年的考核表，按办结、效果、反馈各率的平均排列，不按记录多少。"""
    answer = desk.ask()
    desk.show(answer, columns=LISTED, rows=ranked(answer), page=ranking)


@click.command(
    "object",
    epilog=examples("minqing appraisal object 李秀英 --year 2025 --text 三月那件当天就反馈了"),
)
@_whose
@field("--text", "text", "异议内容；- 从标准输入读", type=Words())
@recording("appraisal.object")
def object_(desk: Desk) -> None:
    """对考核表提出异议：个人的由本人提，党组织的由其书记提。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing appraisal decide 李秀英 --year 2025 --objection 1 --upheld --text 已核实，应更正",
        "minqing appraisal decide 李秀英 --year 2025 --objection 1 --dismissed --text 记录无误",
    )
)
@_whose
@field("--objection", "decided.objection", "第几次异议", type=WHOLE, metavar="数")
@field("--upheld", "decided.upheld", "异议成立", is_flag=True)
@field("--dismissed", "denied", "异议不成立", is_flag=True)
@field("--text", "decided.text", "答复理由；- 从标准输入读", type=Words())
@recording("appraisal.decide")
def decide(desk: Desk) -> None:
    """答复异议：成立或不成立，写明理由；提出异议的人不能答复。"""
    judge(desk, "upheld", "--upheld 和 --dismissed")
    desk.record()


@click.command(
    epilog=examples(
        "minqing appraisal export --year 2025 --csv > 2025考核.csv",
        "minqing appraisal export --year 2025 --organisations --json",
    )
)
@of_year
@_of_organisations
@reading("appraisal.export")
def export(desk: Desk) -> None:
    """导出一年的考核表，供年终考核和选拔任用参考；每行附说明，查阅有记录。"""
    answer = desk.ask()
    desk.show(answer, columns=EXPORTED, rows=exported(answer))
