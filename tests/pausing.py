"""Parts of an office between whose questions something else happens."""

from collections.abc import Callable
from typing import Any


class Paused:
    """A part of an office; once, right before or after one of its methods, something happens."""

    def __init__(self, part: Any, **before: Callable[[], object]) -> None:
        self._part, self.before = part, before
        self.after: dict[str, Callable[[], object]] = {}

    def __getattr__(self, name: str) -> Any:
        asked = getattr(self._part, name)
        if name not in {*self.before, *self.after}:
            return asked

        def paused(*given: Any, **named: Any) -> Any:
            self.before.pop(name, list)()
            told = asked(*given, **named)
            self.after.pop(name, list)()
            return told

        return paused
