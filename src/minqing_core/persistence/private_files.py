"""Files that only their owner can read, made before a database is opened on them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

OWNER_ONLY = 0o600
BESIDE = ("", "-wal", "-shm", "-journal")


class ClaimedError(Exception):
    """Somebody made the file before."""


@contextmanager
def claimed(*paths: Path) -> Iterator[None]:
    """Make files that nobody else made, and take them away again if what follows fails.

    Raises:
        ClaimedError: one of them is there already; nothing is left behind.
    """
    made: list[Path] = []
    try:
        for path in paths:
            _make(path)
            made.append(path)
        yield
    except BaseException:
        remove(*made)
        raise


def _make(path: Path) -> None:
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY))
    except FileExistsError as error:
        raise ClaimedError(path) from error


def keep_private(location: str) -> None:
    """Make the file of a SQLite database readable by its owner alone, if it is not there yet."""
    if location != ":memory:" and "mode=memory" not in location:
        path = unquote(urlsplit(location).path) if location.startswith("file:") else location
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, OWNER_ONLY))


def remove(*paths: Path) -> None:
    """Take database files away, with what the database keeps beside them."""
    for path in paths:
        for file in (Path(f"{path}{suffix}") for suffix in BESIDE):
            if file.is_file():
                file.unlink()
