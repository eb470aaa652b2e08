"""Whether the citizens whose matters were studied were told what was decided (S78)."""

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum

from attrs import frozen

from minqing_core.application.layers import layers_over
from minqing_core.application.moments import Moment
from minqing_core.application.office import Office
from minqing_core.duties.assigned import TELLING, told
from minqing_core.kernel.ids import CaseId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.views import cases
from minqing_core.views.case_file import CaseFile
from minqing_core.views.meetings import StudyFile


class Told(StrEnum):
    """How it stands with telling a citizen what a study decided (S78)."""

    WAITING = "waiting"
    OWED = "owed"
    OVERDUE = "overdue"
    TOLD = "told"
    TOLD_LATE = "told-late"


class StudyStatus(StrEnum):
    """Where a study stands: settled once everybody was told and nothing is to be done (S78)."""

    OPEN = "open"
    DECIDED = "decided"
    SETTLED = "settled"


OWING = frozenset({Told.OWED, Told.OVERDUE})


@frozen(kw_only=True)
class Telling:
    """A matter of a study: until when its citizen is to be told, and when that was done."""

    case: CaseId
    file: CaseFile
    due: date | None
    told_on: date | None
    state: Told


def tellings(office: Office, study: StudyFile, moment: Moment) -> tuple[Telling, ...]:
    """Return how it stands with each matter of a study, at a moment.

    What has become a complaint about a cadre by now is no longer the study's (S12).
    """
    return tuple(_tellings(office, study, moment))


def status(study: StudyFile, found: tuple[Telling, ...]) -> StudyStatus:
    """Return where a study stands."""
    if study.decided is None:
        return StudyStatus.OPEN
    unfinished = any(line.ended is None for line in study.resolutions)
    owing = any(one.state in OWING for one in found)
    return StudyStatus.DECIDED if unfinished or owing else StudyStatus.SETTLED


def _tellings(office: Office, study: StudyFile, moment: Moment) -> Iterator[Telling]:
    for case in study.cases:
        history = office.log.stream(cases.stream_of(case))
        if cases.fold(case, history).confidential:
            continue
        file = cases.fold(case, moment.saw(history))
        if study.decided is None or study.decided_at is None:
            yield Telling(case=case, file=file, due=None, told_on=None, state=Told.WAITING)
            continue
        due = _due(office, file.unit, study.decided.held_on, moment.position)
        told_on = _told_on(file, study.decided_at)
        state = _state(told_on, due, moment.today)
        yield Telling(case=case, file=file, due=due, told_on=told_on, state=state)


def _told_on(file: CaseFile, decided_at: datetime) -> date | None:
    said = told(file, decided_at)
    return None if said is None else civil_date(said.at)


def _due(office: Office, unit: UnitId | None, decided_on: date, upto: int) -> date:
    """Return the last day on which to tell a citizen, by the rules over the matter's unit."""
    rule = layers_over(office, unit, decided_on, upto).rule("study.feedback", decided_on)
    limit = TELLING if rule is None or rule.days is None else rule.days
    return office.programme(upto).calendar.due(decided_on, limit).day


def _state(told_on: date | None, due: date, today: date) -> Told:
    if told_on is None:
        return Told.OVERDUE if today > due else Told.OWED
    return Told.TOLD_LATE if told_on > due else Told.TOLD
