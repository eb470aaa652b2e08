"""Whatever is merged, split, ended and reopened, no citizen is lost and no clock runs on."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.test_limits import CALENDAR, RULES_OF_DAYS, a_file
from tests.matters import (
    ANONYMOUS,
    CLERK,
    HEAD,
    MATTER,
    NAMED,
    NOW,
    REASON,
    REOPENED,
    SECRETARY,
    STRANGER,
    TODAY,
    TOLD,
    recorded,
)

from minqing_core.diary import events
from minqing_core.diary.decisions import after, links, withdrawing
from minqing_core.diary.decisions.answering import give_feedback
from minqing_core.diary.decisions.concluding import Conclusion, conclude
from minqing_core.diary.decisions.handling import Step, StepKind, take
from minqing_core.diary.decisions.links import Other, Portion
from minqing_core.diary.decisions.withdrawing import Granting
from minqing_core.diary.state import Case, fold
from minqing_core.duties.limits import deadlines
from minqing_core.kernel.refusals import RefusalError
from minqing_core.kernel.standing import Standing

LATEST = date(2024, 5, 30)
HANDS = st.sampled_from([SECRETARY, SECRETARY, SECRETARY, CLERK, HEAD, STRANGER])
WHAT = st.sampled_from(
    [
        *("step", "tell", "tell", "conclude", "conclude", "duplicate", "reopen", "reopen"),
        *("link", "unlink", "merge", "unmerge", "split", "recuse", "grant"),
    ]
)
WHICH = st.integers(0, 5)
ACTS = st.lists(st.tuples(WHAT, WHICH, WHICH, HANDS), min_size=15, max_size=40)
RESOLVED = Conclusion(outcome=events.Outcome.RESOLVED, effect=REASON)
DUPLICATE = Conclusion(outcome=events.Outcome.DUPLICATE, effect=REASON, basis=REASON)
Histories = dict[str, list[events.Event]]


ENDS = {"today": TODAY, "latest_look": LATEST}
ALONE: dict[str, Callable[[Case, Standing], list[events.Event]]] = {
    "step": lambda case, by: take(
        case, step=Step(kind=StepKind.NOTE, text=REASON), by=by, today=TODAY
    ),
    "tell": lambda case, by: give_feedback(case, feedback=TOLD, by=by),
    "conclude": lambda case, by: conclude(case, conclusion=RESOLVED, by=by, **ENDS),
    "duplicate": lambda case, by: conclude(case, conclusion=DUPLICATE, by=by, **ENDS),
    "reopen": lambda case, by: after.reopen(case, reopened=REOPENED, by=by),
    "recuse": lambda case, by: withdrawing.ask_recusal(
        case, asked=events.RecusalAsked(person="0002", reason=REASON), by=by
    ),
    "grant": lambda case, by: withdrawing.grant_recusal(
        case,
        granting=Granting(person="0002", owner="0009", unit="anyang"),
        by=by,
        successor=STRANGER,
    ),
}
BOTH: dict[str, Callable[[Case, str, Other, Standing], links.Both]] = {
    "link": lambda case, number, other, by: links.link(
        case,
        number=number,
        linked=events.LinkedAsDuplicate(of=other.number, reason=REASON),
        other=other,
        by=by,
    ),
    "merge": lambda case, number, other, by: links.merge(
        case,
        number=number,
        merged=events.MergedInto(whole=other.number, reason=REASON),
        other=other,
        by=by,
    ),
    "unlink": lambda case, number, other, by: links.unlink(
        case,
        number=number,
        unlinked=events.DuplicateUnlinked(of=other.number, reason=REASON),
        by=by,
    ),
    "unmerge": lambda case, number, other, by: links.unmerge(
        case,
        number=number,
        undone=events.MergeUndone(whole=other.number, reason=REASON),
        by=by,
    ),
}


class Matters:
    """Some matters, each with its history, and what is done with them."""

    def __init__(self) -> None:
        self.histories: Histories = {}
        for petitioners in ((NAMED,), (NAMED, ANONYMOUS), (ANONYMOUS,)):
            self.histories[self._next()] = recorded(petitioners=petitioners)

    def do(self, what: str, first: int, second: int, by: Any) -> None:
        """Do something with one matter or two; what is refused leaves no trace."""
        numbers = list(self.histories)
        number, other = numbers[first % len(numbers)], numbers[second % len(numbers)]
        with suppress(RefusalError):
            if what == "split":
                self._split(number, by)
            elif what in ALONE:
                self._keep(number, ALONE[what](self.case(number), by))
            else:
                bound = Other(number=other, case=self.case(other))
                ours, theirs = BOTH[what](self.case(number), number, bound, by)
                self._keep(number, ours)
                self._keep(other, theirs)

    def case(self, number: str):
        """Return how a matter stands."""
        return fold(self.histories[number])

    def _split(self, number: str, by: Any) -> None:
        origin: Any = self.histories[number][0]
        part = links.split(
            self.case(number),
            number=number,
            portion=Portion(title=REASON, text=REASON, reason=REASON),
            origin=origin.matter,
            by=by,
            at=NOW,
        )
        new = self._next()
        self.histories[new] = part
        self._keep(number, [events.SplitOff(part=new)])

    def _keep(self, number: str, decided: list[events.Event]) -> None:
        self.histories[number] = [*self.histories[number], *decided]

    def _next(self) -> str:
        return f"2024-{len(self.histories) + 1:06d}"


def after_acts(acts) -> Matters:
    matters = Matters()
    for act in acts:
        matters.do(*act)
    return matters


def last_round(history: list[events.Event]) -> list[events.Event]:
    """Return what happened since the last reopening, or ever."""
    cuts = [n for n, event in enumerate(history) if isinstance(event, events.CaseReopened)]
    return history[cuts[-1] :] if cuts else history


@pytest.mark.clause("S30", "S63")
@given(ACTS)
def test_every_matter_that_ended_answered_its_own_citizens_in_its_last_round(acts) -> None:
    """However matters were merged, split and taken apart, each end has its own result told."""
    matters = after_acts(acts)
    for number, history in matters.histories.items():
        told = [
            event
            for event in last_round(history)
            if isinstance(event, events.FeedbackGiven) and event.stage is events.Stage.RESULT
        ]
        ended = matters.case(number).concluded
        assert ended is None or told
        ends = [event for event in history if isinstance(event, events.CaseConcluded)]
        assert matters.case(number).course.closures == len(ends)
        if ended is events.Outcome.DUPLICATE:
            course = matters.case(number).course
            assert course.duplicate_of or course.merged_into


@pytest.mark.clause("S30", "S63")
@given(ACTS)
def test_nobody_who_brought_a_matter_is_lost_by_splitting_it(acts) -> None:
    """A part has the petitioners of the whole, and says from what it was split."""
    matters = after_acts(acts)
    for history in matters.histories.values():
        for event in history:
            if isinstance(event, events.SplitFrom):
                whole: Any = matters.histories[event.whole][0]
                opened: Any = history[0]
                assert opened.matter.petitioners == whole.matter.petitioners
                assert opened.matter.learned_at == whole.matter.learned_at == MATTER.learned_at


@pytest.mark.clause("S30")
@given(ACTS)
def test_both_matters_know_that_they_are_bound_and_no_chain_is_made(acts) -> None:
    """What one says of another, the other says of it; nothing is part of a part."""
    matters = after_acts(acts)
    for number in matters.histories:
        course = matters.case(number).course
        for bound, others in (
            (course.duplicate_of, "duplicates"),
            (course.merged_into, "parts"),
        ):
            assert bound != number
            if bound is not None:
                their = matters.case(bound).course
                assert number in getattr(their, others)
                assert not getattr(course, others)
        for part in course.parts:
            assert matters.case(part).course.merged_into == number


@pytest.mark.clause("S12", "S25")
@given(ACTS)
def test_a_matter_is_never_in_the_hands_of_somebody_who_has_withdrawn(acts) -> None:
    """There is an owner at every instant, and it is nobody who keeps away."""
    matters = after_acts(acts)
    for history in matters.histories.values():
        for n in range(1, len(history) + 1):
            state = fold(history[:n])
            granted = isinstance(history[n - 1], events.RecusalGranted)
            assert state.owner is not None
            assert granted or state.owner not in state.course.recused


@given(ACTS, st.integers(0, 40))
def test_what_was_told_may_be_read_in_pieces(acts, cut) -> None:
    for history in after_acts(acts).histories.values():
        assert fold(history[cut:], fold(history[:cut])) == fold(history)


STOPS = st.lists(st.tuples(st.integers(1, 70), st.integers(1, 40), st.integers(0, 60)), max_size=3)


@pytest.mark.clause("S34")
@given(STOPS)
def test_a_limit_is_put_back_by_the_days_on_which_the_clock_stood_still_and_no_more(stops) -> None:
    """Counted days are never paused, and no more days are paused than were asked for."""
    learned, said = date(2024, 9, 27), []
    for start, length, resumed in stops:
        begin = learned + timedelta(days=start)
        parked = events.ClockParked(
            reason=REASON,
            cause=events.ObjectiveCause.NATURE,
            until=begin + timedelta(days=length),
        )
        said += [
            (begin, parked),
            (begin + timedelta(days=resumed), events.ClockResumed(reason=REASON)),
        ]
    file = a_file(learned, *said)
    found = {
        d.duty: d for d in deadlines(file, rules=RULES_OF_DAYS, calendar=CALENDAR, today=learned)
    }["conclude"]
    paused = [c.day for c in found.days if c.reason == "挂账"]
    counted = [c.day for c in found.days if c.number is not None]
    assert len(counted) == 60
    assert not {*paused} & {*counted}
    assert len(paused) <= sum(min(length, resumed) for _, length, resumed in stops)
    assert found.due == learned + timedelta(days=60 + len(paused))
