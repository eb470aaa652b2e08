"""Pages of the households of a village, and of visits among them."""

from minqing_http.pages.page import MY_UNIT, Form, Listing, Page, Plain, shown
from minqing_http.pages.rendering import cell
from minqing_http.pages.sections import Section
from minqing_http.pages.visitor import Visitor

HOUSEHOLD = "/households/{household}"
MATTERS = {
    "number": "编号",
    "title": "标题",
    "status_text": "状态",
    "learned_on": "获知",
    "result_on": "答复",
}
REACHED = {
    "households": "住户",
    "visits": "走访次数",
    "reached": "走到的户",
    "missed": "这段时间没走到的",
    "never": "从未走访的",
}
LINKS = {"number": "/cases/{number}", "title": "/cases/{number}"}


def _household(found: Plain, _visitor: Visitor) -> Plain:
    one = found["household"]
    facts = (
        ("村（居）", one["village_name"]),
        ("住址", one["address"]),
        ("人口", one["size"]),
        ("最近走访", one["last_reached_on"]),
        ("已迁出", one["away"] or None),
    )
    return {
        "heading": one["name"],
        "sections": [
            Section(facts=facts),
            Section(
                heading="家庭成员",
                columns={"member": "第几人", "name": "姓名", "contact": "联系方式"},
                rows=one["members"],
            ),
            Section(heading="未办结的事", columns=MATTERS, rows=one["open"], links=LINKS),
            Section(heading="办结的事", columns=MATTERS, rows=one["closed"], links=LINKS),
            Section(
                heading="走访",
                columns={"made_on": "日期", "cadre_name": "谁", "form_text": "方式"},
                rows=one["visits"],
            ),
        ],
    }


def _reached(found: Plain, visitor: Visitor) -> Plain:
    report = found["visits"]
    figures = [(title, cell(report[name])) for name, title in REACHED.items()]
    return {
        "heading": visitor.told("{village_name} 走到了多少户", **report),
        "sections": [
            Section(figures=figures),
            Section(
                heading="每名干部",
                columns={"name": "谁", "visits": "走访次数", "reached": "走到的户"},
                rows=report["cadres"],
                links={"name": "/visits?cadre={cadre}"},
            ),
        ],
    }


PAGES: tuple[Page, ...] = (
    Page(
        path="/households",
        title="住户",
        template="list.html",
        shows={"households": shown("household.list")},
        listing=Listing(
            columns={
                "household": "编号",
                "name": "户主",
                "village_name": "村（居）",
                "size": "人口",
                "last_on": "最近走访",
                "visits": "走访次数",
            },
            filters=("village", "never_reached", "away"),
            links={"name": "/households/{household}", "household": "/households/{household}"},
        ),
        named={"away": "已迁出"},
        tasks=("household.enter", "visit.record"),
    ),
    Page(
        path=HOUSEHOLD,
        title="住户 {household}",
        template="sections.html",
        shows={"household": shown("household.show")},
        tasks=("household.member", "household.move", "visit.record"),
        sorted_out=_household,
    ),
    Page(
        path="/visits",
        title="走访",
        template="list.html",
        shows={"visits": shown("visit.list")},
        listing=Listing(
            columns={
                "visit": "编号",
                "made_on": "日期",
                "village_name": "村（居）",
                "cadre_name": "谁",
                "form_text": "方式",
                "reached": "户数",
                "text": "内容",
            },
            filters=("village", "cadre", "form", "made_from", "made_to"),
        ),
        named={"form": "方式"},
        tasks=("visit.record",),
    ),
    Page(
        path="/visits/reached",
        tables=True,
        title="走到了多少户",
        template="sections.html",
        shows={"visits": shown("report.visits", village=MY_UNIT)},
        asks=("village", "made_from", "made_to"),
        sorted_out=_reached,
    ),
    Page(
        path="/households/themes",
        title="民情档案：按类别",
        template="list.html",
        shows={"themes": shown("household.themes", village=MY_UNIT)},
        listing=Listing(
            columns={
                "category_text": "类别",
                "matters": "件数",
                "open": "未办结",
                "closed": "办结",
                "answered": "已反馈",
            },
            filters=("village",),
        ),
    ),
)
FORMS: tuple[Form, ...] = (
    Form(
        use_case="household.enter",
        path="/households/new",
        title="登记住户",
        then="/households/{id}",
    ),
    Form(
        use_case="household.member",
        path=f"{HOUSEHOLD}/member",
        title="添加家庭成员",
        then=HOUSEHOLD,
        around={"about": shown("household.show")},
    ),
    Form(
        use_case="household.move",
        path=f"{HOUSEHOLD}/move",
        title="迁移",
        then=HOUSEHOLD,
        around={"about": shown("household.show")},
    ),
    Form(use_case="visit.record", path="/visits/new", title="记走访", then="/visits"),
)
