"""The calendar feed, as the standard has it."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from minqing_core.duties.ics import Entry, calendar, escaped, folded

MADE = datetime(2025, 7, 1, 1, 2, 3, tzinfo=UTC)


def test_a_calendar_is_written_as_the_standard_has_it() -> None:
    week = Entry(
        uid="record.weekly/0003/2025-W30@minqing",
        on=date(2025, 7, 27),
        summary="每周记录, 2025-W30",
        description="李秀英",
        category="进行中",
        alarm=1,
    )
    assert calendar("职责", [week], MADE).split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//minqing//duties//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:职责",
        "BEGIN:VEVENT",
        "UID:record.weekly/0003/2025-W30@minqing",
        "DTSTAMP:20250701T010203Z",
        "DTSTART;VALUE=DATE:20250727",
        "DTEND;VALUE=DATE:20250728",
        "SUMMARY:每周记录\\, 2025-W30",
        "DESCRIPTION:李秀英",
        "CATEGORIES:进行中",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:每周记录\\, 2025-W30",
        "TRIGGER:-P1D",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_a_year_has_a_last_day_that_can_be_written() -> None:
    assert "DTEND;VALUE=DATE:20260101" in calendar("", [_plain(date(2025, 12, 31))], MADE)
    assert "VALARM" not in calendar("", [_plain(date(2025, 12, 31))], MADE)


def _plain(on: date) -> Entry:
    return Entry(uid="1", on=on, summary="a", description="b", category="c")


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=200))
def test_folded_lines_are_short_and_unfold_to_what_they_were(line: str) -> None:
    written = folded(line)
    assert all(len(piece.encode()) <= 75 for piece in written.split("\r\n"))
    assert written.replace("\r\n ", "") == line


def test_a_long_line_is_folded_between_characters() -> None:
    assert folded("民" * 60).split("\r\n ") == ["民" * 25, "民" * 24, "民" * 11]


def test_what_means_something_is_escaped() -> None:
    assert escaped("a;b,c\\d\r\ne") == "a\\;b\\,c\\\\d\\ne"
