"""Pages of the analysis meetings and of the collective studies, and of what they resolved."""

from minqing_core.documents.papers import minutes
from minqing_http.pages.page import MY_UNIT, PERIOD, Form, Listing, Page, Plain, RowWay, shown
from minqing_http.pages.sections import Section, of_paper
from minqing_http.pages.visitor import Visitor

MEETING, STUDY = "/meetings/{meeting}", "/studies/{study}"
RESOLUTIONS = {
    "resolution": "项",
    "text": "决议",
    "owner_name": "责任人",
    "due": "期限",
    "state_text": "状态",
    "ended_on": "了结",
    "ended_text": "情况",
}


def _why(body: str, number: str) -> str:
    return f"/duties/why?id=resolution/{body}/{number}/{{resolution}}"


def _ways(subject: str) -> tuple[RowWay, ...]:
    return (
        RowWay(
            use_case=f"{subject}.carry-out",
            title="已落实",
            fills={"done.resolution": "resolution"},
            where={"state": ("open", "late")},
        ),
        RowWay(
            use_case=f"{subject}.drop",
            title="不再落实",
            fills={"dropped.resolution": "resolution"},
            where={"state": ("open", "late")},
        ),
    )


OF_ITEM = (RowWay(use_case="meeting.resolve", fills={"resolution.item": "item"}),)
OPEN = {"number": "编号", "title": "标题", "owner_name": "责任人", "learned_on": "获知"}


def _pack(found: Plain, visitor: Visitor) -> Plain:
    pack = found["pack"]
    statistics = pack["statistics"]
    facts = (
        ("获知", statistics["learned"]),
        ("办结", statistics["concluded"]),
        ("已反馈", statistics["answered"]),
        ("未办结", statistics["open"]),
        ("其中以前的", statistics["open_before"]),
        ("记录不全", statistics["incomplete"]),
    )
    groups = [
        Section(
            heading=visitor.told("未办结：{category_text}", **group),
            columns={
                "number": "编号",
                "title": "标题",
                "owner_name": "责任人",
                "learned_on": "获知",
            },
            rows=group["cases"],
            links={"number": "/cases/{number}", "title": "/cases/{number}"},
        )
        for group in pack["matters"]
    ]
    return {
        "heading": visitor.told("{unit_name} {period} 会前材料", **pack),
        "sections": [
            Section(heading="统计", facts=facts),
            Section(
                heading="以前决议的落实",
                columns={
                    "held_on": "会议",
                    "text": "决议",
                    "owner_name": "责任人",
                    "due": "期限",
                    "state_text": "状态",
                },
                rows=pack["pledges"],
                links={
                    "held_on": "/meetings/{meeting}",
                    "state_text": "/duties/why?id=resolution/meeting/{meeting}/{resolution}",
                },
            ),
            *groups,
        ],
    }


def _minutes(found: Plain, visitor: Visitor) -> Plain:
    meeting = found["meeting"]
    made = of_paper(minutes.paper, "meeting")(found, visitor)
    agenda = Section(
        heading="逐个议题记决议",
        columns={"item": "议题", "title": "题目"},
        rows=meeting["agenda"],
        ways=OF_ITEM,
    )
    resolved = Section(
        heading=made["sections"][-1].heading,
        columns=RESOLUTIONS,
        rows=meeting["resolutions"],
        links={"state_text": _why("meeting", meeting["meeting"])},
        ways=_ways("meeting"),
    )
    return {**made, "sections": [*made["sections"][:-1], resolved, agenda]}


def _study(found: Plain, _visitor: Visitor) -> Plain:
    study = found["study"]
    decision = study["decision"]
    decided = () if decision is None else (decision["text"],)
    facts = (
        ()
        if decision is None
        else (
            ("召开", decision["held_on"]),
            ("主持", decision["chair_name"]),
            ("参加", decision["participant_names"]),
        )
    )
    return {
        "heading": study["title"],
        "sections": [
            Section(
                texts=(study["text"],),
                facts=(
                    ("状态", study["status_text"]),
                    ("缘由", study["reason_text"]),
                    ("提出", f"{study['opened_on']} {study['opened_by_name']}"),
                    ("还要告知几件", study["owed"]),
                ),
            ),
            Section(heading="决定", texts=decided or ("（尚未决定）",), facts=facts),
            Section(
                heading="决议",
                columns=RESOLUTIONS,
                rows=study["resolutions"],
                links={"state_text": _why("study", study["study"])},
                ways=_ways("study"),
            ),
            Section(
                heading="研究的民情",
                columns={
                    "case": "编号",
                    "title": "标题",
                    "unit_name": "单位",
                    "owner_name": "责任人",
                    "status_text": "状态",
                    "state_text": "告知群众",
                    "due": "告知期限",
                },
                rows=study["cases"],
                links={"case": "/cases/{case}", "title": "/cases/{case}"},
            ),
        ],
    }


PAGES: tuple[Page, ...] = (
    Page(
        path="/meetings",
        title="民情分析会",
        template="list.html",
        shows={"meetings": shown("meeting.list")},
        periods={"period": "quarter"},
        listing=Listing(
            columns={
                "meeting": "编号",
                "village_name": "村（居）",
                "period": "时期",
                "held_on": "召开",
                "chair_name": "主持",
                "items": "议题",
                "resolutions": "决议",
                "unfinished": "未落实",
            },
            filters=("village", "period", "unfinished"),
            links={"meeting": "/meetings/{meeting}"},
        ),
        tasks=("meeting.hold",),
    ),
    Page(
        path="/meetings/pack",
        tables=True,
        title="会前材料",
        template="sections.html",
        shows={"pack": shown("meeting.pack", unit=MY_UNIT, period=PERIOD)},
        asks=("unit", "period"),
        periods={"period": "quarter"},
        tasks=("meeting.hold",),
        sorted_out=_pack,
    ),
    Page(
        path=MEETING,
        title="民情分析会 {meeting}",
        template="sections.html",
        shows={"meeting": shown("meeting.show")},
        tasks=("meeting.resolve",),
        sorted_out=_minutes,
        paper=True,
    ),
    Page(
        path="/studies",
        title="集体研究",
        template="list.html",
        shows={"studies": shown("study.list")},
        listing=Listing(
            columns={
                "study": "编号",
                "title": "题目",
                "reason_text": "缘由",
                "status_text": "状态",
                "matters": "民情",
                "resolutions": "决议",
                "unfinished": "未落实",
                "owed": "还要告知",
                "opened_on": "提出",
            },
            filters=("reason", "undecided"),
            links={"title": "/studies/{study}", "study": "/studies/{study}"},
        ),
        tasks=("study.open",),
    ),
    Page(
        path="/studies/suggested",
        title="建议研究的共性问题",
        template="list.html",
        shows={"clusters": shown("study.suggest")},
        periods={"period": "quarter"},
        listing=Listing(
            columns={
                "category_text": "类别",
                "reason_text": "缘由",
                "count": "件数",
                "before": "上一季",
                "village_names": "村（居）",
                "cases": "民情",
            },
            filters=("period",),
        ),
        tasks=("study.open",),
    ),
    Page(
        path=STUDY,
        title="集体研究 {study}",
        template="sections.html",
        shows={"study": shown("study.show")},
        tasks=("study.add", "study.decide", "study.resolve"),
        sorted_out=_study,
    ),
)


def _of(use_case: str, place: str, path: str, title: str) -> Form:
    subject = "meeting" if place == MEETING else "study"
    return Form(
        use_case=use_case,
        path=f"{place}/{path}",
        title=title,
        then=place,
        around={"about": shown(f"{subject}.show")},
    )


FORMS: tuple[Form, ...] = (
    Form(
        use_case="meeting.hold", path="/meetings/new", title="记民情分析会", then="/meetings/{id}"
    ),
    _of("meeting.resolve", MEETING, "resolution", "记一项决议"),
    _of("meeting.carry-out", MEETING, "resolution/done", "决议已落实"),
    _of("meeting.drop", MEETING, "resolution/dropped", "决议不再落实"),
    Form(use_case="study.open", path="/studies/new", title="提请集体研究", then="/studies/{id}"),
    _of("study.add", STUDY, "matters", "再加民情"),
    _of("study.decide", STUDY, "decision", "记下决定"),
    _of("study.resolve", STUDY, "resolution", "记一项决议"),
    _of("study.carry-out", STUDY, "resolution/done", "决议已落实"),
    _of("study.drop", STUDY, "resolution/dropped", "决议不再落实"),
)
