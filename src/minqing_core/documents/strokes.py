"""Strokes of which pictures in SVG are made: words, boxes and rules, as wide as a paper."""

from collections.abc import Iterable, Iterator
from html import escape

PLAIN = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif"
NARROW = 360
FONT = "Noto Serif CJK SC, Songti SC, SimSun, serif"
WIDTH, LABELS, EDGE = 560, 140, 8
NAME, SMALL = 11, 9
INK, RED, GREY, PALE = "#1c1c1c", "#b5121b", "#6b6b6b", "#dedede"
HATCH = (
    '<defs><pattern id="over" width="6" height="6" patternUnits="userSpaceOnUse">'
    f'<rect width="6" height="6" fill="#fff"/><path d="M-1 7 L7 -1 M-1 1 L1 -1 M5 7 L7 5" '
    f'stroke="{RED}" stroke-width="1.4"/></pattern></defs>'
)


def picture(title: str, height: float, drawn: Iterable[str]) -> str:
    """Return a picture by its title, as wide as a paper."""
    return _picture(title, WIDTH, height, f'font-family="{FONT}"', "", drawn)


def chart(title: str, height: float, drawn: Iterable[str], says: str) -> str:
    """Return a picture as wide as a phone, with what it *says* for those who do not see it."""
    told = f"<desc>{escape(says)}</desc>"
    return _picture(title, NARROW, height, f'class="chart" font-family="{PLAIN}"', told, drawn)


def _picture(
    title: str, width: int, height: float, looks: str, told: str, drawn: Iterable[str]
) -> str:
    named = escape(title)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {short(height)}" '
        f'width="{width}" height="{short(height)}" role="img" aria-label="{named}" '
        f"{looks}><title>{named}</title>{told}{''.join(drawn)}</svg>"
    )


def label(words: str, y: float, room: float = LABELS, name: float = NAME) -> Iterator[str]:
    """Yield the words at the left of a row, made smaller where they are too long."""
    size = min(name, name * (room - 6) / max(long(words, name), 1))
    return text(2, y, words, size, INK)


def text(x: float, y: float, words: str, size: float = SMALL, fill: str = INK) -> Iterator[str]:
    """Yield words."""
    yield (
        f'<text x="{short(x)}" y="{short(y)}" font-size="{short(size)}" fill="{fill}">'
        f"{escape(words)}</text>"
    )


def box(x: float, y: float, broad: float, high: float, look: str) -> str:
    """Return a box that looks as told."""
    at = f'x="{short(x)}" y="{short(y)}" width="{short(broad)}" height="{short(high)}"'
    return f'<rect {at} {look} stroke-width="0.6"/>'


def rule(x: float, top: float, bottom: float) -> str:
    """Return an upright rule."""
    at = f"M{short(x)} {short(top)} V{short(bottom)}"
    return f'<path d="{at}" stroke="#c4c4c4" stroke-width="0.6"/>'


def long(words: str, size: float) -> float:
    """Return how long words are."""
    return sum(0.56 if sign.isascii() else 1 for sign in words) * size


def short(number: float) -> str:
    """Return a number as short as it can be written."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
