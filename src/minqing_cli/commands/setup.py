"""The command line itself: version, settings, completion."""

import click

from minqing_cli import output
from minqing_cli.configuration import KNOWN, setting
from minqing_cli.help import LazyGroup, examples
from minqing_cli.options import guarded

HERE = "minqing_cli.commands.setup"
SHELLS = ("bash", "zsh", "fish", "powershell")


@click.command()
def version() -> None:
    """显示版本。"""
    from minqing_core import __version__  # noqa: PLC0415 - only here

    click.echo(f"minqing {__version__}")


@click.group(cls=LazyGroup, lazily={"show": (f"{HERE}:show", "看各项设置，--origin 看从何而来")})
def config() -> None:
    """设置：选项 > 环境变量 > ./minqing.toml > 用户设置 > 缺省。"""


@click.command(epilog=examples("minqing config show --origin"))
@click.option("--origin", is_flag=True, help="并列出从何而来")
@click.option("--json", "format_", flag_value="json", help="以 JSON 输出")
@guarded
def show(*, origin: bool, format_: str | None) -> None:
    """看各项设置。"""
    root = click.get_current_context().find_root().params
    found = [setting(name, root.get(name)) for name in KNOWN]
    columns = {"name": "设置", "value": "值", **({"origin": "来源"} if origin else {})}
    rows = [{name: getattr(one, name) for name in columns} for one in found]
    answer = {"items": rows, "next": None}
    output.show(answer, {"format_": format_}, columns=columns)


@click.command(
    epilog=examples(
        "minqing completion bash > ~/.local/share/bash-completion/completions/minqing",
        "minqing completion zsh > ~/.zfunc/_minqing",
        "minqing completion fish > ~/.config/fish/completions/minqing.fish",
    )
)
@click.argument("shell", type=click.Choice(SHELLS), metavar="|".join(SHELLS))
def completion(shell: str) -> None:
    """输出命令补全脚本。"""
    from click.shell_completion import get_completion_class  # noqa: PLC0415 - only here

    from minqing_cli.main import cli  # noqa: PLC0415 - the door imports this module

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"此版 Click 不支持 {shell}")
    made = kind(cli, {}, "minqing", "_MINQING_COMPLETE")
    click.echo(made.source_template % made.source_vars())
