"""The ladder of supervision: urged, ordered, named in a bulletin （催办、督办、通报， S72)."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from attrs import frozen

from minqing_core.diary import events
from minqing_core.duties.limits import Deadline
from minqing_core.kernel.calendar import Limit, WorkingCalendar
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.periods import civil_date
from minqing_core.views.case_file import CaseFile


class Rung(StrEnum):
    """What is done about a limit that is not met, one step after the other."""

    URGE = "urge"
    SUPERVISE = "supervise"
    NAME = "name"


RUNGS = tuple(Rung)
SENT: Mapping[type[Any], Rung] = {
    events.ReminderSent: Rung.URGE,
    events.SupervisionOrdered: Rung.SUPERVISE,
}


@frozen(kw_only=True)
class Ladder:
    """When each rung's day comes: so long before a limit, after it, and after the second rung."""

    urge: Limit
    supervise: Limit
    name: Limit

    def days(
        self, due: date, calendar: WorkingCalendar, ordered: date | None = None
    ) -> dict[Rung, date]:
        """Return the day of each rung for a limit that is due on a day.

        Who was *ordered* later than that could be has as long from then on.
        """
        supervised = calendar.due(due, self.supervise).day
        supervised = supervised if ordered is None else max(supervised, ordered)
        return {
            Rung.URGE: calendar.ahead(due, self.urge),
            Rung.SUPERVISE: calendar.due(due, self.supervise).day,
            Rung.NAME: calendar.due(supervised, self.name).day,
        }


@frozen(kw_only=True)
class Taken:
    """A rung that was taken on a day."""

    rung: Rung
    on: date


@frozen(kw_only=True)
class Footing:
    """Where a matter stands on the ladder, by the limit of it that was due first.

    ``next`` is the lowest rung above those taken, and ``next_on`` its day; None at the top.
    ``person`` answered for the limit on its day, or has the matter now where nobody did.
    ``warranted`` is the rung to which its lateness alone would have brought it.
    """

    duty: str
    title: str
    clause: str
    person: PersonId
    due: date
    days_late: int
    next: Rung | None
    next_on: date | None
    warranted: Rung
    taken: tuple[Taken, ...]

    def is_due(self, today: date) -> bool:
        """Say whether the day of the next rung has come."""
        return self.next_on is not None and self.next_on <= today


def footing(
    file: CaseFile,
    limits: Iterable[Deadline],
    *,
    ladder: Ladder,
    calendar: WorkingCalendar,
    named: Sequence[date],
    today: date,
) -> Footing | None:
    """Return where a matter stands on the ladder; None below its first rung (S72, S75).

    ``named`` are the days of the bulletins that named it. Only what was done since the day of the
    first rung counts, towards who answers for the limit or has the matter now; a higher rung
    stands for those below it.
    """
    unmet = min((one for one in limits if one.met_on is None), key=_due, default=None)
    if unmet is None:
        return None
    urged = ladder.days(unmet.due, calendar)[Rung.URGE]
    if today < urged:
        return None
    answering = {unmet.person, file.owner}
    taken = tuple(t for t in _taken(file, answering, named) if urged <= t.on <= today)
    ordered = max((one.on for one in taken if one.rung is Rung.SUPERVISE), default=None)
    days = ladder.days(unmet.due, calendar, ordered)
    height = max((RUNGS.index(one.rung) + 1 for one in taken), default=0)
    following = RUNGS[height] if height < len(RUNGS) else None
    return Footing(
        duty=unmet.duty,
        title=unmet.title,
        clause=unmet.clause,
        person=unmet.person or file.holders[-1].person,
        due=unmet.due,
        days_late=calendar.working_days_between(unmet.due, today),
        next=following,
        next_on=None if following is None else days[following],
        warranted=[rung for rung in RUNGS if days[rung] <= today][-1],
        taken=taken,
    )


def _due(limit: Deadline) -> date:
    return limit.due


def _taken(
    file: CaseFile, answering: Container[PersonId | None], named: Sequence[date]
) -> Iterator[Taken]:
    for said in file.said:
        rung = SENT.get(type(said.fact))
        if rung is not None and said.fact.to in answering:
            yield Taken(rung=rung, on=civil_date(said.at))
    yield from (Taken(rung=Rung.NAME, on=on) for on in sorted(named))
