"""An event as one thing that happened, told as a sentence."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from attrs import frozen

from minqing_core.application.moments import Moment
from minqing_core.application.names import Directory, directory
from minqing_core.application.office import Office
from minqing_core.application.readable import readable
from minqing_core.kernel.envelope import Act, Envelope
from minqing_core.kernel.ids import CaseId, PersonId
from minqing_core.kernel.periods import civil_date
from minqing_core.views import cases
from minqing_core.views.sentences import sentence


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


def timeline_item(envelope: Envelope[Any], names: Directory) -> TimelineItem:
    """Return an event as a sentence in the names of its own day, with where it stands."""
    occurred_on = civil_date(envelope.occurred_at)
    return TimelineItem(
        position=envelope.position,
        version=envelope.version,
        recorded_at=envelope.recorded_at,
        occurred_on=occurred_on,
        actor=envelope.actor,
        event=type(envelope.event).__name__,
        sentence=sentence(envelope, names.on(occurred_on)),
    )


def timeline(office: Office, act: Act, case: CaseId, moment: Moment) -> Iterator[TimelineItem]:
    """Return what had happened to a matter by a moment, in the order in which it happened."""
    seen = moment.saw(readable(office, act, office.history(cases.stream_of(case))))
    return story(seen, directory(office))


def story(history: Iterable[Envelope[Any]], names: Directory) -> Iterator[TimelineItem]:
    """Yield events as sentences, in the order in which they happened."""
    for envelope in sorted(history, key=lambda e: (e.occurred_at, e.position)):
        yield timeline_item(envelope, names)
