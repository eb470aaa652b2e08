"""Entries written together on the last day of a week or a quarter, long after the fact (S37)."""

from collections.abc import Iterator, Sequence
from datetime import date

from minqing_core.kernel.ids import CaseId, PersonId, UnitId
from minqing_core.kernel.periods import Months, Week, quarter
from minqing_core.signals.signal import CLAUSES, Compared, Signal, Thresholds
from minqing_core.views.cases import stream_of
from minqing_core.views.tables import Row

HALF = 2


def ending_on(day: date) -> Iterator[Week | Months]:
    """Yield the week and the quarter of which a day is the last."""
    for period in (Week.of(day), quarter(day)):
        if period.last == day:
            yield period


def burst(entries: Sequence[Row], period: Week | Months, thresholds: Thresholds) -> Signal | None:
    """Return that half or more of what somebody wrote in a period was written on its last day.

    Only entries of matters that had been learned on an earlier day count; the signal is about
    the one written last (S37).
    """
    late = [entry for entry in sorted(entries, key=_position) if _late(entry, period.last)]
    if len(late) < thresholds.burst or HALF * len(late) < len(entries):
        return None
    last = late[-1]
    return Signal(
        signal=f"burst.{last['number']}.{period}",
        kind="burst",
        clause=CLAUSES["burst"],
        case=CaseId(str(last["number"])),
        unit=UnitId(str(last["unit"])),
        person=PersonId(str(last["recorder"])),
        on=period.last,
        text=f"{period} 共记 {len(entries)} 件，其中 {len(late)} 件是在最后一天"
        f"（{period.last}）补记的，所记之事此前都已获知",
        compares=tuple(map(entered, late)),
    )


def entered(entry: Row) -> Compared:
    """Return the event by which a matter was written down, from its row."""
    case = CaseId(str(entry["number"]))
    return Compared(
        stream=stream_of(case),
        version=1,
        position=_position(entry),
        person=PersonId(str(entry["recorder"])),
        occurred_on=date.fromisoformat(str(entry["learned_on"])),
        recorded_on=date.fromisoformat(str(entry["recorded_on"])),
    )


def _position(entry: Row) -> int:
    return int(str(entry["position"]))


def _late(entry: Row, last: date) -> bool:
    recorded_on, learned_on = str(entry["recorded_on"]), str(entry["learned_on"])
    return recorded_on == last.isoformat() and learned_on < recorded_on
