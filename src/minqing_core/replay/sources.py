"""The records that stand behind what is said, each with its place in the log."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeAlias

from attrs import frozen

from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import PersonId, StreamId
from minqing_core.kernel.periods import civil_date


@frozen(kw_only=True)
class Source:
    """A record: where it stands, what it is, who made it, the day it tells of and of recording."""

    stream: StreamId
    version: int
    position: int
    event: str
    actor: PersonId
    on: date
    recorded_on: date


Sources: TypeAlias = Mapping[int, Source]


def source(envelope: Envelope[Any]) -> Source:
    """Return where a record stands."""
    return Source(
        stream=envelope.stream,
        version=envelope.version,
        position=envelope.position,
        event=type(envelope.event).__name__,
        actor=envelope.actor,
        on=civil_date(envelope.occurred_at),
        recorded_on=civil_date(envelope.recorded_at),
    )


def by_version(history: Iterable[Envelope[Any]]) -> Sources:
    """Return where the records of a stream stand, by version."""
    return {envelope.version: source(envelope) for envelope in history}
