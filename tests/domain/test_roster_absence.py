"""People are excused and stood in for, on certain days, approved by somebody over them."""

from datetime import date

import attrs
import pytest
from tests.rosters import (
    CLERK,
    LEADER,
    SINCE,
    STRANGER,
    TODAY,
    UNITS,
    a_person,
    in_post,
    refusal,
    units,
)

from minqing_core.kernel.personal import Personal
from minqing_core.roster import decisions, events
from minqing_core.roster.state import NOBODY, evolve_person, fold_person

MONDAY, FRIDAY = date(2024, 3, 4), date(2024, 3, 15)
MEMBER = a_person(in_post("two-committees-member"), name="李秀英")
SECRETARY = a_person(in_post("village-secretary"))
LEAVE = events.LeaveGranted(
    kind=events.LeaveKind.ILLNESS,
    since=MONDAY,
    until=FRIDAY,
    reason=Personal("住院"),
    approver="000001",
)
NAMED = events.SubstituteNamed(
    post=events.Post.VILLAGE_SECRETARY,
    unit="dafeng",
    instead_of="0002",
    since=MONDAY,
    until=FRIDAY,
    approver="000001",
)


def granted(person=MEMBER, leave=LEAVE, approver=CLERK):
    return decisions.grant_leave(
        person, person_id="0003", granted=leave, approver=approver, today=TODAY
    )


def not_granted(person=MEMBER, leave=LEAVE, approver=CLERK) -> str:
    return refusal(granted, person, leave, approver)


@pytest.mark.clause("S39")
def test_leave_is_approved_by_who_leads_the_unit_or_serves_in_the_office() -> None:
    assert granted() == granted(approver=LEADER) == [LEAVE]
    assert not_granted(approver=STRANGER) == (
        "not-allowed not-over-them: 0009 不是 dafeng 的领导，也不在组织人事办公室任职，无权批准"
    )
    assert not_granted(person=a_person(), approver=LEADER) == (
        "not-allowed not-over-them: 0001 不是 其所在单位 的领导，"
        "也不在组织人事办公室任职，无权批准"
    )
    own = attrs.evolve(CLERK, person="0003")
    assert not_granted(approver=own) == (
        "not-allowed own-approval: 批准人 0003 是当事人本人，须由其他领导批准"
    )


@pytest.mark.clause("S39")
def test_leave_is_granted_once_and_leaves_do_not_overlap() -> None:
    away = evolve_person(MEMBER, LEAVE)
    assert granted(away) == granted(away, approver=STRANGER) == []
    for first, last in ((1, 4), (15, 20), (5, 6), (1, 30)):
        other = attrs.evolve(LEAVE, since=date(2024, 3, first), until=date(2024, 3, last))
        assert not_granted(away, other) == (
            "conflict leave-overlaps: 0003 在 2024-03-04 至 2024-03-15 已准假，不能重叠"
        )
    for first, last in ((1, 3), (16, 20)):
        other = attrs.evolve(LEAVE, since=date(2024, 3, first), until=date(2024, 3, last))
        assert granted(away, other) == [other]


@pytest.mark.clause("S39")
def test_leave_has_a_reason_and_its_days_in_order_and_is_for_somebody_here() -> None:
    assert not_granted(leave=attrs.evolve(LEAVE, reason=Personal(" "))) == (
        "invalid words-unfit: 事由不能为空"
    )
    assert not_granted(leave=attrs.evolve(LEAVE, reason=Personal("\x00"))).startswith(
        "invalid words-unfit: 事由含有不能保存的控制字符"
    )
    assert not_granted(leave=attrs.evolve(LEAVE, until=SINCE)).startswith(
        "invalid days-out-of-order"
    )
    assert not_granted(person=NOBODY).startswith("not-found person-unknown")


@pytest.mark.clause("S39")
def test_a_leave_ends_sooner_and_then_leaves_its_days_free() -> None:
    away = evolve_person(MEMBER, LEAVE)
    asked = {"person_id": "0003"}
    back = events.LeaveEndedEarly(since=MONDAY, until=date(2024, 3, 8))
    assert decisions.end_leave(away, ended=back, **asked) == [back]
    returned = evolve_person(away, back)
    assert decisions.end_leave(returned, ended=back, **asked) == []
    again = attrs.evolve(LEAVE, since=date(2024, 3, 9))
    assert granted(returned, again) == [again]
    later = attrs.evolve(back, until=date(2024, 3, 9))
    assert refusal(decisions.end_leave, returned, ended=later, **asked) == (
        "invalid later-than-granted: 提前结束日 2024-03-09 晚于原定的 2024-03-08，延长须另行批准"
    )
    never = attrs.evolve(back, until=date(2024, 3, 3))
    assert decisions.end_leave(away, ended=never, **asked) == [never]
    before = attrs.evolve(back, until=date(2024, 3, 2))
    assert refusal(decisions.end_leave, away, ended=before, **asked).startswith(
        "invalid days-out-of-order"
    )
    assert (
        refusal(decisions.end_leave, away, ended=attrs.evolve(back, since=SINCE), **asked)
        == "not-found leave-unknown: 0003 没有从 2020-01-01 开始的假"
    )


@pytest.mark.clause("S39")
def test_the_units_of_somebody_whose_last_day_is_known_are_theirs_until_then() -> None:
    left = events.PostLeft(post="two-committees-member", unit="dafeng", until=FRIDAY)
    assert granted(evolve_person(MEMBER, left), approver=LEADER) == [LEAVE]
    gone = evolve_person(MEMBER, attrs.evolve(left, until=date(2024, 2, 28)))
    assert not_granted(gone, approver=LEADER).startswith("not-allowed not-over-them")


@pytest.mark.clause("S39")
def test_a_leave_that_was_never_taken_stands_in_no_other_leaves_way() -> None:
    never = events.LeaveEndedEarly(since=MONDAY, until=date(2024, 3, 3))
    cancelled = fold_person([LEAVE, never], MEMBER)
    wider = attrs.evolve(LEAVE, since=date(2024, 3, 1))
    assert granted(cancelled, wider) == [wider]
    again = fold_person([LEAVE], cancelled)
    back = attrs.evolve(never, until=date(2024, 3, 8))
    asked = {"person_id": "0003"}
    assert decisions.end_leave(again, ended=back, **asked) == [back]
    assert [one.until for one in evolve_person(again, back).leaves] == [never.until, back.until]
    assert decisions.end_leave(again, ended=never, **asked) == [never]
    assert decisions.end_leave(cancelled, ended=never, **asked) == []


def named(
    person=MEMBER, substitute=NAMED, absent=SECRETARY, approver=CLERK, places=UNITS, others=()
):
    return decisions.name_substitute(
        person,
        person_id="0003",
        named=substitute,
        absent=absent,
        approver=approver,
        units=places,
        others=others,
    )


def not_named(**changes) -> str:
    return refusal(named, **changes)


@pytest.mark.clause("S25")
def test_a_substitute_is_named_for_a_post_that_somebody_holds() -> None:
    assert named() == named(approver=LEADER) == [NAMED]
    assert named(evolve_person(MEMBER, NAMED)) == []
    assert not_named(absent=a_person()) == (
        "conflict not-in-post: 0002 自 2024-03-04 起并未在 dafeng 任 village-secretary，无需代理"
    )
    late = a_person(in_post("village-secretary", since=FRIDAY))
    assert not_named(absent=late).startswith("conflict not-in-post")
    assert not_named(absent=NOBODY).startswith(
        "not-found person-unknown: 花名册中没有编号为「0002」的人"
    )
    assert not_named(person=NOBODY).startswith(
        "not-found person-unknown: 花名册中没有编号为「0003」的人"
    )


@pytest.mark.clause("S25")
def test_nobody_stands_in_for_themself_or_where_they_are_already() -> None:
    own = "invalid own-substitute: 0003 本人即任此职，不能代理"
    assert not_named(substitute=attrs.evolve(NAMED, instead_of="0003")) == own
    assert not_named(person=a_person(in_post("village-secretary"))) == own


@pytest.mark.clause("S25")
def test_a_substitute_is_approved_by_a_third_who_is_over_the_unit() -> None:
    assert not_named(approver=STRANGER).startswith("not-allowed not-over-them")
    for person in ("0002", "0003"):
        assert not_named(approver=attrs.evolve(CLERK, person=person)).startswith(
            "not-allowed own-approval"
        )
    assert not_named(substitute=attrs.evolve(NAMED, until=SINCE)).startswith(
        "invalid days-out-of-order"
    )
    gone = units(events.UnitAbolished(unit="dafeng", heir="anyang", since=MONDAY))
    assert not_named(places=gone).startswith("conflict unit-dissolved")


@pytest.mark.clause("S25")
def test_standing_in_ends_sooner_and_does_not_overlap() -> None:
    standing_in = evolve_person(MEMBER, NAMED)
    wider = attrs.evolve(NAMED, until=date(2024, 3, 20))
    assert not_named(person=standing_in, substitute=wider) == (
        "conflict substitution-overlaps: 0003 在 2024-03-04 至 2024-03-15 已代理此职，不能重叠"
    )
    other = attrs.evolve(NAMED, post=events.Post.VILLAGE_DIRECTOR)
    director = a_person(in_post("village-director"))
    assert named(standing_in, other, director) == [other]
    ended = events.SubstitutionEnded(post=NAMED.post, unit="dafeng", until=date(2024, 3, 8))
    asked = {"person_id": "0003"}
    assert decisions.end_substitution(standing_in, ended=ended, **asked) == [ended]
    after = evolve_person(standing_in, ended)
    assert decisions.end_substitution(after, ended=ended, **asked) == []
    for wrong in (
        attrs.evolve(ended, until=date(2024, 3, 9)),
        attrs.evolve(ended, unit="anyang"),
    ):
        assert refusal(decisions.end_substitution, after, ended=wrong, **asked).startswith(
            "conflict not-substitute: 0003 在 "
        )
    again = attrs.evolve(NAMED, since=date(2024, 3, 9))
    assert named(after, again) == [again]
    apart = fold_person([attrs.evolve(NAMED, unit="anyang"), ended], MEMBER)
    assert apart.substitutions == (attrs.evolve(NAMED, unit="anyang"),)


@pytest.mark.clause("S25")
def test_one_person_at_a_time_stands_in_for_a_post() -> None:
    other = decisions.StandingIn(person="0009", since=FRIDAY, until=date(2024, 3, 20))
    assert not_named(others=[other]) == (
        "conflict post-stood-in-for: 0009 在 2024-03-15 至 2024-03-20 已代理 dafeng 的 "
        "village-secretary，同一职务一时只由一人代理"
    )
    assert named(others=[attrs.evolve(other, since=date(2024, 3, 16))]) == [NAMED]
    assert named(others=[attrs.evolve(other, until=date(2024, 3, 14))]) == [NAMED]


@pytest.mark.clause("S25")
def test_nobody_stands_in_longer_than_the_post_is_held() -> None:
    left = events.PostLeft(post=NAMED.post, unit="dafeng", until=date(2024, 3, 10))
    leaving = evolve_person(SECRETARY, left)
    assert not_named(absent=leaving) == (
        "conflict post-ends-sooner: 0002 在 dafeng 任 village-secretary 至 2024-03-10 止，"
        "代理不能超过该日"
    )
    shorter = attrs.evolve(NAMED, until=left.until)
    assert named(substitute=shorter, absent=leaving) == [shorter]


@pytest.mark.clause("S25")
def test_standing_in_that_was_never_begun_ends_on_the_day_before() -> None:
    ended = events.SubstitutionEnded(post=NAMED.post, unit="dafeng", until=date(2024, 3, 3))
    never = fold_person([NAMED, ended], MEMBER)
    assert [one.until for one in never.substitutions] == [ended.until]
    wider = attrs.evolve(NAMED, since=date(2024, 3, 1))
    assert named(never, wider) == [wider]
