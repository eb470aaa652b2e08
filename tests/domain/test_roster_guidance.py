"""Leaders of the town take contact points and guide them (S73); roles have holders (S71)."""

from datetime import date

import attrs
import pytest
from tests.rosters import (
    CLERK,
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
from minqing_core.kernel.standing import Standing
from minqing_core.roster import decisions, events
from minqing_core.roster.state import NOBODY, Roles, evolve_person, fold_person, fold_roles

LEADER = a_person(in_post("leading-group-member", "town"), name="何正")
TAKEN = events.ContactPointTaken(
    village="dafeng", since=date(2024, 1, 1), campaigns=("固本强基工程",)
)
VISIT = events.GuidanceVisitMade(village="dafeng", on=TODAY, text=Personal("看过路灯"))
GUIDING = evolve_person(LEADER, TAKEN)
HIMSELF = Standing(person="0001")


def taken(person=LEADER, point=TAKEN, places=UNITS):
    return decisions.take_contact_point(person, person_id="0001", taken=point, units=places)


def visited(person=GUIDING, visit=VISIT, by=HIMSELF, today=TODAY, places=UNITS):
    return decisions.make_visit(
        person, person_id="0001", visit=visit, by=by, units=places, today=today
    )


@pytest.mark.clause("S73")
@pytest.mark.parametrize(
    "post",
    [
        "party-secretary",
        "deputy-secretary",
        "organisation-commissioner",
        "leader-in-charge",
        "leading-group-member",
    ],
)
def test_a_leader_of_the_town_takes_a_contact_point(post) -> None:
    assert taken(a_person(in_post(post, "town"))) == [TAKEN]


@pytest.mark.clause("S73")
def test_nobody_else_takes_one() -> None:
    said = "invalid leader-wanted: 0001 在 2024-01-01 不任镇领导职务，不能挂点"
    assert refusal(taken, a_person(in_post("village-secretary"))) == said
    late = a_person(in_post("leading-group-member", "town", TODAY))
    assert refusal(taken, late) == said
    assert refusal(taken, NOBODY).startswith("not-found person-unknown")


@pytest.mark.clause("S73")
def test_a_contact_point_is_a_live_village_taken_once() -> None:
    assert taken(GUIDING) == []
    assert refusal(taken, GUIDING, attrs.evolve(TAKEN, campaigns=())) == (
        "conflict contact-point-held: dafeng 自 2024-01-01 至 今 已是 0001 的挂点，"
        "挂点时间不能重叠"
    )
    assert refusal(taken, LEADER, attrs.evolve(TAKEN, village="town")) == (
        "invalid village-wanted: town 不是村或社区，领导只能以村（社区）为挂点"
    )
    gone = units(events.UnitAbolished(unit="dafeng", heir="anyang", since=TAKEN.since))
    assert refusal(taken, LEADER, TAKEN, gone).startswith("conflict unit-dissolved")
    second = attrs.evolve(TAKEN, village="anyang")
    assert taken(GUIDING, second) == [second]


@pytest.mark.clause("S73")
def test_campaigns_are_named_once_each() -> None:
    assert refusal(taken, LEADER, attrs.evolve(TAKEN, campaigns=("",))).startswith(
        "invalid name-unfit: 结合的活动「」"
    )
    twice = attrs.evolve(TAKEN, campaigns=("甲", "甲"))
    assert refusal(taken, LEADER, twice) == (
        "invalid campaigns-repeated: 结合的活动（campaigns）有重复：甲、甲"
    )


@pytest.mark.clause("S73")
def test_a_contact_point_is_left_once_and_may_be_taken_again() -> None:
    left = events.ContactPointLeft(village="dafeng", until=date(2024, 2, 1))
    asked = {"person_id": "0001"}
    both = fold_person([attrs.evolve(TAKEN, village="anyang")], GUIDING)
    assert decisions.leave_contact_point(both, left=left, **asked) == [left]
    after = evolve_person(both, left)
    assert [term.until for term in after.contact_points] == [date(2024, 2, 1), None]
    assert refusal(decisions.leave_contact_point, after, left=left, **asked) == (
        "conflict not-contact-point: dafeng 在 2024-02-01 不是 0001 的挂点"
    )
    early = attrs.evolve(left, until=SINCE)
    assert refusal(decisions.leave_contact_point, GUIDING, left=early, **asked).startswith(
        "invalid days-out-of-order"
    )
    again = attrs.evolve(TAKEN, since=TODAY)
    assert taken(after, again) == [again]
    for since in (SINCE, TAKEN.since, left.until):
        assert refusal(taken, after, attrs.evolve(TAKEN, since=since)).startswith(
            "conflict contact-point-held: dafeng 自 2024-01-01 至 2024-02-01 已是 0001 的挂点"
        )
    next_day = attrs.evolve(TAKEN, since=date(2024, 2, 2))
    assert taken(after, next_day) == [next_day]


@pytest.mark.clause("S73")
def test_a_visit_is_made_to_ones_own_contact_point_of_that_day() -> None:
    assert visited() == visited(by=CLERK) == [VISIT]
    assert visited(evolve_person(GUIDING, VISIT)) == []
    before = attrs.evolve(VISIT, on=date(2023, 12, 31))
    assert refusal(visited, GUIDING, before) == (
        "conflict not-contact-point: dafeng 在 2023-12-31 不是 0001 的挂点"
    )
    assert refusal(visited, GUIDING, attrs.evolve(VISIT, village="anyang")).startswith(
        "conflict not-contact-point"
    )
    left = events.ContactPointLeft(village="dafeng", until=date(2024, 2, 1))
    after = evolve_person(GUIDING, left)
    assert refusal(visited, after).startswith("conflict not-contact-point")
    then = attrs.evolve(VISIT, on=date(2024, 2, 1))
    assert visited(after, then) == [then]
    last = events.PostLeft(post="leading-group-member", unit="town", until=date(2024, 2, 1))
    no_leader = evolve_person(GUIDING, last)
    assert visited(no_leader, then) == [then]
    assert refusal(visited, no_leader).startswith("conflict not-contact-point")
    gone = units(events.UnitAbolished(unit="dafeng", heir="anyang", since=TODAY))
    assert visited(visit=then, places=gone) == [then]
    assert refusal(visited, places=gone).startswith("conflict unit-dissolved")


@pytest.mark.clause("S73")
def test_a_visit_has_happened_is_told_and_is_put_on_record_by_who_made_it() -> None:
    assert refusal(visited, GUIDING, VISIT, HIMSELF, date(2024, 2, 29)) == (
        "invalid day-in-future: 指导日期 2024-03-01 晚于今天 2024-02-29，请填今天或更早的日期"
    )
    assert refusal(visited, GUIDING, attrs.evolve(VISIT, text=Personal(""))) == (
        "invalid words-unfit: 指导情况不能为空"
    )
    assert refusal(visited, GUIDING, VISIT, STRANGER) == (
        "not-allowed not-own-visit: 0009 不能记 0001 的挂点指导，须由本人或组织人事办公室记录"
    )


OVERALL, IN_CHARGE, CARRIES_OUT = events.ProgrammeRole
SECRETARY = a_person(in_post("party-secretary", "town"))


def assigned(role, *, roles=None, person=None, unit=None, holder=SECRETARY, since=TODAY):
    return decisions.assign_role(
        roles or Roles(),
        assigned=events.RoleAssigned(role=role, person=person, unit=unit, since=since),
        person=holder,
        units=UNITS,
    )


@pytest.mark.clause("S71")
def test_the_secretary_answers_a_leader_leads_a_unit_carries_out() -> None:
    assert assigned(OVERALL, person="0001") == [
        events.RoleAssigned(role=OVERALL, person="0001", since=TODAY)
    ]
    assert assigned(IN_CHARGE, person="0001", holder=LEADER)
    assert assigned(CARRIES_OUT, unit="org-office", holder=None) == [
        events.RoleAssigned(role=CARRIES_OUT, unit="org-office", since=TODAY)
    ]
    assert refusal(assigned, OVERALL, person="0001", holder=LEADER) == (
        "invalid secretary-wanted: 0001 在 2024-03-01 不任镇党委书记，不能负总责"
    )
    late = a_person(in_post("party-secretary", "town", date(2024, 3, 2)))
    assert refusal(assigned, OVERALL, person="0001", holder=late).startswith(
        "invalid secretary-wanted"
    )
    assert refusal(assigned, IN_CHARGE, person="0001", holder=a_person()) == (
        "invalid leader-wanted: 0001 在 2024-03-01 不任镇领导职务，不能分管"
    )
    assert refusal(assigned, OVERALL, person="0001", holder=None).startswith(
        "not-found person-unknown"
    )
    assert refusal(assigned, CARRIES_OUT, unit="none").startswith("not-found unit-unknown")


@pytest.mark.clause("S71")
@pytest.mark.parametrize(
    ("role", "holder"),
    [
        (OVERALL, {"unit": "town"}),
        (IN_CHARGE, {}),
        (IN_CHARGE, {"person": "0001", "unit": "town"}),
        (CARRIES_OUT, {"person": "0001"}),
        (CARRIES_OUT, {}),
    ],
)
def test_a_role_has_the_holder_that_fits_it(role, holder) -> None:
    wanted = "单位担任，请只填 unit" if role is CARRIES_OUT else "人员担任，请只填 person"
    assert refusal(assigned, role, **holder) == (
        f"invalid role-holder: 角色「{role}」须由{wanted}"
    )


@pytest.mark.clause("S71")
def test_a_role_has_its_holder_of_each_day() -> None:
    (first,) = assigned(OVERALL, person="0001", since=SINCE)
    second = attrs.evolve(first, person="0002", since=TODAY)
    corrected = attrs.evolve(second, person="0003")
    roles = fold_roles([first, second])
    assert assigned(OVERALL, roles=roles, person="0002") == []
    assert assigned(OVERALL, roles=roles, person="0001", since=date(2024, 2, 1)) == []
    roles = fold_roles([corrected], roles)
    days = [date(2019, 1, 1), SINCE, date(2024, 2, 29), TODAY]
    assert [roles.holder(OVERALL, day) for day in days] == [None, first, first, corrected]
    assert roles.terms(OVERALL) == (first, corrected)
    assert roles.terms(CARRIES_OUT) == ()


@pytest.mark.clause("S71", "S73")
def test_who_held_a_leading_post_on_the_day_is_what_counts() -> None:
    left = events.PostLeft(post="party-secretary", unit="town", until=date(2024, 12, 31))
    leaving = evolve_person(SECRETARY, left)
    assert assigned(OVERALL, person="0001", holder=leaving)
    assert assigned(IN_CHARGE, person="0001", holder=leaving)
    assert taken(leaving) == [TAKEN]
    after = date(2025, 1, 1)
    assert refusal(assigned, OVERALL, person="0001", holder=leaving, since=after).startswith(
        "invalid secretary-wanted"
    )
    assert refusal(taken, leaving, attrs.evolve(TAKEN, since=after)).startswith(
        "invalid leader-wanted"
    )


@pytest.mark.clause("S71")
def test_a_role_is_given_anew_to_who_was_out_of_the_post_in_between() -> None:
    (first,) = assigned(OVERALL, person="0001", since=SINCE)
    left = events.PostLeft(post="party-secretary", unit="town", until=date(2022, 12, 31))
    roles, secretary = fold_roles([first]), evolve_person(SECRETARY, left)
    on_end = evolve_person(secretary, in_post("party-secretary", "town", since=date(2023, 1, 1)))
    back = evolve_person(secretary, in_post("party-secretary", "town", since=date(2023, 6, 1)))
    assert assigned(OVERALL, roles=roles, person="0001", holder=on_end) == []
    assert assigned(OVERALL, roles=roles, person="0001", holder=back) == [
        attrs.evolve(first, since=TODAY)
    ]
    assert assigned(OVERALL, roles=roles, person="0001", holder=secretary, since=left.until) == []
    (carried,) = assigned(CARRIES_OUT, unit="org-office", holder=None)
    carries = fold_roles([carried])
    assert assigned(CARRIES_OUT, unit="org-office", holder=None, roles=carries) == []
