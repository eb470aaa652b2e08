"""The tables beside the log and a walk through the log give the same answers."""

from datetime import datetime, timedelta
from operator import add, or_
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.towns import CLERK, LEADER, MEMBER, NEIGHBOUR, SECRETARY, Town, by

from minqing_core.application.listing import COUNTED_BY
from minqing_core.application.tables import rebuild
from minqing_core.kernel.periods import period as period_of
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
        lambda text, owner, due: (
            "case.step",
            {"step": {"kind": "measure", "text": text, "owner": owner, "due": due}},
        ),
        TEXT,
        st.sampled_from([MEMBER, NEIGHBOUR]),
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
    ("case.step", {"step": {"kind": "measure", "text": "换线", "owner": NEIGHBOUR, "due": SOON}}),
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
    return st.lists(st.sampled_from(marking), min_size=1, max_size=3).map(
        lambda marks: [(step, None) for step in (*steps, *marks)]
    )


OPENED, CLOSED = begun(EXPLAINED, MARKING), begun(ENDED, MARKING_THE_END)
BEGINNINGS: st.SearchStrategy[list[Any]] = st.one_of(
    st.just([]), OPENED, CLOSED, st.builds(add, OPENED, CLOSED)
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


PERIODS = (*("2024-Q1", "2024-H1", "2023-Q4", "2024-Q2"), *("2024-W05", "2024-W10", "2024-W13"))
SERVING = {
    "town": None,
    "dafeng": {SECRETARY, MEMBER, "dafeng", "dafeng-1"},
    "anyang": {NEIGHBOUR, "anyang"},
}


@settings(max_examples=30)
@given(STORIES, st.sampled_from(PERIODS), st.sampled_from([0, 1, 4, 10]))
def test_what_is_owed_in_matters_is_what_a_walk_through_all_of_them_finds(
    stories, period, before
) -> None:
    """However few matters are looked at for whose duties they are and when they fall due."""
    town = lived(stories)
    cases = [row["number"] for row in town.do("case.list", limit=100)["items"]]
    then = {"position": town.office.log.size() - before} if before else {}
    walked = [
        item
        for case in cases
        for item in town.do("duties.list", which={"case": case}, limit=100, when=then)["items"]
    ]
    for unit, whose in SERVING.items():
        theirs = [i for i in walked if whose is None or {i["person"], i["unit"]} & whose]
        first, last = span_of(period)
        asked = {"which": {"unit": unit, "period": period}, "limit": 1000, "when": then}
        due = [item for item in theirs if first <= item["due"] <= last]
        assert of_matters(town.do("duties.list", **asked)) == ids(due)

        soon = (town.at + timedelta(days=9)).date().isoformat()
        asked = {"within": "9d", "whose": {"unit": unit}, "limit": 1000, "when": then}
        owed = [i for i in theirs if i["state"] in {"open", "missed"} and i["due"] <= soon]
        assert of_matters(town.do("duties.due", **asked)) == ids(owed)
    town.office.close()


def ids(items) -> set[str]:
    return {item["id"] for item in items}


def of_matters(answer) -> set[str]:
    return ids(item for item in answer["items"] if item["case"] is not None)


def span_of(written: str) -> tuple[str, str]:
    found = period_of(written)
    assert found is not None
    return found.first.isoformat(), found.last.isoformat()
