"""Days as a calendar feed that phones and office software read (RFC 5545)."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from attrs import frozen

OCTETS = 75
PRODUCT = "-//minqing//duties//ZH"


@frozen(kw_only=True)
class Entry:
    """A whole day in the calendar; *uid* stays the same as long as it is the same thing.

    ``alarm`` says so many days before it that somebody is reminded.
    """

    uid: str
    on: date
    summary: str
    description: str
    category: str
    alarm: int | None = None


def calendar(name: str, entries: Iterable[Entry], made_at: datetime) -> str:
    """Return the calendar as text, each line ended and folded as the standard has it."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        *(line for entry in entries for line in _event(entry, made_at)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def escaped(text: str) -> str:
    r"""Return a text with the characters escaped that mean something in a calendar.

    >>> escaped("一、二; 三, 四")
    '一、二\\; 三\\, 四'
    """
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, written)
    return text.replace("\r", "")


def folded(line: str) -> str:
    """Fold a line into pieces of at most 75 octets, never within a character."""
    pieces: list[str] = []
    piece = ""
    for character in line:
        room = OCTETS if not pieces else OCTETS - 1
        if len(f"{piece}{character}".encode()) > room:
            pieces.append(piece)
            piece = ""
        piece += character
    return "\r\n ".join([*pieces, piece])


def _event(entry: Entry, made_at: datetime) -> Iterator[str]:
    yield from (
        "BEGIN:VEVENT",
        f"UID:{entry.uid}",
        f"DTSTAMP:{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{entry.on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{entry.on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(entry.summary)}",
        f"DESCRIPTION:{escaped(entry.description)}",
        f"CATEGORIES:{escaped(entry.category)}",
        "TRANSP:TRANSPARENT",
    )
    if entry.alarm is not None:
        yield from (
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{escaped(entry.summary)}",
            f"TRIGGER:-P{entry.alarm}D",
            "END:VALARM",
        )
    yield "END:VEVENT"
