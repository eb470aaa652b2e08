"""The one secret of a store: what the subjects' keys are wrapped by."""

import hmac
import os
import secrets
from pathlib import Path

from attrs import field, frozen

from minqing_core.kernel.refusals import RefusalError

_SIZE = 32


class MasterKeyError(RefusalError):
    """The master key is missing, malformed, or belongs to another store."""

    kind = "not-found"
    code = "store-key"
    text = "主密钥文件 {path} {trouble}"


def _derived(secret: bytes, purpose: bytes) -> bytes:
    extracted = hmac.digest(bytes(_SIZE), secret, "sha256")
    return hmac.digest(extracted, purpose + b"\x01", "sha256")


@frozen
class MasterKey:
    """The master key, used only through keys derived from it (HKDF, RFC 5869)."""

    _secret: bytes = field(repr=False)
    path: Path | None = None

    def wrapping(self) -> bytes:
        """Return the key that wraps the subjects' keys."""
        return _derived(self._secret, b"minqing/wrapping")

    def beside(self) -> bytes:
        """Return the key that seals what is kept beside the log."""
        return _derived(self._secret, b"minqing/beside")

    def fingerprint(self, data: bytes) -> bytes:
        """Return a fingerprint from which nothing can be guessed without the master key."""
        return hmac.digest(_derived(self._secret, b"minqing/fingerprint"), data, "sha256")


def passing_master_key(store: str) -> MasterKey:
    """Return the master key of a store in memory, whose random name dies with it."""
    return MasterKey(_derived(store.encode(), b"minqing/memory"))


def make_master_key(path: Path) -> MasterKey:
    """Read the master key at *path*, made there, readable by its owner alone, if there is none."""
    try:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return read_master_key(path)
    except OSError as error:
        raise MasterKeyError(path=path, trouble=f"无法写入（{error.strerror}）") from error
    with os.fdopen(opened, "wb") as file:
        file.write(secrets.token_bytes(_SIZE))
        file.flush()
        os.fsync(file.fileno())
    return read_master_key(path)


def read_master_key(path: Path) -> MasterKey:
    """Read the master key at *path*."""
    try:
        secret = path.read_bytes()
    except OSError as error:
        raise MasterKeyError(path=path, trouble=f"无法读取（{error.strerror}）") from error
    if len(secret) != _SIZE:
        raise MasterKeyError(path=path, trouble=f"应为 {_SIZE} 字节，实为 {len(secret)} 字节")
    return MasterKey(secret, path)
