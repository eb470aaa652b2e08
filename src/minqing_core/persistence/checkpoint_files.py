"""The folder of checkpoints: one file for each size that was signed, the latest, and the key."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from attrs import frozen

from minqing_core.application.ports import KeptCheckpoint
from minqing_core.integrity.checkpoint import Checkpoint
from minqing_core.integrity.note import MalformedError, Note, Signature, VerifierKey
from minqing_core.integrity.refusals import CheckpointUnreadableError
from minqing_core.persistence.whole_files import write_whole

LATEST, KEYS = "latest.checkpoint", ("key.vkey", "key-sm2.vkey")
WITNESSES = "witness.vkey"
_SUFFIX = ".checkpoint"
_LATEST_TIME = 2**37


@frozen
class CheckpointFiles:
    """A folder of checkpoints, or none."""

    folder: Path | None = None

    def publish(self, note: Note, keys: Sequence[VerifierKey]) -> str:
        """Keep a checkpoint by its size and as the latest, with its keys, and say where."""
        folder = self._there()
        size = Checkpoint.of(note).size
        path, kept = _path(folder, size), self.of_size(size)
        if not path.exists():
            write_whole(path, str(note))
        if kept is not None and kept.note.text == note.text:
            note = kept.note.with_lines(*note.signatures)
        for name, key in zip(KEYS, keys, strict=False):
            write_whole(folder / name, f"{key}\n")
        write_whole(folder / LATEST, str(note))
        return str(path)

    def add_lines(self, kept: KeptCheckpoint, lines: Sequence[Signature]) -> str:
        """Put the lines of witnesses under a checkpoint, and say where it is."""
        folder, latest = self._there(), self.latest()
        note = kept.note.with_lines(*lines)
        path = _path(folder, kept.checkpoint.size)
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

    def of_size(self, size: int) -> KeptCheckpoint | None:
        """Return the checkpoint of a size, None when there is none that can be read."""
        if self.folder is not None and _path(self.folder, size).exists():
            with suppress(CheckpointUnreadableError):
                return _read(_path(self.folder, size))
        return None

    def cosigned(self) -> tuple[KeptCheckpoint, datetime] | None:
        """Return the last checkpoint that a witness cosigned, and when; None before the first."""
        from minqing_core.persistence.signing_key import signature_holds  # noqa: PLC0415 - dear

        witnesses = self.witnesses()
        for path in reversed([*self._files()] if witnesses else []):
            with suppress(CheckpointUnreadableError):
                kept = _read(path)
                times = [kept.note.cosigned_at(key, signature_holds) for key in witnesses]
                found = [time for time in times if time is not None]
                if found:
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
        """Say whether the key in the folder signed a note; None when no key is there."""
        if self.folder is None or not (self.folder / KEYS[0]).exists():
            return None
        from minqing_core.persistence.signing_key import signature_holds  # noqa: PLC0415 - dear

        try:
            key = VerifierKey.parsed((self.folder / KEYS[0]).read_text(encoding="utf-8"))
        except (OSError, MalformedError, UnicodeDecodeError):
            return False
        return note.is_signed_by(key, signature_holds)


def _path(folder: Path, size: int) -> Path:
    return folder / f"{size:012d}{_SUFFIX}"


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
