"""Tables in aligned columns, with a box on a terminal."""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from minqing_cli.width import padded, shortened, width

WIDEST = 46


def table(rows: Sequence[Mapping[str, Any]], titles: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of a table."""
    cells = [[_text(row.get(name)) for name in titles] for row in rows]
    heads = list(titles.values())
    if sys.stdout.isatty():
        yield from _boxed(cells, heads)
        return
    widths = [max(width(line[n]) for line in [heads, *cells]) for n in range(len(heads))]
    for line in [heads, *cells]:
        yield "  ".join(padded(c, w) for c, w in zip(line, widths, strict=True)).rstrip()


def instant(text: str) -> str:
    """Return an instant by the office's clock, only the day where only a day was given."""
    from minqing_core.kernel.periods import day_or_minute  # noqa: PLC0415 - loaded by then

    return day_or_minute(datetime.fromisoformat(text))


def _boxed(cells: list[list[str]], heads: list[str]) -> Iterator[str]:
    from io import StringIO  # noqa: PLC0415 - only on a terminal

    from rich.console import Console  # noqa: PLC0415 - only on a terminal
    from rich.table import Table  # noqa: PLC0415 - only on a terminal
    from rich.text import Text  # noqa: PLC0415 - only on a terminal

    plain = bool(os.environ.get("NO_COLOR"))
    drawn = Table(*heads, header_style="" if plain else "bold")
    for line in cells:
        drawn.add_row(*map(Text, line))
    paper = StringIO()
    Console(
        file=paper,
        force_terminal=True,
        color_system=None if plain else "auto",
        width=shutil.get_terminal_size().columns,
    ).print(drawn)
    yield from paper.getvalue().splitlines()


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list | tuple):
        return "、".join(map(_text, value))
    return shortened(str(value), WIDEST)
