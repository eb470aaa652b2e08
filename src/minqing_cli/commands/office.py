"""The office as a whole: founding it, proving it whole, looking after it."""

import click

from minqing_cli import output
from minqing_cli.desk import Desk, operating_user, store
from minqing_cli.help import LazyGroup, examples
from minqing_cli.options import guarded, reading
from minqing_cli.refusals import BROKEN

HERE = "minqing_cli.commands.office"
FINDINGS = {"position": "位置", "stream": "记录", "version": "步", "code": "代码", "text": "问题"}


@click.group(cls=LazyGroup, lazily={"init": (f"{HERE}:init", "建库,设镇和第一名干事")})
def db() -> None:
    """数据库。"""


@click.command(
    epilog=examples(
        "minqing --db town.db db init",
        "minqing --db town.db db init --town 大涌镇 --clerk 王小明",
    )
)
@click.option("--town", default="大涌镇", metavar="镇名", help="镇名;缺省大涌镇")
@click.option("--clerk", metavar="姓名", help="第一名干事;缺省为系统用户名")
@click.option("--json", "format_", flag_value="json", help="以 JSON 输出")
@guarded
def init(town: str, clerk: str | None, format_: str | None) -> None:
    """建库:载入方案、类别、历年工作日历,设组织人事办公室和第一名干事。"""
    from minqing_core.bootstrap import found_store  # noqa: PLC0415 - dear to import

    login = operating_user()
    url, key_file = store()
    made = found_store(url, key_file=key_file, town=town, clerk=clerk or login, login=login)
    output.show_founded(made, url, as_json=format_ == "json")


@click.group(cls=LazyGroup, lazily={"rebuild": (f"{HERE}:rebuild", "清空查询表,由记录重建")})
def views() -> None:
    """查询表:由记录推得,随时可以重建。"""


@click.command(epilog=examples("minqing verify", "minqing verify --json"))
@reading("verify")
def verify(desk: Desk) -> None:
    """核验全部记录:每一条是否完整、是否被改动;有问题时以 6 退出。"""
    answer = desk.ask()
    desk.show(answer, columns=FINDINGS, rows=answer["findings"], page=_verdict)
    if answer["findings"]:
        click.get_current_context().exit(BROKEN)


def _verdict(answer: dict[str, object]) -> list[str]:
    findings: list[dict[str, object]] = answer["findings"]  # type: ignore[assignment]
    told = [
        f"✗ 第 {f['position']} 条 {f['stream']} 第 {f['version']} 步:{f['text']} ({f['code']})"
        for f in findings
    ]
    verdict = f"发现 {len(told)} 处问题" if told else "✓ 记录完整,未被改动"
    return [verdict, f"条数:{answer['size']}", f"根:{answer['root']}", *told]
