"""Files that are there whole or not at all."""

import os
from pathlib import Path

from minqing_core.kernel.refusals import RefusalError


class FileUnwritableError(RefusalError):
    """A file cannot be put where it is meant to be."""

    kind = "conflict"
    code = "file-unwritable"
    text = "无法写入 {path}：{trouble}"


def write_whole(path: Path, text: str, mode: int = 0o644) -> None:
    """Put a text in the place of a file, so that nobody ever finds half of it.

    Raises:
        FileUnwritableError: it cannot be put there.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, text, mode)
    except OSError as error:
        raise FileUnwritableError(path=path, trouble=error.strerror) from error


def _replace(path: Path, text: str, mode: int) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    opened = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(opened, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    _settle(path.parent)


def _settle(folder: Path) -> None:
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
