"""Households that move, and villages that are no more: who was reached where, on which day."""

from typing import Any

import pytest
from tests.acceptance.test_households import CHEN, LI, NEIGHBOUR, STAFF, WANG, homes, visit
from tests.towns import CLERK, MEMBER, SECRETARY, Town, by, shanghai

from minqing_core.application.ports import Batch, Draft
from minqing_core.households import events

__all__ = ["homes"]


def move(town: Town, household: str, **moved: str) -> Any:
    return town.do("household.move", act=by(SECRETARY), household=household, moved=moved)


def counts(town: Town, village: str, **period: str) -> tuple[int, int, int, int]:
    """Return the households of a village, and how many were reached, missed, never reached."""
    report = town.do("report.visits", village=village, **period)
    parts = (report[name]["count"] for name in ("reached", "missed", "never"))
    return (report["households"], *parts)


@pytest.mark.clause("S4", "S23")
def test_a_late_record_of_a_visit_goes_by_where_the_household_lived_then(homes) -> None:
    move(homes, LI, village="anyang", on="2024-02-20")
    visit(homes, "2024-02-19", LI)
    made = {"village": "anyang", "form": "household", "households": [LI]}
    early = {**made, "on": "2024-02-19"}
    refusal = homes.refused("visit.record", act=by(NEIGHBOUR), visit=early)
    assert refusal.code == "household-elsewhere"
    assert "在 2024-02-19 不住在 anyang" in str(refusal)
    late = {**made, "village": "dafeng", "on": "2024-02-20"}
    for person, code in ((CLERK, "household-elsewhere"), (SECRETARY, "household-unknown")):
        assert homes.refused("visit.record", act=by(person), visit=late).code == code
    visit(homes, "2024-02-20", LI, act=by(NEIGHBOUR), village="anyang")


@pytest.mark.clause("S23")
def test_a_move_stands_on_its_day(homes) -> None:
    move(homes, LI, village="anyang", on="2024-02-20")
    move(homes, WANG)
    moved = [homes.office.log.stream(f"household/{one}")[-1] for one in (LI, WANG)]
    assert [one.occurred_at for one in moved] == [shanghai("2024-02-20T23:59:59.999"), homes.at]
    assert moved[1].event == events.HouseholdMoved(on=homes.at.date())


@pytest.mark.clause("S4", "S23")
def test_a_move_of_which_no_day_was_told_was_made_when_it_was_recorded(homes) -> None:
    stream = f"household/{LI}"
    moved = events.HouseholdMoved(village="anyang")
    size = homes.office.log.version(stream)
    draft = Draft(stream=stream, event=moved)
    batch = Batch(act=by(SECRETARY), drafts=[draft], expect={stream: size})
    homes.office.log.append([batch])
    visit(homes, "2024-02-29", LI)
    made = {"village": "dafeng", "form": "household", "on": "2024-03-01", "households": [LI]}
    refusal = homes.refused("visit.record", visit=made)
    assert refusal.code == "household-elsewhere"


@pytest.mark.clause("S4")
def test_who_was_reached_before_moving_in_is_missed_in_no_count_without_a_period(homes) -> None:
    visit(homes, "2024-02-10", LI)
    move(homes, LI, village="anyang", on="2024-02-20")
    assert counts(homes, "anyang") == (1, 1, 0, 0)
    assert counts(homes, "dafeng") == (2, 0, 2, 2)
    assert counts(homes, "anyang", made_from="2024-02-15") == (1, 0, 1, 0)
    assert counts(homes, "anyang", made_to="2024-02-15") == (1, 0, 1, 0)


@pytest.mark.clause("S23", "S84")
def test_no_household_is_entered_in_a_village_that_is_no_more_nor_moves_there(homes) -> None:
    gone = {"unit": "dafeng", "heir": "anyang", "since": "2024-03-05"}
    homes.do("roster.abolish", abolished=gone)
    homes.set("2024-03-06")
    act = by(NEIGHBOUR)
    entered = {"village": "dafeng", "name": "新户"}
    refusal = homes.refused("household.enter", act=act, household=entered)
    assert refusal.code == "unit-dissolved"
    entered = {"village": "anyang", "name": "安户"}
    number = homes.do("household.enter", act=act, household=entered)["id"]
    there = {"village": "dafeng"}
    refusal = homes.refused("household.move", act=act, household=number, moved=there)
    assert refusal.code == "unit-dissolved"
    then = {**there, "on": "2024-03-04"}
    assert homes.do("household.move", act=act, household=number, moved=then)["events"]


@pytest.mark.clause("S4", "S84")
def test_a_visit_goes_by_how_the_villages_lay_on_its_day(homes) -> None:
    gone = {"unit": "dafeng", "heir": "anyang", "since": "2024-03-05"}
    homes.do("roster.abolish", abolished=gone)
    homes.set("2024-03-06")
    act, made = by(NEIGHBOUR), {"form": "household", "households": [CHEN]}
    after = {**made, "village": "dafeng", "on": "2024-03-05"}
    assert homes.refused("visit.record", act=act, visit=after).code == "unit-dissolved"
    before = {**made, "village": "anyang", "on": "2024-03-04"}
    assert homes.refused("visit.record", act=act, visit=before).code == "household-elsewhere"
    for where, on in (("dafeng", "2024-03-04"), ("anyang", "2024-03-05")):
        assert visit(homes, on, CHEN, act=act, village=where)


@pytest.mark.clause("S4", "S46")
def test_nobody_makes_a_visit_after_their_last_day(homes) -> None:
    for person in (MEMBER, STAFF):
        transferred = {"until": "2024-03-04", "destination": "市水务局"}
        homes.do("roster.transfer", person=person, transferred=transferred)
    made = {"village": "dafeng", "form": "field", "on": "2024-03-05"}
    acts = [by(MEMBER), by(SECRETARY, on_behalf_of=MEMBER)]
    for act in acts:
        assert homes.refused("visit.record", act=act, visit=made).code == "person-leaving"
        assert visit(homes, "2024-03-01", LI, act=act)
    homes.set("2024-03-06")
    for act in acts:
        for on in ("2024-03-04", "2024-03-05"):
            refusal = homes.refused("visit.record", act=act, visit={**made, "on": on})
            assert refusal.code == "not-allowed"
