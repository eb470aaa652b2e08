"""Binding matters together and taking them apart; every citizen stays owed an answer (S30, S63).

What touches two matters gives two lists: what happened to the one asked about, then to the other.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeAlias

import attrs
from attrs import frozen

from minqing_core.diary import events
from minqing_core.diary.decisions import links_refusals as refusals
from minqing_core.diary.decisions.recording import became_sudden, record, require_own_unit
from minqing_core.diary.decisions.requirements import (
    OUTCOMES,
    require_free,
    require_hand,
    require_open,
    require_text,
    require_unmerged,
)
from minqing_core.diary.state import Case
from minqing_core.kernel.ids import CaseId, PersonId, UnitId
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.standing import Standing

Both: TypeAlias = tuple[list[events.Event], list[events.Event]]
NOTHING: Both = ([], [])
DUPLICATE, MERGED = "列为重复于", "并入"


@frozen(kw_only=True)
class Other:
    """Another matter: its number, and how it stands."""

    number: CaseId
    case: Case


@frozen(kw_only=True)
class Portion:
    """The part of a matter that becomes a matter by itself; what is not said stays as it was."""

    title: Personal
    text: Personal
    reason: Personal
    kind: events.MatterKind | None = None
    category: str | None = None
    category_label: Personal | None = None
    petitioners: tuple[events.Petitioner, ...] | None = None
    owner: PersonId | None = None
    unit: UnitId | None = None
    attested: bool = False


def link(
    case: Case, *, number: CaseId, linked: events.LinkedAsDuplicate, other: Other, by: Standing
) -> Both:
    """Say that the matter is the same as another (S26, S30)."""
    require_hand(case, by)
    _require_other(number, other, "列为重复")
    require_text("重复的理由", linked.reason, "为什么认定是同一件事")
    if case.course.duplicate_of == other.number:
        return NOTHING
    _require_loose(number, case.course.duplicate_of, DUPLICATE)
    _require_loose(other.number, other.case.course.duplicate_of, DUPLICATE)
    _require_alone(case.course.duplicates, DUPLICATE)
    return [linked], [events.DuplicateFound(duplicate=number)]


def require_alike(
    number: CaseId, other: CaseId, *, confidential: bool, other_confidential: bool
) -> None:
    """Refuse to bind a complaint about a cadre to a matter that is none (S12)."""
    if confidential != other_confidential:
        raise refusals.UnlikeMattersError(case=number, other=other)


def unlink(
    case: Case, *, number: CaseId, unlinked: events.DuplicateUnlinked, by: Standing
) -> Both:
    """Say that the matter is not the same as the other after all (S30).

    Not idempotent: there must be a link to undo; the request's key tells a repetition.
    """
    require_hand(case, by)
    require_text("解除的理由", unlinked.reason, "为什么认定不是同一件事")
    if case.course.duplicate_of != unlinked.of:
        raise refusals.NotLinkedError(how=DUPLICATE, other=unlinked.of)
    if case.concluded is events.Outcome.DUPLICATE and case.course.merged_into is None:
        raise _ended_so(case.concluded, DUPLICATE, unlinked.of)
    return [unlinked], [events.DuplicateReleased(duplicate=number)]


def merge(
    case: Case, *, number: CaseId, merged: events.MergedInto, other: Other, by: Standing
) -> Both:
    """Have the matter handled within another from now on (S30, S63)."""
    require_hand(case, by)
    _require_other(number, other, "并案")
    require_hand(other.case, by)
    require_text("并案理由", merged.reason, "为什么并在一起办理")
    if case.course.merged_into == other.number:
        return NOTHING
    require_open(case, "并案")
    require_open(other.case, "并入他事")
    _require_loose(number, case.course.merged_into, MERGED)
    _require_loose(other.number, other.case.course.merged_into, MERGED)
    _require_alone(case.course.parts, MERGED)
    return [merged], [events.TookIn(part=number)]


def unmerge(case: Case, *, number: CaseId, undone: events.MergeUndone, by: Standing) -> Both:
    """Have the matter handled by itself again (S30).

    Not idempotent: there must be a merger to undo; the request's key tells a repetition.
    """
    require_hand(case, by)
    require_text("解除并案的理由", undone.reason, "为什么要分开办理")
    if case.course.merged_into != undone.whole:
        raise refusals.NotLinkedError(how=MERGED, other=undone.whole)
    if case.concluded is not None:
        raise _ended_so(case.concluded, MERGED, undone.whole)
    return [undone], [events.PartReleased(part=number)]


def require_parts_ended(parts: Mapping[CaseId, Case]) -> None:
    """Refuse an end of the whole while a matter that is handled in it is open (S30, S34, S63)."""
    still_open = sorted(number for number, part in parts.items() if part.concluded is None)
    if still_open:
        raise refusals.PartsOpenError(parts="、".join(still_open))


def split(
    case: Case,
    *,
    number: CaseId,
    portion: Portion,
    origin: events.Matter,
    by: Standing,
    author: Standing | None = None,
    at: datetime,
) -> list[events.Event]:
    """Write part of a matter down as one by itself, with the same petitioners (S30, S63).

    Its limits run from the day on which the whole was learned; what was confided in the whole
    stays so in the part (S12). Not idempotent: two parts are two matters; the request's key tells
    a repetition.
    """
    require_hand(case, by)
    require_open(case, "拆分")
    require_unmerged(case, "拆分")
    require_text("拆分理由", portion.reason, "为什么要分开记录")
    unit, owner = portion.unit or case.unit, portion.owner or case.owner
    assert unit is not None and owner is not None  # noqa: S101, PT018 - recorded matters have both
    require_free(case, owner, "负责拆出的事")
    if unit != case.unit:
        require_own_unit(unit, by)
    (opened,) = record(
        _portioned(case, portion, origin),
        by=attrs.evolve(by, units=by.units | {unit}),
        author=author,
        owner=owner,
        unit=unit,
        attested=portion.attested,
        at=at,
    )
    assert isinstance(opened, events.MatterRecorded)  # noqa: S101 - what recording gives
    return [
        attrs.evolve(opened, confided=case.confidential),
        events.SplitFrom(whole=number, reason=portion.reason),
    ]


def _portioned(case: Case, portion: Portion, origin: events.Matter) -> events.Matter:
    label = origin.category_label if portion.category is None else None
    category = portion.category or origin.category
    urgency = events.Urgency(case.facts["urgency"] or events.Urgency.ORDINARY)
    sudden = urgency is events.Urgency.ORDINARY and became_sudden(origin.category, category)
    return attrs.evolve(
        origin,
        title=portion.title,
        text=portion.text,
        kind=portion.kind or origin.kind,
        category=category,
        category_label=portion.category_label or label,
        petitioners=portion.petitioners or origin.petitioners,
        urgency=None if sudden else urgency,
        source=None,
        accused=tuple(sorted(case.accused)),
        protected=case.sealed,
    )


def _require_other(number: CaseId, other: Other, what: str) -> None:
    if other.number == number:
        raise refusals.SameMatterError(case=number, what=what)
    if other.case.version == 0:
        raise refusals.OtherUnknownError(other=other.number)


def _require_loose(number: CaseId, bound_to: CaseId | None, how: str) -> None:
    if bound_to is not None:
        raise refusals.LinkedElsewhereError(case=number, how=how)


def _require_alone(others: frozenset[CaseId], how: str) -> None:
    if others:
        raise refusals.HasOthersError(how=how)


def _ended_so(outcome: events.Outcome, how: str, other: CaseId) -> refusals.EndedSoError:
    return refusals.EndedSoError(outcome=OUTCOMES[outcome], how=how, other=other)
