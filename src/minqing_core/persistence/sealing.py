"""Personal words under AES-256-GCM, every field bound to its place in the log."""

import os
import typing
from collections.abc import Iterator
from hashlib import sha256
from hmac import compare_digest
from typing import TYPE_CHECKING, Any, NamedTuple

import attrs

from minqing_core.kernel.personal import Personal

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_SALT = 16
_NONCE = 12
_SEALED = [str, str, int, bytes, bytes]
_PERSONAL_FIELDS: dict[type, tuple[str, ...]] = {}


class SealError(ValueError):
    """A sealed value is malformed, was moved, or was changed."""


class Sealed(NamedTuple):
    """Personal words as they are stored."""

    path: str
    part: str
    key_id: int
    box: bytes
    commitment: bytes


def commitment(salt: bytes, path: str, words: bytes) -> bytes:
    """Return what binds the words of a field without telling them.

    Raises:
        SealError: the salt has another length, and could hold the beginning of other words.
    """
    if len(salt) != _SALT:
        msg = "承诺值的盐不是 16 字节"
        raise SealError(msg)
    return sha256(salt + path.encode() + b"\n" + words).digest()


def seal(cipher: "AESGCM", key_id: int, path: str, words: Personal, place: str) -> Sealed:
    """Seal the words of one field of the event that stands at *place*."""
    salt, nonce, plain = os.urandom(_SALT), os.urandom(_NONCE), words.text.encode()
    box = nonce + cipher.encrypt(nonce, salt + plain, f"{place}|{path}".encode())
    return Sealed(path, words.part, key_id, box, commitment(salt, path, plain))


def unseal(cipher: "AESGCM", sealed: Sealed, place: str) -> str:
    """Open the words of one field of the event that stands at *place*."""
    return opened(cipher, sealed, place)[1]


def opened(cipher: "AESGCM", sealed: Sealed, place: str) -> tuple[bytes, str]:
    """Open the words of one field, with the salt of their commitment."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415  (only where words are sealed)

    nonce, box = sealed.box[:_NONCE], sealed.box[_NONCE:]
    try:
        plain = cipher.decrypt(nonce, box, f"{place}|{sealed.path}".encode())
        salt, words = plain[:_SALT], plain[_SALT:]
        text = words.decode()
    except (InvalidTag, ValueError) as error:
        msg = "密文与其位置不符"
        raise SealError(msg) from error
    if not compare_digest(commitment(salt, sealed.path, words), sealed.commitment):
        msg = "密文与其承诺值不符"
        raise SealError(msg)
    return salt, text


def as_sealed(value: object) -> Sealed:
    """Take a decoded value for a sealed one, whole or not at all."""
    if isinstance(value, list) and [*map(type, value)] == _SEALED:
        return tuple.__new__(Sealed, value)
    msg = "密封字段格式不符"
    raise SealError(msg)


def sealed_values(value: object) -> Iterator[Sealed]:
    """Find the sealed values in an event decoded without its class."""
    try:
        yield as_sealed(value)
    except SealError:
        items: Any = value.values() if isinstance(value, dict) else value
        if isinstance(value, dict | list):
            for item in items:
                yield from sealed_values(item)


def personal_values(value: object, path: str = "") -> Iterator[tuple[str, Personal]]:
    """Go through the personal words of an event in the order in which they are encoded."""
    if isinstance(value, Personal):
        yield path, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from personal_values(item, f"{path}.{index}")
    elif value is not None:
        for name in personal_fields(type(value)):
            inner = f"{path}.{name}" if path else name
            yield from personal_values(getattr(value, name), inner)


def personal_fields(cls: type) -> tuple[str, ...]:
    """Name the fields of a class that can hold personal words, in the order of encoding."""
    found = _PERSONAL_FIELDS.get(cls)
    if found is None:
        hints = typing.get_type_hints(cls) if attrs.has(cls) else {}
        names = sorted(field.name for field in attrs.fields(cls)) if hints else ()
        found = tuple(name for name in names if _can_hold_personal(hints[name]))
        _PERSONAL_FIELDS[cls] = found
    return found


def _can_hold_personal(hint: object) -> bool:
    if isinstance(hint, type) and attrs.has(hint):
        return bool(personal_fields(hint))
    return hint is Personal or any(map(_can_hold_personal, typing.get_args(hint)))
