"""Secret keys in files of their own, in the form of Go's sumdb notes."""

import os
from pathlib import Path
from unicodedata import is_normalized

from minqing_core.integrity.note import NAME, MalformedError, decoded
from minqing_core.kernel.refusals import RefusalError

PREFIX = "PRIVATE+KEY+"


class SigningKeyError(RefusalError):
    """The signing key is missing, malformed, or open to others."""

    kind = "not-found"
    code = "signing-key"
    text = "签名密钥文件 {path} {trouble}"


class SigningKeyExistsError(RefusalError):
    """There is a signing key already, and it is left as it is."""

    kind = "conflict"
    code = "signing-key-exists"
    text = "{path} 已经存在，未作任何改动"


class OriginError(RefusalError):
    """A record cannot be signed under this name."""

    code = "origin"
    text = "记录名称「{origin}」不对：不能为空，不能有空格和加号，宜如 dachong.gov.example/minqing"


def require_origin(origin: str) -> None:
    """Refuse a name that no note can carry.

    Raises:
        OriginError: it is one.
    """
    if not NAME.fullmatch(origin) or not is_normalized("NFC", origin):
        raise OriginError(origin=origin)


def keep_secret(path: Path, secret: str) -> None:
    """Keep a key at *path*, readable by its owner alone.

    Raises:
        SigningKeyExistsError: there is one already.
        SigningKeyError: it cannot be kept there.
    """
    try:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise SigningKeyExistsError(path=path) from error
    except OSError as error:
        raise SigningKeyError(path=path, trouble=f"无法写入（{error.strerror}）") from error
    with os.fdopen(opened, "w", encoding="utf-8") as file:
        file.write(f"{secret}\n")
        file.flush()
        os.fsync(file.fileno())


def read_secret(path: Path) -> tuple[str, str, bytes]:
    """Read name, id and secret of the key at *path*.

    Raises:
        SigningKeyError: it is missing, malformed, or others can read it.
    """
    try:
        text = path.read_text(encoding="utf-8")
        others = os.name == "posix" and path.stat().st_mode & 0o077
    except OSError as error:
        raise SigningKeyError(path=path, trouble=f"无法读取（{error.strerror}）") from error
    except UnicodeDecodeError as error:
        raise SigningKeyError(path=path, trouble="不是签名密钥") from error
    if others:
        raise SigningKeyError(path=path, trouble=f"他人可读，请运行 chmod 600 {path}")
    try:
        return _parsed(text)
    except MalformedError as error:
        raise SigningKeyError(path=path, trouble="不是签名密钥") from error


def _parsed(text: str) -> tuple[str, str, bytes]:
    if not text.startswith(PREFIX):
        raise MalformedError(PREFIX)
    name, _, rest = text.strip().removeprefix(PREFIX).partition("+")
    identity, _, seed = rest.partition("+")
    return name, identity, decoded(seed)
