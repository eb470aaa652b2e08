"""A town to look at: two years of matters, a guided tour, and the web over it."""

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from minqing_cli import output
from minqing_cli.configuration import setting
from minqing_cli.desk import operating_user
from minqing_cli.help import examples
from minqing_cli.options import guarded

if TYPE_CHECKING:
    from minqing_cli.demo_town.growing import Grown, SetClock
    from minqing_core.application.office import Office

SEED, MATTERS, PORT = 20070620, 600, 8000
FEWEST = 20
EXISTS = "store-exists"
KEPT_AS = "demo.db"
SERVED = ("org-clerk-1", "party-secretary", "lantang-secretary", "urban-staff-1", "investigator")


@click.command(
    epilog=examples(
        "minqing demo",
        "minqing demo --no-serve --db demo.db",
        "minqing --db demo.db report hanging --as-of 2025-12-31",
    )
)
@click.option("--no-serve", is_flag=True, help="只生成和导览，不开启网页")
@click.option("--db", metavar="文件或地址", help="留在哪个库；缺省为临时库，用完即弃")
@click.option("--seed", type=int, default=SEED, metavar="数", help=f"种子；缺省 {SEED}")
@click.option(
    "--matters",
    type=click.IntRange(min=FEWEST),
    default=MATTERS,
    metavar="件数",
    help=f"多少件民情；缺省 {MATTERS}",
)
@click.option("--port", type=int, default=PORT, metavar="端口", help=f"网页的端口；缺省 {PORT}")
@guarded
def demo(*, no_serve: bool, db: str | None, seed: int, matters: int, port: int) -> None:
    """生成一个两年的镇，作导览，再开启网页；同一种子总是同一个镇。"""
    kept = db or click.get_current_context().find_root().params.get("db")
    key = setting("key_file", click.get_current_context().find_root().params.get("key_file"))
    key_file = None if key.value is None else Path(key.value)
    with ExitStack() as stack:
        url = kept or _temporary(stack)
        key_file = key_file if kept else None
        shown = kept or (KEPT_AS if no_serve else url)
        _show(url, key_file, shown, seed=seed, matters=matters, serving=not no_serve)
        if not no_serve:
            from minqing_http.main import Opening, serve  # noqa: PLC0415 - dear to import

            output.say(f"打开 http://127.0.0.1:{port}/ ，按 Ctrl-C 结束")
            serve(url, key_file, opening=Opening(port=port))


def _show(
    url: str, key_file: Path | None, shown: str, *, seed: int, matters: int, serving: bool
) -> None:
    from minqing_cli.demo_town.growing import SetClock, grow  # noqa: PLC0415 - dear to import
    from minqing_cli.demo_town.tour import Tour  # noqa: PLC0415

    clock = SetClock()
    with _opened(url, key_file, clock) as office:
        output.say("正在生成大涌镇的两年……")
        login = operating_user()
        grown = grow(office, clock, seed=seed, matters=matters, login=login, told=output.progress)
        tour = Tour(office=office, grown=grown, at=shown, kept=serving or shown == url)
        for line in tour.lines():
            click.echo(line)
        if serving:
            _give_keys(office, grown)


def _temporary(stack: ExitStack) -> str:
    from tempfile import TemporaryDirectory  # noqa: PLC0415 - only without a store

    folder = stack.enter_context(TemporaryDirectory(prefix="minqing-demo-"))
    return str(Path(folder) / KEPT_AS)


def _opened(url: str, key_file: Path | None, clock: "SetClock") -> "Office":
    from minqing_core import open_office  # noqa: PLC0415 - dear to import
    from minqing_core.kernel.refusals import RefusalError  # noqa: PLC0415

    try:
        return open_office(url, key_file=key_file, clock=clock, create=True)
    except RefusalError as refusal:
        if refusal.code != EXISTS:
            raise
        return open_office(url, key_file=key_file, clock=clock)


def _give_keys(office: "Office", grown: "Grown") -> None:
    from minqing_core.application.asking import answer  # noqa: PLC0415 - dear to import
    from minqing_core.kernel.envelope import Act  # noqa: PLC0415

    click.echo("\n接口密钥（只显示这一次）")
    act = Act(actor=grown.clerk)
    for cadre in map(grown.staff.__getitem__, SERVED):
        given = {"person": cadre.person, "label": "演示"}
        issued = answer(office, "key.issue", act, given)
        click.echo(f"  {cadre.person} {cadre.name}：{issued['key']}")
