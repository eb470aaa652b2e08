"""The city's office: its towns followed, held against what they signed, on one board."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from minqing_cli import output
from minqing_cli.commands.witness import WITNESS_KEY
from minqing_cli.desk import key_path, path_of
from minqing_cli.fields import read
from minqing_cli.help import LazyGroup, examples
from minqing_cli.options import CSV, JSON, guarded
from minqing_cli.refusals import BROKEN, PARTLY

if TYPE_CHECKING:
    from minqing_core.application.city.office import City, Followed

HERE = "minqing_cli.commands.city"
AT_ONCE = 8
MIRROR = click.option(
    "--mirror", metavar="文件", help="各镇的副本记在哪个文件；也可设 MINQING_MIRROR"
)
NAME = click.argument("town", metavar="镇")
FOLLOWED = {
    "town": "镇",
    "size": "记录",
    "new": "新增",
    "matters": "有变的民情",
    "signed": "已签到",
    "cosigned": "已见证到",
    "trouble": "异常",
}
BOARD = {
    "town": "镇",
    "matters": "民情",
    "open": "在办",
    "overdue": "逾期未办",
    "answered": "已反馈结果",
    "in_time": "时限按时%",
    "satisfied": "满意%",
    "week": "近七日记录",
    "records": "记录",
    "uncovered": "未见证",
    "last_at": "末次记录",
    "followed_at": "跟随于",
    "broken": "断改",
    "trouble": "异常",
}


@click.group(
    cls=LazyGroup,
    lazily={
        "add": (f"{HERE}:add", "跟随一个镇"),
        "follow": (f"{HERE}:follow", "跟随各镇的记录，与检查点核对、见证"),
        "board": (f"{HERE}:board", "看板：各镇的民情、逾期、记录、见证、异常"),
        "cosigned": (f"{HERE}:cosigned", "取出见证过的检查点，带回该镇"),
        "ask": ("minqing_cli.commands.city_ask:ask", "对各镇各年的统计文件提问"),
    },
)
def city() -> None:
    """全市：跟随各镇的记录，各镇记录只由各镇自己记。"""


@click.command(
    epilog=examples(
        "minqing city add 大涌镇 --address https://dachong.gov.example --api-key-file 大涌.key \\",
        "    --vkey 'dachong.gov.example/minqing+ae25…+Adh…'",
    )
)
@NAME
@click.option("--address", required=True, metavar="地址", help="该镇的接口地址")
@click.option(
    "--api-key-file", required=True, metavar="文件", help="该镇发放的接口密钥；- 为标准输入"
)
@click.option("--vkey", metavar="公钥", help="该镇检查点的公钥，须当面核对；没有则不核对检查点")
@MIRROR
@guarded
def add(
    *, town: str, address: str, api_key_file: str, vkey: str | None, mirror: str | None
) -> None:
    """跟随一个镇：其接口地址、由该镇发放的接口密钥、检查点的公钥。"""
    from minqing_core.application.city.towns import Town  # noqa: PLC0415 - dear to import
    from minqing_core.application.published_keys import published_key  # noqa: PLC0415

    followed = Town(
        name=town,
        address=address,
        api_key=read(api_key_file).strip(),
        vkey=None if vkey is None else published_key(vkey),
    )
    with _opened(mirror) as opened:
        opened.add(followed)
    output.say(f"已跟随 {town}")


@click.command(
    epilog=examples("minqing city follow", "minqing city follow --witness-key 见证.wkey --json")
)
@MIRROR
@WITNESS_KEY
@JSON
@guarded
def follow(*, mirror: str | None, witness_key: str | None, format_: str | None) -> None:
    """跟随各镇到其末条，与检查点核对；指明见证密钥的，相符即见证。

    一镇联系不上，不妨碍其他镇，以 7 退出；记录有断、有改、有截去的，以 6 退出。
    """
    from contextlib import ExitStack  # noqa: PLC0415 - only here

    from minqing_core.bootstrap import open_witness  # noqa: PLC0415 - dear to import

    key = path_of("witness_key", witness_key)
    with ExitStack() as closing:
        opened = closing.enter_context(_opened(mirror))
        witness = None if key is None else closing.enter_context(open_witness(key))
        with ThreadPoolExecutor(AT_ONCE) as pool:
            found = [*pool.map(lambda town: opened.follow(town, witness), opened.towns())]
    _show(found, FOLLOWED, format_)
    troubles = [one.trouble for one in found if one.trouble is not None]
    if troubles:
        broken = any(trouble.broken for trouble in troubles)
        click.get_current_context().exit(BROKEN if broken else PARTLY)


@click.command(epilog=examples("minqing city board", "minqing city board --csv > 看板.csv"))
@MIRROR
@CSV
@JSON
@guarded
def board(*, mirror: str | None, format_: str | None) -> None:
    """各镇的民情、在办、逾期、反馈，近七日记录了多少，有多少尚未见证，有无异常。"""
    with _opened(mirror) as opened:
        _show(opened.board(), BOARD, format_)


@click.command(epilog=examples("minqing city cosigned 大涌镇 --out U盘/见证.checkpoint"))
@NAME
@click.option(
    "--out",
    required=True,
    metavar="文件",
    type=click.Path(dir_okay=False, path_type=Path),
    help="写到哪里；该镇用 minqing checkpoint cosign --witness 文件 收下",
)
@MIRROR
@guarded
def cosigned(*, town: str, out: Path, mirror: str | None) -> None:
    """取出一个镇最近一次见证过的检查点，带回该镇。"""
    with _opened(mirror) as opened:
        output.keep(out, opened.cosigned(town))


def _opened(mirror: str | None) -> "City":
    from minqing_core.bootstrap import open_city  # noqa: PLC0415 - dear to import

    return open_city(key_path("mirror", mirror, "各镇副本的文件"))


def _show(
    found: "list[Any] | list[Followed]", columns: dict[str, str], format_: str | None
) -> None:
    import msgspec  # noqa: PLC0415 - only here

    dated = msgspec.to_builtins(found, builtin_types=(datetime,))
    rows = None if format_ == "json" else [_row(item, columns) for item in dated]
    answer = {"items": msgspec.to_builtins(found)}
    output.show(answer, output.shown_as(format_), columns=columns, rows=rows)


def _row(item: dict[str, Any], columns: dict[str, str]) -> dict[str, Any]:
    flat = {**item, **item.get("counts", {})}
    return {name: _cell(flat[name]) for name in columns}


def _cell(value: Any) -> Any:  # noqa: ANN401 - plain values
    from minqing_core.kernel.periods import OFFICE_ZONE  # noqa: PLC0415 - dear to import

    match value:
        case {"text": text}:
            return text
        case {"percent": percent}:
            return percent
        case tuple():
            return len(value)
        case datetime():
            return f"{value.astimezone(OFFICE_ZONE):%Y-%m-%d %H:%M}"
        case _:
            return value
