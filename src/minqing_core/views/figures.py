"""What the entries of a diary amount to: numbers that are counted and never typed (S41)."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum

from minqing_core.kernel.periods import Months, Week
from minqing_core.views.case_file import Status
from minqing_core.views.completeness import WHOLE
from minqing_core.views.tables import Row

DAYS_TO_THURSDAY = 3


class Metric(StrEnum):
    """What is counted of the entries that a cadre's diary of a quarter has."""

    RECORDED = "recorded"
    LATE = "late"
    CONCLUDED = "concluded"
    DEFERRED = "deferred"
    OPINION_TOLD = "opinion-told"
    RESULT_TOLD = "result-told"
    INCOMPLETE = "incomplete"
    WEEKS = "weeks"


def weeks_of(period: Months) -> tuple[Week, ...]:
    """Return the weeks of a quarter: those whose Thursday lies in it."""
    days = (period.first + timedelta(days=n) for n in range((period.last - period.first).days + 1))
    return tuple(Week.of(day) for day in days if day.weekday() == DAYS_TO_THURSDAY)


def span_of(period: Months) -> tuple[date, date]:
    """Return the first and the last day of a quarter and of its weeks together."""
    weeks = weeks_of(period)
    return min(period.first, weeks[0].first), max(period.last, weeks[-1].last)


def entered_on(row: Row) -> date:
    """Return the day on which an entry was made, however much later it was put on record."""
    return date.fromisoformat(str(row["entered_on"]))


def by_week(rows: Iterable[Row], period: Months) -> tuple[int, ...]:
    """Count the entries in each week of a quarter (S39)."""
    counted = Counter(Week.of(entered_on(row)) for row in rows)
    return tuple(counted[week] for week in weeks_of(period))


def figures(
    rows: Iterable[Row], period: Months, is_late: Callable[[Row], bool]
) -> Mapping[Metric, int]:
    """Count the entries of a quarter by what became of them (S22, S26, S28, S33, S39)."""
    all_rows = tuple(rows)
    own = [row for row in all_rows if period.first <= entered_on(row) <= period.last]
    return {
        Metric.RECORDED: len(own),
        Metric.LATE: sum(map(is_late, own)),
        Metric.CONCLUDED: sum(row["status"] == Status.CONCLUDED for row in own),
        Metric.DEFERRED: sum(row["status"] == Status.DEFERRED for row in own),
        Metric.OPINION_TOLD: sum(row["opinion_on"] is not None for row in own),
        Metric.RESULT_TOLD: sum(row["result_on"] is not None for row in own),
        Metric.INCOMPLETE: sum(int(row["complete"] or 0) < WHOLE for row in own),
        Metric.WEEKS: sum(n > 0 for n in by_week(all_rows, period)),
    }
