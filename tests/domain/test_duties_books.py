"""Books that are full, and the books of those who leave."""

from datetime import UTC, date, datetime

import pytest
from tests.ledgers import a_book, adopted, days

from minqing_core.books import events as books
from minqing_core.duties.leaving import Departure, books_left, full_book, transfer
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.personal import Personal
from minqing_core.roster.events import CadreTransferredAway

ISSUED = books.BookIssued(
    serial="ZS-000001",
    holder="0003",
    unit="dafeng",
    kind="village-two-committees",
    archive="dafeng",
)
FULL, IN = books.BookFull(), books.BookHandedIn(to="dafeng", reason=books.HandInReason.FULL)
REFUSED = books.HandInRefused(reason=Personal("缺页"))
VOID = books.BookVoided(reason=Personal("水浸"), unit="dafeng")


def history(*told, first: int = 1) -> list[Envelope]:
    return [
        Envelope(
            position=first + n,
            stream="book/ZS-000001",
            version=n + 1,
            recorded_at=at(day),
            occurred_at=at(day),
            actor="0003",
            event=event,
        )
        for n, (day, event) in enumerate(told)
    ]


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T04:00:00").replace(tzinfo=UTC)


def of_book(*told, today: str = "2025-12-31", rules=(), issued=ISSUED):
    envelopes = history(("2025-01-02", issued), *told)
    cells = full_book("ZS-000001", envelopes, a_book(today, *rules), "dafeng")
    return [
        (cell.clause, str(cell.due), str(cell.state), cell.met_by, cell.note) for cell in cells
    ]


@pytest.mark.clause("S44", "S45")
def test_a_full_book_is_handed_in_within_the_limit() -> None:
    full = ("2025-07-01", FULL)
    assert of_book(today="2025-07-31") == []
    assert list(full_book("x", history(full), a_book("2025-12-31"), None)) == []
    assert of_book(("2006-07-01", FULL)) == []
    assert of_book(full, today="2025-07-31") == [("S45", "2025-07-31", "open", (), "")]
    assert of_book(full) == [("S45", "2025-07-31", "missed", (), "")]
    assert of_book(full, ("2025-07-05", IN)) == [("S45", "2025-07-31", "met", (3,), "")]
    refused = of_book(full, ("2025-07-05", IN), ("2025-07-06", REFUSED))
    assert refused == [("S45", "2025-07-31", "missed", (), "")]
    again = of_book(full, ("2025-07-05", IN), ("2025-07-06", REFUSED), ("2025-08-02", IN))
    assert again == [("S45", "2025-07-31", "met-late", (5,), "")]
    assert of_book(full, ("2025-07-05", VOID)) == [("S45", "2025-07-31", "excused", (), "已作废")]


@pytest.mark.clause("S44", "S45")
def test_a_book_is_handed_in_when_the_year_closes_in_which_it_was_given_out() -> None:
    missed = ("S45", "2026-01-30", "missed", (), "")
    assert of_book(today="2026-01-01") == [("S45", "2026-01-30", "open", (), "")]
    assert of_book(today="2027-03-01") == [missed]
    assert of_book(("2026-02-10", FULL), today="2026-03-01") == [missed]
    assert of_book(("2026-01-05", IN), today="2026-03-01") == [
        ("S45", "2026-01-30", "met", (2,), "")
    ]
    full = ("2025-07-01", FULL)
    assert of_book(full, today="2026-03-01") == [("S45", "2025-07-31", "missed", (), "")]
    [cell] = full_book(
        "ZS-000001", history(("2025-01-02", ISSUED)), a_book("2026-01-02"), "dafeng"
    )
    assert cell.ground.says == "记满的记录本上交归档：自年度终了之日起 30个自然日"


@pytest.mark.clause("S43", "S44")
def test_a_book_reported_lost_in_time_is_excused_until_it_is_found() -> None:
    lost, found = books.BookLost(circumstances=Personal("水灾")), books.BookFound()
    in_time = ("2026-01-20", lost)
    assert of_book(in_time, today="2026-03-01") == [
        ("S45", "2026-01-30", "excused", (), "已报遗失")
    ]
    assert of_book(in_time, ("2026-02-01", found), today="2026-03-01")[0][2] == "missed"
    assert of_book(("2026-02-20", lost), today="2026-03-01")[0][2] == "missed"


@pytest.mark.clause("S44")
def test_the_town_may_set_another_limit_for_handing_in() -> None:
    limit = adopted("books.hand-in", "2025-01-01", **days(15))
    town = books.BookIssued(
        serial="ZS-000001",
        holder="0009",
        unit="office",
        kind="town-office-civil-servant",
        archive="office",
    )
    assert of_book(("2025-07-01", FULL), rules=[limit], issued=town) == [
        ("S44", "2025-07-16", "missed", (), "")
    ]


@pytest.mark.clause("S46")
def test_who_leaves_gives_up_the_books_that_were_in_hand_by_the_last_day() -> None:
    def taken(serial: str):
        return books.BookTakenUp(serial=serial)

    def given(serial: str):
        return books.BookGivenUp(serial=serial)

    custody = history(
        ("2025-01-01", taken("A")),
        ("2025-01-01", taken("B")),
        ("2025-01-01", taken("C")),
        ("2025-02-01", given("A")),
        ("2025-08-01", given("B")),
    )
    gone = Departure(person="0003", until=date(2025, 7, 31), at=at("2025-07-01"), position=4)
    cells = books_left(gone, custody, {}, date(2025, 8, 5))
    assert [(c.item, c.clause, str(c.due), str(c.state), c.met_by) for c in cells] == [
        ("B", "S46", "2025-07-31", "met-late", (5,)),
        ("C", "S46", "2025-07-31", "missed", ()),
    ]


@pytest.mark.clause("S46")
def test_who_leaves_a_village_gives_up_the_books_of_its_archive() -> None:
    custody = history(*(("2025-01-01", books.BookTakenUp(serial=serial)) for serial in "AB"))
    gone = Departure(
        person="0003",
        until=date(2025, 7, 31),
        at=at("2025-07-01"),
        position=4,
        village="dafeng",
        places=frozenset({"dafeng", "dafeng-1"}),
    )
    archives = {"A": "dafeng", "B": "org-office"}
    [cell] = books_left(gone, custody, archives, date(2025, 7, 5))
    assert (cell.id, str(cell.state)) == ("leaving.book/0003/A/dafeng", "open")
    assert cell.ground.says == "2025-07-31 为在该村（社区）的最后一天，离任前移交"


@pytest.mark.clause("S46")
def test_a_transfer_is_known_from_the_persons_history() -> None:
    away = CadreTransferredAway(until=date(2025, 7, 31), destination="外镇")
    assert transfer("0003", history(("2025-07-01", FULL))) is None
    assert transfer("0003", history(("2025-07-01", FULL), ("2025-07-02", away))) == Departure(
        person="0003", until=date(2025, 7, 31), at=at("2025-07-02"), position=2
    )
