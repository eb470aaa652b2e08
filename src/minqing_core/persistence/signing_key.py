"""The key that signs checkpoints: a file of its own, in the form of Go's sumdb notes."""

import os
import secrets
from pathlib import Path
from unicodedata import is_normalized

from attrs import field, frozen
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from minqing_core.integrity.note import (
    ED25519,
    NAME,
    MalformedError,
    VerifierKey,
    decoded,
    encoded,
)
from minqing_core.kernel.refusals import RefusalError

_PREFIX = "PRIVATE+KEY+"
_SEED = 32


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


@frozen
class SigningKey:
    """An Ed25519 key under the name of the log that it signs for."""

    name: str
    _seed: bytes = field(repr=False)

    @property
    def key(self) -> VerifierKey:
        """The key that others check by."""
        public = self._private().public_key()
        return VerifierKey(self.name, public.public_bytes(Encoding.Raw, PublicFormat.Raw))

    def sign(self, message: bytes) -> bytes:
        """Return the signature of a message."""
        return self._private().sign(message)

    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self._seed)

    def secret(self) -> str:
        """Return the key as it is kept."""
        seed = encoded(bytes([ED25519]) + self._seed)
        return f"{_PREFIX}{self.name}+{self.key.id.hex()}+{seed}"


def make_signing_key(path: Path, origin: str) -> SigningKey:
    """Make a key at *path*, readable by its owner alone.

    Raises:
        SigningKeyExistsError: there is one already.
        OriginError: it cannot sign under that name.
    """
    if not NAME.fullmatch(origin) or not is_normalized("NFC", origin):
        raise OriginError(origin=origin)
    made = SigningKey(origin, secrets.token_bytes(_SEED))
    try:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise SigningKeyExistsError(path=path) from error
    except OSError as error:
        raise SigningKeyError(path=path, trouble=f"无法写入（{error.strerror}）") from error
    with os.fdopen(opened, "w", encoding="utf-8") as file:
        file.write(f"{made.secret()}\n")
        file.flush()
        os.fsync(file.fileno())
    return made


def read_signing_key(path: Path) -> SigningKey:
    """Read the key at *path*.

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


def signature_holds(public: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether an Ed25519 signature is that of a message."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _parsed(text: str) -> SigningKey:
    name, _, rest = text.strip().removeprefix(_PREFIX).partition("+")
    identity, _, seed = rest.partition("+")
    raw = decoded(seed)
    if not text.startswith(_PREFIX) or len(raw) != _SEED + 1 or raw[0] != ED25519:
        raise MalformedError(_PREFIX)
    found = SigningKey(name, raw[1:])
    if found.key.id.hex() != identity:
        raise MalformedError(_PREFIX)
    return found
