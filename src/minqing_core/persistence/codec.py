"""Events to the bytes that are stored, and back."""

import os
import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeAlias, TypeVar

import msgspec

from minqing_core.kernel.envelope import Act
from minqing_core.kernel.learning import learnt
from minqing_core.kernel.personal import Personal
from minqing_core.persistence.event_types import EVENT_TYPES
from minqing_core.persistence.instants import milliseconds
from minqing_core.persistence.sealed_words import OpeningKey, Position, SealedWords, misplaced
from minqing_core.persistence.sealing import (
    Sealed,
    SealError,
    personal_fields,
    personal_values,
    seal,
    sealed_values,
)
from minqing_core.persistence.unreadable import UnknownNameError, UnreadableEventError
from minqing_core.persistence.upcasts import UPCASTS, Upcast, upcast

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

EventT = TypeVar("EventT")
SealingKey: TypeAlias = "Callable[[str, str], tuple[int, AESGCM]]"

_Decoder: TypeAlias = msgspec.msgpack.Decoder[Any]

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


_AS_IT_WAS = msgspec.msgpack.Decoder(Stored[dict[str, Any]])
_WHATEVER = msgspec.msgpack.Decoder(Stored[Any])


class Place(NamedTuple):
    """Where an event stands: what its sealed fields are bound to."""

    position: int
    stream: str
    version: int
    name: str

    def bound(self) -> str:
        """Return the place as the sealed fields are bound to it."""
        return f"{self.stream}|{self.version}|{self.name}"


def _no_key(_stream: str, _part: str, _key_id: int) -> str:
    return ""


class _Reading(threading.local):
    def __init__(self) -> None:
        self.plain: dict[str, _Decoder] = {}
        self.sealed: dict[str, _Decoder] = {}
        self.place: Position = ()
        self.key: OpeningKey = _no_key


class Codec:
    """The one way between events and stored bytes. Nothing is imported by a stored name."""

    def __init__(
        self,
        types: Mapping[str, type] = EVENT_TYPES,
        upcasts: Mapping[str, Upcast] = UPCASTS,
    ) -> None:
        self._types = types
        self._names: dict[type, str] = {}
        self._upcasts = upcasts
        self._reading = _Reading()

    def name(self, event: object) -> str:
        """Return the name that an event is stored under; its own context is asked first."""
        kind = type(event)
        if kind not in self._names:
            known = sorted(self._types, key=lambda n: n.partition(".")[0] not in kind.__module__)
            self._names[kind] = next(name for name in known if self._types[name] is kind)
        return self._names[kind]

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

    def decode(self, state: bytes, place: Position, key: OpeningKey) -> Stored[Any]:
        """Return what is stored; its personal words are opened when they are first read.

        Args:
            state: the bytes as stored.
            place: what begins with position, stream, version and stored name.
            key: gives the key of a subject, or what to say in the place of its words.

        Raises:
            UnreadableEventError: the bytes are not what was written there.
        """
        try:
            decoder = self._reading.plain.get(place[3])
            if decoder is None:
                return self._decoded(state, place, key)
            stored: Stored[Any] = decoder.decode(state)
        except _MALFORMED as error:
            raise UnreadableEventError.at(place, str(error) or type(error).__name__) from error
        return stored

    def _decoded(self, state: bytes, place: Position, key: OpeningKey) -> Stored[Any]:
        stored_name: str = place[3]
        name = stored_name
        if name in self._upcasts:
            raw = _AS_IT_WAS.decode(state)
            name, raw.event = upcast(name, raw.event, self._upcasts)
            state = msgspec.msgpack.encode(raw)
        self._reading.place, self._reading.key = place[:4], key
        decoder = self._reading.sealed.get(name) or self._decoder(name, place)
        stored: Stored[Any] = decoder.decode(state)
        if name == stored_name and misplaced(stored.event):
            msg = "密封字段不在其原位"
            raise SealError(msg)
        return stored

    def _decoder(self, name: str, place: Position) -> _Decoder:
        cls = self._types.get(name)
        if cls is None:
            raise UnknownNameError.at(place, f"事件名称 {name} 不在目录中")
        kind: Any = Stored[cls]  # type: ignore[valid-type]
        decoder = msgspec.msgpack.Decoder(learnt(kind), dec_hook=self._hook)
        known = self._reading.sealed if personal_fields(cls) else self._reading.plain
        known[name] = decoder
        return decoder

    def _hook(self, wanted: type, value: object) -> Personal:
        if wanted is not Personal:
            msg = f"{wanted.__name__} 无法读取"
            raise TypeError(msg)
        return SealedWords(value, self._reading.place, self._reading.key)


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


def key_ids(state: bytes) -> dict[str, int]:
    """Return the keys that stored bytes are sealed under, by part, whatever they hold."""
    stored = _WHATEVER.decode(state)
    return {sealed.part: sealed.key_id for sealed in sealed_values(stored.event)}
