"""The limits of one matter: each with its clause, its derivation day by day and its standing."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

import attrs
from attrs import frozen

from minqing_core.diary.events import CaseConcluded, MatterRecorded, Stage
from minqing_core.duties.answering import Arrived, LastDay, answerable_on, ever_there, staying
from minqing_core.kernel.calendar import CountedDay, DayUnit, Due, Limit, WorkingCalendar
from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.periods import civil_date
from minqing_core.programme.events import Rule
from minqing_core.views.case_file import CaseFile, first_answer
from minqing_core.views.course import ExtensionLine, deferrals, extensions, pauses, put_off_days
from minqing_core.views.said import Said

CLOCKS = {
    "feedback.opinion": "向群众反馈处理意见",
    "feedback.result": "向群众反馈办理结果",
    "conclude": "办结",
}

STAGES: Mapping[str, tuple[Stage, ...]] = {
    "feedback.opinion": (Stage.OPINION, Stage.RESULT),
    "feedback.result": (Stage.RESULT,),
    "conclude": (),
}
ENDS: Mapping[str, tuple[type, ...]] = {
    "feedback.opinion": (),
    "feedback.result": (),
    "conclude": (CaseConcluded,),
}
PUT_OFF = frozenset({"feedback.result", "conclude"})
ONCE = frozenset({"feedback.opinion"})


@frozen(kw_only=True)
class Deadline:
    """One limit of a matter in one of its rounds; it is open, met, met-late or missed.

    Where nobody answered for it on that day, the ``unit`` that had the matter is named instead.
    """

    duty: str
    title: str
    clause: str
    person: PersonId | None
    unit: UnitId | None = None
    round: int = 1
    rule: str
    start: date
    due: date
    tentative: bool
    state: str
    met_on: date | None
    met_by: tuple[int, ...]
    days: tuple[CountedDay, ...]


@frozen(kw_only=True)
class Span:
    """What a limit is reckoned on: the matter, its round, what was said in it, the roster."""

    file: CaseFile
    opened: MatterRecorded
    round: int
    start: date
    said: tuple[Said, ...]
    arrived: Arrived
    last_day: LastDay


def deadlines(
    file: CaseFile,
    *,
    rules: Mapping[str, Rule],
    calendar: WorkingCalendar,
    today: date,
    arrived: Arrived = ever_there,
    last_day: LastDay = staying,
) -> Iterable[Deadline]:
    """Yield the limits of a matter under these rules, as they stand on a day (S34, S62).

    Each round has its own, from the day of learning or of the reopening. A matter put off in
    time, with the explanation that this takes, has met its limits for as long as it is put off:
    its next look is what counts (S29, S65). Once it is taken up again they run on, without the
    days on which it was put off or its clock stood still. An extension that was approved and told
    to the citizen in time puts a limit back (S34). ``arrived`` says since when somebody has been
    in the roster, ``last_day`` until when: nobody answers for a limit before or after (S9, S46).
    """
    for span in _spans(file, arrived, last_day):
        for duty in CLOCKS:
            if duty in rules and (span.round == 1 or duty not in ONCE):
                yield _deadline(span, rules[duty], calendar, today)


def _spans(file: CaseFile, arrived: Arrived, last_day: LastDay) -> Iterator[Span]:
    if file.opened is None:
        return
    for number, said in enumerate(file.rounds, start=1):
        began = file.opened.matter.learned_at if number == 1 else said[0].at
        yield Span(
            file=file,
            opened=file.opened,
            round=number,
            start=civil_date(began),
            said=said,
            arrived=arrived,
            last_day=last_day,
        )


def _deadline(span: Span, rule: Rule, calendar: WorkingCalendar, today: date) -> Deadline:
    unit, amount = rule.value.unit, rule.value.amount
    assert unit is not None and amount is not None  # noqa: S101, PT018 - rules of days have both
    limit, paused = Limit(amount, unit), _paused(span, rule.rule)
    due, put_back = calendar.due(span.start, limit, paused), ""
    longer = _extension(span, rule.rule, due.day)
    if longer is not None:
        due, put_back = _put_back(due, longer, calendar, paused), _extended(longer)
    met_on, met_by = _met(span, rule.rule)
    on = min(due.day, today)
    by = answerable_on(span.file, on, span.arrived, span.last_day)
    from_when = "获知" if span.round == 1 else "重新办理"
    return Deadline(
        duty=rule.rule,
        title=CLOCKS[rule.rule],
        clause=rule.clause,
        person=by.person,
        unit=by.unit,
        round=span.round,
        rule=f"{rule.title}：自{from_when}之日起 {limit}{put_back}",
        start=span.start,
        due=due.day,
        tentative=due.tentative,
        state=_state(due.day, met_on, today),
        met_on=met_on,
        met_by=met_by,
        days=due.days,
    )


def _extension(span: Span, duty: str, due: date) -> ExtensionLine | None:
    for line in extensions(span.file):
        told_in_time = line.told_on is not None and line.told_on <= due
        if line.approved and told_in_time and (line.duty, line.round) == (duty, span.round):
            return line
    return None


def _put_back(
    due: Due, longer: ExtensionLine, calendar: WorkingCalendar, paused: Mapping[date, str]
) -> Due:
    further = Limit((longer.until - longer.asked_on).days, DayUnit.CALENDAR_DAY)
    extended = calendar.due(longer.asked_on, further, paused)
    before = [counted for counted in due.days if counted.day <= longer.asked_on]
    after = [attrs.evolve(c, reason=f"延期：{c.reason}") for c in extended.days]
    return Due(extended.day, due.tentative, (*before, *after))


def _extended(longer: ExtensionLine) -> str:
    return (
        f"；经批准延期至 {longer.until}（第 {longer.extension} 次申请，"
        f"{longer.told_on} 已告知群众）"
    )


def _paused(span: Span, duty: str) -> Mapping[date, str]:
    return {**(put_off_days(span.said) if duty in PUT_OFF else {}), **pauses(span.file)}


def _met(span: Span, duty: str) -> tuple[date | None, tuple[int, ...]]:
    within = span.file.said if duty in ONCE else span.said
    standing = (began for began, taken_up in deferrals(within) if taken_up is None)
    ends = [s for s in within if isinstance(s.fact, ENDS[duty])]
    ends += standing if duty in PUT_OFF else ()
    answers = filter(None, (first_answer(within, stage) for stage in STAGES[duty]))
    said = min((*ends, *answers), key=_at, default=None)
    return (None, ()) if said is None else (civil_date(said.at), (said.version,))


def _at(said: Said) -> datetime:
    return said.at


def _state(due: date, met_on: date | None, today: date) -> str:
    if met_on is None:
        return "open" if today <= due else "missed"
    return "met" if met_on <= due else "met-late"
