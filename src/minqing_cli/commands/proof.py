"""What is handed out: a matter's receipt, and its bundle."""

from base64 import b64decode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from minqing_cli import output
from minqing_cli.desk import Desk
from minqing_cli.fields import Decorated, number, read
from minqing_cli.files import keep, keep_in
from minqing_cli.help import examples
from minqing_cli.options import asking
from minqing_cli.refusals import BROKEN

FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
BUNDLE = {
    "case": "编号",
    "size": "检查点条数",
    "root": "根",
    "events": "此件条数",
    "withheld": "原文未附",
    "words": "文字",
}
RECEIPT = {"case": "编号", "position": "第几条", "size": "检查点条数", "beyond": "其后未入检查点"}


def signed(body: Decorated) -> Decorated:
    """Let a command be told which checkpoint is meant."""
    option: Decorated = click.option(
        "--checkpoint", metavar="文件", help="以哪个检查点为准；缺省为检查点目录中最近一次"
    )(body)
    return option


@click.command(
    epilog=examples(
        "minqing bundle 2026-000001 --out 案卷",
        "minqing bundle 2026-000001 --checkpoint 上级保存的检查点.txt --out 案卷",
    )
)
@number
@signed
@click.option("--out", required=True, type=FOLDER, metavar="文件夹", help="写到哪个文件夹")
@asking("bundle")
def bundle(desk: Desk) -> None:
    """一件事的案卷：检查点、全部目录、此件原样、可公开的文字、核验程序和说明。"""
    folder = desk.given.pop("out")
    _with_checkpoint(desk)
    answer = desk.ask()
    keep_bundle(folder, answer)
    desk.show({**answer, "folder": str(folder)}, columns=BUNDLE, page=_contents)
    require_agreeing(answer)


def keep_bundle(
    folder: Path, answer: dict[str, Any], beside: Mapping[str, bytes] | None = None
) -> None:
    """Write the files of a bundle into a folder, with others beside them."""
    files = {f["name"]: b64decode(f["content"]) for f in answer.pop("files")}
    keep_in(folder, {**files, **(beside or {})})


def require_agreeing(answer: dict[str, Any]) -> None:
    """End as on a broken record when the record is not what its checkpoint says."""
    if not answer["agrees"]:
        output.say("✗ 记录与检查点不符：检查点之内有改动，案卷不能通过核验 (prefix-changed)")
        click.get_current_context().exit(BROKEN)


def how_to_verify(folder: object) -> str:
    """Return the command that verifies a bundle."""
    return f"核验：python3 -I -S {folder}/verify.py {folder} --key 公钥"


@click.command(
    epilog=examples(
        "minqing receipt 2026-000001",
        "minqing receipt 2026-000001 --out 回执.tlog-proof --svg 回执.svg",
    )
)
@number
@signed
@click.option("--out", type=FILE, metavar="文件", help="写成回执文件（.tlog-proof）")
@click.option("--svg", type=FILE, metavar="文件", help="写成二维码图片（SVG）")
@asking("receipt")
def receipt(desk: Desk) -> None:
    """一件事的回执：记录、移交、办结之后出具，交给群众；二维码里是全部内容。"""
    out, svg = (desk.given.pop(name, None) for name in ("out", "svg"))
    _with_checkpoint(desk)
    answer = desk.ask()
    if out is not None:
        keep(out, answer["text"].encode())
    if svg is not None:
        from minqing_core.documents.qr import svg as drawn  # noqa: PLC0415 - only then

        keep(svg, drawn(answer["text"]))
    desk.show(answer, columns=RECEIPT, page=_page)


def _contents(answer: dict[str, Any]) -> list[str]:
    kept = f"，其中 {answer['withheld']} 条的原文依保密规定未附" if answer["withheld"] else ""
    return [
        f"案卷：{answer['folder']}",
        f"{answer['case']}：{answer['events']} 条{kept}，文字 {answer['words']} 处",
        f"检查点：{answer['origin']}，共 {answer['size']} 条，根 {answer['root']}",
        how_to_verify(answer["folder"]),
    ]


def _page(answer: dict[str, Any]) -> list[str]:
    from minqing_core.documents.qr import blocks  # noqa: PLC0415 - only then

    beyond = f"，其后 {answer['beyond']} 步尚未入检查点" if answer["beyond"] else ""
    return [
        f"回执：{answer['case']} 第 {answer['version']} 步，记录第 {answer['position']} 条",
        f"检查点：共 {answer['size']} 条{beyond}",
        *blocks(answer["text"]),
        *answer["text"].splitlines(),
    ]


def _with_checkpoint(desk: Desk) -> None:
    if "checkpoint" in desk.given:
        desk.given["checkpoint"] = read(desk.given["checkpoint"])
