"""What was put on record, as a test tells it: on which day, by whom, and for whom."""

from datetime import UTC, datetime
from typing import Any

from tests.matters import recorded

from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import PersonId, StreamId

CASE = "2024-000001"
OPENED = recorded(place="dafeng")[0]


def noon(day: str) -> datetime:
    """Return noon of a day in the office's zone."""
    return datetime.fromisoformat(f"{day}T04:00:00").replace(tzinfo=UTC)


def told(
    on: str,
    event: object,
    by: str = "0002",
    *,
    behalf: str | None = None,
    written: str | None = None,
) -> dict[str, Any]:
    """Return a record that is not yet in a stream: it was written on its own day, or later."""
    return {
        "event": event,
        "occurred_at": noon(on),
        "recorded_at": noon(written or on),
        "actor": PersonId(by),
        "on_behalf_of": None if behalf is None else PersonId(behalf),
    }


def history(*records: dict[str, Any], stream: str = f"case/{CASE}") -> list[Envelope[Any]]:
    """Return the records as those of a stream, which began as the seventh of the log."""
    return [
        Envelope(position=n + 6, stream=StreamId(stream), version=n, **record)
        for n, record in enumerate(records, start=1)
    ]
