"""Papers of the office: printed, as PDF or Word files."""

from collections.abc import Callable
from pathlib import Path

import click

from minqing_cli.desk import Desk
from minqing_cli.fields import PERSON, SUBJECT, Decorated, number
from minqing_cli.files import keep
from minqing_cli.help import LazyGroup, examples
from minqing_cli.options import Body, reading

HERE = "minqing_cli.commands.document"
LAZILY = {
    "diary": (f"{HERE}:diary", "民情日记：一件事的三部分"),
    "order": (f"{HERE}:order", "督办单"),
    "leaving": (f"{HERE}:leaving", "移交清册"),
    "minutes": (f"{HERE}:minutes", "民情分析会会议记录"),
    "bulletin": (f"{HERE}:bulletin", "通报"),
    "sheet": (f"{HERE}:sheet", "年终考核表"),
    "summary": (f"{HERE}:summary", "年度总结"),
}
FILE = click.Path(dir_okay=False, path_type=Path)
WRITTEN: tuple[Decorated, ...] = (
    click.option("--pdf", metavar="文件", type=FILE, help="写成 PDF（PDF/A，同样的内容字节相同）"),
    click.option("--docx", metavar="文件", type=FILE, help="写成 Word 文件"),
    click.option("--template", metavar="文件", type=FILE, help="用本单位改过的 Word 模板"),
)


@click.group(cls=LazyGroup, lazily=LAZILY)
def document() -> None:
    """公文表单：民情日记、督办单、移交清册等，打印、存为 PDF 或 Word。"""


def _printing(use_case: str) -> Callable[[Body], Decorated]:
    def declare(body: Body) -> Decorated:
        command = reading(use_case)(body)
        for option in reversed(WRITTEN):
            command = option(command)
        return command

    return declare


@click.command(epilog=examples("minqing document diary 2026-000001 --pdf 2026-000001.pdf"))
@number
@_printing("case.show")
def diary(desk: Desk) -> None:
    """一件事的民情日记：事由、办理过程、办理结果。"""
    _write(desk, "diary")


@click.command(epilog=examples("minqing document order 2026-000001 --number 1 --docx 督办单.docx"))
@number
@click.option("--number", "number", metavar="数", type=int, default=1, help="第几号督办单")
@_printing("case.show")
def order(desk: Desk) -> None:
    """一件事的督办单：要求、期限、答复、销号。"""
    _write(desk, "order", number=desk.given.pop("number"))


@click.command(epilog=examples("minqing document leaving 000069 --pdf 移交清册.pdf"))
@click.argument("person", metavar="编号或姓名", type=PERSON)
@_printing("roster.leaving")
def leaving(desk: Desk) -> None:
    """离任人员的移交清册：在办的事、协办、记录本。"""
    _write(desk, "leaving")


@click.command(epilog=examples("minqing document minutes 2026-000001 --docx 会议记录.docx"))
@click.argument("meeting", metavar="会议编号")
@_printing("meeting.show")
def minutes(desk: Desk) -> None:
    """民情分析会会议记录：上次决议的落实、统计、议题、决议。"""
    _write(desk, "minutes")


@click.command(epilog=examples("minqing document bulletin dafeng-2026-000001 --pdf 通报.pdf"))
@click.argument("bulletin", metavar="通报编号")
@_printing("bulletin.show")
def bulletin(desk: Desk) -> None:
    """半年通报：数据、问题、点名、改进措施。"""
    _write(desk, "bulletin")


@click.command(epilog=examples("minqing document sheet 陈国强 --year 2025 --pdf 考核表.pdf"))
@click.argument("subject", metavar="人员或单位", type=SUBJECT)
@click.option("--year", "year", metavar="年份", type=int, required=True, help="哪一年")
@_printing("appraisal.sheet")
def sheet(desk: Desk) -> None:
    """一人或一个党组织的年终考核表。"""
    _write(desk, "sheet")


@click.command(epilog=examples("minqing document summary 2025 --docx 总结.docx"))
@click.argument("year", metavar="年份", type=int)
@_printing("appraisal.summary-show")
def summary(desk: Desk) -> None:
    """一年的总结：目的、总体情况、数据。"""
    _write(desk, "summary")


def _write(desk: Desk, kind: str, **which: int) -> None:
    from minqing_core.documents.papers import KINDS  # noqa: PLC0415 - dear to import

    wanted = {name: desk.given.pop(name, None) for name in ("pdf", "docx", "template")}
    forms = [form for form in ("pdf", "docx") if wanted[form] is not None]
    answer = desk.ask(form="+".join(forms) or None)
    paper = KINDS[kind].made(answer, **which)
    if wanted["pdf"] is not None:
        from minqing_core.documents.pdf import pdf  # noqa: PLC0415 - an extra

        keep(wanted["pdf"], pdf(paper))
    if wanted["docx"] is not None:
        from minqing_core.documents.word import word  # noqa: PLC0415 - an extra

        keep(wanted["docx"], word(paper, wanted["template"]))
    if wanted["pdf"] is None and wanted["docx"] is None:
        from minqing_cli.paper_page import lines, plain  # noqa: PLC0415 - only then

        desk.show(plain(paper), columns={}, page=lines)
