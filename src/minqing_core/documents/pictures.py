"""Pictures in SVG: who answered for a matter when, and who could have known of it when.

They can be read in grey, and on a sheet as wide as the text of a paper. Whoever shows one has its
table beside it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from attrs import frozen

from minqing_core.documents.strokes import (
    EDGE,
    GREY,
    HATCH,
    INK,
    LABELS,
    PALE,
    RED,
    SMALL,
    WIDTH,
    box,
    label,
    long,
    picture,
    rule,
    short,
    text,
)

ROW, HEAD, FOOT = 30, 24, 24
CELL, KEY = 22, 26
MOST_TICKS, NARROWEST = 9, 58
WEEK, SHORT, MONTHS = 7, 63, (1, 2, 3, 6, 12)
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
        drawn += [*label(bar.label, top + 13), *text(2, top + 24, bar.note, SMALL, GREY)]
        for span in bar.spans:
            left, right = at(span.first), at(span.last + timedelta(days=1))
            drawn.append(box(left, top + 6, max(right - left, 2), ROW - 12, LOOKS[span.look]))
    drawn += _strip_key(key, height - FOOT + 6)
    return picture(title, height, drawn)


def grid(
    title: str, columns: Sequence[date], lines: Sequence[Line], key: Sequence[tuple[str, str]]
) -> str:
    """Return marks of people over stretches of days as a picture; *key* says what marks mean."""
    broad = (WIDTH - LABELS - EDGE) / len(columns)
    height = HEAD + CELL * len(lines) + KEY + EDGE
    each = max(1, -(-NARROWEST * len(columns) // (WIDTH - LABELS - EDGE)))
    drawn: list[str] = []
    for number in range(0, len(columns), each):
        drawn += text(LABELS + number * broad, 15, columns[number].isoformat(), SMALL, GREY)
    for number, line in enumerate(lines):
        top = HEAD + number * CELL
        drawn += label(line.label, top + 15)
        for column, mark in enumerate(line.marks):
            drawn += _cell(LABELS + column * broad, top, broad, mark)
    left = LABELS / 2
    for mark, words in key:
        drawn += [*_cell(left, height - KEY, KEY, mark), *text(left + 32, height - 11, words)]
        left += 44 + long(words, SMALL)
    return picture(title, height, drawn)


def _ticks(first: date, last: date, left: float, scale: float, bottom: float) -> Iterator[str]:
    free = left
    for day in (first, *_round_days(first, last)):
        x = left + (day - first).days * scale
        if x < free and day != first:
            continue
        free = x + NARROWEST
        yield rule(x, HEAD - 4, bottom)
        if x + NARROWEST <= WIDTH:
            yield from text(x + 2, 15, day.isoformat(), SMALL, GREY)


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
        yield box(left, top, 24, 11, LOOKS[look])
        yield from text(left + 30, top + 10, words)
        left += 46 + long(words, SMALL)


def _cell(left: float, top: float, broad: float, mark: str) -> Iterator[str]:
    fill = "#fff" if mark == "unknown" else PALE
    yield box(left, top, broad, CELL, f'fill="{fill}" stroke="#a8a8a8"')
    first, acted = MARKS.get(mark, (False, False))
    middle = top + CELL / 2
    if first:
        yield (
            f'<path d="M{short(left + 1)} {short(middle - 6)} l6 6 l-6 6 z" fill="{RED}" '
            f'stroke="{INK}" stroke-width="0.5"/>'
        )
    if acted:
        x = left + broad / 2 + (2 if first else 0)
        yield f'<circle cx="{short(x)}" cy="{short(middle)}" r="4" fill="{INK}"/>'
