"""When the log may be signed again: it goes on from what was signed last."""

from minqing_core.integrity.merkle import Frontier
from minqing_core.integrity.refusals import LogShorterError, PrefixChangedError, TreeChangedError


def require_reaches(size: int, signed: int) -> None:
    """Refuse a log that ends before what was signed.

    Raises:
        LogShorterError: it does.
    """
    if size < signed:
        raise LogShorterError(size=size, signed=signed, first=size + 1)


def require_same(found: Frontier, signed: Frontier) -> None:
    """Refuse a log whose signed part is not what it was, naming the subtree that differs.

    Raises:
        PrefixChangedError: it is not.
    """
    first, rest = 1, signed.size
    for node, kept in zip(found.nodes, signed.nodes, strict=True):
        width = 1 << rest.bit_length() - 1
        if node != kept:
            raise PrefixChangedError(first=first, last=first + width - 1)
        first, rest = first + width, rest - width


def require_registered(reached: Frontier, size: object, nodes: object) -> None:
    """Refuse a log whose own tree is not that of its events.

    Raises:
        TreeChangedError: it is not.
    """
    if (size, nodes) != (reached.size, b"".join(reached.nodes)):
        raise TreeChangedError(size=size)
