"""Envelopes made from rows that were checked when they were written."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from minqing_core.kernel.envelope import Act, Envelope
from minqing_core.persistence.codec import Codec, Stored
from minqing_core.persistence.instants import instant
from minqing_core.persistence.ledger import LoggedRow
from minqing_core.persistence.sealed_words import OpeningKey
from minqing_core.persistence.unreadable import UnreadableEventError

_ANY: type[Envelope[Any]] = Envelope
_NEW = Envelope.__new__
_position, _stream, _version, _recorded_at, _occurred_at, _actor = (
    getattr(Envelope, name).__set__
    for name in ("position", "stream", "version", "recorded_at", "occurred_at", "actor")
)
_on_behalf_of, _channel, _correlation, _key, _event = (
    getattr(Envelope, name).__set__
    for name in ("on_behalf_of", "channel", "correlation", "key", "event")
)


def envelopes(rows: Iterable[LoggedRow], codec: Codec, key: OpeningKey) -> Iterator[Envelope[Any]]:
    """Go through the envelopes of stored rows.

    Raises:
        UnreadableEventError: a row is not what was written.
    """
    decode, last, recorded_at = codec.decode, None, instant(0)
    for row in rows:
        logged_at = row[5]
        if logged_at != last:
            recorded_at = _logged(row)
            last = logged_at
        stored = decode(row[4], row, key)
        at = stored.occurred_at
        occurred_at = recorded_at if at is None else instant(at)
        yield enveloped(row, recorded_at, occurred_at, stored, stored.event)


def enveloped(
    row: tuple[Any, ...],
    recorded_at: datetime,
    occurred_at: datetime,
    act: Act | Stored[Any],
    event: object,
) -> Envelope[Any]:
    """Return the envelope of an event at the place that *row* begins with.

    Its slots are filled directly: the validators would cost more than all the
    rest of a reading, and every value has its type by where it comes from.
    """
    made = _NEW(_ANY)
    _position(made, row[0])
    _stream(made, row[1])
    _version(made, row[2])
    _recorded_at(made, recorded_at)
    _occurred_at(made, occurred_at)
    _actor(made, act.actor)
    _on_behalf_of(made, act.on_behalf_of)
    _channel(made, act.channel)
    _correlation(made, act.correlation)
    _key(made, act.key)
    _event(made, event)
    return made


def _logged(row: LoggedRow) -> datetime:
    position, stream, version, _, _, logged_at = row
    try:
        return instant(logged_at)
    except (TypeError, OverflowError) as error:
        raise UnreadableEventError(
            stream=stream, version=version, position=position, why="没有指纹或记录时间"
        ) from error
