"""Carrying the latest checkpoint to a witness, and keeping the line that comes back."""

from collections.abc import Callable
from typing import TypeAlias

from attrs import define, field, frozen

from minqing_core.application.checkpoints import CheckpointMissingError, CheckpointUnfitError
from minqing_core.application.ports import KeptCheckpoint
from minqing_core.application.proof_ports import CheckpointFolder, StoredLog
from minqing_core.integrity.checkpoint import Checkpoint, whole
from minqing_core.integrity.note import Check, MalformedError, Note, VerifierKey
from minqing_core.integrity.proofs import Proof, consistency_proof
from minqing_core.integrity.refusals import ForkError, LogShorterError, SplitError
from minqing_core.integrity.witness import Submission
from minqing_core.kernel.refusals import RefusalError

COSIGNED, STALE, UNPROVED = 200, 409, 422
TRIES = 5


class WitnessUnnamedError(RefusalError):
    """It is not known whose line to believe."""

    code = "witness-unnamed"
    text = "不知道见证单位的公钥，请先用 --witness-vkey 写明"


class WitnessAnswerError(RefusalError):
    """The witness did not cosign, or not in a way that can be understood."""

    kind = "conflict"
    code = "witness-answer"
    text = "见证单位没有见证（{status}）：{answer}"


class CosignatureError(RefusalError):
    """No witness whose key is known signed what came back."""

    kind = "conflict"
    code = "cosignature"
    text = "交回的检查点上没有见证单位（{names}）的有效签名"


class CosignedStrayError(RefusalError):
    """What came back is not one of these checkpoints."""

    kind = "conflict"
    code = "cosigned-stray"
    text = "交回的是第 {size} 条的检查点，检查点目录中没有同样的检查点"


@frozen(kw_only=True)
class Answered:
    """What a witness answered: a status of HTTP, and a text."""

    status: int
    text: str


Ask: TypeAlias = Callable[[str], Answered]


@frozen(kw_only=True)
class Cosigned:
    """A checkpoint that a witness cosigned, by whom, and where it is kept."""

    origin: str
    size: int
    witnesses: tuple[str, ...]
    file: str


@define
class Cosigner:
    """What carries checkpoints: the log's bytes, the folder, and how signatures are checked.

    The leaves that were derived once are kept, so that whoever carries on and on derives new ones.
    """

    _log: StoredLog
    _folder: CheckpointFolder
    _check: Check
    _leaves: list[bytes] = field(factory=list, init=False)

    def submit(self, ask: Ask) -> Cosigned:
        """Have a witness cosign the latest checkpoint, from the size that it cosigned last.

        Raises:
            CheckpointMissingError: nothing was signed yet.
            WitnessUnnamedError: no witness is known whose line could be believed.
            BrokenRecordError: the witness has seen more, or another past.
            WitnessAnswerError: it does not cosign for another reason.
            CosignatureError: what it answers is not its signature.
        """
        latest = self._folder.latest()
        if latest is None:
            raise CheckpointMissingError
        self.require_witness()
        answered = self._answered(latest, ask)
        if answered.status != COSIGNED:
            raise WitnessAnswerError(status=answered.status, answer=answered.text.strip()[:200])
        return self._kept(latest, f"{latest.note}{answered.text}")

    def take(self, text: str) -> Cosigned:
        """Keep the lines of witnesses under a checkpoint that came back as a file.

        Raises:
            CheckpointUnfitError: it is no checkpoint.
            CosignedStrayError: it is not one of these.
            CosignatureError: no witness signed it.
        """
        try:
            note = Note.parsed(text)
            size = Checkpoint.of(note).size
        except MalformedError as error:
            raise CheckpointUnfitError from error
        kept = self._folder.like(note)
        if kept is None:
            raise CosignedStrayError(size=size)
        return self._kept(kept, text)

    def _answered(self, latest: KeptCheckpoint, ask: Ask) -> Answered:
        size, cosigned = latest.checkpoint.size, self._folder.cosigned()
        old = 0 if cosigned is None else min(cosigned[0].checkpoint.size, size)
        for _ in range(TRIES):
            answered = ask(str(self._submission(latest, old)))
            if answered.status == UNPROVED:
                raise ForkError(known=old, size=size)
            if answered.status != STALE:
                return answered
            known = _known(answered)
            if known > size:
                raise LogShorterError(size=size, signed=known, first=size + 1)
            if known == old == size:
                raise SplitError(known=size)
            old = known
        raise WitnessAnswerError(status=STALE, answer=f"试了 {TRIES} 次，都已有人先行提交")

    def _submission(self, latest: KeptCheckpoint, old: int) -> Submission:
        size = latest.checkpoint.size
        proof: Proof = ()
        if 0 < old < size:
            self._leaves += self._log.leaves(size, after=len(self._leaves))
            proof = consistency_proof(self._leaves[:size], old)
        return Submission(old=old, proof=proof, note=latest.note, checkpoint=latest.checkpoint)

    def require_witness(self) -> list[VerifierKey]:
        """Return the keys of the witnesses whose lines are believed.

        Raises:
            WitnessUnnamedError: none is known.
        """
        witnesses = self._folder.witnesses()
        if not witnesses:
            raise WitnessUnnamedError
        return witnesses

    def _kept(self, kept: KeptCheckpoint, text: str) -> Cosigned:
        witnesses = self.require_witness()
        try:
            note = Note.parsed(text)
        except MalformedError as error:
            raise WitnessAnswerError(status=COSIGNED, answer=error) from error
        true = [key for key in witnesses if note.cosigned_at(key, self._check) is not None]
        if not true:
            raise CosignatureError(names="、".join(key.name for key in witnesses))
        ids = [(key.name, key.id) for key in true]
        last = {(line.name, line.key_id): line for line in note.signatures}
        return Cosigned(
            origin=kept.checkpoint.origin,
            size=kept.checkpoint.size,
            witnesses=tuple(key.name for key in true),
            file=self._folder.add_lines(kept, [last[found] for found in ids]),
        )


def _known(answered: Answered) -> int:
    try:
        return whole(answered.text.strip())
    except MalformedError as error:
        answer = answered.text.strip()[:200]
        raise WitnessAnswerError(status=answered.status, answer=answer) from error
