"""What the office needs to know of how far each stream has come."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from minqing_core.kernel.envelope import Envelope
from minqing_core.kernel.ids import StreamId


class KnownVersions(Protocol):
    """How far each stream had come when it was last looked: one look tells all that changed.

    What is known is of the last look or newer, never older. Safe to use from several threads.
    """

    @property
    def position(self) -> int:
        """The end of the log when it was last looked at."""
        ...

    @property
    def keys(self) -> int:
        """How often any key was changed."""
        ...

    def look(self) -> None:
        """Learn what was recorded since the last look."""
        ...

    def of(self, streams: Sequence[StreamId]) -> dict[StreamId, int]:
        """Return the versions of streams, 0 where nothing was recorded."""
        ...

    def stream(self, stream: StreamId) -> list[Envelope[Any]]:
        """Return a stream from its first event on, and know its version from then on."""
        ...

    def took(self, recorded: Iterable[Iterable[Envelope[Any]]]) -> None:
        """Know what this process itself recorded."""
        ...
