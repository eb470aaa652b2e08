"""The limits of one matter: each with its clause, its derivation day by day and its standing."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from attrs import frozen

from minqing_core.diary.events import CaseConcluded, SolutionDeferred, Stage
from minqing_core.kernel.calendar import CountedDay, Limit, WorkingCalendar
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.periods import civil_date
from minqing_core.programme.events import RuleAdopted
from minqing_core.views.case_file import CaseFile
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
    "feedback.result": (SolutionDeferred,),
    "conclude": (CaseConcluded, SolutionDeferred),
}


@frozen(kw_only=True)
class Deadline:
    """One limit of a matter; its state is open, met, met-late or missed."""

    duty: str
    title: str
    clause: str
    person: PersonId
    rule: str
    start: date
    due: date
    tentative: bool
    state: str
    met_on: date | None
    met_by: tuple[int, ...]
    days: tuple[CountedDay, ...]


def deadlines(
    file: CaseFile, *, rules: Mapping[str, RuleAdopted], calendar: WorkingCalendar, today: date
) -> Iterable[Deadline]:
    """Yield the limits of a matter under these rules, as they stand on a day (S34, S62).

    A matter put off in time, with the explanation that this takes, has met its limits: from
    then on its next look is what counts (S29, S65).
    """
    for duty in CLOCKS:
        if duty in rules and file.opened is not None:
            yield _deadline(file, rules[duty], calendar, today)


def _deadline(
    file: CaseFile, rule: RuleAdopted, calendar: WorkingCalendar, today: date
) -> Deadline:
    opened = file.opened
    assert opened is not None  # noqa: S101 - only recorded matters have limits
    unit, amount = rule.value.unit, rule.value.amount
    assert unit is not None and amount is not None  # noqa: S101, PT018 - rules of days have both
    start = civil_date(opened.matter.learned_at)
    limit = Limit(amount, unit)
    due = calendar.due(start, limit)
    met_on, met_by = _met(file, rule.rule)
    return Deadline(
        duty=rule.rule,
        title=CLOCKS[rule.rule],
        clause=rule.clause,
        person=_answerable(file, min(due.day, today)),
        rule=f"{rule.title}：自获知之日起 {limit}",
        start=start,
        due=due.day,
        tentative=due.tentative,
        state=_state(due.day, met_on, today),
        met_on=met_on,
        met_by=met_by,
        days=due.days,
    )


def _answerable(file: CaseFile, on: date) -> PersonId:
    held = [one for one in file.holders if civil_date(one.since) <= on]
    return (held or file.holders)[-1 if held else 0].person


def _met(file: CaseFile, duty: str) -> tuple[date | None, tuple[int, ...]]:
    ends = [s for s in file.said if isinstance(s.fact, ENDS[duty])]
    answers = filter(None, (file.answered(stage) for stage in STAGES[duty]))
    said = min((*ends, *answers), key=_at, default=None)
    return (None, ()) if said is None else (civil_date(said.at), (said.version,))


def _at(said: Said) -> datetime:
    return said.at


def _state(due: date, met_on: date | None, today: date) -> str:
    if met_on is None:
        return "open" if today <= due else "missed"
    return "met" if met_on <= due else "met-late"
