"""What is on record outside a matter shows who could have known of it, and of no other."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import attrs
import pytest

from minqing_core.accountability import events as accountability
from minqing_core.inspection import events as inspection
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.personal import Personal
from minqing_core.meetings import events as meetings
from minqing_core.publicity import events as publicity
from minqing_core.replay.elsewhere import ELSEWHERE, elsewhere
from minqing_core.replay.knew import By, Knew
from minqing_core.replay.sources import source
from minqing_core.review import events as review
from minqing_core.views.related import ABOUT, related

AT, CASE, OTHER = datetime(2024, 3, 1, 1, 0, tzinfo=UTC), "2024-000001", "2024-000002"
WORDS = Personal("写明")
BULLETIN = inspection.BulletinIssued(
    unit="dafeng",
    period="2024-H1",
    number=1,
    title="通报",
    on=date(2024, 3, 1),
    upto=1,
    digest="",
    named=(CASE,),
    text=WORDS,
)
DRAFTED = publicity.PublicationDrafted(
    kind=publicity.PublicationKind.MATTER, unit="dafeng", case=CASE, title=WORDS, text=WORDS
)
HAPPENED = accountability.IncidentRecorded(
    kind=accountability.IncidentKind.MASS_INCIDENT,
    unit="dafeng",
    on=date(2024, 3, 1),
    cases=(CASE,),
    text=WORDS,
)
OPENED = accountability.InquiryOpened(case=CASE, person="0002", upto=1, text=WORDS)
APPROVED = publicity.PublicationApproved()
SHOWN = accountability.EvidenceShown(findings=())


def history(stream: str, *said: Any) -> list[Envelope[Any]]:
    """Return a stream of which each record is of another person, a day after the one before."""
    return [
        Envelope(
            position=n + 7,
            stream=stream,
            version=n + 1,
            recorded_at=AT + timedelta(days=n),
            occurred_at=AT + timedelta(days=n),
            actor=f"000{n + 1}",
            event=event,
        )
        for n, event in enumerate(said)
    ]


@pytest.mark.clause("S60", "S66", "S80")
@pytest.mark.parametrize(
    ("stream", "said", "by", "known"),
    [
        ("bulletin/dafeng-2024-000001", (BULLETIN,), "bulletin", {"0001": 1}),
        ("publication/2024-000001", (DRAFTED, APPROVED), "publication", {"0001": 1, "0002": 2}),
        ("incident/2024-000001", (HAPPENED,), "inquiry", {"0001": 1}),
        ("inquiry/2024-000001", (OPENED, SHOWN), "inquiry", {"0001": 1, "0002": 2}),
    ],
)
def test_who_told_others_of_it_or_inquired_into_it_could_have_known(
    stream: str, said: tuple[Any, ...], by: str, known: dict[str, int]
) -> None:
    found = list(elsewhere(CASE, history(stream, *said)))
    assert {one.person: one.on.day for one in found} == known
    assert {(str(one.by), one.of, one.version) for one in found} == {(by, stream, None)}
    assert list(elsewhere(OTHER, history(stream, *said))) == []
    about = [put.row for one in history(stream, *said) for put in related(one)]
    assert [(row["case"], row["stream"]) for row in about] == [(CASE, stream)]


def test_what_is_about_no_matter_is_kept_as_about_none() -> None:
    """Measures against drinking water may be published in no matter's name."""
    of_none = attrs.evolve(DRAFTED, case=None)
    assert [*related(history("publication/1", of_none)[0])] == []


@pytest.mark.parametrize(
    ("stream", "said"),
    [("bulletin/x", APPROVED), ("publication/x", APPROVED), ("inquiry/x", SHOWN)],
)
def test_what_does_not_begin_as_it_should_tells_nothing(stream: str, said: Any) -> None:
    assert list(elsewhere(CASE, history(stream, said))) == []


REVIEWED = review.DiaryReviewed(
    review=1,
    person="0003",
    period="2024-Q1",
    reviewer="0007",
    entries=(review.EntryRead(case=OTHER, version=9), review.EntryRead(case=CASE, version=4)),
    upto=3,
    rule="R3",
    clause="S58",
    post="village-secretary",
    opinion=WORDS,
    grade=review.Grade.GOOD,
)
HELD = meetings.AnalysisMeetingHeld(
    village="dafeng",
    period="2024-Q1",
    held_on=date(2024, 2, 27),
    chair="0007",
    attendants=("0008", "0007"),
    pack=1,
    digest="",
    agenda=(
        meetings.AgendaItem(item=1, title=WORDS, cases=()),
        meetings.AgendaItem(item=2, title=WORDS, cases=(CASE,)),
    ),
    text=WORDS,
)
STUDIED = meetings.StudyOpened(
    title=WORDS, reason=meetings.StudyReason.HOT, cases=(OTHER,), text=WORDS
)
ADDED = meetings.MattersAdded(cases=(CASE,))
DECIDED = meetings.StudyDecided(
    held_on=date(2024, 2, 28), chair="0007", participants=("0008",), text=WORDS
)
DRAWN = inspection.InspectionOpened(
    kind=inspection.InspectionKind.SPOT_CHECK,
    units=("dafeng",),
    since=date(2024, 1, 1),
    until=date(2024, 3, 1),
    size=1,
    upto=3,
    root="",
    seed="",
    population=1,
    sample=(CASE,),
)
FOUND = inspection.ProblemFound(finding=1, unit="dafeng", case=OTHER, clause="S62", text=WORDS)
ORDERED = inspection.RectificationOrdered(
    finding=1, owner="0008", text=WORDS, due=date(2024, 3, 29)
)


@pytest.mark.clause("S53")
def test_a_reviewer_had_before_them_how_far_the_matter_went_that_they_read() -> None:
    put = history("review/0003-2024-Q1", attrs.evolve(REVIEWED, entries=()), REVIEWED)
    assert list(elsewhere(CASE, put)) == [
        Knew(
            person="0007",
            unit=None,
            by=By.REVIEW,
            on=date(2024, 3, 2),
            version=4,
            of="0003 2024-Q1",
            source=source(put[1]),
        )
    ]
    assert [one.version for one in elsewhere(OTHER, put)] == [9]
    assert list(elsewhere("2024-000003", put)) == []
    assert list(elsewhere(CASE, history("review/0003-2024-Q1", APPROVED))) == []


@pytest.mark.clause("S51")
def test_who_was_at_a_meeting_knew_on_its_day_and_each_once() -> None:
    put = history("meeting/2024-000001", APPROVED, HELD)
    knew = Knew(
        person="0007",
        unit=None,
        by=By.MEETING,
        on=date(2024, 2, 27),
        version=None,
        of="meeting/2024-000001",
        source=source(put[1]),
    )
    assert list(elsewhere(CASE, put)) == [knew, attrs.evolve(knew, person="0008")]
    assert list(elsewhere(OTHER, put)) == []


@pytest.mark.clause("S78")
def test_who_brought_it_into_a_study_knew_then_and_who_decided_there_on_that_day() -> None:
    def told(case: str, *said: Any) -> list[tuple[Any, ...]]:
        found = elsewhere(case, history("study/2024-000001", *said))
        return [(one.person, str(one.by), one.on.day, one.of) for one in found]

    study = "study/2024-000001"
    decided = [("0007", "study", 28, study), ("0008", "study", 28, study)]
    assert told(OTHER, STUDIED, ADDED, APPROVED, DECIDED) == [
        ("0001", "study", 1, study),
        *decided,
    ]
    assert told(CASE, STUDIED, ADDED, APPROVED, DECIDED) == [("0002", "study", 2, study), *decided]
    assert told(CASE, STUDIED, DECIDED, ADDED) == [("0003", "study", 3, study)]
    assert told(OTHER, STUDIED, ADDED, DECIDED, ADDED)[1:] == decided
    assert told("2024-000003", STUDIED, ADDED, DECIDED) == []


@pytest.mark.clause("S60", "S61")
def test_who_drew_it_found_something_in_it_or_was_to_put_that_right_could_have_known() -> None:
    def told(case: str, *said: Any) -> list[tuple[Any, ...]]:
        found = elsewhere(case, history("inspection/2024-000001", *said))
        return [(one.person, str(one.by), one.on.day) for one in found]

    ours = attrs.evolve(FOUND, finding=2, case=CASE)
    to_us = attrs.evolve(ORDERED, finding=2, owner="0009")
    said = (DRAWN, FOUND, ours, APPROVED, ORDERED, to_us)
    assert told(CASE, *said) == [
        ("0001", "inspection", 1),
        ("0003", "inspection", 3),
        ("0009", "inspection", 6),
    ]
    assert told(OTHER, *said) == [("0002", "inspection", 2), ("0008", "inspection", 5)]
    assert told("2024-000003", *said) == []
    at_large = attrs.evolve(FOUND, case=None)
    assert told(OTHER, DRAWN, at_large, ORDERED) == []


@pytest.mark.clause("S60", "S80")
def test_who_issued_a_bulletin_or_a_text_of_another_matter_is_told_of_none() -> None:
    unnamed = attrs.evolve(BULLETIN, named=(OTHER,))
    put = history("bulletin/dafeng-2024-000001", unnamed, BULLETIN)
    assert [one.person for one in elsewhere(CASE, put)] == ["0002"]
    without = attrs.evolve(DRAFTED, case=None)
    assert list(elsewhere(CASE, history("publication/2024-000001", without, DRAFTED))) == []


ABOUT_IT: dict[str, tuple[Any, ...]] = {
    "review": (REVIEWED,),
    "meeting": (HELD,),
    "study": (attrs.evolve(STUDIED, cases=(CASE,)), ADDED),
    "inspection": (DRAWN, attrs.evolve(FOUND, case=CASE)),
    "bulletin": (BULLETIN,),
    "publication": (DRAFTED,),
    "incident": (HAPPENED,),
    "inquiry": (OPENED,),
}


def test_every_kind_of_stream_that_is_found_is_read_in_its_own_way() -> None:
    """What else is read are the matters that are bound to it, which are found by their bonds."""
    assert {*ABOUT_IT, "case"} == set(ELSEWHERE)
    assert {type(one) for said in ABOUT_IT.values() for one in said} == set(ABOUT)
    for kind, said in ABOUT_IT.items():
        for one in said:
            (put,) = history(f"{kind}/x/y", one)
            assert CASE in {found.row["case"] for found in related(put)}
            assert list(elsewhere(CASE, [put])) != []
    for kind in ELSEWHERE:
        put = history(f"{kind}/x/y", APPROVED)[0]
        assert [*related(put)] == list(elsewhere(CASE, [put])) == []
