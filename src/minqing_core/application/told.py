"""An event as one thing that happened, told as a sentence."""

from datetime import date, datetime
from typing import Any

from attrs import frozen

from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.periods import civil_date
from minqing_core.views.sentences import Names, sentence


@frozen(kw_only=True)
class TimelineItem:
    """One thing that happened, as a sentence."""

    position: int
    version: int
    recorded_at: datetime
    occurred_on: date
    actor: PersonId
    event: str
    sentence: str


def timeline_item(envelope: Envelope[Any], names: Names) -> TimelineItem:
    """Return an event as a sentence, with where it stands."""
    return TimelineItem(
        position=envelope.position,
        version=envelope.version,
        recorded_at=envelope.recorded_at,
        occurred_on=civil_date(envelope.occurred_at),
        actor=envelope.actor,
        event=type(envelope.event).__name__,
        sentence=sentence(envelope, names),
    )
