"""Reading comma-separated text: byte order mark, then UTF-8, then GB18030, never GBK."""

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path

from minqing_core.documents.refusals import CharactersError, RowUnreadableError

MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
UNMARKED = ("utf-8", "gb18030")
LONGEST = 2**31 - 1


def csv_rows(path: Path) -> Iterator[tuple[str, ...]]:
    """Read the rows of a text file; an empty line is a row without cells.

    Raises:
        CharactersError: the bytes of a row are no text.
        RowUnreadableError: a quotation does not end, or ends in the wrong place.
    """
    return _rows(_decoded(path), path)


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    marked = next((name for mark, name in MARKS.items() if data.startswith(mark)), None)
    failures = []
    for encoding in UNMARKED if marked is None else (marked,):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            failures.append(error)
    furthest = max(failures, key=lambda error: error.start)
    before = furthest.object[: furthest.start].decode(furthest.encoding, "replace")
    byte = furthest.object[furthest.start]
    raise CharactersError(path=path, row=_row_at_end(before), byte=byte)


def _row_at_end(text: str) -> int:
    lines = csv.reader(io.StringIO(f"{text}?", newline=""))
    csv.field_size_limit(LONGEST)
    return sum(1 for _ in lines)


def _rows(text: str, path: Path) -> Iterator[tuple[str, ...]]:
    csv.field_size_limit(LONGEST)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    row = 0
    try:
        for row, cells in enumerate(reader, start=1):  # noqa: B007 - told when the next one fails
            yield tuple(cells)
    except csv.Error as error:
        raise RowUnreadableError(path=path, row=row + 1) from error
