"""Checkpoints as c2sp.org/tlog-checkpoint has them: how far the log reached, and its root."""

import re
from typing import Self

from attrs import frozen

from minqing_core.integrity.note import MalformedError, Note, Signer, decoded, encoded, signed

WHOLE = re.compile(r"0|[1-9][0-9]{0,17}", re.ASCII)
ROOT = 32
LEAST_LINES = 3


@frozen(kw_only=True)
class Checkpoint:
    """The size and root of a log under its name."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """Return the text that is signed."""
        return f"{self.origin}\n{self.size}\n{encoded(self.root)}\n"

    def signed(self, *signers: Signer) -> Note:
        """Return the checkpoint as a note that these signed."""
        return signed(self.text(), *signers)

    @classmethod
    def of(cls, note: Note) -> Self:
        """Read the checkpoint that a note is; lines after the third say nothing.

        Raises:
            MalformedError: it is none.
        """
        lines = note.text.split("\n")[:-1]
        if len(lines) < LEAST_LINES or not all(lines):
            raise MalformedError("不是检查点")
        origin, size, root = lines[:LEAST_LINES]
        return cls(origin=origin, size=whole(size), root=hashed(root))

    @classmethod
    def parsed(cls, text: str) -> Self:
        """Read a signed checkpoint, whoever signed it.

        Raises:
            MalformedError: it is none.
        """
        return cls.of(Note.parsed(text))


def whole(text: str) -> int:
    """Read a number that is written in the one way.

    Raises:
        MalformedError: it is not.
    """
    if not WHOLE.fullmatch(text):
        raise MalformedError("不是整数")
    return int(text)


def hashed(text: str) -> bytes:
    """Read a hash in base64.

    Raises:
        MalformedError: it is none.
    """
    found = decoded(text)
    if len(found) != ROOT:
        raise MalformedError("不是 SHA-256 的值")
    return found
