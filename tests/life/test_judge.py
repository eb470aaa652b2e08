"""The judge can find against an office: each forged history is named for what is wrong with it."""

from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest
from tests.life.judge import Judge
from tests.samples import BY_CLASS

from minqing_core.books import events as books
from minqing_core.diary import events as diary
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.personal import Personal
from minqing_core.roster import events as roster

CLERK, OWNER, STRANGER, LEADER = "000001", "0002", "0009", "0007"
CASE, SERIAL = "case/2024-000001", "ZS-000001"
BOOK, CUSTODY = f"book/{SERIAL}", f"custody/{OWNER}"
WORDS = Personal("已核实")
AT = datetime(2024, 3, 5, 1, tzinfo=UTC)
GONE = date(2024, 3, 4)


def in_post(person: str, post: str, unit: str) -> tuple[str, str, Any]:
    """Return that somebody took up a post."""
    taken = roster.PostTaken(post=roster.Post(post), unit=unit, since=date(2020, 1, 1))
    return f"person/{person}", CLERK, taken


OPENED = attrs.evolve(BY_CLASS[diary.MatterRecorded], unit="dafeng", owner=OWNER, book=None)
NOTE = diary.NoteRecorded(text=WORDS, form=diary.Form.NARRATIVE)
TOLD = attrs.evolve(BY_CLASS[diary.FeedbackGiven], stage=diary.Stage.RESULT)
ENDED = BY_CLASS[diary.CaseConcluded]
REOPENED = diary.CaseReopened(reason=WORDS)
ASKED = attrs.evolve(BY_CLASS[diary.HandoverAsked], to="0006", unit="anyang")
ACCEPTED = diary.HandoverAccepted(owner=STRANGER, unit="anyang")
ASSIGNED = diary.CaseAssigned(owner=STRANGER, unit="dafeng", reason=WORDS)
LEFT = roster.PostLeft(post=roster.Post.STAFF, unit="dafeng", until=GONE)
VILLAGE = roster.UnitEstablished(
    unit="dafeng", name="大丰村", kind=roster.UnitKind.VILLAGE, since=date(2020, 1, 1)
)
CLOSED = roster.PersonClosed(on=date(2024, 3, 5))
PRINTED = books.BatchPrinted(
    batch="一", prefix="ZS", first=1, last=2, issuer="org-office", pages=50
)
DRAWN = books.BookDrawn(prefix="ZS", number=1, unit="org-office")
ISSUED = attrs.evolve(BY_CLASS[books.BookIssued], serial=SERIAL, holder=OWNER, archive="dafeng")
TAKEN_UP = books.BookTakenUp(serial=SERIAL)
SETTLED = (
    in_post(CLERK, "org-office-clerk", "org-office"),
    in_post(OWNER, "staff", "dafeng"),
    (CASE, OWNER, OPENED),
)
GIVEN = (
    ("books", CLERK, PRINTED),
    (BOOK, CLERK, ISSUED),
    ("books", CLERK, DRAWN),
    (CUSTODY, CLERK, TAKEN_UP),
)


def judged(*history: tuple[str, str, Any]) -> Judge:
    """Return a judge who heard a history."""
    judge = Judge()
    judge.hear(
        Envelope(
            position=n,
            stream=stream,
            version=n,
            recorded_at=AT,
            occurred_at=AT,
            actor=actor,
            event=event,
        )
        for n, (stream, actor, event) in enumerate(history, start=1)
    )
    return judge


def by_owner(*said: Any) -> list[tuple[str, str, Any]]:
    """Return what the owner recorded of the matter."""
    return [(CASE, OWNER, event) for event in said]


def test_an_honest_history_is_found_right() -> None:
    served = in_post("0006", "village-secretary", "anyang")
    passed_on = diary.HandoverAccepted(owner="0006", unit="anyang")
    judge = judged(
        *SETTLED, *GIVEN, served, *by_owner(NOTE, TOLD, ENDED, REOPENED, ASKED, TOLD),
        (CASE, "0006", passed_on), (CASE, "0006", ENDED),
    )  # fmt: skip
    assert judge.wrong == []
    held = [("0002", "dafeng", AT), ("0006", "anyang", AT)]
    assert judge.matters["2024-000001"].held == held
    assert judge.shelf.line("org-office") == {"printed": 2, "stock": 1, "issued": 1, "held": 1}


@pytest.mark.parametrize(
    ("history", "wrong"),
    [
        ([(CASE, STRANGER, NOTE)], f"4 {CASE}: {STRANGER} wrote, {OWNER} held it"),
        (by_owner(ENDED), f"4 {CASE}: ended without an answer"),
        (by_owner(TOLD, ENDED, NOTE), f"6 {CASE}: was worked on after its end"),
        (by_owner(TOLD, ENDED, REOPENED, ENDED), f"7 {CASE}: ended without an answer"),
        (by_owner(REOPENED), f"4 {CASE}: was taken up again before its end"),
        (
            [*by_owner(ASKED), (CASE, STRANGER, ACCEPTED)],
            f"5 {CASE}: {STRANGER} had no say in HandoverAccepted",
        ),
        (
            [(CASE, CLERK, diary.RecusalGranted(person=OWNER)), *by_owner(NOTE)],
            f"5 {CASE}: {OWNER} wrote, {OWNER} held it",
        ),
        (
            [(CASE, CLERK, diary.RecusalGranted(person=OWNER))],
            f"{CASE}: {OWNER} keeps away and holds it",
        ),
        (by_owner(ASSIGNED), f"4 {CASE}: {OWNER} had no say in CaseAssigned"),
        ([(CASE, CLERK, ASSIGNED)], f"4 {CASE}: {STRANGER} does not serve in dafeng"),
        (
            [
                in_post(STRANGER, "staff", "dafeng"),
                (f"person/{STRANGER}", CLERK, LEFT),
                (CASE, STRANGER, NOTE),
            ],
            f"6 {CASE}: {STRANGER} wrote, {OWNER} held it",
        ),
        (
            [("case/2024-000002", STRANGER, OPENED)],
            f"case/2024-000002: {STRANGER} wrote for dafeng",
        ),
        (
            [(f"person/{OWNER}", CLERK, CLOSED)],
            f"4 person/{OWNER}: went with case 2024-000001 in hand",
        ),
    ],
)
@pytest.mark.clause("S25", "S38", "S63")
def test_a_forged_history_of_a_matter_is_named_for_what_is_wrong(history, wrong) -> None:
    assert judged(*SETTLED, *history).wrong[0] == wrong


@pytest.mark.parametrize(
    ("history", "wrong"),
    [
        ([(BOOK, CLERK, ISSUED)], f"8 {BOOK}: has two holders"),
        (
            [(f"custody/{STRANGER}", CLERK, TAKEN_UP)],
            f"{BOOK}: held by ['{OWNER}', '{STRANGER}'], given to {OWNER}",
        ),
        ([("books", CLERK, DRAWN)], f"8 books: {SERIAL} was not with org-office"),
        (
            [("books", CLERK, attrs.evolve(DRAWN, number=2))],
            "book/ZS-000002: the ledger does not balance",
        ),
        ([("books", CLERK, PRINTED)], f"8 books: {SERIAL} was elsewhere"),
        (
            [("books", CLERK, books.BooksReceived(prefix="ZS", first=2, last=2, unit="dafeng"))],
            "8 books: ZS-000002 was not on the way to dafeng",
        ),
        (
            [(BOOK, CLERK, books.BookReceived(unit="dafeng"))],
            f"{BOOK}: held by ['{OWNER}'], given to None",
        ),
        ([(BOOK, CLERK, books.BookSignedFor())], f"8 {BOOK}: {CLERK} signed for {OWNER}"),
        (
            [
                (BOOK, CLERK, BY_CLASS[books.BookHandedIn]),
                (BOOK, CLERK, books.BookReceived(unit="dafeng")),
            ],
            f"9 {BOOK}: {CLERK} gave both receipts",
        ),
        (
            [
                (BOOK, OWNER, books.BookLost(circumstances=WORDS)),
                (BOOK, OWNER, books.BookVoided(reason=WORDS, unit="org-office")),
            ],
            f"9 {BOOK}: {OWNER} reported it and declared it void",
        ),
        (
            [
                (BOOK, OWNER, books.BookSignedFor()),
                ("units", CLERK, VILLAGE),
                (f"person/{OWNER}", CLERK, LEFT),
                ("case/2024-000002", OWNER, attrs.evolve(OPENED, book=SERIAL)),
            ],
            f"11 case/2024-000002: {OWNER} wrote in {SERIAL} and had left dafeng",
        ),
        ([(BOOK, STRANGER, books.BookFull())], f"8 {BOOK}: {STRANGER} wrote, {OWNER} held it"),
        (
            [("case/2024-000002", OWNER, attrs.evolve(OPENED, book=SERIAL))],
            f"8 case/2024-000002: {OWNER} could not write in {SERIAL}",
        ),
        (
            [(f"person/{OWNER}", CLERK, CLOSED)],
            f"8 person/{OWNER}: went with book {SERIAL}",
        ),
    ],
)
@pytest.mark.clause("S43", "S46", "S47")
def test_a_forged_history_of_a_book_is_named_for_what_is_wrong(history, wrong) -> None:
    assert judged(*SETTLED[:2], ("units", CLERK, ISSUED), *GIVEN, *history).wrong[0] == wrong
