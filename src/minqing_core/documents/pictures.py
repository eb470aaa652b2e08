"""Pictures in SVG: who answered for a matter when, and who could have known of it when.

They can be read in grey, and on a sheet as wide as the text of a paper. Whoever shows one has its
table beside it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from html import escape

from attrs import frozen

FONT = "Noto Serif CJK SC, Songti SC, SimSun, serif"
WIDTH, LABELS, EDGE = 560, 140, 8
ROW, HEAD, FOOT = 30, 24, 24
CELL, KEY = 22, 26
MOST_TICKS, NARROWEST = 9, 58
WEEK, SHORT, MONTHS = 7, 63, (1, 2, 3, 6, 12)
NAME, SMALL = 11, 9
INK, RED, GREY, PALE = "#1c1c1c", "#b5121b", "#6b6b6b", "#dedede"
HATCH = (
    '<defs><pattern id="over" width="6" height="6" patternUnits="userSpaceOnUse">'
    f'<rect width="6" height="6" fill="#fff"/><path d="M-1 7 L7 -1 M-1 1 L1 -1 M5 7 L7 5" '
    f'stroke="{RED}" stroke-width="1.4"/></pattern></defs>'
)
LOOKS = {
    "held": f'fill="#4d5b69" stroke="{INK}"',
    "given": f'fill="{PALE}" stroke="{GREY}"',
    "over": f'fill="url(#over)" stroke="{RED}"',
}
MARKS = {"first": (True, False), "acted": (False, True), "first-and-acted": (True, True)}


@frozen(kw_only=True)
class Span:
    """A stretch of days, the last one included: held by somebody, given for a duty, or over it."""

    first: date
    last: date
    look: str


@frozen(kw_only=True)
class Bar:
    """A row of a strip: what it is of, a note below that, and its stretches."""

    label: str
    note: str
    spans: tuple[Span, ...]


@frozen(kw_only=True)
class Line:
    """A row of a grid: whose it is, and a mark for each column."""

    label: str
    marks: tuple[str, ...]


def strip(title: str, bars: Sequence[Bar], key: Sequence[tuple[str, str]]) -> str:
    """Return bars over days as a picture; *key* says what each look means."""
    days = [day for bar in bars for span in bar.spans for day in (span.first, span.last)]
    first, last = min(days), max(days)
    height = HEAD + ROW * len(bars) + FOOT + EDGE
    scale = (WIDTH - LABELS - EDGE) / ((last - first).days + 1)

    def at(day: date) -> float:
        return LABELS + (day - first).days * scale

    drawn = [HATCH, *_ticks(first, last, at(first), scale, height - FOOT)]
    for number, bar in enumerate(bars):
        top = HEAD + number * ROW
        drawn += [*_label(bar.label, top + 13), *_text(2, top + 24, bar.note, SMALL, GREY)]
        for span in bar.spans:
            left, right = at(span.first), at(span.last + timedelta(days=1))
            drawn.append(_box(left, top + 6, max(right - left, 2), ROW - 12, LOOKS[span.look]))
    drawn += _strip_key(key, height - FOOT + 6)
    return _picture(title, height, drawn)


def grid(
    title: str, columns: Sequence[date], lines: Sequence[Line], key: Sequence[tuple[str, str]]
) -> str:
    """Return marks of people over stretches of days as a picture; *key* says what marks mean."""
    broad = (WIDTH - LABELS - EDGE) / len(columns)
    height = HEAD + CELL * len(lines) + KEY + EDGE
    each = max(1, -(-NARROWEST * len(columns) // (WIDTH - LABELS - EDGE)))
    drawn: list[str] = []
    for number in range(0, len(columns), each):
        drawn += _text(LABELS + number * broad, 15, columns[number].isoformat(), SMALL, GREY)
    for number, line in enumerate(lines):
        top = HEAD + number * CELL
        drawn += _label(line.label, top + 15)
        for column, mark in enumerate(line.marks):
            drawn += _cell(LABELS + column * broad, top, broad, mark)
    left = LABELS / 2
    for mark, words in key:
        drawn += [*_cell(left, height - KEY, KEY, mark), *_text(left + 32, height - 11, words)]
        left += 44 + _long(words, SMALL)
    return _picture(title, height, drawn)


def _picture(title: str, height: float, drawn: Iterable[str]) -> str:
    named = escape(title)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {_n(height)}" '
        f'width="{WIDTH}" height="{_n(height)}" role="img" aria-label="{named}" '
        f'font-family="{FONT}"><title>{named}</title>{"".join(drawn)}</svg>'
    )


def _ticks(first: date, last: date, left: float, scale: float, bottom: float) -> Iterator[str]:
    free = left
    for day in (first, *_round_days(first, last)):
        x = left + (day - first).days * scale
        if x < free and day != first:
            continue
        free = x + NARROWEST
        yield _rule(x, HEAD - 4, bottom)
        if x + NARROWEST <= WIDTH:
            yield from _text(x + 2, 15, day.isoformat(), SMALL, GREY)


def _round_days(first: date, last: date) -> Iterator[date]:
    """Yield Mondays within two months, first days of months beyond that, not more than fit."""
    days = (last - first).days
    if days <= SHORT:
        monday = first + timedelta(days=WEEK - first.weekday())
        yield from (monday + timedelta(days=n) for n in range(0, days, WEEK))
        return
    step = next((n for n in MONTHS if days / 30 / n <= MOST_TICKS), MONTHS[-1])
    month = first.year * 12 + first.month
    while (day := date(month // 12, month % 12 + 1, 1)) <= last:
        if month % step == 0:
            yield day
        month += 1


def _strip_key(key: Iterable[tuple[str, str]], top: float) -> Iterator[str]:
    left: float = LABELS
    for look, words in key:
        yield _box(left, top, 24, 11, LOOKS[look])
        yield from _text(left + 30, top + 10, words)
        left += 46 + _long(words, SMALL)


def _cell(left: float, top: float, broad: float, mark: str) -> Iterator[str]:
    fill = "#fff" if mark == "unknown" else PALE
    yield _box(left, top, broad, CELL, f'fill="{fill}" stroke="#a8a8a8"')
    first, acted = MARKS.get(mark, (False, False))
    middle = top + CELL / 2
    if first:
        yield (
            f'<path d="M{_n(left + 1)} {_n(middle - 6)} l6 6 l-6 6 z" fill="{RED}" '
            f'stroke="{INK}" stroke-width="0.5"/>'
        )
    if acted:
        x = left + broad / 2 + (2 if first else 0)
        yield f'<circle cx="{_n(x)}" cy="{_n(middle)}" r="4" fill="{INK}"/>'


def _label(words: str, y: float) -> Iterator[str]:
    most = LABELS - 6
    size = min(NAME, NAME * most / max(_long(words, NAME), 1))
    return _text(2, y, words, size, INK)


def _text(x: float, y: float, words: str, size: float = SMALL, fill: str = INK) -> Iterator[str]:
    yield (
        f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" fill="{fill}">'
        f"{escape(words)}</text>"
    )


def _box(x: float, y: float, broad: float, high: float, look: str) -> str:
    return (
        f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(broad)}" height="{_n(high)}" {look} '
        f'stroke-width="0.6"/>'
    )


def _rule(x: float, top: float, bottom: float) -> str:
    return f'<path d="M{_n(x)} {_n(top)} V{_n(bottom)}" stroke="#c4c4c4" stroke-width="0.6"/>'


def _long(words: str, size: float) -> float:
    return sum(0.56 if sign.isascii() else 1 for sign in words) * size


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
