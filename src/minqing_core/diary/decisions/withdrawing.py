"""Keeping people away from a matter in which they have an interest (S12, S66)."""

from attrs import frozen

from minqing_core.diary import events
from minqing_core.diary.decisions import withdrawing_refusals as refusals
from minqing_core.diary.decisions.requirements import (
    in_hand,
    require_free,
    require_optional_text,
    require_text,
)
from minqing_core.diary.state import Case
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.standing import Standing

REASON = Personal("原负责人回避")


@frozen(kw_only=True)
class Granting:
    """That somebody keeps away, and who takes the owner's place where they were the owner."""

    person: PersonId
    reason: Personal | None = None
    owner: PersonId | None = None
    unit: UnitId | None = None


def ask_recusal(case: Case, *, asked: events.RecusalAsked, by: Standing) -> list[events.Event]:
    """Say that somebody has an interest in the matter, oneself or another (S12, S66)."""
    if by.person != asked.person and case.unit not in by.leads and not in_hand(case, by):
        raise refusals.RecusalNotOwnError(by=by.person, person=asked.person)
    require_text("回避理由", asked.reason, "与此事有什么利害关系")
    if asked.person in case.course.recused | case.course.recusals_asked:
        return []
    return [asked]


def grant_recusal(
    case: Case, *, granting: Granting, by: Standing, successor: Standing | None
) -> list[events.Event]:
    """Keep somebody away; when they were the owner, another takes their place (S12, S25, S66)."""
    person = granting.person
    require_optional_text("回避决定的理由", granting.reason)
    _require_judge(case, by, person)
    if person in case.course.recused:
        return []
    _require_asked(case, person)
    granted = events.RecusalGranted(person=person, reason=granting.reason)
    if person == case.owner:
        return [granted, _assigned(case, granting, successor)]
    if granting.owner is not None or granting.unit is not None:
        raise refusals.SuccessorUnneededError(person=person)
    return [granted]


def refuse_recusal(
    case: Case, *, refused: events.RecusalRefused, by: Standing
) -> list[events.Event]:
    """Let somebody go on acting on the matter, with the reason (S12, S66).

    Not idempotent: what was decided must be asked anew; the request's key tells a repetition.
    """
    _require_judge(case, by, refused.person)
    require_text("不予回避的理由", refused.reason, "为什么不必回避")
    _require_asked(case, refused.person)
    return [refused]


def _require_judge(case: Case, by: Standing, person: PersonId) -> None:
    may = case.unit in by.leads or by.coordinates
    if not may or by.person in {person, *case.course.recused}:
        raise refusals.RecusalNotForThemError(by=by.person, person=person, unit=case.unit)


def _require_asked(case: Case, person: PersonId) -> None:
    if person not in case.course.recusals_asked:
        raise refusals.RecusalUnaskedError(person=person)


def _assigned(case: Case, granting: Granting, successor: Standing | None) -> events.CaseAssigned:
    unit = granting.unit or case.unit
    if successor is None or unit is None or successor.person == granting.person:
        raise refusals.SuccessorWantedError(person=granting.person)
    require_free(case, successor.person, "接手")
    if unit not in successor.units:
        raise refusals.SuccessorElsewhereError(owner=successor.person, unit=unit)
    return events.CaseAssigned(owner=successor.person, unit=unit, reason=granting.reason or REASON)
