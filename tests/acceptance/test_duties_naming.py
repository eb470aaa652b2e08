"""A duty is named by its id alone, everybody looks at their own, and a week ends on its Sunday."""

from typing import Any

import pytest
from tests.assemblies import LEADER, NEIGHBOUR, STAFF, hold, peopled, resolve
from tests.towns import CLERK, MEMBER, SECRETARY, Town, by

from minqing_core.application.ports import Batch, Draft
from minqing_core.books.events import BookFull, BookIssued, BookTakenUp


@pytest.fixture
def met(town: Town) -> Town:
    """Give a town with cadres of three villages, where everybody owes something by a day."""
    peopled(town)
    lamp = town.record(act=by(MEMBER))
    number = hold(town, ("路灯", [lamp]))
    resolve(town, "meeting", number)
    asked = {"title": "各村路灯", "reason": "hot", "text": "都反映", "cases": [lamp]}
    study = town.do("study.open", act=by(LEADER), study=asked)["id"]
    decided = {"held_on": "2024-03-01", "participants": [STAFF], "text": "统一更换"}
    town.do("study.decide", act=by(LEADER), study=study, decision=decided)
    opening = {"kind": "spot-check", "units": ["dafeng"], "period": "2024-Q1"}
    check = town.do("inspection.open", act=by(LEADER), opening=opening)["id"]
    problem = {"unit": "dafeng", "clause": "S62", "text": "没有反馈"}
    town.do("inspection.find", act=by(LEADER), inspection=check, problem=problem)
    ordered = {"finding": 1, "owner": MEMBER, "text": "补反馈", "due": "2024-03-15"}
    town.do("inspection.order", act=by(LEADER), inspection=check, ordered=ordered)
    returned = {"text": "补写经过", "due": "2024-03-20"}
    opinion = {"opinion": "过程太简略", "grade": "fair", "returned": returned}
    about = {"person": MEMBER, "period": "2024-Q1"}
    town.do("review.record", act=by(SECRETARY), **about, opinion=opinion)
    with_books(town)
    transferred = {"until": "2024-03-31", "destination": "外镇"}
    town.do("roster.transfer", person=MEMBER, transferred=transferred)
    town.set("2024-07-01")
    return town


def with_books(town: Town) -> None:
    """Let the member have a book written full."""
    place = {"unit": "dafeng", "kind": "village-two-committees", "archive": "dafeng"}
    issued = BookIssued(serial="ZS-000001", holder=MEMBER, **place)
    history = (
        ("book", issued),
        ("custody", BookTakenUp(serial="ZS-000001")),
        ("book", BookFull()),
    )
    for stream, event in history:
        named = {"book": "book/ZS-000001", "custody": f"custody/{MEMBER}"}[stream]
        draft = Draft(stream=named, event=event)
        town.office.log.append([Batch(act=by(CLERK), drafts=[draft])])


def ids(town: Town, **which: Any) -> list[str]:
    return [item["id"] for item in town.do("duties.list", which=which, limit=1000)["items"]]


def explained(town: Town, wanted: str, reader: str = CLERK) -> str:
    item = town.do("duties.explain", act=by(reader), id=wanted)["item"]
    assert item["id"] == wanted
    state: str = item["state"]
    return state


@pytest.mark.clause("S24", "S39", "S48", "S52", "S53", "S61", "S78")
def test_every_duty_is_explained_by_its_id_whoever_owes_it_and_whenever(met: Town) -> None:
    listed = [*ids(met, unit="town", period="2024-H1"), *ids(met, person=MEMBER, period="2024-H1")]
    kinds = {one.split("/")[0] for one in listed}
    assert kinds >= {
        *("record.weekly", "self-assessment.quarterly", "review.quarterly", "meeting.quarterly"),
        *("inspection.half-yearly", "record.prompt", "conclude", "measure", "resolution"),
        *("study.feedback", "rectification", "review.complete", "books.hand-in", "leaving.book"),
        "leaving.matter",
    }
    for kind in sorted(kinds):
        assert explained(met, next(one for one in listed if one.startswith(f"{kind}/")))


@pytest.mark.clause("S12", "S39")
def test_an_id_opens_nothing_that_is_closed_and_names_nothing_that_is_not(met: Town) -> None:
    week = f"record.weekly/{MEMBER}/2024-W10"
    assert explained(met, week, MEMBER) == explained(met, week) == "missed"
    for wanted in (week, "rectification/2024-000001/1/1", "leaving.book/0003/ZS-000001"):
        refused = met.refused("duties.explain", act=by(NEIGHBOUR), id=wanted)
        assert refused.code == "duties-closed", wanted
    [measure] = [one for one in ids(met, unit="dafeng", period="2024") if "measure" in one]
    nothing = (
        *(measure, "measure/2024-000999/1", "measure", "x/y", "books.hand-in/ZS-000009"),
        *("resolution/meeting/2024-000099/1", "record.weekly/0010/2024-W10/x"),
    )
    for wanted in nothing:
        refused = met.refused("duties.explain", act=by(NEIGHBOUR), id=wanted)
        assert refused.code == "no-such-duty", wanted
    unknown = met.refused("duties.explain", id="record.weekly/9999/2024-W10")
    assert unknown.code == "person-unknown"


@pytest.mark.clause("S39")
def test_everybody_looks_at_their_own_even_without_a_post(met: Town) -> None:
    facts = {"name": "待分配", "post": None, "unit": None, "since": "2024-01-01"}
    met.do("roster.person", person="0030", facts={**facts, "kind": "town-office-support"})
    met.set("2024-07-20")
    own = met.do("duties.list", act=by("0030"), which={"period": "2024-W27"})["items"]
    assert [item["id"] for item in own] == ["record.weekly/0030/2024-W27"]
    other = met.refused("duties.list", act=by("0030"), which={"person": NEIGHBOUR})
    unit = met.refused("duties.list", act=by("0030"), which={"unit": "dafeng"})
    assert (other.code, unit.code) == ("duties-closed", "duties-closed")
    case = met.refused("duties.list", act=by("0030"), which={"case": "2024-000001"})
    assert case.code == "case-unknown"


@pytest.mark.clause("S39", "S62")
def test_of_a_week_what_is_due_in_a_matter_is_due_by_its_sunday(met: Town) -> None:
    for day in ("2024-08-11", "2024-08-12"):
        resolve(met, "meeting", "2024-000001", owner=SECRETARY, due=day)
    sunday, monday = (f"resolution/meeting/2024-000001/{n}" for n in (2, 3))
    of_week = {"person": SECRETARY, "duty": "resolution"}
    assert ids(met, **of_week, period="2024-W32") == [sunday]
    assert ids(met, **of_week, period="2024-W33") == [monday]
