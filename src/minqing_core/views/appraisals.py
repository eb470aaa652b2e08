"""Summaries, appraisal sheets and commendations as their readers see them, and their rows."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from functools import reduce
from typing import Any

import attrs

from minqing_core.appraisal import events
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import PersonId, StreamId
from minqing_core.kernel.periods import civil_date
from minqing_core.views.tables import Change, Put, Row

SUMMARY, SHEET, COMMENDATION = "summary/", "appraisal/", "commendation/"


class SheetState(StrEnum):
    """How it stands with the sheet drawn up last (S70)."""

    FROZEN = "frozen"
    DISPUTED = "disputed"
    UPHELD = "upheld"
    DISMISSED = "dismissed"


class CommendationState(StrEnum):
    """How far a commendation has come (S68)."""

    PROPOSED = "proposed"
    REFUSED = "refused"
    GRANTED = "granted"
    PUBLISHED = "published"
    REVOKED = "revoked"


@attrs.frozen(kw_only=True)
class Turn:
    """Something that was recorded, by whom and on which day; ``hands`` are all who had a part."""

    fact: Any
    on: date
    by: PersonId
    hands: frozenset[PersonId]
    position: int


@attrs.frozen(kw_only=True)
class ObjectionLine:
    """An objection to one of the sheets, and what was decided of it by whom."""

    sheet: int
    raised: Turn
    decided: Turn | None = None


@attrs.frozen(kw_only=True)
class SheetFile:
    """The sheets of a person or an organisation for one year, as of some moment."""

    version: int = 0
    drawn: tuple[Turn, ...] = ()
    objections: tuple[ObjectionLine, ...] = ()

    @property
    def state(self) -> SheetState:
        """How it stands with the sheet drawn up last."""
        current = [one for one in self.objections if one.sheet == len(self.drawn)]
        if not current:
            return SheetState.FROZEN
        decided = current[-1].decided
        if decided is None:
            return SheetState.DISPUTED
        return SheetState.UPHELD if decided.fact.upheld else SheetState.DISMISSED


@attrs.frozen(kw_only=True)
class CommendationFile:
    """A commendation with everything that was decided of it, as of some moment."""

    version: int = 0
    turns: tuple[Turn, ...] = ()

    def turn(self, kind: type[Any]) -> Turn | None:
        """Return what was recorded of a kind, if anything."""
        return next((turn for turn in self.turns if isinstance(turn.fact, kind)), None)

    @property
    def state(self) -> CommendationState:
        """How far it has come."""
        if self.turn(events.CommendationRevoked):
            return CommendationState.REVOKED
        if self.turn(events.CommendationPublished):
            return CommendationState.PUBLISHED
        decided = self.turn(events.CommendationDecided)
        if decided is None:
            return CommendationState.PROPOSED
        return CommendationState.GRANTED if decided.fact.granted else CommendationState.REFUSED


def summary_stream(year: int) -> StreamId:
    """Return the stream of a year's summary."""
    return StreamId(f"{SUMMARY}{year}")


def sheet_stream(subject: str, year: int) -> StreamId:
    """Return the stream of the sheets of a person or an organisation for a year."""
    return StreamId(f"{SHEET}{subject}-{year}")


def commendation_stream(number: str) -> StreamId:
    """Return the stream of a commendation."""
    return StreamId(f"{COMMENDATION}{number}")


def turn_of(envelope: Envelope[Any]) -> Turn:
    """Return an event with by whom and when it was recorded."""
    hands = {envelope.actor, envelope.on_behalf_of} - {None}
    return Turn(
        fact=envelope.event,
        on=civil_date(envelope.occurred_at),
        by=envelope.on_behalf_of or envelope.actor,
        hands=frozenset(hands),  # type: ignore[arg-type] # nobody is no hand
        position=envelope.position,
    )


def fold(history: Iterable[Envelope[Any]]) -> SheetFile:
    """Return the sheets that a history makes."""
    return reduce(_evolve, history, SheetFile())


def fold_commendation(history: Iterable[Envelope[Any]]) -> CommendationFile:
    """Return the commendation that a history makes."""
    turns = tuple(map(turn_of, history))
    return CommendationFile(version=len(turns), turns=turns)


def changes(stream: StreamId, history: Sequence[Envelope[Any]]) -> Iterator[Change]:
    """Yield the row that a sheet or a commendation puts into the tables."""
    if stream.startswith(SHEET):
        yield Put(table="sheets", row=sheet_row(stream, history))
    else:
        yield Put(table="commendations", row=commendation_row(stream, history))


def sheet_row(stream: StreamId, history: Sequence[Envelope[Any]]) -> Row:
    """Return the row of the sheets of somebody for a year."""
    file = fold(history)
    last = file.drawn[-1]
    found: events.SheetFrozen = last.fact
    return {
        "sheet": stream.removeprefix(SHEET),
        "person": found.person,
        "unit": found.unit,
        "metrics": found.metrics,
        "values": json.dumps([[one.metric, one.count, one.of] for one in found.values]),
        "digest": found.digest,
        "drawn_on": last.on.isoformat(),
        "state": file.state,
        "year": found.year,
        "drawn": len(file.drawn),
        "upto": found.upto,
        "position": history[0].position,
        "version": file.version,
    }


def values_of(row: Row) -> tuple[events.Measured, ...]:
    """Return the metrics that a row of a sheet keeps."""
    kept = json.loads(str(row["values"]))
    return tuple(events.Measured(metric=m, count=count, of=of) for m, count, of in kept)


def commendation_row(stream: StreamId, history: Sequence[Envelope[Any]]) -> Row:
    """Return the row of a commendation."""
    file = fold_commendation(history)
    first = file.turns[0]
    proposed: events.CommendationProposed = first.fact
    return {
        "commendation": stream.removeprefix(COMMENDATION),
        "person": proposed.person,
        "unit": proposed.unit,
        "title": proposed.title,
        "state": file.state,
        "proposed_by": first.by,
        "proposed_on": first.on.isoformat(),
        "position": first.position,
        "version": file.version,
    }


def _evolve(file: SheetFile, envelope: Envelope[Any]) -> SheetFile:
    file, turn = attrs.evolve(file, version=envelope.version), turn_of(envelope)
    match envelope.event:
        case events.SheetFrozen():
            return attrs.evolve(file, drawn=(*file.drawn, turn))
        case events.ObjectionRaised():
            line = ObjectionLine(sheet=len(file.drawn), raised=turn)
            return attrs.evolve(file, objections=(*file.objections, line))
        case decided:
            lines = (
                attrs.evolve(line, decided=turn)
                if line.raised.fact.objection == decided.objection
                else line
                for line in file.objections
            )
            return attrs.evolve(file, objections=tuple(lines))
