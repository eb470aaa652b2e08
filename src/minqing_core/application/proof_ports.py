"""What signer and witness need from outside: neither is the office."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from attrs import frozen

from minqing_core.application.ports import Destroyed, KeptCheckpoint
from minqing_core.integrity.checkpoint import Checkpoint
from minqing_core.integrity.merkle import Frontier
from minqing_core.integrity.note import Note, Signature, VerifierKey


class CheckpointFolder(Protocol):
    """Where the signer puts its checkpoints."""

    def publish(self, note: Note, keys: Sequence[VerifierKey]) -> str:
        """Keep a checkpoint by its size and as the latest, with its keys, and say where."""
        ...

    def add_destroyed(self, orders: Sequence[Destroyed]) -> None:
        """Keep in mind the orders by which words were destroyed, beside those that it knows."""
        ...

    def latest(self) -> KeptCheckpoint | None:
        """Return the checkpoint that was signed last, None when there is none."""
        ...

    def like(self, note: Note) -> KeptCheckpoint | None:
        """Return the checkpoint that says the same as a note, None when there is none."""
        ...

    def witnesses(self) -> list[VerifierKey]:
        """Return the keys of the witnesses to whom checkpoints are carried."""
        ...

    def cosigned(self) -> tuple[KeptCheckpoint, datetime] | None:
        """Return the last checkpoint that a witness cosigned, and when; None before the first."""
        ...

    def add_lines(self, kept: KeptCheckpoint, lines: Sequence[Signature]) -> str:
        """Put the lines of witnesses under a checkpoint, and say where it is."""
        ...


class SignerMemory(Protocol):
    """What the signer remembers, kept where the office cannot reach it."""

    def read(self) -> Frontier:
        """Return the tree that was signed last.

        Raises:
            BrokenRecordError: it is not known.
        """
        ...

    def write(self, signed: Frontier) -> None:
        """Remember a tree, before its checkpoint is shown to anybody."""
        ...


class WitnessTurn(Protocol):
    """What a witness does while nobody else does: all of it is kept, or nothing."""

    def latest(self, origin: str) -> Checkpoint | None:
        """Return the checkpoint that was cosigned last of a record, None before the first."""
        ...

    def keep(self, note: Note) -> None:
        """Keep a checkpoint as the last one of its record."""
        ...

    def keep_unproved(self, note: Note, at: datetime) -> None:
        """Keep a signed checkpoint that does not go on from the last one, to be looked into."""
        ...


@frozen(kw_only=True)
class WitnessedLog:
    """A record that a witness was told to cosign, how far it did, and what did not go on."""

    vkey: str
    origin: str
    size: int
    successor: str | None
    unproved: tuple[str, ...]


class WitnessMemory(Protocol):
    """What a witness remembers, in a file of its own. Safe to use from several processes."""

    def trust(self, key: VerifierKey, succeeds: str | None) -> None:
        """Remember that what a key signs under its name is to be cosigned, instead of another."""
        ...

    def trusted(self, origin: str) -> list[VerifierKey]:
        """Return the keys that sign for a record, none when another succeeded it."""
        ...

    def alone(self) -> AbstractContextManager[WitnessTurn]:
        """Check and keep while nobody else does either."""
        ...

    def logs(self) -> list[WitnessedLog]:
        """Return every key that is trusted, and how far its record was cosigned."""
        ...

    def close(self) -> None:
        """Let the file go."""
        ...


class StoredLog(Protocol):
    """The log as its signer sees it: stored bytes that it can only read."""

    def reached(self) -> tuple[int, bytes]:
        """Return the size of the log and the nodes of its frontier, as they are registered."""
        ...

    def grown(self, before: Frontier, upto: int) -> Frontier:
        """Return the tree after the events beyond *before*, from their stored bytes.

        Raises:
            LeafChangedError: one is missing, or is not what its own leaf says.
        """
        ...

    def leaves(self, upto: int, after: int = 0) -> list[bytes]:
        """Return the leaves of the positions beyond *after*, from the events' stored bytes.

        Raises:
            LeafChangedError: one is missing, or is not what its own leaf says.
        """
        ...

    def destroyed(self, upto: int) -> list[Destroyed]:
        """Return the orders up to a position by which personal words were destroyed."""
        ...

    def truncate(self) -> bool:
        """Have the database move its write-ahead log home; False where that is not ours."""
        ...
