"""What the diaries of a quarter amount to, counted over the rows of matters (S50)."""

from collections import Counter
from collections.abc import Iterable

from attrs import frozen

from minqing_core.kernel.periods import Months
from minqing_core.views.case_file import Status
from minqing_core.views.case_rows import OF_ANY_STATUS, STILL_OPEN
from minqing_core.views.completeness import WHOLE
from minqing_core.views.tables import Row, Where


@frozen(kw_only=True)
class Statistics:
    """The ordinary matters of some places in a quarter, in numbers.

    ``learned`` are those learned in the quarter, of which so many were ``concluded``, ``answered``
    and are ``incomplete``; ``open`` are all that had not ended, ``open_before`` those of them that
    were learned before it.
    """

    learned: int
    concluded: int
    answered: int
    incomplete: int
    by_category: dict[str, int]
    by_kind: dict[str, int]
    by_channel: dict[str, int]
    by_urgency: dict[str, int]
    by_outcome: dict[str, int]
    by_recorder: dict[str, int]
    open: int
    open_before: int
    open_by_category: dict[str, int]


def learned_in(period: Months) -> tuple[Where, ...]:
    """Return the conditions that are true of the ordinary matters learned in a period."""
    return (
        Where(column="confidential", test="=", value=0),
        OF_ANY_STATUS,
        Where(column="learned_on", test=">=", value=period.first.isoformat()),
        Where(column="learned_on", test="<=", value=period.last.isoformat()),
    )


def open_by(period: Months) -> tuple[Where, ...]:
    """Return the conditions that are true of the ordinary open matters learned by a period's end.

    What is open is open at the moment that is looked at.
    """
    return (
        Where(column="confidential", test="=", value=0),
        *STILL_OPEN,
        Where(column="learned_on", test="<=", value=period.last.isoformat()),
    )


def statistics(learned: Iterable[Row], unended: Iterable[Row], period: Months) -> Statistics:
    """Count the matters learned in a quarter, and those open."""
    rows, waiting, first = [*learned], [*unended], period.first.isoformat()
    return Statistics(
        learned=len(rows),
        concluded=sum(row["status"] == Status.CONCLUDED for row in rows),
        answered=sum(row["result_on"] is not None for row in rows),
        incomplete=sum(int(row["complete"] or 0) < WHOLE for row in rows),
        by_category=_counted(rows, "category"),
        by_kind=_counted(rows, "kind"),
        by_channel=_counted(rows, "channel"),
        by_urgency=_counted(rows, "urgency"),
        by_outcome=_counted((row for row in rows if row["outcome"] is not None), "outcome"),
        by_recorder=_counted(rows, "recorder"),
        open=len(waiting),
        open_before=sum(str(row["learned_on"]) < first for row in waiting),
        open_by_category=_counted(waiting, "category"),
    )


def _counted(rows: Iterable[Row], column: str) -> dict[str, int]:
    found = Counter(str(row[column]) for row in rows)
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))
