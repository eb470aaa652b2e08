"""Whatever a cadre tries, no matter reaches an end that the scheme forbids."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.matters import (
    ANONYMOUS,
    CLERK,
    EXPLAINED,
    NAMED,
    NOW,
    SECRETARY,
    STRANGER,
    TODAY,
    TOLD,
    recorded,
)

from minqing_core.diary import events
from minqing_core.diary.decisions.answering import excuse_feedback, explain, give_feedback
from minqing_core.diary.decisions.concluding import Conclusion, conclude
from minqing_core.diary.decisions.handling import Step, StepKind, take
from minqing_core.diary.decisions.recording import Amendment, amend
from minqing_core.diary.state import FACTS, INITIAL, fold
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.refusals import RefusalError

LATEST = date(2024, 5, 30)
WORDS = st.sampled_from(["已办", "换线", "OTHER", "wish", "2024-02-01", ""]).map(Personal)
PEOPLE = st.sampled_from(["0002", "0003"])
FIELDS = st.sampled_from(["title", "text", "effect", "basis", "category_label", *FACTS])


def mostly(good, *others):
    """Give what is good three times out of four."""
    return st.integers(0, 3).flatmap(lambda n: good if n else st.one_of(*others))


TEXTS = mostly(st.just(Personal("已办")), WORDS)
DAYS = mostly(st.just(date(2024, 4, 1)), st.sampled_from([date(2024, 2, 1), date(2025, 1, 1)]))
BY = mostly(st.just(SECRETARY), st.sampled_from([CLERK, STRANGER]))


def optional(strategy):
    """Give nothing one time out of four."""
    return mostly(strategy, st.none())


STEPS = st.builds(
    Step,
    kind=...,
    text=optional(TEXTS),
    form=...,
    owner=optional(PEOPLE),
    due=optional(DAYS),
    measure=optional(st.integers(0, 3)),
    leader=optional(PEOPLE),
)
OFTEN = (
    events.Outcome.RESOLVED,
    events.Outcome.UNRESOLVABLE,
    events.Outcome.TEMPORARILY_UNRESOLVABLE,
)
FEEDBACK = st.builds(
    events.FeedbackGiven,
    stage=...,
    means=...,
    text=TEXTS,
    told_to=optional(TEXTS),
    response=...,
    response_text=st.none(),
)
IMPOSSIBLE = st.builds(events.FeedbackImpossible, stage=..., hindrance=..., text=TEXTS)
EXPLANATION = st.builds(events.ExplanationGiven, means=..., text=TEXTS, response=...)
CONCLUSION = st.builds(
    Conclusion,
    outcome=mostly(st.sampled_from(OFTEN), st.sampled_from(events.Outcome)),
    effect=TEXTS,
    indicator=st.none(),
    cause=optional(st.sampled_from(events.ObjectiveCause)),
    basis=optional(TEXTS),
    next_look=optional(DAYS),
)
AMENDMENT = st.builds(
    Amendment, version=st.integers(1, 6), field=FIELDS, value=TEXTS, reason=TEXTS
)
DONE = Personal("已办")
USUAL = st.sampled_from(
    [
        Step(kind=StepKind.CAUSE, text=DONE),
        Step(kind=StepKind.MEASURE, text=DONE, owner="0003", due=date(2024, 4, 1)),
        Step(kind=StepKind.CARRIED_OUT, text=DONE, measure=1),
        TOLD,
        EXPLAINED,
        *(
            Conclusion(
                outcome=outcome,
                effect=DONE,
                basis=DONE,
                cause=events.ObjectiveCause.FUNDS,
                next_look=date(2024, 4, 1),
            )
            for outcome in OFTEN
        ),
    ]
)
ANY = st.one_of(STEPS, FEEDBACK, IMPOSSIBLE, EXPLANATION, CONCLUSION, AMENDMENT)
COMMANDS = st.lists(st.tuples(mostly(USUAL, ANY), BY), min_size=12, max_size=30)
PETITIONERS = st.lists(st.sampled_from([NAMED, ANONYMOUS]), min_size=1, max_size=2).map(tuple)


def attempt(case, command, by) -> list[events.Event]:
    """Return what comes of a command, nothing when it is refused."""
    decide: Any
    asked: dict[str, Any] = {"by": by}
    match command:
        case Step():
            decide, name, asked = take, "step", {"by": by, "today": TODAY}
        case events.FeedbackGiven():
            decide, name = give_feedback, "feedback"
        case events.FeedbackImpossible():
            decide, name = excuse_feedback, "impossible"
        case events.ExplanationGiven():
            decide, name = explain, "explanation"
        case Conclusion():
            decide, name = conclude, "conclusion"
            asked = {"by": by, "today": TODAY, "latest_look": LATEST}
        case _:
            decide, name, asked = amend, "amendment", {"by": by, "at": NOW}
    try:
        return decide(case, **{name: command}, **asked)
    except RefusalError:
        return []


def told(commands, petitioners) -> list[events.Event]:
    """Return the history that a recorded matter and these commands make."""
    history = recorded(petitioners=petitioners)
    for command, by in commands:
        history += attempt(fold(history), command, by)
    return history


@pytest.mark.clause("S25", "S27", "S63")
@given(COMMANDS, PETITIONERS)
def test_a_matter_ends_at_most_once_answered_handled_and_with_its_effect(
    commands, petitioners
) -> None:
    """Everything that an end needs stands before it in the history."""
    history = told(commands, petitioners)
    ends = [n for n, event in enumerate(history) if isinstance(event, events.CaseConcluded)]
    assert len(ends) <= 1
    for n in ends:
        before, end = history[:n], history[n]
        answers = [
            event
            for event in before
            if isinstance(event, events.FeedbackGiven | events.FeedbackImpossible)
            and event.stage is events.Stage.RESULT
        ]
        assert answers
        assert end.effect.text.strip()
        assert any(isinstance(event, HANDLED) for event in before)
        assert end.outcome is events.Outcome.RESOLVED or end.basis is not None
        assert all(isinstance(event, AFTER_THE_END) for event in history[n + 1 :])


HANDLED = (
    events.CauseRecorded,
    events.DeliberationRecorded,
    events.NoteRecorded,
    events.MeasureAdopted,
)
AFTER_THE_END = (
    events.FeedbackGiven,
    events.ExplanationGiven,
    events.TextAmended,
    events.FactAmended,
)


@pytest.mark.clause("S29", "S34", "S65")
@given(COMMANDS, PETITIONERS)
def test_what_cannot_be_solved_was_explained_and_what_is_resolved_has_no_open_measure(
    commands, petitioners
) -> None:
    """The objective cause and the explanation come before the end or the next look."""
    history = told(commands, petitioners)
    for n, event in enumerate(history):
        before = history[:n]
        unsolvable = isinstance(event, events.SolutionDeferred) or (
            isinstance(event, events.CaseConcluded)
            and event.outcome is events.Outcome.UNRESOLVABLE
        )
        if unsolvable:
            assert event.cause is not None
            assert any(isinstance(e, events.ExplanationGiven) for e in before)
        if isinstance(event, events.SolutionDeferred):
            assert TODAY < event.next_look <= LATEST
        if isinstance(event, events.CaseConcluded) and event.outcome is events.Outcome.RESOLVED:
            adopted = {e.measure for e in before if isinstance(e, events.MeasureAdopted)}
            assert adopted <= {
                e.measure for e in before if isinstance(e, events.MeasureCarriedOut)
            }


@pytest.mark.clause("S25")
@given(COMMANDS, PETITIONERS)
def test_nobody_adds_to_a_matter_that_is_not_in_their_hands(commands, petitioners) -> None:
    assert told([(command, STRANGER) for command, _ in commands], petitioners) == recorded(
        petitioners=petitioners
    )


@pytest.mark.clause("S35")
@given(COMMANDS, PETITIONERS)
def test_a_correction_keeps_what_stood_there_before(commands, petitioners) -> None:
    """What an amendment replaces is still in the history, at the version it names."""
    history = told(commands, petitioners)
    for n, event in enumerate(history):
        if isinstance(event, events.TextAmended) and event.field != "category_label":
            amended = history[event.version - 1]
            holder = getattr(amended, "matter", amended)
            assert isinstance(getattr(holder, event.field), Personal)
            assert fold(history[:n]).texts[event.version, event.field] != event.text
        if isinstance(event, events.FactAmended):
            assert fold(history[:n]).facts[event.field] == event.before != event.after


INSTANTS = st.integers(-(10**9), 10**10).map(lambda s: datetime.fromtimestamp(s, UTC))
st.register_type_strategy(datetime, INSTANTS)


@given(st.lists(st.from_type(events.Event), max_size=8), st.integers(0, 8))
def test_a_matter_follows_any_history_and_may_stop_anywhere(history, cut) -> None:
    """``evolve`` is total: whatever was recorded, in whatever order, can be read."""
    whole = fold(history)
    assert whole.version == len(history)
    assert fold(history[cut:], fold(history[:cut])) == whole
    assert fold([], INITIAL) == INITIAL
