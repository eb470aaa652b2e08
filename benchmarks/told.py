"""What happened in a town in plain words: what every program that is compared is fed with."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, TypedDict

import msgspec

CHINA = timezone(timedelta(hours=8))
BEGUN = datetime(2024, 1, 2, 1, tzinfo=UTC)
DAYS = 720
AFTER = BEGUN + timedelta(days=DAYS + 60)
OPENING, ENDING = "MatterRecorded", "CaseConcluded"
ADOPTED, CARRIED_OUT, ANSWERED = "MeasureAdopted", "MeasureCarriedOut", "FeedbackGiven"
NOTED = "NoteRecorded"
OPEN, CLOSED = "handling", "concluded"


class Facts(TypedDict):
    """Who did it and when, in milliseconds, and the fields of what was done."""

    actor: str
    channel: str
    recorded_at: int
    occurred_at: int
    event: dict[str, Any]


class Told(TypedDict):
    """Something that happened to a matter."""

    case: str
    kind: str
    facts: Facts


def write(file: Path, happened: Iterable[Told]) -> None:
    """Keep what happened, a line each."""
    encode = msgspec.json.Encoder().encode
    with file.open("wb") as out:
        out.writelines(encode(one) + b"\n" for one in happened)


def read(lines: Iterable[bytes]) -> Iterator[Told]:
    """Go through what happened, in the order of time."""
    return map(msgspec.json.Decoder(Told).decode, lines)


def note(case: str, actor: str, at: int, text: str) -> Told:
    """Return a note that is made of a matter."""
    event = {"text": text, "form": "narrative"}
    facts = Facts(actor=actor, channel="cli", recorded_at=at, occurred_at=at, event=event)
    return Told(case=case, kind=NOTED, facts=facts)


def instant(milliseconds: int) -> datetime:
    """Return the instant that is meant."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def milliseconds(at: datetime) -> int:
    """Return an instant as it is kept."""
    return int(at.timestamp() * 1000)


def day(milliseconds: int) -> str:
    """Return the day in China."""
    return datetime.fromtimestamp(milliseconds / 1000, CHINA).date().isoformat()


def week(day: str) -> str:
    """Return the week of a day, as 2025-W07."""
    year, number, _ = date.fromisoformat(day).isocalendar()
    return f"{year}-W{number:02d}"
