"""The signer: a process of its own that signs only what goes on from what it signed before."""

from attrs import define, frozen

from minqing_core.application.proof_ports import CheckpointFolder, SignerMemory, StoredLog
from minqing_core.integrity.checkpoint import Checkpoint
from minqing_core.integrity.merkle import Frontier
from minqing_core.integrity.note import Signer
from minqing_core.integrity.signing import require_reaches, require_registered, require_same


@frozen(kw_only=True)
class SignedCheckpoint:
    """A checkpoint that was signed, where it is kept, and how many events it adds."""

    origin: str
    size: int
    root: str
    added: int
    file: str
    truncated: bool


@define
class CheckpointSigner:
    """What signs: the log's bytes, the keys, what was signed last, and where checkpoints go."""

    _log: StoredLog
    _signers: tuple[Signer, ...]
    _memory: SignerMemory
    _folder: CheckpointFolder
    _whole: bool = False

    def waiting(self) -> int:
        """Return how many events are not signed yet; fewer than none when some are gone."""
        return self._log.reached()[0] - self._memory.read().size

    def sign(self) -> SignedCheckpoint:
        """Derive the leaves of the new events from their bytes, and sign where the log now ends.

        What was signed before is derived anew when this process first signs.

        Raises:
            BrokenRecordError: the log contradicts what was signed, or its own tree.
        """
        signed, (size, nodes) = self._memory.read(), self._log.reached()
        require_reaches(size, signed.size)
        if not self._whole:
            require_same(self._log.grown(Frontier(), signed.size), signed)
        reached = self._log.grown(signed, size)
        require_registered(reached, size, nodes)
        self._whole = True
        self._memory.write(reached)
        published = self._published(reached, reached.size - signed.size)
        self._folder.add_destroyed(self._log.destroyed(reached.size))
        return published

    def _published(self, reached: Frontier, added: int) -> SignedCheckpoint:
        keys = [signer.key for signer in self._signers]
        made = Checkpoint(origin=keys[0].name, size=reached.size, root=reached.root())
        return SignedCheckpoint(
            origin=made.origin,
            size=made.size,
            root=made.root.hex(),
            added=added,
            file=self._folder.publish(made.signed(*self._signers), keys),
            truncated=self._log.truncate(),
        )
