"""The board of a city: how each town's matters stand, counted from what it told."""

from collections.abc import Iterable
from datetime import date, datetime

from attrs import define, frozen

from minqing_core.application.city.towns import Standing, Trouble
from minqing_core.application.export_rows import MatterRow
from minqing_core.application.shares import Share, share
from minqing_core.views.case_file import Status


@frozen(kw_only=True)
class Counts:
    """How the matters of a town stand on a day.

    ``overdue`` are open ones with a limit that is past and not met, but those handled within
    another; ``answered`` those whose citizen was told the result, ``in_time`` the limits met in
    time of all that are met or past.
    """

    matters: int
    open: int
    overdue: int
    answered: int
    in_time: Share
    satisfied: Share


@frozen(kw_only=True)
class BoardLine:
    """A town on the board: its counts, what it recorded of late, and how far that is proved.

    ``uncovered`` are the records that no cosigned checkpoint covers.
    """

    town: str
    counts: Counts
    week: int
    records: int
    last_at: datetime | None
    followed_at: datetime | None
    signed: int
    cosigned: int
    uncovered: int
    trouble: Trouble | None
    broken: tuple[Trouble, ...]


@define
class _Tally:
    matters: int = 0
    open: int = 0
    overdue: int = 0
    answered: int = 0
    met: int = 0
    judged: int = 0
    satisfied: int = 0
    said: int = 0


def counts(rows: Iterable[MatterRow], today: date) -> Counts:
    """Count how matters stand on a day (S28, S34, S62)."""
    tally = _Tally()
    for row in rows:
        past, still = sum(due < today for due in row.unmet), row.status is not Status.CONCLUDED
        tally.matters += 1
        tally.open += still
        tally.overdue += still and past > 0 and not row.merged
        tally.answered += row.answered
        tally.met += row.met
        tally.judged += row.met + row.met_late + past
        tally.said += row.satisfied is not None
        tally.satisfied += row.satisfied is True
    return Counts(
        matters=tally.matters,
        open=tally.open,
        overdue=tally.overdue,
        answered=tally.answered,
        in_time=share(tally.met, tally.judged),
        satisfied=share(tally.satisfied, tally.said),
    )


def line(standing: Standing, counted: Counts, week: int) -> BoardLine:
    """Return a town on the board."""
    size = standing.reached.size
    return BoardLine(
        town=standing.town,
        counts=counted,
        week=week,
        records=size,
        last_at=standing.last_at,
        followed_at=standing.followed_at,
        signed=standing.signed,
        cosigned=standing.cosigned,
        uncovered=size - standing.cosigned,
        trouble=standing.trouble,
        broken=standing.broken,
    )
