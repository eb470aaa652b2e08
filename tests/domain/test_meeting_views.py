"""Meetings, studies and resolutions as readers see them."""

from collections import Counter
from datetime import UTC, date, datetime

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples import BY_CLASS

from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.periods import Months
from minqing_core.meetings import events
from minqing_core.views import meetings, packs, resolutions
from minqing_core.views.case_rows import FOREVER
from minqing_core.views.case_tables import BOUND
from minqing_core.views.matching import matches, tabled
from minqing_core.views.resolutions import ResolutionState, standing
from minqing_core.views.schema import BY_NAME

AT = datetime(2024, 4, 2, 1, 0, tzinfo=UTC)
DUE = date(2024, 5, 31)
HELD, ADOPTED, DONE, DROPPED = (
    BY_CLASS[kind]
    for kind in (
        events.AnalysisMeetingHeld,
        events.ResolutionAdopted,
        events.ResolutionCarriedOut,
        events.ResolutionDropped,
    )
)
OPENED, ADDED, DECIDED = (
    BY_CLASS[kind] for kind in (events.StudyOpened, events.MattersAdded, events.StudyDecided)
)
QUARTER = Months(2024, 1, 3)


def history(stream: str, *facts, at: datetime = AT) -> list[Envelope]:
    return [
        Envelope(
            position=100 + n,
            stream=stream,
            version=n,
            recorded_at=at,
            occurred_at=at,
            actor="0002",
            event=fact,
        )
        for n, fact in enumerate(facts, start=1)
    ]


def rows(table: str, stream: str, *facts):
    return tabled(meetings.changes(stream, history(stream, *facts)), BY_NAME[table])


@pytest.mark.clause("S48", "S52")
def test_a_meeting_is_one_row_and_each_resolution_another() -> None:
    (row,) = rows("meetings", "meeting/2024-000001", HELD, ADOPTED, DONE)
    assert (row["meeting"], row["village"], row["period"]) == ("2024-000001", "dafeng", "2024-Q1")
    assert (row["items"], row["matters"], row["resolutions"], row["unfinished"]) == (2, 1, 1, 0)
    assert (row["people"], row["position"], row["version"]) == ("0002、0003", 101, 3)
    (line,) = rows("resolutions", "meeting/2024-000001", HELD, ADOPTED)
    assert (line["resolution_id"], line["village"], line["ended"]) == (
        "meeting/2024-000001/1",
        "dafeng",
        None,
    )


@pytest.mark.clause("S78")
def test_a_study_is_one_row_with_all_its_matters_and_its_resolutions_are_no_villages() -> None:
    stream = "study/2024-000001"
    (row,) = rows("studies", stream, OPENED, ADDED)
    assert (row["matters"], row["held_on"], row["people"]) == (3, None, "0002")
    (row,) = rows("studies", stream, OPENED, DECIDED, ADOPTED)
    assert (row["held_on"], row["chair"], row["people"]) == (
        "2024-04-02",
        "000001",
        "0002、000001、0003",
    )
    assert [one["case"] for one in rows("studied", stream, OPENED, ADDED)] == [
        *("2024-000001", "2024-000007", "2024-000009"),
    ]
    (line,) = rows("resolutions", stream, OPENED, DECIDED, ADOPTED)
    assert (line["village"], line["held_on"]) == (None, "2024-04-02")


def test_what_was_not_held_or_opened_is_no_row_and_nobodys() -> None:
    assert rows("meetings", "meeting/2024-000001", DONE) == []
    assert rows("studies", "study/2024-000001", ADDED) == []
    assert meetings.fold("2024-000001", []).people == ()
    assert meetings.fold_study("2024-000001", []).people == ()


@pytest.mark.clause("S52")
@pytest.mark.parametrize(
    ("ended", "at", "state"),
    [
        (DONE, AT, ResolutionState.CARRIED_OUT),
        (DONE, datetime(2024, 5, 31, 15, 59, tzinfo=UTC), ResolutionState.CARRIED_OUT),
        (DONE, datetime(2024, 5, 31, 16, 0, tzinfo=UTC), ResolutionState.CARRIED_OUT_LATE),
        (attrs.evolve(DROPPED, resolution=1), AT, ResolutionState.DROPPED),
    ],
)
def test_a_resolution_ends_in_one_way_whatever_day_it_is_looked_at(ended, at, state) -> None:
    stream = "meeting/2024-000001"
    (line,) = resolutions.lines([*history(stream, HELD, ADOPTED), *history(stream, ended, at=at)])
    assert line.ended == line.state(DUE) == line.state(date(2030, 1, 1)) == state
    assert line.ended_by == "0002"


@pytest.mark.clause("S52")
def test_what_is_not_done_is_late_from_the_day_after_it_was_due() -> None:
    assert standing(None, DUE, DUE) is ResolutionState.OPEN
    assert standing(None, DUE, date(2024, 6, 1)) is ResolutionState.LATE
    assert resolutions.lines(history("meeting/2024-000001", DONE)) == ()


MATTERS = st.lists(
    st.fixed_dictionaries(
        {
            "confidential": st.sampled_from([0, 0, 0, 1]),
            "status": st.sampled_from(["handling", "deferred", "parked", "concluded"]),
            "learned_on": st.sampled_from(
                ["2023-12-31", "2024-01-01", "2024-03-31", "2024-04-01"]
            ),
            "result_on": st.sampled_from([None, "2024-03-01"]),
            "complete": st.sampled_from([50, 100]),
            "category": st.sampled_from(["OTHER", "ECONOMY"]),
            "kind": st.just("problem"),
            "channel": st.just("visit"),
            "urgency": st.just("ordinary"),
            "outcome": st.sampled_from([None, "resolved"]),
            "recorder": st.sampled_from(["0002", "0003"]),
        }
    ).map(lambda row: {**row, BOUND: "2024-05-01" if row["status"] == "concluded" else FOREVER})
)


@pytest.mark.clause("S12", "S50")
@given(MATTERS)
def test_every_ordinary_matter_of_the_quarter_is_counted_once_in_every_way(listed) -> None:
    def which(where):
        return [row for row in listed if matches(row, where)]

    found = packs.statistics(
        which(packs.learned_in(QUARTER)), which(packs.open_by(QUARTER)), QUARTER
    )
    ordinary = [row for row in listed if not row["confidential"]]
    quarter = [row for row in ordinary if "2024-01" <= row["learned_on"] < "2024-04"]
    waiting = [
        row for row in ordinary if row["status"] != "concluded" and row["learned_on"] < "2024-04"
    ]
    assert (found.learned, found.open) == (len(quarter), len(waiting))
    for counts in (found.by_category, found.by_kind, found.by_channel, found.by_recorder):
        assert sum(counts.values()) == found.learned
        assert [*counts.values()] == sorted(counts.values(), reverse=True)
    assert found.by_category == Counter(row["category"] for row in quarter)
    assert found.open_by_category == Counter(row["category"] for row in waiting)
    assert found.concluded + found.open - found.open_before == found.learned
    assert found.open_before == sum(row["learned_on"] == "2023-12-31" for row in waiting)
