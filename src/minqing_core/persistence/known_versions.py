"""The versions of streams as a process knows them, brought up to date by what the log gained."""

import threading
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from attrs import define, field

from minqing_core.application.ports import EventLog, Gained, SealedKeys
from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import StreamId

MANY = 500
REMEMBERED = 20_000
NOTHING = Gained(0, StreamId(""), 0)


@define
class RememberedVersions:
    """The versions of at most so many streams, in memory; see the port for what it promises.

    What was asked for before all was last forgotten is not noted: others may have looked since.
    """

    _log: EventLog
    _sealed: SealedKeys
    keys: int = 0
    _last: Gained = NOTHING
    _known: dict[StreamId, int] = field(factory=dict, repr=False)
    _forgotten: int = 0
    _lock: threading.Lock = field(factory=threading.Lock, repr=False)

    @property
    def position(self) -> int:
        """The end of the log when it was last looked at."""
        return self._last.position

    def look(self) -> None:
        """Learn what was recorded since the last look; begin anew where that was too much."""
        while not self._looked():
            continue

    def of(self, streams: Sequence[StreamId]) -> dict[StreamId, int]:
        """Return the versions of streams, 0 where nothing was recorded."""
        forgotten = self._forgotten
        found = {stream: self._known.get(stream) for stream in streams}
        unknown = [stream for stream, version in found.items() if version is None]
        asked: Mapping[StreamId, int] = self._log.versions(unknown) if unknown else {}
        self._note(asked.items(), forgotten)
        return {s: asked[s] if version is None else version for s, version in found.items()}

    def stream(self, stream: StreamId) -> list[Envelope[Any]]:
        """Return a stream from its first event on, and know its version from then on."""
        forgotten = self._forgotten
        history = self._log.stream(stream)
        self._note([(stream, len(history))], forgotten)
        return history

    def took(self, recorded: Iterable[Iterable[Envelope[Any]]]) -> None:
        """Know what this process itself recorded."""
        kept = chain.from_iterable(recorded)
        self._note([(one.stream, one.version) for one in kept], self._forgotten)

    def _looked(self) -> bool:
        """Look once; False when all was forgotten meanwhile, so that nothing came of it."""
        forgotten, last, keys = self._forgotten, self._last, self._sealed.changed()
        gained = self._log.gained(last.position, MANY) if last.position else ()
        goes_on = 0 < len(gained) < MANY and gained[0] == last
        end = gained[-1] if goes_on else self._end()
        with self._lock:
            if forgotten != self._forgotten:
                return False
            self.keys = max(keys, self.keys)
            if goes_on and len(self._known) <= REMEMBERED:
                self._highest((stream, version) for _, stream, version in gained)
            else:
                self._known.clear()
                self._forgotten += 1
            self._last = max(end, self._last) if goes_on else end
        return True

    def _end(self) -> Gained:
        size = self._log.size()
        return next(iter(self._log.gained(size, 1)), NOTHING) if size else NOTHING

    def _note(self, versions: Iterable[tuple[StreamId, int]], forgotten: int) -> None:
        with self._lock:
            if forgotten == self._forgotten:
                self._highest(versions)

    def _highest(self, versions: Iterable[tuple[StreamId, int]]) -> None:
        for stream, version in versions:
            self._known[stream] = max(version, self._known.get(stream, 0))
