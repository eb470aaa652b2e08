"""Periods as they are asked for, and what they fall into."""

from collections.abc import Iterator

from minqing_core.kernel.periods import Months, Week, period
from minqing_core.kernel.refusals import PeriodError, RefusalError
from minqing_core.views.tables import Where

ANY_PERIOD = "2025-Q3、2025-H1、2025 或 2025-W30"
QUARTER = "季度，如 2025-Q3"
LENGTHS = {"quarter": 3, "half-year": 6, "year": 12}
Period = Week | Months


class CutByError(RefusalError):
    """A period is not cut in this way."""

    code = "cut-by"
    text = "不能按「{by}」分期，可用的有：{known}"


def span(written: str) -> Period:
    """Return the period that is written.

    Raises:
        PeriodError: it is none.
    """
    found = period(written)
    if found is None:
        raise PeriodError(period=written, wanted=ANY_PERIOD)
    return found


def quarter_of(written: str) -> Months:
    """Return the quarter that is written.

    Raises:
        PeriodError: it is none.
    """
    found = period(written)
    if not isinstance(found, Months) or found.length != LENGTHS["quarter"]:
        raise PeriodError(period=written, wanted=QUARTER)
    return found


def cut(first: Period, last: Period, by: str | None) -> list[tuple[str, Period, Period]]:
    """Return the stretch from one period to another by name, whole or in quarters, halves, years.

    Raises:
        CutByError: a period is not cut in this way.
    """
    if by is None:
        name = str(first) if first == last else f"{first} 至 {last}"
        return [(name, first, last)]
    if by not in LENGTHS:
        raise CutByError(by=by, known="、".join(LENGTHS))
    return [(str(part), part, part) for part in _parts(first, last, LENGTHS[by])]


def _parts(first: Period, last: Period, length: int) -> Iterator[Months]:
    for year in range(first.first.year, last.last.year + 1):
        for number in range(1, 12 // length + 1):
            part = Months(year, number, length)
            if part.last >= first.first and part.first <= last.last:
                yield part


def within(column: str, first: Period, last: Period) -> tuple[Where, Where]:
    """Return the conditions that a column's day lies in a stretch of periods."""
    return (
        Where(column=column, test=">=", value=first.first.isoformat()),
        Where(column=column, test="<=", value=last.last.isoformat()),
    )
