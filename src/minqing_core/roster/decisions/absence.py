"""How people are excused from the diaries, and who stands in for them."""

from datetime import date, timedelta

from minqing_core.kernel.ids import PersonId, UnitId
from minqing_core.kernel.refusals import RefusalError
from minqing_core.kernel.standing import Standing
from minqing_core.roster import events
from minqing_core.roster.decisions.requirements import (
    require_live,
    require_order,
    require_serving,
    require_words,
)
from minqing_core.roster.state import Person, Units

DAY = timedelta(days=1)


class OwnApprovalError(RefusalError):
    """Nobody approves for themself (S39)."""

    kind = "not-allowed"
    code = "own-approval"
    text = "批准人 {approver} 是当事人本人，须由其他领导批准"


class NotOverThemError(RefusalError):
    """The approver neither leads the unit nor serves in the organisation office (S39)."""

    kind = "not-allowed"
    code = "not-over-them"
    text = "{approver} 不是 {units} 的领导，也不在组织人事办公室任职，无权批准"


class LeaveOverlapsError(RefusalError):
    """The person is away on some of these days already (S39)."""

    kind = "conflict"
    code = "leave-overlaps"
    text = "{person} 在 {since} 至 {until} 已准假，不能重叠"


class LeaveUnknownError(RefusalError):
    """No leave of the person begins on that day (S39)."""

    kind = "not-found"
    code = "leave-unknown"
    text = "{person} 没有从 {since} 开始的假"


class LaterThanGrantedError(RefusalError):
    """What ends early ends on a day that was granted."""

    code = "later-than-granted"
    text = "提前结束日 {until} 晚于原定的 {granted}，延长须另行批准"


class OwnSubstituteError(RefusalError):
    """Nobody stands in for themself, or in a post that is theirs."""

    code = "own-substitute"
    text = "{person} 本人即任此职，不能代理"


class NotInPostError(RefusalError):
    """The one who is away does not hold the post."""

    kind = "conflict"
    code = "not-in-post"
    text = "{person} 自 {since} 起并未在 {unit} 任 {post}，无需代理"


class SubstitutionOverlapsError(RefusalError):
    """The person stands in for that post on some of these days already."""

    kind = "conflict"
    code = "substitution-overlaps"
    text = "{person} 在 {since} 至 {until} 已代理此职，不能重叠"


class NotSubstituteError(RefusalError):
    """The person does not stand in for that post on that day."""

    kind = "conflict"
    code = "not-substitute"
    text = "{person} 在 {until} 并未代理 {unit} 的 {post}，无从终止"


def grant_leave(
    person: Person, *, person_id: PersonId, granted: events.LeaveGranted, approver: Standing
) -> list[events.PersonEvent]:
    """Excuse a person for some days, approved by somebody over them (S39)."""
    require_serving(person, person_id, granted.since)
    if granted in person.leaves:
        return []
    require_order(granted.since, granted.until)
    require_words("事由", granted.reason)
    _require_over(approver, person.units, person_id)
    for leave in person.leaves:
        if leave.since <= granted.until and granted.since <= leave.until:
            raise LeaveOverlapsError(person=person_id, since=leave.since, until=leave.until)
    return [granted]


def end_leave(
    person: Person, *, person_id: PersonId, ended: events.LeaveEndedEarly
) -> list[events.PersonEvent]:
    """End a leave sooner; on the day before it began where it was never taken (S39)."""
    leave = next((one for one in person.leaves if one.since == ended.since), None)
    if leave is None:
        raise LeaveUnknownError(person=person_id, since=ended.since)
    if ended.until == leave.until:
        return []
    if ended.until > leave.until:
        raise LaterThanGrantedError(until=ended.until, granted=leave.until)
    require_order(leave.since - DAY, ended.until)
    return [ended]


def name_substitute(
    person: Person,
    *,
    person_id: PersonId,
    named: events.SubstituteNamed,
    absent: Person,
    approver: Standing,
    units: Units,
) -> list[events.PersonEvent]:
    """Let a person stand in for another in a post, for some days, approved from above (S25)."""
    require_serving(person, person_id, named.since)
    if named in person.substitutions:
        return []
    require_order(named.since, named.until)
    require_live(units, named.unit, named.since)
    if named.instead_of == person_id or (named.post, named.unit) in person.held:
        raise OwnSubstituteError(person=person_id)
    _require_in_post(absent, named)
    _require_over(approver, frozenset({named.unit}), person_id, named.instead_of)
    for one in person.substitutions:
        if _meet(one, named):
            raise SubstitutionOverlapsError(person=person_id, since=one.since, until=one.until)
    return [named]


def end_substitution(
    person: Person, *, person_id: PersonId, ended: events.SubstitutionEnded
) -> list[events.PersonEvent]:
    """End a person's standing in sooner than was laid down (S25)."""
    for named in person.substitutions:
        same = (named.post, named.unit) == (ended.post, ended.unit)
        if same and named.since <= ended.until <= named.until:
            return [] if ended.until == named.until else [ended]
    raise NotSubstituteError(person=person_id, unit=ended.unit, post=ended.post, until=ended.until)


def _require_over(approver: Standing, units: frozenset[UnitId], *concerned: PersonId) -> None:
    if approver.person in concerned:
        raise OwnApprovalError(approver=approver.person)
    if not approver.coordinates and units.isdisjoint(approver.leads):
        named = "、".join(sorted(units)) or "其所在单位"
        raise NotOverThemError(approver=approver.person, units=named)


def _require_in_post(absent: Person, named: events.SubstituteNamed) -> None:
    require_serving(absent, named.instead_of, named.since)
    since = absent.held.get((named.post, named.unit), date.max)
    if since > named.since:
        raise NotInPostError(
            person=named.instead_of, since=named.since, unit=named.unit, post=named.post
        )


def _meet(one: events.SubstituteNamed, other: events.SubstituteNamed) -> bool:
    same = (one.post, one.unit) == (other.post, other.unit)
    return same and one.since <= other.until and other.since <= one.until
