"""Meetings and studies as readers see them, and the rows that they put into the tables."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

import attrs

from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import CaseId, MeetingId, PersonId, StreamId, StudyId
from minqing_core.kernel.periods import civil_date
from minqing_core.meetings import events
from minqing_core.views import resolutions
from minqing_core.views.bearing import PERSON
from minqing_core.views.resolutions import ResolutionLine
from minqing_core.views.schema import MET, STUDIED
from minqing_core.views.tables import Change, Put, Row

MEETING, STUDY = "meeting/", "study/"


@attrs.frozen(kw_only=True)
class MeetingFile:
    """Everything that is on record of a meeting; nothing before it was held."""

    meeting: MeetingId
    version: int = 0
    position: int = 0
    held: events.AnalysisMeetingHeld | None = None
    recorded_by: PersonId | None = None
    resolutions: tuple[ResolutionLine, ...] = ()

    @property
    def people(self) -> tuple[PersonId, ...]:
        """Who was there, and who answers for what was resolved."""
        attendants = () if self.held is None else self.held.attendants
        owners = (line.owner for line in self.resolutions)
        recorded = () if self.recorded_by is None else (self.recorded_by,)
        return tuple(dict.fromkeys((*attendants, *owners, *recorded)))


@attrs.frozen(kw_only=True)
class StudyFile:
    """Everything that is on record of a study; nothing before it was opened."""

    study: StudyId
    version: int = 0
    position: int = 0
    opened: events.StudyOpened | None = None
    opened_at: datetime | None = None
    opened_by: PersonId | None = None
    cases: tuple[CaseId, ...] = ()
    decided: events.StudyDecided | None = None
    decided_at: datetime | None = None
    resolutions: tuple[ResolutionLine, ...] = ()

    @property
    def people(self) -> tuple[PersonId, ...]:
        """Who opened it, who studied it, and who answers for what was resolved."""
        participants = () if self.decided is None else self.decided.participants
        owners = (line.owner for line in self.resolutions)
        opened = () if self.opened_by is None else (self.opened_by,)
        return tuple(dict.fromkeys((*opened, *participants, *owners)))


def meeting_stream(meeting: MeetingId) -> StreamId:
    """Return the stream of a meeting."""
    return StreamId(f"{MEETING}{meeting}")


def study_stream(study: StudyId) -> StreamId:
    """Return the stream of a study."""
    return StreamId(f"{STUDY}{study}")


def fold(meeting: MeetingId, history: Iterable[Envelope[Any]]) -> MeetingFile:
    """Return the meeting that a history makes."""
    file, seen = MeetingFile(meeting=meeting), [*history]
    for envelope in seen:
        file = attrs.evolve(file, version=max(file.version, envelope.version))
        if isinstance(envelope.event, events.AnalysisMeetingHeld):
            file = attrs.evolve(
                file,
                position=envelope.position,
                held=envelope.event,
                recorded_by=envelope.actor,
            )
    return attrs.evolve(file, resolutions=resolutions.lines(seen))


def fold_study(study: StudyId, history: Iterable[Envelope[Any]]) -> StudyFile:
    """Return the study that a history makes."""
    file, seen = StudyFile(study=study), [*history]
    for envelope in seen:
        file = attrs.evolve(file, version=max(file.version, envelope.version))
        match envelope.event:
            case events.StudyOpened(cases=cases) as opened:
                file = attrs.evolve(
                    file,
                    position=envelope.position,
                    opened=opened,
                    opened_at=envelope.occurred_at,
                    opened_by=envelope.actor,
                    cases=cases,
                )
            case events.MattersAdded(cases=cases):
                file = attrs.evolve(file, cases=(*file.cases, *cases))
            case events.StudyDecided() as decided:
                file = attrs.evolve(file, decided=decided, decided_at=envelope.occurred_at)
            case _:
                pass
    return attrs.evolve(file, resolutions=resolutions.lines(seen))


def changes(stream: StreamId, history: Sequence[Envelope[Any]]) -> Iterator[Change]:
    """Yield what a meeting or a study puts into the tables."""
    if stream.startswith(MEETING):
        yield from _of_meeting(stream, fold(MeetingId(stream.removeprefix(MEETING)), history))
    else:
        yield from _of_study(stream, fold_study(StudyId(stream.removeprefix(STUDY)), history))


def tokens(people: Iterable[PersonId]) -> frozenset[str]:
    """Return the tokens by which those find a meeting or a study who have a part in it."""
    return frozenset(f"{PERSON}{person}" for person in people)


def _of_meeting(stream: StreamId, file: MeetingFile) -> Iterator[Change]:
    held = file.held
    if held is None:
        return
    cases = {case for item in held.agenda for case in item.cases}
    row: Row = {
        "meeting": file.meeting,
        "village": held.village,
        "period": held.period,
        "held_on": held.held_on.isoformat(),
        "combined_with": held.combined_with,
        "chair": held.chair,
        "digest": held.digest,
        "pack": held.pack,
        "attendants": len(held.attendants),
        "items": len(held.agenda),
        "matters": len(cases),
        **_standing(file),
    }
    yield Put(table="meetings", row=row, links={MET: tokens(file.people)})
    for line in file.resolutions:
        put = resolutions.row(stream, held.village, held.held_on, line)
        yield Put(table="resolutions", row=put)


def _of_study(stream: StreamId, file: StudyFile) -> Iterator[Change]:
    opened, decided = file.opened, file.decided
    if opened is None or file.opened_at is None:
        return
    opened_on = civil_date(file.opened_at)
    row: Row = {
        "study": file.study,
        "title": opened.title.text,
        "reason": opened.reason,
        "opened_on": opened_on.isoformat(),
        "held_on": None if decided is None else decided.held_on.isoformat(),
        "chair": None if decided is None else decided.chair,
        "matters": len(file.cases),
        **_standing(file),
    }
    yield Put(table="studies", row=row, links={STUDIED: tokens(file.people)})
    for case in file.cases:
        both: Row = {
            "studied": f"{file.study} {case}",
            "study": file.study,
            "case": case,
            "position": file.position,
        }
        yield Put(table="studied", row=both)
    yield from _resolved(stream, file.resolutions, decided.held_on if decided else opened_on)


def _resolved(
    stream: StreamId, found: Iterable[ResolutionLine], held_on: date
) -> Iterator[Change]:
    for line in found:
        yield Put(table="resolutions", row=resolutions.row(stream, None, held_on, line))


def _standing(file: MeetingFile | StudyFile) -> Row:
    return {
        "people": "、".join(file.people),
        "resolutions": len(file.resolutions),
        "unfinished": sum(line.ended is None for line in file.resolutions),
        "position": file.position,
        "version": file.version,
    }
