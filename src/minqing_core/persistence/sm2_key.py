"""The key that signs checkpoints by SM2 with SM3 (GB/T 32918, GB/T 32905), beside the other."""

from importlib import import_module
from pathlib import Path
from typing import Any

from attrs import field, frozen

from minqing_core.integrity.note import NAMED, SM2, VerifierKey, encoded
from minqing_core.kernel.refusals import RefusalError
from minqing_core.persistence.secret_keys import (
    PREFIX,
    SigningKeyError,
    keep_secret,
    read_secret,
    require_origin,
)

LIBRARY = "gmssl_pyx"
_KIND = bytes([NAMED]) + SM2
_PRIVATE, _PUBLIC = 32, 64


class NationalAlgorithmsAbsentError(RefusalError):
    """The national algorithms come with an extra."""

    code = "gm-absent"
    text = "没有安装国密算法，请运行 pip install 'minqing[gm]'"


@frozen
class Sm2Key:
    """An SM2 key under the name of the log that it signs for."""

    name: str
    _private: bytes = field(repr=False)
    _public: bytes

    @property
    def key(self) -> VerifierKey:
        """The key that others check by."""
        return VerifierKey(self.name, SM2 + self._public, NAMED)

    def sign(self, message: bytes) -> bytes:
        """Return the signature of a message, in DER."""
        made: bytes = _algorithms().sm2_sign(self._private, self._public, message)
        return made

    def secret(self) -> str:
        """Return the key as it is kept."""
        raw = encoded(_KIND + self._private + self._public)
        return f"{PREFIX}{self.name}+{self.key.id.hex()}+{raw}"


def make_sm2_key(path: Path, origin: str) -> Sm2Key:
    """Make a key at *path*, readable by its owner alone.

    Raises:
        RefusalError: there is one already, it cannot be kept there or sign under that name.
    """
    require_origin(origin)
    public, private = _algorithms().sm2_key_generate()
    made = Sm2Key(origin, private, public)
    keep_secret(path, made.secret())
    return made


def read_sm2_key(path: Path) -> Sm2Key:
    """Read the key at *path*.

    Raises:
        SigningKeyError: it is missing, malformed, or others can read it.
    """
    name, identity, raw = read_secret(path)
    secret = raw.removeprefix(_KIND)
    found = Sm2Key(name, secret[:_PRIVATE], secret[_PRIVATE:])
    whole = raw.startswith(_KIND) and len(secret) == _PRIVATE + _PUBLIC
    if not whole or found.key.id.hex() != identity:
        raise SigningKeyError(path=path, trouble="不是国密签名密钥")
    return found


def sm2_holds(key: VerifierKey, message: bytes, signature: bytes) -> bool:
    """Say whether the SM2 signature of a message is that of a key."""
    algorithms, public = _algorithms(), key.public.removeprefix(SM2)
    try:
        found: bool = algorithms.sm2_verify(public, message, signature)
    except algorithms.GmsslInnerError:
        return False
    return found and key.public.startswith(SM2)


def _algorithms() -> Any:  # noqa: ANN401 - a module without types
    try:
        return import_module(LIBRARY)
    except ImportError as error:
        raise NationalAlgorithmsAbsentError from error
