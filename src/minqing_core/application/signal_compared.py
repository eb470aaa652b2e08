"""What a signal compares, as people read it."""

from datetime import date
from typing import Any

from attrs import frozen

from minqing_core.application.names import Directory, directory
from minqing_core.application.signal_ground import Ground
from minqing_core.application.told import timeline_item
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.periods import civil_date
from minqing_core.review.events import DiaryReviewed
from minqing_core.signals.signal import Compared
from minqing_core.views import cases
from minqing_core.views.passages import passages
from minqing_core.views.sealing import withheld


@frozen(kw_only=True)
class ComparedLine:
    """An event that a signal compares, told as a sentence, with the words in question."""

    stream: str
    version: int
    position: int
    person: PersonId
    person_name: str
    occurred_on: date
    recorded_on: date
    sentence: str
    text: str


def compared(ground: Ground, one: Compared) -> ComparedLine:
    """Return an event that a signal compares as people read it."""
    history = withheld(ground.office.log.stream(one.stream))
    names = directory(ground.office)
    said = passages(history[: one.version]) if one.stream.startswith(cases.PREFIX) else {}
    written = next((p for p in said.values() if p.written.version == one.version), None)
    return ComparedLine(
        stream=one.stream,
        version=one.version,
        position=one.position,
        person=one.person,
        person_name=names(one.person),
        occurred_on=one.occurred_on,
        recorded_on=one.recorded_on,
        sentence=_told(history[one.version - 1], names),
        text="" if written is None else written.text,
    )


def _told(envelope: Envelope[Any], names: Directory) -> str:
    """Tell an event; of a review who read which diary, and nothing of what they found (S53)."""
    event = envelope.event
    if not isinstance(event, DiaryReviewed):
        return timeline_item(envelope, names).sentence
    then = names.on(civil_date(envelope.occurred_at))
    which = f"{event.period} 的民情日记（第 {event.review} 次）"
    return f"{then(envelope.actor)}审阅{then(event.person)} {which}"
