"""An inquiry as a page: each element with its evidence, what was said, how it was decided."""

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import frozen

from minqing_core.accountability.events import (
    Accounting,
    AppealDecided,
    AppealLodged,
    Element,
    ElementFound,
    Evidence,
    EvidenceShown,
    InquiryDecided,
    InquiryDropped,
    StatementHeard,
)
from minqing_core.application.case_page import file_at
from minqing_core.application.inquiry_facts import BESIDE, OWED, Fact, facts_of
from minqing_core.application.inquiry_sight import Dossier, is_closed
from minqing_core.application.moments import FOREVER, Moment
from minqing_core.application.names import Directory, directory
from minqing_core.application.office import Office
from minqing_core.application.told import timeline_item
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, IncidentId, InquiryId, PersonId, StreamId
from minqing_core.views import cases
from minqing_core.views.inquiries import FactKind, InquiryState, Line, incident_stream
from minqing_core.views.labels import label
from minqing_core.views.sealing import withheld

CLOSED = "（此件对您不公开）"


@frozen(kw_only=True)
class Saying:
    """Something that was put on record of an inquiry, by whom and when."""

    by: PersonId
    by_name: str
    on: date
    text: str
    declined: bool = False


@frozen(kw_only=True)
class EvidencePart:
    """An event that a finding rests on; whether it was recorded after the inquiry was opened."""

    stream: StreamId
    version: int
    on: date
    sentence: str
    later: bool


@frozen(kw_only=True)
class FindingPart:
    """A finding of an element; the last one of each stands."""

    finding: int
    holds: bool
    stands: bool
    shown: bool
    said: Saying
    person: PersonId | None
    person_name: str | None
    on: date | None
    without_limit: str | None
    evidence: tuple[EvidencePart, ...]


@frozen(kw_only=True)
class ElementPart:
    """An element and what was found of it; nothing is found where ``holds`` says nothing."""

    element: Element
    element_text: str
    holds: bool | None
    findings: tuple[FindingPart, ...]


@frozen(kw_only=True)
class RulingPart:
    """How it was decided."""

    outcome: Accounting
    outcome_text: str
    said: Saying
    tolerance: str | None


@frozen(kw_only=True)
class IncidentPart:
    """What came of the matter."""

    incident: IncidentId
    on: date
    sentence: str


@frozen(kw_only=True)
class InquiryPage:
    """An inquiry: its elements apart, and beside them always what the log shows in excuse.

    ``duties`` are what was owed in the matter and how it stood; they and ``beside`` are as the log
    stood when the inquiry was opened, ``upto``.
    """

    inquiry: InquiryId
    version: int
    case: CaseId
    person: PersonId
    name: str
    state: InquiryState
    state_text: str
    outcome: Accounting | None
    outcome_text: str
    upto: int
    opened: Saying
    incident: IncidentPart | None
    elements: tuple[ElementPart, ...]
    duties: tuple[Fact, ...]
    beside: tuple[Fact, ...]
    shown: tuple[date, ...]
    statements: tuple[Saying, ...]
    decision: RulingPart | None
    appeal: Saying | None
    appeal_decision: RulingPart | None
    dropped: Saying | None
    position: int


@frozen
class Teller:
    """Who reads, in which names; whether the matter is closed to them by now."""

    office: Office
    names: Directory
    case: CaseId
    upto: int
    closed: bool

    def saying(self, line: Line, text: object) -> Saying:
        """Return something that was said."""
        declined = isinstance(line.event, StatementHeard) and line.event.declined
        return Saying(
            by=line.by,
            by_name=self.names(line.by),
            on=line.on,
            text=str(text),
            declined=declined,
        )

    def event(self, stream: StreamId, version: int) -> EvidencePart:
        """Return an event as a sentence, without a word where it is closed to the reader."""
        envelope = withheld(self.office.history(stream))[version - 1]
        hidden = self.closed and stream == cases.stream_of(self.case)
        item = timeline_item(envelope, self.names)
        return EvidencePart(
            stream=stream,
            version=version,
            on=item.occurred_on,
            sentence=CLOSED if hidden else item.sentence,
            later=envelope.position > self.upto,
        )

    def ruling(self, line: Line | None) -> RulingPart | None:
        """Return how it was decided."""
        if line is None:
            return None
        decided: InquiryDecided | AppealDecided = line.event
        tolerance = decided.tolerance
        return RulingPart(
            outcome=decided.outcome,
            outcome_text=label("accounting", decided.outcome),
            said=self.saying(line, decided.text),
            tolerance=None if tolerance is None else str(tolerance),
        )


def page(office: Office, act: Act, seen: Dossier, moment: Moment) -> InquiryPage:
    """Return an inquiry as the reader sees it."""
    file, opened, opening = seen.file, seen.opened, seen.file.told(object)[0]
    names = directory(office)
    closed = is_closed(office, act.actor, seen.matter)
    tell = Teller(office, names, opened.case, opened.upto, closed)
    told = tuple(_facts(office, act, seen, tell))
    appealed, dropped = file.last(AppealLodged), file.last(InquiryDropped)
    return InquiryPage(
        inquiry=file.inquiry,
        version=file.version,
        case=opened.case,
        person=opened.person,
        name=names(opened.person),
        state=file.state,
        state_text=label("inquiry", file.state),
        outcome=file.outcome,
        outcome_text=label("accounting", file.outcome),
        upto=opened.upto,
        opened=tell.saying(opening, opened.text),
        incident=_incident(tell, opened.incident),
        elements=tuple(_elements(seen, tell)),
        duties=tuple(fact for fact in told if fact.kind in OWED),
        beside=tuple(fact for fact in told if fact.kind in BESIDE),
        shown=tuple(line.on for line in file.told(EvidenceShown)),
        statements=tuple(tell.saying(one, one.event.text) for one in file.told(StatementHeard)),
        decision=tell.ruling(file.last(InquiryDecided)),
        appeal=None if appealed is None else tell.saying(appealed, appealed.event.text),
        appeal_decision=tell.ruling(file.last(AppealDecided)),
        dropped=None if dropped is None else tell.saying(dropped, dropped.event.reason),
        position=moment.position,
    )


def _incident(tell: Teller, incident: IncidentId | None) -> IncidentPart | None:
    if incident is None:
        return None
    told = tell.event(incident_stream(incident), 1)
    return IncidentPart(incident=incident, on=told.on, sentence=told.sentence)


def _elements(seen: Dossier, tell: Teller) -> Iterator[ElementPart]:
    lines = seen.file.told(ElementFound)
    for element in Element:
        found = [line for line in lines if line.event.element is element]
        yield ElementPart(
            element=element,
            element_text=label("element", element),
            holds=found[-1].event.holds if found else None,
            findings=tuple(_finding(line, line is found[-1], seen, tell) for line in found),
        )


def _finding(line: Line, stands: bool, seen: Dossier, tell: Teller) -> FindingPart:
    found: ElementFound = line.event
    return FindingPart(
        finding=found.finding,
        holds=found.holds,
        stands=stands,
        shown=found.finding in seen.file.shown,
        said=tell.saying(line, found.text),
        person=found.person,
        person_name=None if found.person is None else tell.names(found.person),
        on=found.on,
        without_limit=None if found.without_limit is None else str(found.without_limit),
        evidence=tuple(_evidence(found.evidence, tell)),
    )


def _evidence(evidence: Iterable[Evidence], tell: Teller) -> Iterator[EvidencePart]:
    return (tell.event(one.stream, one.version) for one in evidence)


def _facts(office: Office, act: Act, seen: Dossier, tell: Teller) -> Iterator[Fact]:
    """Yield what the log showed; of leaves, and of a matter closed to the reader, their own."""
    today = seen.file.told(object)[0].on
    moment = Moment(position=tell.upto, until=FOREVER, today=today)
    for fact in facts_of(office, file_at(office, act, tell.case, moment), moment):
        own = fact.person == seen.opened.person
        if own or not (tell.closed or fact.kind is FactKind.LEAVE):
            yield fact
