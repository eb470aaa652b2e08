"""The tables beside the log and a walk through the log give the same answers."""

from datetime import datetime
from operator import add, or_
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.towns import CLERK, LEADER, MEMBER, SECRETARY, Town, by

from minqing_core.application.listing import COUNTED_BY
from minqing_core.application.tables import rebuild
from minqing_core.kernel.refusals import RefusalError
from minqing_core.views.case_tables import MARKS

TEXTS = ("路灯不亮", "自来水 停水", "路面坑洼 ABC-1", "Road_work ok", "补贴未到账", "ﬁne 路")
WORDS = ("路", "路灯", "停水", "abc", "A", "road work", "fine", "!", "水停", "坑 路")
SOON = "2024-03-15"
SEEN = {"means": "visit", "response": "dissatisfied", "text": "看过"}
DAYS = ("2024-02-01", "2024-02-20", "2024-02-29", "2024-03-01")
MATTERS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["problem", "wish"]),
        "channel": st.sampled_from(["visit", "letter"]),
        "category": st.sampled_from(["HOT_DIFFICULT", "HOT_DIFFICULT.ROADS", "ECONOMY"]),
        "title": st.sampled_from(TEXTS),
        "text": st.sampled_from(TEXTS),
        "place": st.sampled_from([None, "town", "dafeng", "dafeng-1", "anyang"]),
        "learned_at": st.sampled_from(DAYS),
    }
)
TEXT = st.sampled_from(TEXTS)
STEPS = st.one_of(
    st.builds(lambda text: ("case.step", {"step": {"kind": "cause", "text": text}}), TEXT),
    st.builds(
        lambda text, due: (
            "case.step",
            {"step": {"kind": "measure", "text": text, "owner": MEMBER, "due": due}},
        ),
        TEXT,
        st.sampled_from(["2024-03-05", "2024-06-01"]),
    ),
    st.builds(
        lambda text, stage: (
            "case.feedback",
            {"feedback": {"stage": stage, "means": "visit", "text": text}},
        ),
        TEXT,
        st.sampled_from(["opinion", "result"]),
    ),
    st.builds(
        lambda text: ("case.explain", {"explanation": {"means": "visit", "text": text}}), TEXT
    ),
    st.builds(
        lambda effect, outcome, look: (
            "case.conclude",
            {
                "conclusion": {
                    "outcome": outcome,
                    "effect": effect,
                    "basis": "文件",
                    "cause": "funds",
                    "next_look": look,
                }
            },
        ),
        TEXT,
        st.sampled_from(["withdrawn", "temporarily-unresolvable", "unresolvable"]),
        st.sampled_from(["2024-03-20", "2024-05-20"]),
    ),
    st.builds(
        lambda field, value: (
            "case.amend",
            {"amendment": {"field": field, "value": value, "reason": "更正"}},
        ),
        st.sampled_from(["title", "text"]),
        TEXT,
    ),
    st.just(
        ("case.amend", {"amendment": {"field": "place", "value": "anyang", "reason": "更正"}})
    ),
)
BY_THE_TOWN = ("case.supervise", "case.supervise-close", "case.revisit", "case.reopen")
EXPLAINED = [("case.explain", {"explanation": {"means": "visit", "text": "已报镇里"}})]
ENDED = [
    ("case.step", {"step": {"kind": "cause", "text": "线路老化"}}),
    ("case.feedback", {"feedback": {"stage": "result", "means": "visit", "text": "亮了"}}),
    ("case.conclude", {"conclusion": {"outcome": "resolved", "effect": "亮了"}}),
]
MARKING = [
    ("case.escalate", {"report": {"to": LEADER, "text": "请镇里协调", "follow_up": SOON}}),
    ("case.assist", {"assistance": {"unit": "anyang", "text": "勘查", "due": SOON}}),
    ("case.supervise", {"ordering": {"to": SECRETARY, "text": "修好", "due": SOON}}),
    ("case.supervise-close", {"closed": {"order": 1, "text": "已通电"}}),
]
MARKING_THE_END = [
    ("case.dispute", {"dispute": {"means": "visit", "text": "还是不亮"}}),
    ("case.revisit", {"revisit": {**SEEN, "as_told": False}}),
    ("case.revisit", {"revisit": {**SEEN, "as_told": True, "response": "satisfied"}}),
    ("case.reopen", {"reopened": {"reason": "没亮"}}),
]


def begun(steps, marking):
    """Draw a beginning of a story, and what marks the matter then."""
    return st.lists(st.sampled_from(marking), max_size=3).map(
        lambda marks: [(step, None) for step in (*steps, *marks)]
    )


BEGINNINGS: st.SearchStrategy[list[Any]] = st.one_of(
    st.just([]), begun(EXPLAINED, MARKING), begun(ENDED, MARKING_THE_END)
)
FURTHER = st.lists(st.tuples(STEPS, st.sampled_from([None, *DAYS])), max_size=6)
STORIES = st.lists(st.tuples(MATTERS, st.builds(add, BEGINNINGS, FURTHER)), min_size=1, max_size=4)
FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "status": st.sampled_from(["handling", "deferred", "concluded"]),
        "kind": st.sampled_from(["problem", "wish"]),
        "category": st.sampled_from(["HOT_DIFFICULT", "ECONOMY", "HOT_DIFFICULT.ROADS"]),
        "place": st.sampled_from(["town", "dafeng", "anyang"]),
        "unit": st.sampled_from(["town", "dafeng"]),
        "outcome": st.sampled_from(["withdrawn", "unresolvable"]),
        "learned_from": st.sampled_from(DAYS),
        "learned_to": st.sampled_from(DAYS),
        "words": st.sampled_from([*WORDS, *TEXTS]),
        "answered": st.booleans(),
        "unanswered": st.booleans(),
        "hanging": st.booleans(),
    },
)
MARKED = st.sampled_from([{}, *({flag: True} for flag in MARKS)])


def lived(stories) -> Town:
    """Return a town that these stories happened in, three weeks later."""
    town = Town()
    town.settle()
    town.widen()
    town.later(hours=1)
    for matter, steps in stories:
        case = town.record(**matter)
        for (use_case, given_values), happened in steps:
            town.later(hours=7)
            at = None if happened is None else datetime.fromisoformat(f"{happened}T12:00+08:00")
            actor = LEADER if use_case in BY_THE_TOWN else SECRETARY
            try:
                town.do(use_case, act=by(actor, occurred_at=at), case=case, **given_values)
            except RefusalError:
                continue
    town.later(days=21)
    return town


@settings(max_examples=30)
@given(STORIES, st.lists(st.builds(or_, MARKED, FILTERS | st.just({})), min_size=1, max_size=6))
def test_a_list_of_the_present_is_the_list_of_the_past_that_ends_now(stories, filters) -> None:
    """What SQL finds in the tables, search included, is what a fold of the log finds."""
    town = lived(stories)
    now = {"position": town.office.log.size()}
    for which in filters:
        listed = town.do("case.list", which=which)
        assert listed == town.do("case.list", which=which, when=now)
        for column in (None, *COUNTED_BY):
            counted = town.do("case.count", which=which, by=column)
            assert counted == town.do("case.count", which=which, by=column, when=now)
            assert counted["total"] == len(listed["items"])
    town.office.close()


@settings(max_examples=20)
@given(STORIES, st.integers(1, 3))
def test_pages_visit_every_matter_once_the_latest_first(stories, limit) -> None:
    town = lived(stories)
    for when in ({}, {"position": town.office.log.size()}):
        seen, cursor = [], None
        while True:
            page = town.do("case.list", limit=limit, cursor=cursor, when=when)
            seen += [row["number"] for row in page["items"]]
            cursor = page["next"]
            if cursor is None:
                break
        assert seen == sorted(seen, reverse=True)
        assert len(seen) == len(stories)
    town.office.close()


@settings(max_examples=20)
@given(STORIES)
def test_tables_built_anew_are_those_that_grew_with_the_log(stories) -> None:
    town = lived(stories)
    grown = town.do("case.list"), town.do("roster.people", act=by(CLERK))
    assert rebuild(town.office) == town.office.log.size()
    assert (town.do("case.list"), town.do("roster.people", act=by(CLERK))) == grown
    town.office.close()
