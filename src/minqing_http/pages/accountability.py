"""Pages of inquiries into mishandled matters: from the incident to the decision and the appeal."""

from collections.abc import Sequence

import attrs

from minqing_http.pages.fields import Asked, Texts
from minqing_http.pages.page import Form, Listing, Page, Plain, Shown, beside, shown
from minqing_http.pages.sections import Section
from minqing_http.pages.visitor import Visitor

INQUIRY = "/inquiries/{inquiry}"
FACTS = {"on": "日期", "kind_text": "种类", "name": "谁", "text": "内容"}


def _inquiry(found: Plain, visitor: Visitor) -> Plain:
    one = found["inquiry"]
    opened, incident, decision = one["opened"], one["incident"], one["decision"]
    facts = (
        ("谁", one["name"]),
        ("民情", one["case"]),
        ("状态", one["state_text"]),
        ("结论", one["outcome_text"]),
        ("立案", f"{opened['on']} {opened['by_name']}"),
        ("事件", None if incident is None else incident["sentence"]),
    )
    elements = [
        {
            "element": part["element_text"],
            "holds": {None: "未定", True: "成立", False: "不成立"}[part["holds"]],
            "said": "；".join(finding["said"]["text"] for finding in part["findings"]),
        }
        for part in one["elements"]
    ]
    return {
        "heading": visitor.told("调查 {inquiry}", inquiry=one["inquiry"]),
        "sections": [
            Section(texts=(opened["text"],), facts=facts),
            Section(
                heading="逐项要件",
                columns={"element": "要件", "holds": "结论", "said": "认定"},
                rows=elements,
            ),
            Section(
                heading="陈述申辩",
                columns={"on": "日期", "by_name": "谁", "text": "内容"},
                rows=one["statements"],
            ),
            Section(
                heading="决定",
                texts=("（尚未决定）",) if decision is None else (decision["said"]["text"],),
                facts=()
                if decision is None
                else (
                    ("结果", decision["outcome_text"]),
                    ("决定", f"{decision['said']['on']} {decision['said']['by_name']}"),
                    ("容错", decision["tolerance"]),
                ),
            ),
            Section(heading="误了的职责", columns=FACTS, rows=one["duties"]),
            Section(heading="另应看到", columns=FACTS, rows=one["beside"]),
        ],
    }


def _suggested(found: Plain, visitor: Visitor) -> Plain:
    answer = found["suggested"]
    return {
        "heading": visitor.told("{case} 可供查明的事实", case=answer["case"]),
        "sections": [Section(columns=FACTS, rows=answer["items"])],
    }


PAGES: tuple[Page, ...] = (
    Page(
        path="/inquiries",
        title="责任追究",
        template="list.html",
        shows={"inquiries": shown("accountability.list")},
        listing=Listing(
            columns={
                "inquiry": "编号",
                "name": "谁",
                "case": "民情",
                "state_text": "状态",
                "outcome_text": "结论",
                "opened_on": "立案",
            },
            filters=("state", "case", "person"),
            links={"inquiry": "/inquiries/{inquiry}", "case": "/cases/{case}"},
        ),
        tasks=("accountability.incident", "accountability.open"),
    ),
    Page(
        path="/incidents",
        title="不良后果事件",
        template="list.html",
        shows={"incidents": shown("accountability.incidents")},
        listing=Listing(
            columns={
                "incident": "编号",
                "on": "日期",
                "kind_text": "种类",
                "unit_name": "单位",
                "cases": "民情",
                "text": "经过",
            },
            filters=("kind", "unit"),
            links={"incident": "/incidents/{incident}"},
        ),
        named={"kind": "种类"},
        tasks=("accountability.incident",),
    ),
    Page(
        path=INQUIRY,
        title="调查 {inquiry}",
        template="sections.html",
        shows={"inquiry": shown("accountability.show")},
        tasks=("accountability.find", "accountability.show-evidence", "accountability.hear"),
        more=(
            *("accountability.decide", "accountability.appeal", "accountability.appeal-decide"),
            "accountability.drop",
        ),
        sorted_out=_inquiry,
    ),
    Page(
        path="/cases/{case}/facts",
        title="可供查明的事实",
        template="sections.html",
        shows={"suggested": shown("accountability.suggest")},
        tasks=("accountability.open",),
        sorted_out=_suggested,
    ),
)


def _of(use_case: str, path: str, title: str) -> Form:
    return Form(
        use_case=use_case,
        path=f"{INQUIRY}/{path}",
        title=title,
        then=INQUIRY,
        around={"about": beside("accountability.show")},
    )


def _evidenced(
    asked: Sequence[Asked], around: Plain, _texts: Texts
) -> tuple[tuple[Asked, ...], Plain]:
    """Return the fields with the evidence to be ticked: what bears on it, and the whole story."""
    facts, log = around["facts"] or {"items": ()}, around["log"] or {"items": ()}
    case = f"case/{(around['about'] or log)['case']}" if facts["items"] or log["items"] else ""
    choices = {
        **{
            _of_story(case, one): f"{one['occurred_on']} {one['sentence']}" for one in log["items"]
        },
        **{_of_fact(one): f"{one['on']} {one['name']} {one['text']}" for one in facts["items"]},
    }
    offered = tuple(sorted(choices.items(), key=lambda choice: choice[1]))
    return tuple(_offering(one, offered) for one in asked), {}


def _offering(one: Asked, choices: tuple[tuple[str, str], ...]) -> Asked:
    return attrs.evolve(one, choices=choices) if one.name == "finding.evidence" else one


def _of_story(case: str, one: Plain) -> str:
    return f"{case} {one['version']}"


def _of_fact(one: Plain) -> str:
    return "\n".join(f"{event['stream']} {event['version']}" for event in one["evidence"])


OF_CASE = {"case": ("about", "case")}
FORMS: tuple[Form, ...] = (
    Form(
        use_case="accountability.incident",
        path="/incidents/new",
        title="记不良后果事件",
        then="/incidents",
    ),
    Form(
        use_case="accountability.open",
        path="/inquiries/new",
        title="立案调查",
        then="/inquiries/{id}",
    ),
    Form(
        use_case="accountability.find",
        path=f"{INQUIRY}/finding",
        title="认定一项要件",
        then=INQUIRY,
        around={
            "about": beside("accountability.show"),
            "facts": Shown(use_case="accountability.suggest", needed=False, of=OF_CASE),
            "log": Shown(use_case="case.log", needed=False, of=OF_CASE),
        },
        shaped=_evidenced,
    ),
    _of("accountability.show-evidence", "evidence", "出示证据"),
    _of("accountability.hear", "statement", "陈述申辩"),
    _of("accountability.decide", "decision", "作出决定"),
    _of("accountability.appeal", "appeal", "申诉"),
    _of("accountability.appeal-decide", "appeal/decision", "决定申诉"),
    _of("accountability.drop", "dropped", "撤销调查"),
)
