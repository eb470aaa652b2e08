"""One's own work: what is due, what is in hand, and the duties one by one."""

from datetime import date

from minqing_http.pages.menu import doors_of
from minqing_http.pages.page import ME, Listing, Page, Plain, Shown, beside, shown
from minqing_http.pages.rendering import written_out
from minqing_http.pages.visitor import Visitor

DUE = {
    "title": "职责",
    "period": "时期",
    "case": "民情",
    "about_name": "对谁",
    "due": "期限",
    "state_text": "状态",
    "met_on": "完成",
    "clause": "条款",
}


def _home(_found: Plain, visitor: Visitor) -> Plain:
    return {
        "day": written_out(date.fromisoformat(visitor.today), visitor.language),
        "doors": doors_of(visitor),
        "columns": {
            "number": "编号",
            "title": "标题",
            "status_text": "状态",
            "learned_on": "获知",
            "place_name": "地点",
        },
    }


PAGES: tuple[Page, ...] = (
    Page(
        path="/",
        title="今日要办",
        template="home.html",
        shows={
            "due": Shown(
                use_case="duties.due", always={"within": "10d", "person": ME, "limit": "30"}
            ),
            "mine": beside("case.list", owner=ME, status="handling", limit="10"),
            "awaiting": beside("case.list", awaiting=ME, limit="10"),
        },
        sorted_out=_home,
    ),
    Page(
        path="/duties",
        title="职责",
        template="list.html",
        shows={"duties": shown("duties.list", person=ME)},
        listing=Listing(
            columns=DUE,
            filters=("person", "unit", "period", "state", "case"),
            links={"title": "/duties/why?id={id}", "case": "/cases/{case}"},
        ),
    ),
    Page(
        path="/duties/why",
        title="为什么是这个状态",
        template="duty.html",
        shows={"duty": shown("duties.explain")},
    ),
)
