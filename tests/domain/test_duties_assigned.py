"""What meetings, studies, inspections and reviews lay on people by a day, and what meets it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from minqing_core.duties.assigned import assigned
from minqing_core.inspection import events as inspection
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.personal import Personal
from minqing_core.meetings import events as meetings
from minqing_core.review import events as review
from minqing_core.views.assigned import assigned as rows

WORDS, DUE = Personal("按期办妥"), date(2025, 7, 31)
RESOLVED = meetings.ResolutionAdopted(resolution=1, text=WORDS, owner="0003", due=DUE)
SECOND = meetings.ResolutionAdopted(resolution=2, text=WORDS, owner="0004", due=DUE)
DONE = meetings.ResolutionCarriedOut(resolution=1, text=WORDS)
DROPPED = meetings.ResolutionDropped(resolution=1, reason=WORDS)
ORDERED = inspection.RectificationOrdered(finding=1, owner="0003", text=WORDS, due=DUE)
LATER = inspection.RectificationOrdered(finding=1, owner="0004", text=WORDS, due=date(2025, 8, 31))
REPORTED = inspection.RectificationReported(finding=1, text=WORDS)
REJECTED = inspection.RectificationRejected(finding=1, text=WORDS)
VERIFIED = inspection.RectificationVerified(finding=1, text=WORDS)
OTHERS = inspection.RectificationReported(finding=2, text=WORDS)
RETURNED = review.ReturnedForCompletion(review=1, text=WORDS, due=DUE)
ANEW = review.ReturnedForCompletion(review=1, text=WORDS, due=date(2025, 8, 31))
COMPLETED = review.CompletionReported(review=1, text=WORDS)


def history(stream: str, *told: tuple[str, Any]) -> list[Envelope]:
    return [
        Envelope(
            position=n,
            stream=stream,
            version=n,
            recorded_at=(at := datetime.fromisoformat(f"{day}T04:00:00").replace(tzinfo=UTC)),
            occurred_at=at,
            actor="0001",
            event=event,
        )
        for n, (day, event) in enumerate(told, start=1)
    ]


def of(
    stream: str, *told: tuple[str, Any], today: str = "2025-12-31"
) -> list[tuple[str | None, ...]]:
    cells = assigned(stream, history(stream, *told), date.fromisoformat(today))
    return [(cell.id, cell.person, str(cell.due), str(cell.state), cell.note) for cell in cells]


def states(stream: str, *told: tuple[str, Any], today: str = "2025-12-31") -> list[str | None]:
    return [cell[3] for cell in of(stream, *told, today=today)]


@pytest.mark.clause("S52", "S78")
@pytest.mark.parametrize("stream", ["meeting/2025-000001", "study/2025-000001"])
def test_a_resolution_is_owed_by_its_day_until_it_is_carried_out(stream: str) -> None:
    began = ("2025-07-01", RESOLVED)
    mine = f"resolution/{stream}/1"
    assert of(stream, began, today="2025-07-31") == [(mine, "0003", "2025-07-31", "open", "")]
    assert states(stream, began) == ["missed"]
    assert states(stream, began, ("2025-07-31", DONE)) == ["met"]
    assert states(stream, began, ("2025-08-01", DONE)) == ["met-late"]
    assert states(stream, began, ("2025-07-02", SECOND), ("2025-07-03", DONE)) == ["met", "missed"]


@pytest.mark.clause("S52")
def test_a_resolution_dropped_in_time_is_excused_and_later_stays_missed() -> None:
    stream, began = "meeting/2025-000001", ("2025-07-01", RESOLVED)
    [in_time] = of(stream, began, ("2025-07-20", DROPPED))
    assert in_time[3:] == ("excused", "已决定不再落实（2025-07-20）")
    [later] = of(stream, began, ("2025-08-20", DROPPED))
    assert later[3:] == ("missed", "已决定不再落实（2025-08-20）")


@pytest.mark.clause("S61")
def test_a_rectification_is_met_by_a_report_that_is_not_rejected() -> None:
    stream, began = "inspection/2025-000001", ("2025-07-01", ORDERED)
    assert of(stream, began, today="2025-07-02") == [
        ("rectification/2025-000001/1/1", "0003", "2025-07-31", "open", "")
    ]
    in_time = ("2025-07-20", REPORTED)
    assert states(stream, began, in_time, ("2025-08-20", VERIFIED)) == ["met"]
    assert states(stream, began, ("2025-07-20", OTHERS)) == ["missed"]
    assert states(stream, began, ("2025-08-01", REPORTED)) == ["met-late"]
    rejected = (began, in_time, ("2025-07-22", REJECTED))
    assert states(stream, *rejected, today="2025-07-23") == ["open"]
    assert states(stream, *rejected) == ["missed"]
    assert states(stream, *rejected, ("2025-08-03", REPORTED)) == ["met-late"]
    assert states(stream, began, in_time, ("2025-08-03", REPORTED)) == ["met"]


@pytest.mark.clause("S61")
def test_a_new_order_releases_from_the_one_before_it_if_that_was_not_overdue() -> None:
    stream, began = "inspection/2025-000001", ("2025-07-01", ORDERED)
    assert of(stream, began, ("2025-07-20", LATER), ("2025-08-20", REPORTED)) == [
        (
            *("rectification/2025-000001/1/1", "0003", "2025-07-31", "excused"),
            "已重新责成整改（2025-07-20）",
        ),
        ("rectification/2025-000001/1/2", "0004", "2025-08-31", "met", ""),
    ]
    assert states(stream, began, ("2025-08-20", LATER)) == ["missed", "missed"]


HELD = meetings.AnalysisMeetingHeld(
    village="dafeng",
    period="2025-Q3",
    held_on=date(2025, 7, 1),
    chair="0001",
    attendants=(),
    pack=1,
    digest="0",
    agenda=(),
    text=WORDS,
)
FOUND = inspection.ProblemFound(finding=1, unit="dafeng", clause="S62", text=WORDS)


def whose(
    stream: str, *told: tuple[str, Any], last: str, today: str = "2025-12-31"
) -> list[tuple[str | None, str | None, str, str]]:
    """Return whose these are where the owner was in town until a day."""
    gone = date.fromisoformat(last)
    cells = assigned(
        stream,
        history(stream, *told),
        date.fromisoformat(today),
        last_day=lambda one: gone if one == "0003" else None,
        town="town",
    )
    return [(cell.person, cell.unit, str(cell.state), cell.note) for cell in cells]


@pytest.mark.clause("S46", "S52", "S61")
@pytest.mark.parametrize(
    ("stream", "began", "unit"),
    [
        ("meeting/2025-000001", (("2025-07-01", HELD), ("2025-07-01", RESOLVED)), "dafeng"),
        ("study/2025-000001", (("2025-07-01", RESOLVED),), "town"),
        ("inspection/2025-000001", (("2025-07-01", FOUND), ("2025-07-01", ORDERED)), "dafeng"),
    ],
)
def test_what_who_left_did_not_do_is_the_units_and_what_they_missed_theirs_beside_it(
    stream, began, unit
) -> None:
    left = "责任人已离任"
    assert whose(stream, *began, last="2025-07-30") == [(None, unit, "missed", left)]
    assert whose(stream, *began, last="2025-07-30", today="2025-07-31") == [
        (None, unit, "open", left)
    ]
    assert whose(stream, *began, last="2025-07-30", today="2025-07-30") == [
        ("0003", None, "open", "")
    ]
    assert whose(stream, *began, last="2025-07-31") == [("0003", unit, "missed", left)]
    assert whose(stream, *began, last="2025-07-31", today="2025-07-31") == [
        ("0003", None, "open", "")
    ]


@pytest.mark.clause("S46", "S52", "S53", "S61")
def test_what_ended_is_whose_it_was_then() -> None:
    stream, began = "meeting/2025-000001", (("2025-07-01", HELD), ("2025-07-01", RESOLVED))
    in_time, later = ("2025-07-20", DONE), ("2025-08-10", DONE)
    assert whose(stream, *began, in_time, last="2025-07-25") == [("0003", None, "met", "")]
    assert whose(stream, *began, later, last="2025-07-25")[0][:3] == (None, "dafeng", "met-late")
    assert whose(stream, *began, later, last="2025-08-01") == [("0003", None, "met-late", "")]
    dropped = ("2025-08-10", DROPPED)
    assert whose(stream, *began, dropped, last="2025-08-01")[0][:3] == ("0003", None, "missed")
    returned = whose("review/0003-2025-Q2", ("2025-07-01", RETURNED), last="2025-07-25")
    assert returned == [("0003", None, "missed", "")]


@pytest.mark.clause("S53")
def test_what_was_sent_back_is_completed_by_its_day_and_late_for_ever_afterwards() -> None:
    stream, began = "review/p-3-2025-Q2", ("2025-07-01", RETURNED)
    assert of(stream, began, today="2025-07-02") == [
        ("review.complete/p-3/2025-Q2/1/1", "p-3", "2025-07-31", "open", "")
    ]
    assert states(stream, began) == ["missed"]
    assert states(stream, began, ("2025-08-01", COMPLETED)) == ["met-late"]
    again = (began, ("2025-07-20", COMPLETED), ("2025-08-01", ANEW), ("2025-08-02", COMPLETED))
    assert states(stream, *again) == ["met", "met"]


@pytest.mark.clause("S52", "S53", "S61")
def test_a_row_says_on_whom_something_was_laid_by_which_day() -> None:
    found = [
        put.row
        for envelope in (
            *history("meeting/2025-000001", ("2025-07-01", RESOLVED), ("2025-07-02", DONE)),
            *history("inspection/2025-000001", ("2025-07-01", ORDERED)),
            *history("review/p-3-2025-Q2", ("2025-07-01", RETURNED)),
        )
        for put in rows(envelope)
    ]
    assert [(row["person"], row["stream"], row["due"]) for row in found] == [
        ("0003", "meeting/2025-000001", "2025-07-31"),
        ("0003", "inspection/2025-000001", "2025-07-31"),
        ("p-3", "review/p-3-2025-Q2", "2025-07-31"),
    ]
