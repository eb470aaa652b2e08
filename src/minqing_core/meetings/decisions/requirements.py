"""What several decisions about meetings and studies require alike."""

from collections.abc import Mapping
from datetime import date, datetime

from attrs import frozen

from minqing_core.kernel.ids import CaseId, PersonId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.text import fault_in_name, fault_in_text
from minqing_core.meetings.decisions import refusals


@frozen(kw_only=True)
class MatterFacts:
    """What a meeting must know of a matter; ``seen`` says that the chair may see it."""

    learned_on: date
    reopened_at: datetime | None = None
    confidential: bool = False
    seen: bool = True


def require_ordinary(matters: Mapping[CaseId, MatterFacts], what: str) -> None:
    """Refuse a complaint about a cadre, which is nobody's to speak about in meetings (S12)."""
    for case, matter in matters.items():
        if matter.confidential:
            raise refusals.MatterConfidentialError(case=case, what=what)


def require_known_by(matters: Mapping[CaseId, MatterFacts], held_on: date, what: str) -> None:
    """Refuse a matter that was learned only after the day on which it was spoken about (S35)."""
    for case, matter in matters.items():
        if matter.learned_on > held_on:
            raise refusals.MatterLaterError(
                case=case, learned_on=matter.learned_on, held_on=held_on, what=what
            )


def require_in_its_course(
    matters: Mapping[CaseId, MatterFacts], occurred_at: datetime | None, what: str
) -> None:
    """Refuse what is said to have come about before a matter was learned, or reopened (S35)."""
    if occurred_at is None:
        return
    require_known_by(matters, civil_date(occurred_at), what)
    for case, matter in matters.items():
        if matter.reopened_at is not None and occurred_at < matter.reopened_at:
            raise refusals.ReopenedLaterError(
                case=case, reopened_at=matter.reopened_at, occurred_at=occurred_at, what=what
            )


def require_past(held_on: date, today: date, what: str) -> None:
    """Refuse a day that has not come (S35)."""
    if held_on > today:
        raise refusals.HeldInFutureError(held_on=held_on, today=today, what=what)


def together(chair: PersonId, others: tuple[PersonId, ...], field: str) -> tuple[PersonId, ...]:
    """Return who met, the chair first and each once; refuse a chair alone (S49, S78)."""
    people = tuple(dict.fromkeys((chair, *others)))
    if len(people) == 1:
        raise refusals.AttendanceError(field=field)
    return people


def require_title(field: str, title: Personal) -> None:
    """Refuse a title that cannot be kept."""
    if (why := fault_in_name(title.text)) is not None:
        raise refusals.WordsError(field=field, why=why)


def require_words(field: str, text: Personal) -> None:
    """Refuse words that are blank or cannot be kept; any length is right (S32)."""
    why = fault_in_text(text.text) if text.text.strip() else "不能为空"
    if why is not None:
        raise refusals.WordsError(field=field, why=why)
