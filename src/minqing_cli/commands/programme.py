"""The programme: its basis, rules and categories; the working calendar."""

import click

from minqing_cli.desk import Desk
from minqing_cli.fields import UNIT, Code, Words, field
from minqing_cli.help import LazyGroup, examples
from minqing_cli.options import reading, recording
from minqing_cli.pages import calendar_page, programme_page, value_of

HERE = "minqing_cli.commands.programme"
LAZILY = {
    "show": (f"{HERE}:show", "看方案：依据、现行规定"),
    "categories": (f"{HERE}:categories", "列出现行类别"),
    "basis": (f"{HERE}:basis", "载明一项依据"),
    "rule": (f"{HERE}:rule", "订立或修改一项规定"),
    "category": (f"{HERE}:category", "启用或改名一个类别"),
    "retire": (f"{HERE}:retire", "停用一个类别"),
    "plan": (f"{HERE}:plan", "制订村（社区）或市的实施方案"),
    "plan-rule": (f"{HERE}:plan_rule", "在方案中从严规定一项"),
    "plans": (f"{HERE}:plans", "列出各村（社区）和市的实施方案"),
    "diff": (f"{HERE}:diff", "比两个单位适用的规定有何不同"),
}
RULES = {
    "rule": "规定",
    "title": "名称",
    "clause": "条款",
    "effective_from": "自",
    "unit_name": "由谁定",
    "quote": "原文",
}
PLANS = {"unit_name": "单位", "title": "方案", "dated": "日期", "rules": "从严规定"}
DIFFERENCES = {
    "rule": "规定",
    "title": "名称",
    "shown": "内容",
    "laid_by": "由谁定",
    "other_shown": "对方内容",
    "other_laid_by": "由谁定（对方）",
    "judged": "比对方",
}
CATEGORIES = {"code": "代码", "label": "名称", "parent": "上级", "clause": "条款"}
JUDGED = {"stricter": "更严", "weaker": "更松"}
DAYS = {"day": "日期", "kind": "安排"}


@click.group(cls=LazyGroup, lazily=LAZILY)
def programme() -> None:
    """活动方案：依据什么、有哪些规定、分哪些类别。"""


@click.command(
    epilog=examples(
        "minqing programme show --as-of 2024-06-30", "minqing programme show --unit 大丰村"
    )
)
@field("--unit", "unit", "看哪个单位适用的规定", type=UNIT)
@reading("programme.show")
def show(desk: Desk) -> None:
    """看方案：依据、现行规定、每项规定的条款和原文。"""
    answer = desk.ask()
    desk.show(answer, columns=RULES, rows=answer["rules"], page=programme_page)


@click.command(epilog=examples("minqing programme categories --csv > 类别.csv"))
@reading("programme.show")
def categories(desk: Desk) -> None:
    """列出现行类别，记录民情时用其代码。"""
    answer = desk.ask()
    page = {"items": answer["categories"], "next": None, "position": answer["position"]}
    desk.show(page, columns=CATEGORIES)


@click.command(
    epilog=examples("minqing programme basis --title 信访工作条例 --issuer 中共中央 --number 2022")
)
@field("--title", "basis.title", "文件名称")
@field("--issuer", "basis.issuer", "发文机关")
@field("--number", "basis.number", "文号")
@field("--dated", "basis.dated", "发文日期")
@recording("programme.basis")
def basis(desk: Desk) -> None:
    """载明一项依据。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing programme rule conclude --clause S34 --title 办结 --quote 不能悬而未决 \\",
        "    --amount 45 --count calendar-day --effective-from 2027-01-01",
    )
)
@click.argument("rule__rule", metavar="规定代码")
@field("--clause", "rule.clause", "条款")
@field("--title", "rule.title", "名称")
@field("--quote", "rule.quote", "原文")
@field("--amount", "rule.value.amount", "多少日、多少次或多少年", metavar="数")
@field("--count", "rule.value.unit", "按什么日数", type=Code("days"))
@field("--choice", "rule.value.choice", "选哪一项")
@field("--effective-from", "rule.effective_from", "自何日起施行")
@recording("programme.rule")
def rule(desk: Desk) -> None:
    """订立或修改一项规定，自某日起施行；以前的事仍按以前的规定。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing programme category HOT_DIFFICULT.LIGHTS --label 照明难 --clause S10 \\",
        "    --parent HOT_DIFFICULT --effective-from 2027-01-01",
    )
)
@click.argument("category__code", metavar="类别代码")
@field("--label", "category.label", "名称")
@field("--clause", "category.clause", "条款")
@field("--parent", "category.parent", "上级类别")
@field("--effective-from", "category.effective_from", "自何日起启用")
@recording("programme.category")
def category(desk: Desk) -> None:
    """启用或改名一个类别，自某日起。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing programme retire HOT_DIFFICULT.LIGHTS --reason 并入行路难 \\",
        "    --effective-from 2028-01-01",
    )
)
@click.argument("retired__code", metavar="类别代码")
@field("--reason", "retired.reason", "理由")
@field("--effective-from", "retired.effective_from", "自何日起停用")
@recording("programme.retire")
def retire(desk: Desk) -> None:
    """停用一个类别，自某日起不再用于新的民情。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing programme plan 大丰村 --title 大丰村民情日记实施办法 --dated 2026-01-05 \\",
        "    --text - < 办法.txt",
    )
)
@click.argument("plan__unit", metavar="单位", type=UNIT)
@field("--title", "plan.title", "方案名称")
@field("--dated", "plan.dated", "制订日期")
@field("--text", "plan.text", "方案全文；- 从标准输入读", type=Words())
@recording("programme.plan")
def plan(desk: Desk) -> None:
    """制订村（社区）或市的实施方案；再订一次即为新的文本，旧文本仍在。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing programme plan-rule 大丰村 conclude --clause 村第三条 --title 办结 \\",
        "    --quote 二十日内办结 --amount 20 --count calendar-day --effective-from 2026-02-01",
    )
)
@click.argument("unit", metavar="单位", type=UNIT)
@click.argument("rule__rule", metavar="规定代码")
@field("--clause", "rule.clause", "方案的条款")
@field("--title", "rule.title", "名称")
@field("--quote", "rule.quote", "方案的原文")
@field("--amount", "rule.value.amount", "多少日、多少次或多少年", metavar="数")
@field("--count", "rule.value.unit", "按什么日数", type=Code("days"))
@field("--choice", "rule.value.choice", "选哪一项")
@field("--effective-from", "rule.effective_from", "自何日起施行")
@recording("programme.plan-rule")
def plan_rule(desk: Desk) -> None:
    """在方案中把一项规定定得更严，自某日起；不得松于市和镇的规定。"""
    desk.record()


@click.command(epilog=examples("minqing programme plans"))
@reading("programme.plans")
def plans(desk: Desk) -> None:
    """列出各村（社区）和市的实施方案。"""
    desk.show(desk.ask(), columns=PLANS)


@click.command(epilog=examples("minqing programme diff 大丰村 大涌镇 --as-of 2026-06-30"))
@click.argument("unit", metavar="单位", type=UNIT)
@click.argument("other", metavar="对方", type=UNIT)
@reading("programme.diff")
def diff(desk: Desk) -> None:
    """比两个单位适用的规定有何不同：各是多少、由谁定、哪个更严。"""
    answer = desk.ask()
    rows = [
        {
            **item,
            "shown": value_of(item["value"], item["rule"]),
            "other_shown": value_of(item["other"], item["rule"]),
            "judged": JUDGED.get(item["strictness"], "无从比较"),
        }
        for item in answer["items"]
    ]
    desk.show(answer, columns=DIFFERENCES, rows=rows)


@click.group(
    cls=LazyGroup,
    lazily={
        "show": (f"{HERE}:show_year", "看一年的工作日历"),
        "publish": (f"{HERE}:publish", "公布一年的工作日历"),
    },
)
def calendar() -> None:
    """工作日历：期限按工作日计算的依据。"""


@click.command("show", epilog=examples("minqing calendar show 2026"))
@click.argument("year", metavar="年份")
@reading("calendar.show")
def show_year(desk: Desk) -> None:
    """看一年的工作日历：哪些平日放假、哪些周末上班。"""
    answer = desk.ask()
    kinds = (("off", "放假"), ("work", "上班"))
    rows = [{"day": day, "kind": kind} for name, kind in kinds for day in answer[name]]
    desk.show(answer, columns=DAYS, rows=rows, page=calendar_page)


@click.command(
    epilog=examples(
        "minqing calendar publish 2027 --off 2027-01-01 --off 2027-02-08 --work 2027-02-14 \\",
        "    --source 国办发明电〔2026〕7号",
    )
)
@click.argument("year__year", metavar="年份")
@field("--off", "year.off", "放假的平日，可多次", multiple=True)
@field("--work", "year.work", "上班的周末，可多次", multiple=True)
@field("--source", "year.source", "依据的通知")
@recording("calendar.publish")
def publish(desk: Desk) -> None:
    """公布一年的工作日历：与平常周不同的日子。"""
    desk.record()
