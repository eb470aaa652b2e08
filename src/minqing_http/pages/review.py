"""Pages of the diaries of a quarter: one's own, those to be read, and what was found of them."""

from collections.abc import Iterator, Mapping
from typing import Any

from minqing_http.pages.page import ME, PERIOD, Form, Listing, Offer, Page, Plain, RowWay, shown
from minqing_http.pages.sections import Section
from minqing_http.pages.visitor import Visitor

DIARY, MINE = "/reviews/{person}/{period}", "/reviews/mine"
ENTRY = Offer(answer="about", rows="entries", code="case", words="title", label="哪几件")
CASES = {"case": "/cases/{case}", "title": "/cases/{case}"}
ENTRIES = {
    "case": "编号",
    "title": "标题",
    "learned_on": "获知",
    "recorded_on": "记下",
    "late": "超时补记",
    "status_text": "状态",
    "result_on": "答复",
    "since_text": "审阅情况",
}
ASSESSED = {"on": "日期", "text": "心得体会", "counted": "当时的数字", "book": "记录本"}
READINGS = {
    "posts_text": "该由谁审阅",
    "readers_text": "现由",
    "state_text": "状态",
    "due": "期限",
    "read_on": "审阅",
    "read_by": "审阅人",
}
SENT = {
    "text": "要补充什么",
    "cases": "民情",
    "due": "期限",
    "late": "逾期",
    "reported": "补充情况",
    "accepted_on": "认可",
}
SAID = {"on": "日期", "by_name": "谁", "text": "内容"}
OF_REVIEW = (
    RowWay(
        use_case="review.return",
        fills={"review": "review"},
        where={"mine": (False,), "waiting": (False,)},
    ),
    RowWay(
        use_case="review.accept",
        fills={"accepted.review": "review"},
        where={"mine": (False,), "waiting": (True,)},
    ),
    RowWay(
        use_case="review.complete",
        fills={"reported.review": "review"},
        where={"mine": (True,), "waiting": (True,)},
    ),
    RowWay(use_case="review.reply", fills={"answered.review": "review"}, where={"mine": (True,)}),
)


def _diary(found: Plain, visitor: Visitor) -> Plain:
    diary = found["diary"]
    facts = (
        ("干部", diary["name"]),
        ("时期", diary["period"]),
        (
            "审阅规定",
            visitor.told(
                "{rule} {clause}", rule=diary["rule_text"], clause=diary["clause"] or ""
            ).strip(),
        ),
        ("该谁审阅", diary["right"]),
        ("不便查看的", visitor.told("{closed} 篇", **diary) if diary["closed"] else None),
        ("依据", visitor.told("记录前 {position} 条", **diary)),
    )
    return {
        "heading": visitor.told("{name} {period} 的民情日记", **diary),
        "person": diary["person"],
        "period": diary["period"],
        "sections": [
            Section(facts=facts),
            Section(heading="日记", columns=ENTRIES, rows=diary["entries"], links=CASES),
            Section(heading="本季度的数字", figures=_figures(diary["counts"])),
            Section(heading="自评", columns=ASSESSED, rows=list(_assessed(diary, visitor))),
            *_reviews(diary, visitor),
            Section(heading="审阅安排", columns=READINGS, rows=list(_readings(diary))),
        ],
    }


def _figures(counts: list[Plain]) -> list[tuple[str, Any]]:
    return [(one["metric_text"], one["value"]) for one in counts]


def _assessed(diary: Plain, visitor: Visitor) -> Iterator[Plain]:
    for one in diary["assessments"]:
        counted = [visitor.told("{metric_text} {value}", **c) for c in one["counts"]]
        yield {**one, "counted": counted}


def _readings(diary: Plain) -> Iterator[Plain]:
    for cell in diary["readings"]:
        read = cell["read"] or {"on": None, "reviewer_name": None}
        yield {
            **cell,
            "readers_text": [reader["name"] for reader in cell["readers"]],
            "due": sorted({owed["due"] for owed in cell["owed"]}),
            "read_on": read["on"],
            "read_by": read["reviewer_name"],
        }


def _reviews(diary: Plain, visitor: Visitor) -> Iterator[Section]:
    for one in diary["reviews"]:
        read, sent = one["read"], [*_sent(one)]
        row = {
            "review": read["review"],
            "mine": diary["person"] == visitor.person,
            "waiting": any(part["accepted_on"] is None for part in sent),
        }
        whom = visitor.told("（代{instead_of_name}）", **read) if read["instead_of_name"] else ""
        facts = (
            ("审阅", visitor.told("{on} {reviewer_name} {post_text}", **read) + whom),
            ("等次", read["grade_text"]),
            ("存在的问题", read["concerns_text"]),
            ("看了", visitor.told("{entries} 篇，记录前 {upto} 条", **read)),
        )
        yield Section(
            heading=visitor.told("第 {review} 次审阅", **read),
            texts=(one["opinion"],),
            facts=facts,
            leads=OF_REVIEW,
            row=row,
        )
        if sent:
            yield Section(heading="退回补充", columns=SENT, rows=sent)
        if one["answers"]:
            yield Section(heading="本人回应", columns=SAID, rows=one["answers"])


def _sent(review: Mapping[str, Any]) -> Iterator[Plain]:
    for part in review["sent_back"]:
        reported = [f"{one['on']} {one['text']}" for one in part["reports"]]
        yield {**part, "text": part["sent"]["text"], "reported": reported}


PAGES: tuple[Page, ...] = (
    Page(
        path="/reviews",
        title="待我审阅的日记",
        template="list.html",
        shows={"queue": shown("review.queue")},
        listing=Listing(
            columns={
                "name": "干部",
                "period": "时期",
                "rule_text": "类别",
                "state_text": "状态",
                "entries": "篇数",
                "unread": "未看的",
                "closed": "不便查看的",
                "assessed_on": "自评",
                "returned_due": "补充期限",
            },
            filters=("period", "read"),
            links={
                "name": "/reviews/{person}/{period}",
                "state_text": "/reviews/{person}/{period}#schedule",
            },
            ways=(RowWay(use_case="review.record"),),
        ),
    ),
    Page(
        path=MINE,
        tables=True,
        title="我的季度日记",
        template="sections.html",
        shows={"diary": shown("review.show", person=ME, period=PERIOD)},
        asks=("period",),
        periods={"period": "quarter"},
        tasks=("review.assess",),
        sorted_out=_diary,
    ),
    Page(
        path=DIARY,
        title="{heading}",
        template="sections.html",
        shows={"diary": shown("review.show")},
        tasks=("review.record",),
        sorted_out=_diary,
    ),
)


def _of(use_case: str, path: str, title: str, **more: Any) -> Form:  # noqa: ANN401
    return Form(
        use_case=use_case,
        path=f"{DIARY}/{path}",
        title=title,
        then=DIARY,
        around={"about": shown("review.show")},
        template="diary_form.html",
        **more,
    )


FORMS: tuple[Form, ...] = (
    Form(
        use_case="review.assess",
        path=f"{MINE}/{{period}}/assessment",
        title="季度自评",
        then=f"{MINE}?period={{period}}",
        around={"about": shown("review.show", person=ME)},
        template="diary_form.html",
        says="数字由记录数出，不能改；心得体会记在在用的记录本上。",
    ),
    _of(
        "review.record",
        "opinion",
        "审阅",
        says="下面是此刻摆在您面前的日记；提交时记下看到哪里为止。",
        carried={"upto": ("about", "position")},
        offers={"opinion.returned.cases": ENTRY},
    ),
    _of(
        "review.return",
        "return",
        "退回补充",
        offers={"returned.cases": ENTRY},
    ),
    _of("review.complete", "completion", "报告补充情况"),
    _of("review.accept", "acceptance", "认可补充"),
    _of("review.reply", "reply", "回应审阅意见"),
)
