"""What a unit owes is told to who heads it, and what is coming before what is overdue."""

import re
from typing import Any

import pytest
from tests.acceptance.test_duties import duties
from tests.towns import HEAD, LEADER, MEMBER, NEIGHBOUR, SECRETARY, Town, by

OF_UNITS = ("meeting.quarterly", "inspection.half-yearly", "summary.yearly")
MEETING, BULLETIN = "meeting.quarterly/dafeng/2025-Q", "inspection.half-yearly/dafeng/2025-H"
SUMMARY = "summary.yearly/town/2025"


@pytest.fixture
def wide(town: Town) -> Town:
    """Give a town with two villages, each with a secretary, two days before a quarter ends."""
    town.widen()
    town.set("2025-09-28")
    return town


def due(town: Town, person: str, within: str = "5d", **asked: Any) -> list[str]:
    """Return what is named to somebody, in its order."""
    listed = town.do("duties.due", act=by(person), within=within, limit=1000, **asked)
    return [item["id"] for item in listed["items"]]


def of_units(ids: Any) -> list[str]:
    """Return which of these are duties of units."""
    return [one for one in ids if one.startswith(OF_UNITS)]


@pytest.mark.clause("S48", "S60", "S67")
def test_who_heads_a_unit_is_told_in_time_what_it_owes(wide: Town) -> None:
    assert of_units(due(wide, SECRETARY)) == [f"{MEETING}3", f"{BULLETIN}1", f"{MEETING}2"]
    assert of_units(due(wide, MEMBER)) == of_units(due(wide, HEAD)) == []
    wide.set("2025-12-30")
    assert of_units(due(wide, LEADER)) == [SUMMARY]
    neighbours = of_units(due(wide, NEIGHBOUR))
    assert neighbours[:2] == [
        one.replace("dafeng", "anyang") for one in (f"{BULLETIN}2", f"{MEETING}4")
    ]


@pytest.mark.clause("S48", "S60", "S67")
def test_what_a_unit_owes_is_in_the_list_the_year_and_the_calendar_of_who_heads_it(
    wide: Town,
) -> None:
    assert of_units(duties(wide, by(SECRETARY))) == [f"{MEETING}3"]
    [item] = wide.do("duties.list", act=by(SECRETARY), which={"duty": "meeting.quarterly"})[
        "items"
    ]
    assert (item["unit"], item["unit_name"], item["person"], item["state"]) == (
        *("dafeng", "大丰村", None, "open"),
    )
    page = wide.do("duties.grid", act=by(SECRETARY), person=SECRETARY)
    assert sum(page["counts"].values()) == len(page["items"])
    assert of_units(one["id"] for one in page["items"]) == [
        *(f"{MEETING}1", f"{BULLETIN}1", f"{MEETING}2", f"{MEETING}3"),
        *(f"{BULLETIN}2", f"{MEETING}4"),
    ]
    text = wide.do("duties.feed", act=by(SECRETARY))["text"]
    assert f"UID:{MEETING}3@minqing" in re.sub("\r\n ", "", text)
    assert "季度民情分析会 大丰村 2025-Q3" in text
    assert duties(wide, by(LEADER), period="2025", duty="summary.yearly") == {SUMMARY: "open"}
    assert of_units(duties(wide, by(LEADER), unit="dafeng", person=SECRETARY)) == [f"{MEETING}3"]
    assert of_units(duties(wide, by(LEADER), unit="anyang", person=SECRETARY)) == []


@pytest.mark.clause("S9", "S48")
def test_a_period_is_told_to_who_heads_the_unit_on_its_last_day(wide: Town) -> None:
    """Neither who came after nor who left before; who headed it then reads it still."""
    post = {"post": "village-secretary", "unit": "dafeng"}
    wide.do("roster.leave", person=SECRETARY, left={**post, "until": "2025-08-31"})
    wide.do("roster.post", person=MEMBER, taken={**post, "since": "2025-09-01"})
    meetings = {"duty": "meeting.quarterly", "period": "2025"}
    assert [*duties(wide, by(SECRETARY), **meetings)] == [f"{MEETING}1", f"{MEETING}2"]
    assert [*duties(wide, by(MEMBER), **meetings)] == [f"{MEETING}3", f"{MEETING}4"]
    page = wide.do("duties.explain", act=by(SECRETARY), id=f"{MEETING}2")
    assert page["item"]["state"] == "missed"
    refused = wide.refused("duties.explain", act=by(SECRETARY), id=f"{MEETING}3")
    assert refused.code == "duties-closed"
    gone = {"until": "2025-10-31", "destination": "外镇"}
    wide.do("roster.transfer", person=MEMBER, transferred=gone)
    assert [*duties(wide, person=MEMBER, **meetings)] == [f"{MEETING}3"]


@pytest.mark.clause("S9", "S48")
def test_of_who_went_on_to_head_another_village_each_has_its_own_periods(wide: Town) -> None:
    post = {"post": "village-secretary"}
    left = {**post, "until": "2025-08-31"}
    wide.do("roster.leave", person=NEIGHBOUR, left={**left, "unit": "anyang"})
    wide.do("roster.leave", person=SECRETARY, left={**left, "unit": "dafeng"})
    taken = {**post, "unit": "anyang", "since": "2025-09-01"}
    wide.do("roster.post", person=SECRETARY, taken=taken)
    meetings = {"duty": "meeting.quarterly", "period": "2025", "person": SECRETARY}
    dafeng = [*duties(wide, unit="dafeng", **meetings)]
    anyang = [*duties(wide, unit="anyang", **meetings)]
    assert dafeng == [f"{MEETING}1", f"{MEETING}2"]
    assert anyang == [f"{MEETING}{n}".replace("dafeng", "anyang") for n in (3, 4)]
    assert [*duties(wide, by(SECRETARY), **meetings)] == dafeng + anyang


@pytest.mark.clause("S48")
def test_who_stands_in_for_the_head_is_told_too(wide: Town) -> None:
    days = {"since": "2025-09-20", "until": "2025-10-20"}
    named = {
        **days,
        "post": "village-secretary",
        "unit": "dafeng",
        "instead_of": SECRETARY,
        "approver": LEADER,
    }
    away = {**days, "kind": "illness", "reason": "住院", "approver": LEADER}
    wide.do("roster.absence", person=SECRETARY, granted=away)
    wide.do("roster.substitute", person=MEMBER, named=named)
    assert of_units(due(wide, MEMBER)) == [f"{MEETING}3"]
    assert f"{MEETING}3" in due(wide, SECRETARY)


@pytest.mark.clause("S39", "S48")
def test_what_is_coming_is_named_before_what_is_overdue(wide: Town) -> None:
    """Page by page, too: the fifty weeks that were missed hide nothing that can still be done."""
    listed = wide.do("duties.due", act=by(LEADER), whose={"unit": "dafeng"}, limit=1000)["items"]
    left = [item["days_left"] for item in listed]
    coming = [n for n in left if n >= 0]
    assert left == [*sorted(coming), *sorted(n for n in left if n < 0)]
    assert {item["state"] for item in listed[: len(coming)]} == {"open"}
    assert {item["state"] for item in listed[len(coming) :]} == {"missed"}
    cursor, pages = None, list[Any]()
    while True:
        asked = {"whose": {"unit": "dafeng"}, "limit": 3, "cursor": cursor}
        page = wide.do("duties.due", act=by(LEADER), **asked)
        pages += page["items"]
        cursor = page["next"]
        if cursor is None:
            break
    assert tuple(pages) == listed
