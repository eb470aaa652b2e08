"""What the log shows of who did what in a matter: facts with their events, no verdict (S66)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from attrs import frozen

from minqing_core.accountability.events import Element, Evidence
from minqing_core.application.duties_ledger import of_case
from minqing_core.application.moments import Moment
from minqing_core.application.names import Directory, directory
from minqing_core.application.office import Office, person_stream
from minqing_core.diary import events as diary
from minqing_core.duties.cells import Cell, Ground, State
from minqing_core.duties.kinds import KINDS
from minqing_core.duties.limits import CLOCKS
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.periods import civil_date
from minqing_core.programme.events import PlanRuleAdopted
from minqing_core.roster.events import LeaveGranted
from minqing_core.views import cases, course
from minqing_core.views.case_file import CaseFile
from minqing_core.views.inquiries import FactKind
from minqing_core.views.labels import label
from minqing_core.views.people import fold as fold_person

STATES = {
    State.OPEN: "未到期",
    State.MET: "按期",
    State.MET_LATE: "逾期完成",
    State.MISSED: "逾期未完成",
    State.EXCUSED: "免予",
}
KINDS_OF_FACT = {
    "feedback.opinion": FactKind.FEEDBACK,
    "feedback.result": FactKind.FEEDBACK,
    "conclude": FactKind.LIMIT,
}
OWED = frozenset({FactKind.LIMIT, FactKind.FEEDBACK, FactKind.DUTY})
BESIDE = frozenset({FactKind.CLOCK, FactKind.CAUSE, FactKind.HINDRANCE, FactKind.LEAVE})


@frozen(kw_only=True)
class Fact:
    """Something the log shows: on which element it may bear, whose it was, by which events.

    That is who owed a duty, who did or decided something, or who was on leave. It says nothing of
    whether the element holds. Nobody owes what was due while the matter was nobody's: then it has
    the ``name`` of the unit.
    """

    kind: FactKind
    kind_text: str
    bears_on: Element | None
    bears_on_text: str
    on: date
    person: PersonId | None
    name: str
    text: str
    evidence: tuple[Evidence, ...]


def facts_of(office: Office, file: CaseFile, moment: Moment) -> tuple[Fact, ...]:
    """Return what the log shows of a matter at a moment, by the day."""
    names = directory(office)
    found = [*_duties(office, file, moment, names), *beside_of(office, file, moment, names)]
    return tuple(sorted(found, key=lambda fact: fact.on))


def beside_of(office: Office, file: CaseFile, moment: Moment, names: Directory) -> Iterator[Fact]:
    """Yield what stands beside the limits: stops, extensions, causes, hindrances, leaves."""
    yield from _course(file, names)
    yield from _leaves(office, file, moment, names)


def _duties(office: Office, file: CaseFile, moment: Moment, names: Directory) -> Iterator[Fact]:
    """Yield everything that was owed in a matter, by whom and how it stood (S25)."""
    for cell in of_case(office, file.case, moment):
        named = names.on(min(cell.due, moment.today))
        yield _fact(
            KINDS_OF_FACT.get(cell.duty, FactKind.DUTY),
            _bears_on(cell),
            cell.due,
            (cell.person, named(cell.person or cell.unit)),
            _duty_text(cell, named),
            [_event_at(office, position) for position in cell.met_by or (cell.began,)],
        )


def _bears_on(cell: Cell) -> Element | None:
    told = KINDS_OF_FACT.get(cell.duty) is FactKind.FEEDBACK
    match cell.state:
        case State.MET_LATE:
            return Element.NOT_FED_BACK if told else Element.LATE
        case State.MISSED:
            return Element.NOT_FED_BACK if told else Element.NOT_HANDLED
        case _:
            return None


def _duty_text(cell: Cell, names: Directory) -> str:
    ground, title = cell.ground, KINDS[cell.duty].title
    if cell.duty in CLOCKS:
        title = f"第 {cell.item} 轮{title}" if cell.item != "1" else title
    elif cell.item is not None:
        title = f"{title}（第 {cell.item} 项）"
    met = "" if cell.met_on is None else f"，{cell.met_on} 完成"
    plan = f"（{names(ground.laid_by)}的实施方案）" if _is_plans(ground) else ""
    by = f"{ground.says}{plan}，{cell.clause}"
    return f"{title}：期限 {cell.due}{met}，{STATES[cell.state]}（{by}）"


def _is_plans(ground: Ground) -> bool:
    return isinstance(ground.rule, PlanRuleAdopted)


def _course(file: CaseFile, names: Directory) -> Iterator[Fact]:
    for said in file.said:
        told = _told(said.fact)
        if told is not None:
            kind, element, text = told
            on, person = civil_date(said.at), said.on_behalf_of or said.by
            yield _fact(
                kind, element, on, (person, names(person)), text, [_event(file, said.version)]
            )


def _told(fact: Any) -> tuple[FactKind, Element | None, str] | None:  # noqa: ANN401, PLR0911
    cause = Element.OBJECTIVE_CAUSE
    match fact:
        case diary.ClockParked(cause=why, until=until):
            return FactKind.CLOCK, cause, f"因{label('cause', why)}挂账至 {until}"
        case diary.ClockResumed():
            return FactKind.CLOCK, None, "恢复计时"
        case diary.ExtensionAsked(extension=number, duty=duty, until=until):
            return (
                *(FactKind.CLOCK, None),
                f"第 {number} 次申请{label('duty', duty)}延期至 {until}",
            )
        case diary.ExtensionApproved(extension=number):
            return FactKind.CLOCK, Element.EXCUSAL, f"第 {number} 次延期申请已批准"
        case diary.ExtensionRefused(extension=number):
            return FactKind.CLOCK, None, f"第 {number} 次延期申请未批准"
        case diary.ExtensionTold(extension=number):
            return FactKind.CLOCK, None, f"已将第 {number} 次延期告知群众"
        case diary.SolutionDeferred(cause=why, next_look=look):
            return FactKind.CAUSE, cause, f"因{label('cause', why)}暂不能解决，定于 {look} 再看"
        case diary.FeedbackImpossible(stage=stage, hindrance=why):
            told = f"{label('stage', stage)}无法反馈：{label('hindrance', why)}"
            return FactKind.HINDRANCE, cause, told
        case _:
            return None


def _leaves(office: Office, file: CaseFile, moment: Moment, names: Directory) -> Iterator[Fact]:
    """Yield the leaves of those who answered for a matter, in the time in which they did."""
    for person in dict.fromkeys(held.person for held in file.holders):
        history = office.log.stream(person_stream(person), moment.position)
        theirs = [*_in_hand(file, person, moment.today)]
        for leave in fold_person(person, history).leaves:
            if any(leave.since <= last and leave.until >= first for first, last in theirs):
                yield _fact(
                    FactKind.LEAVE,
                    Element.EXCUSAL,
                    leave.since,
                    (person, names(person)),
                    f"{leave.since} 至 {leave.until} {label('leave', leave.kind)}",
                    _granted(history, leave.since),
                )


def _in_hand(file: CaseFile, person: PersonId, today: date) -> Iterator[tuple[date, date]]:
    """Yield the first and last days on which somebody had a matter that was open."""
    for held in file.holders:
        until = today if held.until is None else civil_date(held.until)
        for began, ended in course.open_days(file):
            first, last = max(civil_date(held.since), began), min(until, ended or today)
            if held.person == person and first <= last:
                yield first, last


def _granted(history: Sequence[Envelope[Any]], since: date) -> list[Evidence]:
    return [
        Evidence(stream=e.stream, version=e.version)
        for e in history
        if isinstance(e.event, LeaveGranted) and e.event.since == since
    ]


def _event_at(office: Office, position: int | None) -> Evidence:
    assert position is not None  # noqa: S101 - every duty of a matter began with a record
    [envelope] = office.log.scan(position - 1, position)
    return Evidence(stream=envelope.stream, version=envelope.version)


def _event(file: CaseFile, version: int) -> Evidence:
    return Evidence(stream=cases.stream_of(file.case), version=version)


def _fact(
    kind: FactKind,
    element: Element | None,
    on: date,
    who: tuple[PersonId | None, str],
    text: str,
    evidence: Iterable[Evidence],
) -> Fact:
    person, name = who
    return Fact(
        kind=kind,
        kind_text=label("fact-kind", kind),
        bears_on=element,
        bears_on_text=label("element", element),
        on=on,
        person=person,
        name=name,
        text=text,
        evidence=tuple(evidence),
    )
