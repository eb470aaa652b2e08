"""What meetings and studies resolved, as readers see it: open, late, carried out or dropped."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any

import attrs

from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import PersonId, StreamId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.meetings import events
from minqing_core.views.tables import Row


class ResolutionState(StrEnum):
    """Where a resolution stands (S52)."""

    OPEN = "open"
    LATE = "late"
    CARRIED_OUT = "carried-out"
    CARRIED_OUT_LATE = "carried-out-late"
    DROPPED = "dropped"


@attrs.frozen(kw_only=True)
class ResolutionLine:
    """A resolution, and what came of it; ``ended`` is nothing while it is open."""

    resolution: int
    item: int | None
    text: str
    owner: PersonId
    due: date
    measures: tuple[events.MeasureIn, ...]
    position: int
    ended: ResolutionState | None = None
    ended_on: date | None = None
    ended_by: PersonId | None = None
    ended_text: str | None = None

    def state(self, on: date) -> ResolutionState:
        """Return where it stands on a day."""
        return standing(self.ended, self.due, on)


def standing(ended: ResolutionState | None, due: date, on: date) -> ResolutionState:
    """Return where a resolution stands on a day, by how it ended and when it was due (S52)."""
    if ended is not None:
        return ended
    return ResolutionState.LATE if due < on else ResolutionState.OPEN


def lines(history: Iterable[Envelope[Any]]) -> tuple[ResolutionLine, ...]:
    """Return the resolutions in the history of a meeting or a study."""
    found: dict[int, ResolutionLine] = {}
    for envelope in history:
        event = envelope.event
        if isinstance(event, events.ResolutionAdopted):
            found[event.resolution] = _adopted(envelope)
        elif isinstance(event, ENDS) and event.resolution in found:
            line = found[event.resolution]
            found[event.resolution] = _ended(line, envelope)
    return tuple(found.values())


def row(stream: StreamId, village: UnitId | None, held_on: date, line: ResolutionLine) -> Row:
    """Return the row of a resolution."""
    return {
        "resolution_id": f"{stream}/{line.resolution}",
        "within": stream,
        "village": village,
        "owner": line.owner,
        "text": line.text,
        "due": line.due.isoformat(),
        "held_on": held_on.isoformat(),
        "ended": line.ended,
        "ended_on": None if line.ended_on is None else line.ended_on.isoformat(),
        "resolution": line.resolution,
        "position": line.position,
    }


ENDS = (events.ResolutionCarriedOut, events.ResolutionDropped)


def _adopted(envelope: Envelope[events.ResolutionAdopted]) -> ResolutionLine:
    adopted = envelope.event
    return ResolutionLine(
        resolution=adopted.resolution,
        item=adopted.item,
        text=str(adopted.text),
        owner=adopted.owner,
        due=adopted.due,
        measures=adopted.measures,
        position=envelope.position,
    )


def _ended(
    line: ResolutionLine,
    envelope: Envelope[events.ResolutionCarriedOut | events.ResolutionDropped],
) -> ResolutionLine:
    event, on = envelope.event, civil_date(envelope.occurred_at)
    if isinstance(event, events.ResolutionDropped):
        ended, words = ResolutionState.DROPPED, event.reason
    else:
        late = on > line.due
        ended = ResolutionState.CARRIED_OUT_LATE if late else ResolutionState.CARRIED_OUT
        words = event.text
    return attrs.evolve(
        line, ended=ended, ended_on=on, ended_by=envelope.actor, ended_text=str(words)
    )
