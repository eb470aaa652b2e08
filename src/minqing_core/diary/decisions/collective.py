"""What a meeting or a collective study brings to a matter (S52, S78)."""

from datetime import date

from minqing_core.diary import events
from minqing_core.diary.decisions.collective_refusals import NotTheirsToResolveError
from minqing_core.diary.decisions.requirements import (
    require_free,
    require_open,
    require_unmerged,
)
from minqing_core.diary.state import Case
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.standing import Standing


def takes_measures(case: Case, by: Standing) -> bool:
    """Say whether a meeting may resolve on a matter: open, and within what it looks over (S52)."""
    return _goes_on(case) and _within(case, by)


def adopt(
    case: Case, *, text: Personal, owner: PersonId, due: date, by: Standing
) -> list[events.Event]:
    """Adopt as a measure what a meeting or a study resolved (S52, S78).

    Not idempotent, as resolving is not.
    """
    for person, what in ((by.person, "办理"), (owner, "负责落实措施")):
        require_free(case, person, what)
    require_open(case, "定下措施")
    require_unmerged(case, "定下措施")
    if not _within(case, by):
        raise NotTheirsToResolveError(unit=case.unit, person=by.person)
    measure = len(case.measures) + 1
    return [events.MeasureAdopted(measure=measure, text=text, owner=owner, due=due)]


def carry_out(case: Case, *, measure: int, text: Personal, by: PersonId) -> list[events.Event]:
    """Put on record that a measure was carried out as the meeting had resolved (S52).

    A matter that has ended meanwhile is left as it is.
    """
    require_free(case, by, "办理")
    if case.concluded is not None or measure in case.carried_out:
        return []
    return [events.MeasureCarriedOut(measure=measure, text=text)]


def give_up(case: Case, *, measure: int, text: Personal) -> list[events.Event]:
    """Note that what was resolved will not be done (S52); the measure stays on record as open."""
    if not _goes_on(case) or measure in case.carried_out:
        return []
    return [events.NoteRecorded(text=text, form=events.Form.NARRATIVE)]


def deliberate(
    case: Case, *, text: Personal, participants: tuple[PersonId, ...]
) -> list[events.Event]:
    """Put on record what a collective study decided (S78).

    A matter that has ended, or is handled within another, is left as it is.
    """
    for person in participants:
        require_free(case, person, "参加集体研究")
    if not _goes_on(case):
        return []
    return [events.DeliberationRecorded(text=text, form=events.Form.ANALYSIS)]


def _goes_on(case: Case) -> bool:
    return case.concluded is None and case.course.merged_into is None


def _within(case: Case, by: Standing) -> bool:
    return by.coordinates or case.unit in by.reach
