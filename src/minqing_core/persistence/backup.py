"""A copy of a store to be kept elsewhere, as SQLite files whatever the database it is made of.

Nobody has to stop working meanwhile. The log is copied before the vault, so that every key that
the log names is in the copy. The tables built from the log are left out, and so is the master key:
a copy is worth nothing without it, and it belongs somewhere else. Nobody is logged in by a copy.
"""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from shutil import rmtree

import msgspec
from attrs import frozen

from minqing_core.application.ports import Clock
from minqing_core.kernel.refusals import RefusalError, StoreFullError
from minqing_core.persistence import library
from minqing_core.persistence.account_tables import open_accounts
from minqing_core.persistence.ledger import head
from minqing_core.persistence.master_key import read_master_key
from minqing_core.persistence.private_files import ClaimedError, claimed, remove
from minqing_core.persistence.refusals import StoreExistsError
from minqing_core.persistence.settings import Settings, settings
from minqing_core.persistence.sqlite_pool import library_errors
from minqing_core.persistence.store import upgrade_files

STORE, MANIFEST, FORMAT = "town.db", "backup.json", "minqing-backup/v1"
PRIVATE = 0o700
PASSING = ("sessions", "attempts")


class BackupUnmadeError(RefusalError):
    """No copy can be made of a store, or not at this place."""

    kind = "conflict"
    code = "backup-unmade"
    text = "无法备份到 {folder}：{trouble}"


class BackupBrokenError(RefusalError):
    """A folder is no copy of a store, or not as it was made."""

    kind = "conflict"
    code = "backup-broken"
    text = "{folder} 不是一份完好的备份：{trouble}"


@frozen(kw_only=True)
class Copied:
    """A copy: when it was made, how far the log reaches in it, and the SHA-256 of its files."""

    format: str = FORMAT
    taken_at: datetime
    size: int
    root: str
    files: Mapping[str, str]


_COPIED = msgspec.json.Decoder(Copied)


def back_up(place: Settings, folder: Path, clock: Clock) -> Copied:
    """Copy a store into a folder that is made for it, readable by its owner alone.

    Raises:
        BackupUnmadeError: the folder is there already or cannot be written, or the store lies in
            memory; nothing is left behind.
    """
    if place.backend == "memory":
        raise BackupUnmadeError(folder=folder, trouble="库在内存中，没有可备份的文件")
    taken_at = clock()
    try:
        folder.mkdir(mode=PRIVATE, parents=True)
    except OSError as error:
        raise BackupUnmadeError(folder=folder, trouble=error.strerror) from error
    try:
        copy = settings(str(folder / STORE), place.key_file)
        with claimed(*copy.kept()):
            _copy(place, copy, clock)
        made = _described(copy, taken_at)
        (folder / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(made)) + b"\n")
    except BaseException as error:
        rmtree(folder)
        if isinstance(error, OSError | StoreFullError | library.PersistenceError):
            raise BackupUnmadeError(folder=folder, trouble=error) from error
        raise
    return made


def described(folder: Path) -> Copied:
    """Return what a copy says of itself.

    Raises:
        BackupBrokenError: there is no copy in the folder.
    """
    try:
        found = _COPIED.decode((folder / MANIFEST).read_bytes())
    except OSError as error:
        raise BackupBrokenError(folder=folder, trouble=f"读不到 {MANIFEST}") from error
    except msgspec.DecodeError as error:
        raise BackupBrokenError(folder=folder, trouble=f"{MANIFEST} 不合格式：{error}") from error
    if found.format != FORMAT:
        raise BackupBrokenError(folder=folder, trouble=f"格式 {found.format}，应为 {FORMAT}")
    return found


def damaged(folder: Path, copied: Copied) -> list[str]:
    """Return which files of a copy are missing, or not as they were made.

    Which there have to be is not for the copy to say: it has log and vault, and names each file
    that is there.
    """
    return [file.name for file in _files(folder) if not _is_whole(file, copied)]


def _files(folder: Path) -> tuple[Path, ...]:
    return settings(str(folder.absolute() / STORE), folder).kept()


def _is_whole(file: Path, copied: Copied) -> bool:
    digest = copied.files.get(file.name)
    if digest is None:
        log, vault, *_ = _files(file.parent)
        return file not in {log, vault} and not file.exists()
    return file.is_file() and _digest(file) == digest


def restore(folder: Path, place: Settings) -> Copied:
    """Make a store out of a copy, where there is none yet and its master key lies.

    Tables that were left of the store before are taken away: what they say is not in the copy. A
    copy that an earlier program made is brought to the versions of this one.

    Raises:
        BackupBrokenError: the copy is not as it was made.
        SchemaNewerError: a later program made the copy.
        StoreExistsError: there is a store already, and it is left as it is.
        MasterKeyError: the master key is not there.
    """
    copied = described(folder)
    broken = damaged(folder, copied)
    if broken:
        raise BackupBrokenError(folder=folder, trouble=f"{'、'.join(broken)} 缺失或被改动")
    if place.key_file is not None:
        read_master_key(place.key_file)
    copy = settings(str(folder.absolute() / STORE), place.key_file)
    if place.backend == "postgresql":
        from minqing_core.persistence.postgres_backup import into_postgres  # noqa: PLC0415

        into_postgres(copy, place)
        return copied
    try:
        place.kept()[0].parent.mkdir(parents=True, exist_ok=True)
        with claimed(*place.kept()):
            for source, target in zip(copy.kept(), place.kept(), strict=True):
                if source.exists():
                    _copy_file(source, target, keeps_log=target == place.path)
            remove(*(file for file in place.databases() if file not in place.kept()))
            upgrade_files(place)
    except ClaimedError as error:
        raise StoreExistsError(place=error) from error
    return copied


def _copy(place: Settings, copy: Settings, clock: Clock) -> None:
    if place.backend == "postgresql":
        from minqing_core.persistence.postgres_backup import from_postgres  # noqa: PLC0415

        from_postgres(place, copy, clock)
        return
    for source, target in zip(place.kept(), copy.kept(), strict=True):
        if source.exists():
            _copy_file(source, target)
    with closing(open_accounts(copy)) as accounts:
        for table in PASSING:
            accounts.run(f"DELETE FROM {table} RETURNING id")  # noqa: S608  (all written here)


def _copy_file(source: Path, target: Path, *, keeps_log: bool = False) -> None:
    """Copy a database while others write to it, into one file or one that keeps a log."""
    with (
        library_errors(),
        closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)) as before,
        closing(sqlite3.connect(target)) as after,
    ):
        before.backup(after)
        after.execute(f"PRAGMA journal_mode={'WAL' if keeps_log else 'DELETE'}")


def _described(copy: Settings, taken_at: datetime) -> Copied:
    store, *_ = copy.kept()
    with library_errors(), closing(sqlite3.connect(store)) as opened:
        row = opened.execute("SELECT size, nodes, logged_at FROM frontier").fetchone()
    reached = head(*row).frontier
    return Copied(
        taken_at=taken_at,
        size=reached.size,
        root=reached.root().hex(),
        files={file.name: _digest(file) for file in copy.kept()},
    )


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return file_digest(opened, "sha256").hexdigest()
