"""Who leaves hands everything over first (S46)."""

from datetime import date

import attrs
import pytest
from tests.rosters import CLERK, SINCE, TODAY, UNITS, a_person, in_post, refusal

from minqing_core.kernel.personal import Personal
from minqing_core.roster import decisions, events
from minqing_core.roster.decisions import InHand
from minqing_core.roster.state import NOBODY, evolve_person, fold_person

LAST, AFTER = date(2024, 2, 20), date(2024, 2, 21)
SERVING = a_person(
    in_post("leading-group-member", "town"),
    events.ContactPointTaken(village="dafeng", since=SINCE),
)
TRANSFERRED = events.CadreTransferredAway(until=LAST, destination="市水务局")
LEAVING = evolve_person(SERVING, TRANSFERRED)
CLOSED = events.PersonClosed(on=TODAY)


def transferred(person=SERVING, how=TRANSFERRED):
    return decisions.transfer(person, person_id="0001", transferred=how)


def closed(person=LEAVING, closing=CLOSED, in_hand=InHand(), today=TODAY):  # noqa: B008 - frozen
    return decisions.close(person, person_id="0001", closed=closing, in_hand=in_hand, today=today)


@pytest.mark.clause("S46")
def test_a_person_is_transferred_away_once() -> None:
    assert transferred() == [TRANSFERRED]
    assert transferred(LEAVING) == []
    assert refusal(transferred, LEAVING, attrs.evolve(TRANSFERRED, until=TODAY)) == (
        "conflict transferred-otherwise: 0001 已办调离：2024-02-20 止，调往「市水务局」，"
        "不能另行办理"
    )
    assert refusal(transferred, NOBODY).startswith("not-found person-unknown")


@pytest.mark.clause("S46")
def test_a_transfer_leads_somewhere_and_follows_the_entry() -> None:
    assert refusal(transferred, SERVING, attrs.evolve(TRANSFERRED, destination=" ")) == (
        "invalid name-unfit: 调往单位「 」不能为空"
    )
    assert refusal(
        transferred, SERVING, attrs.evolve(TRANSFERRED, until=date(2019, 1, 1))
    ).startswith("invalid days-out-of-order")
    reasoned = attrs.evolve(TRANSFERRED, reason=Personal("组织调动"))
    assert transferred(SERVING, reasoned) == [reasoned]
    blank = attrs.evolve(TRANSFERRED, reason=Personal(""))
    assert refusal(transferred, SERVING, blank) == "invalid words-unfit: 调离事由不能为空"


@pytest.mark.clause("S46")
def test_a_person_is_closed_once_nothing_is_in_their_hands() -> None:
    assert closed() == [CLOSED]
    everything = InHand(
        matters=("2024-000001", "2024-000002"),
        handovers=("2024-000003",),
        tasks=("2024-000004",),
        books=("B0001",),
    )
    assert refusal(closed, LEAVING, CLOSED, everything) == (
        "conflict still-in-hand: 0001 离任清单未清：未办结的民情 2024-000001、2024-000002；"
        "未了结的移交 2024-000003；未完成的协办 2024-000004；未上交的记录本 B0001"
    )
    closed_to_the_clerk = InHand(matters=("2024-000001",), hidden=2)
    assert refusal(closed, LEAVING, CLOSED, closed_to_the_clerk) == (
        "conflict still-in-hand: 0001 离任清单未清：未办结的民情 2024-000001；无权查看的民情 2 件"
    )
    for held in (
        {"matters": ("1",)},
        {"handovers": ("1",)},
        {"tasks": ("1",)},
        {"books": ("1",)},
        {"resolutions": ("1",)},
        {"rectifications": ("1",)},
        {"hidden": 1},
    ):
        assert refusal(closed, LEAVING, CLOSED, InHand(**held)).startswith(
            "conflict still-in-hand"
        )


@pytest.mark.clause("S46")
def test_closing_follows_the_last_day_and_happens_once() -> None:
    assert refusal(closed, SERVING) == (
        "conflict not-transferred: 0001 尚未办理调离，请先办理调离"
    )
    assert refusal(closed, NOBODY).startswith("not-found person-unknown")
    assert refusal(closed, LEAVING, events.PersonClosed(on=date(2024, 2, 19))).startswith(
        "invalid days-out-of-order: 截止日 2024-02-19 早于开始日 2024-02-20"
    )
    assert refusal(closed, LEAVING, CLOSED, InHand(), date(2024, 2, 29)).startswith(
        "invalid day-in-future: 离任办结日 2024-03-01"
    )
    gone = evolve_person(LEAVING, CLOSED)
    assert closed(gone) == []
    assert closed(gone, CLOSED, InHand(matters=("1",))) == []
    assert refusal(closed, gone, events.PersonClosed(on=AFTER)) == (
        "conflict person-closed: 0001 已于 2024-03-01 办结离任，不能再变更其登记"
    )


@pytest.mark.clause("S46")
def test_closing_ends_posts_and_contact_points() -> None:
    gone = evolve_person(LEAVING, CLOSED)
    assert [term.until for term in gone.terms] == [TODAY]
    ended = events.PostLeft(post="leading-group-member", unit="town", until=LAST)
    earlier = fold_person([ended, TRANSFERRED, CLOSED], SERVING)
    assert [term.until for term in earlier.terms] == [LAST]
    assert [term.until for term in gone.contact_points] == [TODAY]
    before = fold_person([events.ContactPointLeft(village="dafeng", until=SINCE), CLOSED], SERVING)
    assert [term.until for term in before.contact_points] == [SINCE]


@pytest.mark.clause("S46")
@pytest.mark.parametrize("day", [LAST, AFTER])
def test_after_the_last_day_nothing_new_is_taken_on(day) -> None:
    """On the last day itself they still serve."""
    asked = {"person_id": "0001"}
    attempts = [
        (decisions.assign_kind, {"kind": None, "since": day}),
        (decisions.take_post, {"taken": in_post("staff", "town", day), "units": UNITS}),
        (
            decisions.station,
            {
                "stationed": events.Stationed(village="anyang", home="town", since=day),
                "units": UNITS,
            },
        ),
        (
            decisions.take_contact_point,
            {"taken": events.ContactPointTaken(village="anyang", since=day), "units": UNITS},
        ),
        (
            decisions.grant_leave,
            {
                "granted": events.LeaveGranted(
                    kind=events.LeaveKind.LEAVE,
                    since=day,
                    until=day,
                    reason=Personal("休假"),
                    approver="000001",
                ),
                "approver": CLERK,
                "today": LAST,
            },
        ),
    ]
    for decide, what in attempts:
        if day == LAST:
            assert decide(LEAVING, **asked, **what)
        else:
            assert refusal(decide, LEAVING, **asked, **what) == (
                "conflict person-leaving: 0001 已调离，最后一日为 2024-02-20，"
                "此后只可移交手头事项，不再接手新的民情或职务"
            )
        assert refusal(decide, evolve_person(LEAVING, CLOSED), **asked, **what).startswith(
            "conflict person-closed"
        )


@pytest.mark.clause("S46")
def test_who_was_never_transferred_stays() -> None:
    decisions.require_staying("0001", last_day=None, on=TODAY)
    decisions.require_staying("0001", last_day=TODAY, on=TODAY)
