"""What follows a matter's being put off or ended, and filing it anew (S17, S28, S29, S65)."""

from collections.abc import Set as AbstractSet
from datetime import date

from attrs import frozen

from minqing_core.diary import events
from minqing_core.diary.decisions import after_refusals
from minqing_core.diary.decisions.holding import require_answerable
from minqing_core.diary.decisions.recording import SUDDEN_REASON, became_sudden
from minqing_core.diary.decisions.refusals import LabelWantedError, LookOwedError
from minqing_core.diary.decisions.requirements import (
    in_hand,
    require_free,
    require_hand,
    require_open,
    require_optional_text,
    require_text,
)
from minqing_core.diary.state import LABELLED, Case
from minqing_core.kernel.ids import CaseId, UnitId
from minqing_core.kernel.personal import Personal
from minqing_core.kernel.standing import Standing

OTHER = "OTHER"


@frozen(kw_only=True)
class Recategorisation:
    """Another category for a matter, with its label where that is 其他, and why."""

    category: str
    label: Personal | None = None
    reason: Personal


def look_again(
    case: Case, *, look: events.LookedAgain, by: Standing, today: date, latest_look: date
) -> list[events.Event]:
    """Keep a matter put off until another day, having looked at it again (S29, S65).

    Not idempotent: it may be looked at again and again; the request's key tells a repetition.
    """
    require_hand(case, by)
    require_open(case, "复看")
    if case.course.put_off is None:
        raise after_refusals.NotPutOffError
    require_text("复看情况", look.text, "复看时情况如何、为何仍不能解决")
    if not today < look.next_look <= latest_look:
        raise LookOwedError(today=today, latest=latest_look)
    return [look]


def revisit(
    case: Case, *, revisit: events.Revisited, by: Standing, handlers: AbstractSet[str]
) -> list[events.Event]:
    """Ask the citizen how the matter really ended, as somebody who did not handle it (S28, S29).

    Not idempotent: a citizen may be asked twice; the request's key tells a repetition.
    """
    require_free(case, by.person, "回访")
    if by.person in handlers:
        raise after_refusals.HandledItError(person=by.person)
    if case.unit not in by.reach and not in_hand(case, by):
        raise after_refusals.BeyondReachError(unit=case.unit, person=by.person, what="回访")
    _require_concluded(case, "回访")
    require_text("回访情况", revisit.text, "群众怎么说、实际如何")
    return [revisit]


def dispute(case: Case, *, dispute: events.OutcomeDisputed, by: Standing) -> list[events.Event]:
    """Put on record that the citizen does not agree with how the matter ended (S28).

    Not idempotent: it may be disputed again; the request's key tells a repetition.
    """
    _require_say(case, by, "记录群众异议")
    _require_concluded(case, "记录群众异议")
    require_text("群众异议", dispute.text, "群众不同意什么、要求什么")
    return [dispute]


def reopen(
    case: Case,
    *,
    reopened: events.CaseReopened,
    by: Standing,
    taken_over: UnitId | None = None,
    ended_whole: CaseId | None = None,
) -> list[events.Event]:
    """Take a matter up again; its end stays on record and the result is owed anew (S34, S63).

    Where whoever answered for it has left the town, it is *taken over* for a unit by the one who
    takes it up, so that somebody answers for it at every instant (S25, S46). What was merged into
    an *ended whole* is handled by itself again (S30).
    Not idempotent: what is open is not reopened; the request's key tells a repetition.
    """
    _require_say(case, by, "重新办理")
    _require_concluded(case, "重新办理")
    require_text("重新办理的理由", reopened.reason, "为什么要重新办理")
    recorded: list[events.Event] = [reopened]
    if taken_over is not None:
        require_answerable(by, taken_over)
        reason = reopened.reason
        recorded.append(events.CaseAssigned(owner=by.person, unit=taken_over, reason=reason))
    if ended_whole is not None:
        recorded.append(events.MergeUndone(whole=ended_whole, reason=reopened.reason))
    return recorded


def recategorise(
    case: Case, *, recategorisation: Recategorisation, by: Standing
) -> list[events.Event]:
    """Give a matter another category; the one it had stays on record (S17, S35).

    An ordinary one that turns out to be a sudden incident becomes urgent (S13, S40).
    """
    require_hand(case, by)
    label, before = recategorisation.label, case.facts["category"] or ""
    require_text("改归类别的理由", recategorisation.reason, "为什么改归此类")
    require_optional_text("类别说明", label)
    known = case.texts.get(LABELLED)
    if recategorisation.category.startswith(OTHER) and label is None and known is None:
        raise LabelWantedError
    if recategorisation.category == before and label in {None, known}:
        return []
    recategorised = events.Recategorised(
        before=before,
        after=recategorisation.category,
        label=label,
        reason=recategorisation.reason,
    )
    return [recategorised, *_urgent(case, recategorised)]


def _urgent(case: Case, recategorised: events.Recategorised) -> list[events.Event]:
    ordinary = case.facts["urgency"] == events.Urgency.ORDINARY
    if not ordinary or not became_sudden(recategorised.before, recategorised.after):
        return []
    return [
        events.FactAmended(
            field="urgency",
            before=events.Urgency.ORDINARY,
            after=events.Urgency.URGENT,
            reason=Personal(SUDDEN_REASON),
        )
    ]


def _require_say(case: Case, by: Standing, what: str) -> None:
    require_free(case, by.person, what)
    if case.unit not in by.leads and not in_hand(case, by):
        raise after_refusals.BeyondReachError(unit=case.unit, person=by.person, what=what)


def _require_concluded(case: Case, what: str) -> None:
    if case.concluded is None:
        raise after_refusals.NotConcludedError(what=what)
