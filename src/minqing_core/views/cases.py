"""A matter as a reader sees it, folded in the order in which things happened."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import reduce
from typing import Any, Literal

import attrs

from minqing_core.diary import events
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import CaseId, PersonId, StreamId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.personal import Personal

PREFIX = "case/"
HANDLING = (
    events.CauseRecorded,
    events.DeliberationRecorded,
    events.NoteRecorded,
    events.MeasureAdopted,
    events.SolutionDeferred,
)
Status = Literal["handling", "deferred", "concluded"]


@attrs.frozen(kw_only=True)
class Said:
    """A record in a matter: which version it is, who made it, and when it happened."""

    version: int
    by: PersonId
    at: datetime
    recorded_at: datetime
    fact: Any


@attrs.frozen(kw_only=True)
class AmendmentLine:
    """A correction with both texts (S35)."""

    version: int
    amended: int
    field: str
    before: str | None
    after: str | None
    reason: str
    by: PersonId
    at: datetime


@attrs.frozen(kw_only=True)
class MeasureLine:
    """A measure and whether it was carried out (S24, S34)."""

    measure: int
    text: str
    owner: PersonId
    due: date
    done_on: date | None
    done_text: str | None


@attrs.frozen(kw_only=True)
class CaseFile:
    """Everything that is on record of a matter, as of some moment."""

    case: CaseId
    version: int = 0
    position: int = 0
    recorded_at: datetime | None = None
    recorded_by: PersonId | None = None
    on_behalf_of: PersonId | None = None
    opened: events.MatterRecorded | None = None
    leader: PersonId | None = None
    said: tuple[Said, ...] = ()
    amendments: tuple[AmendmentLine, ...] = ()
    last_at: datetime | None = None

    @property
    def matter(self) -> events.Matter | None:
        """The matter with its corrections."""
        return None if self.opened is None else self.opened.matter

    def facts(self, kind: type[Any]) -> list[Any]:
        """Return what was said of one kind, in order."""
        return [said.fact for said in self.said if isinstance(said.fact, kind)]

    @property
    def conclusion(self) -> events.CaseConcluded | None:
        """How the matter ended, or None while it is open."""
        ended = self.facts(events.CaseConcluded)
        return ended[-1] if ended else None

    @property
    def deferral(self) -> events.SolutionDeferred | None:
        """How the matter was put off, or None when handling went on since."""
        taken = [s.fact for s in self.said if isinstance(s.fact, HANDLING)]
        return taken[-1] if taken and isinstance(taken[-1], events.SolutionDeferred) else None

    @property
    def status(self) -> Status:
        """Whether the matter is being handled, was put off, or has ended."""
        if self.conclusion is not None:
            return "concluded"
        return "deferred" if self.deferral is not None else "handling"

    @property
    def measures(self) -> tuple[MeasureLine, ...]:
        """The measures adopted, with what came of them."""
        done = {s.fact.measure: s for s in self.said if _is(s, events.MeasureCarriedOut)}
        return tuple(
            _measure(said.fact, done.get(said.fact.measure))
            for said in self.said
            if _is(said, events.MeasureAdopted)
        )

    @property
    def covered_until(self) -> date | None:
        """The last day until which an open measure or a next look keeps it from hanging (S34)."""
        days = [line.due for line in self.measures if line.done_on is None]
        if self.deferral is not None:
            days.append(self.deferral.next_look)
        return max(days, default=None)

    def answered(self, stage: events.Stage) -> Said | None:
        """Return the first feedback of a stage, or the record of why there can be none."""
        answers = (s for s in self.said if _is_answer(s, stage))
        return next(answers, None)


def case_of(stream: StreamId) -> CaseId:
    """Return the number of the matter that a stream is about."""
    return CaseId(stream.removeprefix(PREFIX))


def stream_of(case: CaseId) -> StreamId:
    """Return the stream of a matter."""
    return StreamId(f"{PREFIX}{case}")


def evolve(file: CaseFile, envelope: Envelope[Any]) -> CaseFile:
    """Return the matter after an event."""
    event = envelope.event
    file = attrs.evolve(
        file, version=max(file.version, envelope.version), last_at=envelope.occurred_at
    )
    match event:
        case events.MatterRecorded():
            return attrs.evolve(
                file,
                position=envelope.position,
                recorded_at=envelope.recorded_at,
                recorded_by=envelope.actor,
                on_behalf_of=envelope.on_behalf_of,
                opened=event,
            )
        case events.TextAmended():
            return _text_amended(file, envelope)
        case events.FactAmended():
            return _fact_amended(file, envelope)
        case events.LeaderAssigned(leader=leader):
            return attrs.evolve(_with(file, envelope), leader=leader)
        case _:
            return _with(file, envelope)


def fold(case: CaseId, history: Iterable[Envelope[Any]]) -> CaseFile:
    """Return the matter that a history makes, in the order in which things happened."""
    ordered = sorted(history, key=lambda envelope: (envelope.occurred_at, envelope.position))
    return reduce(evolve, ordered, CaseFile(case=case))


def _with(file: CaseFile, envelope: Envelope[Any]) -> CaseFile:
    said = Said(
        version=envelope.version,
        by=envelope.actor,
        at=envelope.occurred_at,
        recorded_at=envelope.recorded_at,
        fact=envelope.event,
    )
    return attrs.evolve(file, said=(*file.said, said))


def _text_amended(file: CaseFile, envelope: Envelope[events.TextAmended]) -> CaseFile:
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
    return attrs.evolve(
        file, opened=opened, said=tuple(said), amendments=(*file.amendments, amended)
    )


def _fact_amended(file: CaseFile, envelope: Envelope[events.FactAmended]) -> CaseFile:
    event, opened = envelope.event, file.opened
    if opened is not None:
        opened = _corrected(opened, event.field, event.after)
    amended = _amendment(envelope, 1, event.before, event.after)
    return attrs.evolve(file, opened=opened, amendments=(*file.amendments, amended))


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
        field=envelope.event.field,
        before=None if before is None else str(before),
        after=None if after is None else str(after),
        reason=envelope.event.reason,
        by=envelope.actor,
        at=envelope.occurred_at,
    )


def _is(said: Said, kind: type[Any]) -> bool:
    return isinstance(said.fact, kind)


def _is_answer(said: Said, stage: events.Stage) -> bool:
    kinds = (events.FeedbackGiven, events.FeedbackImpossible)
    return isinstance(said.fact, kinds) and said.fact.stage is stage


def _measure(adopted: events.MeasureAdopted, done: Said | None) -> MeasureLine:
    return MeasureLine(
        measure=adopted.measure,
        text=str(adopted.text),
        owner=adopted.owner,
        due=adopted.due,
        done_on=None if done is None else civil_date(done.at),
        done_text=None if done is None else str(done.fact.text),
    )


def personal_texts(event: Any) -> Iterable[str]:  # noqa: ANN401 - any event has texts or none
    """Yield the free texts of an event by which a matter can be found; no names or contacts."""
    holder = event.matter if isinstance(event, events.MatterRecorded) else event
    for field in attrs.fields(type(holder)):
        value = getattr(holder, field.name)
        if isinstance(value, Personal) and field.name != "told_to":
            yield value.text
