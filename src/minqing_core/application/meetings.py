"""Meetings and studies as the use cases need them: on record, and within somebody's sight."""

from collections.abc import Iterable, Mapping
from datetime import date

from minqing_core.application.moments import Moment
from minqing_core.application.office import Office
from minqing_core.application.sight import sees
from minqing_core.kernel.ids import CaseId, MeetingId, PersonId, StudyId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.standing import Standing
from minqing_core.meetings import events
from minqing_core.meetings.decisions.refusals import (
    MeetingUnknownError,
    OutOfReachError,
    StudyUnknownError,
)
from minqing_core.meetings.decisions.requirements import MatterFacts
from minqing_core.powers.rules import HEADS, OFFICE, Power, holds
from minqing_core.roster.decisions import require_unit
from minqing_core.views import cases, meetings
from minqing_core.views.case_file import CaseFile
from minqing_core.views.meetings import (
    MeetingFile,
    StudyFile,
    meeting_stream,
    study_stream,
    tokens,
)
from minqing_core.views.schema import MET, STUDIED
from minqing_core.views.tables import Linked, Where


def require_meeting(
    office: Office, reader: Standing, meeting: MeetingId, moment: Moment | None = None
) -> tuple[MeetingFile, events.AnalysisMeetingHeld]:
    """Return a meeting and how it was held, unless it is out of somebody's sight (S48).

    Raises:
        MeetingUnknownError: there is no such meeting, or neither their posts look over the
            village nor have they a part in it.
    """
    history = office.log.stream(meeting_stream(meeting))
    file = meetings.fold(meeting, history if moment is None else moment.saw(history))
    if file.held is None or not sees_meeting(reader, file.held.village, file.people):
        raise MeetingUnknownError(meeting=meeting)
    return file, file.held


def require_study(
    office: Office, reader: Standing, study: StudyId, moment: Moment | None = None
) -> tuple[StudyFile, events.StudyOpened]:
    """Return a study and how it was opened, unless it is out of somebody's sight (S78).

    Raises:
        StudyUnknownError: there is no such study, or they neither keep studies nor have a part.
    """
    history = office.log.stream(study_stream(study))
    file = meetings.fold_study(study, history if moment is None else moment.saw(history))
    if file.opened is None or not sees_study(reader, file.people):
        raise StudyUnknownError(study=study)
    return file, file.opened


def sees_meeting(reader: Standing, village: UnitId, people: Iterable[PersonId]) -> bool:
    """Say whether somebody may read a meeting: their posts look over the village, or a part."""
    return village in reader.reach or reader.person in people


def sees_study(reader: Standing, people: Iterable[PersonId]) -> bool:
    """Say whether somebody may read a study: they keep studies, or have a part in it."""
    return holds(reader, Power.STUDY_KEEP) or reader.person in people


def meetings_of(reader: Standing) -> tuple[Where | Linked, ...]:
    """Return what is true of the meetings that somebody finds in a list, one or the other."""
    within = Where(column="village", test="in", value=tuple(sorted(reader.reach)))
    return (within, Linked(link=MET, tokens=tuple(tokens((reader.person,)))))


def studies_of(reader: Standing) -> tuple[Linked, ...]:
    """Return what is true of the studies that somebody finds in a list; nothing if of all."""
    if holds(reader, Power.STUDY_KEEP):
        return ()
    return (Linked(link=STUDIED, tokens=tuple(tokens((reader.person,)))),)


def require_reach(office: Office, reader: Standing, unit: UnitId) -> None:
    """Refuse a unit outside what somebody's posts look over (S25).

    Raises:
        UnitUnknownError: there is no such unit.
        OutOfReachError: their posts do not look over it.
    """
    require_unit(office.units().tree, unit)
    if unit not in reader.reach:
        raise OutOfReachError(unit=unit, person=reader.person)


def presides(office: Office, by: Standing, village: UnitId | None) -> bool:
    """Say whether somebody heads a village now, or is of the office that organises (S48, S72)."""
    if not OFFICE.isdisjoint(by.posts):
        return True
    today, units = civil_date(office.now()), office.units()
    return any(
        tenure.post in HEADS and units.continues(tenure.unit, today) == village
        for tenure in office.person(by.person).tenures
        if tenure.held(today)
    )


def files_of(office: Office, wanted: Iterable[CaseId]) -> dict[CaseId, CaseFile]:
    """Return matters as they now stand; each is there."""
    return {case: cases.fold(case, office.history(cases.stream_of(case))) for case in wanted}


def facts_of(
    office: Office, files: Mapping[CaseId, CaseFile], chair: PersonId | None = None
) -> dict[CaseId, MatterFacts]:
    """Return what a meeting must know of matters, and whether the chair may see them."""
    reader = None if chair is None else office.standing(chair)
    return {
        case: MatterFacts(
            learned_on=_learned_on(file),
            reopened_at=file.rounds[-1][0].at if len(file.rounds) > 1 else None,
            confidential=file.confidential,
            seen=reader is None or sees(office, reader, file),
        )
        for case, file in files.items()
    }


def _learned_on(file: CaseFile) -> date:
    assert file.matter is not None  # noqa: S101 - a matter begins with its recording
    return civil_date(file.matter.learned_at)
