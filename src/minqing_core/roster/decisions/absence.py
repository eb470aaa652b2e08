"""How people are excused from the diaries, and who stands in for them."""

from collections.abc import Iterable
from datetime import date, timedelta

from attrs import frozen

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


@frozen(kw_only=True)
class StandingIn:
    """Somebody who stands in for a post of a unit, on some days."""

    person: PersonId
    since: date
    until: date


Stretch = events.LeaveGranted | events.SubstituteNamed | StandingIn


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


class PostStoodInForError(RefusalError):
    """One person at a time stands in for a post (S25)."""

    kind = "conflict"
    code = "post-stood-in-for"
    text = "{person} 在 {since} 至 {until} 已代理 {unit} 的 {post}，同一职务一时只由一人代理"


class PostEndsSoonerError(RefusalError):
    """Nobody stands in for a post that the one who is away will hold no longer."""

    kind = "conflict"
    code = "post-ends-sooner"
    text = "{person} 在 {unit} 任 {post} 至 {until} 止，代理不能超过该日"


class NotSubstituteError(RefusalError):
    """The person does not stand in for that post on that day."""

    kind = "conflict"
    code = "not-substitute"
    text = "{person} 在 {until} 并未代理 {unit} 的 {post}，无从终止"


def grant_leave(
    person: Person,
    *,
    person_id: PersonId,
    granted: events.LeaveGranted,
    approver: Standing,
    today: date,
) -> list[events.PersonEvent]:
    """Excuse a person for some days, approved by somebody over them (S39)."""
    require_serving(person, person_id, granted.since)
    if granted in person.leaves:
        return []
    require_order(granted.since, granted.until)
    require_words("事由", granted.reason)
    _require_over(approver, person.units(today), person_id)
    for leave in person.leaves:
        if _share_a_day(leave, granted):
            raise LeaveOverlapsError(person=person_id, since=leave.since, until=leave.until)
    return [granted]


def end_leave(
    person: Person, *, person_id: PersonId, ended: events.LeaveEndedEarly
) -> list[events.PersonEvent]:
    """End a leave sooner; on the day before it began where it was never taken (S39)."""
    granted = [one for one in person.leaves if one.since == ended.since]
    if not granted:
        raise LeaveUnknownError(person=person_id, since=ended.since)
    leave = max(granted, key=lambda one: one.until)
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
    others: Iterable[StandingIn] = (),
) -> list[events.PersonEvent]:
    """Let a person stand in for another in a post, for some days, approved from above (S25).

    ``others`` are those who stand in for that post already.
    """
    require_serving(person, person_id, named.since)
    if named in person.substitutions:
        return []
    require_order(named.since, named.until)
    require_live(units, named.unit, named.since)
    own = any(term.meets(named.since, named.until) for term in person.of(named.post, named.unit))
    if named.instead_of == person_id or own:
        raise OwnSubstituteError(person=person_id)
    _require_in_post(absent, named)
    _require_over(approver, frozenset({named.unit}), person_id, named.instead_of)
    for one in person.substitutions:
        if _meet(one, named):
            raise SubstitutionOverlapsError(person=person_id, since=one.since, until=one.until)
    _require_alone(named, others)
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
    post, unit = named.post, named.unit
    term = next((term for term in absent.of(post, unit) if term.held(named.since)), None)
    if term is None:
        raise NotInPostError(person=named.instead_of, since=named.since, unit=unit, post=post)
    if term.until is not None and named.until > term.until:
        raise PostEndsSoonerError(person=named.instead_of, unit=unit, post=post, until=term.until)


def _require_alone(named: events.SubstituteNamed, others: Iterable[StandingIn]) -> None:
    for other in others:
        if _share_a_day(other, named):
            raise PostStoodInForError(
                person=other.person,
                since=other.since,
                until=other.until,
                unit=named.unit,
                post=named.post,
            )


def _meet(one: events.SubstituteNamed, other: events.SubstituteNamed) -> bool:
    same = (one.post, one.unit) == (other.post, other.unit)
    return same and _share_a_day(one, other)


def _share_a_day(one: Stretch, other: Stretch) -> bool:
    begun = one.since <= one.until
    return begun and one.since <= other.until and other.since <= one.until
