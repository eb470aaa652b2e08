"""Signing checkpoints: once, or on and on, each carried to the witness where there is one."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from minqing_cli import output
from minqing_cli.commands.checkpoint import MEMORY, SIGNING_KEY, folder, key_file
from minqing_cli.commands.checkpoint_cosign import WITNESS, WITNESS_VKEY, Carry, carrying, said
from minqing_cli.desk import store
from minqing_cli.help import examples
from minqing_cli.options import JSON, guarded
from minqing_cli.refusals import Refusal

if TYPE_CHECKING:
    from minqing_core.application.signing import CheckpointSigner, SignedCheckpoint

SIGNED = {"origin": "记录", "size": "条数", "added": "新增", "root": "根", "file": "文件"}
POLL_SECONDS = 1.0


@click.command(
    epilog=examples(
        "minqing --checkpoints 检查点 checkpoint sign --signing-key signer/minqing.skey",
        "minqing --checkpoints 检查点 checkpoint sign --loop --every 256 --minutes 10",
        "minqing checkpoint sign --loop --witness https://witness.gov.example",
    )
)
@SIGNING_KEY
@MEMORY
@click.option(
    "--sm2-key",
    metavar="文件",
    type=click.Path(dir_okay=False, path_type=Path),
    help="国密密钥文件，另加一个 SM2 签名",
)
@click.option("--loop", is_flag=True, help="一直签下去，直到结束进程")
@click.option(
    "--every", type=click.IntRange(1), default=256, metavar="条", help="每新增多少条签一次"
)
@click.option(
    "--minutes", type=click.FloatRange(0), default=10.0, metavar="分钟", help="至多隔多久签一次"
)
@WITNESS
@WITNESS_VKEY
@JSON
@guarded
def sign(  # noqa: PLR0913 - what may be said, one by one
    *,
    signing_key: str | None,
    memory: Path | None,
    sm2_key: Path | None,
    loop: bool,
    every: int,
    minutes: float,
    witness: str | None,
    witness_vkey: str | None,
    format_: str | None,
) -> None:
    """签署检查点：先由存储的原样重算新记录的指纹；与签过的不符则拒绝，以 6 退出。

    指明了见证的，每签一次即送交见证；见证单位不认（改过、截过）则以 6 退出。
    """
    from minqing_core.bootstrap import open_signer  # noqa: PLC0415 - dear to import

    signer = open_signer(
        store()[0],
        key_file=key_file(signing_key),
        checkpoints=folder(),
        memory=memory,
        sm2_key=sm2_key,
    )
    carry = carrying(witness, witness_vkey)
    if loop:
        _sign_on(signer, carry, every, minutes * 60, format_)
    else:
        _sign_once(signer, carry, format_)


def _sign_once(signer: "CheckpointSigner", carry: Carry | None, format_: str | None) -> None:
    import attrs  # noqa: PLC0415 - only to sign

    made = signer.sign()
    shown = {"format_": format_}
    output.show(attrs.asdict(made), shown, columns=SIGNED, page=lambda _: [_line(made), made.file])
    if carry is not None:
        output.say(said(carry()))


def _sign_on(
    signer: "CheckpointSigner",
    carry: Carry | None,
    every: int,
    seconds: float,
    format_: str | None,
) -> None:
    import signal  # noqa: PLC0415 - only here
    import threading  # noqa: PLC0415 - only here
    import time  # noqa: PLC0415 - only here

    over, carrier = threading.Event(), _Carrier(carry)
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, lambda *_: over.set())
    due = time.monotonic()
    while not over.is_set():
        if time.monotonic() >= due or not 0 <= signer.waiting() < every:
            _say(signer.sign(), format_)
            carrier.carry()
            due = time.monotonic() + seconds
        over.wait(min(POLL_SECONDS, seconds or POLL_SECONDS))


class _Carrier:
    """Has each checkpoint cosigned; what keeps that from being done is told when it changes."""

    def __init__(self, carry: Carry | None) -> None:
        self._carry, self._told = carry, ""

    def carry(self) -> None:
        """Have the latest checkpoint cosigned; whatever is not yet is tried with the next.

        Raises:
            BrokenRecordError: the witness knows another past, or a longer one.
        """
        from minqing_core.kernel.refusals import RefusalError  # noqa: PLC0415 - dear to import

        if self._carry is None:
            return
        try:
            told = said(self._carry())
        except (RefusalError, Refusal) as trouble:
            told = f"! 尚未见证：{trouble} ({trouble.code})；照常签署，下次签署时再送"
        if told != self._told:
            output.say(told)
        self._told = told


def _line(made: "SignedCheckpoint") -> str:
    return f"已签署：共 {made.size} 条，新增 {made.added} 条，根 {made.root}"


def _say(made: "SignedCheckpoint", format_: str | None) -> None:
    import attrs  # noqa: PLC0415 - only to sign

    if format_ == "json":
        output.show(attrs.asdict(made), {"format_": "jsonl"}, columns=SIGNED)
    else:
        click.echo(_line(made))
