"""Where a store lies, read from the one address that people give."""

import secrets
from pathlib import Path
from typing import Literal, TypeAlias

from attrs import field, frozen

from minqing_core.kernel.refusals import RefusalError

Backend: TypeAlias = Literal["memory", "sqlite", "postgresql"]

_SQLITE = "sqlite:///"
_POSTGRESQL = ("postgresql://", "postgres://")


class StoreUrlError(RefusalError):
    """The address names no store that can be used."""

    code = "store-url"
    text = "数据库地址「{url}」无法识别：{trouble}"


@frozen(kw_only=True)
class Settings:
    """Where the log, the vault, the views and the master key of one store lie.

    ``access`` is where API keys are kept, ``readings`` who read what, ``accounts`` how people
    log in and who is logged in, ``webhooks`` what is pushed to whom.

    Each location is what its database is opened by: a URI of SQLite, or the
    address of PostgreSQL, where log, vault, views and access have a schema each.
    """

    backend: Backend
    log: str = field(repr=False)
    vault: str = field(repr=False)
    views: str = field(repr=False)
    access: str = field(repr=False)
    readings: str = field(repr=False)
    accounts: str = field(repr=False)
    webhooks: str = field(repr=False)
    path: Path | None = None
    key_file: Path | None = None

    def databases(self) -> tuple[Path, ...]:
        """Return the files of the databases, none where they are no files of ours."""
        return (*self.kept(), *self._beside("views"))

    def kept(self) -> tuple[Path, ...]:
        """Return the files of the databases that cannot be made anew, the log first."""
        if self.path is None:
            return ()
        return (self.path, *self._beside("vault", "access", "readings", "accounts", "webhooks"))

    def _beside(self, *kinds: str) -> tuple[Path, ...]:
        path = self.path
        if path is None:
            return ()
        return tuple(path.with_name(f"{path.stem}-{kind}.db") for kind in kinds)


def settings(url: str, key_file: Path | None = None) -> Settings:
    """Read the address of a store.

    Args:
        url: ``sqlite:///town.db``, a path, ``memory:`` (another store each
            time), or ``postgresql://…``.
        key_file: the master key; by default beside a SQLite file.
    """
    if url == "memory:":
        return _memory(key_file)
    if url.startswith(_POSTGRESQL):
        return _postgresql(url, key_file)
    path = url.removeprefix(_SQLITE)
    if "://" in path:
        raise StoreUrlError(
            url=path.partition("://")[0] + "://…",
            trouble="请用 sqlite:///文件路径、文件路径、postgresql://… 或 memory:",
        )
    return _sqlite(path, key_file)


def location(url: str) -> Settings:
    """Read the address of a store for somebody who has no master key."""
    return settings(url, Path() if url.startswith(_POSTGRESQL) else None)


def _memory(key_file: Path | None) -> Settings:
    name = secrets.token_hex(16)
    log, vault, views, access, readings, accounts, webhooks = (
        f"file:minqing-{name}-{part}?mode=memory&cache=shared"
        for part in ("log", "vault", "views", "access", "readings", "accounts", "webhooks")
    )
    return Settings(
        backend="memory",
        log=log,
        vault=vault,
        views=views,
        access=access,
        readings=readings,
        accounts=accounts,
        webhooks=webhooks,
        key_file=key_file,
    )


def _postgresql(url: str, key_file: Path | None) -> Settings:
    if key_file is None:
        raise StoreUrlError(url="postgresql://…", trouble="使用 PostgreSQL 时须另行指明主密钥文件")
    return Settings(
        backend="postgresql",
        log=url,
        vault=url,
        views=url,
        access=url,
        readings=url,
        accounts=url,
        webhooks=url,
        key_file=key_file,
    )


def _sqlite(given: str, key_file: Path | None) -> Settings:
    if not given or "\0" in given:
        raise StoreUrlError(url=given, trouble="缺少文件路径")
    path = Path(given).expanduser().absolute()
    return Settings(
        backend="sqlite",
        log=path.as_uri(),
        vault=path.with_name(f"{path.stem}-vault.db").as_uri(),
        views=path.with_name(f"{path.stem}-views.db").as_uri(),
        access=path.with_name(f"{path.stem}-access.db").as_uri(),
        readings=path.with_name(f"{path.stem}-readings.db").as_uri(),
        accounts=path.with_name(f"{path.stem}-accounts.db").as_uri(),
        webhooks=path.with_name(f"{path.stem}-webhooks.db").as_uri(),
        path=path,
        key_file=key_file or path.with_suffix(".key"),
    )
