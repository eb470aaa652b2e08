"""Import in two steps: check a file, then apply it."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from minqing_cli import output
from minqing_cli.desk import Desk, Plain
from minqing_cli.help import LazyGroup, examples
from minqing_cli.options import asking
from minqing_cli.refusals import PARTLY

if TYPE_CHECKING:
    from minqing_core.application.importing.sheet import Sheet

HERE = "minqing_cli.commands.importing"
SHOWN = 20
FAULTS = {"row": "行", "column": "列", "value": "内容", "code": "代码", "text": "问题"}
COUNTS = {
    "rows": "行数",
    "new": "新",
    "recorded": "入库",
    "unchanged": "未变",
    "changed": "有变",
    "amended": "更正",
    "rejected": "不能导入",
    "events": "记录条数",
}
FILE = click.Path(path_type=Path)

importing = LazyGroup(
    name="import",
    help="导入：先检查，后入库。同一来源、同一编号的留言只记录一次。",
    lazily={
        "check": (f"{HERE}:check", "检查留言文件，不入库；有问题的行写成批注"),
        "apply": (f"{HERE}:apply_", "再检查一遍，把没有问题的行入库"),
        "roster": (f"{HERE}:roster", "导入花名册：单位、人员、职务、驻村"),
    },
)
roster = LazyGroup(
    name="roster",
    help="导入花名册：先设单位，再登记人员、职务、驻村。",
    lazily={
        "check": (f"{HERE}:roster_check", "检查花名册文件，不入库；有问题的行写成批注"),
        "apply": (f"{HERE}:roster_apply", "再检查一遍，把没有问题的行入库"),
    },
)

file = click.argument("file", metavar="文件", type=FILE)
mapping = click.option(
    "--mapping", type=FILE, metavar="文件", help="映射文件（TOML）；缺省用随附的那一份"
)
sheet = click.option("--sheet", metavar="名称", help="工作表的名称；缺省为第一张")
annotated = click.option(
    "--annotated", type=FILE, metavar="文件", help="批注副本写到哪里；缺省在当前文件夹"
)
units = click.option("--units", type=FILE, metavar="文件", help="单位另在一个文件中的，是哪个文件")


@click.command(
    epilog=examples(
        "minqing import check 留言.xlsx",
        "minqing import check 留言.csv --mapping 我的映射.toml --annotated 待改.xlsx",
    )
)
@file
@mapping
@sheet
@annotated
@asking("import.check")
def check(desk: Desk) -> None:
    """检查留言文件，不入库；有不能导入的行时写批注副本，以 7 退出。"""
    _settle(desk, _messages(desk), always=True)


@click.command(
    "apply",
    epilog=examples(
        "minqing import apply 留言.xlsx",
        "minqing import apply 留言.xlsx --amend",
    ),
)
@file
@mapping
@sheet
@annotated
@click.option("--amend", is_flag=True, help="原文有变的，记为更正；缺省只报告")
@asking("import.apply")
def apply_(desk: Desk) -> None:
    """再检查一遍，把没有问题的行入库；有不能导入的行时以 7 退出。"""
    desk.say_who()
    _settle(desk, _messages(desk), always=False)


@click.command(
    "check",
    epilog=examples(
        "minqing import roster check 花名册.csv",
        "minqing import roster check 人员.xlsx --units 单位.xlsx",
    ),
)
@file
@units
@mapping
@sheet
@annotated
@asking("import.roster-check")
def roster_check(desk: Desk) -> None:
    """检查花名册文件，不入库；有不能导入的行时写批注副本，以 7 退出。"""
    _settle(desk, _people(desk), always=True)


@click.command("apply", epilog=examples("minqing import roster apply 花名册.csv"))
@file
@units
@mapping
@sheet
@annotated
@asking("import.roster-apply")
def roster_apply(desk: Desk) -> None:
    """再检查一遍，把没有问题的行入库；有不能导入的行时以 7 退出。"""
    desk.say_who()
    _settle(desk, _people(desk), always=False)


class Handed(NamedTuple):
    """The sheets that were handed in, by what the office calls them, and where remarks go."""

    sheets: dict[str, tuple[Path, "Sheet"]]
    annotated: Path | None


def _messages(desk: Desk) -> Handed:
    given, found = desk.given, _read(desk.given["file"], desk.given.get("sheet"))
    desk.given = {"sheet": _plain(found), "mapping": _mapping(given, "messages.toml")}
    desk.given |= {"amend": True} if given.get("amend") else {}
    return Handed({"rows": (given["file"], found)}, given.get("annotated"))


def _people(desk: Desk) -> Handed:
    given, found = desk.given, _read(desk.given["file"], desk.given.get("sheet"))
    desk.given = {"people": _plain(found), "mapping": _mapping(given, "roster.toml")}
    sheets = {"people": (given["file"], found)}
    if "units" in given:
        sheets["units"] = (given["units"], _read(given["units"], None))
        desk.given["units"] = _plain(sheets["units"][1])
    return Handed(sheets, given.get("annotated"))


def _read(path: Path, name: str | None) -> "Sheet":
    from minqing_core.documents.sheets import read_sheet  # noqa: PLC0415 - dear to import

    return read_sheet(path, name)


def _mapping(given: Plain, shipped: str) -> Plain:
    from minqing_core.documents.mappings import read_mapping  # noqa: PLC0415 - dear to import

    return read_mapping(given.get("mapping"), shipped)


def _plain(found: "Sheet") -> Plain:
    return {"columns": found.columns, "rows": found.rows, "first": found.first}


def _settle(desk: Desk, handed: Handed, *, always: bool) -> None:
    from minqing_core.documents.annotated import annotate  # noqa: PLC0415 - dear to import

    answer = desk.ask()
    desk.show(answer, columns=FAULTS, rows=answer["faults"], page=_told)
    wanted = handed.annotated is not None or (always and answer["rejected"])
    for path in annotate(handed.sheets, answer["faults"], handed.annotated) if wanted else ():
        output.say(f"批注副本：{path}")
    if answer["rejected"]:
        click.get_current_context().exit(PARTLY)


def _told(answer: Plain) -> list[str]:
    counts = [f"{title} {answer[name]}" for name, title in COUNTS.items() if name in answer]
    faults: list[Plain] = answer["faults"]
    lines = [
        f"✗ 第 {f['row']} 行 {f['column']}「{f['value']}」：{f['text']} ({f['code']})"
        for f in faults[:SHOWN]
    ]
    more = [f"… 另有 {len(faults) - SHOWN} 处，见批注副本或 --json"] if len(faults) > SHOWN else []
    changes = [
        f"! 第 {c['row']} 行原文有变（{'、'.join(map(_part, c['fields']))}），"
        f"已入库为 {c['case']}{'' if answer['amended'] else '；加 --amend 记为更正'}"
        for c in answer.get("changes", ())[:SHOWN]
    ]
    left = [f"未用的列：{'、'.join(answer['unused'])}"] if answer["unused"] else []
    return ["，".join(counts), *lines, *more, *changes, *left]


def _part(field: str) -> str:
    return {"title": "标题", "text": "事由", "reply": "答复"}.get(field, field)
