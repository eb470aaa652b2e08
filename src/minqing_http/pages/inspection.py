"""Pages of inspections, of what they found, and of the bulletins."""

from minqing_core.documents.papers import bulletin
from minqing_http.pages.page import MY_UNIT, PERIOD, Form, Listing, Page, Plain, RowWay, shown
from minqing_http.pages.sections import Section, of_paper, story
from minqing_http.pages.visitor import Visitor

INSPECTION = "/inspections/{inspection}"
OF_FINDING = (
    RowWay(
        use_case="inspection.order",
        fills={"ordered.finding": "finding"},
        where={"state": ("found", "ordered", "rejected")},
    ),
    RowWay(
        use_case="inspection.report",
        fills={"reported.finding": "finding"},
        where={"state": ("ordered", "reported", "rejected")},
    ),
    RowWay(
        use_case="inspection.verify",
        fills={"verified.finding": "finding"},
        where={"state": ("ordered", "reported", "rejected")},
    ),
    RowWay(
        use_case="inspection.reject",
        fills={"rejected.finding": "finding"},
        where={"state": ("reported",)},
    ),
)
GROUPED = {"category": "类别", "status": "状态", "outcome": "结果"}
TO_ISSUE = RowWay(
    use_case="bulletin.issue", fills={"bulletin.unit": "unit", "bulletin.period": "period"}
)
FINDINGS = {
    "finding": "项",
    "unit_name": "单位",
    "clause": "条款",
    "text": "问题",
    "owner_name": "整改人",
    "due": "整改期限",
    "state_text": "状态",
    "report": "整改情况",
}


def _inspection(found: Plain, visitor: Visitor) -> Plain:
    one = found["inspection"]
    drawn = one["drawn"]
    facts = (
        ("种类", one["kind_text"]),
        ("单位", one["unit_names"]),
        ("检查时期", visitor.told("{since} 至 {until}", since=one["since"], until=one["until"])),
        ("开始", f"{one['opened_on']} {one['opened_by_name']}"),
        ("结束", one["ended_on"]),
        ("结论", one["conclusion"]),
    )
    drawing = (
        ("在多少件里抽", drawn["population"]),
        ("依据记录前多少条", drawn["upto"]),
        ("抽样种子", drawn["seed"]),
    )
    return {
        "heading": visitor.told("检查 {inspection}", inspection=one["inspection"]),
        "sections": [
            Section(texts=[one["text"]] if one["text"] else [], facts=facts),
            Section(
                heading="查出的问题",
                columns=FINDINGS,
                rows=one["findings"],
                ways=OF_FINDING,
            ),
            Section(
                heading="抽到的民情",
                columns={"number": "编号", "title": "标题", "status_text": "状态"},
                rows=one["sample"],
                links={"number": "/cases/{number}", "title": "/cases/{number}"},
            ),
            Section(heading="怎么抽的（可以重抽核对）", facts=drawing, folded=True),
            story(one["items"]),
        ],
    }


def _figures(found: Plain, visitor: Visitor) -> Plain:
    report = found["report"]
    figures, names = report["figures"], report["names"]
    limits = [{**one, "title": names[one["duty"]]} for one in figures["limits"]]
    recorders = [{**one, "name": names[one["person"]]} for one in figures["recorders"]]
    named = [{"number": case} for case in figures["named"]]
    return {
        "heading": visitor.told(
            "{unit} {period} 通报前的数字", unit=names[figures["unit"]], period=figures["period"]
        ),
        "sections": [
            Section(
                facts=[
                    ("自", figures["since"]),
                    ("截至", figures["on"]),
                    ("依据", visitor.told("记录前 {position} 条", position=report["position"])),
                    *((title, figures[name]) for name, title in bulletin.COUNTS.items()),
                ],
                leads=(TO_ISSUE,),
                row=figures,
            ),
            Section(heading="时限完成情况", columns=bulletin.LIMITS, rows=limits),
            Section(
                heading="谁记了多少",
                columns={"name": "干部", "matters": "件数"},
                rows=recorders,
                links={"name": "/cases?owner={person}"},
            ),
            *(_counted(title, figures[name], names) for name, title in GROUPED.items()),
            Section(
                heading="将要点名的",
                columns={"number": "民情"},
                rows=named,
                links={"number": "/cases/{number}"},
            ),
        ],
    }


def _counted(title: str, counts: Plain, names: Plain) -> Section:
    rows = [{"what": names[code], "matters": n} for code, n in counts.items()]
    return Section(heading=title, columns={"what": title, "matters": "件数"}, rows=rows)


PAGES: tuple[Page, ...] = (
    Page(
        path="/inspections",
        title="督促检查",
        template="list.html",
        shows={"inspections": shown("inspection.list")},
        listing=Listing(
            columns={
                "inspection": "编号",
                "kind_text": "种类",
                "unit_names": "单位",
                "opened_on": "开始",
                "ended_on": "结束",
                "sample": "抽查",
                "findings": "问题",
                "unverified": "未销号",
            },
            filters=("kind",),
            links={"inspection": "/inspections/{inspection}"},
        ),
        tasks=("inspection.open",),
    ),
    Page(
        path="/inspections/findings",
        title="查出的问题",
        template="list.html",
        shows={"findings": shown("inspection.findings")},
        listing=Listing(
            columns={
                "finding_id": "编号",
                **{name: title for name, title in FINDINGS.items() if name != "finding"},
                "days_over": "逾期（日）",
            },
            filters=("unit", "state", "owner", "open", "overdue"),
            links={
                "finding_id": "/inspections/{inspection}",
                "state_text": "/inspections/{inspection}",
                "days_over": "/inspections/{inspection}",
            },
            ways=OF_FINDING,
        ),
    ),
    Page(
        path=INSPECTION,
        title="检查 {inspection}",
        template="sections.html",
        shows={"inspection": shown("inspection.show")},
        tasks=("inspection.find", "inspection.end"),
        sorted_out=_inspection,
    ),
    Page(
        path="/bulletins",
        title="通报",
        template="list.html",
        shows={"bulletins": shown("bulletin.list")},
        listing=Listing(
            columns={
                "title": "标题",
                "unit_name": "单位",
                "period": "时期",
                "issued_on": "印发",
                "issued_by_name": "印发人",
                "named": "点名",
            },
            filters=("unit", "period"),
            links={"title": "/bulletins/{bulletin}"},
        ),
        tasks=("bulletin.issue",),
    ),
    Page(
        path="/bulletins/figures",
        tables=True,
        title="通报前的数字",
        template="sections.html",
        shows={"report": shown("report.bulletin", unit=MY_UNIT, period=PERIOD)},
        asks=("unit", "period"),
        sorted_out=_figures,
    ),
    Page(
        path="/bulletins/{bulletin}",
        title="通报",
        template="sections.html",
        shows={"bulletin": shown("bulletin.show")},
        sorted_out=of_paper(bulletin.paper, "bulletin"),
        paper=True,
    ),
)


def _of(use_case: str, path: str, title: str) -> Form:
    return Form(
        use_case=use_case,
        path=f"{INSPECTION}/{path}",
        title=title,
        then=INSPECTION,
        around={"about": shown("inspection.show")},
    )


FORMS: tuple[Form, ...] = (
    Form(
        use_case="inspection.open",
        path="/inspections/new",
        title="开始检查",
        then="/inspections/{id}",
        says="抽样随记录一起定下，谁都可以重抽核对。",
    ),
    _of("inspection.find", "finding", "记一个问题"),
    _of("inspection.order", "order", "责成整改"),
    _of("inspection.report", "report", "报整改情况"),
    _of("inspection.verify", "verified", "销号"),
    _of("inspection.reject", "rejected", "整改不到位"),
    _of("inspection.end", "ended", "结束检查"),
    Form(
        use_case="bulletin.issue", path="/bulletins/new", title="印发通报", then="/bulletins/{id}"
    ),
)
