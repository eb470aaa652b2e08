"""What a meeting or a collective study brings to the matters it is about (S52, S78).

Several are spoken about at once, so every refusal says which one it is about.
"""

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from minqing_core.diary import events
from minqing_core.diary.decisions import collective_refusals as refusals
from minqing_core.diary.state import Case
from minqing_core.kernel.ids import CaseId, PersonId
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.standing import Standing


@frozen(kw_only=True)
class Spoken:
    """A matter that was spoken about, by its number."""

    number: CaseId
    case: Case


def takes_measures(case: Case, by: Standing) -> bool:
    """Say whether a meeting may resolve on a matter: open, and within what it looks over (S52)."""
    return _goes_on(case) and _within(case, by)


def adopt(
    spoken: Spoken, *, text: Personal, owner: PersonId, due: date, by: Standing
) -> list[events.Event]:
    """Adopt as a measure what a meeting or a study resolved (S52, S78).

    Not idempotent, as resolving is not.
    """
    case = spoken.case
    _require_free(spoken, (by.person, owner), "为其定下或负责措施")
    if not _goes_on(case):
        raise refusals.MatterOverError(case=spoken.number)
    if not _within(case, by):
        raise refusals.NotTheirsToResolveError(
            case=spoken.number, unit=case.unit, person=by.person
        )
    measure = len(case.measures) + 1
    return [events.MeasureAdopted(measure=measure, text=text, owner=owner, due=due)]


def carry_out(spoken: Spoken, *, measure: int, text: Personal, by: PersonId) -> list[events.Event]:
    """Put on record that a measure was carried out as the meeting had resolved (S52).

    A matter that has ended meanwhile is left as it is.
    """
    _require_free(spoken, (by,), "报告其措施的落实")
    if spoken.case.concluded is not None or measure in spoken.case.carried_out:
        return []
    return [events.MeasureCarriedOut(measure=measure, text=text)]


def drop(spoken: Spoken, *, measure: int, reason: Personal) -> list[events.Event]:
    """Put on record that a measure will not be carried out, as the meeting decided (S52).

    It no longer keeps the matter from its end; one that has ended is left as it is.
    """
    case = spoken.case
    if case.concluded is not None or measure in case.carried_out | case.dropped:
        return []
    return [events.MeasureDropped(measure=measure, reason=reason)]


def deliberate(
    spoken: Spoken, *, text: Personal, participants: Iterable[PersonId]
) -> list[events.Event]:
    """Put on record what a collective study decided (S78).

    A matter that has ended, or is handled within another, is left as it is.
    """
    _require_free(spoken, participants, "参加其集体研究")
    if not _goes_on(spoken.case):
        return []
    return [events.DeliberationRecorded(text=text, form=events.Form.ANALYSIS)]


def _goes_on(case: Case) -> bool:
    return case.concluded is None and case.course.merged_into is None


def _within(case: Case, by: Standing) -> bool:
    return by.coordinates or case.unit in by.reach


def _require_free(spoken: Spoken, people: Iterable[PersonId], what: str) -> None:
    """Refuse those who keep away from the matter (S12, S66)."""
    for person in people:
        if person in spoken.case.course.recused:
            raise refusals.KeepsAwayError(person=person, case=spoken.number, what=what)
