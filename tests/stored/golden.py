"""The bytes of every stored name as they were first written, and what they must still mean.

``python -m tests.stored.golden --make-golden`` writes those that are missing and
never touches one that is there.
"""

import json
import sys
import types
import typing
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from pathlib import Path

import attrs
import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from tests.samples import BY_CLASS

from minqing_core.kernel.envelope import Act
from minqing_core.kernel.ids import PersonId
from minqing_core.kernel.personal import Personal
from minqing_core.persistence.codec import Codec, Place
from minqing_core.persistence.event_types import EVENT_TYPES
from minqing_core.persistence.upcasts import UPCASTS

FOLDER = Path(__file__).parent
ACT = Act(
    actor=PersonId("p/li"),
    on_behalf_of=PersonId("p/wang"),
    channel="cli",
    correlation="c1",
    key="k1",
    occurred_at=datetime(2026, 3, 1, 0, 30, tzinfo=UTC),
)
_CIPHER = AESGCM(bytes(range(32)))
_PLAIN = {
    str: "民情",
    int: 7,
    bool: True,
    date: date(2026, 3, 1),
    datetime: datetime(2026, 3, 1, 0, 30, tzinfo=UTC),
    time: time(8, 30),
    Decimal: Decimal("12.50"),
    Personal: Personal("张三的话", "p1"),
}


def names() -> list[str]:
    """Name everything that was ever stored."""
    return sorted({*EVENT_TYPES, *UPCASTS})


def file(name: str) -> Path:
    """Return where a name's golden bytes lie."""
    return FOLDER / f"{name}.json"


def place(name: str) -> Place:
    """Return where the golden event stands."""
    return Place(1, "golden/1", 1, name)


def decoded(name: str, state: bytes, codec: Codec):
    """Decode golden bytes with the key of the tests."""
    return codec.decode(state, place(name), lambda _stream, _part, _key_id: _CIPHER)


def golden(name: str, event: object, codec: Codec) -> str:
    """Return the golden file of an event: its bytes, and what they mean."""
    state = codec.encode(event, ACT, place(name), lambda _stream, _part: (1, _CIPHER))
    kept = {"state": state.hex(), "event": told(event)}
    return json.dumps(kept, ensure_ascii=False, indent=1) + "\n"


def told(event: object) -> object:
    """Tell an event in plain values."""
    return msgspec.to_builtins(event, enc_hook=lambda words: [words.text, words.part])


def meant(value: object, cls: type) -> object:
    """Return the event that plain values tell."""
    return msgspec.convert(value, cls, dec_hook=lambda _personal, pair: Personal(*pair))


def example(hint):
    """Make a value of a type, every optional part of it present."""
    supertype = getattr(hint, "__supertype__", None)
    if supertype is not None:
        return example(supertype)
    if typing.get_origin(hint) is typing.Literal:
        return typing.get_args(hint)[0]
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return example(next(arg for arg in typing.get_args(hint) if arg is not type(None)))
    if typing.get_origin(hint) is tuple:
        items = typing.get_args(hint)
        return tuple(example(item) for item in items if item is not Ellipsis)
    if attrs.has(hint):
        hints = typing.get_type_hints(hint)
        return hint(**{field.name: example(hints[field.name]) for field in attrs.fields(hint)})
    return next(iter(hint)) if issubclass(hint, Enum) else _PLAIN[hint]


def make_golden() -> None:
    """Write the golden files that are missing."""
    codec = Codec()
    for name, cls in EVENT_TYPES.items():
        if not file(name).exists():
            event = BY_CLASS[cls] if cls in BY_CLASS else example(cls)
            file(name).write_text(golden(name, event, codec), encoding="utf-8")


if __name__ == "__main__" and sys.argv[1:] == ["--make-golden"]:
    make_golden()
