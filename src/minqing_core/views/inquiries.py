"""Incidents and inquiries as readers see them, and the rows that they put into the tables."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from functools import reduce
from typing import Any

import attrs

from minqing_core.accountability import events
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import IncidentId, InquiryId, PersonId, StreamId
from minqing_core.kernel.periods import civil_date
from minqing_core.views.tables import Put, Row

INCIDENT, INQUIRY = "incident/", "inquiry/"


class InquiryState(StrEnum):
    """How it stands with an inquiry (S66)."""

    OPEN = "open"
    SHOWN = "shown"
    HEARD = "heard"
    DECIDED = "decided"
    APPEALED = "appealed"
    APPEAL_DECIDED = "appeal-decided"
    DROPPED = "dropped"


class Holding(StrEnum):
    """Whether an element was found to hold."""

    HOLDS = "true"
    FAILS = "false"


class FactKind(StrEnum):
    """What kind of fact the log shows."""

    LIMIT = "limit"
    FEEDBACK = "feedback"
    DUTY = "duty"
    CLOCK = "clock"
    CAUSE = "cause"
    HINDRANCE = "hindrance"
    LEAVE = "leave"


@attrs.frozen(kw_only=True)
class Line:
    """One thing that was put on record of an inquiry, by whom and on which day."""

    event: Any
    by: PersonId
    on: date


@attrs.frozen(kw_only=True)
class InquiryFile:
    """Everything that is on record of an inquiry, as of some moment."""

    inquiry: InquiryId
    version: int = 0
    position: int = 0
    lines: tuple[Line, ...] = ()

    def told(self, kind: type[Any]) -> tuple[Line, ...]:
        """Return what was put on record of one kind, in order."""
        return tuple(line for line in self.lines if isinstance(line.event, kind))

    def last(self, kind: type[Any]) -> Line | None:
        """Return what was put on record of one kind last."""
        found = self.told(kind)
        return found[-1] if found else None

    @property
    def opening(self) -> Line | None:
        """How it was opened; None where there is no such inquiry."""
        return self.last(events.InquiryOpened)

    @property
    def shown(self) -> frozenset[int]:
        """The findings that the person concerned was shown."""
        told = self.told(events.EvidenceShown)
        return frozenset(number for line in told for number in line.event.findings)

    @property
    def state(self) -> InquiryState:
        """How it stands: a new finding is shown and heard anew, a decision ends that."""
        return reduce(_then, (line.event for line in self.lines), InquiryState.OPEN)

    @property
    def outcome(self) -> events.Accounting | None:
        """How it was decided, after the appeal if there was one."""
        decided = self.last(events.AppealDecided) or self.last(events.InquiryDecided)
        found: events.Accounting | None = None if decided is None else decided.event.outcome
        return found


def inquiry_stream(inquiry: InquiryId) -> StreamId:
    """Return the stream of an inquiry."""
    return StreamId(f"{INQUIRY}{inquiry}")


def incident_stream(incident: IncidentId) -> StreamId:
    """Return the stream of an incident."""
    return StreamId(f"{INCIDENT}{incident}")


def fold(inquiry: InquiryId, history: Iterable[Envelope[Any]]) -> InquiryFile:
    """Return the inquiry that a history makes."""
    return reduce(evolve, history, InquiryFile(inquiry=inquiry))


def evolve(file: InquiryFile, envelope: Envelope[Any]) -> InquiryFile:
    """Return the inquiry after an event."""
    line = Line(event=envelope.event, by=envelope.actor, on=civil_date(envelope.occurred_at))
    return attrs.evolve(
        file,
        version=envelope.version,
        position=file.position or envelope.position,
        lines=(*file.lines, line),
    )


def changes(stream: StreamId, history: Sequence[Envelope[Any]]) -> Iterator[Put]:
    """Yield what an incident or an inquiry puts into the tables."""
    if stream.startswith(INCIDENT):
        for envelope in history:
            yield Put(table="incidents", row=_incident(stream, envelope))
        return
    file = fold(InquiryId(stream.removeprefix(INQUIRY)), history)
    for opening in file.told(events.InquiryOpened):
        yield Put(table="inquiries", row=_inquiry(file, opening))


THEN = {
    events.InquiryOpened: InquiryState.OPEN,
    events.ElementFound: InquiryState.OPEN,
    events.EvidenceShown: InquiryState.SHOWN,
    events.StatementHeard: InquiryState.HEARD,
    events.InquiryDecided: InquiryState.DECIDED,
    events.AppealLodged: InquiryState.APPEALED,
    events.AppealDecided: InquiryState.APPEAL_DECIDED,
    events.InquiryDropped: InquiryState.DROPPED,
}


def _then(_: InquiryState, event: events.InquiryEvent) -> InquiryState:
    return THEN[type(event)]


def _incident(stream: StreamId, envelope: Envelope[events.IncidentRecorded]) -> Row:
    incident = envelope.event
    return {
        "incident": stream.removeprefix(INCIDENT),
        "kind": incident.kind,
        "unit": incident.unit,
        "happened_on": incident.on.isoformat(),
        "matters": "、".join(incident.cases),
        "position": envelope.position,
        "version": envelope.version,
    }


def _inquiry(file: InquiryFile, opening: Line) -> Row:
    opened: events.InquiryOpened = opening.event
    return {
        "inquiry": file.inquiry,
        "matter": opened.case,
        "person": opened.person,
        "incident": opened.incident,
        "state": file.state,
        "outcome": file.outcome,
        "opened_on": opening.on.isoformat(),
        "position": file.position,
        "version": file.version,
    }
