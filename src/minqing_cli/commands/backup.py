"""Copies of the store, and putting one back, in earnest or for a drill."""

from pathlib import Path

import click

from minqing_cli.desk import Desk, Plain, store
from minqing_cli.help import examples
from minqing_cli.options import asking, reading
from minqing_cli.refusals import BROKEN

FOLDER = click.argument(
    "folder", metavar="文件夹", type=click.Path(file_okay=False, path_type=Path)
)
COPY = {"folder": "备份", "taken_at": "时间", "size": "条数", "root": "根"}
DRILL = {
    "name": "备份",
    "size": "条数",
    "matters": "抽看",
    "checkpoint": "检查点",
    "faults": "问题",
}
KEY_APART = "主密钥不在备份中，请另行保管；没有它，备份无法读出"
CHECKED = "请再运行 minqing verify 核验，并与外送的检查点核对"
REDO = "备份之后删除过的个人信息又可读出，请重新办理删除；minqing verify 指明检查点目录时逐一列出"
LINES = {
    "on": "登记时间",
    "kind_text": "事项",
    "name": "备份",
    "size": "至第几条",
    "by": "办理人",
    "matters": "抽看",
    "checkpoint": "检查点",
    "faults": "问题",
}


@click.command(epilog=examples("minqing backup /mnt/u盘/2026-03-01"))
@FOLDER
@asking("backup")
def backup(desk: Desk) -> None:
    """备份：记录、密钥库、接口密钥和查阅记录，不停办公；主密钥不在其内，须另行保管。"""
    from minqing_core.bootstrap import back_up  # noqa: PLC0415 - dear to import

    desk.say_who()
    folder = desk.given.pop("folder")
    url, key_file = store()
    copied = back_up(url, folder, key_file=key_file)
    desk.given["taken"] = {"name": folder.name, **copied}
    desk.ask()
    desk.show({"folder": str(folder), **copied}, columns=COPY, page=_copied)


@click.command(
    epilog=examples(
        "minqing restore /mnt/backup/2026-03-01 --drill",
        "minqing --db new.db --key-file town.key restore /mnt/backup/2026-03-01",
    )
)
@FOLDER
@click.option("--drill", is_flag=True, help="演练：恢复到临时处，核验、抽看，登记结果")
@asking("backup.drill")
def restore(desk: Desk) -> None:
    """恢复：由备份建成 --db 所指的库；演练则不动现有的库，有问题时以 6 退出。"""
    folder = desk.given.pop("folder")
    if desk.given.pop("drill", False):
        _drill(desk, folder)
        return
    from minqing_core.bootstrap import restore_store  # noqa: PLC0415 - dear to import

    url, key_file = store()
    copied = restore_store(url, folder, key_file=key_file)
    desk.show({"folder": str(folder), **copied}, columns=COPY, page=_restored)


@click.command(epilog=examples("minqing report backups", "minqing report backups --json"))
@reading("report.backups")
def backups(desk: Desk) -> None:
    """备份和恢复演练的登记，最近的在前。"""
    desk.show(desk.ask(), columns=LINES)


def _drill(desk: Desk, folder: Path) -> None:
    from minqing_core.bootstrap import hold_drill  # noqa: PLC0415 - dear to import

    desk.say_who()
    url, key_file = store()
    held = hold_drill(desk.office, url, folder, key_file=key_file)
    desk.given["held"] = held
    desk.ask()
    desk.show(held, columns=DRILL, page=_drilled)
    if held["faults"]:
        click.get_current_context().exit(BROKEN)


def _copied(copied: Plain) -> list[str]:
    return [f"✓ 已备份至第 {copied['size']} 条：{copied['folder']}", *_told(copied), KEY_APART]


def _restored(copied: Plain) -> list[str]:
    return [
        f"✓ 已由 {copied['folder']} 恢复至第 {copied['size']} 条",
        *_told(copied),
        CHECKED,
        REDO,
    ]


def _told(copied: Plain) -> list[str]:
    return [f"时间：{copied['taken_at']}", f"根：{copied['root']}"]


def _drilled(held: Plain) -> list[str]:
    faults = [f"✗ {fault['text']}（{fault['kind']}）" for fault in held["faults"]]
    verdict = f"✗ 演练发现 {len(faults)} 处问题" if faults else "✓ 演练通过：能恢复，与本库一致"
    opened, signed = "、".join(held["matters"]) or "无", held["checkpoint"]
    checked = f"检查点：与 {signed} 及此前的一致" if signed else "! 没有检查点可核对，只与本库比较"
    alive = f"! 备份中仍可读出 {held['readable']} 个已删除对象的个人信息，请销毁这份备份"
    return [
        verdict,
        f"备份：{held['name']}，至第 {held['size']} 条",
        f"抽看：{opened}",
        checked,
        *([alive] if held["readable"] else []),
        *faults,
    ]
