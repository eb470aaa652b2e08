"""What was laid on somebody by a day outside of matters, one row a record: never changed."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from minqing_core.inspection.events import RectificationOrdered
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import PersonId
from minqing_core.meetings.events import ResolutionAdopted
from minqing_core.review.events import ReturnedForCompletion
from minqing_core.views import reviews
from minqing_core.views.tables import Put


def assigned(envelope: Envelope[Any]) -> Iterator[Put]:
    """Yield whom a record told to do something, and by which day (S52, S53, S61)."""
    match envelope.event:
        case (
            ResolutionAdopted(owner=person, due=due) | RectificationOrdered(owner=person, due=due)
        ):
            yield _row(envelope, person, due)
        case ReturnedForCompletion(due=due):
            yield _row(envelope, reviews.person_of(envelope.stream), due)
        case _:
            pass


def _row(envelope: Envelope[Any], person: PersonId, due: date) -> Put:
    return Put(
        table="assigned",
        row={
            "assigned": f"{envelope.position:012d}",
            "person": person,
            "stream": envelope.stream,
            "due": due.isoformat(),
            "position": envelope.position,
        },
    )
