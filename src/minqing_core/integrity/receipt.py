"""Receipts as c2sp.org/tlog-proof has them: that an event is in the log, to check anywhere."""

from typing import Self

from attrs import frozen

from minqing_core.integrity.checkpoint import hashed, whole
from minqing_core.integrity.note import MalformedError, Note, decoded, encoded
from minqing_core.integrity.proofs import Proof

FIRST_LINE = "c2sp.org/tlog-proof@v1"
MOST_LINES = 65


@frozen(kw_only=True)
class Receipt:
    """Where an event stands, the proof of it, and the signed checkpoint that it leads to.

    ``extra`` is the preimage of the event's leaf: what was recorded is told by its hash alone.
    """

    index: int
    proof: Proof
    checkpoint: Note
    extra: bytes = b""

    def __str__(self) -> str:
        extra = (f"extra {encoded(self.extra)}",) if self.extra else ()
        lines = (FIRST_LINE, *extra, f"index {self.index}", *map(encoded, self.proof))
        return "\n".join(lines) + f"\n\n{self.checkpoint}"

    @classmethod
    def parsed(cls, text: str) -> Self:
        """Read a receipt.

        Raises:
            MalformedError: it is none.
        """
        above, _, checkpoint = text.partition("\n\n")
        first, *lines = above.split("\n")
        extra = b""
        if lines and lines[0].startswith("extra "):
            extra = decoded(lines.pop(0).removeprefix("extra "))
        if first != FIRST_LINE or not 1 <= len(lines) <= MOST_LINES or lines[0][:6] != "index ":
            raise MalformedError("不是回执")
        return cls(
            index=whole(lines[0].removeprefix("index ")),
            proof=tuple(map(hashed, lines[1:])),
            checkpoint=Note.parsed(checkpoint),
            extra=extra,
        )
