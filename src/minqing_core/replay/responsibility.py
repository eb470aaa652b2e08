"""Who answered for a matter from when until when, without a gap (S25, S66)."""

from collections.abc import Iterator
from datetime import date, datetime

from attrs import frozen

from minqing_core.kernel.calendar import WorkingCalendar
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.replay.sources import Source, Sources
from minqing_core.views.case_file import CaseFile


@frozen(kw_only=True)
class Held:
    """Who answered for a matter, from when until when and by which record.

    ``until`` is None for who still does; ``working_days`` are those after the first day, up to
    the last or to the day asked about.
    """

    person: PersonId
    unit: UnitId
    since: datetime
    until: datetime | None
    working_days: int
    source: Source


def responsibility(
    file: CaseFile, sources: Sources, calendar: WorkingCalendar, today: date
) -> Iterator[Held]:
    """Yield who answered for a matter one after the other, without a gap (S25)."""
    for one in file.holders:
        last = today if one.until is None else civil_date(one.until)
        yield Held(
            person=one.person,
            unit=one.unit,
            since=one.since,
            until=one.until,
            working_days=calendar.working_days_between(civil_date(one.since), last),
            source=sources[one.version],
        )
