"""The dossier of a matter, in the forms in which it is handed over."""

from pathlib import Path
from typing import Any

import click

from minqing_cli.desk import Desk
from minqing_cli.fields import number
from minqing_cli.files import keep_in
from minqing_cli.help import examples
from minqing_cli.options import reading

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
    """一件民情的卷宗：封面、经过、责任、职责、查明、知情、文字、原始记录；PDF、Word、HTML、JSON。"""
    folder = desk.given.pop("out")
    answer = desk.ask()
    keep_in(folder, _forms(answer))
    desk.show(_summary(answer, folder), columns=DOSSIER, page=_contents)


def _forms(answer: dict[str, Any]) -> dict[str, bytes]:
    from minqing_core.documents.papers import KINDS  # noqa: PLC0415 - dear to import
    from minqing_core.documents.papers.paper import canonical  # noqa: PLC0415 - dear to import
    from minqing_core.documents.pdf import pdf  # noqa: PLC0415 - an extra
    from minqing_core.documents.web import web  # noqa: PLC0415 - only then
    from minqing_core.documents.word import word  # noqa: PLC0415 - an extra

    paper = KINDS["dossier"].made(answer)
    return {
        "dossier.json": canonical(answer),
        "dossier.html": web(paper),
        "dossier.pdf": pdf(paper),
        "dossier.docx": word(paper),
    }


def _summary(answer: dict[str, Any], folder: Path) -> dict[str, Any]:
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
    }


def _contents(told: dict[str, Any]) -> list[str]:
    return [
        f"卷宗：{told['folder']}",
        f"{told['case']}《{told['title']}》：记录 {told['records']} 条",
        f"应尽职责 {told['owed']} 项，查出 {told['found']} 项",
        f"截至 {told['on']}，按记录前 {told['position']} 条",
        f"SHA-256（dossier.json，也在封面二维码中）：{told['sha256']}",
    ]
