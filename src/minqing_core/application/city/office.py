"""The city's office: it follows its towns, remembers what they said, and cosigns what agrees."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Self, TypeVar

import msgspec
from attrs import define, frozen

from minqing_core.access.decisions.fitness import is_safe
from minqing_core.application.checkpoints import CheckpointMissingError, LatestCheckpoint
from minqing_core.application.city.board import BoardLine, counts, line
from minqing_core.application.city.towns import (
    Ask,
    CheckpointBeyondError,
    CheckpointStrangerError,
    Door,
    Mirror,
    NothingCosignedError,
    OtherPastError,
    OtherRootError,
    RecordCutError,
    Town,
    TownAddressUnsafeError,
    TownAnswerError,
    TownUnknownError,
    Trouble,
)
from minqing_core.application.leaves import LeafPage
from minqing_core.application.listing import MOST
from minqing_core.application.ports import Clock
from minqing_core.application.statistical_rows import EventRows, MatterRows
from minqing_core.application.witnessing import Witness
from minqing_core.integrity.checkpoint import Checkpoint
from minqing_core.integrity.merkle import frontier
from minqing_core.integrity.note import Check, MalformedError, Note
from minqing_core.integrity.proofs import consistency_proof
from minqing_core.integrity.refusals import BrokenRecordError
from minqing_core.integrity.witness import Submission
from minqing_core.kernel.learning import learnt
from minqing_core.kernel.periods import civil_date
from minqing_core.kernel.refusals import RefusalError

Page = TypeVar("Page")
HASH = re.compile("[0-9a-f]{64}")
WEEK = timedelta(days=7)


@frozen(kw_only=True)
class Followed:
    """What came of following a town: how far, how much was new, what was cosigned or amiss."""

    town: str
    size: int
    new: int
    matters: int
    signed: int
    cosigned: int
    trouble: Trouble | None


@define
class City:
    """What the city keeps of its towns, how they are asked, and what time it is."""

    _mirror: Mirror
    _door: Door
    _check: Check
    _now: Clock

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._mirror.close()

    def add(self, town: Town) -> None:
        """Follow a town from now on.

        Raises:
            TownKnownError: there is one of that name.
            TownAddressUnsafeError: who listens on the way would have its key.
        """
        if not is_safe(town.address):
            raise TownAddressUnsafeError(town=town.name, address=town.address)
        self._mirror.add(town)

    def towns(self) -> list[Town]:
        """Return the towns that are followed, by name."""
        return self._mirror.towns()

    def follow(self, town: Town, witness: Witness | None = None) -> Followed:
        """Follow a town from where it was left to the end of its record.

        What it signed is held against what it told, and cosigned where a witness is given. What
        is amiss is noted and told: it keeps no other town from being followed.
        """
        before, trouble, matters = self._mirror.reached(town.name), None, 0
        try:
            with self._door(town) as ask:
                matters = self._followed(_Town(town, ask), witness)
        except BrokenRecordError as broken:
            trouble = Trouble(code=broken.code, text=str(broken), broken=True)
        except RefusalError as refusal:
            trouble = Trouble(code=refusal.code, text=str(refusal), broken=False)
        self._mirror.note(town.name, self._now(), trouble)
        standing = self._mirror.standing(town.name)
        return Followed(
            town=town.name,
            size=standing.reached.size,
            new=standing.reached.size - before.size,
            matters=matters,
            signed=standing.signed,
            cosigned=standing.cosigned,
            trouble=trouble,
        )

    def board(self) -> list[BoardLine]:
        """Return how every town stands, by what it told last."""
        now, mirror = self._now(), self._mirror
        return [
            line(
                mirror.standing(town.name),
                counts(mirror.matters(town.name), civil_date(now)),
                mirror.told_since(town.name, now - WEEK),
            )
            for town in self.towns()
        ]

    def cosigned(self, town: str) -> str:
        """Return the last checkpoint of a town that was cosigned, to be carried back to it.

        Raises:
            TownUnknownError: none of that name is followed.
            NothingCosignedError: there is none.
        """
        known = [one.name for one in self.towns()]
        if town not in known:
            raise TownUnknownError(town=town, known="、".join(known) or "无")
        found = self._mirror.cosigned(town)
        if found is None:
            raise NothingCosignedError(town=town)
        return found

    def _followed(self, town: "_Town", witness: Witness | None) -> int:
        signed = town.signed(self._check)
        self._mirror_leaves(town)
        self._mirror_told(town)
        matters = self._mirror_matters(town)
        if signed is not None:
            self._hold(town.name, *signed, witness)
        return matters

    def _mirror_leaves(self, town: "_Town") -> None:
        known = self._mirror.reached(town.name).size
        if known:
            self._require_same(town, known)
        for leaves in town.leaves(known):
            self._mirror.add_leaves(town.name, known, leaves)
            known += len(leaves)

    def _require_same(self, town: "_Town", known: int) -> None:
        """Refuse a record that ends before what was mirrored, or is another one."""
        first = town.leaf_page(0, 1)
        if first.position < known:
            raise RecordCutError(town=town.name, size=first.position, known=known)
        for position, page in ((1, first), (known, town.leaf_page(known - 1, 1))):
            kept = self._mirror.leaf(town.name, position)
            if kept is None or page.items != (kept.hex(),):
                raise OtherPastError(town=town.name, position=position)

    def _mirror_told(self, town: "_Town") -> None:
        reached = self._mirror.reached(town.name)
        for page in town.told(reached.told, reached.size):
            self._mirror.add_told(town.name, page.items, page.next)

    def _mirror_matters(self, town: "_Town") -> int:
        reached, found = self._mirror.reached(town.name), 0
        for page in town.matters(reached.counted, reached.size):
            self._mirror.put_matters(town.name, page.items, page.closed, page.next)
            found += len(page.items)
        return found

    def _hold(
        self, town: str, note: Note, checkpoint: Checkpoint, witness: Witness | None
    ) -> None:
        size = self._mirror.reached(town).size
        if checkpoint.size > size:
            raise CheckpointBeyondError(town=town, signed=checkpoint.size, size=size)
        leaves = self._mirror.leaves(town, checkpoint.size)
        if frontier(leaves).root() != checkpoint.root:
            raise OtherRootError(town=town, size=checkpoint.size)
        self._mirror.keep_checkpoint(town, str(note), checkpoint.size, cosigned=False)
        if witness is not None:
            text = witness.add(str(_submitted(witness, note, checkpoint, leaves))).text
            self._mirror.keep_checkpoint(town, text, checkpoint.size, cosigned=True)


def _submitted(
    witness: Witness, note: Note, checkpoint: Checkpoint, leaves: list[bytes]
) -> Submission:
    """Return a checkpoint with the proof, by our own leaves, from what was cosigned last."""
    known = {log.origin: log.size for log in witness.logs()}
    old = known.get(checkpoint.origin, 0)
    proof = consistency_proof(leaves, old) if 0 < old < len(leaves) else ()
    return Submission(old=min(old, len(leaves)), proof=proof, note=note, checkpoint=checkpoint)


@frozen
class _Town:
    """A town while it is asked."""

    town: Town
    _ask: Ask

    @property
    def name(self) -> str:
        """Its name."""
        return self.town.name

    def signed(self, check: Check) -> tuple[Note, Checkpoint] | None:
        """Return the checkpoint that it shows; None before the first, or without a key to check.

        Raises:
            CheckpointStrangerError: it is none, or nobody whose key is known signed it.
        """
        if self.town.vkey is None:
            return None
        try:
            shown = self._read("checkpoint.latest", LatestCheckpoint)
        except CheckpointMissingError:
            return None
        stranger = CheckpointStrangerError(town=self.name, name=self.town.vkey.name)
        try:
            note = Note.parsed(shown.text)
            checkpoint = Checkpoint.of(note)
        except MalformedError as error:
            raise stranger from error
        ours = checkpoint.origin == self.town.vkey.name
        if not ours or not note.is_signed_by(self.town.vkey, check):
            raise stranger
        return note, checkpoint

    def leaf_page(self, after: int, limit: int) -> LeafPage:
        """Return leaves after a position."""
        return self._read("checkpoint.leaves", LeafPage, after=after, limit=limit)

    def leaves(self, after: int) -> Iterator[list[bytes]]:
        """Go through the leaves after a position to the end."""
        while True:
            page = self.leaf_page(after, MOST)
            if page.position == after:
                return
            yield self._hashes(page.items)
            self._require_further("checkpoint.leaves", after + len(page.items), after)
            after += len(page.items)

    def told(self, after: int, upto: int) -> Iterator[EventRows]:
        """Go through what was recorded after a position, up to another."""
        while after < upto:
            page = self._read("export.events", EventRows, after=after, upto=upto, limit=MOST)
            yield page
            self._require_further("export.events", page.next, after)
            after = page.next

    def matters(self, after: int, upto: int) -> Iterator[MatterRows]:
        """Go through the matters last written in after a position, up to another."""
        while after < upto:
            page = self._read("export.matters", MatterRows, after=after, upto=upto, limit=MOST)
            yield page
            self._require_further("export.matters", page.next, after)
            after = page.next

    def _hashes(self, items: tuple[str, ...]) -> list[bytes]:
        if not all(map(HASH.fullmatch, items)):
            raise TownAnswerError(town=self.name, asked="checkpoint.leaves", trouble="不是指纹")
        return [*map(bytes.fromhex, items)]

    def _require_further(self, asked: str, following: int, after: int) -> None:
        """Refuse a page that leads nowhere: whoever asks on would ask for ever."""
        if following <= after:
            trouble = f"第 {after} 条之后没有下文"
            raise TownAnswerError(town=self.name, asked=asked, trouble=trouble)

    def _read(self, use_case: str, kind: type[Page], **given: int) -> Page:
        answer: Any = self._ask(use_case, **given)
        try:
            return msgspec.convert(answer, learnt(kind))
        except msgspec.ValidationError as error:
            raise TownAnswerError(town=self.name, asked=use_case, trouble=error) from error
