"""Pages of what is made public: drafts, approvals, and the board that is open to all."""

from minqing_http.pages.page import Form, Listing, Page, Plain, shown
from minqing_http.pages.sections import Section, story
from minqing_http.pages.visitor import Visitor

PUBLICATION = "/publications/{publication}"


def _publication(found: Plain, _visitor: Visitor) -> Plain:
    one = found["publication"]
    facts = (
        ("状态", one["stage_text"]),
        ("种类", one["kind_text"]),
        ("单位", one["unit_name"]),
        ("公开", one["released_on"]),
    )
    return {
        "heading": one["title"],
        "sections": [
            Section(texts=(one["text"],), facts=facts),
            Section(
                heading="略去的字句",
                columns={"removed": "略去", "times": "处", "reason": "理由"},
                rows=one["removals"],
            ),
            story(one["items"]),
        ],
    }


PAGES: tuple[Page, ...] = (
    Page(
        path="/publications",
        title="公开稿",
        template="list.html",
        shows={"publications": shown("publish.list")},
        listing=Listing(
            columns={
                "publication": "编号",
                "title": "标题",
                "kind_text": "种类",
                "stage_text": "状态",
                "unit_name": "单位",
                "case": "民情",
                "released_on": "公开",
            },
            filters=("stage", "kind", "unit", "case"),
            links={"title": "/publications/{publication}", "case": "/cases/{case}"},
        ),
        tasks=("publish.draft",),
    ),
    Page(
        path=PUBLICATION,
        title="公开稿 {publication}",
        template="sections.html",
        shows={"publication": shown("publish.show")},
        tasks=("publish.rewrite", "publish.approve", "publish.refuse", "publish.release"),
        more=("publish.withdraw",),
        sorted_out=_publication,
    ),
    Page(
        path="/public",
        title="公开栏",
        template="board.html",
        shows={"board": shown("publish.board")},
        listing=Listing(
            columns={
                "released_on": "公开",
                "kind_text": "种类",
                "unit_name": "单位",
                "title": "标题",
                "text": "内容",
            },
            filters=("words", "kind"),
        ),
        open=True,
    ),
)


def _of(use_case: str, path: str, title: str) -> Form:
    return Form(
        use_case=use_case,
        path=f"{PUBLICATION}/{path}",
        title=title,
        then=PUBLICATION,
        around={"about": shown("publish.show")},
    )


FORMS: tuple[Form, ...] = (
    Form(
        use_case="publish.draft",
        path="/publications/new",
        title="写公开稿",
        then="/publications/{id}",
        says="姓名、电话、住址等会自动隐去；其余不宜公开的，写在“略去的字句”里。",
    ),
    _of("publish.rewrite", "rewriting", "改写"),
    _of("publish.approve", "approval", "审核通过"),
    _of("publish.refuse", "refusal", "退回"),
    _of("publish.release", "release", "公开"),
    _of("publish.withdraw", "withdrawal", "撤下"),
)
