"""The witness: who cosigns only what goes on from what it cosigned before."""

from typing import Self

from attrs import define, frozen

from minqing_core.application.ports import Clock
from minqing_core.application.proof_ports import WitnessedLog, WitnessMemory
from minqing_core.integrity.checkpoint import Checkpoint
from minqing_core.integrity.note import Check, Note, Signer, VerifierKey
from minqing_core.integrity.refusals import ForkError
from minqing_core.integrity.witness import SizeStaleError, Submission, cosignature, why_not
from minqing_core.kernel.refusals import RefusalError


class OriginUntrustedError(RefusalError):
    """The witness was not told to cosign this record."""

    kind = "not-found"
    code = "witness-origin"
    text = "见证单位不认识记录「{origin}」；请先核对其公钥，再运行 minqing witness trust 公钥"


class SuccessorError(RefusalError):
    """No record succeeds itself."""

    code = "witness-successor"
    text = "{origin} 不能接续自己；新的一期另有名称"


class CheckpointUnsignedError(RefusalError):
    """Nobody whom the witness trusts signed the checkpoint."""

    kind = "not-allowed"
    code = "witness-signature"
    text = "检查点没有「{origin}」的有效签名"


@frozen(kw_only=True)
class Witnessed:
    """A cosigned checkpoint: the line of the witness, and the whole note with it."""

    origin: str
    size: int
    root: str
    cosignature: str
    text: str


@define
class Witness:
    """Who cosigns: its key, what it cosigned last of each record, and what time it is."""

    _signer: Signer
    _memory: WitnessMemory
    _check: Check
    _now: Clock

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._memory.close()

    @property
    def key(self) -> VerifierKey:
        """The key that others check by."""
        return self._signer.key

    def trust(self, key: VerifierKey, succeeds: str | None = None) -> None:
        """Cosign from now on what the holder of a key signs, and no more what it succeeds.

        Raises:
            SuccessorError: it is said to succeed itself.
            OriginUntrustedError: what it succeeds is none of the records that are cosigned.
        """
        if succeeds == key.name:
            raise SuccessorError(origin=succeeds)
        if succeeds is not None and not self._memory.trusted(succeeds):
            raise OriginUntrustedError(origin=succeeds)
        self._memory.trust(key, succeeds)

    def logs(self) -> list[WitnessedLog]:
        """Return every record that is cosigned, how far, and what did not go on from there."""
        return self._memory.logs()

    def cosign(self, checkpoint: str, proof: str | None = None) -> Witnessed:
        """Cosign a checkpoint from a file; the first and a repeated one need no proof.

        Raises:
            RefusalError: as for ``add``.
        """
        above, below = (proof or "old 0").strip(), f"{checkpoint.strip()}\n"
        try:
            return self.add(f"{above}\n\n{below}")
        except SizeStaleError as stale:
            known = stale.facts["known"]
            if proof is not None or known != Checkpoint.parsed(below).size:
                raise
        return self.add(f"old {known}\n\n{below}")

    def add(self, text: str) -> Witnessed:
        """Cosign a checkpoint that goes on from what was cosigned last.

        What was checked is kept before anything is signed, in one transaction with the check.
        A signed checkpoint that does not go on from the last one is kept, to be looked into.

        Raises:
            SubmissionError: it is malformed.
            OriginUntrustedError: the record is not one of those to be cosigned.
            CheckpointUnsignedError: its signature does not hold.
            SizeStaleError: the proof begins elsewhere, or the record was rolled back.
            ForkError: the record has another past than the one that was cosigned.
        """
        asked = Submission.parsed(text)
        self._require_signed(asked.note, asked.checkpoint.origin)
        with self._memory.alone() as turn:
            wrong = why_not(turn.latest(asked.checkpoint.origin), asked)
            if wrong is None:
                turn.keep(asked.note)
            elif isinstance(wrong, ForkError):
                turn.keep_unproved(asked.note, self._now())
        if wrong is not None:
            raise wrong
        return self._cosigned(asked)

    def _require_signed(self, note: Note, origin: str) -> None:
        keys = self._memory.trusted(origin)
        if not keys:
            raise OriginUntrustedError(origin=origin)
        if not any(note.is_signed_by(key, self._check) for key in keys):
            raise CheckpointUnsignedError(origin=origin)

    def _cosigned(self, asked: Submission) -> Witnessed:
        line = cosignature(asked.note, self._signer, int(self._now().timestamp()))
        return Witnessed(
            origin=asked.checkpoint.origin,
            size=asked.checkpoint.size,
            root=asked.checkpoint.root.hex(),
            cosignature=str(line),
            text=str(asked.note.with_lines(line)),
        )
