"""The named metrics of an appraisal, by version: what is counted, of what, and for whom (S69).

A version once used is never changed: other metrics are a new version beside it, so that an old
sheet can be reckoned anew for good.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from attrs import frozen

from minqing_core.appraisal.events import Measured
from minqing_core.diary import events as diary
from minqing_core.duties.answering import Arrived, LastDay, answering, ever_there, staying
from minqing_core.duties.cells import State
from minqing_core.duties.limits import Deadline
from minqing_core.duties.matters import asked_in
from minqing_core.duties.terms import Term
from minqing_core.kernel.ids import CaseId, PersonId, UnitId
from minqing_core.kernel.periods import Months, Week, civil_date, end_of_day
from minqing_core.views.case_file import CaseFile
from minqing_core.views.holding import Holder
from minqing_core.views.said import Said


class Metric(StrEnum):
    """What is named on a sheet: five shares to rank by, and what nobody is ranked by."""

    ON_TIME = "on-time"
    RESPONSE = "response"
    RESOLVED = "resolved"
    SATISFIED = "satisfied"
    KEPT = "kept"
    ENTRIES = "entries"
    LATE = "late"
    WEEKS = "weeks"
    WEEKLY = "weekly"
    CAUGHT_UP = "caught-up"
    FEEDBACK = "feedback"
    EXPLAINED = "explained"
    OBJECTIVE = "objective"
    REVIEWS = "reviews"
    CONCERNS = "concerns"


RATES = (Metric.ON_TIME, Metric.RESPONSE, Metric.RESOLVED, Metric.SATISFIED, Metric.KEPT)
SHARES = (*RATES, Metric.WEEKLY)
SINCE_2026 = frozenset({Metric.KEPT, Metric.WEEKLY, Metric.CAUGHT_UP})
FIRST, VERSION = "2025.1", "2026.1"
VERSIONS: Mapping[str, tuple[Metric, ...]] = {
    FIRST: tuple(metric for metric in Metric if metric not in SINCE_2026),
    VERSION: tuple(metric for metric in Metric if metric is not Metric.WEEKS),
}
FEEDBACK_LIMITS = frozenset({"feedback.opinion", "feedback.result"})
SOLVABLE = frozenset(
    {
        diary.Outcome.RESOLVED,
        diary.Outcome.TEMPORARILY_UNRESOLVABLE,
        diary.Outcome.UNRESOLVABLE,
    }
)
CONTENT = frozenset({diary.Response.SATISFIED, diary.Response.ACCEPTED})


@frozen(kw_only=True)
class Point:
    """One thing that counts in a metric: for whom, on which day, and whether it went well.

    What is counted and not judged has no ``good``; what rests on no matter has no ``case``, and
    what was asked of a unit as a whole has no ``person``.
    """

    metric: Metric
    on: date
    person: PersonId | None
    unit: UnitId | None = None
    case: CaseId | None = None
    good: bool | None = None


def points(
    file: CaseFile,
    limits: Iterable[Deadline],
    *,
    late: bool,
    today: date,
    version: str = VERSION,
    arrived: Arrived = ever_there,
    last_day: LastDay = staying,
) -> Iterator[Point]:
    """Yield what a matter gives to the metrics of a version (S22, S26, S28, S39, S62, S65).

    Each thing counts for whom the matter was with at the time. A limit counts on the day it was
    due, once that is over, so that what went well early counts no sooner than what did not; a
    matter that turned out a duplicate counts as an entry alone. Since version 2026.1 nothing
    counts for somebody before they answered for the matter; ``arrived`` says since when they were
    in the roster, ``last_day`` until when (S9). And whoever was asked something counts for it,
    whoever the matter was with; what a revisit found not to be as told was not solved (S28, S37).
    """
    yield from (
        point
        for point in _points(file, limits, late=late, today=today, version=version)
        if version == FIRST or _answered(file, point, arrived)
    )
    if version != FIRST:
        yield from _kept(file, asked_in(file, last_day), arrived, today)


def measured(found: Iterable[Point], year: Months, version: str = VERSION) -> tuple[Measured, ...]:
    """Return every metric of a version over what counts in a year, each with what it is of."""
    within = [point for point in found if year.first <= point.on <= year.last]
    return tuple(_measured(metric, within) for metric in VERSIONS[version])


def failed(
    found: Iterable[Point], year: Months, version: str = VERSION
) -> Mapping[Metric, tuple[CaseId, ...]]:
    """Return the matters that a share of a year lacks, by metric: what a person may dispute."""
    within = [p for p in found if year.first <= p.on <= year.last and p.good is False]
    return {
        metric: tuple(sorted({p.case for p in within if p.metric is metric and p.case}))
        for metric in RATES
        if metric in VERSIONS[version]
    }


def merit(values: Iterable[Measured]) -> Fraction | None:
    """Return what a sheet is ranked by: the mean of its shares of closure, effect and feedback.

    Never how much or how often was written (S69); None where nothing fell due that could be a
    share.
    """
    shares = [Fraction(one.count, one.of) for one in values if one.of and one.metric in RATES]
    return sum(shares, Fraction()) / len(shares) if shares else None


def ranks(merits: Sequence[Fraction | None]) -> list[int | None]:
    """Return the rank of each, the same for equals; none for who has nothing to be ranked by."""
    ranked = [one for one in merits if one is not None]
    return [None if one is None else 1 + sum(r > one for r in ranked) for one in merits]


def _points(
    file: CaseFile, limits: Iterable[Deadline], *, late: bool, today: date, version: str
) -> Iterator[Point]:
    if file.opened is None or file.opened_at is None:
        return
    yield Point(
        metric=Metric.ENTRIES,
        on=civil_date(file.opened_at),
        person=file.opened.owner,
        unit=file.opened.unit,
        case=file.case,
        good=not late,
    )
    if file.conclusion is not None and file.conclusion.outcome is diary.Outcome.DUPLICATE:
        return
    yield from _limits(file, [limit for limit in limits if limit.due < today])
    for number, said in enumerate(file.rounds, start=1):
        yield from _ended(file, said, last=number == len(file.rounds), version=version)
    yield from _told(file)


def _measured(metric: Metric, within: Sequence[Point]) -> Measured:
    if metric in SHARES:
        judged = [point for point in within if point.metric is metric]
        good = sum(point.good is True for point in judged)
        return Measured(metric=metric, count=good, of=len(judged))
    return Measured(metric=metric, count=COUNTED.get(metric, _plainly(metric))(within))


def _plainly(metric: Metric) -> Callable[[Sequence[Point]], int]:
    return lambda within: sum(point.metric is metric for point in within)


def _late(within: Sequence[Point]) -> int:
    return sum(p.metric is Metric.ENTRIES and p.good is False for p in within)


def _weeks(within: Sequence[Point]) -> int:
    return len({(p.person, Week.of(p.on)) for p in within if p.metric is Metric.ENTRIES})


COUNTED: Mapping[Metric, Callable[[Sequence[Point]], int]] = {
    Metric.LATE: _late,
    Metric.WEEKS: _weeks,
}


def _answered(file: CaseFile, point: Point, arrived: Arrived) -> bool:
    """Say whether something counts for who answered for the matter by then."""
    return any(
        one.person == point.person and one.since <= point.on for one in answering(file, arrived)
    )


def _kept(file: CaseFile, asked: Iterable[Term], arrived: Arrived, today: date) -> Iterator[Point]:
    """Yield what single people and units were to do, once its day is over (S24, S64, S72, S76)."""
    for term in asked:
        came = date.min if term.person is None else arrived(term.person)
        if came is None or not came <= term.due < today or term.released:
            continue
        yield Point(
            metric=Metric.KEPT,
            on=term.due,
            person=term.person,
            unit=term.asked or _holder(file, end_of_day(term.due)).unit,
            case=file.case,
            good=term.state(today) is State.MET,
        )


def _limits(file: CaseFile, limits: Iterable[Deadline]) -> Iterator[Point]:
    for limit in limits:
        metric = Metric.RESPONSE if limit.duty in FEEDBACK_LIMITS else Metric.ON_TIME
        met = limit.state == "met"
        at = _met_at(file, limit) if met else end_of_day(limit.due)
        yield _point(file, metric, at, on=limit.due, good=met)


def _met_at(file: CaseFile, limit: Deadline) -> datetime:
    return next(said.at for said in file.said if said.version in limit.met_by)


def _ended(file: CaseFile, said: Sequence[Said], *, last: bool, version: str) -> Iterator[Point]:
    ended = next((s for s in said if isinstance(s.fact, diary.CaseConcluded)), None)
    if ended is None:
        return
    denied = version != FIRST and _denied(said)
    outcome, response = ended.fact.outcome, _last_word(said, denied=denied)
    if outcome in SOLVABLE:
        solved = last and outcome is diary.Outcome.RESOLVED and not denied
        yield _point(file, Metric.RESOLVED, ended.at, good=solved)
    if response is not diary.Response.NONE:
        yield _point(file, Metric.SATISFIED, ended.at, good=response in CONTENT)
    if ended.fact.cause is not None:
        yield _point(file, Metric.OBJECTIVE, ended.at)


def _denied(said: Iterable[Said]) -> bool:
    """Say whether who asked last found that a matter had not ended as it was told (S28, S37)."""
    asked = [one.fact.as_told for one in said if isinstance(one.fact, diary.Revisited)]
    return bool(asked) and not asked[-1]


def _last_word(said: Sequence[Said], *, denied: bool) -> diary.Response:
    """Return what the citizen said of a result: to who asked independently, before all (S28).

    Where it was found not to be as told, silence is no longer filled by the handler's word.
    """
    facts = [one.fact for one in said]
    revisits = [f.response for f in facts if isinstance(f, diary.Revisited)]
    asked = [response for response in revisits if _spoke(response)]
    if denied and not _spoke(revisits[-1]):
        return diary.Response.DISSATISFIED
    if asked:
        return asked[-1]
    if any(isinstance(fact, diary.OutcomeDisputed) for fact in facts):
        return diary.Response.DISSATISFIED
    told = [f.response for f in facts if _is_result(f) and _spoke(f.response)]
    return told[-1] if told else diary.Response.NONE


def _is_result(fact: object) -> bool:
    return isinstance(fact, diary.FeedbackGiven) and fact.stage is diary.Stage.RESULT


def _spoke(response: diary.Response) -> bool:
    return response is not diary.Response.NONE


def _told(file: CaseFile) -> Iterator[Point]:
    for said in file.said:
        if isinstance(said.fact, diary.FeedbackGiven):
            yield _point(file, Metric.FEEDBACK, said.at)
        if isinstance(said.fact, diary.ExplanationGiven):
            yield _point(file, Metric.EXPLAINED, said.at)


def _point(
    file: CaseFile,
    metric: Metric,
    at: datetime,
    *,
    on: date | None = None,
    good: bool | None = None,
) -> Point:
    holder = _holder(file, at)
    return Point(
        metric=metric,
        on=on or civil_date(at),
        person=holder.person,
        unit=holder.unit,
        case=file.case,
        good=good,
    )


def _holder(file: CaseFile, at: datetime) -> Holder:
    held = [one for one in file.holders if one.since <= at]
    return held[-1] if held else file.holders[0]
