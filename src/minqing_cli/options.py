"""Options that many commands share, and how a command is declared."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeAlias

import click

from minqing_cli.desk import Desk, Plain, place
from minqing_cli.fields import WHOLE, Decorated, Named, read_object
from minqing_cli.refusals import Refusal, exit_code, show

Body: TypeAlias = Callable[[Desk], None]
SHOWING = ("format_", "fields", "encoding", "xlsx")
MOMENTS = ("as_of", "known_by", "position")
ASKING = ("as_", *SHOWING)
ACTING = ("as_", "for_", "occurred", "key", "seen", "dry_run", "yes", "from_", "format_")


def reading(use_case: str) -> Callable[[Body], Decorated]:
    """Declare a command that reads the record: who asks, as of when, and how it is shown."""
    return _declared(use_case, (AS, *MOMENT, *SHOWN), (*MOMENTS, *ASKING))


def asking(use_case: str) -> Callable[[Body], Decorated]:
    """Declare a command that asks for something of the present: who asks, and how it is shown."""
    return _declared(use_case, (AS, *SHOWN), ASKING)


def recording(use_case: str) -> Callable[[Body], Decorated]:
    """Declare a command that records: who acts, when it happened, and for whom."""
    return _declared(use_case, RECORDING, ACTING)


def guarded(body: Decorated) -> Decorated:
    """Show the refusals of a command that does no use case."""

    @wraps(body)
    def run(**values: Any) -> None:  # noqa: ANN401 - what Click parsed
        _shown(lambda: body(**values), {}, values.get("format_"))

    return run


def _declared(
    use_case: str, shared: tuple[Decorated, ...], names: tuple[str, ...]
) -> Callable[[Body], Decorated]:
    def declare(body: Body) -> Decorated:
        @wraps(body)
        def run(**values: Any) -> None:  # noqa: ANN401 - what Click parsed
            common = {name: values.pop(name) for name in names}
            _run(body, use_case, common, values)

        run.use_case = use_case  # type: ignore[attr-defined] # compared with the surface
        command: Decorated = run
        for option in reversed(shared):
            command = option(command)
        return command

    return declare


def _run(body: Body, use_case: str, common: Plain, values: Plain) -> None:
    context = click.get_current_context()
    options = _options(context.command, values)
    desk = Desk(use_case, {}, common, options)

    def done() -> None:
        desk.given = _given(desk, context, values)
        body(desk)

    _shown(done, options, common["format_"])


def _shown(done: Callable[[], None], options: dict[str, str], format_: str | None) -> None:
    from minqing_core.kernel.refusals import (  # noqa: PLC0415 - dear to import
        DamagedRecordError,
        RefusalError,
        StoreTroubleError,
    )

    try:
        done()
    except (RefusalError, DamagedRecordError, StoreTroubleError, Refusal) as refusal:
        show(refusal, options, as_json=format_ in {"json", "jsonl"})
        click.get_current_context().exit(exit_code(refusal))


def _given(desk: Desk, context: click.Context, values: Plain) -> Plain:
    kinds = {param.name: param.type for param in context.command.params}
    path = desk.common.get("from_")
    given = {} if path is None else read_object(path)
    for name, value in values.items():
        if value is None or value == () or value is False:
            continue
        place(given, name.replace("__", "."), _found(desk, kinds[name], value))
    return given


def _found(desk: Desk, kind: click.ParamType[Any], value: Any) -> Any:  # noqa: ANN401 - plain
    if isinstance(value, tuple):
        return [_found(desk, kind, one) for one in value]
    return desk.named(kind.name, value) if isinstance(kind, Named) else value


def _options(command: click.Command, values: Plain) -> dict[str, str]:
    found = {"occurred_at": "--occurred"}
    found |= {f"when.{name}": f"--{name.replace('_', '-')}" for name in MOMENTS}
    for param in command.params:
        if param.name in values:
            option = isinstance(param, click.Option)
            shown = param.opts[0] if option else param.human_readable_name
            found[param.name.replace("__", ".")] = shown
    return found


AS = click.option("--as", "as_", metavar="编号或姓名", help="办理人；缺省为系统用户所对应的人")
JSON = click.option("--json", "format_", flag_value="json", help="以 JSON 输出")
CSV = click.option("--csv", "format_", flag_value="csv", help="以 CSV 输出，可用表格软件打开")
MOMENT: tuple[Decorated, ...] = (
    click.option("--as-of", metavar="时间", help="按当时已发生的情况：日期或带时区的时间"),
    click.option("--known-by", metavar="时间", help="按当时已记录的情况：日期或带时区的时间"),
    click.option("--position", metavar="条数", help="按记录的前若干条"),
)
SHOWN: tuple[Decorated, ...] = (
    JSON,
    click.option("--jsonl", "format_", flag_value="jsonl", help="每行一个 JSON"),
    CSV,
    click.option(
        "--table", "format_", flag_value="table", default=True, help="以表格输出（缺省）"
    ),
    click.option("--fields", metavar="栏，…", help="只要这些栏；all 为全部"),
    click.option(
        "--encoding",
        default="utf-8-sig",
        metavar="编码",
        help="CSV 的编码；缺省 UTF-8，可用 gb18030",
    ),
    click.option("--xlsx", metavar="文件", help="写成 Excel 台账，附依据的记录位置和摘要"),
)
RECORDING: tuple[Decorated, ...] = (
    AS,
    click.option("--for", "for_", metavar="编号或姓名", help="代谁办理"),
    click.option("--occurred", metavar="时间", help="何时发生：日期或带时区的时间；缺省为现在"),
    click.option("--from", "from_", metavar="文件", help="从 JSON 文件读取各项；- 为标准输入"),
    click.option("--key", metavar="幂等键", help="同一键的同一请求只记录一次"),
    click.option("--seen", type=WHOLE, metavar="步数", help="办理人所见的步数；已有新步则不办"),
    click.option("--dry-run", is_flag=True, help="演练：只显示将要记录什么"),
    click.option("--yes", is_flag=True, help="不再询问"),
    JSON,
)
