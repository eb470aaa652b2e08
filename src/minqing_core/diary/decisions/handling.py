"""The steps of handling: cause, deliberation, measures, the responsible leader (S24, S25)."""

from datetime import date
from enum import StrEnum
from typing import assert_never

from attrs import frozen

from minqing_core.diary import events
from minqing_core.diary.decisions import refusals
from minqing_core.diary.decisions.requirements import (
    require_free,
    require_hand,
    require_open,
    require_optional_text,
    require_text,
    require_unmerged,
)
from minqing_core.diary.state import Case
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.standing import Standing


class StepKind(StrEnum):
    """Which kind of step is being told."""

    CAUSE = "cause"
    DELIBERATION = "deliberation"
    MEASURE = "measure"
    CARRIED_OUT = "carried-out"
    LEADER = "leader"
    NOTE = "note"


FORMS = {StepKind.CAUSE: events.Form.ANALYSIS, StepKind.DELIBERATION: events.Form.ANALYSIS}


@frozen(kw_only=True)
class Step:
    """A step as somebody tells it; what its kind does not need stays empty."""

    kind: StepKind
    text: Personal | None = None
    form: events.Form | None = None
    owner: PersonId | None = None
    due: date | None = None
    measure: int | None = None
    leader: PersonId | None = None


STEP_FIELDS = ("text", "form", "owner", "due", "measure", "leader")
USED = {
    StepKind.CAUSE: {"text", "form"},
    StepKind.DELIBERATION: {"text", "form"},
    StepKind.NOTE: {"text", "form"},
    StepKind.MEASURE: {"text", "owner", "due"},
    StepKind.CARRIED_OUT: {"text", "measure"},
    StepKind.LEADER: {"text", "leader"},
}


def take(case: Case, *, step: Step, by: Standing, today: date) -> list[events.Event]:
    """Put a step of the handling on record (S24, S25, S31).

    Whoever answers for a measure may say that it was carried out, in whichever unit they serve,
    also when the matter is handled within another by now; no other step is taken there (S30).
    Not idempotent for words, which may be said twice; the request's key tells a repetition.
    """
    if not _own_measure(case, step, by):
        require_hand(case, by)
    _require_free(case, step, by)
    require_open(case, "记录办理过程")
    if step.kind is not StepKind.CARRIED_OUT:
        require_unmerged(case, "记录办理过程")
    _require_used(step)
    match step.kind:
        case StepKind.MEASURE:
            return _adopt(case, step, today)
        case StepKind.CARRIED_OUT:
            return _carry_out(case, step)
        case StepKind.LEADER:
            return _assign_leader(case, step)
        case StepKind.CAUSE | StepKind.DELIBERATION | StepKind.NOTE:
            return [_passage(step)]
        case _:
            assert_never(step.kind)


def _require_free(case: Case, step: Step, by: Standing) -> None:
    for person, what in (
        (by.person, "办理"),
        (step.owner, "负责落实措施"),
        (step.leader, "负领导责任"),
    ):
        if person is not None:
            require_free(case, person, what)


def _require_used(step: Step) -> None:
    told = {name for name in STEP_FIELDS if getattr(step, name) is not None}
    if extra := told - USED[step.kind]:
        raise refusals.StepFieldError(
            kind=step.kind, extra="、".join(sorted(extra)), used="、".join(sorted(USED[step.kind]))
        )


def _own_measure(case: Case, step: Step, by: Standing) -> bool:
    if step.kind is not StepKind.CARRIED_OUT or step.measure is None:
        return False
    return case.measures.get(step.measure) == by.person


def _passage(step: Step) -> events.Event:
    text = _words(step, "办理情况")
    form = step.form or FORMS.get(step.kind, events.Form.NARRATIVE)
    if step.kind is StepKind.CAUSE:
        return events.CauseRecorded(text=text, form=form)
    if step.kind is StepKind.DELIBERATION:
        return events.DeliberationRecorded(text=text, form=form)
    return events.NoteRecorded(text=text, form=form)


def _adopt(case: Case, step: Step, today: date) -> list[events.Event]:
    text = _words(step, "具体措施")
    if step.owner is None or step.due is None:
        missing = [
            label
            for label, value in (("负责人（owner）", step.owner), ("完成日期（due）", step.due))
            if value is None
        ]
        raise refusals.MeasureIncompleteError(missing="和".join(missing))
    if step.due < today:
        raise refusals.DuePastError(field="完成日期", due=step.due, today=today)
    return [
        events.MeasureAdopted(
            measure=len(case.measures) + 1, text=text, owner=step.owner, due=step.due
        )
    ]


def _carry_out(case: Case, step: Step) -> list[events.Event]:
    text = _words(step, "落实情况")
    if step.measure is None or step.measure not in case.measures:
        known = "、".join(str(number) for number in case.measures) or "无"
        raise refusals.MeasureUnknownError(measure=step.measure or "?", known=known)
    if step.measure in case.carried_out:
        return []
    return [events.MeasureCarriedOut(measure=step.measure, text=text)]


def _assign_leader(case: Case, step: Step) -> list[events.Event]:
    if step.leader is None:
        raise refusals.LeaderWantedError
    require_optional_text("领导责任", step.text)
    if case.leader == step.leader:
        return []
    return [events.LeaderAssigned(leader=step.leader, text=step.text)]


def _words(step: Step, wanted: str) -> Personal:
    return require_text("内容", step.text, wanted)
