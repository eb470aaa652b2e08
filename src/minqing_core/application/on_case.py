"""How a matter is acted on: by whom, on what stands there, and when."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from minqing_core.application.office import Office, person_stream
from minqing_core.application.ports import Draft
from minqing_core.application.transact import Recorded, Request, transact
from minqing_core.diary import events
from minqing_core.diary.decisions.after_refusals import (
    BeforeReopenedError,
    NotAfterwardsError,
    NotForAnotherError,
)
from minqing_core.diary.decisions.answers import Dated, require_afterwards
from minqing_core.diary.decisions.links import Both, Other
from minqing_core.diary.decisions.requirements import require_after_learning, require_free
from minqing_core.diary.state import Case, fold
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import CaseId, StreamId
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.standing import Standing
from minqing_core.views.cases import stream_of

OfBoth: TypeAlias = Callable[[Case, Other, Standing], Both]
NOTHING: Mapping[StreamId, int] = {}


def on_case(
    office: Office,
    act: Act,
    case: CaseId,
    asked: object,
    decide: Callable[[Case, Standing, datetime], Sequence[Any]],
    *,
    relies_on: Mapping[StreamId, int] = NOTHING,
) -> Recorded:
    """Record what a decision makes of a matter."""
    by = office.standing(act.actor)

    def on_history(history: Sequence[events.Event], at: datetime) -> Sequence[Any]:
        state = fold(history)
        require_after_learning(state, act.occurred_at)
        if state.course.round > 1:
            _require_this_round(office, act, case)
        if act.on_behalf_of is not None:
            require_free(state, act.on_behalf_of, "办理")
        decided = decide(state, by, at)
        if act.occurred_at is not None:
            _require_afterwards(office, act.occurred_at, case, decided)
        return decided

    request = Request(
        act=act, stream=stream_of(case), asked=asked, relies_on={**held(by), **relies_on}
    )
    return transact(office, request, on_history)


def on_both(
    office: Office,
    act: Act,
    case: CaseId,
    other: CaseId,
    asked: object,
    decide: OfBoth,
) -> Recorded:
    """Record what a decision makes of two matters, in both or in neither."""
    theirs = stream_of(other)
    history = office.log.stream(theirs)
    standing = Other(number=other, case=fold(envelope.event for envelope in history))

    def on_state(state: Case, by: Standing, _: datetime) -> list[Any]:
        ours, others = decide(state, standing, by)
        return [*ours, *(Draft(stream=theirs, event=event) for event in others)]

    return on_case(office, act, case, asked, on_state, relies_on={theirs: len(history)})


def held(standing: Standing) -> dict[StreamId, int]:
    """Return what relying on a person's posts relies on."""
    return {person_stream(standing.person): standing.version}


def at_once(act: Act, what: str) -> None:
    """Refuse to date back what takes effect by being recorded."""
    if act.occurred_at is not None:
        raise NotAfterwardsError(what=what, occurred_at=act.occurred_at)


def in_person(act: Act, what: str) -> None:
    """Refuse to decide or revisit for somebody else."""
    if act.on_behalf_of is not None:
        raise NotForAnotherError(what=what, person=act.on_behalf_of)


def _require_afterwards(
    office: Office, occurred_at: datetime, case: CaseId, decided: Sequence[Any]
) -> None:
    history = [
        Dated(event=envelope.event, on=civil_date(envelope.occurred_at))
        for envelope in office.history(stream_of(case))
    ]
    require_afterwards(decided, history, occurred_at=occurred_at, on=civil_date(occurred_at))


def _require_this_round(office: Office, act: Act, case: CaseId) -> None:
    if act.occurred_at is None:
        return
    history = office.log.stream(stream_of(case))
    reopened = [e.occurred_at for e in history if isinstance(e.event, events.CaseReopened)]
    if act.occurred_at < reopened[-1]:
        raise BeforeReopenedError(occurred_at=act.occurred_at, reopened_at=reopened[-1])
