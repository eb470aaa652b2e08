"""One more thing on record of a matter: the way that every use case about one goes."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, TypeAlias

from minqing_core.application.office import Office, person_stream
from minqing_core.application.transact import Recorded, Request, transact
from minqing_core.diary import events
from minqing_core.diary.decisions.requirements import require_after_learning
from minqing_core.diary.state import Case, fold
from minqing_core.kernel.calendar import DayUnit, Limit
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, StreamId
from minqing_core.kernel.standing import Standing
from minqing_core.views.cases import stream_of

Deciding: TypeAlias = Callable[[Case, Standing, datetime], Sequence[Any]]
NO_RULE = Limit(365, DayUnit.CALENDAR_DAY)
OBJECTION = Limit(5, DayUnit.WORKING_DAY)


def on_case(
    office: Office,
    act: Act,
    case: CaseId,
    asked: object,
    decide: Deciding,
    *others: Standing,
) -> Recorded:
    """Record what is decided about a matter; it relies on the standing of all who have a part."""
    by = office.standing(act.actor)

    def on_history(history: Sequence[events.Event], at: datetime) -> Sequence[Any]:
        state = fold(history)
        require_after_learning(state, act.occurred_at)
        return decide(state, by, at)

    relies_on = held(by)
    for other in others:
        relies_on |= held(other)
    request = Request(act=act, stream=stream_of(case), asked=asked, relies_on=relies_on)
    return transact(office, request, on_history)


def held(standing: Standing) -> dict[StreamId, int]:
    """Return the stream that a standing was read from, with its version."""
    return {person_stream(standing.person): standing.version}


def latest_look(office: Office, today: date) -> date:
    """Return the last day to which a look at a matter may be put off (S65)."""
    programme = office.programme()
    return programme.calendar.due(today, programme.days("relook", today) or NO_RULE).day


def objection_day(office: Office, today: date) -> date:
    """Return the last day on which somebody asked today may object (S38)."""
    programme = office.programme()
    limit = programme.days("handover.objection", today) or OBJECTION
    return programme.calendar.due(today, limit).day
