"""Checkpoints as they are read and handed in: how far the record was signed."""

from datetime import datetime

from attrs import frozen

from minqing_core.application.catalogue import use_case
from minqing_core.application.office import Office
from minqing_core.integrity.checkpoint import Checkpoint
from minqing_core.integrity.merkle import frontier
from minqing_core.integrity.note import MalformedError, Note
from minqing_core.integrity.proofs import consistency_proof
from minqing_core.integrity.witness import proof_text
from minqing_core.kernel.envelope import Act
from minqing_core.kernel.refusals import RefusalError
from minqing_core.powers.rules import Power


class CheckpointMissingError(RefusalError):
    """Nothing was signed yet, or it is not known where checkpoints are kept."""

    kind = "not-found"
    code = "checkpoint-missing"
    text = "没有检查点；请用 --checkpoints 写明检查点目录，并先运行 minqing checkpoint sign"


class CheckpointUnfitError(RefusalError):
    """What was handed in is no signed checkpoint."""

    code = "checkpoint-unfit"
    text = "所给的检查点格式不符，应为带签名的检查点全文"


class CheckpointForgedError(RefusalError):
    """What is said to have been signed was not: nothing is to rest on it."""

    kind = "conflict"
    code = "checkpoint-forged"
    text = (
        "检查点 {file} 的签名无效，不能作为依据；"
        "请运行 minqing verify，查明是谁放的，再从目录中移走"
    )


class CheckpointAheadError(RefusalError):
    """The checkpoint reaches further than the record."""

    kind = "conflict"
    code = "checkpoint-ahead"
    text = "检查点有 {signed} 条，记录只有 {size} 条：不是同一份记录，或记录已被截去"


@frozen(kw_only=True)
class LatestCheckpoint:
    """The checkpoint signed last, its note verbatim, and what came after it."""

    origin: str
    size: int
    root: str
    text: str
    written_at: datetime
    behind: int
    position: int


@use_case("checkpoint.latest", Power.RECORD_VERIFY, "S37", reads=True)
def latest(office: Office, act: Act) -> LatestCheckpoint:
    """Show the checkpoint that was signed last."""
    kept = office.checkpoints.latest()
    if kept is None:
        raise CheckpointMissingError
    size = office.size()
    return LatestCheckpoint(
        origin=kept.checkpoint.origin,
        size=kept.checkpoint.size,
        root=kept.checkpoint.root.hex(),
        text=str(kept.note),
        written_at=kept.written_at,
        behind=size - kept.checkpoint.size,
        position=size,
    )


@frozen(kw_only=True)
class CheckpointLine:
    """A checkpoint in the list: how far it reaches, its root, when it was put there."""

    file: str
    origin: str
    size: int
    root: str
    written_at: datetime


@frozen(kw_only=True)
class CheckpointList:
    """Every checkpoint that was kept, the latest first."""

    items: tuple[CheckpointLine, ...]
    next: None = None
    position: int


@use_case("checkpoint.list", Power.RECORD_VERIFY, "S37", reads=True)
def list_checkpoints(office: Office, act: Act) -> CheckpointList:
    """List the checkpoints that were signed and kept, the latest first."""
    lines = [
        CheckpointLine(
            file=kept.file,
            origin=kept.checkpoint.origin,
            size=kept.checkpoint.size,
            root=kept.checkpoint.root.hex(),
            written_at=kept.written_at,
        )
        for kept in office.checkpoints.every()
    ]
    return CheckpointList(items=tuple(reversed(lines)), position=office.size())


class ProofRangeError(RefusalError):
    """A proof leads from a size to one that is no smaller and that the record has."""

    code = "proof-range"
    text = (
        "证明应从 1 至 {upto} 条之间的一处，到不超过 {size} 条的一处；所要的是从 {since} 到 {upto}"
    )


@frozen(kw_only=True)
class ConsistencyProof:
    """That the record as it was at one size is the beginning of what it is at another.

    ``text`` is what a witness takes before the checkpoint of the later size.
    """

    since: int
    since_root: str
    upto: int
    root: str
    text: str
    position: int


@use_case("checkpoint.prove", Power.RECORD_VERIFY, "S37", reads=True)
def prove(office: Office, act: Act, since: int, *, upto: int | None = None) -> ConsistencyProof:
    """Prove that the record goes on from what it was, up to the checkpoint that was signed last.

    Raises:
        CheckpointMissingError: it is not said up to where, and nothing was signed.
        ProofRangeError: the record has no such sizes.
    """
    if upto is None:
        kept = office.checkpoints.latest()
        if kept is None:
            raise CheckpointMissingError
        upto = kept.checkpoint.size
    size = office.size()
    if not 1 <= since <= upto <= size:
        raise ProofRangeError(since=since, upto=upto, size=size)
    leaves = office.log.leaves(upto)
    return ConsistencyProof(
        since=since,
        since_root=frontier(leaves[:since]).root().hex(),
        upto=upto,
        root=frontier(leaves).root().hex(),
        text=proof_text(since, consistency_proof(leaves, since)),
        position=size,
    )


def chosen(office: Office, text: str | None) -> tuple[Note, Checkpoint]:
    """Return the checkpoint that was handed in, or else the one signed last.

    Raises:
        CheckpointMissingError: none was handed in, and none was signed.
        CheckpointUnfitError: what was handed in is none.
        CheckpointForgedError: the key that is here did not sign it.
        CheckpointAheadError: it reaches further than the record.
    """
    file = "（所给）"
    if text is None:
        kept = office.checkpoints.latest()
        if kept is None:
            raise CheckpointMissingError
        note, found, file = kept.note, kept.checkpoint, kept.file
    else:
        try:
            note = Note.parsed(text.rstrip("\n") + "\n")
            found = Checkpoint.of(note)
        except MalformedError as error:
            raise CheckpointUnfitError from error
    if office.checkpoints.is_authentic(note) is False:
        raise CheckpointForgedError(file=file)
    if found.size > office.size():
        raise CheckpointAheadError(signed=found.size, size=office.size())
    return note, found
