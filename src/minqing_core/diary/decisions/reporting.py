"""Reporting up what is beyond one's authority, and telling leaders what is urgent (S40, S64)."""

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from minqing_core.diary import events
from minqing_core.diary.decisions import holding_refusals as refusals
from minqing_core.diary.decisions.requirements import (
    require_free,
    require_hand,
    require_open,
    require_optional_text,
    require_text,
)
from minqing_core.diary.state import Case
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.standing import Standing


@frozen(kw_only=True)
class Report:
    """What a superior is told, and when its outcome is followed up."""

    to: PersonId
    text: Personal
    follow_up: date


def report_up(
    case: Case,
    *,
    report: Report,
    by: Standing,
    author: PersonId | None = None,
    superior: Standing,
    today: date,
    latest: date,
) -> list[events.Event]:
    """Report a matter to a superior; it stays in one's own hands (S64).

    A superior is somebody else than who reports, for themselves or for an *author*, and than who
    answers for the matter.

    Not idempotent: one may report again; the request's key tells a repetition.
    """
    require_hand(case, by)
    require_open(case, "向上级汇报")
    require_text("汇报内容", report.text, "什么超出职权、请上级做什么")
    if not case.explained:
        raise refusals.ReportUnexplainedError
    require_free(case, superior.person, "听取汇报")
    own = superior.person in {by.person, author, case.owner}
    if own or case.unit not in superior.leads:
        raise refusals.NotSuperiorError(person=superior.person, unit=case.unit)
    if not today < report.follow_up <= latest:
        raise refusals.FollowUpError(follow_up=report.follow_up, today=today, latest=latest)
    number = len(case.holding.reports) + 1
    return [
        events.ReportedUp(
            report=number, to=report.to, text=report.text, follow_up=report.follow_up
        )
    ]


def acknowledge(
    case: Case, *, acknowledged: events.ReportAcknowledged, by: Standing
) -> list[events.Event]:
    """Sign for a report that one was given, with or without an instruction (S64)."""
    number, reports = acknowledged.report, case.holding.reports
    if number not in reports:
        raise unknown(number, "汇报", reports)
    require_free(case, by.person, "签收汇报")
    require_optional_text("批示", acknowledged.instruction)
    if reports[number] != by.person:
        raise refusals.NotAskedError(asked=reports[number], person=by.person, what="签收汇报")
    return [] if number in case.holding.acknowledged else [acknowledged]


def tell_leaders(case: Case, leaders: Iterable[PersonId]) -> list[events.Event]:
    """Tell the leaders above of an urgent or major matter at once, each one once (S40)."""
    if case.facts.get("urgency") == events.Urgency.ORDINARY:
        return []
    untold = tuple(sorted({*leaders} - case.holding.told))
    return [events.LeadersTold(leaders=untold)] if untold else []


def require_acknowledged(case: Case) -> None:
    """Refuse an end as reported up before a superior signed for a report of this round (S64)."""
    if not case.holding.acknowledged - case.holding.earlier:
        raise refusals.ReportOwedError


def unknown(number: int, what: str, known: Iterable[int]) -> refusals.NumberUnknownError:
    """Return the refusal of a number that the matter does not have."""
    listed = "、".join(str(one) for one in known) or "无"
    return refusals.NumberUnknownError(number=number, what=what, known=listed)
