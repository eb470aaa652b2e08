"""The witness: its key, the records that it cosigns, and cosigning files that came on a stick."""

from pathlib import Path

import attrs
import click

from minqing_cli import output
from minqing_cli.desk import key_path
from minqing_cli.fields import read
from minqing_cli.help import LazyGroup, examples
from minqing_cli.options import JSON, guarded

HERE = "minqing_cli.commands.witness"
WITNESS_KEY = click.option(
    "--witness-key", metavar="文件", help="见证密钥文件；也可设 MINQING_WITNESS_KEY"
)
KEY = {"vkey": "公钥"}
LOG = {
    "origin": "记录",
    "size": "已见证条数",
    "successor": "接续",
    "unproved": "接不上的",
    "vkey": "公钥",
}
WITNESSED = {"origin": "记录", "size": "条数", "root": "根", "cosignature": "见证"}


@click.group(
    "witness",
    cls=LazyGroup,
    lazily={
        "init": (f"{HERE}:init", "生成见证密钥"),
        "trust": (f"{HERE}:trust", "认下一份记录的公钥"),
        "cosign": (f"{HERE}:cosign", "见证一个检查点文件"),
        "list": (f"{HERE}:list_", "已认的记录、见证到哪一条、接不上的检查点"),
        "serve": ("minqing_cli.commands.serve:serve_witness", "开启见证接口"),
    },
)
def group() -> None:
    """见证：宜由上级机关在自己的机器上办理；只见证由上次续下来的检查点。"""


@click.command(
    epilog=examples(
        "minqing witness init --name zhongshan.gov.example/witness --witness-key 见证.wkey"
    )
)
@click.option("--name", required=True, metavar="名称", help="见证单位的名称，世上唯一，宜如网址")
@WITNESS_KEY
@JSON
@guarded
def init(*, name: str, witness_key: str | None, format_: str | None) -> None:
    """生成见证密钥，仅所有者可读，旁边是见证进度文件；公钥请公布。"""
    from minqing_core.bootstrap import make_witness  # noqa: PLC0415 - dear to import

    made = {"vkey": str(make_witness(_key_file(witness_key), name))}
    output.show(made, {"format_": format_}, columns=KEY, page=lambda _: [f"公钥：{made['vkey']}"])


@click.command(
    epilog=examples(
        "minqing witness trust 'dachong.gov.example/minqing+ae25…+Adh…'",
        "minqing witness trust 'dachong.example/minqing/2+…' --succeeds dachong.example/minqing",
    )
)
@click.argument("vkey", metavar="公钥")
@click.option("--succeeds", metavar="名称", help="接续哪一期；此后不再见证那一期")
@WITNESS_KEY
@guarded
def trust(*, vkey: str, succeeds: str | None, witness_key: str | None) -> None:
    """认下一份记录的公钥：此后见证由它签署的检查点；请先当面核对公钥。"""
    from minqing_core.application.published_keys import published_key  # noqa: PLC0415
    from minqing_core.bootstrap import open_witness  # noqa: PLC0415 - dear to import

    key = published_key(vkey)
    with open_witness(_key_file(witness_key)) as witness:
        witness.trust(key, succeeds)
    output.say(f"已认下 {key.name}")


@click.command(
    epilog=examples(
        "minqing witness cosign U盘/latest.checkpoint --out U盘/见证.checkpoint",
        "minqing witness cosign U盘/latest.checkpoint --proof U盘/证明.txt",
    )
)
@click.argument("checkpoint", metavar="检查点")
@click.option("--proof", metavar="文件", help="由上次见证续下来的证明（minqing checkpoint prove）")
@click.option(
    "--out",
    metavar="文件",
    type=click.Path(dir_okay=False, path_type=Path),
    help="见证过的检查点写到哪里；缺省显示出来",
)
@WITNESS_KEY
@JSON
@guarded
def cosign(
    *,
    checkpoint: str,
    proof: str | None,
    out: Path | None,
    witness_key: str | None,
    format_: str | None,
) -> None:
    """见证一个检查点文件；与见证过的接不上则拒绝，以 6 退出，并留下待查。"""
    from minqing_core.bootstrap import open_witness  # noqa: PLC0415 - dear to import

    with open_witness(_key_file(witness_key)) as witness:
        made = witness.cosign(read(checkpoint), None if proof is None else read(proof))
    if out is not None:
        output.keep(out, made.text)
    shown = {"format_": format_}
    output.show(attrs.asdict(made), shown, columns=WITNESSED, page=lambda _: made.text.split("\n"))


@click.command("list", epilog=examples("minqing witness list --witness-key 见证.wkey"))
@WITNESS_KEY
@JSON
@guarded
def list_(*, witness_key: str | None, format_: str | None) -> None:
    """已认的记录、各见证到哪一条；接不上的，是签名有效而未能证明由上次续下来的检查点。"""
    from minqing_core.bootstrap import open_witness  # noqa: PLC0415 - dear to import

    with open_witness(_key_file(witness_key)) as witness:
        logs = [attrs.asdict(log) for log in witness.logs()]
    if format_ != "json":
        logs = [{**log, "unproved": len(log["unproved"])} for log in logs]
    output.show({"items": logs}, {"format_": format_}, columns=LOG)


def _key_file(given: str | None) -> Path:
    found: Path = key_path("witness_key", given, "见证密钥")
    return found
