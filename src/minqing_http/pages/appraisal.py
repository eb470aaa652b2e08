"""Pages of the year's end: sheets, ranking, objections, commendations, the summary."""

from minqing_core.documents.papers import year_end
from minqing_http.pages.page import (
    ME,
    YEAR,
    Form,
    Listing,
    Offer,
    Page,
    Plain,
    RowWay,
    beside,
    shown,
)
from minqing_http.pages.sections import Section, of_paper
from minqing_http.pages.visitor import Visitor

SHEET, SUMMARY = "/appraisal/{year}/{subject}", "/appraisal/summary"

NUMBER = {"commendation": "commendation"}
OF_COMMENDATION = (
    RowWay(use_case="appraisal.commend-decide", fills=NUMBER, where={"state": ("proposed",)}),
    RowWay(use_case="appraisal.commend-publish", fills=NUMBER, where={"state": ("granted",)}),
    RowWay(
        use_case="appraisal.commend-revoke",
        fills=NUMBER,
        where={"state": ("granted", "published")},
    ),
)
OF_OBJECTION = (
    RowWay(
        use_case="appraisal.decide",
        fills={"decided.objection": "objection"},
        where={"decision": (None,)},
    ),
)


MINE = "我的年终考核表"
WHOSE = {"subject": "subject", "year": "year"}
TO_DRAW = RowWay(
    use_case="appraisal.draw",
    title="定稿",
    fills=WHOSE,
    where={"state": (None, "frozen", "upheld")},
)
TO_OBJECT = RowWay(
    use_case="appraisal.object",
    fills=WHOSE,
    where={"state": ("frozen", "dismissed")},
)


def _mine(found: Plain, visitor: Visitor) -> Plain:
    made, sheet = of_paper(year_end.sheet, "sheet")(found, visitor), found["sheet"]
    led = Section(leads=(TO_OBJECT,), row=sheet)
    return {"heading": MINE, "sections": [led, *made["sections"]]}


def _sheet(found: Plain, visitor: Visitor) -> Plain:
    made, sheet = of_paper(year_end.sheet, "sheet")(found, visitor), found["sheet"]
    objections = Section(
        heading="异议",
        columns={"objection": "次", "on": "提出", "text": "异议", "decision": "答复"},
        rows=sheet["objections"],
        ways=OF_OBJECTION,
    )
    more = [objections] if sheet["objections"] else []
    led = Section(leads=(TO_DRAW,), row=sheet)
    return {**made, "sections": [led, *made["sections"], *more]}


PAGES: tuple[Page, ...] = (
    Page(
        path="/appraisal",
        title="年终考核",
        template="list.html",
        shows={"sheets": shown("appraisal.list", year=YEAR)},
        listing=Listing(
            columns={
                "rank": "名次",
                "name": "姓名",
                "posts": "职务",
                "merit": "得分",
                "state_text": "状态",
                "drawn_on": "定稿",
            },
            filters=("year", "organisations"),
            links={"name": "/appraisal/{year}/{subject}"},
            ways=(TO_DRAW,),
        ),
        tasks=("appraisal.draw", "appraisal.summary-issue", "appraisal.commend"),
    ),
    Page(
        path="/appraisal/mine",
        title=MINE,
        template="sections.html",
        shows={"sheet": shown("appraisal.sheet", subject=ME, year=YEAR)},
        asks=("year",),
        sorted_out=_mine,
        paper=True,
    ),
    Page(
        path=SUMMARY,
        title="年度总结",
        template="sections.html",
        shows={"summary": shown("appraisal.summary-show", year=YEAR)},
        asks=("year",),
        tasks=("appraisal.summary-issue",),
        sorted_out=of_paper(year_end.summary, "summary"),
        paper=True,
    ),
    Page(
        path="/commendations",
        title="表彰",
        template="list.html",
        shows={"commendations": shown("appraisal.commendations")},
        listing=Listing(
            columns={
                "commendation": "编号",
                "title": "名称",
                "name": "谁",
                "state_text": "状态",
                "text": "事迹",
                "decided_on": "决定",
                "published_on": "公布",
            },
            filters=("state", "person", "unit"),
            ways=OF_COMMENDATION,
        ),
        tasks=("appraisal.commend",),
    ),
    Page(
        path=SHEET,
        title="年终考核表",
        template="sections.html",
        shows={"sheet": shown("appraisal.sheet")},
        sorted_out=_sheet,
        paper=True,
    ),
)


def _form(use_case: str, path: str, title: str, then: str) -> Form:
    return Form(use_case=use_case, path=path, title=title, then=then)


RESOLVED = Offer(
    answer="resolved", rows="items", code="number", words="title", label="依据哪几件办结的民情"
)
FORMS: tuple[Form, ...] = (
    Form(
        use_case="appraisal.draw",
        path="/appraisal/draw",
        title="定稿一份考核表",
        then="/appraisal?year={year}",
        kinds={"subject": "subject"},
    ),
    _form(
        "appraisal.object",
        "/appraisal/object",
        "对考核表提出异议",
        "/appraisal/mine?year={year}",
    ),
    _form("appraisal.decide", f"{SHEET}/decision", "答复异议", SHEET),
    _form(
        "appraisal.summary-issue",
        "/appraisal/summary/issue",
        "印发年度总结",
        "/appraisal/summary?year={year}",
    ),
    Form(
        use_case="appraisal.commend",
        path="/commendations/new",
        title="提名表彰",
        then="/commendations",
        around={"resolved": beside("case.list", outcome="resolved", limit="500")},
        offers={"cases": RESOLVED},
    ),
    _form("appraisal.commend-decide", "/commendations/decision", "决定表彰", "/commendations"),
    _form("appraisal.commend-publish", "/commendations/publish", "公布表彰", "/commendations"),
    _form("appraisal.commend-revoke", "/commendations/revoke", "撤销表彰", "/commendations"),
)
