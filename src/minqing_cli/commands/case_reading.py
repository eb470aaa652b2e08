"""Matters: lists, counts, pages, stories, limits."""

from typing import Any

import click

from minqing_cli.desk import Desk
from minqing_cli.fields import HOUSEHOLD, PERSON, UNIT, VISIT, Code, Decorated, field, number
from minqing_cli.help import LazyGroup, examples
from minqing_cli.options import reading

HERE = "minqing_cli.commands.case_reading"
HOLDING = "minqing_cli.commands.case_holding"
SIGNALS = "minqing_cli.commands.signals"
SUPERVISION = "minqing_cli.commands.supervision"
CASES = {
    "number": "编号",
    "status_text": "状态",
    "title": "标题",
    "category_text": "类别",
    "owner_name": "负责人",
    "unit_name": "单位",
    "learned_on": "获知",
    "age_days": "天数",
    "handoffs": "转手",
}
STORY = {"occurred_on": "日期", "sentence": "经过"}
CHANGES = {"what_text": "哪一项", "before_text": "原为", "after_text": "现为"}
FIGURES = {"line_text": "哪一行", "figure_text": "哪一项", "before": "当时", "after": "现在"}
LIMITS = {"title": "时限", "due": "期限", "state": "状态", "met_on": "完成", "clause": "条款"}


def filters(body: Decorated) -> Decorated:
    """Take which matters are meant."""
    for option in reversed(
        (
            field("--status", "which.status", "状态", type=Code("status")),
            field("--kind", "which.kind", "性质", type=Code("kind")),
            field("--channel", "which.channel", "渠道", type=Code("channel")),
            field("--category", "which.category", "类别及其下的类别"),
            field("--place", "which.place", "地点及其下的地方", type=UNIT),
            field("--unit", "which.unit", "承办单位及其下的单位", type=UNIT),
            field("--owner", "which.owner", "负责人", type=PERSON),
            field("--urgency", "which.urgency", "缓急", type=Code("urgency")),
            field("--outcome", "which.outcome", "结果", type=Code("outcome")),
            field("--learned-from", "which.learned_from", "获知日期不早于"),
            field("--learned-to", "which.learned_to", "获知日期不晚于"),
            field("--source-number", "which.source_number", "原系统中的编号"),
            field("--household", "which.household", "哪一户的民情档案", type=HOUSEHOLD),
            field("--visit", "which.visit", "哪次走访得知的", type=VISIT),
            field("--words", "which.words", "文字中含有的词，空格隔开的都要有"),
            field("--unanswered", "which.unanswered", "尚未反馈办理结果的", is_flag=True),
            field("--hanging", "which.hanging", "悬而未办的", is_flag=True),
            field("--incomplete", "which.incomplete", "记录不完整的", is_flag=True),
            field("--awaiting", "which.awaiting", "请此人或其单位接手而未答复的", type=PERSON),
            field("--unacknowledged", "which.unacknowledged", "汇报未签收的", is_flag=True),
            field("--assisted", "which.assisted", "有协办未答复的", is_flag=True),
            field("--supervised", "which.supervised", "督办未销号的", is_flag=True),
            field("--disputed", "which.disputed", "群众有异议、尚未重新办理的", is_flag=True),
            field("--dissatisfied", "which.dissatisfied", "回访不满意或不属实的", is_flag=True),
        )
    ):
        body = option(body)
    return body


def paged(body: Decorated) -> Decorated:
    """Let a command be given page by page."""
    cursor = field("--cursor", "cursor", "从上一页的 next 续看")
    limit = field("--limit", "limit", "每页条数；缺省 50", metavar="数")
    turned: Decorated = limit(cursor(body))
    return turned


@click.command(
    "list",
    epilog=examples(
        "minqing case list --status 在办 --owner 王小明",
        "minqing case list --household dafeng-000001",
        "minqing case list --words 路灯 --csv > 路灯.csv",
        "minqing case list --known-by 2026-06-30 --json",
    ),
)
@filters
@paged
@reading("case.list")
def list_(desk: Desk) -> None:
    """列出民情，最近的在前。"""
    desk.show(desk.ask(), columns=CASES)


@click.command(
    epilog=examples("minqing case count --by status", "minqing case count --words 路灯 --json")
)
@filters
@field("--by", "by", "按什么统计：status、kind、channel、category、place、unit、owner、outcome 等")
@reading("case.count")
def count(desk: Desk) -> None:
    """统计民情，总数或按某一项。"""
    answer = desk.ask()
    texts = answer["texts"]
    rows = [{"value": texts[value], "count": n} for value, n in answer["by"].items()]
    rows.append({"value": "合计", "count": answer["total"]})
    desk.show(answer, columns={"value": "分项", "count": "件数"}, rows=rows)


@click.command(
    epilog=examples("minqing case show 2026-000001 --as-of 2026-06-30"),
)
@number
@reading("case.show")
def show(desk: Desk) -> None:
    """看一件民情：事由、办理过程、办理结果。"""
    from minqing_cli.case_page import lines  # noqa: PLC0415 - only for this page

    desk.show(desk.ask(), columns={"case": "编号", **CASES, "text": "事由"}, page=lines)


@click.command(epilog=examples("minqing case log 2026-000001 --jsonl"))
@number
@reading("case.log")
def log(desk: Desk) -> None:
    """看一件民情的经过，一步一句。"""
    desk.show(desk.ask(), columns=STORY, page=_story)


def _story(answer: dict[str, object]) -> list[str]:
    items: list[dict[str, str]] = answer["items"]  # type: ignore[assignment]
    told = [f"{item['occurred_on']}  {item['sentence']}" for item in items]
    return [f"{answer['case']}《{answer['title']}》", *told]


@click.command(epilog=examples("minqing case diff 2026-000001 --before 2026-06-30"))
@number
@field("--before", "before.known_by", "与何时所记录的相比：日期或带时区的时间")
@field("--before-as-of", "before.as_of", "与何时已发生的相比")
@field("--before-position", "before.position", "与记录的前若干条相比", metavar="数")
@reading("case.diff")
def diff(desk: Desk) -> None:
    """看一件民情在两个时刻之间的变化；后一时刻缺省为现在。"""
    answer = desk.ask(when="after")
    desk.show(answer, columns=CHANGES, rows=answer["differences"], page=_changes)


def _changes(answer: dict[str, Any]) -> list[str]:
    lines = [
        f"{one['what_text']}：「{one['before_text']}」→「{one['after_text']}」"
        for one in answer["differences"]
    ]
    told = [f"  {item['occurred_on']}  {item['sentence']}" for item in answer["items"]]
    return [*(lines or ["各项无变化"]), "其间：" if told else "其间没有新的记录", *told]


@click.group(cls=LazyGroup, lazily={"explain": (f"{HERE}:explain", "逐日推算一件民情的各项时限")})
def deadline() -> None:
    """时限。"""


@click.command(epilog=examples("minqing deadline explain 2026-000001"))
@number
@reading("deadline.explain")
def explain(desk: Desk) -> None:
    """逐日推算一件民情的各项时限：哪天算、哪天不算、为什么。"""
    from minqing_cli.case_page import limits  # noqa: PLC0415 - only for this page

    desk.show(desk.ask(), columns=LIMITS, page=limits)


REPORTS = {
    "hanging": (f"{HERE}:hanging", "悬而未办的民情：谁负责、多少天"),
    "backups": ("minqing_cli.commands.backup:backups", "备份和恢复演练的登记"),
    "handoffs": (f"{SUPERVISION}:handoffs", "转手、退回排名：各单位或各人"),
    "supervision": (f"{SUPERVISION}:supervision", "督办登记：对象、期限、答复、销号、逾期"),
    "ladder": (f"{SUPERVISION}:ladder", "催办、督办、通报：每件事下一步该怎样催"),
    "bulletin": ("minqing_cli.commands.bulletin:figures", "一个单位一段时间的通报数据"),
    "completeness": ("minqing_cli.commands.case_checking:completeness", "每名干部记录的完整率"),
    "visits": ("minqing_cli.commands.visit:visits", "一个村的走访：到过和从未到过的住户"),
    "quarter": ("minqing_cli.commands.review:quarter", "一个季度每名干部的日记、自评、审阅"),
    "coverage": ("minqing_cli.commands.review:coverage", "一个季度谁由谁审阅、阅了没有"),
    "indicators": (f"{SIGNALS}:indicators", "记、解、暖和反馈、满意、重复反映，按单位和时期"),
    "diff": (f"{HERE}:report_diff", "一份报表当时怎样，按现在所知又怎样：看出补记了什么"),
    "late-feedback": (f"{SIGNALS}:late_feedback", "首次反馈晚于多少天的民情"),
}


@click.group(cls=LazyGroup, lazily=REPORTS)
def report() -> None:
    """报表。"""


@click.command(epilog=examples("minqing report hanging --csv > 悬而未办.csv"))
@paged
@reading("report.hanging")
def hanging(desk: Desk) -> None:
    """列出悬而未办的民情：未办结，又没有措施或复看的日子可等。"""
    desk.show(desk.ask(), columns=CASES)


@click.command(
    "diff",
    epilog=examples(
        "minqing report diff quarter --period 2025-Q3 --known-by 2025-10-10",
        "minqing report diff hanging --known-by 2025-12-31",
        "minqing report diff bulletin --unit 大丰村 --period 2025-H1 --position 6000",
    ),
)
@click.argument("report", metavar="报表", type=Code("report"))
@field("--period", "period", "期间，如 2025-Q3、2025-H1")
@field("--unit", "unit", "单位及其下的单位；走访报表为村", type=UNIT)
@reading("report.diff")
def report_diff(desk: Desk) -> None:
    """比较一份报表当时所载（--known-by 或 --position）与按现在所知的同一份：看出补记了什么。"""
    desk.show(desk.ask(), columns=FIGURES, page=_compared)


def _place(one: dict[str, str]) -> str:
    return " ".join(filter(None, (one["line_text"] or "合计", one["figure_text"])))


def _late(one: dict[str, Any]) -> str:
    item = one["item"]
    later = "" if one["on"] == item["occurred_on"] else f"，{one['days']} 日后才记"
    return f"{one['about']} {item['sentence']}（{one['on']} 之事{later}）"


def _compared(answer: dict[str, Any]) -> list[str]:
    lines = [f"  {_place(one)}：「{one['before']}」→「{one['after']}」" for one in answer["items"]]
    late = [f"  {_late(one)}" for one in answer["back_dated"]]
    head = f"当时：前 {answer['signed_position']} 条记录；现在：前 {answer['position']} 条"
    others = f"另有 {answer['elsewhere']} 条补记不属所问的单位或期间"
    return [
        *(head, "报表的变化" if lines else "报表没有变化", *lines),
        *("其后补记的事" if late else "其后没有补记的事", *late),
        *([others] if answer["elsewhere"] else []),
    ]
