"""The key that signs checkpoints, by Ed25519."""

import secrets
from pathlib import Path

from attrs import field, frozen
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from minqing_core.integrity.note import ED25519, NAMED, VerifierKey, encoded
from minqing_core.persistence.secret_keys import (
    PREFIX,
    SigningKeyError,
    keep_secret,
    read_secret,
    require_origin,
)

_SEED = 32


@frozen
class SigningKey:
    """An Ed25519 key under the name of the log that it signs for."""

    name: str
    _seed: bytes = field(repr=False)
    algorithm: int = ED25519

    @property
    def key(self) -> VerifierKey:
        """The key that others check by."""
        public = self._private().public_key()
        raw = public.public_bytes(Encoding.Raw, PublicFormat.Raw)
        return VerifierKey(self.name, raw, self.algorithm)

    def sign(self, message: bytes) -> bytes:
        """Return the signature of a message."""
        return self._private().sign(message)

    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self._seed)

    def secret(self) -> str:
        """Return the key as it is kept."""
        seed = encoded(bytes([self.algorithm]) + self._seed)
        return f"{PREFIX}{self.name}+{self.key.id.hex()}+{seed}"


def make_signing_key(path: Path, origin: str, algorithm: int = ED25519) -> SigningKey:
    """Make a key at *path*, readable by its owner alone; it signs, or it cosigns.

    Raises:
        SigningKeyExistsError: there is one already.
        OriginError: it cannot sign under that name.
    """
    require_origin(origin)
    made = SigningKey(origin, secrets.token_bytes(_SEED), algorithm)
    keep_secret(path, made.secret())
    return made


def read_signing_key(path: Path, algorithm: int = ED25519) -> SigningKey:
    """Read the key at *path*, of a signer or of a witness.

    Raises:
        SigningKeyError: it is missing, malformed, or others can read it.
    """
    name, identity, raw = read_secret(path)
    found = SigningKey(name, raw[1:], algorithm)
    whole = len(raw) == _SEED + 1 and raw[0] == algorithm
    if not whole or found.key.id.hex() != identity:
        raise SigningKeyError(path=path, trouble="不是签名密钥")
    return found


def signature_holds(key: VerifierKey, message: bytes, signature: bytes) -> bool:
    """Say whether the signature of a message is that of a key."""
    if key.algorithm == NAMED:
        from minqing_core.persistence.sm2_key import sm2_holds  # noqa: PLC0415 - an extra

        return sm2_holds(key, message, signature)
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
