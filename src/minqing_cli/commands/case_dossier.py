"""The dossier of a matter, in the forms in which it is handed over."""

from pathlib import Path
from typing import Any

import click

from minqing_cli.commands.proof import how_to_verify, keep_bundle, require_agreeing
from minqing_cli.desk import Desk
from minqing_cli.fields import number
from minqing_cli.files import keep_in
from minqing_cli.help import examples
from minqing_cli.options import reading

CONFIDENCE = "目录列有全部各件的记录种类，只交给可以知道这些的人"
BUNDLE, JSON = "bundle", "dossier.json"
FOLDER = click.Path(file_okay=False, path_type=Path)
DOSSIER = {
    "case": "编号",
    "owed": "应尽职责",
    "found": "查出",
    "records": "记录",
    "position": "依据前几条",
    "sha256": "SHA-256",
}


@click.command(
    epilog=examples(
        "minqing case dossier 2026-000001 --out 卷宗",
        "minqing case dossier 2026-000001 --as-of 2026-06-30 --position 8010 --out 卷宗",
    )
)
@number
@click.option("--out", required=True, type=FOLDER, metavar="文件夹", help="写到哪个文件夹")
@reading("case.dossier")
def dossier(desk: Desk) -> None:
    """一件民情的卷宗：封面、经过、责任、职责、查明、知情、文字、原始记录；PDF、Word、HTML、JSON。

    有检查点的，在文件夹的 bundle 中附上案卷，不用本软件即可核验卷宗；没有的，写明原因。
    """
    folder = desk.given.pop("out")
    answer = desk.ask(form="folder")
    forms = _forms(answer)
    keep_in(folder, forms)
    proof, unproved = _proof(desk, answer["case"])
    if proof is not None:
        keep_bundle(folder / BUNDLE, proof, {JSON: forms[JSON]})
    desk.show(_summary(answer, folder, unproved), columns=DOSSIER, page=_contents)
    if proof is not None:
        require_agreeing(proof)


def _proof(desk: Desk, case: str) -> tuple[dict[str, Any] | None, str | None]:
    """Return the bundle that proves a dossier, or why there is none."""
    from minqing_core.kernel.refusals import RefusalError  # noqa: PLC0415 - dear to import

    try:
        return desk.ask_also("bundle", case=case), None
    except RefusalError as refusal:
        return None, str(refusal)


def _forms(answer: dict[str, Any]) -> dict[str, bytes]:
    from minqing_core.documents.papers import KINDS  # noqa: PLC0415 - dear to import
    from minqing_core.documents.papers.paper import canonical  # noqa: PLC0415 - dear to import
    from minqing_core.documents.pdf import pdf  # noqa: PLC0415 - an extra
    from minqing_core.documents.web import web  # noqa: PLC0415 - only then
    from minqing_core.documents.word import word  # noqa: PLC0415 - an extra

    paper = KINDS["dossier"].made(answer)
    return {
        JSON: canonical(answer),
        "dossier.html": web(paper),
        "dossier.pdf": pdf(paper),
        "dossier.docx": word(paper),
    }


def _summary(answer: dict[str, Any], folder: Path, unproved: str | None) -> dict[str, Any]:
    from minqing_core.documents.papers.paper import digest  # noqa: PLC0415 - dear to import

    return {
        "case": answer["case"],
        "title": answer["title"],
        "owed": len(answer["duties"]),
        "found": len(answer["findings"]["findings"]),
        "records": len(answer["records"]),
        "on": answer["on"],
        "position": answer["position"],
        "sha256": digest(answer),
        "folder": str(folder),
        "bundle": str(folder / BUNDLE) if unproved is None else None,
        "unproved": unproved,
    }


def _contents(told: dict[str, Any]) -> list[str]:
    proof = [f"未附案卷：{told['unproved']}"]
    if told["bundle"]:
        proof = [f"案卷：{told['bundle']}；{CONFIDENCE}", how_to_verify(told["bundle"])]
    return [
        f"卷宗：{told['folder']}",
        f"{told['case']}《{told['title']}》：记录 {told['records']} 条",
        f"应尽职责 {told['owed']} 项，查出 {told['found']} 项",
        f"截至 {told['on']}，按记录前 {told['position']} 条",
        f"SHA-256（dossier.json，也在封面二维码中）：{told['sha256']}",
        *proof,
    ]
