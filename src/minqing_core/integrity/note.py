"""Signed notes as c2sp.org/signed-note has them: a text, and under it who signed it."""

import re
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Callable
from hashlib import sha256
from typing import Protocol, Self, TypeAlias

from attrs import frozen

from minqing_core.integrity.edwards import is_sound

ED25519, COSIGNATURE, NAMED = 1, 4, 0xFF
EDWARDS = frozenset({ED25519, COSIGNATURE})
SM2 = b"minqing.sm2-sm3/v1\n"
NAME = re.compile(r"[^\s+]+")
SIGNATURES = range(1, 65)

Check: TypeAlias = "Callable[[VerifierKey, bytes, bytes], bool]"


class MalformedError(ValueError):
    """A text is no note, key, checkpoint or receipt."""


class Signer(Protocol):
    """Who signs notes: a name, a public key and a way to sign."""

    @property
    def key(self) -> "VerifierKey":
        """The key that others check by."""
        ...

    def sign(self, message: bytes) -> bytes:
        """Return the signature of a message."""
        ...


@frozen
class VerifierKey:
    """A name and a public key by which a signature is checked.

    Where the specification knows no number for an algorithm, it is NAMED, and the public key
    begins with its name, as SM2 does.
    """

    name: str
    public: bytes
    algorithm: int = ED25519

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature names its key."""
        named = f"{self.name}\n".encode()
        return sha256(named + bytes([self.algorithm]) + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{encoded(bytes([self.algorithm]) + self.public)}"

    @classmethod
    def parsed(cls, text: str) -> Self:
        """Read a key from its text, ``name+id+key``.

        Raises:
            MalformedError: it is none.
        """
        name, _, rest = text.strip().partition("+")
        named, _, key = rest.partition("+")
        known = decoded(key)
        if not NAME.fullmatch(name) or not known:
            raise MalformedError("不是公钥")
        found = cls(name, known[1:], known[0])
        if found.id.hex() != named:
            raise MalformedError("公钥与其编号不符")
        if found.algorithm in EDWARDS and not is_sound(found.public):
            raise MalformedError("公钥不是 Ed25519 的，或任何签名都可能与它相符")
        return found


@frozen
class Signature:
    """A line under a note: the key that signed, and its signature."""

    name: str
    key_id: bytes
    value: bytes

    def __str__(self) -> str:
        return f"— {self.name} {encoded(self.key_id + self.value)}\n"


@frozen
class Note:
    """A text with its signatures."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return f"{self.text}\n{''.join(map(str, self.signatures))}"

    @classmethod
    def parsed(cls, text: str) -> Self:
        """Read a note.

        Raises:
            MalformedError: it is none.
        """
        above, blank, below = text.rpartition("\n\n")
        lines = below.split("\n")
        if not blank or not above or lines[-1] or len(lines[:-1]) not in SIGNATURES:
            raise MalformedError("不是带签名的文本")
        return cls(f"{above}\n", tuple(map(_signature, lines[:-1])))

    def with_lines(self, *lines: Signature) -> "Note":
        """Return the note with these lines in the place of earlier ones of the same keys."""
        theirs = {(line.name, line.key_id) for line in lines}
        others = [s for s in self.signatures if (s.name, s.key_id) not in theirs]
        return Note(self.text, (*others, *lines))

    def cosigned_at(self, key: VerifierKey, check: Check) -> int | None:
        """Return the second at which the holder of a key cosigned the text; None if not so."""
        if key.algorithm != COSIGNATURE or not self.is_signed_by(key, check):
            return None
        found = (s.value for s in self.signatures if (s.name, s.key_id) == (key.name, key.id))
        return max(int.from_bytes(value[:8], "big") for value in found)

    def is_signed_by(self, key: VerifierKey, check: Check) -> bool:
        """Say whether the holder of a key signed the text, or cosigned it at some time."""
        found = [s.value for s in self.signatures if (s.name, s.key_id) == (key.name, key.id)]
        signed = self.text.encode()
        if key.algorithm != COSIGNATURE:
            return bool(found) and all(check(key, signed, value) for value in found)
        return bool(found) and all(
            check(key, cosigned(signed, value), value[8:]) for value in found
        )


def signed(text: str, *signers: Signer) -> Note:
    """Return a text as a note that these signed."""
    named = ((signer.key, signer.sign(text.encode())) for signer in signers)
    return Note(text, tuple(Signature(key.name, key.id, value) for key, value in named))


def cosigned(text: bytes, value: bytes) -> bytes:
    """Return what a witness signs of a text, by the time that its signature begins with."""
    return b"cosignature/v1\ntime %d\n" % int.from_bytes(value[:8], "big") + text


def encoded(data: bytes) -> str:
    """Return bytes as standard base64."""
    return b64encode(data).decode()


def decoded(text: str) -> bytes:
    """Return what base64 stands for, in its one canonical form.

    Raises:
        MalformedError: it is no base64.
    """
    try:
        found = b64decode(text, validate=True)
    except (Error, ValueError) as error:
        raise MalformedError("不是 base64") from error
    if encoded(found) != text:
        raise MalformedError("不是规范的 base64")
    return found


def _signature(line: str) -> Signature:
    dash, _, rest = line.partition(" ")
    name, _, text = rest.partition(" ")
    value = decoded(text)
    if dash != "—" or not NAME.fullmatch(name) or len(value) <= len("kkkk"):
        raise MalformedError("签名行格式不符")
    return Signature(name, value[:4], value[4:])
