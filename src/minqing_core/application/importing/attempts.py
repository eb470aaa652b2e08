"""Trying again when somebody else recorded something in between."""

from collections.abc import Callable
from typing import TypeVar

from minqing_core.kernel.refusals import KeyReusedError, StreamMovedError

CHUNK = 200
TRIES = 5
Answer = TypeVar("Answer")


def persistently(
    attempt: Callable[[], Answer], renew: Callable[[], None] = lambda: None
) -> Answer:
    """Return what an attempt gives, made anew on what then stands when somebody was first.

    Raises:
        StreamMovedError: others were first time and again.
    """
    for _ in range(TRIES - 1):
        try:
            return attempt()
        except (StreamMovedError, KeyReusedError):
            renew()
    return attempt()
