"""Which post and administrator may do what: a line for each use case, a column for each."""

from collections.abc import Iterable, Iterator
from typing import Any

from minqing_cli.width import padded, width
from minqing_core.views.labels import label

MARK = "✓"


def lines(items: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield the table: use case, power, clause, and a mark under each post that has the power."""
    found = list(items)
    posts = sorted({post for item in found for post in item["posts"]})
    looked = sorted({one for item in found for one in item["administrators"]})
    titles = (
        *(label("post", post) for post in posts),
        *(label("administrator", o) for o in looked),
    )
    heads = ["事项", "权限", "条款", *titles, "此事负责人"]
    cells = [
        [
            item["use_case"],
            item["power"],
            item["clause"],
            *(MARK if post in item["posts"] else "" for post in posts),
            *(MARK if one in item["administrators"] else "" for one in looked),
            MARK if item["owner"] else "",
        ]
        for item in found
    ]
    widths = [max(width(line[n]) for line in [heads, *cells]) for n in range(len(heads))]
    for line in [heads, *cells]:
        yield "  ".join(padded(cell, w) for cell, w in zip(line, widths, strict=True)).rstrip()
