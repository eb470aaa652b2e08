"""Personal words as they come from the log: opened when they are first read."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from minqing_core.kernel.personal import Personal
from minqing_core.persistence.sealing import (
    SealError,
    as_sealed,
    opened,
    personal_fields,
    personal_values,
    unseal,
)
from minqing_core.persistence.unreadable import UnreadableEventError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

OpeningKey: TypeAlias = "Callable[[str, str, int], AESGCM | str]"
Position: TypeAlias = tuple[Any, ...]


class SealedWords(Personal):
    """Words that stay sealed until somebody reads them, while their log is open.

    ``path`` is the field that they were sealed in.

    Raises:
        UnreadableEventError: they are read, and are not what was written there.
    """

    __slots__ = ("_key", "_place", "_sealed", "path")

    def __init__(self, sealed: object, place: Position, key: OpeningKey) -> None:
        self._sealed = found = as_sealed(sealed)
        self.path, self.part = found[0], found[1]
        self._place = place
        self._key = key

    def __getattr__(self, name: str) -> str:
        """Open the words; Python asks here for what has not been set yet."""
        if name != "text":
            raise AttributeError(name)
        try:
            cipher = self._cipher()
            self.text = (
                cipher if isinstance(cipher, str) else unseal(cipher, self._sealed, self._bound())
            )
        except (LookupError, SealError) as error:
            raise UnreadableEventError.at(self._place, str(error)) from error
        return self.text

    def salted(self) -> tuple[bytes, str] | None:
        """Return the words with the salt of their commitment, None when nobody may open them."""
        try:
            cipher = self._cipher()
            return None if isinstance(cipher, str) else opened(cipher, self._sealed, self._bound())
        except (LookupError, SealError) as error:
            raise UnreadableEventError.at(self._place, str(error)) from error

    def _cipher(self) -> "AESGCM | str":
        return self._key(self._place[1], self.part, self._sealed.key_id)

    def _bound(self) -> str:
        _, stream, version, stored_name = self._place
        return f"{stream}|{version}|{stored_name}"


def disclosed(event: object) -> Iterator[tuple[str, bytes, str]]:
    """Go through the sealed words of an event: field, salt and text of those that open."""
    for _, words in personal_values(event):
        found = words.salted() if isinstance(words, SealedWords) else None
        if isinstance(words, SealedWords) and found is not None:
            yield words.path, *found


def misplaced(event: object) -> bool:
    """Tell whether sealed words stand in another field than they were sealed in."""
    return _misplaced_within(event, "")


def _misplaced_within(holder: object, path: str) -> bool:
    """Tell it of what an event or a part of one holds; every event that is read comes by here."""
    for name in personal_fields(type(holder)):
        value = getattr(holder, name)
        if value is not None and _misplaced(value, f"{path}{name}"):
            return True
    return False


def _misplaced(value: object, path: str) -> bool:
    if isinstance(value, SealedWords):
        return value.path != path
    if isinstance(value, tuple):
        return any(_misplaced(item, f"{path}.{n}") for n, item in enumerate(value))
    return _misplaced_within(value, f"{path}.")
