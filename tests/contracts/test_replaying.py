"""The same records replay to the same bytes on every store, wherever the log was cut."""

import json
import os
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.towns import CLERK, ENGINEER, LEADER, MEMBER, SECRETARY, Town, by, shanghai

from minqing_core.application.asking import pieces

GOLDEN = Path(__file__).parent.parent / "stored" / "replayed.jsonl"
ENDED = {"outcome": "resolved", "effect": "亮了"}
RESULT = {"stage": "result", "means": "visit", "text": "灯已修好", "response": "satisfied"}
PUT_OFF = {
    "outcome": "temporarily-unresolvable",
    "effect": "列入计划",
    "basis": "预算",
    "cause": "funds",
    "next_look": "2024-04-01",
}
EXPLAINED = {"means": "visit", "text": "资金未到"}


def lived(town: Town) -> None:
    """Let a small made-up town live: matters of most kinds, told late, corrected, passed on."""
    lamp, road, well = town.record(), town.record(title="路面塌陷"), town.record(protected=True)
    _handled(town, lamp, road, well)
    _passed_on(town, road)
    _ended(town, lamp, road, well)


def _handled(town: Town, lamp: str, road: str, well: str) -> None:
    town.set("2024-03-05")
    town.step(well, "cause", text="井水浑")
    town.step(lamp, "cause", text="线路老化")
    town.step(lamp, "measure", text="换线", owner=MEMBER, due="2024-03-15")
    town.step(road, "leader", leader=LEADER)
    amended = {"field": "title", "value": "村口路灯全灭", "reason": "核实"}
    town.do("case.amend", act=by(SECRETARY), case=lamp, amendment=amended)


def _passed_on(town: Town, road: str) -> None:
    town.set("2024-03-11")
    asked = {"unit": "urban", "to": ENGINEER, "reason": "路是他们的"}
    town.do("case.handover", act=by(SECRETARY), case=road, handover=asked)
    town.do("case.accept", act=by(ENGINEER), case=road)
    task = {"unit": "dafeng", "person": MEMBER, "text": "围挡", "due": "2024-03-20"}
    town.do("case.assist", act=by(ENGINEER), case=road, assistance=task)


def _ended(town: Town, lamp: str, road: str, well: str) -> None:
    town.set("2024-03-14")
    late = by(MEMBER, occurred_at=shanghai("2024-03-12T10:00"))
    town.step(lamp, "carried-out", measure=1, text="已换", act=late)
    town.do("case.feedback", act=by(SECRETARY), case=lamp, feedback=RESULT)
    town.do("case.conclude", act=by(SECRETARY), case=lamp, conclusion=ENDED)
    town.do("case.explain", act=by(SECRETARY), case=well, explanation=EXPLAINED)
    town.do("case.conclude", act=by(SECRETARY), case=well, conclusion=PUT_OFF)
    ordering = {"to": ENGINEER, "text": "限期", "due": "2024-03-29", "listed": True}
    town.do("case.supervise", act=by(LEADER), case=road, ordering=ordering)
    town.set("2024-03-18")
    again = town.record(title="灯又坏了")
    linked = {"of": lamp, "reason": "同一盏灯"}
    town.do("case.link", case=again, linked=linked)
    looked = {"means": "visit", "response": "dissatisfied", "as_told": False, "text": "没亮"}
    town.do("case.revisit", act=by(CLERK), case=lamp, revisit=looked)
    town.do("case.reopen", act=by(CLERK), case=lamp, reopened={"reason": "没亮"})


def replayed(town: Town, **when: Any) -> str:
    """Return the state of all matters as one text."""
    answer = town.do("case.replay", when=when)
    text: str = answer["text"]
    assert answer["sha256"] == sha256(text.encode()).hexdigest()
    assert answer["matters"] == text.count("\n")
    return text


def settled(town: Town) -> Town:
    town.settle()
    town.widen()
    return town


@pytest.fixture(scope="module")
def remembered():
    """Give the town that lived, in memory, to be looked back at."""
    town = settled(Town())
    lived(town)
    yield town
    town.office.close()


@pytest.mark.clause("S25", "S35", "S37")
def test_the_state_is_the_golden_bytes_on_every_store(store_url: str, tmp_path: Path) -> None:
    key = {} if store_url == "memory:" else {"key_file": tmp_path / "town.key"}
    town = settled(Town(url=store_url, **key))
    with closing(town.office):
        lived(town)
        text = replayed(town)
    if os.environ.get("MINQING_MAKE_GOLDEN") and store_url == "memory:":
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_the_bytes_are_canonical(remembered: Town) -> None:
    rows = [json.loads(line) for line in GOLDEN.read_text(encoding="utf-8").splitlines()]
    written = (
        json.dumps(row, ensure_ascii=False, separators=(",", ":"), sort_keys=True) for row in rows
    )
    assert "".join(f"{line}\n" for line in written) == replayed(remembered)
    assert [row["case"] for row in rows] == [f"2024-00000{n}" for n in (1, 2, 3, 4)]
    assert "李大娘" not in json.dumps(rows[2], ensure_ascii=False)


class Watched(Town):
    """A town that is replayed whenever something was recorded, as its log then ended."""

    def __init__(self) -> None:
        super().__init__()
        self.stood: dict[int, str] = {}

    def do(self, use_case: str, *, act: Any = None, **asked: Any) -> Any:
        """Have a use case done, and keep what is replayed after it."""
        answer = super().do(use_case, act=act, **asked)
        self.stood[self.office.log.size()] = super().do("case.replay")["text"]
        return answer


@pytest.mark.clause("S25")
def test_a_log_that_was_cut_anywhere_and_continued_replays_the_same(remembered: Town) -> None:
    """What stood when the log ended there is what is replayed of it for good."""
    town = Watched()
    with closing(town.office):
        lived(settled(town))
    assert len(town.stood) > 20
    assert {at: replayed(remembered, position=at) for at in town.stood} == town.stood


@given(st.data())
def test_an_earlier_position_tells_of_nothing_later(remembered: Town, data: Any) -> None:
    size = remembered.office.log.size()
    at = data.draw(st.integers(remembered.settled, size))
    later = data.draw(st.integers(at, size))
    rows, after = (
        {
            row["case"]: row
            for row in map(json.loads, replayed(remembered, position=n).splitlines())
        }
        for n in (at, later)
    )
    assert rows.keys() <= after.keys()
    for case, row in rows.items():
        assert row["version"] <= after[case]["version"]
        if row["version"] == after[case]["version"]:
            assert row == after[case]


def test_what_had_happened_and_what_was_recorded_are_two_states(remembered: Town) -> None:
    done = {"as_of": "2024-03-13"}, {"known_by": "2024-03-13"}
    (happened, recorded) = (
        json.loads(replayed(remembered, **when).splitlines()[0])["measures"][0]["done_on"]
        for when in done
    )
    assert (happened, recorded) == ("2024-03-12", None)
    assert replayed(remembered, known_by="2024-02-01") == ""


@pytest.mark.clause("S12", "S25")
def test_who_may_not_see_a_matter_now_does_not_see_it_then(remembered: Town) -> None:
    whole = remembered.do("case.replay", act=by(CLERK))
    part = remembered.do("case.replay", act=by(ENGINEER))
    assert [json.loads(line)["case"] for line in part["text"].splitlines()] == ["2024-000002"]
    assert whole["matters"] == 4


def test_the_lines_are_had_one_by_one_and_make_the_whole(remembered: Town) -> None:
    lines = pieces(remembered.office, "case.replay", by(CLERK), {})
    first = next(lines)
    assert json.loads(first)["case"] == "2024-000001"
    assert b"".join([first, *lines]).decode() == replayed(remembered)
