"""A matter is one canonical line: the same bytes for the same records, all that is on record."""

import json
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.histories import CASE, OPENED, history, told
from tests.matters import CAUSE, ENDED, LINKED, MEASURE, REASON, REOPENED, TOLD

from minqing_core.diary import events
from minqing_core.replay.states import line
from minqing_core.views import cases

SAID = (
    told("2024-03-02", events.LeaderAssigned(leader="0007", text=None)),
    told("2024-03-03", MEASURE, "0003", behalf="0002"),
    told(
        "2024-03-04",
        events.ReportedUp(report=1, to="0007", text=REASON, follow_up=date(2024, 3, 9)),
    ),
    told(
        "2024-03-04",
        events.CohandlingAsked(
            task=1, unit="urban", text=REASON, due=date(2024, 3, 9), object_by=date(2024, 3, 9)
        ),
    ),
    told(
        "2024-03-04",
        events.SupervisionOrdered(order=1, to="0002", text=REASON, due=date(2024, 3, 9)),
    ),
    told("2024-03-05", events.TextAmended(version=1, field="title", text=REASON, reason=REASON)),
    told(
        "2024-03-05",
        events.ExtensionAsked(
            extension=1, duty=events.Duty.CONCLUDE, until=date(2024, 6, 1), reason=REASON
        ),
    ),
    told("2024-03-05", LINKED),
    told("2024-03-05", events.RecusalAsked(person="0009", reason=REASON)),
    told("2024-03-06", TOLD),
    told("2024-03-06", attrs.evolve(ENDED, outcome=events.Outcome.UNRESOLVABLE)),
    told("2024-03-07", REOPENED),
    told("2024-03-08", events.AccusedNamed(person="0008", units=(), reason=REASON)),
)


def state(*records: dict[str, Any]) -> dict[str, Any]:
    """Return what the line of a matter says."""
    put = history(told("2024-03-01", OPENED, "0009", behalf="0002"), *records)
    return json.loads(line(cases.fold(CASE, put)))


@pytest.mark.clause("S25", "S35", "S37")
def test_the_line_of_a_new_matter_says_whose_it_is_and_that_nothing_was_said() -> None:
    found = state()
    opened = found.pop("opened")
    assert (opened["matter"]["title"], opened["owner"]) == ("村口路灯不亮", "0002")
    assert (opened["matter"]["place"], opened["urgency"]) == ("dafeng", "ordinary")
    holder = {"person": "0002", "unit": "dafeng", "since": "2024-03-01T04:00:00Z"}
    assert found == {
        "case": CASE,
        "version": 1,
        "status": "handling",
        "round": 1,
        "recorded_at": "2024-03-01T04:00:00Z",
        "recorded_by": "0009",
        "on_behalf_of": "0002",
        "opened_at": "2024-03-01T04:00:00Z",
        "last_at": "2024-03-01T04:00:00Z",
        "leader": None,
        "holders": [{**holder, "until": None, "version": 1}],
        "measures": [],
        "amendments": [],
        "said": [],
        "reports": [],
        "tasks": [],
        "orders": [],
        "closures": [],
        "extensions": [],
        "links": {
            "duplicate_of": None,
            "duplicates": [],
            "merged_into": None,
            "parts": [],
            "split_from": None,
            "split_off": [],
        },
        "recusals": [],
        "next_look": None,
        "parking": None,
        "covered_until": None,
        "disputed": False,
        "dissatisfied": False,
        "sealed": False,
        "confidential": False,
        "accused": [],
    }


@pytest.mark.clause("S25", "S35", "S37")
def test_the_line_says_what_came_of_everything_that_was_put_on_record() -> None:
    found = state(*SAID)
    assert (found["version"], found["round"], found["status"]) == (14, 2, "handling")
    assert (found["last_at"], found["leader"]) == ("2024-03-08T04:00:00Z", "0007")
    assert [one["event"] for one in found["said"]] == [
        *("LeaderAssigned", "MeasureAdopted", "ReportedUp", "CohandlingAsked"),
        *("SupervisionOrdered", "ExtensionAsked", "LinkedAsDuplicate", "RecusalAsked"),
        *("FeedbackGiven", "CaseConcluded", "CaseReopened", "AccusedNamed"),
    ]
    assert found["said"][1] == {
        "version": 3,
        "by": "0003",
        "on_behalf_of": "0002",
        "at": "2024-03-03T04:00:00Z",
        "recorded_at": "2024-03-03T04:00:00Z",
        "event": "MeasureAdopted",
        "fact": {"measure": 1, "text": "换线", "owner": "0003", "due": "2024-03-15"},
    }
    assert (found["measures"][0]["text"], found["covered_until"]) == ("换线", "2024-03-15")
    assert [(one["field"], one["after"]) for one in found["amendments"]] == [("title", "已核实")]
    assert [(one["report"], one["to"]) for one in found["reports"]] == [(1, "0007")]
    assert [(one["task"], one["unit"]) for one in found["tasks"]] == [(1, "urban")]
    assert [(one["order"], one["to"]) for one in found["orders"]] == [(1, "0002")]
    assert [(one["round"], one["outcome"]) for one in found["closures"]] == [(1, "unresolvable")]
    assert [(one["extension"], one["until"]) for one in found["extensions"]] == [(1, "2024-06-01")]
    assert [(one["person"], one["granted"]) for one in found["recusals"]] == [("0009", None)]
    assert found["links"]["duplicate_of"] == "2024-000009"
    assert (found["sealed"], found["confidential"], found["accused"]) == (True, True, ["0008"])


@pytest.mark.clause("S26", "S28", "S29", "S34")
def test_the_line_says_whether_it_is_put_off_parked_disputed_or_not_to_content() -> None:
    deferred = events.SolutionDeferred(
        cause=events.ObjectiveCause.FUNDS,
        basis=REASON,
        effect=REASON,
        next_look=date(2024, 4, 1),
    )
    parked = events.ClockParked(
        reason=REASON, cause=events.ObjectiveCause.NATURE, until=date(2024, 3, 20)
    )
    found = state(told("2024-03-04", CAUSE), told("2024-03-04", deferred))
    assert (found["status"], found["next_look"]) == ("deferred", "2024-04-01")
    found = state(told("2024-03-04", parked))
    assert (found["status"], found["parking"]) == (
        "parked",
        {"reason": "已核实", "cause": "nature", "until": "2024-03-20"},
    )
    disputed = events.OutcomeDisputed(text=REASON, means=events.Means.VISIT)
    denied = events.Revisited(
        means=events.Means.VISIT, response=events.Response.NONE, as_told=False, text=REASON
    )
    ended = (told("2024-03-04", TOLD), told("2024-03-04", ENDED))
    found = state(*ended, told("2024-03-05", disputed))
    assert (found["status"], found["disputed"], found["dissatisfied"]) == (
        "concluded",
        True,
        False,
    )
    found = state(*ended, told("2024-03-05", denied))
    assert (found["disputed"], found["dissatisfied"]) == (False, True)


@pytest.mark.clause("S25", "S37")
@given(st.permutations(SAID), st.integers(0, len(SAID)))
def test_a_line_is_canonical_whatever_was_recorded_in_whatever_order(said, count: int) -> None:
    put = history(told("2024-03-01", OPENED), *said[:count])
    text = line(cases.fold(CASE, put))
    canonical = json.dumps(
        json.loads(text), sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
    assert text.decode() == f"{canonical}\n"
    assert text == line(cases.fold(CASE, list(reversed(put))))


def test_what_no_record_holds_is_written_into_no_line() -> None:
    file = attrs.evolve(cases.fold(CASE, history(told("2024-03-01", OPENED))), leader=object())
    with pytest.raises(NotImplementedError):
        line(file)
