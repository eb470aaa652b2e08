"""A matter folded in the order in which things happened."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import reduce
from typing import Any

import attrs

from minqing_core.diary import events
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import CaseId, PersonId, StreamId, UnitId
from minqing_core.kernel.personal import Personal
from minqing_core.views.case_file import AmendmentLine, CaseFile
from minqing_core.views.said import Said

PREFIX = "case/"
NAMING = frozenset({"told_to"})


def case_of(stream: StreamId) -> CaseId:
    """Return the number of the matter that a stream is about."""
    return CaseId(stream.removeprefix(PREFIX))


def stream_of(case: CaseId) -> StreamId:
    """Return the stream of a matter."""
    return StreamId(f"{PREFIX}{case}")


def evolve(file: CaseFile, envelope: Envelope[Any]) -> CaseFile:
    """Return the matter after an event."""
    return attrs.evolve(
        file,
        version=max(file.version, envelope.version),
        last_at=envelope.occurred_at,
        **_changed(file, envelope),
    )


def fold(case: CaseId, history: Iterable[Envelope[Any]]) -> CaseFile:
    """Return the matter that a history makes, in the order in which things happened."""
    ordered = sorted(history, key=lambda envelope: (envelope.occurred_at, envelope.position))
    return reduce(evolve, ordered, CaseFile(case=case))


def _changed(file: CaseFile, envelope: Envelope[Any]) -> dict[str, Any]:  # noqa: PLR0911 - one a fact
    match envelope.event:
        case events.MatterRecorded() as opened:
            return {
                "position": envelope.position,
                "recorded_at": envelope.recorded_at,
                "recorded_by": envelope.actor,
                "on_behalf_of": envelope.on_behalf_of,
                "opened": opened,
                "opened_at": envelope.occurred_at,
                "conduct": file.conduct
                or opened.confided
                or events.about_conduct(opened.matter.category),
                "accused": _each_once(*opened.matter.accused, *file.accused),
                "accused_units": file.accused_units.union(opened.accused_units),
            }
        case events.TextAmended():
            return _text_amended(file, envelope)
        case events.FactAmended():
            return _fact_amended(file, envelope)
        case events.Recategorised():
            return _recategorised(file, envelope)
        case events.LeaderAssigned(leader=leader):
            return {"said": _said(file, envelope), "leader": leader}
        case events.RecusalGranted(person=person) if person == file.leader:
            return {"said": _said(file, envelope), "leader": None}
        case events.AccusedNamed(person=person, units=units):
            return {
                "said": _said(file, envelope),
                "accused": _each_once(*file.accused, person),
                "accused_units": file.accused_units.union(units),
            }
        case _:
            return {"said": _said(file, envelope)}


def _each_once(*people: PersonId) -> tuple[PersonId, ...]:
    return tuple(dict.fromkeys(people))


def _said(file: CaseFile, envelope: Envelope[Any]) -> tuple[Said, ...]:
    said = Said(
        version=envelope.version,
        by=envelope.actor,
        on_behalf_of=envelope.on_behalf_of,
        at=envelope.occurred_at,
        recorded_at=envelope.recorded_at,
        fact=envelope.event,
    )
    return (*file.said, said)


def _text_amended(file: CaseFile, envelope: Envelope[events.TextAmended]) -> dict[str, Any]:
    event, before = envelope.event, None
    opened, said = file.opened, list(file.said)
    if event.version == 1 and opened is not None:
        before = getattr(opened.matter, event.field)
        change: dict[str, Any] = {event.field: event.text}
        opened = attrs.evolve(opened, matter=attrs.evolve(opened.matter, **change))
    for n, line in enumerate(said):
        if line.version == event.version:
            before = getattr(line.fact, event.field)
            fact = attrs.evolve(line.fact, **{event.field: event.text})
            said[n] = attrs.evolve(line, fact=fact)
    amended = _amendment(envelope, event.version, before, event.text)
    return {
        "opened": opened,
        "said": tuple(said),
        "amendments": (*file.amendments, amended),
    }


def _fact_amended(file: CaseFile, envelope: Envelope[events.FactAmended]) -> dict[str, Any]:
    event, opened = envelope.event, file.opened
    if opened is not None:
        opened = _corrected(opened, event.field, event.after)
    amended = _amendment(envelope, 1, event.before, event.after)
    conduct = file.conduct or (event.field == "category" and events.about_conduct(event.after))
    return {
        "opened": opened,
        "amendments": (*file.amendments, amended),
        "conduct": conduct,
    }


def _recategorised(file: CaseFile, envelope: Envelope[events.Recategorised]) -> dict[str, Any]:
    event, opened = envelope.event, file.opened
    if opened is not None:
        label = event.label or opened.matter.category_label
        matter = attrs.evolve(opened.matter, category=event.after, category_label=label)
        opened = attrs.evolve(opened, matter=matter)
    amended = _amendment(envelope, 1, event.before, event.after)
    return {
        "opened": opened,
        "amendments": (*file.amendments, amended),
        "conduct": file.conduct or events.about_conduct(event.after),
    }


def _corrected(
    opened: events.MatterRecorded, field: str, value: str | None
) -> events.MatterRecorded:
    if field == "urgency" and value is not None:
        urgency = events.Urgency(value)
        return attrs.evolve(opened, urgency=urgency, urgency_reason=None)
    correction: dict[str, Any] = {field: None if value is None else CORRECTIONS[field](value)}
    return attrs.evolve(opened, matter=attrs.evolve(opened.matter, **correction))


CORRECTIONS: Mapping[str, Any] = {
    "kind": events.MatterKind,
    "channel": events.Channel,
    "category": str,
    "place": UnitId,
    "learned_at": datetime.fromisoformat,
    "occurred_on": date.fromisoformat,
}


def _amendment(
    envelope: Envelope[Any], amended: int, before: object, after: object
) -> AmendmentLine:
    return AmendmentLine(
        version=envelope.version,
        amended=amended,
        field=getattr(envelope.event, "field", "category"),
        before=None if before is None else str(before),
        after=None if after is None else str(after),
        reason=str(envelope.event.reason),
        by=envelope.actor,
        at=envelope.occurred_at,
    )


def personal_texts(event: Any) -> Iterable[str]:  # noqa: ANN401 - any event has texts or none
    """Yield the free texts of an event by which a matter can be found; no names or contacts."""
    if isinstance(event, events.TextAmended) and event.field in NAMING:
        yield event.reason.text
        return
    holder = event.matter if isinstance(event, events.MatterRecorded) else event
    for field in attrs.fields(type(holder)):
        value = getattr(holder, field.name)
        if isinstance(value, Personal) and field.name not in NAMING:
            yield value.text
