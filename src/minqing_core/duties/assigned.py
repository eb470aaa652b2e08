"""What meetings, studies, inspections and reviews lay on somebody by a day (S52, S61, S78)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeAlias

from attrs import frozen

from minqing_core.diary.events import FeedbackGiven, FeedbackImpossible
from minqing_core.duties.answering import LastDay, answerable_on, staying
from minqing_core.duties.cells import Cell, Ground, State
from minqing_core.duties.kinds import COMPLETE, OF_BODIES, RECTIFY, RESOLVED, TELL_STUDIED
from minqing_core.duties.ledger import Rulebook
from minqing_core.duties.matters import Written
from minqing_core.inspection import events as inspection
from minqing_core.kernel.calendar import DayUnit, Limit
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import PersonId, StreamId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.meetings import events as meetings
from minqing_core.review import events as review
from minqing_core.views.case_file import CaseFile
from minqing_core.views.inspections import PREFIX as INSPECTION
from minqing_core.views.meetings import MEETING, STUDY, StudyFile
from minqing_core.views.reviews import PREFIX as REVIEW
from minqing_core.views.reviews import person_of
from minqing_core.views.said import Said

TELLING = Limit(15, DayUnit.CALENDAR_DAY)
TOLD = (FeedbackGiven, FeedbackImpossible)
DROPPED, ORDERED_ANEW, RETURNED_ANEW = "已决定不再落实", "已重新责成整改", "已重新退回"
LEFT = "责任人已离任"
History: TypeAlias = Sequence[Envelope[Any]]


@frozen(kw_only=True)
class Asked:
    """What somebody was told to do by a day, what met it, and since when it is asked no more.

    ``unit`` goes on with it once they left the town.
    """

    duty: str
    id: str
    item: str
    person: PersonId
    unit: UnitId | None = None
    by: Envelope[Any]
    due: date
    met: Envelope[Any] | None
    over: Envelope[Any] | None
    why_over: str


Reader: TypeAlias = Callable[[StreamId, History, UnitId | None], Iterator[Asked]]


def assigned(
    stream: StreamId,
    history: History,
    today: date,
    *,
    last_day: LastDay = staying,
    town: UnitId | None = None,
) -> Iterator[Cell]:
    """Yield what a meeting, a study, an inspection or a reader laid on people by a day.

    Of who left the town it is the unit's that met or was inspected, the town's after a study.
    """
    for asked in READERS[f"{stream.partition('/')[0]}/"](stream, history, town):
        yield _cell(asked, today, last_day)


def told(file: CaseFile, decided_at: datetime) -> Said | None:
    """Return how a citizen was told what a study decided, or why not, if they were (S78)."""
    after = (said for said in file.said if isinstance(said.fact, TOLD) and said.at >= decided_at)
    return next(after, None)


def telling(study: StudyFile, written: Written, book: Rulebook) -> Iterator[Cell]:
    """Yield that the citizen of a matter is told what a study of it decided (S78)."""
    file, decided, decided_at = written.file, study.decided, study.decided_at
    if decided is None or decided_at is None:
        return
    laid = book.rule(TELL_STUDIED, file.unit, decided.held_on)
    limit = TELLING if laid is None else laid.days
    due, said = book.calendar.due(decided.held_on, limit), told(file, decided_at)
    by = answerable_on(file, due.day, book.arrived, book.last_day)
    met_on = None if said is None else civil_date(said.at)
    yield Cell(
        id=f"{TELL_STUDIED}/{file.case}/{study.study}",
        duty=TELL_STUDIED,
        clause=OF_BODIES[TELL_STUDIED].clause,
        person=by.person,
        unit=by.unit,
        case=file.case,
        item=f"集体研究 {study.study}",
        start=decided.held_on,
        due=due.day,
        state=_state(met_on, due.day, book.today),
        met_on=met_on,
        met_by=() if said is None else (written.positions[said.version],),
        began=study.position,
        note=by.note,
        ground=Ground(
            rule=None if laid is None else laid.rule,
            laid_by=None if laid is None else laid.unit,
            says=f"自集体研究决定之日起 {limit}",
            days=due.days,
            tentative=due.tentative,
        ),
    )


def _resolutions(stream: StreamId, history: History, town: UnitId | None) -> Iterator[Asked]:
    """Yield what was resolved: carried out by its day, unless it was dropped by then (S52)."""
    body, _, number = stream.partition("/")
    named = "会议" if f"{body}/" == MEETING else "集体研究"
    met = (e.event.village for e in history if isinstance(e.event, meetings.AnalysisMeetingHeld))
    unit = next(met, town)
    for n, adopted in enumerate(history):
        if isinstance(adopted.event, meetings.ResolutionAdopted):
            which = {"resolution": adopted.event.resolution}
            yield Asked(
                duty=RESOLVED,
                id=f"{RESOLVED}/{stream}/{adopted.event.resolution}",
                item=f"{named} {number} 决议第 {adopted.event.resolution} 项",
                person=adopted.event.owner,
                unit=unit,
                by=adopted,
                due=adopted.event.due,
                met=_first(history[n + 1 :], meetings.ResolutionCarriedOut, which),
                over=_first(history[n + 1 :], meetings.ResolutionDropped, which),
                why_over=DROPPED,
            )


def _rectifications(stream: StreamId, history: History, _: UnitId | None) -> Iterator[Asked]:
    """Yield what was ordered: reported by its day, unless that is rejected (S61).

    A new order takes the place of the one before it.
    """
    number = stream.removeprefix(INSPECTION)
    problems = (e.event for e in history if isinstance(e.event, inspection.ProblemFound))
    units = {problem.finding: problem.unit for problem in problems}
    for n, ordered in enumerate(history):
        if isinstance(ordered.event, inspection.RectificationOrdered):
            which = {"finding": ordered.event.finding}
            orders = [e for e in history[:n] if _is(e, inspection.RectificationOrdered, which)]
            anew = _first(history[n + 1 :], inspection.RectificationOrdered, which)
            until = history.index(anew) if anew is not None else len(history)
            yield Asked(
                duty=RECTIFY,
                id=f"{RECTIFY}/{number}/{ordered.event.finding}/{len(orders) + 1}",
                item=f"检查 {number} 问题第 {ordered.event.finding} 项",
                person=ordered.event.owner,
                unit=units.get(ordered.event.finding),
                by=ordered,
                due=ordered.event.due,
                met=_standing_report(history[n + 1 : until], which),
                over=anew,
                why_over=ORDERED_ANEW,
            )


def _completions(stream: StreamId, history: History, _: UnitId | None) -> Iterator[Asked]:
    """Yield what a review sent back: completed by its day, as the cadre reports (S53)."""
    written = stream.removeprefix(REVIEW)
    person = person_of(stream)
    for n, returned in enumerate(history):
        if isinstance(returned.event, review.ReturnedForCompletion):
            which = {"review": returned.event.review}
            before = [e for e in history[:n] if _is(e, review.ReturnedForCompletion, which)]
            period = written.removeprefix(f"{person}-")
            yield Asked(
                duty=COMPLETE,
                id=f"{COMPLETE}/{person}/{period}/{returned.event.review}/{len(before) + 1}",
                item=f"{period} 第 {returned.event.review} 次审阅",
                person=person,
                by=returned,
                due=returned.event.due,
                met=_first(history[n + 1 :], review.CompletionReported, which),
                over=None,
                why_over="",
            )


def _standing_report(later: History, which: Mapping[str, int]) -> Envelope[Any] | None:
    turns = (inspection.RectificationReported, inspection.RectificationRejected)
    found: Envelope[Any] | None = None
    for envelope in later:
        if _is(envelope, turns, which):
            rejected = isinstance(envelope.event, inspection.RectificationRejected)
            found = None if rejected else found or envelope
    return found


def _owed_by(
    asked: Asked, today: date, last_day: LastDay
) -> tuple[PersonId | None, UnitId | None]:
    """Return whose it is: once they left the town their unit goes on with it (S46).

    What they had missed by their last day stays theirs beside it, and theirs alone once it ended.
    """
    last, ended = last_day(asked.person), asked.over if asked.met is None else asked.met
    on = today if ended is None else civil_date(ended.occurred_at)
    if last is None or asked.unit is None or on <= last:
        return asked.person, None
    if last < asked.due:
        return None, asked.unit
    return asked.person, asked.unit if ended is None else None


def _cell(asked: Asked, today: date, last_day: LastDay) -> Cell:
    met_on = None if asked.met is None else civil_date(asked.met.occurred_at)
    over_on = None if asked.over is None else civil_date(asked.over.occurred_at)
    over = met_on is None and over_on is not None and over_on <= asked.due
    start = civil_date(asked.by.occurred_at)
    person, unit = _owed_by(asked, today, last_day)
    left = LEFT if unit is not None else ""
    return Cell(
        id=asked.id,
        duty=asked.duty,
        clause=OF_BODIES[asked.duty].clause,
        person=person,
        unit=unit,
        item=asked.item,
        start=start,
        due=asked.due,
        state=State.EXCUSED if over else _state(met_on, asked.due, today),
        met_on=met_on,
        met_by=() if asked.met is None else (asked.met.position,),
        began=asked.by.position,
        note=left if asked.over is None else f"{asked.why_over}（{over_on}）",
        ground=Ground(says=f"{start} 的记录定于 {asked.due}"),
    )


def _first(later: History, kind: type[Any], which: Mapping[str, int]) -> Envelope[Any] | None:
    return next((envelope for envelope in later if _is(envelope, kind, which)), None)


def _is(
    envelope: Envelope[Any], kind: type[Any] | tuple[type[Any], ...], which: Mapping[str, int]
) -> bool:
    event = envelope.event
    return isinstance(event, kind) and all(getattr(event, k) == v for k, v in which.items())


def _state(met_on: date | None, due: date, today: date) -> State:
    if met_on is None:
        return State.OPEN if today <= due else State.MISSED
    return State.MET if met_on <= due else State.MET_LATE


READERS: Mapping[str, Reader] = {
    MEETING: _resolutions,
    STUDY: _resolutions,
    INSPECTION: _rectifications,
    REVIEW: _completions,
}
