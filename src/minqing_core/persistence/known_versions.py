"""The versions of streams as a process knows them, brought up to date by what the log gained."""

import threading
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from attrs import define, field

from minqing_core.application.ports import EventLog, SealedKeys
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import StreamId

MANY = 500
REMEMBERED = 20_000


@define
class RememberedVersions:
    """The versions of at most so many streams, in memory; see the port for what it promises."""

    _log: EventLog
    _sealed: SealedKeys
    position: int = 0
    keys: int = 0
    _known: dict[StreamId, int] = field(factory=dict, repr=False)
    _forgotten: int = 0
    _lock: threading.Lock = field(factory=threading.Lock, repr=False)

    def look(self) -> None:
        """Learn what was recorded since the last look; begin anew where that was too much."""
        keys, start, forgotten = self._sealed.changed(), self.position, self._forgotten
        gained = self._log.gained(start, MANY) if start else ()
        goes_on = 0 < len(gained) < MANY
        end = gained[-1].position if goes_on else self._log.size()
        with self._lock:
            self.keys = max(keys, self.keys)
            self.position = max(end, self.position) if goes_on else end
            if not goes_on or len(self._known) > REMEMBERED:
                self._known.clear()
                self._forgotten += 1
            self._note(((stream, version) for _, stream, version in gained), forgotten)

    def of(self, streams: Sequence[StreamId]) -> dict[StreamId, int]:
        """Return the versions of streams, 0 where nothing was recorded."""
        forgotten = self._forgotten
        found = {stream: self._known.get(stream) for stream in streams}
        unknown = [stream for stream, version in found.items() if version is None]
        asked: Mapping[StreamId, int] = self._log.versions(unknown) if unknown else {}
        with self._lock:
            self._note(asked.items(), forgotten)
        return {s: asked[s] if version is None else version for s, version in found.items()}

    def stream(self, stream: StreamId) -> list[Envelope[Any]]:
        """Return a stream from its first event on, and know its version from then on."""
        forgotten = self._forgotten
        history = self._log.stream(stream)
        with self._lock:
            self._note([(stream, len(history))], forgotten)
        return history

    def took(self, recorded: Iterable[Iterable[Envelope[Any]]]) -> None:
        """Know what this process itself recorded; look where others recorded something before."""
        kept, forgotten = [*chain.from_iterable(recorded)], self._forgotten
        with self._lock:
            follows = [e.position for e in kept] == [
                *range(self.position + 1, self.position + 1 + len(kept))
            ]
            if follows:
                self._note(((e.stream, e.version) for e in kept), forgotten)
                self.position += len(kept)
        if not follows:
            self.look()

    def _note(self, versions: Iterable[tuple[StreamId, int]], forgotten: int) -> None:
        """Keep the highest version of each, unless all was forgotten since it was asked for."""
        if forgotten == self._forgotten:
            for stream, version in versions:
                self._known[stream] = max(version, self._known.get(stream, 0))
