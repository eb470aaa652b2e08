"""How anything about one person is recorded."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from minqing_core.application.office import Office, person_stream
from minqing_core.application.ports import Draft
from minqing_core.application.transact import Recorded, Request, transact
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId, StreamId
from minqing_core.kernel.periods import civil_date
from minqing_core.roster import events
from minqing_core.roster.state import Person, fold_person


def on_person(
    office: Office,
    act: Act,
    person: PersonId,
    asked: object,
    decide: Callable[[Person, date], Sequence[events.PersonEvent | Draft]],
    *,
    relies_on: Mapping[StreamId, int] | None = None,
    whole_log: bool = False,
) -> Recorded:
    """Record what *decide* makes of a person as they now stand, and of today."""

    def on_history(
        history: Sequence[events.PersonEvent], at: datetime
    ) -> Sequence[events.PersonEvent | Draft]:
        return decide(fold_person(history), civil_date(at))

    request = Request(
        act=act,
        stream=person_stream(person),
        asked=asked,
        relies_on=relies_on or {},
        whole_log=whole_log,
    )
    return transact(office, request, on_history)
