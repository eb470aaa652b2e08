"""The named metrics of an appraisal: what each share is of, and that volume wins nothing."""

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples import MATTER

from minqing_core.appraisal.events import Measured
from minqing_core.diary import events as diary
from minqing_core.duties.cells import Cell, State
from minqing_core.duties.limits import Deadline
from minqing_core.duties.metrics import (
    FIRST,
    RATES,
    SHARES,
    VERSION,
    VERSIONS,
    Metric,
    Point,
    failed,
    measured,
    merit,
    points,
    ranks,
)
from minqing_core.duties.week_metrics import week_points
from minqing_core.kernel.periods import Months
from minqing_core.kernel.personal import Personal
from minqing_core.views.case_file import CaseFile
from minqing_core.views.said import Said

YEAR, TODAY = Months(2024, 1, 12), date(2024, 12, 31)
WORDS = Personal("已办")


def at(month: int, day: int, hour: int = 1) -> datetime:
    return datetime(2024, month, day, hour, tzinfo=UTC)


def said(*facts: Any) -> tuple[Said, ...]:
    """Return facts that were put on record on the days of May, one after the other."""
    return tuple(
        Said(version=n, by="0003", at=at(5, n), recorded_at=at(5, n), fact=fact)
        for n, fact in enumerate(facts, start=2)
    )


def file(*facts: Any) -> CaseFile:
    opened = diary.MatterRecorded(
        matter=MATTER,
        owner="0003",
        unit="dafeng",
        urgency=diary.Urgency.ORDINARY,
        urgency_reason=None,
        post="two-committees-member",
        attested=False,
    )
    return CaseFile(
        case="2024-000001", opened=opened, opened_at=at(4, 1), said=said(*facts), position=7
    )


def ended(outcome: diary.Outcome = diary.Outcome.RESOLVED, cause: Any = None) -> Any:
    return diary.CaseConcluded(
        outcome=outcome, effect=WORDS, indicator=None, cause=cause, basis=None
    )


def told(response: diary.Response, stage: diary.Stage = diary.Stage.RESULT) -> Any:
    return diary.FeedbackGiven(stage=stage, means=diary.Means.VISIT, text=WORDS, response=response)


def asked(response: diary.Response, *, as_told: bool = True) -> Any:
    means = diary.Means.TELEPHONE
    return diary.Revisited(means=means, response=response, as_told=as_told, text=WORDS)


def limit(duty: str, due: date, state: str, met_by: tuple[int, ...] = ()) -> Deadline:
    return Deadline(
        duty=duty,
        title=duty,
        clause="S62",
        person="0003",
        rule="",
        start=due,
        due=due,
        tentative=False,
        state=state,
        met_on=None,
        met_by=met_by,
        days=(),
    )


def found(case: CaseFile, *limits: Deadline, late: bool = False, today: date = TODAY) -> Any:
    values = measured(points(case, limits, late=late, today=today), YEAR)
    return {one.metric: (one.count, one.of) for one in values if one.count or one.of}


RESOLVED, REOPENED = ended(), diary.CaseReopened(reason=WORDS)
DISPUTED = diary.OutcomeDisputed(text=WORDS, means=diary.Means.VISIT)
YES, NO, QUIET = (
    diary.Response.SATISFIED,
    diary.Response.DISSATISFIED,
    diary.Response.NONE,
)


@pytest.mark.clause("S69")
def test_every_version_names_each_of_its_metrics_once_and_shares_alone_are_of_something() -> None:
    for version, metrics in VERSIONS.items():
        values = measured([], YEAR, version)
        assert [one.metric for one in values] == [*metrics]
        assert [one.of for one in values] == [0 if m in SHARES else None for m in metrics]
    assert {*Metric} - {*VERSIONS[VERSION]} == {Metric.WEEKS}
    assert {*Metric} - {*VERSIONS[FIRST]} == {Metric.KEPT, Metric.WEEKLY, Metric.CAUGHT_UP}


@pytest.mark.clause("S62", "S69")
def test_a_limit_counts_once_its_day_is_over_for_whom_the_matter_was_with() -> None:
    case, due = file(told(YES), RESOLVED), date(2024, 6, 1)
    met = limit("conclude", due, "met", (3,))
    assert found(case, met)["on-time"] == (1, 1)
    assert "on-time" not in found(case, met, today=due)
    assert found(case, limit("conclude", due, "missed"))["on-time"] == (0, 1)
    assert found(case, limit("conclude", due, "met-late", (3,)))["on-time"] == (0, 1)
    both = (limit("feedback.opinion", due, "met", (2,)), limit("feedback.result", due, "missed"))
    assert found(case, *both)["response"] == (1, 2)
    assert "response" not in found(case, limit("feedback.result", date(2023, 12, 31), "missed"))


@pytest.mark.clause("S24", "S66", "S69", "S76")
def test_what_was_asked_of_somebody_counts_for_them_whoever_had_the_matter() -> None:
    measure = diary.MeasureAdopted(measure=1, text=WORDS, owner="0008", due=date(2024, 6, 1))
    task = diary.CohandlingAsked(
        task=1,
        unit="urban",
        person=None,
        text=WORDS,
        due=date(2024, 6, 3),
        object_by=date(2024, 6, 2),
    )
    withdrawn = (attrs.evolve(task, task=2), diary.CohandlingEnded(task=2, reason=WORDS))
    reply = diary.CohandlingReplied(task=1, text=WORDS)
    case = file(measure, task, *withdrawn, reply)
    given = [p for p in points(case, [], late=False, today=TODAY) if p.metric is Metric.KEPT]
    assert [(p.person, p.unit, str(p.on), p.good) for p in given] == [
        ("0008", "dafeng", "2024-06-01", False),
        (None, "urban", "2024-06-02", True),
        (None, "urban", "2024-06-03", True),
    ]
    assert failed(given, YEAR)[Metric.KEPT] == ("2024-000001",)
    day = {"late": False, "today": date(2024, 6, 1)}
    assert all(p.metric is not Metric.KEPT for p in points(case, [], **day))
    came = {"0003": date.min, "0008": date(2024, 6, 2)}.get
    kept = [p for p in points(case, [], late=False, today=TODAY, arrived=came) if p.good is False]
    assert [p.metric for p in kept] == []
    old = [*points(case, [], late=False, today=TODAY, version=FIRST)]
    assert all(p.metric is not Metric.KEPT for p in old)
    assert Metric.KEPT not in failed(given, YEAR, FIRST)


@pytest.mark.clause("S66", "S69")
def test_what_went_wrong_is_with_the_holder_of_the_day_it_was_due() -> None:
    passed = diary.HandoverAccepted(owner="0009", unit="anyang")
    given = list(points(file(passed), [], late=False, today=TODAY))
    assert [(p.metric, p.person) for p in given] == [(Metric.ENTRIES, "0003")]
    due = [limit("conclude", date(2024, day, 20), "missed") for day in (4, 5)]
    held = [p for p in points(file(passed), due, late=False, today=TODAY) if p.good is False]
    assert [(p.person, p.unit) for p in held] == [("0003", "dafeng"), ("0009", "anyang")]


@pytest.mark.clause("S26", "S69")
@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((RESOLVED,), (1, 1)),
        ((ended(diary.Outcome.UNRESOLVABLE),), (0, 1)),
        ((ended(diary.Outcome.TEMPORARILY_UNRESOLVABLE),), (0, 1)),
        ((ended(diary.Outcome.TRANSFERRED),), None),
        ((ended(diary.Outcome.WITHDRAWN),), None),
        ((ended(diary.Outcome.NOT_SUPPORTED),), None),
        ((RESOLVED, REOPENED), (0, 1)),
        ((RESOLVED, REOPENED, RESOLVED), (1, 2)),
    ],
)
def test_what_was_solved_and_taken_up_again_was_not_solved(facts, expected) -> None:
    assert found(file(*facts)).get("resolved") == expected


@pytest.mark.clause("S28", "S69")
@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((told(YES), RESOLVED), (1, 1)),
        ((told(diary.Response.ACCEPTED), RESOLVED), (1, 1)),
        ((told(NO), RESOLVED), (0, 1)),
        ((told(QUIET), RESOLVED), None),
        ((told(YES, diary.Stage.OPINION), RESOLVED), None),
        ((told(YES),), None),
        ((told(YES), RESOLVED, asked(NO)), (0, 1)),
        ((told(NO), RESOLVED, asked(YES)), (1, 1)),
        ((told(YES), RESOLVED, asked(QUIET)), (1, 1)),
        ((told(YES), RESOLVED, DISPUTED), (0, 1)),
    ],
)
def test_who_asked_independently_is_believed_before_the_handler(facts, expected) -> None:
    assert found(file(*facts)).get("satisfied") == expected


@pytest.mark.clause("S28", "S37", "S69")
@pytest.mark.parametrize(
    ("facts", "resolved", "satisfied"),
    [
        ((told(YES), RESOLVED, asked(QUIET, as_told=False)), (0, 1), (0, 1)),
        ((told(YES), RESOLVED, asked(NO, as_told=False)), (0, 1), (0, 1)),
        ((told(QUIET), RESOLVED, asked(QUIET, as_told=False)), (0, 1), (0, 1)),
        ((told(YES), RESOLVED, asked(YES, as_told=False)), (0, 1), (1, 1)),
        ((RESOLVED, asked(NO, as_told=False), asked(YES)), (1, 1), (1, 1)),
        ((RESOLVED, asked(YES), asked(QUIET, as_told=False)), (0, 1), (0, 1)),
        ((RESOLVED, asked(NO, as_told=False), REOPENED, RESOLVED), (1, 2), (0, 1)),
    ],
)
def test_what_was_found_not_to_be_as_told_was_not_solved(facts, resolved, satisfied) -> None:
    given = found(file(*facts))
    assert (given["resolved"], given["satisfied"]) == (resolved, satisfied)


@pytest.mark.clause("S69")
def test_by_the_first_metrics_a_denied_end_counts_as_it_did() -> None:
    case = file(told(YES), RESOLVED, asked(QUIET, as_told=False))
    old = measured(points(case, [], late=False, today=TODAY, version=FIRST), YEAR, FIRST)
    given = {one.metric: (one.count, one.of) for one in old}
    assert (given["resolved"], given["satisfied"]) == ((1, 1), (1, 1))


@pytest.mark.clause("S65", "S69")
def test_what_is_counted_beside_the_shares() -> None:
    explained = diary.ExplanationGiven(means=diary.Means.VISIT, text=WORDS)
    unsolved = ended(diary.Outcome.UNRESOLVABLE, diary.ObjectiveCause.FUNDS)
    case = file(explained, told(QUIET), unsolved)
    assert found(case, late=True) == {
        "resolved": (0, 1),
        "entries": (1, None),
        "late": (1, None),
        "feedback": (1, None),
        "explained": (1, None),
        "objective": (1, None),
    }


@pytest.mark.clause("S30", "S69")
def test_a_duplicate_counts_as_an_entry_alone() -> None:
    overdue = limit("conclude", date(2024, 6, 1), "missed")
    case = file(told(YES), ended(diary.Outcome.DUPLICATE))
    assert found(case, overdue) == {"entries": (1, None)}
    assert found(CaseFile(case="2024-000009")) == {}
    assert found(attrs.evolve(case, opened_at=None)) == {}


def week(state: State, day: int = 12) -> Cell:
    """Return a week of the ledger that ended on a day of May."""
    ended = date(2024, 5, day)
    about = {"id": "", "duty": "record.weekly", "clause": "S39", "person": "0003"}
    return Cell(**about, start=ended, due=ended, state=state)


@pytest.mark.clause("S39", "S69")
@pytest.mark.parametrize(
    ("state", "counted"),
    [
        (State.MET, [("weekly", True)]),
        (State.MET_LATE, [("weekly", False), ("caught-up", None)]),
        (State.MISSED, [("weekly", False)]),
        *((state, []) for state in (State.EXCUSED, State.NOT_DUE, State.OPEN)),
    ],
)
def test_a_week_filled_in_afterwards_was_not_written_in(state, counted) -> None:
    given = [*week_points(week(state), "dafeng", TODAY)]
    assert [(point.metric, point.good) for point in given] == counted
    assert all((p.person, p.unit, p.on) == ("0003", "dafeng", date(2024, 5, 12)) for p in given)
    assert [*week_points(week(state), "dafeng", date(2024, 5, 12))] == []


@pytest.mark.clause("S69")
def test_nobody_is_ranked_by_how_often_they_wrote_and_by_the_first_metrics_weeks_count_on() -> (
    None
):
    weeks = [point for day in (5, 12) for point in week_points(week(State.MET, day), None, TODAY)]
    values = measured(weeks, YEAR)
    assert {one.metric: (one.count, one.of) for one in values}["weekly"] == (2, 2)
    assert merit(values) is None
    entered = [*points(file(), [], late=False, today=TODAY, version=FIRST)]
    old = {one.metric: one.count for one in measured(entered, YEAR, FIRST)}
    assert old["weeks"] == 1


@pytest.mark.clause("S70")
def test_the_matters_that_a_share_lacks_are_named_once_each() -> None:
    due = [limit("conclude", date(2024, 6, day), "missed") for day in (1, 2)]
    given = [*points(file(), due, late=True, today=TODAY)]
    lacking = failed(given, YEAR)
    assert lacking[Metric.ON_TIME] == ("2024-000001",)
    assert {*lacking} == {*RATES}
    assert failed(given, Months(2023, 1, 12))[Metric.ON_TIME] == ()


POINTS = st.lists(
    st.builds(
        Point,
        metric=st.sampled_from(Metric),
        on=st.dates(date(2023, 11, 1), date(2025, 2, 1)),
        person=st.sampled_from(["0002", "0003"]),
        unit=st.none(),
        case=st.sampled_from(["2024-000001", "2024-000002"]),
        good=st.booleans(),
    ),
    max_size=30,
)


@pytest.mark.clause("S69")
@given(POINTS, st.integers(2, 5))
def test_who_does_the_same_many_times_over_stands_no_higher(drawn, times) -> None:
    once = measured(drawn, YEAR)
    assert merit(measured(drawn * times, YEAR)) == merit(once)
    assert all(0 <= one.count <= one.of for one in once if one.of is not None)
    more = [Point(metric=Metric.ENTRIES, on=date(2024, 3, 1), person="0003", good=True)] * times
    assert merit(measured([*drawn, *more], YEAR)) == merit(once)


@pytest.mark.clause("S69")
@given(st.lists(st.none() | st.fractions(0, 1), max_size=12))
def test_the_better_rank_before_the_worse_and_equals_share_a_rank(merits) -> None:
    given = ranks(merits)
    for one, rank in zip(merits, given, strict=True):
        assert (rank is None) == (one is None)
        for other, behind in zip(merits, given, strict=True):
            if one is not None and other is not None:
                assert (one > other) == (rank < behind)
    assert min((rank for rank in given if rank), default=1) == 1


@pytest.mark.clause("S69")
def test_a_sheet_is_ranked_by_the_mean_of_the_shares_it_has() -> None:
    values = (
        Measured(metric="on-time", count=1, of=2),
        Measured(metric="response", count=0, of=0),
        Measured(metric="satisfied", count=1, of=1),
        Measured(metric="entries", count=500),
    )
    assert merit(values) == Fraction(3, 4)
    assert merit(values[1:2]) is None
