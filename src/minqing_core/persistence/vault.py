"""The keys of the people in the log, kept apart from it so that they can be destroyed."""

import os
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeAlias

from attrs import frozen

from minqing_core.persistence.master_key import MasterKey, MasterKeyError
from minqing_core.persistence.unreadable import VaultBehindError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

BATCH = 256
_CACHED = 4096
_READ, _TOGETHER = 32768, 32
_NONCE, _KEY = 12, 32
_CHECK = b"minqing/vault"


class KeyState(StrEnum):
    """What may be done with a key; shredded is for good."""

    ACTIVE = "active"
    RESTRICTED = "restricted"
    SHREDDED = "shredded"


@frozen
class Key:
    """A subject's key as it stands; the cipher is gone once it is shredded."""

    state: KeyState
    cipher: "AESGCM | None"


KeyRow: TypeAlias = tuple[bytes | None, str]


class KeyTable(Protocol):
    """What the vault asks of its database, in SQL of either kind."""

    def changing(self) -> AbstractContextManager[object]:
        """Hold the vault alone; what is done inside is kept whole or not at all."""
        ...

    def standing(self) -> tuple[int, bytes]:
        """Return how often keys were changed, and the fingerprint of the master key."""
        ...

    def keys(self, first: int, many: int) -> Mapping[int, KeyRow]:
        """Return so many wrapped keys and their states, the first of them with this id if any."""
        ...

    def highest(self) -> int:
        """Return the highest id of a key, 0 when there is none."""
        ...

    def add(self, wrapped: Sequence[tuple[int, bytes]]) -> None:
        """Add active keys."""
        ...

    def mark(self, key_ids: Sequence[int], before: Sequence[str], after: str) -> None:
        """Change the state of keys, erase those shredded, and count the change.

        Bytes that came back to a key that was shredded before are erased with them.
        """
        ...

    def marked(self) -> Sequence[tuple[int, str]]:
        """Return the keys that are not active, with their states.

        One whose bytes are gone is shredded, whatever is written beside it; one that is to be
        shredded and has bytes is risen.
        """
        ...

    def carried_out(self) -> int:
        """Return the position of the log up to which orders were carried out."""
        ...

    def note_carried_out(self, position: int, *, anew: bool = False) -> None:
        """Note the position up to which orders were carried out; *anew* also an earlier one."""
        ...

    def close(self) -> None:
        """Let the database go."""
        ...


class Vault:
    """One random key a subject, wrapped by the master key.

    Opened and new keys are kept in memory, at most 4096 of them, and 32,768 as they are
    wrapped, which are read some at a time; they are forgotten as soon as the
    count of changes in the database differs, which is looked up once by every
    reading or writing of the log that touches a sealed word. So what one process
    restricts or shreds is closed to the next read of any other.
    """

    def __init__(self, table: KeyTable, master: MasterKey) -> None:
        self._table = table
        self._master = master
        self._lock = threading.RLock()
        self._cached: OrderedDict[int, Key] = OrderedDict()
        self._wrapped: OrderedDict[int, KeyRow] = OrderedDict()
        self._generation = -1
        self._highest = 0
        self._wrapping: AESGCM | None = None

    def fingerprint(self, data: bytes) -> bytes:
        """Return a fingerprint from which nothing can be guessed without the master key."""
        return self._master.fingerprint(data)

    def seal_beside(self, words: bytes, about: str) -> bytes:
        """Seal what is kept beside the log, bound to what it is about."""
        nonce = os.urandom(_NONCE)
        return nonce + self._beside().encrypt(nonce, words, about.encode())

    def open_beside(self, sealed: bytes, about: str) -> bytes | None:
        """Open what is kept beside the log; None when it was not sealed here, or for another."""
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415  (20 ms)

        try:
            return self._beside().decrypt(sealed[:_NONCE], sealed[_NONCE:], about.encode())
        except (InvalidTag, ValueError):
            return None

    def refresh(self) -> None:
        """Forget the opened keys if any key was changed since."""
        with self._lock:
            generation, check = self._table.standing()
            if generation != self._generation:
                self._forget()
                self._checked(check)
                self._generation = generation

    def key(self, key_id: int) -> Key:
        """Return a key as it stood at the last refresh.

        Raises:
            LookupError: there is no such key.
        """
        with self._lock:
            found = self._cached.get(key_id)
            return found or self._keep(key_id, self._unwrapped(key_id))

    def require(self, upto: int) -> None:
        """Refuse to go on with a vault that lacks keys which the log has given out.

        Raises:
            VaultBehindError: it is an older copy; new keys would take the place of lost ones.
        """
        with self._lock:
            if upto <= self._highest:
                return
            self._highest = self._table.highest()
            if self._highest < upto:
                raise VaultBehindError(self._highest, upto)

    def ensure(self, upto: int) -> None:
        """See to it that every key up to this id is there, made in batches."""
        with self._lock:
            if upto <= self._highest:
                return
            with self._table.changing():
                first = self._table.highest() + 1
                last = -(-upto // BATCH) * BATCH
                made = {key_id: os.urandom(_KEY) for key_id in range(first, last + 1)}
                self._table.add(
                    [(key_id, self._wrap(key_id, key)) for key_id, key in made.items()]
                )
            self._highest = max(last, first - 1)
            for key_id, key in made.items():
                self._keep(key_id, _active(key))

    def restrict(self, key_ids: Iterable[int]) -> None:
        """Close keys to reading until they are lifted."""
        self._mark(key_ids, (KeyState.ACTIVE,), KeyState.RESTRICTED)

    def lift(self, key_ids: Iterable[int]) -> None:
        """Open restricted keys to reading again."""
        self._mark(key_ids, (KeyState.RESTRICTED,), KeyState.ACTIVE)

    def shred(self, key_ids: Iterable[int]) -> None:
        """Erase keys for good; what they sealed can never be read again."""
        self._mark(key_ids, (KeyState.ACTIVE, KeyState.RESTRICTED), KeyState.SHREDDED)

    def marked(self) -> dict[int, str]:
        """Return the keys that are restricted, shredded or risen, and which of these."""
        return dict(self._table.marked())

    def there(self, key_ids: Iterable[int]) -> list[int]:
        """Return those of these keys that were ever made here."""
        highest = self._table.highest()
        return [key_id for key_id in key_ids if key_id <= highest]

    def changed(self) -> int:
        """Return how often keys were changed."""
        return self._table.standing()[0]

    def carried_out(self) -> int:
        """Return the position of the log up to which orders were carried out."""
        return self._table.carried_out()

    def note_carried_out(self, position: int, *, anew: bool = False) -> None:
        """Note the position up to which orders were carried out; *anew* also an earlier one."""
        self._table.note_carried_out(position, anew=anew)

    def close(self) -> None:
        """Forget every key and let the database go."""
        with self._lock:
            self._forget()
            self._table.close()

    def _mark(self, key_ids: Iterable[int], before: Sequence[str], after: str) -> None:
        marked = sorted(set(key_ids))
        if not marked:
            return
        with self._lock:
            self.ensure(marked[-1])
            with self._table.changing():
                self._table.mark(marked, before, after)
            self._forget()

    def _forget(self) -> None:
        self._cached.clear()
        self._wrapped.clear()
        self._generation = -1

    def _cipher(self) -> "AESGCM":
        from cryptography.hazmat.primitives.ciphers import aead  # noqa: PLC0415  (20 ms)

        if self._wrapping is None:
            self._wrapping = aead.AESGCM(self._master.wrapping())
        return self._wrapping

    def _beside(self) -> "AESGCM":
        from cryptography.hazmat.primitives.ciphers import aead  # noqa: PLC0415  (20 ms)

        return aead.AESGCM(self._master.beside())

    def _keep(self, key_id: int, key: Key) -> Key:
        self._cached[key_id] = key
        if len(self._cached) > _CACHED:
            self._cached.popitem(last=False)
        return key

    def _wrap(self, key_id: int, key: bytes) -> bytes:
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher().encrypt(nonce, key, _bound(key_id))

    def _unwrapped(self, key_id: int) -> Key:
        if key_id not in self._wrapped:
            self._wrapped.update(self._table.keys(key_id, _TOGETHER))
            while len(self._wrapped) > _READ:
                self._wrapped.popitem(last=False)
        row = self._wrapped.get(key_id)
        if row is None:
            msg = f"密钥 {key_id} 不在密钥库中"
            raise LookupError(msg)
        wrapped, state = row
        if state == KeyState.SHREDDED:
            return Key(KeyState.SHREDDED, None)
        if wrapped is None:
            msg = f"密钥 {key_id} 已被毁，而密钥库没有注明是依决定删除的"
            raise LookupError(msg)
        if state not in [*KeyState]:
            msg = f"密钥 {key_id} 的状态「{state}」不可识别"
            raise LookupError(msg)
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415  (20 ms)
        from cryptography.hazmat.primitives.ciphers import aead  # noqa: PLC0415  (20 ms)

        try:
            opened = self._cipher().decrypt(wrapped[:_NONCE], wrapped[_NONCE:], _bound(key_id))
        except (InvalidTag, ValueError, TypeError) as error:
            msg = f"密钥 {key_id} 已损坏"
            raise LookupError(msg) from error
        return Key(KeyState(state), aead.AESGCM(opened))

    def _checked(self, check: bytes) -> None:
        if check != self.check(self._master):
            raise MasterKeyError(path=self._master.path, trouble="不属于这个库")

    @staticmethod
    def check(master: MasterKey) -> bytes:
        """Return what a vault keeps to know its master key by."""
        return master.fingerprint(_CHECK)


def _active(key: bytes) -> Key:
    from cryptography.hazmat.primitives.ciphers import aead  # noqa: PLC0415  (20 ms)

    return Key(KeyState.ACTIVE, aead.AESGCM(key))


def _bound(key_id: int) -> bytes:
    return f"minqing/key|{key_id}".encode()
