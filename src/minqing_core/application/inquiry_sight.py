"""Who may see which inquiry, and what an inquiry stands on."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from attrs import frozen

from minqing_core.accountability.decisions.refusals import (
    IncidentHiddenError,
    IncidentUnknownError,
    InquiryHiddenError,
    InquiryUnknownError,
)
from minqing_core.accountability.decisions.requirements import Ground, Held, Overdue
from minqing_core.accountability.events import (
    ElementFound,
    EvidenceShown,
    IncidentRecorded,
    InquiryOpened,
    StatementHeard,
)
from minqing_core.application.duties_ledger import of_case
from minqing_core.application.moments import NOW
from minqing_core.application.names import directory
from minqing_core.application.office import PROGRAMME, Office, person_stream
from minqing_core.application.roster_files import arrivals
from minqing_core.application.sight import bars, sees
from minqing_core.application.tables import settled
from minqing_core.diary.decisions.refusals import CaseHiddenError
from minqing_core.duties.answering import answering
from minqing_core.duties.cells import Cell, State
from minqing_core.duties.kinds import ASKED, KINDS
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import CaseId, IncidentId, InquiryId, PersonId, StreamId
from minqing_core.kernel.periods import civil_date
from minqing_core.powers.rules import Power, holds
from minqing_core.views import cases, course, inquiries
from minqing_core.views.case_file import CaseFile
from minqing_core.views.inquiries import InquiryFile
from minqing_core.views.labels import LABELS
from minqing_core.views.schema import UNITS

FEEDBACK = "feedback."


@frozen(kw_only=True)
class Dossier:
    """An inquiry as it now stands, how it was opened, and the matter that it is about."""

    file: InquiryFile
    opened: InquiryOpened
    matter: CaseFile

    def hands(self, kind: type[Any]) -> frozenset[PersonId]:
        """Return who put something of a kind on record."""
        return frozenset(line.by for line in self.file.told(kind))


def matter_of(office: Office, case: CaseId) -> CaseFile:
    """Return a matter as it now stands."""
    return cases.fold(case, office.history(cases.stream_of(case)))


def learned_on(office: Office, reader: PersonId, case: CaseId) -> date:
    """Return the day on which a matter was learned, for somebody who looks into it.

    Raises:
        CaseHiddenError: they keep away from it.
    """
    if not looks_into(office, reader, case):
        raise CaseHiddenError(case=case)
    matter = matter_of(office, case).matter
    assert matter is not None  # noqa: S101 - what was never recorded is seen by nobody
    return civil_date(matter.learned_at)


def dossier(
    office: Office, reader: PersonId, inquiry: InquiryId, history: Sequence[Envelope[Any]]
) -> Dossier:
    """Return an inquiry, unless it is not there or not theirs to see (S66).

    The person concerned sees their own; those who inquire and decide all of the matters that
    they may see, unless they keep away from one.

    Raises:
        InquiryUnknownError: no inquiry goes by this number, or it is not theirs to see.
    """
    file = inquiries.fold(inquiry, history)
    if file.opening is None:
        raise InquiryUnknownError(inquiry=inquiry)
    if not sees_inquiry(office, reader, file):
        raise InquiryHiddenError(inquiry=inquiry)
    opened: InquiryOpened = file.opening.event
    return Dossier(file=file, opened=opened, matter=matter_of(office, opened.case))


def sees_inquiry(office: Office, reader: PersonId, file: InquiryFile) -> bool:
    """Say whether somebody may see an inquiry that was opened, as they and its matter stand."""
    assert file.opening is not None  # noqa: S101 - what was not opened is asked about by nobody
    opened: InquiryOpened = file.opening.event
    return opened.person == reader or looks_into(office, reader, opened.case)


def looks_into(office: Office, reader: PersonId, case: CaseId) -> bool:
    """Say whether somebody inquires into a matter or decides, and neither is kept from it."""
    standing = office.standing(reader)
    if not holds(standing, Power.DOSSIER_READ):
        return False
    matter = matter_of(office, case)
    return reader not in recused(matter) and sees(office, standing, matter)


def recused(matter: CaseFile) -> frozenset[PersonId]:
    """Return who was allowed to keep away from a matter (S66)."""
    return frozenset(line.person for line in course.recusals(matter) if line.granted)


def is_closed(office: Office, reader: PersonId, matter: CaseFile) -> bool:
    """Say whether a matter became a complaint that is closed to the reader (S12)."""
    return bars(office, reader, matter)


def incident_at(
    office: Office, incident: IncidentId, reader: PersonId
) -> Envelope[IncidentRecorded]:
    """Return an incident of matters that somebody looks into.

    Raises:
        IncidentUnknownError: no incident goes by this number, or it is not theirs to see.
    """
    history = office.log.stream(inquiries.incident_stream(incident))
    if not history:
        raise IncidentUnknownError(incident=incident)
    if not sees_incident(office, reader, history[0].event.cases):
        raise IncidentHiddenError(incident=incident)
    return history[0]


def sees_incident(office: Office, reader: PersonId, cases: Iterable[CaseId]) -> bool:
    """Say whether somebody may see an incident: only where they look into all of its matters."""
    return all(looks_into(office, reader, case) for case in cases)


def ground_of(office: Office, seen: Dossier) -> Ground:
    """Return what an inquiry stands on: who owed what, who had a hand in it, what is evidence."""
    matter, names = seen.matter, directory(office)
    streams = tuple(_streams(seen.opened, matter))
    cells = tuple(of_case(office, matter.case, settled(office, NOW)))
    held = (*_holders(office, matter), *_owing(cells))
    return Ground(
        held=held,
        overdue=tuple(_overdue(cells)),
        recused=recused(matter),
        inquirers=seen.hands(ElementFound) | seen.hands(EvidenceShown),
        hearers=seen.hands(StatementHeard) - {seen.opened.person},
        streams=office.versions(*streams),
        labels={
            **LABELS["element"],
            **LABELS["accounting"],
            **{one.person: f"{names(one.person)}（{one.person}）" for one in held},
        },
        today=civil_date(office.now()),
    )


def _holders(office: Office, matter: CaseFile) -> Iterator[Held]:
    for one in answering(matter, arrivals(office, None)):
        yield Held(person=one.person, since=one.since, until=one.until)


def _owing(cells: Iterable[Cell]) -> Iterator[Held]:
    """Yield who was to do something in a matter, whoever had the matter itself (S24, S76)."""
    for cell in cells:
        if cell.person is not None and cell.duty in ASKED and cell.state is not State.EXCUSED:
            yield Held(person=cell.person, since=cell.start, until=cell.met_on)


def _overdue(cells: Iterable[Cell]) -> Iterator[Overdue]:
    """Yield what was missed or late in a matter, from its day on."""
    for cell in cells:
        if cell.state in {State.MISSED, State.MET_LATE}:
            title, told = KINDS[cell.duty].title, cell.duty.startswith(FEEDBACK)
            yield Overdue(title=title, told=told, since=cell.due, until=cell.met_on)


def _streams(opened: InquiryOpened, matter: CaseFile) -> Iterable[StreamId]:
    yield cases.stream_of(opened.case)
    if opened.incident is not None:
        yield inquiries.incident_stream(opened.incident)
    yield person_stream(opened.person)
    yield from map(person_stream, sorted(matter.bearing.people - {opened.person}))
    yield from (UNITS, PROGRAMME)
