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

OWNER, STRANGER = "0002", "0009"
CASE, BOOK = "case/2024-000001", "book/ZS-000001"
POST = roster.PostTaken(post=roster.Post.STAFF, unit="dafeng", since=date(2020, 1, 1))
OPENED = attrs.evolve(BY_CLASS[diary.MatterRecorded], unit="dafeng", owner=OWNER)
NOTE = diary.NoteRecorded(text=Personal("去看过"), form=diary.Form.NARRATIVE)
TOLD = BY_CLASS[diary.FeedbackGiven]
ENDED = BY_CLASS[diary.CaseConcluded]
REOPENED = diary.CaseReopened(reason=Personal("没有修好"))
ASKED = BY_CLASS[diary.HandoverAsked]
ACCEPTED = diary.HandoverAccepted(owner=STRANGER, unit="anyang")
PRINTED = BY_CLASS[books.BatchPrinted]
ISSUED = BY_CLASS[books.BookIssued]
SETTLED = ((f"person/{OWNER}", "000001", POST), (CASE, OWNER, OPENED))


def found(*history: tuple[str, str, Any]) -> list[str]:
    """Return what the judge finds wrong with a history."""
    at = datetime(2024, 3, 5, 1, tzinfo=UTC)
    judge = Judge()
    judge.hear(
        Envelope(
            position=n,
            stream=stream,
            version=n,
            recorded_at=at,
            occurred_at=at,
            actor=actor,
            event=event,
        )
        for n, (stream, actor, event) in enumerate(history, start=1)
    )
    return judge.wrong


def test_an_honest_history_is_found_right() -> None:
    assert found(*SETTLED, (CASE, OWNER, NOTE), (CASE, OWNER, TOLD), (CASE, OWNER, ENDED)) == []


@pytest.mark.parametrize(
    ("history", "wrong"),
    [
        ([(CASE, STRANGER, NOTE)], f"3 {CASE}: {STRANGER} wrote, {OWNER} held it"),
        ([(CASE, OWNER, ENDED)], f"3 {CASE}: ended without an answer"),
        (
            [(CASE, OWNER, TOLD), (CASE, OWNER, ENDED), (CASE, OWNER, ENDED)],
            f"5 {CASE}: ended twice",
        ),
        (
            [
                *((CASE, OWNER, event) for event in (TOLD, ENDED, REOPENED)),
                (CASE, OWNER, ENDED),
            ],
            f"6 {CASE}: ended without an answer",
        ),
        (
            [(CASE, OWNER, ASKED), (CASE, STRANGER, ACCEPTED)],
            f"4 {CASE}: {STRANGER} accepted, 0006 was asked",
        ),
        (
            [
                (CASE, OWNER, diary.RecusalGranted(person=OWNER)),
                (CASE, OWNER, NOTE),
            ],
            f"4 {CASE}: {OWNER} wrote, {OWNER} held it",
        ),
        (
            [(f"person/{OWNER}", "000001", roster.PersonClosed(on=date(2024, 3, 5)))],
            f"person/{OWNER}: went with case 2024-000001 in hand",
        ),
        (
            [
                ("books", "000001", PRINTED),
                (BOOK, "000001", ISSUED),
                (BOOK, "000001", ISSUED),
            ],
            f"5 {BOOK}: has two holders",
        ),
        ([(BOOK, "000001", ISSUED)], f"3 {BOOK}: was never printed"),
    ],
)
def test_a_forged_history_is_named_for_what_is_wrong(history, wrong) -> None:
    assert found(*SETTLED, *history)[0] == wrong


def test_who_goes_with_a_book_is_named() -> None:
    holder = f"person/{ISSUED.holder}"
    closed = roster.PersonClosed(on=date(2024, 3, 5))
    history = [("books", "1", PRINTED), (BOOK, "1", ISSUED), (holder, "1", closed)]
    assert found(*history) == [f"{holder}: went with book ZS-000001"]
