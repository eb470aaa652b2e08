"""Personal words as they come from the log: opened when they are first read."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from minqing_core.kernel.personal import Personal
from minqing_core.persistence.sealing import (
    SealError,
    as_sealed,
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
        self.path, self.part, _, _, _ = self._sealed = as_sealed(sealed)
        self._place = place
        self._key = key

    def __getattr__(self, name: str) -> str:
        """Open the words; Python asks here for what has not been set yet."""
        if name != "text":
            raise AttributeError(name)
        _, stream, version, stored_name = self._place
        try:
            cipher = self._key(stream, self.part, self._sealed.key_id)
            self.text = (
                cipher
                if isinstance(cipher, str)
                else unseal(cipher, self._sealed, f"{stream}|{version}|{stored_name}")
            )
        except (LookupError, SealError) as error:
            raise UnreadableEventError.at(self._place, str(error)) from error
        return self.text


def misplaced(event: object) -> bool:
    """Tell whether sealed words stand in another field than they were sealed in."""
    for name in personal_fields(type(event)):
        value = getattr(event, name)
        if isinstance(value, SealedWords):
            if value.path != name:
                return True
        elif value is not None and _misplaced_within(value, name):
            return True
    return False


def _misplaced_within(part: object, path: str) -> bool:
    return any(
        isinstance(words, SealedWords) and words.path != place
        for place, words in personal_values(part, path)
    )
