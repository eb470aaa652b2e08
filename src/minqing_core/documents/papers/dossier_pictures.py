"""The pictures of a dossier: who answered and what was over its day; who could have known."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, TypeAlias, TypeVar

from minqing_core.documents.pictures import Bar, Line, Span, grid, strip
from minqing_core.duties.answering import NOBODY
from minqing_core.kernel.periods import civil_date
from minqing_core.views.labels import label

Plain: TypeAlias = Mapping[str, Any]
MOST = 24
HELD_OVER_TIME = "责任区间和逾期的职责"
KNOWN_OVER_TIME = "谁何时可能知情、何时有所办理"
KEY = (("held", "承办"), ("given", "给定的期限"), ("over", "逾期"))
MARKS = ("first", "knew", "acted", "first-and-acted")
Row = TypeVar("Row")


def held_over_time(found: Plain, last: date) -> Iterator[str]:
    """Yield pictures of who answered for a matter, and of what was over its day.

    They go up to *last*, or up to the day asked about while something is still not done.
    """
    names = found["names"]
    if any(_unmet(one) for one in found["findings"]):
        last = max(last, date.fromisoformat(found["on"]))
    held = [_held(one, names, last) for one in found["held"]]
    over = [_over(one, names, last) for one in found["findings"]]
    for bars in _sheets([*held, *over]):
        yield strip(HELD_OVER_TIME, bars, KEY)


def known_over_time(matrix: Plain, names: Plain) -> Iterator[str]:
    """Yield pictures of who could have known of a matter when, and who did something when."""
    columns = [date.fromisoformat(column["first"]) for column in matrix["columns"]]
    key = [(mark, label("mark", mark)) for mark in MARKS]
    for rows in _sheets(matrix["rows"]):
        lines = [
            Line(label=names[row["person"] or row["unit"]], marks=tuple(row["marks"]))
            for row in rows
        ]
        yield grid(KNOWN_OVER_TIME, columns, lines, key)


def _held(one: Plain, names: Plain, last: date) -> Bar:
    first = _day(one["since"])
    until = last if one["until"] is None else _day(one["until"])
    return Bar(
        label=f"{names[one['unit']]} {names.get(one['person'], NOBODY)}",
        note=f"{'承办 ' if one['person'] else ''}{one['working_days']} 个工作日",
        spans=(Span(first=first, last=max(first, until), look="held"),),
    )


def _over(one: Plain, names: Plain, last: date) -> Bar:
    start, due = date.fromisoformat(one["start"]), date.fromisoformat(one["due"])
    met = last if one["met_on"] is None else date.fromisoformat(one["met_on"])
    given = Span(first=start, last=max(start, due), look="given")
    over = Span(first=due + timedelta(days=1), last=met, look="over")
    return Bar(
        label=one["title"],
        note=f"{names[one['person'] or one['unit']]} {label('finding', one['kind'])}",
        spans=(given, over) if met > due and (one["met_on"] or _unmet(one)) else (given,),
    )


def _unmet(one: Plain) -> bool:
    return bool(one["kind"] == "missed")


def _sheets(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    for start in range(0, len(rows), MOST):
        yield rows[start : start + MOST]


def _day(instant: str) -> date:
    return civil_date(datetime.fromisoformat(instant))
