"""How long somebody did nothing in a matter that was open, and what put an end to that (S66)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from attrs import frozen

from minqing_core.duties.answering import LastDay
from minqing_core.kernel.calendar import WorkingCalendar
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.replay.knew import By, Knew
from minqing_core.replay.sources import Source
from minqing_core.views import course
from minqing_core.views.case_file import CaseFile

Heads: TypeAlias = Callable[[UnitId, date], Iterable[PersonId]]
ELSEWHERE = frozenset({By.INQUIRY, By.PUBLICATION, By.BOUND})


class Gap(StrEnum):
    """What the working days end with that are counted, or why none are."""

    ACTED = "acted"
    RECUSED = "recused"
    LEFT = "left"
    ENDED = "ended"
    STILL = "still"
    AFTER_END = "after-end"
    APART = "apart"


@frozen(kw_only=True)
class Posted:
    """Who heads a unit on a day, and until when who was transferred away is in the town."""

    heads: Heads
    last_day: LastDay


@frozen(kw_only=True)
class Going:
    """How a matter went on: the days on which it was open, who was let keep away since when."""

    open_days: tuple[tuple[date, date | None], ...]
    recused: Mapping[PersonId, date]
    posted: Posted
    calendar: WorkingCalendar
    today: date


def going(file: CaseFile, posted: Posted, calendar: WorkingCalendar, today: date) -> Going:
    """Return how a matter went on."""
    granted = (line for line in course.recusals(file) if line.granted)
    return Going(
        open_days=tuple(course.open_days(file)),
        recused={line.person: line.decided_on or today for line in granted},
        posted=posted,
        calendar=calendar,
        today=today,
    )


def gap(
    matter: Going, known: Sequence[Knew], first_act: Source | None
) -> tuple[Gap | None, int | None]:
    """Return the working days from when somebody could have known, and what they end with.

    Only those count on which the matter was open: up to the first act, or to the end, or until
    somebody was let keep away from it or left the town. Who looks into it, tells the public of it
    or answers for another that is bound to it has nothing to do in it, nor has who knew only after
    its end; and a unit acts by its people.
    """
    first = known[0]
    if first.person is None:
        return None, None
    if all(one.by in ELSEWHERE for one in known):
        return Gap.APART, None
    until, why = min(_ends(matter, first.person, first_act), key=lambda end: end[0])
    counted = [
        matter.calendar.working_days_between(max(began, first.on), min(ended or until, until))
        for began, ended in matter.open_days
        if max(began, first.on) <= min(ended or until, until)
    ]
    if counted:
        return why, sum(counted)
    return (why if why in {Gap.RECUSED, Gap.LEFT} else Gap.AFTER_END), None


def _ends(matter: Going, person: PersonId, first_act: Source | None) -> Iterator[tuple[date, Gap]]:
    """Yield the days with which it may end, the first of them being the one."""
    if first_act is not None:
        yield first_act.on, Gap.ACTED
        return
    if person in matter.recused:
        yield matter.recused[person], Gap.RECUSED
    last = matter.posted.last_day(person)
    if last is not None and last < matter.today:
        yield last, Gap.LEFT
    ended = matter.open_days[-1][1]
    if ended is not None:
        yield ended, Gap.ENDED
    yield matter.today, Gap.STILL
