"""A matter as a reader sees it: everything that is on record of it."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

import attrs

from minqing_core.diary import events
from minqing_core.kernel.ids import CaseId, PersonId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.views import holding
from minqing_core.views.bearing import Bearing
from minqing_core.views.said import Said

TAKEN_UP = (
    events.CauseRecorded,
    events.DeliberationRecorded,
    events.NoteRecorded,
    events.MeasureAdopted,
)
HANDLING = (*TAKEN_UP, events.SolutionDeferred, events.LookedAgain)


class Status(StrEnum):
    """Where a matter stands."""

    HANDLING = "handling"
    DEFERRED = "deferred"
    PARKED = "parked"
    CONCLUDED = "concluded"


@attrs.frozen(kw_only=True)
class AmendmentLine:
    """A correction with both texts (S35)."""

    version: int
    amended: int
    field: str
    before: str | None
    after: str | None
    reason: str
    by: PersonId
    at: datetime


@attrs.frozen(kw_only=True)
class MeasureLine:
    """A measure and whether it was carried out (S24, S34)."""

    measure: int
    text: str
    owner: PersonId
    due: date
    done_on: date | None
    done_text: str | None
    dropped_on: date | None = None
    dropped_text: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be carried out."""
        return self.done_on is None and self.dropped_on is None


@attrs.frozen(kw_only=True)
class CaseFile:
    """Everything that is on record of a matter, as of some moment.

    ``conduct`` says that it, or the whole it is part of, was ever under the category of complaints
    about cadres: what was confided once stays confidential (S12).
    """

    case: CaseId
    version: int = 0
    position: int = 0
    recorded_at: datetime | None = None
    recorded_by: PersonId | None = None
    on_behalf_of: PersonId | None = None
    opened: events.MatterRecorded | None = None
    opened_at: datetime | None = None
    leader: PersonId | None = None
    said: tuple[Said, ...] = ()
    amendments: tuple[AmendmentLine, ...] = ()
    last_at: datetime | None = None
    conduct: bool = False
    accused: tuple[PersonId, ...] = ()
    accused_units: frozenset[UnitId] = frozenset()

    @property
    def matter(self) -> events.Matter | None:
        """The matter with its corrections."""
        return None if self.opened is None else self.opened.matter

    @property
    def confidential(self) -> bool:
        """Whether it is a complaint about cadres, closed to all but a few (S12)."""
        return self.conduct or bool(self.accused)

    @cached_property
    def bearing(self) -> Bearing:
        """On whom it bears: what decides who may see it."""
        place = None if self.matter is None else self.matter.place
        held = self.holders
        units = (place, *(one.unit for one in held), *holding.units_drawn_in(self.said))
        drawn_in = (self.recorded_by, self.on_behalf_of, self.leader)
        owners = (*(one.person for one in held), *self._measure_owners)
        people = (*drawn_in, *owners, *holding.drawn_in(self.said))
        return Bearing(
            owner=self.owner,
            units=frozenset(unit for unit in units if unit is not None),
            people=frozenset(one for one in people if one is not None),
            confidential=self.confidential,
            accused=frozenset(self.accused),
            accused_units=self.accused_units,
        )

    @cached_property
    def holders(self) -> tuple[holding.Holder, ...]:
        """Who held the matter one after the other, without a gap (S25)."""
        if self.opened is None or self.opened_at is None:
            return ()
        opened, since = self.opened, self.opened_at
        first = holding.Holder(
            person=opened.owner, unit=opened.unit, since=since, until=None, version=1
        )
        return holding.holders(first, self.said)

    @property
    def handoffs(self) -> int:
        """How often the matter changed hands (S38)."""
        return max(0, len(self.holders) - 1)

    @property
    def owner(self) -> PersonId | None:
        """Who answers for the matter."""
        return self.holders[-1].person if self.holders else None

    @property
    def unit(self) -> UnitId | None:
        """The unit that answers for the matter."""
        return self.holders[-1].unit if self.holders else None

    @property
    def sealed(self) -> bool:
        """Whether the identity of the petitioners is sealed (S12)."""
        protected = self.matter is not None and self.matter.protected
        return protected or self.confidential

    @property
    def _measure_owners(self) -> list[PersonId]:
        """Whose the measures are, whatever they say: that stays sealed."""
        return [adopted.owner for adopted in self.facts(events.MeasureAdopted)]

    def facts(self, kind: type[Any]) -> list[Any]:
        """Return what was said of one kind, in order."""
        return [said.fact for said in self.said if isinstance(said.fact, kind)]

    @cached_property
    def conclusion(self) -> events.CaseConcluded | None:
        """How the matter ended in its last round, or None while it is open."""
        ended = [s.fact for s in self.rounds[-1] if _is(s, events.CaseConcluded)]
        return ended[-1] if ended else None

    @property
    def disputed(self) -> bool:
        """Whether the citizen did not agree with how it ended, and it was not reopened (S28)."""
        return self.conclusion is not None and any(
            _is(said, events.OutcomeDisputed) for said in self.rounds[-1]
        )

    @property
    def dissatisfied(self) -> bool:
        """Whether the last revisit of its end found it not as told, or not to content (S28)."""
        found = [s.fact for s in self.rounds[-1] if _is(s, events.Revisited)]
        if self.conclusion is None or not found:
            return False
        return found[-1].response is events.Response.DISSATISFIED or not found[-1].as_told

    @property
    def denied(self) -> bool:
        """Whether the last word on its end is that it was not so: a revisit's or a dispute's."""
        words = (events.Revisited, events.OutcomeDisputed)
        said = [s.fact for s in self.rounds[-1] if isinstance(s.fact, words)]
        if self.conclusion is None or not said:
            return False
        return not (isinstance(said[-1], events.Revisited) and said[-1].as_told)

    @cached_property
    def rounds(self) -> tuple[tuple[Said, ...], ...]:
        """What was said in each round; all but the first begin with a reopening."""
        cuts = [n for n, said in enumerate(self.said) if _is(said, events.CaseReopened)]
        spans = zip([0, *cuts], [*cuts, len(self.said)], strict=True)
        return tuple(self.said[start:end] for start, end in spans)

    @property
    def since(self) -> date | None:
        """The day on which the last round began: that of learning, or of the reopening."""
        if len(self.rounds) > 1:
            return civil_date(self.rounds[-1][0].at)
        return None if self.matter is None else civil_date(self.matter.learned_at)

    @cached_property
    def deferral(self) -> events.SolutionDeferred | None:
        """How the matter was put off, or None when handling went on since."""
        taken = [s.fact for s in self.rounds[-1] if isinstance(s.fact, HANDLING)]
        while taken and isinstance(taken[-1], events.LookedAgain):
            taken.pop()
        return taken[-1] if taken and isinstance(taken[-1], events.SolutionDeferred) else None

    @property
    def next_look(self) -> date | None:
        """The day on which a matter put off is looked at again (S29)."""
        if self.deferral is None:
            return None
        looks = (events.SolutionDeferred, events.LookedAgain)
        return [s.fact.next_look for s in self.said if isinstance(s.fact, looks)][-1]

    @cached_property
    def parking(self) -> events.ClockParked | None:
        """How the clock was stopped, or None when it was set going or the matter ended since."""
        turns = (events.ClockParked, events.ClockResumed, events.CaseConcluded)
        turned = [s.fact for s in self.said if isinstance(s.fact, turns)]
        return turned[-1] if turned and isinstance(turned[-1], events.ClockParked) else None

    @property
    def status(self) -> Status:
        """Whether the matter is being handled, was put off or parked, or has ended."""
        if self.conclusion is not None:
            return Status.CONCLUDED
        if self.parking is not None:
            return Status.PARKED
        return Status.HANDLING if self.deferral is None else Status.DEFERRED

    @cached_property
    def measures(self) -> tuple[MeasureLine, ...]:
        """The measures adopted, with what came of them."""
        done = {s.fact.measure: s for s in self.said if _is(s, events.MeasureCarriedOut)}
        dropped = {s.fact.measure: s for s in self.said if _is(s, events.MeasureDropped)}
        return tuple(
            _measure(said.fact, done.get(said.fact.measure), dropped.get(said.fact.measure))
            for said in self.said
            if _is(said, events.MeasureAdopted)
        )

    @property
    def covered_until(self) -> date | None:
        """The last day until which something keeps the matter from hanging (S34).

        That is an open measure, a next look, or a clock that was stopped.
        """
        days = [line.due for line in self.measures if line.is_open]
        if self.next_look is not None:
            days.append(self.next_look)
        if self.parking is not None:
            days.append(self.parking.until)
        return max(days, default=None)

    def answered(self, stage: events.Stage) -> Said | None:
        """Return the first feedback of a stage, or the record of why there can be none.

        The opinion is told once, the result in each round anew.
        """
        return first_answer(self.rounds[-1] if stage is events.Stage.RESULT else self.said, stage)


def first_answer(said: Iterable[Said], stage: events.Stage) -> Said | None:
    """Return the first feedback of a stage, or the record of why there can be none."""
    return next((s for s in said if _is_answer(s, stage)), None)


def _is(said: Said, kind: type[Any]) -> bool:
    return isinstance(said.fact, kind)


def _is_answer(said: Said, stage: events.Stage) -> bool:
    kinds = (events.FeedbackGiven, events.FeedbackImpossible)
    return isinstance(said.fact, kinds) and said.fact.stage is stage


def _measure(
    adopted: events.MeasureAdopted, done: Said | None, dropped: Said | None
) -> MeasureLine:
    return MeasureLine(
        measure=adopted.measure,
        text=str(adopted.text),
        owner=adopted.owner,
        due=adopted.due,
        done_on=None if done is None else civil_date(done.at),
        done_text=None if done is None else str(done.fact.text),
        dropped_on=None if dropped is None else civil_date(dropped.at),
        dropped_text=None if dropped is None else str(dropped.fact.reason),
    )
