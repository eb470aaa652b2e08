"""Help in aligned columns, and commands that are imported when they are called."""

from collections.abc import Iterable, Mapping
from importlib import import_module
from inspect import cleandoc

import click

from minqing_cli.width import padded, width, wrapped

SUMMARIES = 24


class ChineseFormatter(click.HelpFormatter):
    """Writes help so that the columns line up under Han characters too."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        shown = args.replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "命令 …")
        self._write_lines(f"{prefix or '用法：'}{prog} {shown}".rstrip(), indent=4)

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        self.write(f"{' ' * self.current_indent}{heading}：\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs; one that begins with a backspace keeps its lines."""
        for number, paragraph in enumerate(text.split("\n\n")):
            if number:
                self.write("\n")
            if paragraph.startswith("\b"):
                for line in paragraph.splitlines()[1:]:
                    self.write(f"{'':{self.current_indent}}{line}\n")
            else:
                self._write_lines(_joined(paragraph), indent=0)

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write terms and what they mean in two columns."""
        rows = list(rows)
        first = min(max(width(term) for term, _ in rows), col_max) + col_spacing
        indent = " " * self.current_indent
        for term, meaning in rows:
            lines = wrapped(meaning, max(self.width - first - len(indent), SUMMARIES))
            if width(term) > first - col_spacing:
                self.write(f"{indent}{term}\n")
            else:
                self.write(f"{indent}{padded(term, first)}{lines.pop(0)}".rstrip() + "\n")
            for line in lines:
                self.write(f"{indent}{'':{first}}{line}".rstrip() + "\n")

    def _write_lines(self, text: str, indent: int) -> None:
        margin = " " * self.current_indent
        for number, line in enumerate(wrapped(text, self.width - len(margin) - indent)):
            self.write(f"{margin}{'' if number == 0 else ' ' * indent}{line}\n")


click.Context.formatter_class = ChineseFormatter


class LazyGroup(click.Group):
    """Commands by name, each imported from its module when it is called.

    ``lazily`` gives for each name its ``module:command`` and its summary; a
    command whose module is not there is left out.
    """

    def __init__(self, *, lazily: Mapping[str, tuple[str, str]], **others: object) -> None:
        super().__init__(**others)  # type: ignore[arg-type]
        self.lazily = lazily

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which they were declared."""
        return list(self.lazily)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in self.lazily:
            return None
        module, _, name = self.lazily[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands with their summaries, without importing them."""
        with formatter.section("命令"):
            formatter.write_dl([(name, summary) for name, (_, summary) in self.lazily.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command, or refuse and name those that are spelled alike."""
        if args[0] in self.lazily:
            return args[0], self.get_command(ctx, args[0]), args[1:]
        raise click.NoSuchCommand(args[0], possibilities=self.lazily, ctx=ctx)


def examples(*lines: str) -> str:
    """Return the examples that end a help page."""
    return "\b\n例：\n" + "\n".join(f"  {line}" for line in lines)


def _joined(paragraph: str) -> str:
    lines = cleandoc(paragraph).splitlines()
    return "".join(line if line[:1] > "\u2e80" else f" {line}" for line in lines).strip()
