"""Pages of the roster: people, units, posts, leave, transfers and what one leaves behind."""

from minqing_core.documents.papers import leaving
from minqing_http.pages.page import Form, Listing, Page, Plain, RowWay, beside, shown
from minqing_http.pages.sections import Section, of_paper
from minqing_http.pages.visitor import Visitor

PERSON, UNIT = "/people/{person}", "/units/{unit}"
PEOPLE = {
    "person": "编号",
    "name": "姓名",
    "kind_text": "类别",
    "posts": "职务",
    "since": "自",
}


OF_UNIT = (
    RowWay(use_case="roster.rename", fills={"renamed.unit": "unit"}),
    RowWay(use_case="roster.split", fills={"split.unit": "unit"}),
    RowWay(use_case="roster.abolish", fills={"abolished.unit": "unit"}),
    RowWay(use_case="roster.function", fills={"laid.unit": "unit"}),
)


def _person(found: Plain, _visitor: Visitor) -> Plain:
    one = found["person"]
    facts = (
        ("编号", one["person"]),
        ("类别", one["kind_text"]),
        ("职务", one["posts"]),
        ("最后一天", one["last_day"]),
        ("已离开", one["closed"]),
        *one["matters"].items(),
    )
    return {
        "heading": one["name"],
        "sections": [
            Section(facts=facts),
            Section(
                heading="任职",
                columns={
                    "post_text": "职务",
                    "unit_name": "单位",
                    "since": "自",
                    "until": "至",
                    "instead_of": "代替",
                },
                rows=one["tenures"],
                links={"unit_name": "/units/{unit}"},
            ),
            Section(
                heading="请假和出差",
                columns={
                    "kind_text": "种类",
                    "since": "自",
                    "until": "至",
                    "approver_name": "批准",
                },
                rows=one["absences"],
            ),
            Section(
                heading="联系点",
                columns={"village_name": "村（居）", "since": "自", "until": "至"},
                rows=one["contact_points"],
            ),
            Section(
                heading="下村指导",
                columns={"on": "日期", "village_name": "村（居）", "text": "内容"},
                rows=one["visits"],
            ),
        ],
    }


def _unit(found: Plain, _visitor: Visitor) -> Plain:
    one = found["unit"]
    facts = (
        ("编号", one["unit"]["unit"]),
        ("曾用名", one["names"][:-1]),
        ("撤销", one["dissolved"]),
        *one["matters"].items(),
        *one["theme"].items(),
    )
    return {
        "heading": one["unit"]["name"],
        "sections": [
            Section(facts=facts, leads=OF_UNIT, row=one["unit"]),
            Section(
                heading="人员",
                columns=PEOPLE,
                rows=one["people"],
                links={"name": "/people/{person}"},
            ),
            Section(
                heading="下属单位",
                columns={"name": "名称", "since": "自"},
                rows=one["below"],
                links={"name": "/units/{unit}"},
            ),
            Section(
                heading="联系领导",
                columns={"name": "姓名", "since": "自", "until": "至", "campaigns": "中心工作"},
                rows=one["contact_points"],
                links={"name": "/people/{person}"},
            ),
        ],
    }


PAGES: tuple[Page, ...] = (
    Page(
        path="/people",
        title="花名册",
        template="list.html",
        shows={"people": shown("roster.people")},
        listing=Listing(
            columns=PEOPLE, filters=("words", "kind", "unit"), links={"name": "/people/{person}"}
        ),
        named={"kind": "类别", "words": "姓名、编号或职务中有"},
        tasks=("roster.person",),
    ),
    Page(
        path="/people/participants",
        title="参加活动的人员",
        template="list.html",
        shows={"people": shown("roster.participants")},
        listing=Listing(
            columns={
                "person": "编号",
                "name": "姓名",
                "kind_text": "类别",
                "posts": "职务",
                "leave_text": "请假",
                "leave_until": "至",
            },
            filters=("kind",),
            links={"name": "/people/{person}"},
        ),
        named={"kind": "类别"},
    ),
    Page(
        path="/units",
        title="单位",
        template="list.html",
        shows={"units": shown("roster.units")},
        listing=Listing(
            columns={
                "name": "名称",
                "kind_text": "种类",
                "parent_name": "上级",
                "since": "自",
                "dissolved": "撤销",
            },
            filters=("words", "kind"),
            links={"name": "/units/{unit}"},
        ),
        named={"kind": "种类", "words": "名称中有"},
        tasks=("roster.unit", "roster.merge"),
    ),
    Page(
        path=PERSON,
        title="人员 {person}",
        template="sections.html",
        shows={"person": shown("roster.show"), "leaving": beside("roster.leaving")},
        tasks=("roster.post", "roster.leave", "roster.absence", "roster.transfer"),
        more=(
            *("roster.kind", "roster.station", "roster.unstation", "roster.absence-end"),
            *("roster.substitute", "roster.substitute-end", "roster.contact-point"),
            *("roster.contact-point-end", "roster.guide", "roster.bind", "roster.close"),
        ),
        sorted_out=_person,
    ),
    Page(
        path=f"{PERSON}/leaving",
        title="移交清册",
        template="sections.html",
        shows={"leaving": shown("roster.leaving")},
        tasks=("roster.close",),
        sorted_out=of_paper(leaving.paper, "leaving"),
        paper=True,
    ),
    Page(
        path=UNIT,
        title="单位 {unit}",
        template="sections.html",
        shows={"unit": shown("roster.unit-page")},
        sorted_out=_unit,
    ),
    Page(
        path="/units/functions",
        title="哪个单位管哪类事",
        template="list.html",
        shows={"functions": shown("roster.functions")},
        listing=Listing(
            columns={"category_text": "类别", "unit_name": "单位", "since": "自"},
            filters=("category",),
            links={"unit_name": "/units/{unit}"},
        ),
        tasks=("roster.function",),
    ),
    Page(
        path="/roles",
        title="谁负总责、谁分管、谁承办",
        template="list.html",
        shows={"roles": shown("roster.roles")},
        listing=Listing(columns={"role_text": "角色", "holder": "现由"}, filters=("as_of",)),
        named={"as_of": "哪一天"},
        tasks=("roster.role",),
    ),
)


def _of(use_case: str, path: str, title: str) -> Form:
    return Form(
        use_case=use_case,
        path=f"{PERSON}/{path}",
        title=title,
        then=PERSON,
        around={"about": shown("roster.show")},
    )


FORMS: tuple[Form, ...] = (
    Form(
        use_case="roster.person",
        path="/people/new",
        title="登记人员",
        then="/people/{id}",
        new={"person": "人员编号（不填则自动编）"},
    ),
    Form(
        use_case="roster.unit",
        path="/units/new",
        title="设立单位",
        then="/units",
        new={"unit.unit": "单位代码（小写字母和数字）"},
    ),
    Form(use_case="roster.merge", path="/units/merge", title="合并单位", then="/units"),
    Form(use_case="roster.rename", path="/units/rename", title="单位改名", then="/units"),
    Form(use_case="roster.split", path="/units/split", title="单位拆分", then="/units"),
    Form(use_case="roster.abolish", path="/units/abolish", title="撤销单位", then="/units"),
    Form(
        use_case="roster.function",
        path="/units/functions/new",
        title="定哪个单位管哪类事",
        then="/units/functions",
    ),
    Form(use_case="roster.role", path="/roles/new", title="定角色", then="/roles"),
    _of("roster.post", "post", "任职"),
    _of("roster.leave", "post/over", "免职"),
    _of("roster.kind", "kind", "改类别"),
    _of("roster.station", "station", "派驻"),
    _of("roster.unstation", "station/over", "结束派驻"),
    _of("roster.absence", "absence", "请假、出差"),
    _of("roster.absence-end", "absence/over", "提前销假"),
    _of("roster.substitute", "substitute", "代理职务"),
    _of("roster.substitute-end", "substitute/over", "结束代理"),
    _of("roster.contact-point", "contact-point", "定联系点"),
    _of("roster.contact-point-end", "contact-point/over", "不再联系"),
    _of("roster.guide", "guidance", "下村指导"),
    _of("roster.transfer", "transfer", "调离"),
    _of("roster.bind", "login", "与系统用户绑定"),
    _of("roster.close", "closed", "结清离开"),
)
