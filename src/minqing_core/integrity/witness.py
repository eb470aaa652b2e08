"""What a witness is asked, as c2sp.org/tlog-witness has it, and when it must refuse."""

from hashlib import sha256
from typing import Self

from attrs import frozen

from minqing_core.integrity.checkpoint import Checkpoint, hashed, whole
from minqing_core.integrity.note import (
    MalformedError,
    Note,
    Signature,
    Signer,
    cosigned,
    encoded,
)
from minqing_core.integrity.proofs import Proof, proves_consistency
from minqing_core.integrity.refusals import ForkError, SplitError
from minqing_core.kernel.refusals import RefusalError

MOST_PROOF = 63
TIME = 8


class SubmissionError(RefusalError):
    """What a witness was handed is no checkpoint with its proof."""

    code = "witness-submission"
    text = "交来的不是检查点及其一致性证明：{trouble}"


class SizeStaleError(RefusalError):
    """The proof does not begin where the witness last cosigned."""

    kind = "conflict"
    code = "witness-size"
    text = (
        "见证单位上次见证到第 {known} 条，交来的证明从第 {old} 条起；请交从第 {known} 条起的证明"
    )


class RolledBackError(SizeStaleError):
    """The checkpoint ends before what the witness cosigned."""

    code = "witness-rollback"
    text = "检查点只有 {size} 条，见证单位已见证到第 {known} 条：是旧的检查点，或记录已被截去"


@frozen(kw_only=True)
class Submission:
    """A signed checkpoint, and the proof that it goes on from the tree of an earlier size."""

    old: int
    proof: Proof
    note: Note
    checkpoint: Checkpoint

    def __str__(self) -> str:
        return f"{proof_text(self.old, self.proof)}\n{self.note}"

    @classmethod
    def parsed(cls, text: str) -> Self:
        """Read what a witness is handed.

        Raises:
            SubmissionError: it is malformed, or the proof begins beyond the checkpoint.
        """
        above, _, below = text.partition("\n\n")
        first, *lines = above.split("\n")
        if first[:4] != "old " or len(lines) > MOST_PROOF:
            raise SubmissionError(trouble="首行应为 old 和条数，其后至多 63 行证明")
        try:
            note, old = Note.parsed(below), whole(first[4:])
            proof = tuple(map(hashed, lines))
            found = cls(old=old, proof=proof, note=note, checkpoint=Checkpoint.of(note))
        except MalformedError as error:
            raise SubmissionError(trouble=error) from error
        if old > found.checkpoint.size:
            raise SubmissionError(trouble=f"证明从第 {old} 条起，检查点没有这么多条")
        return found


def proof_text(old: int, proof: Proof) -> str:
    """Return the lines that say from which size a proof begins, and the proof."""
    return "".join(f"{line}\n" for line in (f"old {old}", *map(encoded, proof)))


def why_not(known: Checkpoint | None, asked: Submission) -> SizeStaleError | ForkError | None:
    """Return why a witness that knows one checkpoint must not cosign another; None if it may."""
    size, root = (0, sha256(b"").digest()) if known is None else (known.size, known.root)
    shown = asked.checkpoint
    if shown.size < size:
        return RolledBackError(size=shown.size, known=size)
    if asked.old != size:
        return SizeStaleError(old=asked.old, known=size)
    if shown.size == size and shown.root != root:
        return SplitError(known=size)
    first = size == 0 and not asked.proof
    goes_on = first or proves_consistency(
        asked.proof, size=size, root=root, later_size=shown.size, later_root=shown.root
    )
    return None if goes_on else ForkError(known=size, size=shown.size)


def cosignature(note: Note, signer: Signer, at: int) -> Signature:
    """Return the line by which a witness says at what second it saw a checkpoint."""
    time = at.to_bytes(TIME, "big")
    value = signer.sign(cosigned(note.text.encode(), time))
    return Signature(signer.key.name, signer.key.id, time + value)
