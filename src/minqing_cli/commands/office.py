"""The office as a whole: founding it, proving it whole, looking after it."""

import click

from minqing_cli import output
from minqing_cli.desk import Desk, Plain, operating_user, store
from minqing_cli.fields import Code, field
from minqing_cli.help import LazyGroup, examples
from minqing_cli.options import asking, guarded
from minqing_cli.refusals import BROKEN, Refusal

HERE = "minqing_cli.commands.office"
CHECKS = {"check": "代码", "title": "项目", "state": "状态", "text": "情况"}
MARKS = {"ok": "✓", "attention": "!", "fault": "✗"}
POWERS = {"command": "命令", "power": "权限", "posts_text": "职务", "clause": "条款"}
VERSIONS = {"tables": "表", "before": "原为第几版", "after": "现为第几版"}
FINDINGS = {"position": "位置", "stream": "记录", "version": "步", "code": "代码", "text": "问题"}


@click.group(
    cls=LazyGroup,
    lazily={
        "init": (f"{HERE}:init", "建库，设镇和第一名干事"),
        "upgrade": (f"{HERE}:upgrade", "升级：把库的表改到本版程序所用的版本"),
    },
)
def db() -> None:
    """数据库。"""


@click.command(
    epilog=examples(
        "minqing --db town.db db init",
        "minqing --db town.db db init --town 大涌镇 --clerk 王小明",
    )
)
@click.option("--town", default="大涌镇", metavar="镇名", help="镇名；缺省大涌镇")
@click.option("--clerk", metavar="姓名", help="第一名干事；缺省为系统用户名")
@click.option("--json", "format_", flag_value="json", help="以 JSON 输出")
@guarded
def init(town: str, clerk: str | None, format_: str | None) -> None:
    """建库：载入方案、类别、历年工作日历，设组织人事办公室和第一名干事。"""
    from minqing_core.bootstrap import found_store  # noqa: PLC0415 - dear to import

    login = operating_user()
    url, key_file = store()
    made = found_store(url, key_file=key_file, town=town, clerk=clerk or login, login=login)
    output.show_founded(made, url, as_json=format_ == "json")


@click.command(epilog=examples("minqing backup /mnt/u盘/升级前", "minqing db upgrade"))
@click.option("--json", "format_", flag_value="json", help="以 JSON 输出")
@guarded
def upgrade(format_: str | None) -> None:
    """升级：把库的表改到本版程序所用的版本；记录本身不动，已是新版的不动。

    升级前停用各处程序，以旧版程序备份。查询表不在其内，由程序自行重建。
    """
    from minqing_core.bootstrap import upgrade_store  # noqa: PLC0415 - dear to import

    done = upgrade_store(store()[0])
    output.show({"items": done, "next": None}, {"format_": format_}, columns=VERSIONS)


@click.group(cls=LazyGroup, lazily={"rebuild": (f"{HERE}:rebuild", "清空查询表，由记录重建")})
def views() -> None:
    """查询表：由记录推得，随时可以重建。"""


@click.command(epilog=examples("minqing verify", "minqing verify --json"))
@asking("verify")
def verify(desk: Desk) -> None:
    """核验全部记录：每一条是否完整、是否被改动，与检查点是否相符；有问题时以 6 退出。"""
    answer = desk.ask_openly()
    desk.show(answer, columns=FINDINGS, rows=answer["findings"], page=_verdict)
    if answer["findings"]:
        click.get_current_context().exit(BROKEN)


def _verdict(answer: dict[str, object]) -> list[str]:
    findings: list[dict[str, object]] = answer["findings"]  # type: ignore[assignment]
    told = [f"✗ {_place(f)}{f['text']} ({f['code']})" for f in findings]
    whole = "✓ 记录完整，未被改动" if answer["vouched"] else "✓ 记录完整，与自身的指纹一致"
    verdict = f"发现 {len(told)} 处问题" if told else whole
    epochs: list[dict[str, object]] = answer["epochs"]  # type: ignore[assignment]
    lost = [
        f"! {e['old_origin']} 签过的第 {e['size'] + 1} 条至第 {e['old_size']} 条已丢失，"  # type: ignore[operator]
        f"另起一期 {e['origin']}：{e['reason']}"
        for e in epochs
    ]
    facts = (f"条数：{answer['size']}", f"根：{answer['root']}")
    return [verdict, *facts, *_vouched(answer), *lost, *told]


def _vouched(answer: Plain) -> list[str]:
    found = answer["vouched"]
    if found is None:
        return ["! 没有检查点可核对：截去末尾、改动后重建全部指纹，均不能发现"]
    held = f"与 {found['checkpoints']} 个检查点一致，至第 {found['size']} 条（{found['file']}）"
    by, beyond = found["cosigned"], answer["size"] - found["size"]
    after = f"其后 {beyond} 条没有检查点可核对" if beyond else "其后没有记录"
    return [
        f"检查点：{held}；" + (f"见证单位会签至第 {by} 条" if by else "未经见证单位会签"),
        f"! {after}：末尾若被截去，或改动后重建了指纹，不能发现",
    ]


def _place(finding: dict[str, object]) -> str:
    if finding["position"] is None or finding["stream"] is None:
        return ""
    return f"第 {finding['position']} 条 {finding['stream']} 第 {finding['version']} 步："


@click.command(epilog=examples("minqing views rebuild"))
@click.option("--json", "format_", flag_value="json", help="以 JSON 输出")
@guarded
def rebuild(format_: str | None) -> None:
    """清空查询表，由记录重建；记录本身不动。"""
    from minqing_core.application.tables import rebuild as build  # noqa: PLC0415 - dear to import

    position = build(Desk("", {}, {}, {}).office)
    answer = {"position": position}
    output.show(answer, {"format_": format_}, columns={"position": "已读入条数"})


@click.command(epilog=examples("minqing doctor", "minqing doctor --json"))
@asking("doctor")
def doctor(desk: Desk) -> None:
    """体检：库、密钥、检查点、备份、查询表、时钟、工作日历、方案、办理人；有故障时以 1 退出。"""
    from minqing_core.bootstrap import key_check  # noqa: PLC0415 - dear to import
    from minqing_core.kernel.refusals import (  # noqa: PLC0415 - dear to import
        DamagedRecordError,
        RefusalError,
        StoreTroubleError,
    )

    url, key_file = store()
    checks = [{n: getattr(key_check(url, key_file), n) for n in CHECKS}]
    try:
        checks += desk.ask()["items"]
    except (RefusalError, DamagedRecordError, StoreTroubleError, Refusal) as refusal:
        checks.append(
            {"check": refusal.code, "title": "打开", "state": "fault", "text": str(refusal)}
        )
    desk.show({"items": checks, "next": None}, columns=CHECKS, page=_checked)
    if any(check["state"] == "fault" for check in checks):
        click.get_current_context().exit(1)


def _checked(answer: dict[str, list[dict[str, str]]]) -> list[str]:
    return [f"{MARKS[c['state']]} {c['title']}：{c['text']}" for c in answer["items"]]


@click.command(epilog=examples("minqing powers --table", "minqing powers --csv > 权限.csv"))
@field("--post", "post", "只看哪一种职务", type=Code("post"))
@asking("powers.list")
def powers(desk: Desk) -> None:
    """哪些职务可以办什么，依据哪一条：每行一个事项，有权的职务下打 ✓。"""
    from minqing_cli.power_matrix import lines  # noqa: PLC0415 - only here
    from minqing_cli.surface import COMMANDS  # noqa: PLC0415 - only here

    answer = desk.ask()
    for row in answer["items"]:
        row["command"] = COMMANDS.get(row["use_case"], "")
    desk.show(answer, columns=POWERS, page=lambda asked: lines(asked["items"]))


@click.command(epilog=examples("minqing whoami", "minqing --as 000003 whoami --json"))
@asking("whoami")
def whoami(desk: Desk) -> None:
    """我是谁：编号、职务、单位和现有的职权。"""
    desk.show(desk.ask(), columns={}, page=_myself)


def _myself(answer: dict[str, object]) -> list[str]:
    powers: list[str] = answer["powers"]  # type: ignore[assignment]
    return [
        f"{answer['name']}（{answer['person']}） {answer['posts_text'] or '无职务'}",
        f"单位：{answer['units_text'] or '无'}",
        f"职权：{'、'.join(powers)}",
    ]
