"""What others asked of one: what, in which matter, who asks, by when, and where to answer."""

from minqing_core.duties.kinds import KINDS
from minqing_http.pages.page import Listing, Page, RowWay, shown

ASKED = (
    *("report.acknowledge", "assist.answer", "assist.reply", "supervise.reply"),
    *("handover.answer", "measure"),
)


def _of(duty: str, use_case: str, field: str = "", title: str = "") -> RowWay:
    fills = {field: "item"} if field else {}
    return RowWay(use_case=use_case, title=title, fills=fills, where={"duty": (duty,)})


WAYS = (
    _of("report.acknowledge", "case.acknowledge", "acknowledged.report"),
    _of("assist.answer", "case.assist-accept", "accepted.task"),
    _of("assist.answer", "case.assist-object", "objected.task"),
    _of("assist.reply", "case.assist-reply", "replied.task"),
    _of("supervise.reply", "case.supervise-reply", "replied.order"),
    _of("handover.answer", "case.accept"),
    _of("handover.answer", "case.decline"),
    _of("measure", "case.step", "step.measure", "记落实情况"),
)
PAGES: tuple[Page, ...] = (
    Page(
        path="/inbox",
        title="转来的、要我答复的",
        template="list.html",
        shows={"asked": shown("duties.inbox")},
        listing=Listing(
            columns={
                "title": "要我做什么",
                "case": "民情",
                "matter": "标题",
                "text": "请办什么",
                "asked_by_name": "谁请的",
                "person_name": "请的是谁",
                "due": "期限",
                "days_left": "还有几日（负数为已过）",
                "state_text": "状态",
            },
            filters=("words", "duty", "overdue"),
            links={
                "case": "/cases/{case}",
                "matter": "/cases/{case}",
                "state_text": "/duties/why?id={id}",
            },
            ways=WAYS,
        ),
        named={"duty": "要我做什么", "overdue": "只看已逾期的"},
        coded={"duty": {duty: KINDS[duty].title for duty in ASKED}},
    ),
)
