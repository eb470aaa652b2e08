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
    from minqing_cli.demo_town.people import Cadre
    from minqing_core.application.office import Office

SEED, MATTERS, PORT = 20070620, 600, 8000
FEWEST = 20
EXISTS = "store-exists"
KEPT_AS = "demo.db"
SERVED = {
    "org-clerk-1": "clerk",
    "party-secretary": "secretary",
    "lantang-secretary": "village",
    "lantang-member-1": "cadre",
    "urban-head": "department",
    "investigator": "investigator",
}


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
            _open_accounts(office, grown)


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


def _open_accounts(office: "Office", grown: "Grown") -> None:
    """Open an account for each role, and tell how to log in: shown this once."""
    import secrets  # noqa: PLC0415 - only with pages

    from minqing_core.application.asking import answer  # noqa: PLC0415 - dear to import
    from minqing_core.kernel.envelope import Act  # noqa: PLC0415
    from minqing_core.kernel.ids import PersonId  # noqa: PLC0415

    click.echo("\n登录名和口令（只显示这一次）")
    clerk, password = Act(actor=grown.clerk), f"demo-{secrets.token_urlsafe(9)}"
    for key, login in SERVED.items():
        cadre = grown.staff[key]
        whose = {"person": cadre.person, "login": login}
        if cadre.person == grown.clerk:
            answer(office, "account.init", clerk, {**whose, "password": password})
        else:
            given = answer(office, "account.open", clerk, whose)
            own = {"current": given["password"], "password": password}
            answer(office, "account.change-password", Act(actor=PersonId(cadre.person)), own)
        click.echo(f"  {login}  {password}  {cadre.name}（{_posts(cadre)}）")


def _posts(cadre: "Cadre") -> str:
    """Return what somebody of the demo is there for."""
    from minqing_core.views.labels import label  # noqa: PLC0415 - dear to import

    return "、".join(label("post", post) for post in cadre.posts)
