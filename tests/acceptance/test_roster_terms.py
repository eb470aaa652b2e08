"""Posts, roles, contact points and substitutes hold on their days, and on no others."""

from typing import Any

import pytest
from tests.towns import CLERK, INVESTIGATOR, MATTER, MEMBER, SECRETARY, Town, by

LEADER, FIRST, SECOND = "0010", "0011", "0012"
NAMED = {
    "post": "village-secretary",
    "unit": "dafeng",
    "instead_of": SECRETARY,
    "since": "2024-03-04",
    "until": "2024-12-31",
    "approver": CLERK,
}
HELD = {"post": "village-secretary", "unit": "dafeng"}
AWAY = {"until": "2024-03-05", "destination": "市水务局"}


def entered(town: Town, person: str, name: str, post: str | None = None, **facts: Any) -> None:
    """Enter somebody in the roster."""
    unit = None if post is None else "town"
    given = {"name": name, "since": "2020-01-01", "post": post, "unit": unit, "kind": None}
    town.do("roster.person", person=person, facts={**given, **facts})


def terms(town: Town, person: str) -> list[tuple[str, str | None]]:
    """Return the days of somebody's posts."""
    return [(t["since"], t["until"]) for t in town.do("roster.show", person=person)["tenures"]]


@pytest.fixture
def led(town: Town) -> Town:
    """Give a town with a party secretary and two who may stand in."""
    entered(town, LEADER, "林书记", "party-secretary")
    entered(town, FIRST, "张代理")
    entered(town, SECOND, "吴代理")
    return town


@pytest.mark.clause("S9")
def test_on_no_day_is_a_post_held_twice(town) -> None:
    town.do("roster.leave", person=SECRETARY, left={**HELD, "until": "2024-12-31"})
    for since in ("2024-02-01", "2024-12-31", "2010-01-01"):
        taken = {**HELD, "since": since}
        refusal = town.refused("roster.post", person=SECRETARY, taken=taken)
        assert str(refusal) == (
            "0002 自 2020-01-01 至 2024-12-31 已在 dafeng 任 village-secretary，"
            "任期不能重叠，请核对开始日"
        )
    town.do("roster.post", person=SECRETARY, taken={**HELD, "since": "2025-01-01"})
    assert terms(town, SECRETARY) == [("2020-01-01", "2024-12-31"), ("2025-01-01", None)]
    again = {**HELD, "since": "2025-06-01"}
    assert town.do("roster.post", person=SECRETARY, taken=again)["events"] == ()
    earlier = {**HELD, "since": "2024-12-31"}
    assert town.refused("roster.post", person=SECRETARY, taken=earlier).code == "terms-meet"


@pytest.mark.clause("S8")
def test_on_no_day_is_anybody_stationed_twice_in_a_village(town) -> None:
    sent = {"village": "anyang", "home": "town", "since": "2024-01-01"}
    town.do("roster.station", person=SECRETARY, stationed=sent)
    town.do(
        "roster.unstation", person=SECRETARY, ended={"village": "anyang", "until": "2024-02-01"}
    )
    refusal = town.refused("roster.station", person=SECRETARY, stationed=sent)
    assert "已在 anyang 驻村" in str(refusal)
    later = {**sent, "since": "2024-02-02"}
    assert town.do("roster.station", person=SECRETARY, stationed=later)["events"]


@pytest.mark.clause("S8")
def test_the_stationed_are_listed_by_the_unit_that_sent_them_and_by_village(town) -> None:
    for person, village, home in (
        (SECRETARY, "anyang", "org-office"),
        (MEMBER, "anyang", "town"),
        (INVESTIGATOR, "dafeng", "org-office"),
    ):
        sent = {"village": village, "home": home, "since": "2024-02-01"}
        town.do("roster.station", person=person, stationed=sent)

    def sent_by(**asked: Any) -> list[str]:
        return [row["person"] for row in town.do("roster.people", **asked)["items"]]

    assert sent_by(home="org-office") == [SECRETARY, INVESTIGATOR]
    assert sent_by(home="org-office", unit="anyang") == [SECRETARY]
    assert sent_by(home="town") == [SECRETARY, MEMBER, INVESTIGATOR]
    assert sent_by(home="org-office", when={"as_of": "2024-01-31"}) == []
    ended = {"village": "anyang", "until": "2024-02-28"}
    town.do("roster.unstation", person=SECRETARY, ended=ended)
    assert sent_by(home="org-office") == [INVESTIGATOR]


@pytest.mark.clause("S71")
def test_an_interregnum_shows(led) -> None:
    led.do(
        "roster.role",
        assigned={"role": "overall-responsible", "person": LEADER, "since": "2020-01-01"},
    )
    led.do(
        "roster.role",
        assigned={"role": "leader-in-charge", "person": LEADER, "since": "2020-01-01"},
    )
    led.do(
        "roster.post",
        person=LEADER,
        taken={"post": "leading-group-member", "unit": "town", "since": "2024-02-01"},
    )
    left = {"post": "party-secretary", "unit": "town", "until": "2024-02-01"}
    led.do("roster.leave", person=LEADER, left=left)
    overall, leader, _ = led.do("roster.roles")["items"]
    assert (overall["holder"], overall["terms"][0]["until"]) == ("", "2024-02-01")
    assert (leader["holder"], leader["terms"][0]["until"]) == ("林书记", None)
    then = led.do("roster.roles", when={"as_of": "2024-02-01"})["items"][0]
    assert then["holder"] == "林书记"


@pytest.mark.clause("S71", "S84")
def test_a_unit_that_is_no_more_carries_nothing_out(town) -> None:
    other = {"unit": "pers-office", "name": "人事办", "kind": "org-personnel-office"}
    town.do("roster.unit", unit={**other, "parent": "town", "since": "2024-01-01"})
    gone = {"unit": "org-office", "heir": "pers-office", "since": "2024-03-01"}
    town.do("roster.abolish", abolished=gone)
    _, _, carries = town.do("roster.roles")["items"]
    assert (carries["holder"], carries["terms"][0]["until"]) == ("", "2024-02-29")
    role = {"role": "carries-out", "unit": "pers-office", "since": "2024-03-01"}
    town.do("roster.role", assigned=role)
    assert town.do("roster.roles")["items"][2]["holder"] == "人事办"


@pytest.mark.clause("S73", "S84")
def test_a_contact_point_ends_with_the_leading_post_and_with_the_village(led) -> None:
    for village in ("dafeng", "anyang"):
        taken = {"village": village, "since": "2024-01-01"}
        led.do("roster.contact-point", person=LEADER, taken=taken)
    gone = {"unit": "anyang", "heir": "dafeng", "since": "2024-02-11"}
    led.do("roster.abolish", abolished=gone)
    left = {"post": "party-secretary", "unit": "town", "until": "2024-02-20"}
    led.do("roster.leave", person=LEADER, left=left)
    points = led.do("roster.show", person=LEADER)["contact_points"]
    assert [(c["village"], c["until"]) for c in points] == [
        ("dafeng", "2024-02-20"),
        ("anyang", "2024-02-10"),
    ]
    (point,) = led.do("roster.unit-page", unit="dafeng")["contact_points"]
    assert point["until"] == "2024-02-20"
    visit = {"village": "dafeng", "on": "2024-02-25", "text": "看路灯"}
    assert led.refused("roster.guide", person=LEADER, visit=visit).code == "not-contact-point"
    led.do("roster.guide", person=LEADER, visit={**visit, "on": "2024-02-20"})


@pytest.mark.clause("S25")
def test_one_person_at_a_time_stands_in_for_a_post(led) -> None:
    led.do("roster.substitute", person=FIRST, named=NAMED)
    director = {**HELD, "post": "village-director", "since": "2020-01-01"}
    led.do("roster.post", person=SECRETARY, taken=director)
    led.do("roster.substitute", person=FIRST, named={**NAMED, "post": "village-director"})
    refusal = led.refused("roster.substitute", person=SECOND, named=NAMED)
    assert refusal.code == "post-stood-in-for"
    ended = {**HELD, "until": "2024-03-10"}
    led.do("roster.substitute-end", person=FIRST, ended=ended)
    led.do("roster.substitute", person=SECOND, named={**NAMED, "since": "2024-03-11"})
    led.set("2024-03-12")
    assert led.do("roster.show", person=SECOND)["posts"] == "大丰村党组织书记（代）"


@pytest.mark.clause("S25")
def test_nobody_stands_in_once_the_post_was_left(led) -> None:
    named = {**NAMED, "until": "2024-03-31"}
    led.do("roster.substitute", person=FIRST, named=named)
    later = {**NAMED, "since": "2024-05-01"}
    led.do("roster.substitute", person=SECOND, named=later)
    left = {**HELD, "until": "2024-03-10"}
    told = led.do("roster.leave", person=SECRETARY, left=left)["events"]
    assert [event["sentence"] for event in told[1:]] == [
        "王小明将大丰村党组织书记的代理终止于 2024-03-10",
        "王小明将大丰村党组织书记的代理终止于 2024-04-30",
    ]
    assert terms(led, FIRST) == [("2024-03-04", "2024-03-10")]
    assert terms(led, SECOND) == [("2024-05-01", "2024-04-30")]
    led.set("2024-03-11")
    assert led.refused("case.record", act=by(FIRST), matter=dict(MATTER)).code == "not-allowed"
    again = led.do("roster.show", person=SECOND, when={"as_of": "2024-05-01"})
    assert again["posts"] == ""


@pytest.mark.clause("S25", "S46")
def test_nobody_stands_in_once_the_file_was_closed(led) -> None:
    led.do("roster.substitute", person=FIRST, named=NAMED)
    led.do("roster.transfer", person=SECRETARY, transferred=AWAY)
    led.set("2024-03-06")
    led.do("roster.close", person=SECRETARY, closed={"on": "2024-03-06"})
    assert terms(led, FIRST) == [("2024-03-04", "2024-03-06")]
    led.set("2024-03-07")
    assert led.refused("case.record", act=by(FIRST), matter=dict(MATTER)).code == "not-allowed"


OFFICE_POST = {"post": "org-office-clerk", "unit": "org-office"}


@pytest.mark.clause("S46", "S72")
def test_the_last_who_keeps_the_roster_does_not_go_before_another_keeps_it(town) -> None:
    left = {**OFFICE_POST, "until": "2024-03-01"}
    refusal = town.refused("roster.leave", person=CLERK, left=left)
    assert str(refusal) == (
        "000001 离开该职务后，自 2024-03-02 起再无人有权登记花名册，"
        "须先由他人接任组织人事办公室工作人员或组织委员"
    )
    transferred = {**AWAY, "until": "2024-03-01"}
    refusal = town.refused("roster.transfer", person=CLERK, transferred=transferred)
    assert str(refusal).startswith("000001 调离后，自 2024-03-02 起再无人有权登记花名册")
    entered(town, FIRST, "新干事", "organisation-commissioner", since="2024-03-01")
    for _ in range(2):
        town.do("roster.transfer", person=CLERK, transferred=transferred)
    town.set("2024-03-02")
    entering = by(FIRST)
    town.do("roster.close", act=entering, person=CLERK, closed={"on": "2024-03-02"})
    facts = {"name": "又一人", "since": "2024-03-02", "kind": None}
    assert town.do("roster.person", act=entering, person=SECOND, facts=facts)["events"]


@pytest.mark.clause("S72")
@pytest.mark.parametrize(
    ("since", "until", "kept"),
    [
        ("2024-03-31", None, True),
        ("2024-04-01", None, True),
        ("2024-04-02", None, False),
        ("2024-03-01", "2024-06-30", False),
    ],
)
def test_the_successor_keeps_the_roster_from_the_next_day_and_without_an_end(
    town, since, until, kept
) -> None:
    entered(town, FIRST, "新干事")
    town.do("roster.post", person=FIRST, taken={**OFFICE_POST, "since": since})
    if until is not None:
        town.do("roster.leave", person=FIRST, left={**OFFICE_POST, "until": until})
    left = {**OFFICE_POST, "until": "2024-03-31"}
    if kept:
        assert town.do("roster.leave", person=CLERK, left=left)["events"]
    else:
        assert town.refused("roster.leave", person=CLERK, left=left).code == "last-keeper"


@pytest.mark.clause("S46", "S72")
def test_who_is_transferred_away_themselves_is_nobodys_successor(town) -> None:
    entered(town, FIRST, "组织委员", "organisation-commissioner", since="2024-03-01")
    town.do("roster.transfer", person=FIRST, transferred={**AWAY, "until": "2024-06-30"})
    left = {**OFFICE_POST, "until": "2024-03-01"}
    assert town.refused("roster.leave", person=CLERK, left=left).code == "last-keeper"
    transferred = {**AWAY, "until": "2024-03-31"}
    refusal = town.refused("roster.transfer", person=CLERK, transferred=transferred)
    assert refusal.code == "last-keeper"


@pytest.mark.clause("S9", "S72")
def test_whoever_never_kept_the_roster_leaves_freely(town) -> None:
    left = {"post": "investigator", "unit": "town", "until": "2024-03-01"}
    assert town.do("roster.leave", person=INVESTIGATOR, left=left)["events"]
    assert town.refused("roster.leave", person=MEMBER, left=left).code == "post-not-held"


@pytest.mark.clause("S39")
def test_a_leave_after_one_that_was_never_taken_ends_on_its_own_day(town) -> None:
    granted = {
        "kind": "illness",
        "since": "2024-03-04",
        "until": "2024-03-15",
        "reason": "住院",
        "approver": CLERK,
    }
    never = {"since": "2024-03-04", "until": "2024-03-03"}
    town.do("roster.absence", person=MEMBER, granted=granted)
    town.do("roster.absence-end", person=MEMBER, ended=never)
    town.do("roster.absence", person=MEMBER, granted={**granted, "until": "2024-03-20"})
    town.do("roster.absence-end", person=MEMBER, ended={**never, "until": "2024-03-10"})
    absences = town.do("roster.show", person=MEMBER)["absences"]
    assert [one["until"] for one in absences] == ["2024-03-03", "2024-03-10"]


@pytest.mark.clause("S84")
def test_a_unit_is_not_listed_before_its_founding(town) -> None:
    east = {"unit": "east", "name": "东村", "kind": "village", "parent": "town"}
    town.do("roster.unit", unit={**east, "since": "2024-02-01"})

    def listed(day: str) -> tuple[bool, bool]:
        when = {"as_of": day}
        units = [row["unit"] for row in town.do("roster.units", when=when)["items"]]
        page = town.do("roster.unit-page", unit="town", when=when)
        return "east" in units, "east" in [below["unit"] for below in page["below"]]

    assert listed("2024-01-31") == (False, False)
    assert listed("2024-02-01") == (True, True)
