"""Who could have known when: a row for each, a column for each day, week or month (S25)."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum

from attrs import frozen

from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.replay.knowledge import Knower

DAY, WEEK, MONTH = timedelta(days=1), timedelta(days=7), timedelta(days=31)
MOST = 31


class Mark(StrEnum):
    """What is so of somebody in a stretch of days."""

    UNKNOWN = "unknown"
    FIRST = "first"
    KNEW = "knew"
    ACTED = "acted"
    FIRST_AND_ACTED = "first-and-acted"


@frozen(kw_only=True)
class Stretch:
    """A column: its first and last day."""

    first: date
    last: date


@frozen(kw_only=True)
class Row:
    """Somebody's marks, one for each column."""

    person: PersonId | None
    unit: UnitId | None
    marks: tuple[Mark, ...]


@frozen(kw_only=True)
class Matrix:
    """Who could have known when, and who did something when."""

    columns: tuple[Stretch, ...]
    rows: tuple[Row, ...]


def matrix(known: Sequence[Knower], until: date) -> Matrix:
    """Return the marks of those who could have known, from the first day of all to the last."""
    first = [one.first.on for one in known]
    columns = tuple(_columns(min(first), max(until, *first)))
    rows = (
        Row(person=one.person, unit=one.unit, marks=tuple(_mark(one, c) for c in columns))
        for one in known
    )
    return Matrix(columns=columns, rows=tuple(rows))


def _columns(first: date, until: date) -> Iterator[Stretch]:
    length = (until - first).days + 1
    while first <= until:
        last = min(_last(first, length), until)
        yield Stretch(first=first, last=last)
        first = last + DAY


def _last(first: date, length: int) -> date:
    if length <= MOST:
        return first
    if length <= MOST * WEEK.days:
        return first + timedelta(days=6 - first.weekday())
    return (first.replace(day=1) + MONTH).replace(day=1) - DAY


def _mark(knower: Knower, column: Stretch) -> Mark:
    acted = any(column.first <= act.on <= column.last for act in knower.acted)
    if column.last < knower.first.on:
        return Mark.UNKNOWN
    if column.first <= knower.first.on:
        return Mark.FIRST_AND_ACTED if acted else Mark.FIRST
    return Mark.ACTED if acted else Mark.KNEW
