"""A log and its bundle made by hand, as the formats have it, without the office."""

import gzip
import json
from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

from minqing_core.integrity.checkpoint import Checkpoint
from minqing_core.integrity.merkle import frontier, leaf_hash, leaf_preimage
from minqing_core.integrity.note import Note
from minqing_core.integrity.proofs import inclusion_proof
from minqing_core.integrity.receipt import Receipt
from minqing_core.persistence.signing_key import SigningKey

SIGNER = SigningKey("random.example/minqing", bytes(32))
MATTER = "case/2026-000001"


@frozen
class Entry:
    """An event as it is stored."""

    stream: str
    version: int
    logged_at: int
    state: bytes
    name: str = "diary.cause-recorded.v1"

    def preimage(self) -> bytes:
        """Return what its leaf hashes."""
        return leaf_preimage(
            stream=self.stream,
            version=self.version,
            name=self.name,
            logged_at=self.logged_at,
            state=self.state,
        )


def signed(log: Sequence[Entry], size: int) -> Note:
    """Sign a log as it was at a size."""
    root = frontier(leaf_hash(entry.preimage()) for entry in log[:size]).root()
    return Checkpoint(origin=SIGNER.name, size=size, root=root).signed(SIGNER)


def received(log: Sequence[Entry], position: int, size: int) -> Receipt:
    """Give a receipt for an event of a log as it was at a size."""
    leaves = [leaf_hash(entry.preimage()) for entry in log[:size]]
    proof = inclusion_proof(leaves, position - 1)
    extra = log[position - 1].preimage()
    return Receipt(index=position - 1, proof=proof, checkpoint=signed(log, size), extra=extra)


def bundled(folder: Path, log: Sequence[Entry], note: Note, earlier: Sequence[Note]) -> Path:
    """Write the bundle of the matter in a log, under a checkpoint."""
    lines = [b"\t".join(entry.preimage().split(b"\n")[1:-1]) for entry in log]
    text = b"\n".join([b"minqing-headers/v1", *lines, b""])
    (folder / "headers.txt.gz").write_bytes(gzip.compress(text, compresslevel=1))
    (folder / "checkpoint.txt").write_text(str(note), encoding="utf-8")
    events = [
        {"position": position, "state": b64encode(entry.state).decode()}
        for position, entry in enumerate(log, 1)
        if entry.stream == MATTER
    ]
    _write(folder, "matter", stream=MATTER, events=events)
    _write(folder, "words", words=[])
    _write(folder, "earlier", checkpoints=[*map(str, earlier)])
    return folder


def _write(folder: Path, kind: str, **members: Any) -> None:
    made = {"format": f"minqing-{kind}/v1", **members}
    (folder / f"{kind}.json").write_text(json.dumps(made), encoding="utf-8")
