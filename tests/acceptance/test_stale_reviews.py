"""Whoever may not read a diary's review is told nothing of it by a view that is out of date."""

import pytest
from tests.towns import MEMBER, NEIGHBOUR, SECRETARY, Town, by

THOUGHT = "这季度我有一件事拖了"
OPINION = {"opinion": "看过", "grade": "good"}


@pytest.mark.clause("S12", "S25")
def test_a_stale_write_tells_nobody_what_is_closed_to_them(town: Town) -> None:
    town.widen()
    town.set("2024-07-02")
    town.do("review.assess", act=by(MEMBER), period="2024-Q2", reflection={"text": THOUGHT})
    asked = {"person": MEMBER, "period": "2024-Q2", "opinion": OPINION}

    foreign = town.refused("review.record", act=by(NEIGHBOUR, seen=0), **asked)
    theirs = town.refused("review.record", act=by(SECRETARY, seen=0), **asked)

    assert (foreign.code, THOUGHT in str(foreign.facts)) == ("not-reviewer", False)
    assert (theirs.code, THOUGHT in str(theirs.facts)) == ("stream-moved", True)
    line = town.office.access.listed(person=NEIGHBOUR, subject=None, before=None, limit=1)[0]
    assert line.outcome == "refused:not-reviewer"
