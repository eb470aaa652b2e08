"""Checkpoints: the key that signs them, signing them, and the latest."""

from pathlib import Path
from typing import Any

import click

from minqing_cli import output
from minqing_cli.desk import Desk, key_path, path_of
from minqing_cli.fields import WHOLE
from minqing_cli.help import LazyGroup, examples
from minqing_cli.options import JSON, asking, guarded
from minqing_cli.refusals import Refusal

HERE = "minqing_cli.commands.checkpoint"
SIGNING_KEY = click.option(
    "--signing-key", metavar="文件", help="签名密钥文件；也可设 MINQING_SIGNING_KEY"
)
MEMORY = click.option(
    "--memory",
    metavar="文件",
    type=click.Path(dir_okay=False, path_type=Path),
    help="签署进度文件；缺省在签名密钥旁边",
)
KEYS = {"vkey": "公钥", "verifier_sha256": "核验程序 verify.py 的 SHA-256"}
LATEST = {
    "origin": "记录",
    "size": "条数",
    "root": "根",
    "written_at": "签署",
    "behind": "其后的条数",
}
PROOF = {"since": "从", "upto": "到", "root": "根", "text": "证明"}
LEAVES = {"position": "位置", "leaf": "指纹"}
FILE = click.Path(dir_okay=False, path_type=Path)


@click.group(
    cls=LazyGroup,
    lazily={
        "init": (f"{HERE}:init", "生成签名密钥"),
        "show": (f"{HERE}:show", "显示公钥和核验程序的 SHA-256"),
    },
)
def keys() -> None:
    """签名密钥：检查点由它签名；宜由另一系统用户保管。"""


@click.command(
    epilog=examples(
        "minqing keys init --origin dachong.gov.example/minqing --signing-key signer/minqing.skey"
    )
)
@click.option("--origin", required=True, metavar="名称", help="记录的名称，世上唯一，宜如网址")
@SIGNING_KEY
@MEMORY
@click.option("--sm2", is_flag=True, help="生成国密密钥（SM2、SM3），与前者并用；须装 minqing[gm]")
@JSON
@guarded
def init(
    *,
    origin: str,
    signing_key: str | None,
    memory: Path | None,
    sm2: bool,
    format_: str | None,
) -> None:
    """生成签名密钥，仅所有者可读；公钥请交上级机关并公布。"""
    from minqing_core import bootstrap  # noqa: PLC0415 - dear to import

    file = key_file(signing_key)
    key = (
        bootstrap.make_sm2_signer(file, origin)
        if sm2
        else bootstrap.make_signer(file, origin, memory)
    )
    _show_keys(str(key), format_)


@click.command(epilog=examples("minqing keys show --signing-key signer/minqing.skey"))
@SIGNING_KEY
@JSON
@guarded
def show(signing_key: str | None, format_: str | None) -> None:
    """显示公钥，和核验程序 verify.py 的 SHA-256；两者都应公布。"""
    from minqing_core.bootstrap import signing_key as public  # noqa: PLC0415 - dear to import

    _show_keys(str(public(key_file(signing_key))), format_)


KEPT = {
    "size": "截至第几条",
    "written_at": "何时存入",
    "origin": "出处",
    "root": "根",
    "file": "文件",
}


@click.group(
    cls=LazyGroup,
    lazily={
        "sign": ("minqing_cli.commands.checkpoint_sign:sign", "签署检查点"),
        "latest": (f"{HERE}:latest", "查看最近一次检查点"),
        "list": (f"{HERE}:list_", "列出签署过的检查点"),
        "prove": (f"{HERE}:prove", "证明记录由从前续下来"),
        "leaves": (f"{HERE}:leaves", "某一位置之后各条记录的指纹"),
        "cosign": ("minqing_cli.commands.checkpoint_cosign:cosign", "送交上级见证"),
        "epoch": ("minqing_cli.commands.checkpoint_epoch:epoch", "丢失之后另起一期"),
    },
)
def checkpoint() -> None:
    """检查点：记录到哪一条、根是什么，经签名；送出去的才能证明什么。"""


@click.command(epilog=examples("minqing --checkpoints 检查点 checkpoint latest"))
@asking("checkpoint.latest")
def latest(desk: Desk) -> None:
    """查看最近一次检查点，以及其后又有多少条。"""
    desk.show(desk.ask_openly(), columns=LATEST, page=_page)


@click.command("list", epilog=examples("minqing --checkpoints 检查点 checkpoint list"))
@asking("checkpoint.list")
def list_(desk: Desk) -> None:
    """列出签署过的检查点，最近的在前。"""
    desk.show(desk.ask_openly(), columns=KEPT)


@click.command(
    epilog=examples(
        "minqing --checkpoints 检查点 checkpoint prove --from 256 --out U盘/证明.txt",
        "minqing checkpoint prove --from 256 --to 512",
    )
)
@click.option("--from", "since", required=True, type=WHOLE, metavar="条数", help="从多少条起")
@click.option("--to", "upto", type=WHOLE, metavar="条数", help="到多少条；缺省为最近一次检查点")
@click.option("--out", type=FILE, metavar="文件", help="证明写到哪里；缺省显示出来")
@asking("checkpoint.prove")
def prove(desk: Desk) -> None:
    """证明从前的记录是现在的记录的前一段，一条没有改：交见证单位，与检查点一起。"""
    out = desk.given.pop("out", None)
    answer = desk.ask_openly()
    if out is not None:
        output.keep(out, answer["text"])
    desk.show(answer, columns=PROOF, page=lambda found: found["text"].splitlines())


@click.command(epilog=examples("minqing checkpoint leaves --after 1200 --json"))
@click.option("--after", type=WHOLE, metavar="条数", help="从第几条之后起；缺省从头")
@click.option("--limit", type=WHOLE, metavar="条数", help="至多几条；缺省 1000")
@asking("checkpoint.leaves")
def leaves(desk: Desk) -> None:
    """某一位置之后各条记录的指纹（默克尔树的叶）：留有副本的人据此核对。"""
    answer = desk.ask_openly()
    after = answer["next"] - len(answer["items"])
    rows = [{"position": n, "leaf": leaf} for n, leaf in enumerate(answer["items"], after + 1)]
    desk.show(answer, columns=LEAVES, rows=rows, cursor="--after")


def _page(answer: dict[str, Any]) -> list[str]:
    return [
        *answer["text"].splitlines(),
        "",
        f"签署于 {answer['written_at']}，其后又有 {answer['behind']} 条",
    ]


def _show_keys(vkey: str, format_: str | None) -> None:
    from hashlib import sha256  # noqa: PLC0415 - only here

    from minqing_core.bootstrap import verifier  # noqa: PLC0415 - dear to import

    shown = {"vkey": vkey, "verifier_sha256": sha256(verifier()).hexdigest()}
    lines = [f"{KEYS[name]}：{value}" for name, value in shown.items()]
    output.show(shown, {"format_": format_}, columns=KEYS, page=lambda _: lines)


def key_file(given: str | None) -> Path:
    """Return where the key lies that signs checkpoints."""
    found: Path = key_path("signing_key", given, "签名密钥")
    return found


def folder() -> Path:
    """Return where checkpoints are kept."""
    found: Path | None = path_of("checkpoints")
    if found is None:
        raise Refusal(
            "checkpoints-unnamed", "没有指明检查点目录，请用 --checkpoints 或 MINQING_CHECKPOINTS"
        )
    return found
