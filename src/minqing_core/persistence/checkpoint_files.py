"""The folder of checkpoints: one file for each size that was signed, the latest, and the key."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from attrs import frozen

from minqing_core.application.ports import KeptCheckpoint
from minqing_core.integrity.checkpoint import Checkpoint
from minqing_core.integrity.note import MalformedError, Note, VerifierKey
from minqing_core.integrity.refusals import CheckpointUnreadableError
from minqing_core.persistence.whole_files import write_whole

LATEST, KEYS = "latest.checkpoint", ("key.vkey", "key-sm2.vkey")
_SUFFIX = ".checkpoint"


@frozen
class CheckpointFiles:
    """A folder of checkpoints, or none."""

    folder: Path | None = None

    def publish(self, note: Note, keys: Sequence[VerifierKey]) -> str:
        """Keep a checkpoint by its size and as the latest, with its keys, and say where."""
        folder = self.folder
        if folder is None:
            msg = "checkpoints are kept in a folder"
            raise TypeError(msg)
        path = folder / f"{Checkpoint.of(note).size:012d}{_SUFFIX}"
        if not path.exists():
            write_whole(path, str(note))
        for name, key in zip(KEYS, keys, strict=False):
            write_whole(folder / name, f"{key}\n")
        write_whole(folder / LATEST, str(note))
        return str(path)

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
