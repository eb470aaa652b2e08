"""Charts in SVG: bars and lines of figures, told apart without colour, with their table beside."""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil

from attrs import frozen

from minqing_core.documents.strokes import (
    EDGE,
    GREY,
    HATCH,
    INK,
    NARROW,
    PALE,
    RED,
    box,
    chart,
    label,
    long,
    rule,
    short,
    text,
)

ROW, THIN, GAP, KEY, HEAD = 28, 15, 10, 22, 12
LEFT, HIGH, DOWN = 30, 170, 34
LABELS, NUMBERS, NAME, SMALL = 124, 30, 13, 12
LOOKS: Mapping[str, str] = {
    "full": f'fill="#4d5b69" stroke="{INK}"',
    "pale": f'fill="{PALE}" stroke="{GREY}"',
    "over": f'fill="url(#over)" stroke="{RED}"',
    "plain": f'fill="#fff" stroke="{INK}"',
    "none": f'fill="#fff" stroke="{GREY}" stroke-dasharray="2 2"',
}
DASHES = ("", "7 4", "2 3")


@frozen(kw_only=True)
class Bar:
    """A row of bars: what it is of, and a figure for each part of the key."""

    label: str
    figures: tuple[float, ...]


@frozen(kw_only=True)
class Course:
    """A line: what it is of, and its figure at each place; None where there is none."""

    label: str
    figures: tuple[float | None, ...]


def stacked(title: str, bars: Sequence[Bar], key: Sequence[tuple[str, str]]) -> str:
    """Return bars whose parts stand one after the other; *key* is the look and words of each."""
    most = max((sum(bar.figures) for bar in bars), default=0)
    scale, drawn = _scale(most), [HATCH]
    for number, bar in enumerate(bars):
        top, left = HEAD + number * ROW, float(LABELS)
        drawn += label(bar.label, top + 16, LABELS, NAME)
        for (look, _), figure in zip(key, bar.figures, strict=True):
            if figure:
                drawn.append(box(left, top + 2, figure * scale, ROW - 8, LOOKS[look]))
            left += figure * scale
        drawn += text(left + 4, top + 16, short(sum(bar.figures)), SMALL)
    height = HEAD + ROW * len(bars) + KEY * len(key)
    drawn += _key(key, height - KEY * len(key) + 4)
    return chart(title, height, drawn, _told(bars, [words for _, words in key]))


def grouped(title: str, bars: Sequence[Bar], key: Sequence[tuple[str, str]]) -> str:
    """Return bars that stand one below the other; *key* is the look and words of each."""
    most = max((figure for bar in bars for figure in bar.figures), default=0)
    scale, drawn, each = _scale(most), [HATCH], THIN * len(key) + GAP
    for number, bar in enumerate(bars):
        top = HEAD + number * each
        drawn += label(bar.label, top + each / 2, LABELS, NAME)
        for place, ((look, _), figure) in enumerate(zip(key, bar.figures, strict=True)):
            y = top + place * THIN
            drawn.append(box(LABELS, y, figure * scale, THIN - 2, LOOKS[look]))
            drawn += text(LABELS + figure * scale + 4, y + 11, short(figure), SMALL)
    height = HEAD + each * len(bars) + KEY * len(key)
    drawn += _key(key, height - KEY * len(key) + 4)
    return chart(title, height, drawn, _told(bars, [words for _, words in key]))


def lines(
    title: str, places: Sequence[str], courses: Sequence[Course], most: float | None = None
) -> str:
    """Return lines over places; *most* is the height of the sheet where it is a fixed one."""
    figures = [figure for course in courses for figure in course.figures if figure is not None]
    top = most or _whole(max([*figures, 1]))
    step = (NARROW - LEFT - EDGE * 3) / max(len(places) - 1, 1)

    def at(number: int, figure: float) -> tuple[float, float]:
        return LEFT + EDGE + number * step, HEAD + HIGH * (1 - figure / top)

    drawn = [*_sheet(places, step, top)]
    for number, course in enumerate(courses):
        known = [(n, f) for n, f in enumerate(course.figures) if f is not None]
        drawn += _course([at(n, f) for n, f in known], number)
    height = HEAD + HIGH + DOWN + KEY * len(courses)
    drawn += _lines_key(courses, height - KEY * len(courses) + 4)
    return chart(title, height, drawn, _told(courses, places))


def _scale(most: float) -> float:
    return (NARROW - LABELS - EDGE - NUMBERS) / max(most, 1)


def _sheet(places: Sequence[str], step: float, top: float) -> Iterator[str]:
    for part in (0, 0.5, 1) if top % 2 == 0 else (0, 1):
        y = HEAD + HIGH * (1 - part)
        across = f"M{LEFT} {short(y)} H{NARROW - EDGE}"
        yield f'<path d="{across}" stroke="#c4c4c4" stroke-width="0.6"/>'
        yield from text(2, y + 4, short(top * part), SMALL)
    each = max(1, -(-max(long(p, SMALL) + 10 for p in places) // step)) if places else 1
    for number in range(0, len(places), int(each)):
        x = LEFT + EDGE + number * step
        yield rule(x, HEAD + HIGH, HEAD + HIGH + 4)
        words = places[number]
        left = min(x - long(words, SMALL) / 2, NARROW - EDGE - long(words, SMALL))
        yield from text(left, HEAD + HIGH + 18, words, SMALL)


def _course(points: Sequence[tuple[float, float]], number: int) -> Iterator[str]:
    if points:
        path = " L".join(f"{short(x)} {short(y)}" for x, y in points)
        yield (
            f'<path d="M{path}" fill="none" stroke="{INK}" stroke-width="1.6" '
            f'stroke-dasharray="{DASHES[number % len(DASHES)]}"/>'
        )
    yield from (_mark(x, y, number) for x, y in points)


def _mark(x: float, y: float, number: int) -> str:
    if number % len(DASHES) == 0:
        return f'<circle cx="{short(x)}" cy="{short(y)}" r="3.6" fill="{INK}"/>'
    if number % len(DASHES) == 1:
        return box(x - 3.4, y - 3.4, 6.8, 6.8, f'fill="#fff" stroke="{INK}"')
    return f'<path d="M{short(x)} {short(y - 4.4)} l4.4 7.6 h-8.8 z" fill="{RED}"/>'


def _whole(most: float) -> float:
    """Return a whole number that is no less, and even, so that its half is whole too."""
    whole = ceil(most)
    return whole + whole % 2 if whole > 1 else whole


def _key(key: Sequence[tuple[str, str]], top: float) -> Iterator[str]:
    for number, (look, words) in enumerate(key):
        y = top + number * KEY
        yield box(EDGE, y, 22, 11, LOOKS[look])
        yield from text(EDGE + 30, y + 11, words, SMALL)


def _lines_key(courses: Sequence[Course], top: float) -> Iterator[str]:
    for number, course in enumerate(courses):
        y = top + number * KEY + 6
        yield from _course([(EDGE + 6, y), (EDGE + 36, y)], number)
        yield from text(EDGE + 46, y + 4, course.label, SMALL)


def _told(rows: Sequence[Bar] | Sequence[Course], places: Sequence[str]) -> str:
    return "；".join(
        f"{row.label}："
        + "，".join(
            f"{place} {'无' if figure is None else short(figure)}"
            for place, figure in zip(places, row.figures, strict=True)
        )
        for row in rows
    )
