"""Who answers for a matter that was mishandled with bad consequences."""

from typing import Any

import click

from minqing_cli.commands.case_reading import paged
from minqing_cli.desk import Desk
from minqing_cli.fields import NUMBER, PERSON, UNIT, Code, Decorated, Words, field, number
from minqing_cli.help import LazyGroup, examples
from minqing_cli.options import reading, recording

HERE = "minqing_cli.commands.accountability"
LAZILY = {
    "incident": (f"{HERE}:incident", "记录群体性事件或不良后果"),
    "incidents": (f"{HERE}:incidents", "列出事件"),
    "findings": (f"{HERE}:findings", "查一起事件：所涉各件民情哪些职责逾期，哪些在事件之前"),
    "suggest": (f"{HERE}:suggest", "看记录中已有哪些事实（不作结论）"),
    "open": (f"{HERE}:open_", "立案调查某人在某件民情中的责任"),
    "find": (f"{HERE}:find", "认定一项要件成立或不成立，写明依据"),
    "show-evidence": (f"{HERE}:show_evidence", "记明已向本人出示全部材料"),
    "hear": (f"{HERE}:hear", "记录本人陈述申辩，或放弃"),
    "decide": (f"{HERE}:decide", "作出决定"),
    "appeal": (f"{HERE}:appeal", "申诉（本人）"),
    "appeal-decide": (f"{HERE}:appeal_decide", "决定申诉（另一名领导）"),
    "drop": (f"{HERE}:drop", "撤销调查"),
    "list": (f"{HERE}:list_", "列出问责调查"),
    "show": (f"{HERE}:show", "看一件问责调查"),
}
INQUIRIES = {
    "inquiry": "编号",
    "case": "民情",
    "name": "被调查人",
    "opened_on": "立案",
    "state_text": "情况",
    "outcome_text": "决定",
}
INCIDENTS = {
    "incident": "编号",
    "kind_text": "性质",
    "unit_name": "单位",
    "on": "日期",
    "cases": "所涉民情",
    "text": "经过",
}
FACTS = {
    "on": "日期",
    "kind_text": "事实",
    "text": "内容",
    "name": "当时的责任人",
    "bears_on_text": "可能有关的要件",
    "evidence": "记录",
}


class Evidence(click.ParamType[Any]):
    """An event, given by its stream and version: ``case/2025-000123@4``."""

    name = "evidence"

    def convert(
        self,
        value: Any,  # noqa: ANN401 - what Click parsed
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> dict[str, str]:
        """Return the stream and the version; the office judges both."""
        stream, _, version = str(value).rpartition("@")
        return {"stream": stream, "version": version}


@click.group(cls=LazyGroup, lazily=LAZILY)
def accountability() -> None:
    """责任追究：个人失误使问题处理不当、造成不良后果的，查清责任，听取申辩，作出决定。"""


def _inquiry(body: Decorated) -> Decorated:
    return click.argument("inquiry", metavar="调查编号")(body)


def _ruling(body: Decorated) -> Decorated:
    for option in (
        field("--tolerance", "ruling.tolerance", "容错的理由（决定容错免责时）", type=Words()),
        field("--text", "ruling.text", "决定的理由；- 从标准输入读", type=Words()),
        field("--outcome", "ruling.outcome", "决定", type=Code("accounting")),
        click.argument("inquiry", metavar="调查编号"),
    ):
        body = option(body)
    return body


@click.command(
    epilog=examples(
        "minqing accountability incident --kind 群体性事件 --unit 大丰村 --on 2025-06-12 \\",
        "    --case 2025-000123 --text 三十余名群众到镇政府反映路灯长期不修",
    )
)
@field("--kind", "incident.kind", "性质", type=Code("incident"))
@field("--unit", "incident.unit", "发生在哪个单位", type=UNIT)
@field("--on", "incident.on", "哪天发生", metavar="日期")
@field("--case", "incident.cases", "所涉民情，可多次", type=NUMBER, multiple=True, metavar="编号")
@field("--text", "incident.text", "事件经过；- 从标准输入读", type=Words())
@recording("accountability.incident")
def incident(desk: Desk) -> None:
    """记录一起群体性事件或不良后果。"""
    desk.record()


@click.command(epilog=examples("minqing accountability incidents"))
@field("--kind", "kind", "种类", type=Code("incident"))
@field("--unit", "unit", "发生在哪个单位", type=UNIT)
@paged
@reading("accountability.incidents")
def incidents(desk: Desk) -> None:
    """列出事件，后记录的在前。"""
    desk.show(desk.ask(), columns=INCIDENTS)


@click.command(
    epilog=examples(
        "minqing accountability findings 2025-000001",
        "minqing accountability findings 2025-000001 --known-by 2025-06-30",
        "minqing accountability findings 2025-000001 --csv > 事件.csv",
    )
)
@click.argument("incident", metavar="事件编号")
@reading("accountability.findings")
def findings(desk: Desk) -> None:
    """查一起事件：所涉各件民情哪些职责逾期、当时由谁负责、凭哪些记录，哪些在事件之前；不作结论。"""
    from minqing_cli.findings_page import FINDINGS  # noqa: PLC0415 - only for this page
    from minqing_cli.incident_page import lines, rows  # noqa: PLC0415 - only for this page

    answer = desk.ask()
    columns = {"case": "民情", **FINDINGS, "gap_days": "距事件工作日"}
    desk.show(answer, columns=columns, rows=rows(answer), page=lines)


@click.command(
    epilog=examples(
        "minqing accountability suggest 2025-000123",
        "minqing accountability suggest 2025-000123 --position 512    # 按立案时的记录",
    )
)
@number
@reading("accountability.suggest")
def suggest(desk: Desk) -> None:
    """看记录中已有的事实：各项职责、挂账、延期、客观原因、请假，各由哪条记录证明；不作结论。"""
    from minqing_cli.inquiry_page import (  # noqa: PLC0415 - only for this page
        fact_rows,
        facts,
    )

    answer = desk.ask()
    rows = fact_rows(answer["items"])
    desk.show(answer, columns=FACTS, rows=rows, page=lambda page: facts(page["items"]))


@click.command(
    "open",
    epilog=examples(
        "minqing accountability open --case 2025-000123 --person 李秀英 \\",
        "    --incident 2025-000001 --text 路灯之事三个月没有回音",
    ),
)
@field("--case", "opening.case", "哪件民情", type=NUMBER, metavar="编号")
@field("--person", "opening.person", "查谁的责任", type=PERSON)
@field("--incident", "opening.incident", "由哪起事件引起", metavar="事件编号")
@field("--text", "opening.text", "立案理由；- 从标准输入读", type=Words())
@recording("accountability.open")
def open_(desk: Desk) -> None:
    """立案调查某人在某件民情中是否负有责任，以此时的记录为准。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing accountability find 2025-000001 --element 处理不及时 --holds 成立 \\",
        "    --on 2025-05-20 --evidence case/2025-000123@1 --text 五月二十日到期没有办",
        "minqing accountability find 2025-000001 --element 当时的责任人 --holds 成立 \\",
        "    --on 2025-05-20 --evidence case/2025-000123@1 --text 当日由其负责",
    )
)
@_inquiry
@field("--element", "finding.element", "哪一项要件", type=Code("element"))
@field("--holds", "finding.holds", "成立与否", type=Code("holding"))
@field(
    "--evidence",
    "finding.evidence",
    "依据哪条记录，可多次：流@步数，如 case/2025-000123@4",
    type=Evidence(),
    multiple=True,
    metavar="流@步数",
)
@field(
    "--on",
    "finding.on",
    "失职发生在哪天（应办而未办之日），或认定的是哪天的责任人",
    metavar="日期",
)
@field("--person", "finding.person", "当日的责任人；成立时缺省为被调查人", type=PERSON)
@field("--text", "finding.text", "认定的理由；- 从标准输入读", type=Words())
@field(
    "--without-limit",
    "finding.without_limit",
    "当日没有逾期的职责时，为何仍属失职；- 从标准输入读",
    type=Words(),
)
@recording("accountability.find")
def find(desk: Desk) -> None:
    """认定一项要件成立或不成立；各项分别认定，成立的须有依据。"""
    found = desk.given.get("finding")
    if isinstance(found, dict) and isinstance(found.get("holds"), str):
        found["holds"] = {"true": True, "false": False}.get(found["holds"], found["holds"])
    desk.record()


@click.command(
    "show-evidence", epilog=examples("minqing accountability show-evidence 2025-000001")
)
@_inquiry
@recording("accountability.show-evidence")
def show_evidence(desk: Desk) -> None:
    """记明已向本人出示此前认定的全部材料。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing accountability hear 2025-000001 --text 其间两次找过供电所，没有记下来",
        "minqing accountability hear 2025-000001 --declined --text 不作陈述 --as 李秀英",
    )
)
@_inquiry
@field("--text", "statement.text", "陈述申辩的内容；- 从标准输入读", type=Words())
@field(
    "--declined",
    "statement.declined",
    "本人放弃陈述申辩；由本人或没有参与认定、出示的人记明",
    is_flag=True,
)
@recording("accountability.hear")
def hear(desk: Desk) -> None:
    """记录本人的陈述申辩；本人也可以自己写。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing accountability decide 2025-000001 --outcome 谈话提醒 --text 首次发生，已补救",
        "minqing accountability decide 2025-000001 --outcome 容错免责 --text 已补救 \\",
        "    --tolerance 主动担当，没有谋取私利",
    )
)
@_ruling
@recording("accountability.decide")
def decide(desk: Desk) -> None:
    """作出决定：由没有参与调查的领导，先出示材料、听取申辩；要件不齐的只能不予追究。"""
    desk.record()


@click.command(epilog=examples("minqing accountability appeal 2025-000001 --text 当日已移交村里"))
@_inquiry
@field("--text", "lodged.text", "申诉理由；- 从标准输入读", type=Words())
@recording("accountability.appeal")
def appeal(desk: Desk) -> None:
    """对决定提出申诉（只能由本人提出）。"""
    desk.record()


@click.command(
    "appeal-decide",
    epilog=examples(
        "minqing accountability appeal-decide 2025-000001 --outcome 不予追究 --text 当日确已移交"
    ),
)
@_ruling
@recording("accountability.appeal-decide")
def appeal_decide(desk: Desk) -> None:
    """决定申诉：由没有作出原决定、也没有参与调查的领导决定，不加重。"""
    desk.record()


@click.command(epilog=examples("minqing accountability drop 2025-000001 --reason 与此事无关"))
@_inquiry
@field("--reason", "dropped.reason", "撤销的理由；- 从标准输入读", type=Words())
@recording("accountability.drop")
def drop(desk: Desk) -> None:
    """在作出决定以前撤销调查。"""
    desk.record()


@click.command(
    "list", epilog=examples("minqing accountability list --state 已申诉，待决定 --json")
)
@field("--case", "which.case", "哪件民情", type=NUMBER, metavar="编号")
@field("--person", "which.person", "查谁的责任", type=PERSON)
@field("--state", "which.state", "情况", type=Code("inquiry"))
@paged
@reading("accountability.list")
def list_(desk: Desk) -> None:
    """列出可以看的问责调查；一般人员只看到查本人的。"""
    desk.show(desk.ask(), columns=INQUIRIES)


@click.command(
    epilog=examples(
        "minqing accountability show 2025-000001", "minqing accountability show 2025-000001 --json"
    )
)
@_inquiry
@reading("accountability.show")
def show(desk: Desk) -> None:
    """看一件问责调查：各项要件和依据、客观原因、陈述申辩、决定、申诉。"""
    from minqing_cli.inquiry_page import (  # noqa: PLC0415 - only for this page
        ELEMENTS,
        element_rows,
        lines,
    )

    answer = desk.ask()
    desk.show(answer, columns=ELEMENTS, rows=element_rows(answer["elements"]), page=lines)
