"""Who could have known of a matter from when on, by what, and when they first acted (S25, S66)."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import attrs
from attrs import frozen

from minqing_core.diary import events as diary
from minqing_core.kernel.calendar import WorkingCalendar
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import CaseId, PersonId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.replay.elsewhere import History, elsewhere
from minqing_core.replay.knew import By, Knew, knew
from minqing_core.replay.sources import Source, source


@frozen(kw_only=True)
class Knower:
    """A person, or a unit, with everything by which they could have known, and what they did.

    ``first`` comes before all else; ``acted`` are their records in the matter after it was
    written down. ``gap_days`` are the working days from the first day to the first act, or up to
    the day asked about where they have done nothing.
    """

    person: PersonId | None
    unit: UnitId | None
    first: Knew
    known: tuple[Knew, ...]
    acted: tuple[Source, ...]
    first_act: Source | None
    gap_days: int


LOOKS_ONLY = (diary.MatterRecorded, diary.IdentityOpened)


def knowers(
    history: History, related: Iterable[History], calendar: WorkingCalendar, today: date
) -> tuple[Knower, ...]:
    """Return who could have known of a matter, the first ones first.

    ``related`` are the histories of what else may have dealt with it.
    """
    case = CaseId(history[0].stream.partition("/")[2])
    known = [*_of_matter(history)]
    for other in related:
        known += elsewhere(case, other)
    acted = [e for e in history if not isinstance(e.event, LOOKS_ONLY)]
    grouped: dict[tuple[PersonId | None, UnitId | None], list[Knew]] = {}
    for one in sorted(known, key=_order):
        grouped.setdefault((one.person, one.unit), []).append(one)
    return tuple(_knower(found, acted, calendar, today) for found in grouped.values())


def _order(one: Knew) -> tuple[date, int]:
    return one.on, one.source.position


def _knower(known: list[Knew], acted: History, calendar: WorkingCalendar, today: date) -> Knower:
    first, *later = known
    acts = sorted(
        (source(e) for e in acted if first.person in {e.actor, e.on_behalf_of}),
        key=lambda act: (act.on, act.position),
    )
    mine = acts if first.person is not None else []
    first_act = mine[0] if mine else None
    until = today if first_act is None else first_act.on
    return Knower(
        person=first.person,
        unit=first.unit,
        first=first,
        known=(first, *(one for one in later if one.by is not By.ACTING)),
        acted=tuple(mine),
        first_act=first_act,
        gap_days=calendar.working_days_between(first.on, until),
    )


def _of_matter(history: History) -> Iterator[Knew]:
    for envelope in history:
        yield from _told(envelope)
        if not isinstance(envelope.event, diary.MatterRecorded):
            for one in filter(None, (envelope.actor, envelope.on_behalf_of)):
                yield knew(envelope, one, By.ACTING)


def _told(envelope: Envelope[Any]) -> Iterator[Knew]:  # noqa: C901, PLR0912 - one a way of knowing
    match envelope.event:
        case diary.MatterRecorded(owner=owner):
            yield from _recorded(envelope, owner)
        case diary.HandoverAccepted(owner=owner) | diary.CaseAssigned(owner=owner):
            yield knew(envelope, owner, By.ANSWERING)
        case diary.LeaderAssigned(leader=leader):
            yield knew(envelope, leader, By.LEADING)
        case diary.MeasureAdopted(owner=owner):
            yield knew(envelope, owner, By.MEASURE)
        case diary.HandoverAsked(to=to, unit=unit):
            yield knew(envelope, to, By.HANDOVER, unit=unit)
        case diary.CohandlingAsked(person=to, unit=unit):
            yield knew(envelope, to, By.COHANDLING, unit=unit)
        case diary.ReportedUp(to=to):
            yield knew(envelope, to, By.REPORT)
        case diary.LeadersTold(leaders=leaders):
            for leader in leaders:
                yield knew(envelope, leader, By.TOLD)
        case diary.ReminderSent(to=to):
            yield knew(envelope, to, By.REMINDER)
        case diary.SupervisionOrdered(to=to):
            yield knew(envelope, to, By.SUPERVISION)
        case diary.IdentityOpened():
            yield knew(envelope, envelope.actor, By.IDENTITY)
        case _:
            pass


def _recorded(envelope: Envelope[Any], owner: PersonId) -> Iterator[Knew]:
    """Yield whoever learned of it, since then; whom else it was written down for, since that."""
    learned = envelope.on_behalf_of or envelope.actor
    written = civil_date(envelope.recorded_at)
    yield knew(envelope, learned, By.RECORDING)
    if envelope.actor != learned:
        yield attrs.evolve(knew(envelope, envelope.actor, By.RECORDING), on=written)
    if owner not in {learned, envelope.actor}:
        yield attrs.evolve(knew(envelope, owner, By.ANSWERING), on=written)
