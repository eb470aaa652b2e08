"""Which post may do what, as one table: a line for each use case, a column for each post."""

from collections.abc import Iterable, Iterator
from typing import Any

from minqing_cli.width import padded, width
from minqing_core.views.labels import label

MARK = "✓"


def lines(items: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield the table: use case, power, clause, and a mark under each post that has the power."""
    found = list(items)
    posts = sorted({post for item in found for post in item["posts"]})
    heads = ["事项", "权限", "条款", *(label("post", post) for post in posts), "此事负责人"]
    cells = [
        [
            item["use_case"],
            item["power"],
            item["clause"],
            *(MARK if post in item["posts"] else "" for post in posts),
            MARK if item["owner"] else "",
        ]
        for item in found
    ]
    widths = [max(width(line[n]) for line in [heads, *cells]) for n in range(len(heads))]
    for line in [heads, *cells]:
        yield "  ".join(padded(cell, w) for cell, w in zip(line, widths, strict=True)).rstrip()
