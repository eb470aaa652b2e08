"""Pages of what is supervised: orders, the ladder, what hangs, what is late, who passes on."""

from minqing_core.views.labels import LABELS
from minqing_http.pages.page import PERIOD, Listing, Page, Plain, Shown, shown
from minqing_http.pages.sections import Section
from minqing_http.pages.visitor import Visitor

CASE = {"case": "/cases/{case}"}


def _signal(found: Plain, _visitor: Visitor) -> Plain:
    page = found["signal"]
    facts = (
        ("民情", page["case"]),
        ("人员", page["person_name"]),
        ("单位", page["unit_name"]),
        ("日期", page["on"]),
        ("按哪条规定", page["rule"]),
        ("条款", page["clause"]),
    )
    return {
        "heading": page["kind_text"],
        "sections": [
            Section(
                texts=(page["text"], "这是可以再问一句的地方，不是结论。"),
                facts=facts,
            ),
            Section(
                heading="比较了哪些记录",
                columns={
                    "occurred_on": "日期",
                    "recorded_on": "记录",
                    "person_name": "谁",
                    "sentence": "经过",
                    "text": "原文",
                    "position": "第几条",
                },
                rows=page["compares"],
            ),
        ],
    }


PAGES: tuple[Page, ...] = (
    Page(
        path="/supervision",
        title="督办登记",
        template="list.html",
        shows={"orders": shown("report.supervision")},
        listing=Listing(
            columns={
                "case": "民情",
                "unit_name": "单位",
                "to_name": "给谁",
                "by_name": "谁督办",
                "text": "要求",
                "ordered_on": "督办",
                "due": "期限",
                "days_over": "逾期（日）",
                "state_text": "状态",
                "reply": "答复",
            },
            filters=("state", "unit", "to", "overdue", "listed", "open"),
            links={
                **CASE,
                "days_over": "/duties/why?id=supervise.reply/{case}/{order}",
                "state_text": "/duties/why?id=supervise.reply/{case}/{order}",
            },
        ),
    ),
    Page(
        path="/supervision/ladder",
        title="下一步该催办、督办还是通报",
        template="list.html",
        shows={"ladder": shown("report.ladder")},
        listing=Listing(
            columns={
                "number": "民情",
                "title": "标题",
                "unit_name": "单位",
                "person_name": "责任人",
                "limit": "时限",
                "due": "期限",
                "days_late": "逾期（工作日）",
                "next_text": "下一步",
                "next_on": "自",
            },
            filters=("unit", "owner", "rung", "due"),
            links={
                "number": "/cases/{number}",
                "title": "/cases/{number}",
                "due": "/cases/{number}#limits",
                "days_late": "/cases/{number}#limits",
                "next_text": "/programme#S72",
            },
        ),
        named={"due": "现在就该做的"},
    ),
    Page(
        path="/supervision/hanging",
        title="悬而未决的事",
        template="list.html",
        shows={"hanging": Shown(use_case="case.list", always={"hanging": "true"})},
        listing=Listing(
            columns={
                "number": "民情",
                "title": "标题",
                "status_text": "状态",
                "unit_name": "单位",
                "owner_name": "责任人",
                "learned_on": "获知",
                "age_days": "天数",
            },
            filters=("words", "unit", "owner", "place", "category"),
            links={"number": "/cases/{number}", "title": "/cases/{number}"},
        ),
    ),
    Page(
        path="/supervision/late",
        title="反馈迟的事",
        template="list.html",
        shows={"late": shown("report.late-feedback")},
        listing=Listing(
            columns={
                "case": "民情",
                "title": "标题",
                "unit_name": "单位",
                "owner_name": "责任人",
                "learned_on": "获知",
                "told_on": "反馈",
                "days": "天数",
            },
            filters=("days", "unit", "place", "owner"),
            links={**CASE, "title": "/cases/{case}"},
        ),
        named={"days": "超过几天"},
    ),
    Page(
        path="/supervision/handoffs",
        title="转手、退回",
        template="list.html",
        shows={"league": shown("report.handoffs", by="unit")},
        listing=Listing(
            columns={
                "unit_name": "单位",
                "person_name": "人员",
                "held": "承办",
                "handoffs": "转出",
                "taken": "接手",
                "returns": "被退回",
                "refused": "不接",
                "objections": "异议",
            },
            filters=("by",),
        ),
        named={"by": "按单位还是按人"},
        coded={"by": {"unit": "按单位", "person": "按人"}},
    ),
    Page(
        path="/supervision/closure",
        title="件件有回音：还差哪些",
        template="list.html",
        shows={"closure": shown("prove.closure", quarter=PERIOD)},
        listing=Listing(
            columns={
                "case": "民情",
                "title": "标题",
                "unit_name": "单位",
                "owner_name": "责任人",
                "on": "自",
                "text": "差什么",
            },
            filters=("quarter", "unit"),
            links={**CASE, "title": "/cases/{case}"},
        ),
        named={"quarter": "季度"},
    ),
    Page(
        path="/signals",
        title="值得一看的迹象",
        template="list.html",
        shows={"signals": shown("signals.list")},
        listing=Listing(
            columns={
                "kind_text": "迹象",
                "case": "民情",
                "person_name": "人员",
                "unit_name": "单位",
                "on": "日期",
                "text": "依据",
                "clause": "条款",
            },
            filters=("unit", "person", "period", "kind"),
            links={**CASE, "kind_text": "/signals/why?signal={signal}"},
        ),
        named={"kind": "迹象"},
        coded={"kind": LABELS["signal"]},
    ),
    Page(
        path="/signals/why",
        title="为什么值得一看",
        template="sections.html",
        shows={"signal": shown("signals.explain")},
        sorted_out=_signal,
    ),
)
