"""Which key belongs to which subject, and what it opens."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from minqing_core.kernel.personal import SHREDDED
from minqing_core.persistence.vault import KeyState, Vault

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

RESTRICTED = "〔个人信息已限制处理〕"
_REMEMBERED = 16384


class Keyring:
    """The vault, and a bounded memory of which subject has which key."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self._lock = threading.Lock()
        self._subjects: OrderedDict[tuple[str, str], int] = OrderedDict()

    def subject_key(self, stream: str, part: str) -> int | None:
        """Return the id of the key that a subject was last seen with."""
        return self._subjects.get((stream, part))

    def remember(self, subjects: Mapping[tuple[str, str], int]) -> None:
        """Keep in mind which keys these subjects have."""
        if not subjects:
            return
        with self._lock:
            self._subjects.update(subjects)
            while len(self._subjects) > _REMEMBERED:
                self._subjects.popitem(last=False)

    def opening(self) -> Callable[[str, str, int], "AESGCM | str"]:
        """Return what opens sealed words during one reading of the log."""
        fresh = False

        def opened(stream: str, part: str, key_id: int) -> "AESGCM | str":
            nonlocal fresh
            if not fresh:
                self.vault.refresh()
                fresh = True
            if (stream, part) not in self._subjects:
                self.remember({(stream, part): key_id})
            return self._open(key_id)

        return opened

    def _open(self, key_id: int) -> "AESGCM | str":
        key = self.vault.key(key_id)
        if key.cipher is None:
            return SHREDDED
        return RESTRICTED if key.state is KeyState.RESTRICTED else key.cipher


class Allotment:
    """The keys taken inside one write transaction; what it took counts only once committed."""

    def __init__(
        self, ring: Keyring, last: int, stored: Callable[[str], Mapping[str, int]]
    ) -> None:
        """Take keys after *last*; *stored* tells the keys that a stream's subjects have."""
        self._ring = ring
        self._stored = stored
        self._fresh = False
        self.last = last
        self.subjects: dict[tuple[str, str], int] = {}

    def key(self, stream: str, part: str) -> tuple[int, "AESGCM"]:
        """Return the key to seal a subject's words with: its own, or a new one."""
        if not self._fresh:
            self._ring.vault.refresh()
            self._fresh = True
        found = (
            self._usable(self.subjects.get((stream, part)))
            or self._usable(self._ring.subject_key(stream, part))
            or self._usable(self._stored(stream).get(part))
            or self._new()
        )
        self.subjects[stream, part] = found[0]
        return found

    def _usable(self, key_id: int | None) -> "tuple[int, AESGCM] | None":
        if key_id is None:
            return None
        cipher = self._ring.vault.key(key_id).cipher
        return None if cipher is None else (key_id, cipher)

    def _new(self) -> "tuple[int, AESGCM]":
        self._ring.vault.require(self.last)
        while True:
            self.last += 1
            self._ring.vault.ensure(self.last)
            key = self._ring.vault.key(self.last)
            if key.state is KeyState.ACTIVE and key.cipher is not None:
                return self.last, key.cipher
