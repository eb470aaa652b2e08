"""How wide text stands on a terminal, where a Han character takes two columns."""

from collections.abc import Iterator
from unicodedata import category, east_asian_width

NO_LINE_BEGINS_WITH = "、。》」』”’〕…%,.;:!?)]}\uff0c\uff1b\uff1a\uff01\uff1f\uff09"
BREAK_AFTER = "|"


def width(text: str) -> int:
    """Return how many columns a text takes."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def padded(text: str, columns: int) -> str:
    """Return a text filled up with blanks on the right."""
    return text + " " * (columns - width(text))


def shortened(text: str, columns: int) -> str:
    """Return a text on one line, cut with an ellipsis where it would be wider."""
    line = " ".join(text.split())
    if width(line) <= columns:
        return line
    kept = 0
    for index, character in enumerate(line):
        kept += _columns(character)
        if kept > columns - 1:
            return f"{line[:index]}…"
    return line


def wrapped(text: str, columns: int) -> list[str]:
    """Return a text in lines no wider than so many columns, breaking between Han characters."""
    lines = [""]
    for piece in _pieces(text):
        if width(lines[-1] + piece.rstrip()) > columns and lines[-1]:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]


def _pieces(text: str) -> Iterator[str]:
    piece = ""
    for character in text:
        if piece and _breaks_before(character, piece[-1]):
            yield piece
            piece = ""
        piece += character
    yield piece


def _breaks_before(character: str, before: str) -> bool:
    if character in NO_LINE_BEGINS_WITH or character.isspace():
        return False
    wide = _columns(character) > 1 or _columns(before) > 1
    return wide or before.isspace() or before in BREAK_AFTER


def _columns(character: str) -> int:
    if category(character) in {"Mn", "Me", "Cf", "Cc"}:
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
