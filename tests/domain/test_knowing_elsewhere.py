"""What is on record outside a matter shows who could have known of it, and of no other."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import attrs
import pytest

from minqing_core.accountability import events as accountability
from minqing_core.inspection import events as inspection
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.personal import Personal
from minqing_core.publicity import events as publicity
from minqing_core.replay.elsewhere import elsewhere
from minqing_core.views.related import related

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
