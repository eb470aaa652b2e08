"""Carrying checkpoints to the witness: over HTTP, or by the file that it gave back."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

import click

from minqing_cli import output
from minqing_cli.commands.checkpoint import folder
from minqing_cli.configuration import KNOWN, setting
from minqing_cli.desk import store
from minqing_cli.fields import read
from minqing_cli.help import examples
from minqing_cli.options import JSON, guarded
from minqing_cli.refusals import Refusal

if TYPE_CHECKING:
    from minqing_core.application.cosigning import Cosigned

Carry: TypeAlias = Callable[[], "Cosigned"]
WITNESS = click.option(
    "--witness",
    metavar="地址或文件",
    help="见证接口的地址，或由见证单位带回的文件；也可设 MINQING_WITNESS",
)
WITNESS_VKEY = click.option(
    "--witness-vkey", metavar="公钥", help="见证单位的公钥，第一次要写；记在检查点目录中"
)
COSIGNED = {"origin": "记录", "size": "条数", "witnesses": "见证", "file": "文件"}


@click.command(
    epilog=examples(
        "minqing checkpoint cosign --witness https://witness.gov.example --witness-vkey 公钥",
        "minqing checkpoint cosign --witness U盘/见证.checkpoint",
    )
)
@WITNESS
@WITNESS_VKEY
@JSON
@guarded
def cosign(*, witness: str | None, witness_vkey: str | None, format_: str | None) -> None:
    """把最近一次检查点送交见证，见证的签名附在检查点之后；见证单位不认则以 6 退出。"""
    import attrs  # noqa: PLC0415 - only to cosign

    carry = carrying(witness, witness_vkey)
    if carry is None:
        raise Refusal(
            "witness-unsaid", f"没有指明送交哪里见证，请用 --witness 或 {KNOWN['witness']}"
        )
    made = carry()
    shown = {"format_": format_}
    output.show(
        attrs.asdict(made), shown, columns=COSIGNED, page=lambda _: [said(made), made.file]
    )


def carrying(witness: str | None, witness_vkey: str | None) -> Carry | None:
    """Return what has the latest checkpoint cosigned where it is set; None where it is not.

    Raises:
        RefusalError: the address or the key is none, or no key of a witness is known.
    """
    where = setting("witness", witness).value
    if where is None:
        return None
    from minqing_core import bootstrap  # noqa: PLC0415 - dear to import
    from minqing_core.application.published_keys import published_key  # noqa: PLC0415

    key = None if witness_vkey is None else published_key(witness_vkey)
    cosigner = bootstrap.open_cosigner(store()[0], checkpoints=folder(), witness=key)
    cosigner.require_witness()
    if where.startswith(("http://", "https://")):
        ask = bootstrap.witness_at(where)
        return lambda: cosigner.submit(ask)
    return lambda: cosigner.take(f"{read(where).strip()}\n")


def said(made: "Cosigned") -> str:
    """Say who cosigned what."""
    return f"第 {made.size} 条的检查点已由 {'、'.join(made.witnesses)} 见证"
