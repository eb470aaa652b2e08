"""The folder of checkpoints: one file for each size that was signed, the latest, and the key."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from attrs import frozen

from minqing_core.application.ports import Destroyed, KeptCheckpoint
from minqing_core.integrity.checkpoint import Checkpoint
from minqing_core.integrity.note import (
    ED25519,
    NAMED,
    MalformedError,
    Note,
    Signature,
    VerifierKey,
)
from minqing_core.integrity.refusals import CheckpointUnreadableError, PrefixChangedError
from minqing_core.kernel.ids import StreamId
from minqing_core.persistence.whole_files import write_whole

LATEST, KEYS = "latest.checkpoint", ("key.vkey", "key-sm2.vkey")
WITNESSES, DESTROYED = "witness.vkey", "destroyed.txt"
_ORDER = re.compile(r"([1-9][0-9]{0,17}) (privacy/\S{1,100})")
_SUFFIX = ".checkpoint"
_LATEST_TIME = 2**37


@frozen
class CheckpointFiles:
    """A folder of checkpoints, or none."""

    folder: Path | None = None

    def publish(self, note: Note, keys: Sequence[VerifierKey]) -> str:
        """Keep a checkpoint by its size and as the latest, with its keys, and say where."""
        folder, kept = self._there(), self.like(note)
        if kept is None:
            path = self._free(note, keys[0])
            write_whole(path, str(note))
        else:
            path, note = folder / kept.file, kept.note.with_lines(*note.signatures)
        self._keep_keys(folder, keys)
        write_whole(folder / LATEST, str(note))
        return str(path)

    def _free(self, note: Note, key: VerifierKey) -> Path:
        """Return where a checkpoint goes; beside another epoch's of its size.

        Raises:
            PrefixChangedError: another past of this size was signed under the same name.
        """
        signed = Checkpoint.of(note)
        named = f"{signed.size:012d}"
        for kept in self._readable_files(named):
            other = kept.checkpoint
            if (other.origin, other.size) == (signed.origin, signed.size):
                raise PrefixChangedError(first=1, last=signed.size)
        path = self._there() / f"{named}{_SUFFIX}"
        return path.with_name(f"{named}-{key.id.hex()}{_SUFFIX}") if path.exists() else path

    def _keep_keys(self, folder: Path, keys: Sequence[VerifierKey]) -> None:
        """Keep the keys by which checkpoints are signed now, and the one before by its id."""
        for name, key in zip(KEYS, keys, strict=False):
            before = _key(folder / name) if name in self._names() else None
            if before is not None and before != key:
                kept = name.replace(".", f".{before.id.hex()}.")
                write_whole(folder / kept, f"{before}\n")
            write_whole(folder / name, f"{key}\n")

    def add_lines(self, kept: KeptCheckpoint, lines: Sequence[Signature]) -> str:
        """Put the lines of witnesses under a checkpoint, and say where it is."""
        folder, latest = self._there(), self.latest()
        note, found = kept.note.with_lines(*lines), self.like(kept.note)
        path = folder / (kept if found is None else found).file
        write_whole(path, str(note))
        if latest is not None and latest.note.text == note.text:
            write_whole(folder / LATEST, str(note))
        return str(path)

    def add_witness(self, key: VerifierKey) -> None:
        """Remember a witness to whom checkpoints are carried."""
        found = self.witnesses()
        if key not in found:
            lines = [f"{known}\n" for known in (*found, key)]
            write_whole(self._there() / WITNESSES, "".join(lines))

    def witnesses(self) -> list[VerifierKey]:
        """Return the keys of the witnesses to whom checkpoints are carried.

        Raises:
            CheckpointUnreadableError: the file that holds them is malformed.
        """
        if self.folder is None or WITNESSES not in self._names():
            return []
        path = self.folder / WITNESSES
        try:
            with _readable(path):
                lines = path.read_text(encoding="utf-8").splitlines()
            return [VerifierKey.parsed(line) for line in lines]
        except (MalformedError, UnicodeDecodeError) as error:
            raise CheckpointUnreadableError(file=path, trouble="格式不符") from error

    def add_destroyed(self, orders: Sequence[Destroyed]) -> None:
        """Keep in mind the orders by which words were destroyed, beside those that it knows."""
        known = self.destroyed()
        if set(orders) <= set(known):
            return
        every = sorted({*known, *orders}, key=lambda order: (order.position, order.stream))
        text = "".join(f"{order.position} {order.stream}\n" for order in every)
        write_whole(self._there() / DESTROYED, text)

    def destroyed(self) -> list[Destroyed]:
        """Return the orders by which words were destroyed, as they stood when it was signed.

        Raises:
            CheckpointUnreadableError: the file that tells of them is malformed.
        """
        if self.folder is None or DESTROYED not in self._names():
            return []
        path = self.folder / DESTROYED
        try:
            with _readable(path):
                lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError as error:
            raise CheckpointUnreadableError(file=path, trouble="格式不符") from error
        found = [_ORDER.fullmatch(line) for line in lines]
        orders = [Destroyed(int(one[1]), StreamId(one[2])) for one in found if one is not None]
        if len(orders) != len(lines):
            raise CheckpointUnreadableError(file=path, trouble="格式不符")
        return orders

    def like(self, note: Note) -> KeptCheckpoint | None:
        """Return the checkpoint that says the same as a note, None when there is none."""
        named = f"{Checkpoint.of(note).size:012d}"
        alike = (kept for kept in self._readable_files(named) if kept.note.text == note.text)
        return next(alike, None)

    def _readable_files(self, named: str = "") -> Iterator[KeptCheckpoint]:
        with suppress(CheckpointUnreadableError):
            for path in self._files():
                if path.name.startswith(named):
                    with suppress(CheckpointUnreadableError):
                        yield _read(path)

    def cosigned(self) -> tuple[KeptCheckpoint, datetime] | None:
        """Return the last checkpoint that a witness cosigned, and when; None before the first.

        What was signed under another name than the latest does not count.
        """
        from minqing_core.persistence.signing_key import signature_holds  # noqa: PLC0415 - dear

        latest, witnesses = self.latest(), self.witnesses()
        if latest is None or not witnesses:
            return None
        for path in reversed([*self._files()]):
            with suppress(CheckpointUnreadableError):
                kept = _read(path)
                times = [kept.note.cosigned_at(key, signature_holds) for key in witnesses]
                found = [time for time in times if time is not None]
                if found and kept.checkpoint.origin == latest.checkpoint.origin:
                    return kept, datetime.fromtimestamp(min(max(found), _LATEST_TIME), UTC)
        return None

    def _there(self) -> Path:
        if self.folder is None:
            msg = "checkpoints are kept in a folder"
            raise TypeError(msg)
        return self.folder

    @property
    def configured(self) -> bool:
        """Whether it is known where they are kept."""
        return self.folder is not None

    def away(self) -> str | None:
        """Return where they should be kept when nothing is there, not even an empty folder."""
        return None if self.folder is None or self.folder.exists() else str(self.folder)

    def latest(self) -> KeptCheckpoint | None:
        """Return the checkpoint that was signed last, None when there is none."""
        if self.folder is not None and LATEST in self._names():
            return _read(self.folder / LATEST)
        return max(self.every(), key=lambda kept: kept.checkpoint.size, default=None)

    def every(self) -> Iterator[KeptCheckpoint]:
        """Yield each checkpoint, the smallest size first."""
        for path in self._files():
            with suppress(CheckpointUnreadableError):
                yield _read(path)

    def unreadable(self) -> Iterator[str]:
        """Yield the names of the files that are meant to be checkpoints and are none."""
        for path in self._files():
            try:
                _read(path)
            except CheckpointUnreadableError:
                yield path.name

    def _files(self) -> Iterator[Path]:
        for name in sorted(self._names()):
            if self.folder is not None and name.endswith(_SUFFIX) and name[:1].isdigit():
                yield self.folder / name

    def _names(self) -> list[str]:
        if self.folder is None or not self.folder.exists():
            return []
        with _readable(self.folder):
            return [path.name for path in self.folder.iterdir()]

    def is_authentic(self, note: Note) -> bool | None:
        """Say whether a key that is here signed a note under its name; None when none is here.

        The line of every other key that is here, SM2 among them, must hold as well.
        """
        if self.folder is None or KEYS[0] not in self._names():
            return None
        from minqing_core.persistence.signing_key import signature_holds  # noqa: PLC0415 - dear

        origin, signed = Checkpoint.of(note).origin, {(s.name, s.key_id) for s in note.signatures}
        theirs = [k for k in self._keys(self.folder) if (k.name, k.id) in signed]
        own = [key for key in theirs if key.name == origin and key.algorithm == ED25519]
        return bool(own) and all(
            note.is_signed_by(key, signature_holds) for key in theirs if _checkable(key)
        )

    def _keys(self, folder: Path) -> list[VerifierKey]:
        names = [name for name in self._names() if re.fullmatch(r"key.*\.vkey", name)]
        return [key for key in (_key(folder / name) for name in names) if key is not None]


def _checkable(key: VerifierKey) -> bool:
    """Say whether its signatures can be checked: the national algorithms come with an extra."""
    from minqing_core.persistence.sm2_key import LIBRARY  # noqa: PLC0415 - dear

    return key.algorithm != NAMED or find_spec(LIBRARY) is not None


def _key(path: Path) -> VerifierKey | None:
    try:
        return VerifierKey.parsed(path.read_text(encoding="utf-8"))
    except (OSError, MalformedError, UnicodeDecodeError):
        return None


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CheckpointUnreadableError(
            file=path, trouble=f"无法读取（{error.strerror}）"
        ) from error


def _read(path: Path) -> KeptCheckpoint:
    try:
        with _readable(path):
            note = Note.parsed(path.read_text(encoding="utf-8"))
            at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        return KeptCheckpoint(
            file=path.name, note=note, checkpoint=Checkpoint.of(note), written_at=at
        )
    except (MalformedError, UnicodeDecodeError) as error:
        raise CheckpointUnreadableError(file=path, trouble="格式不符") from error
