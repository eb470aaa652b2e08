"""Complaints about cadres: closed to the accused and their units, petitioners sealed (S12)."""

from collections.abc import Sequence

import attrs

from minqing_core.diary import events
from minqing_core.diary.decisions import refusals
from minqing_core.diary.decisions.requirements import require_hand, require_text
from minqing_core.diary.state import Case
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.standing import Standing


@attrs.frozen(kw_only=True)
class Accusation:
    """Who is accused, and the units in which they served since the matter was learned."""

    people: frozenset[PersonId]
    units: frozenset[UnitId]


@attrs.frozen(kw_only=True)
class Naming:
    """Whom a matter complains about, and by what that is known."""

    person: PersonId
    reason: Personal


@attrs.frozen(kw_only=True)
class Opening:
    """Whose identity is opened, by their places in the list (everybody's if none), and why."""

    petitioners: tuple[int, ...] = ()
    reason: Personal


def close_to_chain(
    recorded: Sequence[events.Event],
    *,
    accusation: Accusation,
    by: Standing,
    owner: Standing,
    author: Standing | None = None,
) -> list[events.Event]:
    """Return a complaint as it is recorded: answered for outside the units of the accused (S12).

    Whoever is barred may hand it in, and cannot open it afterwards; the accused may not, nor is it
    written down for them.
    """
    for one in (by, author or by):
        if one.person in accusation.people:
            raise refusals.AccusedRecordsError(person=one.person)
    _require_outside(owner, accusation)
    return [_closed(event, accusation, owner) for event in recorded]


def name_accused(
    case: Case, *, naming: Naming, units: frozenset[UnitId], by: Standing, owner: Standing
) -> list[events.Event]:
    """Name a cadre whom a matter turns out to complain about, with their units (S12)."""
    require_hand(case, by)
    require_text("理由", naming.reason, "从何得知反映的是此人")
    if naming.person in case.accused and units <= case.accused_units:
        return []
    _require_outside(owner, Accusation(people=frozenset({naming.person}), units=units))
    return [
        events.AccusedNamed(person=naming.person, units=tuple(sorted(units)), reason=naming.reason)
    ]


def open_identity(case: Case, *, opening: Opening) -> list[events.Event]:
    """Open the sealed identity of petitioners, which is on record for good (S12).

    Not idempotent: each opening is a fact of its own.
    """
    if not case.sealed:
        raise refusals.NotSealedError
    require_text("理由", opening.reason, "为什么要知道反映人的身份")
    numbers = opening.petitioners or range(1, case.petitioners + 1)
    for number in numbers:
        if not 1 <= number <= case.petitioners:
            raise refusals.PetitionerUnknownError(number=number, count=case.petitioners)
    return [events.IdentityOpened(petitioners=tuple(sorted({*numbers})), reason=opening.reason)]


def _require_outside(owner: Standing, accusation: Accusation) -> None:
    if owner.is_barred(accusation.people, accusation.units):
        units = "、".join(sorted(accusation.units)) or "无"
        raise refusals.OwnerBarredError(owner=owner.person, units=units)


def _closed(event: events.Event, accusation: Accusation, owner: Standing) -> events.Event:
    if not isinstance(event, events.MatterRecorded):
        return event
    if event.unit not in owner.units:
        units = "、".join(sorted(owner.units)) or "无"
        raise refusals.OwnersUnitError(owner=owner.person, unit=event.unit, units=units)
    return attrs.evolve(event, accused_units=tuple(sorted(accusation.units)))
