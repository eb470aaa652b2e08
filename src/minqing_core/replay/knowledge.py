"""Who could have known of a matter from when on, by what, and when they first acted (S25, S66)."""

from collections.abc import Callable, Iterable, Iterator
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
from minqing_core.replay.gaps import Gap, Going, Heads, Posted, gap, going
from minqing_core.replay.knew import By, Knew, knew
from minqing_core.replay.sources import Source, source
from minqing_core.views import cases


@frozen(kw_only=True)
class Knower:
    """A person, or a unit, with everything by which they could have known, and what they did.

    ``first`` comes before all else; ``acted`` are their records in the matter after it was
    written down. ``gap_days`` are the working days on which it was open and they had done nothing,
    ``gap`` what they end with or why there are none; None of a unit, which acts by its people.
    """

    person: PersonId | None
    unit: UnitId | None
    first: Knew
    known: tuple[Knew, ...]
    acted: tuple[Source, ...]
    first_act: Source | None
    gap: Gap | None
    gap_days: int | None


OF_UNIT = {By.HANDOVER: By.UNIT_HANDOVER, By.COHANDLING: By.UNIT_COHANDLING}
LOOKS_ONLY = (diary.MatterRecorded, diary.IdentityOpened)


def knowers(
    history: History,
    related: Iterable[History],
    calendar: WorkingCalendar,
    today: date,
    posted: Posted,
) -> tuple[Knower, ...]:
    """Return who could have known of a matter, the first ones first.

    ``related`` are the histories of what else may have dealt with it.
    """
    case = CaseId(history[0].stream.partition("/")[2])
    matter = going(cases.fold(case, history), posted, calendar, today)
    known = [*_of_matter(history)]
    known += [*_of_heads(known, posted.heads)]
    for other in related:
        known += elsewhere(case, other)
    acted = [e for e in history if not isinstance(e.event, LOOKS_ONLY)]
    grouped: dict[tuple[PersonId | None, UnitId | None], list[Knew]] = {}
    for one in sorted(known, key=_order):
        grouped.setdefault((one.person, one.unit), []).append(one)
    return tuple(_knower(found, acted, matter) for found in grouped.values())


def known_to(
    person: PersonId, found: Iterable[Knower], in_post: Callable[[UnitId, date], bool]
) -> tuple[Knew, ...]:
    """Return by what one person could have known, the first first.

    By what their unit was asked too, where they were in post in it on that day: of whom it was
    asked without a name, nobody is on record.
    """
    known: list[Knew] = []
    for one in found:
        if one.person == person:
            known += one.known
        elif one.unit is not None:
            asked = (way for way in one.known if in_post(one.unit, way.on))
            known += (_in_unit(way, person) for way in asked)
    return tuple(sorted(dict.fromkeys(known), key=_order))


def _of_heads(known: Iterable[Knew], heads: Heads) -> Iterator[Knew]:
    """Yield that who headed a unit could have known when it was asked (S38)."""
    for one in known:
        for head in () if one.unit is None else heads(one.unit, one.on):
            yield _in_unit(one, head)


def _in_unit(asked: Knew, person: PersonId) -> Knew:
    return attrs.evolve(asked, person=person, unit=None, by=OF_UNIT[asked.by])


def _order(one: Knew) -> tuple[date, int]:
    return one.on, one.source.position


def _knower(known: list[Knew], acted: History, matter: Going) -> Knower:
    first, *later = known
    acts = sorted(
        (source(e) for e in acted if first.person in {e.actor, e.on_behalf_of}),
        key=lambda act: (act.on, act.position),
    )
    mine = acts if first.person is not None else []
    first_act = next((act for act in mine if act.on >= first.on), None)
    why, days = gap(matter, known, first_act)
    return Knower(
        person=first.person,
        unit=first.unit,
        first=first,
        known=(first, *(one for one in later if one.by is not By.ACTING)),
        acted=tuple(mine),
        first_act=first_act,
        gap=why,
        gap_days=days,
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
    """Yield whoever learned of it, since then; whom else it was written down for, since that.

    Of a matter taken over from elsewhere somebody else had learned: here it is known since then.
    """
    learned = envelope.on_behalf_of or envelope.actor
    written = civil_date(envelope.recorded_at)
    first = knew(envelope, learned, By.RECORDING)
    yield attrs.evolve(first, on=first.on if envelope.event.matter.source is None else written)
    if envelope.actor != learned:
        yield attrs.evolve(knew(envelope, envelope.actor, By.RECORDING), on=written)
    if owner not in {learned, envelope.actor}:
        yield attrs.evolve(knew(envelope, owner, By.ANSWERING), on=written)
