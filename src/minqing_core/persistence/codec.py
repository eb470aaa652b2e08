"""Events to the bytes that are stored, and back."""

import os
import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

import msgspec
from attrs import frozen

from minqing_core.kernel.envelope import Act
from minqing_core.kernel.personal import Personal
from minqing_core.persistence.event_types import EVENT_TYPES
from minqing_core.persistence.instants import milliseconds
from minqing_core.persistence.sealing import (
    Sealed,
    SealError,
    as_sealed,
    personal_fields,
    personal_values,
    seal,
    sealed_values,
    unseal,
)
from minqing_core.persistence.unreadable import UnknownNameError, UnreadableEventError
from minqing_core.persistence.upcasts import UPCASTS, Upcast, upcast

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

EventT = TypeVar("EventT")
SealingKey: TypeAlias = "Callable[[str, str], tuple[int, AESGCM]]"
OpeningKey: TypeAlias = "Callable[[str, str, int], AESGCM | str]"

_SALT = 16
_MALFORMED = (
    msgspec.MsgspecError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


class Stored(
    msgspec.Struct, Generic[EventT], array_like=True, forbid_unknown_fields=True, gc=False
):
    """What is stored of an event: its envelope, salted, and itself."""

    salt: bytes
    actor: str
    on_behalf_of: str | None
    channel: str
    correlation: str | None
    key: str | None
    occurred_at: int | None
    event: EventT


@frozen
class Place:
    """Where an event stands: what its sealed fields are bound to."""

    position: int
    stream: str
    version: int
    name: str

    def bound(self) -> str:
        """Return the place as the sealed fields are bound to it."""
        return f"{self.stream}|{self.version}|{self.name}"


class _Reading(threading.local):
    def __init__(self) -> None:
        self.decoders: dict[str, tuple[msgspec.msgpack.Decoder[Any], bool]] = {}
        self.open: Callable[[object], Personal] | None = None


class Codec:
    """The one way between events and stored bytes. Nothing is imported by a stored name."""

    def __init__(
        self,
        types: Mapping[str, type] = EVENT_TYPES,
        upcasts: Mapping[str, Upcast] = UPCASTS,
    ) -> None:
        self._types = types
        self._names = {cls: name for name, cls in types.items()}
        self._upcasts = upcasts
        self._reading = _Reading()

    def name(self, event: object) -> str:
        """Return the name that an event is stored under."""
        return self._names[type(event)]

    def knows(self, name: str) -> bool:
        """Tell whether a stored name can be read."""
        return name in self._types or name in self._upcasts

    def encode(self, event: object, act: Act, place: Place, key: SealingKey) -> bytes:
        """Return the bytes to store, personal words sealed."""
        stored = Stored(
            os.urandom(_SALT),
            act.actor,
            act.on_behalf_of,
            act.channel,
            act.correlation,
            act.key,
            None if act.occurred_at is None else milliseconds(act.occurred_at),
            event,
        )
        if not personal_fields(type(event)):
            return msgspec.msgpack.encode(stored)
        return msgspec.msgpack.encode(stored, enc_hook=_sealing(event, place, key))

    def decode(self, state: bytes, place: Place, key: OpeningKey) -> Stored[Any]:
        """Return what is stored, personal words opened as far as their keys allow.

        Raises:
            UnreadableEventError: the bytes are not what was written there.
        """
        try:
            return self._decoded(state, place, key)
        except _MALFORMED as error:
            raise UnreadableEventError(
                stream=place.stream,
                version=place.version,
                position=place.position,
                why=str(error) or type(error).__name__,
            ) from error

    def _decoded(self, state: bytes, place: Place, key: OpeningKey) -> Stored[Any]:
        name = place.name
        if name in self._upcasts:
            raw = msgspec.msgpack.decode(state, type=Stored[dict[str, Any]])
            name, raw.event = upcast(name, raw.event, self._upcasts)
            state = msgspec.msgpack.encode(raw)
        found = self._reading.decoders.get(name) or self._decoder(name, place)
        decoder, personal = found
        if not personal:
            stored: Stored[Any] = decoder.decode(state)
            return stored
        return self._opened(decoder, state, place, key)

    def _decoder(self, name: str, place: Place) -> tuple[msgspec.msgpack.Decoder[Any], bool]:
        cls = self._types.get(name)
        if cls is None:
            raise UnknownNameError(
                stream=place.stream,
                version=place.version,
                position=place.position,
                why=f"事件名称 {name} 不在目录中",
            )
        kind: Any = Stored[cls]  # type: ignore[valid-type]
        found = (msgspec.msgpack.Decoder(kind, dec_hook=self._hook), bool(personal_fields(cls)))
        self._reading.decoders[name] = found
        return found

    def _hook(self, wanted: type, value: object) -> Personal:
        if wanted is not Personal or self._reading.open is None:
            msg = f"{wanted.__name__} 无法读取"
            raise TypeError(msg)
        return self._reading.open(value)

    def _opened(
        self, decoder: msgspec.msgpack.Decoder[Any], state: bytes, place: Place, key: OpeningKey
    ) -> Stored[Any]:
        opened: dict[str, Personal] = {}

        def take(value: object) -> Personal:
            sealed = as_sealed(value)
            opened[sealed.path] = words = _opening(sealed, place, key)
            return words

        self._reading.open = take
        stored: Stored[Any] = decoder.decode(state)
        if place.name in self._types and _misplaced(stored.event, opened):
            msg = "密封字段不在其原位"
            raise SealError(msg)
        return stored


def _sealing(event: object, place: Place, key: SealingKey) -> Callable[[object], Sealed]:
    paths: dict[int, list[str]] = {}
    for path, words in personal_values(event):
        paths.setdefault(id(words), []).append(path)

    def sealed(words: object) -> Sealed:
        if not isinstance(words, Personal):
            msg = f"{type(event).__name__} holds a {type(words).__name__}, which is not stored"
            raise TypeError(msg)
        key_id, cipher = key(place.stream, words.part)
        return seal(cipher, key_id, paths[id(words)].pop(0), words, place.bound())

    return sealed


def _opening(sealed: Sealed, place: Place, key: OpeningKey) -> Personal:
    cipher = key(place.stream, sealed.part, sealed.key_id)
    if isinstance(cipher, str):
        return Personal(cipher, sealed.part)
    return Personal(unseal(cipher, sealed, place.bound()), sealed.part)


def _misplaced(event: object, opened: Mapping[str, Personal]) -> bool:
    standing = dict(personal_values(event))
    return standing.keys() != opened.keys() or any(
        standing[path] is not words for path, words in opened.items()
    )


def key_ids(state: bytes) -> dict[str, int]:
    """Return the keys that stored bytes are sealed under, by part, whatever they hold."""
    stored = msgspec.msgpack.decode(state, type=Stored[Any])
    return {sealed.part: sealed.key_id for sealed in sealed_values(stored.event)}
