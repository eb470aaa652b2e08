"""What the sentences of every context are written with."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

Names: TypeAlias = Callable[[str | None], str]
Sentences: TypeAlias = Mapping[type[Any], Callable[[Any, Names], str]]
EXCERPT = 60


def excerpt(text: object) -> str:
    """Return the beginning of a text on one line."""
    line = " ".join(str(text).split()).removesuffix("。")
    return line if len(line) <= EXCERPT else f"{line[:EXCERPT]}…"
