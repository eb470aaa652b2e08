"""A paper of the office on a terminal."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from minqing_cli.table import table

if TYPE_CHECKING:
    from minqing_core.documents.papers import Paper

Plain = dict[str, Any]


def plain(paper: "Paper") -> Plain:
    """Return a paper as plain values."""
    from minqing_core.application.asking import plain as written  # noqa: PLC0415 - dear to import

    found: Plain = written(paper)
    return found


def lines(paper: Plain) -> Iterator[str]:
    """Yield a paper as it would be printed."""
    yield f"{paper['title']}　{paper['unit']}　编号 {paper['number']}"
    for section in paper["sections"]:
        yield from ("", *filter(None, (section["heading"],)))
        yield from (f"  {name}：{value}" for name, value in section["facts"])
        yield from (f"  {line}" for text in section["texts"] for line in text.splitlines())
        if section["rows"]:
            columns = {str(n): title for n, title in enumerate(section["columns"])}
            rows = [{str(n): cell for n, cell in enumerate(row)} for row in section["rows"]]
            yield from (f"  {line}" for line in table(rows, columns))
    yield ""
    yield f"依据记录前 {paper['position']} 条 · 摘要 {paper['digest'][:16]}"
