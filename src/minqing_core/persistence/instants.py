"""Instants as milliseconds since 1970 UTC, the form in which they are stored."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def milliseconds(instant: datetime) -> int:
    """Return an instant in whole milliseconds, the rest cut off."""
    return (instant - _EPOCH) // _MILLISECOND


def instant(ms: int) -> datetime:
    """Return the instant in UTC."""
    return _EPOCH + timedelta(milliseconds=ms)
