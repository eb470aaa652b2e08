"""Who answered for a matter from when until when, without a gap while it was open (S25, S66)."""

from collections.abc import Callable, Iterator
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import TypeAlias

import attrs
from attrs import frozen

from minqing_core.diary import events
from minqing_core.duties.answering import taken_over_on
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.periods import civil_date, end_of_day, start_of_day
from minqing_core.replay.findings import Read
from minqing_core.replay.sources import Source
from minqing_core.views.case_file import CaseFile
from minqing_core.views.holding import Holder


class Ended(StrEnum):
    """By what it ended that somebody answered, or that nobody did."""

    HANDED_ON = "handed-on"
    CONCLUDED = "concluded"
    LEFT = "left"
    ANSWERED = "answered"


@frozen(kw_only=True)
class Held:
    """Who answered for a matter, from when until when and by which record.

    ``person`` is None where nobody did and the unit had it: before its holder was in the roster or
    it was recorded here, and after their last day in the town. ``until`` is None for who still
    does; ``working_days`` are those after the first day, up to the last or to the day asked about.
    """

    person: PersonId | None
    unit: UnitId
    since: datetime
    until: datetime | None
    ended: Ended | None
    working_days: int
    source: Source


@frozen(kw_only=True)
class _Now:
    """Who has the matter, whether it is open, and who of its holders is in the town."""

    holder: Holder | None = None
    is_open: bool = True
    here: frozenset[PersonId] = frozenset()

    @property
    def who(self) -> tuple[PersonId | None, UnitId] | None:
        """Who answers, or else the unit; None while nobody has to."""
        if self.holder is None or not self.is_open:
            return None
        here = self.holder.person in self.here
        return (self.holder.person if here else None, self.holder.unit)


Change: TypeAlias = Callable[[_Now], _Now]


@frozen(kw_only=True)
class _Turn:
    """That something changed at an instant, and by which record; None is that of the holder."""

    at: datetime
    order: tuple[int, int]
    ends: Ended
    change: Change
    source: Source | None = None


def responsibility(read: Read) -> Iterator[Held]:
    """Yield who answered for a matter one after the other, without a gap while it was open (S25).

    That ends with its conclusion and begins again with its reopening; and it ends with the last
    day in the town of who held it, unless they handed it over (S46).
    """
    now, began = _Now(), None
    for turn in sorted(_turns(read), key=lambda turn: (turn.at, turn.order)):
        before, now = now, turn.change(now)
        if now.who != before.who:
            if began is not None and _lasted(before, began, turn):
                yield _held(read, before, began, turn)
            began = turn
    if began is not None and now.who is not None:
        yield _held(read, now, began, None)


def _lasted(now: _Now, began: _Turn, ended: _Turn) -> bool:
    """Say whether there is anything to tell: that nobody answered for no time at all is not."""
    return now.who is not None and (now.who[0] is not None or began.at < ended.at)


def _held(read: Read, now: _Now, began: _Turn, ended: _Turn | None) -> Held:
    assert now.who is not None and now.holder is not None  # noqa: S101, PT018 - asked before
    person, unit = now.who
    last = read.today if ended is None else civil_date(ended.at)
    return Held(
        person=person,
        unit=unit,
        since=began.at,
        until=None if ended is None else ended.at,
        ended=None if ended is None else ended.ends,
        working_days=read.calendar.working_days_between(civil_date(began.at), last),
        source=began.source or read.sources[now.holder.version],
    )


def _turns(read: Read) -> Iterator[_Turn]:
    yield from _handed(read)
    yield from _opened_and_ended(read)
    for person in dict.fromkeys(one.person for one in read.file.holders):
        yield from _came_and_left(read, person)


def _handed(read: Read) -> Iterator[_Turn]:
    for number, one in enumerate(read.file.holders):
        yield _Turn(
            at=one.since if number else _learned(read.file, one),
            order=(1, one.version),
            ends=Ended.HANDED_ON,
            change=partial(attrs.evolve, holder=one),
        )


def _learned(file: CaseFile, first: Holder) -> datetime:
    assert file.opened is not None  # noqa: S101 - who holds a matter was recorded with it
    return min(first.since, file.opened.matter.learned_at)


def _opened_and_ended(read: Read) -> Iterator[_Turn]:
    turns = (events.CaseConcluded, events.CaseReopened)
    for said in read.file.said:
        if isinstance(said.fact, turns):
            again = isinstance(said.fact, events.CaseReopened)
            yield _Turn(
                at=said.at,
                order=(1, said.version),
                ends=Ended.CONCLUDED,
                change=partial(attrs.evolve, is_open=again),
                source=read.sources[said.version],
            )


def _came_and_left(read: Read, person: PersonId) -> Iterator[_Turn]:
    """Yield since when somebody may answer, before all else of that day, and until when, after."""
    came, last = read.arrived(person), read.last_day(person)
    since = None if came is None else max(came, taken_over_on(read.file) or came)
    if since is not None and (last is None or since <= last):
        yield _Turn(
            at=start_of_day(since),
            order=(0, 0),
            ends=Ended.ANSWERED,
            change=lambda now: attrs.evolve(now, here=now.here | {person}),
        )
    if last is not None and last < read.today:
        yield _Turn(
            at=end_of_day(last),
            order=(2, 0),
            ends=Ended.LEFT,
            change=lambda now: attrs.evolve(now, here=now.here - {person}),
            source=read.left[person],
        )
