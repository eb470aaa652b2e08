"""Inspections as readers see them, with what they found, and the rows they put into the tables."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from functools import reduce
from typing import Any

import attrs

from minqing_core.inspection import events
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import InspectionId, PersonId, StreamId
from minqing_core.kernel.periods import civil_date
from minqing_core.views.schema import INSPECTED
from minqing_core.views.tables import Change, Put, Row

PREFIX = "inspection/"


class FindingState(StrEnum):
    """How far putting a problem right has come (S61)."""

    FOUND = "found"
    ORDERED = "ordered"
    REPORTED = "reported"
    REJECTED = "rejected"
    VERIFIED = "verified"


@attrs.frozen(kw_only=True)
class FindingFile:
    """A problem that was found, and what was last said of putting it right."""

    found: events.ProblemFound
    found_on: date
    position: int
    state: FindingState = FindingState.FOUND
    ordered: events.RectificationOrdered | None = None
    first_due: date | None = None
    report: str | None = None
    reported_on: date | None = None
    verified_on: date | None = None
    verified_by: PersonId | None = None


@attrs.frozen(kw_only=True)
class InspectionFile:
    """Everything that is on record of an inspection; nothing before it was opened."""

    inspection: InspectionId
    version: int = 0
    position: int = 0
    opened: events.InspectionOpened | None = None
    opened_at: datetime | None = None
    opened_by: PersonId | None = None
    findings: Mapping[int, FindingFile] = attrs.field(factory=dict)
    ended_on: date | None = None
    conclusion: str | None = None


def inspection_stream(inspection: InspectionId) -> StreamId:
    """Return the stream of an inspection."""
    return StreamId(f"{PREFIX}{inspection}")


def inspection_of(stream: StreamId) -> InspectionId:
    """Return the number of the inspection that a stream is about."""
    return InspectionId(stream.removeprefix(PREFIX))


def fold(inspection: InspectionId, history: Iterable[Envelope[Any]]) -> InspectionFile:
    """Return the inspection that a history makes."""
    return reduce(evolve, history, InspectionFile(inspection=inspection))


def evolve(file: InspectionFile, envelope: Envelope[Any]) -> InspectionFile:
    """Return the inspection after an event."""
    file, event = attrs.evolve(file, version=envelope.version), envelope.event
    on = civil_date(envelope.occurred_at)
    match event:
        case events.InspectionOpened():
            return attrs.evolve(
                file,
                position=envelope.position,
                opened=event,
                opened_at=envelope.recorded_at,
                opened_by=envelope.actor,
            )
        case events.ProblemFound(finding=number):
            found = FindingFile(found=event, found_on=on, position=envelope.position)
            return attrs.evolve(file, findings={**file.findings, number: found})
        case events.InspectionEnded(text=text):
            return attrs.evolve(file, ended_on=on, conclusion=text.text)
        case _ if event.finding in file.findings:
            finding = file.findings[event.finding]
            changed = attrs.evolve(finding, **_changed(finding, event, on, envelope.actor))
            return attrs.evolve(file, findings={**file.findings, event.finding: changed})
        case _:
            return file


def changes(stream: StreamId, history: Sequence[Envelope[Any]]) -> Iterator[Change]:
    """Yield what an inspection puts into the tables."""
    file = fold(inspection_of(stream), history)
    if file.opened is None:
        return
    tokens = frozenset(f"unit/{unit}" for unit in file.opened.units)
    tokens |= {f"person/{file.opened_by}"}
    yield Put(table="inspections", row=_inspection(file, file.opened), links={INSPECTED: tokens})
    for finding in file.findings.values():
        yield Put(table="findings", row=finding_row(file.inspection, finding))


def finding_row(inspection: InspectionId, file: FindingFile) -> Row:
    """Return the row of a finding."""
    found, ordered = file.found, file.ordered
    return {
        "finding_id": f"{inspection}/{found.finding}",
        "inspection": inspection,
        "finding": found.finding,
        "unit": found.unit,
        "case": found.case,
        "clause": found.clause,
        "text": found.text.text,
        "state": file.state,
        "found_on": file.found_on.isoformat(),
        "owner": None if ordered is None else ordered.owner,
        "order": None if ordered is None else ordered.text.text,
        "due": None if ordered is None else ordered.due.isoformat(),
        "first_due": _day(file.first_due),
        "reported_on": _day(file.reported_on),
        "report": file.report,
        "verified_on": _day(file.verified_on),
        "verified_by": file.verified_by,
        "position": file.position,
    }


def _inspection(file: InspectionFile, opened: events.InspectionOpened) -> Row:
    return {
        "inspection": file.inspection,
        "kind": opened.kind,
        "units": "、".join(opened.units),
        "since": opened.since.isoformat(),
        "until": opened.until.isoformat(),
        "opened_on": None if file.opened_at is None else civil_date(file.opened_at).isoformat(),
        "opened_by": file.opened_by,
        "ended_on": _day(file.ended_on),
        "population": opened.population,
        "sample": len(opened.sample),
        "findings": len(file.findings),
        "unverified": sum(f.state is not FindingState.VERIFIED for f in file.findings.values()),
        "position": file.position,
        "version": file.version,
    }


def _changed(
    finding: FindingFile, event: events.InspectionEvent, on: date, by: PersonId
) -> dict[str, Any]:
    match event:
        case events.RectificationOrdered(due=due):
            first = finding.first_due or due
            return {"state": FindingState.ORDERED, "ordered": event, "first_due": first}
        case events.RectificationReported(text=text):
            return {"state": FindingState.REPORTED, "report": text.text, "reported_on": on}
        case events.RectificationRejected():
            return {"state": FindingState.REJECTED}
        case _:
            return {"state": FindingState.VERIFIED, "verified_on": on, "verified_by": by}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
