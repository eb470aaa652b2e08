"""The roster: units, people, posts, stationing, users of the operating system."""

import click

from minqing_cli.desk import Desk
from minqing_cli.fields import PERSON, UNIT, Code, Decorated, Named, field
from minqing_cli.help import LazyGroup, examples
from minqing_cli.options import reading, recording
from minqing_cli.roster_pages import person_page, unit_page

HERE = "minqing_cli.commands.roster"
ABSENCE, CHANGING = f"{HERE}_absence", f"{HERE}_units"
GUIDANCE, LEAVING = f"{HERE}_guidance", f"{HERE}_leaving"
LAZILY = {
    "unit": (f"{HERE}:unit", "设立单位"),
    "person": (f"{HERE}:person", "登记人员，可同时任职"),
    "post": (f"{HERE}:post", "任职"),
    "leave": (f"{HERE}:leave", "离任"),
    "station": (f"{HERE}:station", "派驻村（社区）"),
    "unstation": (f"{HERE}:unstation", "结束驻村"),
    "kind": (f"{HERE}:kind", "以哪类干部参加活动，或不再参加"),
    "bind": (f"{HERE}:bind", "指定系统用户由谁使用"),
    "rename": (f"{CHANGING}:rename", "单位更名"),
    "split": (f"{CHANGING}:split", "单位分立"),
    "merge": (f"{CHANGING}:merge", "单位合并"),
    "abolish": (f"{CHANGING}:abolish", "单位撤销"),
    "function": (f"{CHANGING}:function", "确定单位管哪些类别的事"),
    "functions": (f"{CHANGING}:functions", "看哪类事由哪个单位管"),
    "absence": (f"{ABSENCE}:absence", "准假"),
    "absence-end": (f"{ABSENCE}:absence_end", "提前销假"),
    "substitute": (f"{ABSENCE}:substitute", "代理职务"),
    "substitute-end": (f"{ABSENCE}:substitute_end", "提前结束代理"),
    "contact-point": (f"{GUIDANCE}:contact_point", "镇领导挂点"),
    "contact-point-end": (f"{GUIDANCE}:contact_point_end", "结束挂点"),
    "guide": (f"{GUIDANCE}:guide", "领导到挂点督促指导"),
    "role": (f"{GUIDANCE}:role", "活动由谁负总责、分管、具体抓"),
    "roles": (f"{GUIDANCE}:roles", "看某日由谁负责活动"),
    "participants": (f"{ABSENCE}:participants", "列出某日参加活动的人"),
    "transfer": (f"{LEAVING}:transfer", "调离"),
    "leaving": (f"{LEAVING}:leaving", "看离任清单"),
    "close": (f"{LEAVING}:close", "办结离任"),
    "people": (f"{HERE}:people", "列出人员"),
    "units": (f"{HERE}:units", "列出单位"),
    "show": (f"{HERE}:show", "看一个人：类别、职务、经手的民情"),
    "unit-page": (f"{HERE}:unit_page_", "看一个单位：人员、下属、民情"),
}
PEOPLE = {
    "person": "编号",
    "name": "姓名",
    "kind_text": "干部类别",
    "posts": "职务",
    "since": "自",
}
UNITS = {
    "unit": "代码",
    "name": "名称",
    "kind_text": "类型",
    "parent": "隶属",
    "since": "自",
    "dissolved": "撤销",
    "continues": "承接",
}


@click.group(cls=LazyGroup, lazily=LAZILY)
def roster() -> None:
    """花名册：谁、在哪个单位、任什么职务、从何日起。"""


def _one(name: str, kind: Named) -> Decorated:
    metavar = "编号或姓名" if kind is PERSON else "单位"
    return click.argument(name, type=kind, metavar=metavar)


@click.command(
    epilog=examples("minqing roster unit dongfeng --name 东风村 --kind village --parent town")
)
@click.argument("unit__unit", metavar="代码")
@field("--name", "unit.name", "名称")
@field("--kind", "unit.kind", "类型", type=Code("unit"))
@field("--parent", "unit.parent", "隶属于", type=UNIT)
@field("--since", "unit.since", "自何日起")
@recording("roster.unit")
def unit(desk: Desk) -> None:
    """设立单位。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing roster person 0007 --name 陈国强 --kind village-two-committees \\",
        "    --since 2024-01-01 --post village-secretary --unit 东风村",
    )
)
@click.argument("person", required=False, metavar="[编号]")
@field("--name", "facts.name", "姓名")
@field("--kind", "facts.kind", "以哪类干部参加活动；不填则不参加", type=Code("cadre"))
@field("--contact", "facts.contact", "联系电话")
@field("--since", "facts.since", "自何日起")
@field("--post", "facts.post", "同时任何职", type=Code("post"))
@field("--unit", "facts.unit", "在哪个单位", type=UNIT)
@recording("roster.person")
def person(desk: Desk) -> None:
    """登记人员；不给编号则自动编号。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing roster post 陈国强 --post village-secretary --unit 东风村 --since 2024-01-01"
    )
)
@_one("person", PERSON)
@field("--post", "taken.post", "职务", type=Code("post"))
@field("--unit", "taken.unit", "单位", type=UNIT)
@field("--since", "taken.since", "自何日起")
@recording("roster.post")
def post(desk: Desk) -> None:
    """记任职。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing roster leave 陈国强 --post village-secretary --unit 东风村 --until 2025-12-31"
    )
)
@_one("person", PERSON)
@field("--post", "left.post", "职务", type=Code("post"))
@field("--unit", "left.unit", "单位", type=UNIT)
@field("--until", "left.until", "任至何日")
@recording("roster.leave")
def leave(desk: Desk) -> None:
    """记离任。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing roster station 王小明 --village 东风村 --home 组织人事办公室 --since 2024-01-01"
    )
)
@_one("person", PERSON)
@field("--village", "stationed.village", "驻哪个村（社区）", type=UNIT)
@field("--home", "stationed.home", "由哪个单位派出", type=UNIT)
@field("--since", "stationed.since", "自何日起")
@recording("roster.station")
def station(desk: Desk) -> None:
    """记派驻村（社区）。"""
    desk.record()


@click.command(
    epilog=examples("minqing roster unstation 王小明 --village 东风村 --until 2025-12-31")
)
@_one("person", PERSON)
@field("--village", "ended.village", "驻哪个村（社区）", type=UNIT)
@field("--until", "ended.until", "驻至何日")
@recording("roster.unstation")
def unstation(desk: Desk) -> None:
    """记结束驻村。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing roster kind 王小明 --kind stationed-town --since 2024-01-01",
        "minqing roster kind 王小明 --since 2026-01-01    # 不再参加",
    )
)
@_one("person", PERSON)
@field("--kind", "kind", "哪类干部；不填则不再参加", type=Code("cadre"))
@field("--since", "since", "自何日起")
@recording("roster.kind")
def kind(desk: Desk) -> None:
    """记以哪类干部参加民情日记活动，或不再参加。"""
    desk.given.setdefault("kind", None)
    desk.record()


@click.command(epilog=examples("minqing roster bind 陈国强 --login chengq"))
@_one("person", PERSON)
@field("--login", "login", "系统用户名")
@recording("roster.bind")
def bind(desk: Desk) -> None:
    """指定某个系统用户由谁使用：此后该用户的操作即此人的操作。"""
    desk.record()


@click.command(
    epilog=examples(
        "minqing roster people --unit 东风村 --as-of 2025-06-30",
        "minqing roster people --home 农业办 --unit 东风村    # 由农业办派驻东风村的",
    )
)
@field("--kind", "kind", "干部类别", type=Code("cadre"))
@field("--unit", "unit", "单位及其下的单位", type=UNIT)
@field("--home", "home", "由哪个单位派出驻村", type=UNIT)
@field("--words", "words", "姓名、编号或职务中含有的字，空格隔开的都要有", metavar="文字")
@reading("roster.people")
def people(desk: Desk) -> None:
    """列出人员。"""
    desk.show(desk.ask(), columns=PEOPLE)


@click.command(
    epilog=examples("minqing roster units", "minqing roster units --kind village --words 东风")
)
@field("--kind", "kind", "单位种类", type=Code("unit"))
@field("--words", "words", "名称或代码中含有的字，空格隔开的都要有", metavar="文字")
@reading("roster.units")
def units(desk: Desk) -> None:
    """列出单位。"""
    desk.show(desk.ask(), columns=UNITS)


@click.command(epilog=examples("minqing roster show 陈国强 --as-of 2025-06-30"))
@_one("person", PERSON)
@reading("roster.show")
def show(desk: Desk) -> None:
    """看一个人：干部类别、职务、经手的民情。"""
    desk.show(desk.ask(), columns=PEOPLE, page=person_page)


@click.command("unit-page", epilog=examples("minqing roster unit-page 东风村"))
@_one("unit", UNIT)
@reading("roster.unit-page")
def unit_page_(desk: Desk) -> None:
    """看一个单位：下属单位、在职人员、民情。"""
    answer = desk.ask()
    desk.show(answer, columns=PEOPLE, rows=answer["people"], page=unit_page)
