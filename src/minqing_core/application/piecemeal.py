"""An answer that is told piece by piece, so that nobody has to hold the whole of it."""

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

from attrs import frozen

Whole = TypeVar("Whole")


@frozen(kw_only=True)
class Piecemeal(Generic[Whole]):
    """The pieces of a long text, gone through once, and what makes the whole answer of them."""

    pieces: Iterator[bytes]
    gathered: Callable[[Iterable[bytes]], Whole]

    def whole(self) -> Whole:
        """Return the whole answer."""
        return self.gathered(self.pieces)
