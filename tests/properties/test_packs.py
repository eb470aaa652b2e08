"""A pack that was frozen once is reckoned the same for ever, whatever happens after."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.assemblies import NEIGHBOUR, finish, hold, peopled, resolve
from tests.towns import MEMBER, SECRETARY, Town, by

from minqing_core.kernel.refusals import RefusalError

DOINGS = ("record", "foreign", "late", "finish", "hold", "resolve", "carry-out", "drop", "move")


def do(town: Town, doing: str, cases: list[str], meetings: list[str]) -> None:
    """Let one thing happen, if it may."""
    match doing:
        case "record":
            cases.append(town.record())
        case "foreign":
            town.record(place="anyang", act=by(NEIGHBOUR))
        case "late":
            cases.append(town.record(learned_at="2024-02-03T10:00:00+08:00"))
        case "finish" if cases:
            finish(town, cases[-1])
        case "hold":
            meetings.append(hold(town, ("路灯", cases[-2:])))
        case "resolve" if meetings:
            resolve(town, "meeting", meetings[-1], item=1, due="2024-04-10")
        case "carry-out" if meetings:
            done = {"resolution": 1, "text": "做了"}
            town.do("meeting.carry-out", act=by(MEMBER), meeting=meetings[-1], done=done)
        case "drop" if meetings:
            dropped = {"resolution": 2, "reason": "不需要了"}
            town.do("meeting.drop", act=by(SECRETARY), meeting=meetings[-1], dropped=dropped)
        case "move" if cases:
            moved = {"field": "place", "value": "anyang", "reason": "记错"}
            town.do("case.amend", act=by(SECRETARY), case=cases[0], amendment=moved)


@pytest.mark.clause("S50")
@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(DOINGS), st.integers(0, 30)), min_size=4, max_size=14))
def test_a_pack_depends_on_nothing_that_was_recorded_after_its_position(doings) -> None:
    town = Town()
    town.settle()
    peopled(town)
    cases: list[str] = []
    meetings: list[str] = []
    seen: list[Any] = []
    for doing, days in doings:
        town.later(days=days)
        before = town.office.log.size()
        try:
            do(town, doing, cases, meetings)
        except RefusalError:
            assert town.office.log.size() >= before
        seen.append(town.do("meeting.pack", unit="dafeng", period="2024-Q1"))
    for pack in seen:
        anew = town.do(
            "meeting.pack", unit="dafeng", period="2024-Q1", when={"position": pack["position"]}
        )
        assert (anew["digest"], anew["statistics"]) == (pack["digest"], pack["statistics"])
    for meeting in meetings:
        assert town.do("meeting.show", meeting=meeting)["pack"]["agrees"] is True
    town.office.close()
