"""The keys of personal words, as orders about them are carried out on the vault."""

import base64
from collections.abc import Collection, Iterable, Mapping, Sequence

from minqing_core.kernel.ids import StreamId
from minqing_core.kernel.subjects import SubjectKey
from minqing_core.persistence.event_log import RecordedLog


class VaultKeys:
    """The vault of a log; see the port for what it promises."""

    def __init__(self, log: RecordedLog) -> None:
        self._log = log

    def of(self, stream: StreamId) -> Sequence[SubjectKey]:
        """Return every key that a stream's words were sealed under."""
        found: dict[int, SubjectKey] = {}
        for position, part, key in self._log.keys_of(stream):
            found.setdefault(key, SubjectKey(key, part, position))
        return list(found.values())

    def mark(
        self,
        *,
        restricted: Iterable[int] = (),
        lifted: Iterable[int] = (),
        shredded: Iterable[int] = (),
    ) -> None:
        """Close keys, open those that are closed, destroy keys for good; those that are there.

        An older copy of the vault lacks some of them and is to be refused, not to grow others.
        """
        vault = self._log.vault
        vault.shred(vault.there(shredded))
        vault.restrict(vault.there(restricted))
        vault.lift(vault.there(lifted))

    def marked(self) -> Mapping[int, str]:
        """Return the keys that are restricted or shredded, or risen after they were shredded."""
        return self._log.vault.marked()

    def there(self, keys: Iterable[int]) -> Collection[int]:
        """Return those of these keys that are there; an older copy of the vault lacks some."""
        return self._log.vault.there(keys)

    def changed(self) -> int:
        """Return a number that rises with every change of a key."""
        return self._log.vault.changed()

    def carried_out(self) -> int:
        """Return the position of the log up to which orders were carried out."""
        return self._log.vault.carried_out()

    def note_carried_out(self, position: int, *, anew: bool = False) -> None:
        """Note the position up to which orders were carried out; *anew* also an earlier one."""
        self._log.vault.note_carried_out(position, anew=anew)

    def stamp(self, text: str) -> str:
        """Return sixteen letters and digits that nobody can tell of a text without this store."""
        made = self._log.vault.fingerprint(f"stamp\n{text}".encode())
        return base64.b32encode(made[:10]).decode().lower()

    def streams_of(self, keys: Collection[int]) -> Mapping[int, StreamId]:
        """Return the streams that these keys sealed something in, by a pass over the log."""
        return {key: stream for stream, key in self._log.keys_everywhere() if key in keys}
