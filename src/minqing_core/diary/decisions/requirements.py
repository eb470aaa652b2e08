"""What several decisions about a matter require alike."""

from datetime import datetime
from typing import TypeVar

from minqing_core.diary import events
from minqing_core.diary.decisions import refusals
from minqing_core.diary.decisions.clock_refusals import NotLeadingError
from minqing_core.diary.decisions.links_refusals import MergedAwayError
from minqing_core.diary.decisions.withdrawing_refusals import RecusedError
from minqing_core.diary.state import Case
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.standing import Standing
from minqing_core.kernel.text import fault_in_text

OUTCOMES = {
    events.Outcome.RESOLVED: "已解决",
    events.Outcome.TEMPORARILY_UNRESOLVABLE: "暂时不能解决",
    events.Outcome.UNRESOLVABLE: "无法解决",
    events.Outcome.ESCALATED_UP: "已上报",
    events.Outcome.TRANSFERRED: "已转交",
    events.Outcome.WITHDRAWN: "群众撤回",
    events.Outcome.DUPLICATE: "重复反映",
    events.Outcome.NOT_SUPPORTED: "不予支持",
}
Words = TypeVar("Words", str, Personal)


def in_hand(case: Case, by: Standing) -> bool:
    """Say whether the matter is this person's, their unit's or their office's to handle (S25)."""
    return by.person == case.owner or case.unit in by.units or by.coordinates


def require_hand(case: Case, by: Standing) -> None:
    """Refuse unless the matter is this person's or their unit's to handle (S25)."""
    require_free(case, by.person, "办理")
    if in_hand(case, by):
        return
    raise refusals.NotInHandError(owner=case.owner, unit=case.unit, person=by.person)


def require_free(case: Case, person: PersonId, what: str) -> None:
    """Refuse somebody who keeps away from the matter (S12, S66)."""
    if person in case.course.recused:
        raise RecusedError(person=person, what=what)


def require_lead(case: Case, by: Standing, what: str) -> None:
    """Refuse unless a leading post of this person stands over the matter's unit (S34)."""
    require_free(case, by.person, what)
    if case.unit not in by.leads:
        raise NotLeadingError(what=what, unit=case.unit, person=by.person)


def require_unmerged(case: Case, what: str) -> None:
    """Refuse when the matter is handled within another (S30)."""
    if case.course.merged_into is not None:
        raise MergedAwayError(what=what)


def require_open(case: Case, what: str) -> None:
    """Refuse when the matter has been concluded."""
    if case.concluded is not None:
        raise refusals.CaseConcludedError(outcome=OUTCOMES[case.concluded], what=what)


def require_text(field: str, text: Words | None, wanted: str) -> Words:
    """Return a text, unless it is blank or cannot be kept; any length is right (S32)."""
    if text is None or not str(text).strip():
        raise refusals.BlankError(field=field, wanted=wanted)
    why = fault_in_text(str(text))
    if why is not None:
        raise refusals.UnfitTextError(field=field, why=why)
    return text


def require_optional_text(field: str, text: Words | None) -> None:
    """Refuse a text that is given and cannot be kept."""
    if text is not None:
        require_text(field, text, "内容，或不填此项")


def require_after_learning(case: Case, occurred_at: datetime | None) -> None:
    """Refuse what is said to have been done before the matter was learned (S35)."""
    learned_at = case.facts.get("learned_at")
    if occurred_at is None or learned_at is None:
        return
    learned = datetime.fromisoformat(learned_at)
    if civil_date(occurred_at) < civil_date(learned):
        raise refusals.BeforeLearnedError(occurred_at=occurred_at, learned_at=learned)
