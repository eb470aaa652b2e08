"""What is given for statistics: facts and days of every matter once, and nothing of anybody."""

from typing import Any

import pytest
from tests.acceptance.test_accountability import DEPUTY, HEAD, Inquired
from tests.towns import CLERK, LEADER, MEMBER, SECRETARY, Town, by

from minqing_core.application.following import WINDOW
from minqing_core.application.ports import Batch, Draft
from minqing_core.diary.events import Form, NoteRecorded
from minqing_core.integrity.merkle import frontier
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.personal import Personal

ACCUSING = {"category": "VILLAGE_GOVERNANCE.CONDUCT", "accused": [SECRETARY]}
WORDS = ("李大娘", "13800000000", "路灯", "王小明", "陈国强")


def told(town: Town, use_case: str, **asked: Any) -> list[dict[str, Any]]:
    """Return every row, page after page."""
    after, items = asked.pop("after", 0), list[dict[str, Any]]()
    while True:
        page = town.do(use_case, after=after, **asked)
        items += page["items"]
        if page["next"] == page["position"]:
            return items
        assert page["next"] > after
        after = page["next"]


def answer(town: Town, case: str, stage: str = "result", response: str = "satisfied") -> None:
    given = {"stage": stage, "means": "visit", "text": "已修好", "response": response}
    town.do("case.feedback", act=by(SECRETARY), case=case, feedback=given)


@pytest.mark.clause("S12", "S67")
def test_an_event_is_given_with_its_place_and_kind_and_without_a_word(town: Town) -> None:
    before = town.office.log.size()
    case = town.record()
    town.later(days=1)
    office = {"unit": "urban", "name": "规划办", "kind": "department", "parent": "town"}
    town.do("roster.unit", unit={**office, "since": "2024-03-01"})

    page = town.do("export.events", after=before)

    matter, unit = page["items"]
    assert matter == {
        "position": before + 1,
        "stream": f"case/{case}",
        "version": 1,
        "name": "diary.matter-recorded.v1",
        "recorded_at": "2024-03-01T01:00:00Z",
        "occurred_at": "2024-03-01T00:30:00Z",
        "actor": SECRETARY,
        "matter": case,
        "village": "dafeng",
        "village_name": "大丰村",
        "category": "HOT_DIFFICULT.ROADS",
        "kind": "problem",
    }
    assert {k: unit[k] for k in ("stream", "actor", "matter", "village", "category", "kind")} == {
        "stream": "units",
        "actor": CLERK,
        "matter": None,
        "village": None,
        "category": None,
        "kind": None,
    }
    assert page["town"] == "大涌镇"
    assert not [word for word in WORDS if word in str(told(town, "export.events"))]


@pytest.mark.clause("S12", "S67")
def test_a_matter_is_given_as_it_stands_without_a_word(town: Town) -> None:
    before = town.office.log.size()
    case = town.record(place="dafeng-1")
    other = town.record(place="town", act=by(CLERK))
    town.later(days=5)
    answer(town, case)

    page = town.do("export.matters", after=before)

    second, first = page["items"]
    assert first == {
        "matter": case,
        "position": before + 3,
        "received": "2024-03-01",
        "village": "dafeng",
        "village_name": "大丰村",
        "category": "HOT_DIFFICULT.ROADS",
        "kind": "problem",
        "channel": "visit",
        "status": "handling",
        "outcome": None,
        "told_after": 5,
        "answered": True,
        "met": first["met"],
        "met_late": 0,
        "unmet": first["unmet"],
        "satisfied": True,
        "merged": False,
    }
    assert (second["matter"], second["village"], second["satisfied"]) == (other, None, None)
    assert (second["told_after"], second["answered"]) == (None, False)
    assert page["on"] == "2024-03-06"
    assert not [word for word in WORDS if word in str(page["items"])]


@pytest.mark.clause("S62")
def test_limits_and_ends_come_to_what_the_towns_own_bulletin_says(town: Town) -> None:
    first, second, third = (town.record() for _ in range(3))
    town.step(first, "cause", text="线路老化")
    town.later(days=2)
    answer(town, first, response="dissatisfied")
    concluded = {"outcome": "resolved", "effect": "亮了"}
    town.do("case.conclude", act=by(SECRETARY), case=first, conclusion=concluded)
    town.set("2024-06-20")
    answer(town, second)

    page = town.do("export.matters")
    figures = town.do("report.bulletin", unit="town", period="2024-H1")["figures"]

    rows = {row["matter"]: row for row in page["items"]}
    assert (rows[first]["outcome"], rows[first]["satisfied"]) == ("resolved", False)
    assert rows[third]["unmet"]
    limits = figures["limits"]
    assert sum(row["met"] for row in rows.values()) == sum(one["met"] for one in limits) > 0
    assert sum(r["met_late"] for r in rows.values()) == sum(one["met_late"] for one in limits) > 0
    unmet = [due for row in rows.values() for due in row["unmet"]]
    assert sum(due < page["on"] for due in unmet) == sum(one["missed"] for one in limits) > 0
    assert sum(row["answered"] for row in rows.values()) == figures["answered"] == 2
    assert len(rows) == figures["learned"] == 3


@pytest.mark.clause("S12")
def test_a_complaint_is_given_to_nobody_and_what_becomes_one_is_given_no_more(
    wide_town: Town,
) -> None:
    town = wide_town
    case = town.record(act=by(CLERK))
    before = town.office.log.size()
    town.record(act=by(CLERK), **ACCUSING)

    assert told(town, "export.events", after=before) == []
    assert [row["matter"] for row in told(town, "export.matters")] == [case]
    assert town.do("export.matters", after=before)["closed"] == ()

    naming = {"person": SECRETARY, "reason": "群众补充"}
    town.do("case.accuse", act=by(CLERK), case=case, naming=naming)

    for person in (CLERK, LEADER):
        page = town.do("export.matters", act=by(person), after=before)
        assert (page["items"], page["closed"]) == ((), (case,))
        assert town.do("export.matters", act=by(person))["closed"] == ()
    assert case not in str(told(town, "export.events"))


@pytest.mark.clause("S12", "S67")
def test_of_inquiries_incidents_and_who_is_appraised_nobody_is_told(town: Town) -> None:
    inquired = Inquired(town)
    before = town.office.log.size()
    inquired.do("find", finding=inquired.finding("fault"))
    for person in (CLERK, HEAD, DEPUTY):
        rows = told(town, "export.events", act=by(person))
        kinds = {row["stream"].partition("/")[0] for row in rows}
        assert kinds == {"programme", "units", "case"}
    assert town.do("export.events", after=before)["items"] == ()


def test_every_matter_is_given_once_whatever_the_pages_and_whatever_is_recorded_meanwhile(
    town: Town,
) -> None:
    cases = [town.record() for _ in range(5)]
    for case in (cases[0], cases[3]):
        town.step(case, "note", text="去看过")
    upto = town.office.log.size()
    whole = told(town, "export.matters", upto=upto)

    assert [row["matter"] for row in whole] == [cases[n] for n in (1, 2, 4, 0, 3)]
    page = town.do("export.matters", upto=upto, limit=2)
    town.step(cases[1], "note", text="又去看过")
    town.step(cases[4], "note", text="又去看过")
    town.record()

    rest = told(town, "export.matters", upto=upto, after=page["next"], limit=1)
    assert [*page["items"], *rest] == whole
    assert [row["matter"] for row in told(town, "export.matters", after=upto)][:2] == [
        cases[1],
        cases[4],
    ]
    events = told(town, "export.events", upto=upto, limit=3)
    assert events == told(town, "export.events", limit=1000, upto=upto)
    assert events[-1]["position"] == upto


def test_a_long_record_is_given_window_by_window(town: Town) -> None:
    case = town.record()
    act, stream = Act(actor=SECRETARY), f"case/{case}"
    note = Draft(stream=stream, event=NoteRecorded(text=Personal("又去看过"), form=Form.COMMENT))
    for _ in range(2):
        town.office.log.append([Batch(act=act, drafts=[note] * WINDOW)])

    pages = [town.do("export.matters", after=n * WINDOW, limit=1000) for n in range(3)]
    assert [len(page["items"]) for page in pages] == [0, 0, 1]
    assert [page["next"] for page in pages] == [WINDOW, 2 * WINDOW, town.office.log.size()]
    assert len(told(town, "export.events", limit=1000)) > 2 * WINDOW


@pytest.mark.clause("S12")
def test_few_may_take_statistics_out_and_each_page_is_noted(town: Town) -> None:
    for use_case in ("export.events", "export.matters"):
        assert town.refused(use_case, act=by(MEMBER)).code == "not-allowed"
    town.record()
    rows = {name: len(town.do(name)["items"]) for name in ("export.events", "export.matters")}
    noted = town.office.access.listed(person=None, subject=None, before=None, limit=10)
    assert [(one.use_case, one.actor, one.outcome) for one in reversed(noted)] == [
        ("export.events", MEMBER, "refused:not-allowed"),
        ("export.matters", MEMBER, "refused:not-allowed"),
        ("export.events", CLERK, f"exported:json:{rows['export.events']}"),
        ("export.matters", CLERK, "exported:json:1"),
    ]


@pytest.mark.parametrize("use_case", ["export.events", "export.matters", "checkpoint.leaves"])
def test_a_position_that_the_record_does_not_have_is_refused(town: Town, use_case: str) -> None:
    size = town.office.log.size()
    assert town.refused(use_case, after=size + 1).code == "beyond-log"
    assert town.refused(use_case, limit=0).code == "page-limit"
    if use_case != "checkpoint.leaves":
        assert str(town.refused(use_case, upto=size + 7)) == (
            f"记录只有 {size} 条，没有第 {size + 7} 条之后；"
            "如曾由备份恢复，请与本办公室核对后从头取用"
        )


@pytest.mark.clause("S37")
def test_who_mirrors_the_leaves_has_the_root(town: Town) -> None:
    size = town.office.log.size()
    page = town.do("checkpoint.leaves", act=by("-"), limit=7)
    rest = town.do("checkpoint.leaves", act=by("-"), after=page["next"])

    leaves = [bytes.fromhex(leaf) for leaf in (*page["items"], *rest["items"])]
    assert leaves == town.office.log.leaves(size)
    assert frontier(leaves).root().hex() == town.office.log.root(size)
    assert (page["next"], rest["next"], rest["position"]) == (7, size, size)
