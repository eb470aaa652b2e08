"""Stopping the clock of a matter, and putting its limits back (S34)."""

from collections.abc import Set as AbstractSet
from datetime import date

from attrs import frozen

from minqing_core.diary import events
from minqing_core.diary.decisions import clock_refusals as refusals
from minqing_core.diary.decisions.requirements import (
    require_hand,
    require_lead,
    require_open,
    require_optional_text,
    require_text,
)
from minqing_core.diary.state import Case
from minqing_core.diary.state.course import Extension
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.standing import Standing

DUTIES = {
    events.Duty.FEEDBACK_RESULT: "向群众反馈办理结果",
    events.Duty.CONCLUDE: "办结",
}


@frozen(kw_only=True)
class Asking:
    """More time, as it is asked for: for which limit, until when, and why."""

    duty: events.Duty
    until: date
    reason: Personal


@frozen(kw_only=True)
class Running:
    """A limit that is running: when it is due, and until when it may be put back."""

    due: date
    latest: date


def park(
    case: Case, *, parked: events.ClockParked, by: Standing, today: date, latest: date
) -> list[events.Event]:
    """Stop the clock until a day, for an objective cause (S34, S65).

    Not idempotent: what stands still is not stopped again; the request's key tells a repetition.
    """
    require_hand(case, by)
    require_open(case, "挂账")
    require_text("挂账理由", parked.reason, "为什么现在办不下去")
    _require_running_clock(case, today, "挂账")
    if latest <= today:
        raise refusals.ParkingSpentError(latest=latest)
    if not today < parked.until <= latest:
        raise refusals.ParkingSpanError(until=parked.until, today=today, latest=latest)
    return [parked]


def resume(case: Case, *, resumed: events.ClockResumed, by: Standing) -> list[events.Event]:
    """Let the clock run on before the day until which it was stopped (S34).

    Not idempotent: a clock that runs is not resumed; the request's key tells a repetition.
    """
    require_hand(case, by)
    require_text("恢复理由", resumed.reason, "为什么可以继续办理")
    if case.course.parked is None:
        raise refusals.NotParkedError
    return [resumed]


def ask_extension(
    case: Case, *, asking: Asking, by: Standing, today: date, running: Running | None
) -> list[events.Event]:
    """Ask for more time before a limit has passed, once for each limit (S34)."""
    require_hand(case, by)
    require_open(case, "申请延期")
    require_text("延期理由", asking.reason, "为什么不能按期完成")
    _require_running_clock(case, today, "申请延期")
    earlier = _asked_before(case, asking.duty)
    if earlier is not None:
        return _same_again(asking, *earlier)
    limit = _require_limit(asking.duty, running, today, "申请")
    if not limit.due < asking.until <= limit.latest:
        raise refusals.ExtensionSpanError(until=asking.until, due=limit.due, latest=limit.latest)
    return [
        events.ExtensionAsked(
            extension=len(case.course.extensions) + 1,
            duty=asking.duty,
            until=asking.until,
            reason=asking.reason,
        )
    ]


def approve_extension(
    case: Case,
    *,
    approval: events.ExtensionApproved,
    by: Standing,
    askers: AbstractSet[str],
    today: date,
    running: Running | None,
) -> list[events.Event]:
    """Allow more time, as the responsible head who did not ask for it (S34)."""
    asked = _require_extension(case, approval.extension)
    _require_head(case, by, askers, "批准延期")
    require_optional_text("批准意见", approval.basis)
    if asked.approved is False:
        raise refusals.ExtensionDecidedError(
            extension=approval.extension, decided="不予批准", what="批准"
        )
    if asked.approved:
        return []
    require_open(case, "批准延期")
    _require_this_round(case, approval.extension, asked)
    _require_limit(asked.duty, running, today, "批准")
    return [approval]


def refuse_extension(
    case: Case, *, refused: events.ExtensionRefused, by: Standing, askers: AbstractSet[str]
) -> list[events.Event]:
    """Not allow more time, as the responsible head who did not ask for it (S34)."""
    asked = _require_extension(case, refused.extension)
    _require_head(case, by, askers, "不批准延期")
    require_text("不批准的理由", refused.reason, "为什么不能延期")
    if asked.approved:
        raise refusals.ExtensionDecidedError(
            extension=refused.extension, decided="批准", what="改为不批准"
        )
    return [] if asked.approved is False else [refused]


def tell_extension(case: Case, *, told: events.ExtensionTold, by: Standing) -> list[events.Event]:
    """Put on record that the citizen was told why it takes longer (S28, S34)."""
    require_hand(case, by)
    asked = _require_extension(case, told.extension)
    require_text("告知内容", told.text, "怎样向群众说明延期及其原因")
    if not asked.approved:
        raise refusals.ExtensionNotApprovedError(extension=told.extension)
    if asked.told:
        return []
    _require_this_round(case, told.extension, asked)
    return [told]


def _require_running_clock(case: Case, today: date, what: str) -> None:
    until = case.course.parked
    if until is not None and today <= until:
        raise refusals.ParkedAlreadyError(until=until, what=what)


def _require_limit(duty: events.Duty, running: Running | None, today: date, what: str) -> Running:
    if running is None:
        raise refusals.LimitNotRunningError(duty=DUTIES[duty])
    if today > running.due:
        raise refusals.ExtensionLateError(
            duty=DUTIES[duty], due=running.due, today=today, what=what
        )
    return running


def _asked_before(case: Case, duty: events.Duty) -> tuple[int, Extension] | None:
    for number, asked in case.course.extensions.items():
        if (asked.duty, asked.round) == (duty, case.course.round) and asked.approved is not False:
            return number, asked
    return None


def _same_again(asking: Asking, number: int, asked: Extension) -> list[events.Event]:
    if asked.approved is None and asked.until == asking.until:
        return []
    raise refusals.ExtensionSpentError(
        duty=DUTIES[asked.duty], extension=number, until=asked.until
    )


def _require_extension(case: Case, number: int) -> Extension:
    asked = case.course.extensions.get(number)
    if asked is None:
        known = "、".join(str(known) for known in case.course.extensions) or "无"
        raise refusals.ExtensionUnknownError(extension=number, known=known)
    return asked


def _require_this_round(case: Case, number: int, asked: Extension) -> None:
    if asked.round != case.course.round:
        raise refusals.ExtensionPastError(extension=number, duty=DUTIES[asked.duty])


def _require_head(case: Case, by: Standing, askers: AbstractSet[str], what: str) -> None:
    require_lead(case, by, what)
    if by.person in askers or by.person == case.owner:
        raise refusals.OwnRequestError(person=by.person, what=what)
