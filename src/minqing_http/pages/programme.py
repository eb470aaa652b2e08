"""Pages of the rules in force: the scheme, the categories, villages' plans, the calendar."""

from minqing_core.views.labels import counted, label
from minqing_http.pages.page import Form, Listing, Page, Plain, beside, shown
from minqing_http.pages.sections import Section
from minqing_http.pages.speech import values
from minqing_http.pages.visitor import Visitor
from minqing_http.pages.words import title_of

RULES = {
    "clause": "条款",
    "title": "规定",
    "value": "内容",
    "quote": "原文",
    "unit_name": "谁定的",
    "effective_from": "自",
}
CATEGORIES = {"code": "代码", "label": "名称", "clause": "条款", "effective_from": "自"}
PLANS = {"unit_name": "村（居）", "title": "名称", "dated": "日期", "text": "内容"}


CHOICES = {
    "monday": "星期一",
    "either": "任一人审阅即可",
    "both": "两人都要审阅",
    "city-org-dept": "市委组织部",
}


def _programme(found: Plain, visitor: Visitor) -> Plain:
    one = found["programme"]
    first = {rule["clause"]: rule["rule"] for rule in reversed(one["rules"])}
    rules = [
        {
            **rule,
            "value": _value(rule, visitor),
            "anchor": rule["clause"] if first[rule["clause"]] == rule["rule"] else "",
        }
        for rule in one["rules"]
    ]
    established = one["established"]
    return {
        "heading": "现行规定",
        "sections": [
            Section(
                facts=()
                if established is None
                else (
                    ("方案", established["title"]),
                    ("印发", established["issuer"]),
                    ("日期", established["dated"]),
                    ("主题", established["theme"]),
                )
            ),
            Section(heading="规定", columns=RULES, rows=rules),
            Section(
                heading="类别",
                columns={
                    "code": "代码",
                    "label": "名称",
                    "clause": "条款",
                    "effective_from": "自",
                },
                rows=one["categories"],
                folded=True,
            ),
            Section(
                heading="依据的文件",
                columns={"title": "名称", "issuer": "印发", "number": "文号", "dated": "日期"},
                rows=one["bases"],
            ),
            Section(
                heading="村（居）的实施方案",
                columns={
                    "unit_name": "村（居）",
                    "title": "名称",
                    "dated": "日期",
                    "text": "内容",
                },
                rows=(found["plans"] or {"items": []})["items"],
            ),
        ],
    }


def _value(rule: Plain, visitor: Visitor) -> str:
    value = rule["value"]
    if value["choice"]:
        return CHOICES.get(str(value["choice"]), str(value["choice"]))
    unit = label("days", value["unit"]) or counted(rule["rule"])
    return f"{value['amount']} {values(visitor.language)(unit)}"


PAGES: tuple[Page, ...] = (
    Page(
        path="/programme",
        title="现行规定",
        template="sections.html",
        shows={"programme": shown("programme.show"), "plans": beside("programme.plans")},
        tasks=("programme.rule", "programme.category", "programme.plan", "calendar.publish"),
        more=("programme.plan-rule", "programme.retire", "programme.basis"),
        sorted_out=_programme,
    ),
    Page(
        path="/powers",
        title="什么职务有什么权",
        template="list.html",
        shows={"powers": shown("powers.list")},
        listing=Listing(
            columns={
                "use_case": "事项",
                "posts_text": "职务",
                "owner": "责任人可办",
                "clause": "条款",
            },
            filters=("post",),
            labels={"use_case": title_of},
        ),
        named={"post": "职务"},
    ),
)


def _form(use_case: str, path: str, title: str) -> Form:
    return Form(use_case=use_case, path=path, title=title, then="/programme")


FORMS: tuple[Form, ...] = (
    _form("programme.rule", "/programme/rule", "定一条规定"),
    _form("programme.category", "/programme/category", "设一个类别"),
    _form("programme.retire", "/programme/category/over", "停用一个类别"),
    _form("programme.basis", "/programme/basis", "登记依据的文件"),
    _form("programme.plan", "/programme/plan", "登记村（居）的实施方案"),
    Form(
        use_case="programme.plan-rule",
        path="/programme/plan/rule",
        title="村（居）方案里的一条规定",
        then="/programme",
    ),
    _form("calendar.publish", "/programme/calendar", "公布工作日历"),
)
