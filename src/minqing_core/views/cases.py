"""A matter folded in the order in which things happened."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
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


def fold(case: CaseId, history: Iterable[Envelope[Any]]) -> CaseFile:
    """Return the matter that a history makes, in the order in which things happened."""
    growing = _Growing(case=case)
    for envelope in sorted(history, key=_when):
        _evolve(growing, envelope)
    return CaseFile(
        case=case,
        version=growing.version,
        position=growing.position,
        recorded_at=growing.recorded_at,
        recorded_by=growing.recorded_by,
        on_behalf_of=growing.on_behalf_of,
        opened=growing.opened,
        opened_at=growing.opened_at,
        leader=growing.leader,
        said=tuple(growing.said),
        amendments=tuple(growing.amendments),
        last_at=growing.last_at,
        conduct=growing.conduct,
        accused=growing.accused,
        accused_units=growing.accused_units,
    )


@attrs.define(kw_only=True)
class _Growing:
    """A matter while its history is gone through: a new file for each event would cost most."""

    case: CaseId
    version: int = 0
    position: int = 0
    recorded_at: datetime | None = None
    recorded_by: PersonId | None = None
    on_behalf_of: PersonId | None = None
    opened: events.MatterRecorded | None = None
    opened_at: datetime | None = None
    leader: PersonId | None = None
    said: list[Said] = attrs.field(factory=list)
    amendments: list[AmendmentLine] = attrs.field(factory=list)
    last_at: datetime | None = None
    conduct: bool = False
    accused: tuple[PersonId, ...] = ()
    accused_units: frozenset[UnitId] = frozenset()


def _when(envelope: Envelope[Any]) -> tuple[datetime, int]:
    return envelope.occurred_at, envelope.position


def _evolve(file: _Growing, envelope: Envelope[Any]) -> None:
    file.version = max(file.version, envelope.version)
    file.last_at = envelope.occurred_at
    match envelope.event:
        case events.MatterRecorded():
            _opened(file, envelope)
        case events.TextAmended():
            _text_amended(file, envelope)
        case events.FactAmended():
            _fact_amended(file, envelope)
        case events.Recategorised():
            _recategorised(file, envelope)
        case event:
            file.said.append(_said(envelope))
            _drew_in(file, event)


def _opened(file: _Growing, envelope: Envelope[events.MatterRecorded]) -> None:
    opened = envelope.event
    file.position = envelope.position
    file.recorded_at = envelope.recorded_at
    file.recorded_by = envelope.actor
    file.on_behalf_of = envelope.on_behalf_of
    file.opened = opened
    file.opened_at = envelope.occurred_at
    about = opened.confided or events.about_conduct(opened.matter.category)
    file.conduct = file.conduct or about
    file.accused = _each_once(*opened.matter.accused, *file.accused)
    file.accused_units = file.accused_units.union(opened.accused_units)


def _drew_in(file: _Growing, event: object) -> None:
    match event:
        case events.LeaderAssigned(leader=leader):
            file.leader = leader
        case events.RecusalGranted(person=person) if person == file.leader:
            file.leader = None
        case events.AccusedNamed(person=person, units=units):
            file.accused = _each_once(*file.accused, person)
            file.accused_units = file.accused_units.union(units)
        case _:
            pass


def _each_once(*people: PersonId) -> tuple[PersonId, ...]:
    return tuple(dict.fromkeys(people))


def _said(envelope: Envelope[Any]) -> Said:
    return Said(
        version=envelope.version,
        by=envelope.actor,
        on_behalf_of=envelope.on_behalf_of,
        at=envelope.occurred_at,
        recorded_at=envelope.recorded_at,
        fact=envelope.event,
    )


def _text_amended(file: _Growing, envelope: Envelope[events.TextAmended]) -> None:
    event, before, opened = envelope.event, None, file.opened
    change: dict[str, Any] = {event.field: event.text}
    if event.version == 1 and opened is not None:
        before = getattr(opened.matter, event.field)
        file.opened = attrs.evolve(opened, matter=attrs.evolve(opened.matter, **change))
    for n, line in enumerate(file.said):
        if line.version == event.version:
            before = getattr(line.fact, event.field)
            file.said[n] = attrs.evolve(line, fact=attrs.evolve(line.fact, **change))
    file.amendments.append(_amendment(envelope, event.version, before, event.text))


def _fact_amended(file: _Growing, envelope: Envelope[events.FactAmended]) -> None:
    event = envelope.event
    if file.opened is not None:
        file.opened = _corrected(file.opened, event.field, event.after)
    file.amendments.append(_amendment(envelope, 1, event.before, event.after))
    about = event.field == "category" and events.about_conduct(event.after)
    file.conduct = file.conduct or about


def _recategorised(file: _Growing, envelope: Envelope[events.Recategorised]) -> None:
    event, opened = envelope.event, file.opened
    if opened is not None:
        label = event.label or opened.matter.category_label
        matter = attrs.evolve(opened.matter, category=event.after, category_label=label)
        file.opened = attrs.evolve(opened, matter=matter)
    file.amendments.append(_amendment(envelope, 1, event.before, event.after))
    file.conduct = file.conduct or events.about_conduct(event.after)


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
