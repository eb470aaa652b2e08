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

    def preimage(self) -> bytes:
        """Return what its leaf hashes."""
        return leaf_preimage(
            stream=self.stream,
            version=self.version,
            name="diary.cause-recorded.v1",
            logged_at=self.logged_at,
            state=self.state,
        )


def signed(log: Sequence[Entry], size: int) -> Note:
    """Sign a log as it was at a size."""
    root = frontier(leaf_hash(entry.preimage()) for entry in log[:size]).root()
    return Checkpoint(origin=SIGNER.name, size=size, root=root).signed(SIGNER)


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
