"""People are excused and stood in for, on certain days, approved by somebody over them."""

from datetime import date

import attrs
import pytest
from tests.rosters import CLERK, LEADER, SINCE, STRANGER, UNITS, a_person, in_post, refusal, units

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
    return decisions.grant_leave(person, person_id="0003", granted=leave, approver=approver)


def not_granted(person=MEMBER, leave=LEAVE, approver=CLERK) -> str:
    return refusal(
        decisions.grant_leave, person, person_id="0003", granted=leave, approver=approver
    )


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


def named(person=MEMBER, substitute=NAMED, absent=SECRETARY, approver=CLERK, places=UNITS):
    return decisions.name_substitute(
        person,
        person_id="0003",
        named=substitute,
        absent=absent,
        approver=approver,
        units=places,
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
    assert not_named(absent=NOBODY).startswith("not-found person-unknown: 花名册中没有「0002」")
    assert not_named(person=NOBODY).startswith("not-found person-unknown: 花名册中没有「0003」")


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
