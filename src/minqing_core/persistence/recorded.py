"""Envelopes made from rows that were checked when they were written."""

from datetime import datetime
from typing import Any

from minqing_core.kernel.envelope import Envelope
from minqing_core.persistence.codec import Codec, OpeningKey, Place, Stored
from minqing_core.persistence.instants import instant
from minqing_core.persistence.ledger import LoggedRow
from minqing_core.persistence.unreadable import UnreadableEventError

_ANY: type[Envelope[Any]] = Envelope
_position, _stream, _version, _recorded_at, _occurred_at, _actor = (
    getattr(Envelope, name).__set__
    for name in ("position", "stream", "version", "recorded_at", "occurred_at", "actor")
)
_on_behalf_of, _channel, _correlation, _key, _event = (
    getattr(Envelope, name).__set__
    for name in ("on_behalf_of", "channel", "correlation", "key", "event")
)


def envelope(row: LoggedRow, codec: Codec, key: OpeningKey) -> Envelope[Any]:
    """Return the envelope of a stored row.

    Its slots are filled directly: the validators would cost more than all the
    rest of the reading, and every value is of the right type by its decoding.

    Raises:
        UnreadableEventError: the row is not what was written.
    """
    position, stream, version, name, state, logged_at = row
    if type(logged_at) is not int:
        raise UnreadableEventError(
            stream=stream, version=version, position=position, why="没有指纹或记录时间"
        )
    stored = codec.decode(state, Place(position, stream, version, name), key)
    return filled(position, stream, version, instant(logged_at), stored)


def filled(
    position: int, stream: str, version: int, recorded_at: datetime, stored: Stored[Any]
) -> Envelope[Any]:
    """Return the envelope around what was stored."""
    made = _ANY.__new__(_ANY)
    _position(made, position)
    _stream(made, stream)
    _version(made, version)
    _recorded_at(made, recorded_at)
    _occurred_at(made, recorded_at if stored.occurred_at is None else instant(stored.occurred_at))
    _actor(made, stored.actor)
    _on_behalf_of(made, stored.on_behalf_of)
    _channel(made, stored.channel)
    _correlation(made, stored.correlation)
    _key(made, stored.key)
    _event(made, stored.event)
    return made
