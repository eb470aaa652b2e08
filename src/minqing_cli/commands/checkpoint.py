"""Checkpoints: the key that signs them, signing them, and the latest."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from minqing_cli import output
from minqing_cli.desk import Desk, key_path, path_of, store
from minqing_cli.fields import WHOLE, read
from minqing_cli.help import LazyGroup, examples
from minqing_cli.options import JSON, asking, guarded
from minqing_cli.refusals import Refusal

if TYPE_CHECKING:
    from minqing_core.application.signing import CheckpointSigner, SignedCheckpoint

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
SIGNED = {"origin": "记录", "size": "条数", "added": "新增", "root": "根", "file": "文件"}
PROOF = {"since": "从", "upto": "到", "root": "根", "text": "证明"}
COSIGNED = {"origin": "记录", "size": "条数", "witnesses": "见证", "file": "文件"}
FILE = click.Path(dir_okay=False, path_type=Path)
POLL_SECONDS = 1.0


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

    file = _key_file(signing_key)
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

    _show_keys(str(public(_key_file(signing_key))), format_)


@click.group(
    cls=LazyGroup,
    lazily={
        "sign": (f"{HERE}:sign", "签署检查点"),
        "latest": (f"{HERE}:latest", "查看最近一次检查点"),
        "prove": (f"{HERE}:prove", "证明记录由从前续下来"),
        "cosign": (f"{HERE}:cosign", "送交上级见证"),
        "epoch": ("minqing_cli.commands.checkpoint_epoch:epoch", "丢失之后另起一期"),
    },
)
def checkpoint() -> None:
    """检查点：记录到哪一条、根是什么，经签名；送出去的才能证明什么。"""


@click.command(
    epilog=examples(
        "minqing --checkpoints 检查点 checkpoint sign --signing-key signer/minqing.skey",
        "minqing --checkpoints 检查点 checkpoint sign --loop --every 256 --minutes 10",
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
@JSON
@guarded
def sign(
    *,
    signing_key: str | None,
    memory: Path | None,
    sm2_key: Path | None,
    loop: bool,
    every: int,
    minutes: float,
    format_: str | None,
) -> None:
    """签署检查点：先由存储的原样重算新记录的指纹；与签过的不符则拒绝，以 6 退出。"""
    from minqing_core.bootstrap import open_signer  # noqa: PLC0415 - dear to import

    signer = open_signer(
        store()[0],
        key_file=_key_file(signing_key),
        checkpoints=_folder(),
        memory=memory,
        sm2_key=sm2_key,
    )
    if loop:
        _sign_on(signer, every, minutes * 60, format_)
    else:
        _sign_once(signer, format_)


@click.command(epilog=examples("minqing --checkpoints 检查点 checkpoint latest"))
@asking("checkpoint.latest")
def latest(desk: Desk) -> None:
    """查看最近一次检查点，以及其后又有多少条。"""
    desk.show(desk.ask_openly(), columns=LATEST, page=_page)


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


@click.command(
    epilog=examples(
        "minqing checkpoint cosign --witness https://witness.gov.example --witness-vkey 公钥",
        "minqing checkpoint cosign --witness U盘/见证.checkpoint",
    )
)
@click.option(
    "--witness", required=True, metavar="地址或文件", help="见证接口的地址，或由见证单位带回的文件"
)
@click.option(
    "--witness-vkey", metavar="公钥", help="见证单位的公钥，第一次要写；记在检查点目录中"
)
@JSON
@guarded
def cosign(*, witness: str, witness_vkey: str | None, format_: str | None) -> None:
    """把最近一次检查点送交见证，见证的签名附在检查点之后；见证单位不认则以 6 退出。"""
    import attrs  # noqa: PLC0415 - only to cosign

    from minqing_core import bootstrap  # noqa: PLC0415 - dear to import
    from minqing_core.application.published_keys import published_key  # noqa: PLC0415

    key = None if witness_vkey is None else published_key(witness_vkey)
    cosigner = bootstrap.open_cosigner(store()[0], checkpoints=_folder(), witness=key)
    if witness.startswith(("http://", "https://")):
        made = cosigner.submit(bootstrap.witness_at(witness))
    else:
        made = cosigner.take(f"{read(witness).strip()}\n")
    said = f"第 {made.size} 条的检查点已由 {'、'.join(made.witnesses)} 见证"
    shown = {"format_": format_}
    output.show(attrs.asdict(made), shown, columns=COSIGNED, page=lambda _: [said, made.file])


def _page(answer: dict[str, Any]) -> list[str]:
    return [
        *answer["text"].splitlines(),
        "",
        f"签署于 {answer['written_at']}，其后又有 {answer['behind']} 条",
    ]


def _sign_once(signer: "CheckpointSigner", format_: str | None) -> None:
    import attrs  # noqa: PLC0415 - only to sign

    made = signer.sign()
    shown = {"format_": format_}
    output.show(attrs.asdict(made), shown, columns=SIGNED, page=lambda _: [_line(made), made.file])


def _line(made: "SignedCheckpoint") -> str:
    return f"已签署：共 {made.size} 条，新增 {made.added} 条，根 {made.root}"


def _say(made: "SignedCheckpoint", format_: str | None) -> None:
    import attrs  # noqa: PLC0415 - only to sign

    if format_ == "json":
        output.show(attrs.asdict(made), {"format_": "jsonl"}, columns=SIGNED)
    else:
        click.echo(_line(made))


def _sign_on(signer: "CheckpointSigner", every: int, seconds: float, format_: str | None) -> None:
    import signal  # noqa: PLC0415 - only here
    import threading  # noqa: PLC0415 - only here
    import time  # noqa: PLC0415 - only here

    over = threading.Event()
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, lambda *_: over.set())
    _say(signer.sign(), format_)
    last = time.monotonic()
    while not over.wait(min(POLL_SECONDS, seconds or POLL_SECONDS)):
        if time.monotonic() - last >= seconds or not 0 <= signer.waiting() < every:
            _say(signer.sign(), format_)
            last = time.monotonic()


def _show_keys(vkey: str, format_: str | None) -> None:
    from hashlib import sha256  # noqa: PLC0415 - only here

    from minqing_core.bootstrap import verifier  # noqa: PLC0415 - dear to import

    shown = {"vkey": vkey, "verifier_sha256": sha256(verifier()).hexdigest()}
    lines = [f"{KEYS[name]}：{value}" for name, value in shown.items()]
    output.show(shown, {"format_": format_}, columns=KEYS, page=lambda _: lines)


def _key_file(given: str | None) -> Path:
    found: Path = key_path("signing_key", given, "签名密钥")
    return found


def _folder() -> Path:
    found: Path | None = path_of("checkpoints")
    if found is None:
        raise Refusal(
            "checkpoints-unnamed", "没有指明检查点目录，请用 --checkpoints 或 MINQING_CHECKPOINTS"
        )
    return found
